"""A planted critical mass is found, one state is never taken for two, and a real scenario can be asked."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from esnsim.analysis.discovery.resampling import purpose
from esnsim.analysis.tipping import Tipping, analyse, tipping
from esnsim.analysis.tipping.document import document
from esnsim.analysis.tipping.mass import divided, estimate_critical_mass, fit
from esnsim.analysis.tipping.starts import initial_with, one_programme, setting_at
from esnsim.analysis.tipping.states import humps, smoothed, states_of, width_for
from esnsim.analysis.tipping.words import sentences
from esnsim.cli.commands.tipping import tipping as tipping_command
from esnsim.errors import ScenarioError
from esnsim.report.figures.tipping import tipping_figure
from esnsim.report.style import save_figure
from esnsim.scenario import Scenario, dump
from esnsim.scenario.initial import LAUNCH, Initial
from esnsim.simulation.simulate import prepare
from tests.experiments.synthetic_runs import normal, parting, random_numbers, runs_between

KEY = purpose("test")
STARTS = (np.arange(12) + 0.5) / 12


def told(answer: Tipping) -> str:
    """All sentences."""
    return "\n".join(sentences(answer))


def test_a_planted_critical_mass_is_found():
    """Two states, the place where runs part, and the scenario's own place beside it."""
    answer = analyse(parting(1, middle=0.4, spread=0.05, replicates=20))

    assert answer.verdict == "two states"
    assert answer.mass is not None
    assert answer.mass.low <= 0.4 <= answer.mass.high
    assert (answer.states.low, answer.states.high) == (pytest.approx(0.1, abs=0.02), pytest.approx(0.7, abs=0.02))
    assert "critical mass: from" in told(answer)
    assert "the scenario has 45 %" in told(answer)


@pytest.mark.parametrize(("spread", "common"), [(0.08, 0.0), (0.08, 0.6), (0.005, 0.0)])
def test_the_interval_holds_the_critical_mass_as_often_as_it_says(spread, common):
    """Of 60 sets of runs about four in five have it inside (z of 4): with noise apart, shared, and next to none."""
    sets, held = 60, 0
    for seed in range(sets):
        middle = 0.3 + 0.4 * float(random_numbers((1,), "middle", seed)[0])
        runs = parting(seed, middle, spread, 10, common)
        found = estimate_critical_mass(runs.tried, runs.ends > 0.4, purpose("coverage", seed))
        held += found.low <= middle <= found.high

    assert abs(held / sets - 0.8) <= 4 * np.sqrt(0.8 * 0.2 / sets)


def test_one_place_is_never_taken_for_two():
    """Ends around one place, wherever runs begin, are one state: in at most the 5 % allowed for (z of 4)."""
    sets = 40
    claimed = sum(
        analyse(runs_between(STARTS, 0.4 + 0.08 * normal((12, 8), "one", seed), seed)).verdict != "one state"
        for seed in range(sets)
    )

    # Hysteresis is looked at too, with an 80 % interval on two sides of which one counts.
    assert claimed <= sets * 0.15 + 4 * np.sqrt(sets * 0.15 * 0.85)
    answer = analyse(runs_between(STARTS, 0.4 + 0.08 * normal((12, 8), "one", 1), 1))
    assert answer.mass is None
    assert "nothing tips in this range" in told(answer)


@pytest.mark.parametrize("kind", ["bell", "even", "skewed"])
def test_no_shape_of_a_single_cluster_is_two_states(kind):
    """Even and skewed spreads of ends have one hump, and are no two states; of 40 at most what 5 % allows (z of 4)."""
    shapes = {"bell": lambda u: u.sum(0), "even": lambda u: u[0], "skewed": lambda u: -np.log(u[0])}

    claimed = sum(states_of(shapes[kind](random_numbers((3, 120), kind, seed)), KEY).two for seed in range(40))

    assert claimed <= 40 * 0.05 + 4 * np.sqrt(40 * 0.05 * 0.95)


def test_lives_that_slowly_forget_their_start_are_not_two_states():
    """Where a fifth of every difference is left, starts in two groups end in two groups, and nothing has tipped."""
    begins = np.concatenate([np.linspace(0.1, 0.2, 6), np.linspace(0.8, 0.9, 6)])
    ends = 0.5 + 0.2 * (begins[:, None] - 0.5) + 0.01 * normal((12, 10), "memory", 1)

    answer = analyse(runs_between(begins, ends, 1))

    assert answer.verdict == "memory"
    assert answer.mass is None
    assert "simulate longer" in told(answer)


def test_a_dose_can_jump_or_act_gradually():
    """A jump between two doses is one; ends in proportion to the dose are none."""
    doses = np.arange(0.0, 120.0, 10.0)
    begins = np.full(12, 0.3)
    jumping = np.where(doses[:, None] > 55, 0.7, 0.2) + 0.02 * normal((12, 10), "jump", 1)
    gradual = 0.2 + 0.005 * doses[:, None] + 0.02 * normal((12, 10), "gradual", 1)
    path = "programmes.ambassadors[0].count"

    jump, slope = (analyse(runs_between(begins, ends, 1, path=path, tried=doses)) for ends in (jumping, gradual))

    assert jump.verdict == "jump"
    assert jump.mass is not None
    assert 50 <= jump.mass.point <= 60
    assert slope.verdict == "gradual"
    assert "count of 'ambassadors'" in told(jump)


def test_a_threshold_that_is_given_is_used():
    """Where nothing divides runs by itself, one may say what is high."""
    ends = 0.2 + 0.4 * STARTS[:, None] + 0.03 * normal((12, 10), "slope", 1)

    answer = analyse(runs_between(STARTS, ends, 1), above=0.4)

    assert answer.mass is not None
    assert answer.mass.point == pytest.approx(0.5, abs=0.04)


@pytest.mark.parametrize(
    ("ends", "where", "said"), [(True, "below", "more than half"), (False, "above", "at most half")]
)
def test_no_tip_in_the_range_is_said_as_such(ends, where, said):
    """If all runs end high, or none, the critical mass lies outside."""
    high = np.full((12, 5), ends)

    found = estimate_critical_mass(STARTS, high, KEY)

    assert found.where == where
    runs = runs_between(STARTS, np.where(high, 0.7, 0.2) + 0.02 * normal((12, 5), "all", 1), 1)
    assert said in told(analyse(runs, above=0.45))


def test_a_share_that_follows_nothing_has_no_critical_mass():
    """Coins have no tipping point."""
    assert estimate_critical_mass(STARTS, random_numbers((12, 10), "coins") < 0.5, KEY).where in {
        "nowhere",
        "below",
        "above",
    }


def test_a_clean_divide_leaves_the_critical_mass_anywhere_in_the_gap():
    """Where every run below ends low and every one above high, the interval fills most of the gap, and no more."""
    found = estimate_critical_mass(STARTS, np.repeat(STARTS[:, None] > 0.5, 10, 1), KEY)

    assert STARTS[5] < found.low < 0.48
    assert 0.52 < found.high < STARTS[6]
    assert divided(np.array([0, 0, 10, 10]), 10) == 1
    assert divided(np.array([0, 10, 0, 10]), 10) is None


def test_the_logistic_curve_is_the_one_that_was_planted():
    """Many runs around a known curve give back its middle and its steepness."""
    places = np.linspace(0, 1, 21)
    share = 1 / (1 + np.exp(-12 * (places - 0.45)))

    curve = fit(places, np.round(share * 100_000), 100_000)

    assert curve.middle == pytest.approx(0.45, abs=1e-3)
    assert curve.steepness == pytest.approx(12, rel=1e-2)


def test_humps_are_counted_and_smoothed_away():
    """Two bells apart are two humps until the bell is as wide as their distance."""
    ends = np.concatenate([normal((50,), "a"), 6 + normal((50,), "b")])

    assert humps(smoothed(ends, 1.0, -5, 11)) == 2
    assert humps(smoothed(ends, 4.0, -5, 11)) == 1
    assert width_for(ends, 1) > width_for(ends, 2)


@cache
def small() -> Scenario:
    """Sixty people, half of whom read."""
    return Scenario.of(
        {
            "name": "sixty",
            "weeks": 8,
            "replicates": 2,
            "organisation": {"generate": {"people": 60}},
            "initial": {"reader": 0.5, "contributor": 0.15},
            "programmes": {"none": [], "ambassadors": [{"kind": "ambassadors", "count": 3}]},
        }
    )


def test_other_starts_live_under_the_constants_of_the_scenario():
    """The state is another, the constants are the same, and so is everybody."""
    own = prepare(one_programme(small(), None))

    other = setting_at(own, "initial.reader", 0.8)

    assert other.start.parameters == own.start.parameters
    assert tuple(other.start.world.parameters[0]) == tuple(own.start.world.parameters[0])
    assert other.start.reached.reader > own.start.reached.reader + 0.1
    assert (other.start.world.people.threshold[:5] == own.start.world.people.threshold[:5]).any()
    assert own.start.world.parameters is not other.start.world.parameters


def test_a_constant_can_be_varied_with_the_solved_ones_kept():
    """What was solved for stays; only the constant named is other."""
    own = prepare(one_programme(small(), None))

    other = setting_at(own, "behaviour.imitation", 0.04)

    assert other.start.parameters == own.start.parameters._replace(imitation=0.04)


def test_rungs_below_keep_their_place():
    """With other readers the parts of the readers stay; with other contributors those who interact move along."""
    initial = Initial.model_validate({"reader": 0.5, "contributor": 0.1, "interactive": 0.3})

    halved, more = initial_with(initial, "reader", 0.25), initial_with(initial, "contributor", 0.3)

    assert (halved.interactive, halved.contributor) == (pytest.approx(0.15), pytest.approx(0.05))
    assert more.interactive == pytest.approx(0.4)
    assert initial_with(Initial.model_validate("launch"), "reader", 0.2).enabled == pytest.approx(0.3)


def test_a_real_scenario_can_be_asked(tmp_path: Path):
    """Runs from three starts, the same again the second time, with table, document and figure."""
    heard = []

    answer = tipping(small(), "initial.reader", (0.5, 0.65, 0.8), progress=heard.append)
    again = tipping(small(), "initial.reader", (0.5, 0.65, 0.8))

    assert answer.runs.series.shape == (3, 2, 9)
    assert document(answer) == document(again)
    assert json.dumps(document(answer), allow_nan=False)
    assert (heard[-1].done, heard[-1].total) == (6, 6)
    assert list(answer.table().columns) == ["path", "value", "replicate", "outcome", "start", "end", "high"]
    assert all(file.stat().st_size > 10_000 for file in save_figure(tipping_figure(answer), tmp_path / "tipping"))


def test_a_dose_begins_at_the_start_of_the_scenario():
    """All doses share their first moment; without a name, the programme that is varied is done."""
    answer = tipping(small(), "programmes.ambassadors[0].count", (0, 6))

    assert answer.runs.programme == "ambassadors"
    assert len(np.unique(answer.runs.series[:, :, 0])) == 1
    assert answer.hysteresis is None


def test_a_figure_of_two_states_has_everything(tmp_path: Path):
    """The picture of a planted critical mass can be drawn."""
    answer = analyse(parting(1, middle=0.4, spread=0.05, replicates=10))

    assert all(
        file.stat().st_size > 10_000 for file in save_figure(tipping_figure(answer, "made up"), tmp_path / "made up")
    )


@pytest.mark.parametrize(
    ("path", "values", "said"),
    [
        ("initial.readers", (), "did you mean 'reader'"),
        ("weeks", (10, 20), "parts that can be varied"),
        ("initial.contributor", (0.1, 0.9), "each is part of the next"),
        ("initial.reader", (0.1, 20), "write 0 to 1"),
        ("initial.reader", (0.1,), "two values or more"),
        ("behaviour.imitation", ("much", "more"), "no number"),
        ("behaviour.imitation", (0.0, 0.01), "--vary behaviour.imitation"),
        ("programmes.ambasadors[0].count", (1, 2), "did you mean 'ambassadors'"),
    ],
)
def test_what_cannot_be_varied_is_refused_in_words(path, values, said):
    """A slip is told before anything is simulated."""
    with pytest.raises(ScenarioError, match=said):
        tipping(small(), path, values)


def test_contributors_among_nobody_are_refused_with_what_to_do():
    """A launch has no readers who could contribute."""
    launch = small().model_copy(update={"initial": LAUNCH})
    with pytest.raises(ScenarioError, match=r"--set 'initial=\{reader: 0.4, contributor: 0.05\}', or vary"):
        tipping(launch, "initial.contributor", (0.1, 0.2))


def test_a_rung_that_is_not_there_is_refused():
    """The outcome is a rung of the ladder."""
    with pytest.raises(ScenarioError, match="did you mean 'reader'"):
        tipping(small(), "initial.reader", (0.3, 0.5), outcome="readers")


def test_the_command_finds_and_keeps_it(tmp_path: Path):
    """Sentences on the screen; table, numbers and figure in the folder; JSON for other programs."""
    file = tmp_path / "sixty.yaml"
    file.write_text(dump(small()), "utf-8")
    commands = typer.Typer()
    commands.command()(tipping_command)
    asked = [str(file), "--vary", "initial.reader=0.5..0.8", "--replicates", "1", "--weeks", "2", "--quiet"]

    said = CliRunner().invoke(commands, [*asked, "--out", str(tmp_path / "out")], catch_exceptions=False)
    document = CliRunner().invoke(commands, [*asked, "--out", str(tmp_path / "out"), "--json"], catch_exceptions=False)

    assert "12 runs of 2 weeks when nothing is done" in " ".join(said.output.split())
    assert json.loads(document.output)["replicates"] == 1
    kept = ["runs.sqlite", "tipping.csv", "tipping.json", "tipping.png", "tipping.svg"]
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == kept
