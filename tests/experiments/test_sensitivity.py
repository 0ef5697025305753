"""What an outcome depends on: indices of functions whose answer is known, and of pure random variation."""

from __future__ import annotations

import math

import numpy as np
import pytest

from esnsim.analysis.discovery.resampling import many_numbers, purpose
from esnsim.analysis.sensitivity import Effort, StudyRunner, question, sensitivity
from esnsim.analysis.sensitivity.designs import base_points, walks
from esnsim.analysis.sensitivity.document import document
from esnsim.analysis.sensitivity.indices import effects, shares
from esnsim.analysis.sensitivity.question import SOLVED, declared
from esnsim.analysis.sensitivity.study import check_effort
from esnsim.analysis.sensitivity.words import sentences
from esnsim.errors import RunError, ScenarioError
from esnsim.scenario import starter
from esnsim.scenario.constants import ECONOMIC, known_parameters

pytestmark = pytest.mark.untraced

pytest.importorskip("SALib", reason="the extra 'explore' is not installed")

NAME = "contributor@week6"


def normal(key, shape):
    """Standard normal numbers, the same on every machine."""
    first, second = many_numbers(key, 2, math.prod(shape))
    return (np.sqrt(-2.0 * np.log1p(-first)) * np.cos(2.0 * np.pi * second)).reshape(shape)


def studied(values, replicates, noise, key):
    """Each value as often as it is simulated, with random variation on top."""
    return values[..., None] + noise * normal(key, (*values.shape, replicates))


def ishigami(shares_):
    """Of three numbers, one of which works only through another; 0 to 1 stands for -pi to pi."""
    x = np.pi * (2.0 * shares_ - 1.0)
    return np.sin(x[..., 0]) + 7.0 * np.sin(x[..., 1]) ** 2 + 0.1 * x[..., 2] ** 4 * np.sin(x[..., 0])


@pytest.mark.parametrize("noise", [0.0, 2.0])
def test_shares_of_ishigamis_function_are_the_known_ones_with_luck_or_without(noise):
    """First and total shares 0.314, 0.442, 0 and 0.558, 0.442, 0.244; noise of half the spread moves neither."""
    design = base_points(3, 2048, 1)
    found = shares(studied(ishigami(design), 2, noise, purpose("ishigami")), purpose("test"))

    assert [part.alone.mean for part in found.parts] == pytest.approx([0.314, 0.442, 0.0], abs=0.06)
    assert [part.total.mean for part in found.parts] == pytest.approx([0.558, 0.442, 0.244], abs=0.06)
    assert found.variance == pytest.approx(13.84, rel=0.1)
    assert found.noise == pytest.approx(0.5 * noise**2 / (13.84 + 0.5 * noise**2), abs=0.03)
    assert not found.parts[2].alone.low > 0.05


def test_without_luck_shares_are_those_of_the_library():
    """The same design, judged by SALib's own estimators."""
    from SALib.analyze import sobol  # noqa: PLC0415 - an extra

    design = base_points(3, 512, 1)
    values = ishigami(design)
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0.0, 1.0]] * 3}
    theirs = sobol.analyze(problem, values.ravel(), calc_second_order=False, seed=1)
    ours = shares(np.repeat(values[..., None], 2, axis=2), purpose("test"))

    assert [part.alone.mean for part in ours.parts] == pytest.approx(theirs["S1"].tolist(), abs=0.05)
    assert [part.total.mean for part in ours.parts] == pytest.approx(theirs["ST"].tolist(), abs=0.05)


def test_the_screening_finds_the_slopes_of_a_plane():
    """A change from low to high is the slope over the whole range, whatever the others do."""
    slopes = np.array([3.0, -1.0, 0.2, 0.0])
    design = walks(4, 10, 1)
    found = effects(studied(design @ slopes, 2, 0.0, purpose("plane")), design, purpose("test"))

    assert [each.change.mean for each in found] == pytest.approx(slopes.tolist())
    assert [each.strength for each in found] == pytest.approx(np.abs(slopes).tolist())
    assert [each.is_finding for each in found] == [True, True, True, False]


def test_luck_alone_makes_a_finding_about_once_in_forty():
    """Twenty constants without effect, a hundred times: at most three per cent of them, give or take chance."""
    design = walks(20, 12, 1)
    found = [
        each.is_finding
        for nth in range(100)
        for each in effects(
            studied(np.zeros(design.shape[:2]), 2, 1.0, purpose("nothing", nth)), design, purpose("test", nth)
        )
    ]

    assert len(found) == 2000
    assert 0.01 <= np.mean(found) <= 0.037


def test_luck_is_told_apart_from_law():
    """A constant of effect one in a thousand runs that scatter by one: nearly all of its square is random variation."""
    design = walks(2, 400, 1)
    strong, weak = effects(studied(design @ np.array([5.0, 0.2]), 2, 0.5, purpose("told")), design, purpose("test"))

    assert strong.noise < 0.1
    assert weak.noise > 0.8
    assert strong.strength == pytest.approx(5.0, rel=0.02)
    assert weak.square.low <= 0.04 <= weak.square.high


def test_designs_depend_on_their_seed_and_on_nothing_else():
    """The same walks again, others with another seed."""
    np.testing.assert_array_equal(walks(5, 6, 3), walks(5, 6, 3))
    np.testing.assert_array_equal(base_points(4, 16, 3), base_points(4, 16, 3))
    assert not np.array_equal(walks(5, 6, 3), walks(5, 6, 4))
    assert not np.array_equal(base_points(4, 16, 3), base_points(4, 16, 4))


def test_all_constants_that_change_lives_are_varied_over_their_declared_ranges():
    """Those that are solved for, and those that only count, are left out."""
    known = known_parameters()

    assert set(declared()) == set(known) - set(SOLVED) - set(ECONOMIC)
    assert all((each.low, each.high) == (known[name].low, known[name].high) for name, each in declared().items())


@pytest.fixture(scope="module")
def scenario(tmp_path_factory):
    """A small organisation for six weeks."""
    file = tmp_path_factory.mktemp("asked") / "small.yaml"
    text = starter().replace("people: 1000", "people: 60").replace("weeks: 52", "weeks: 6")
    assert "people: 60" in text
    assert "weeks: 6" in text
    file.write_text(text, encoding="utf-8")
    return file


SMALL = Effort(trajectories=6, keep=2, points=8, replicates=2, seed=1)
VARIED = ("posting_base", "visit_base", "turnover", "attention")


@pytest.fixture(scope="module")
def study(scenario, tmp_path_factory):
    """A study, simulated once."""
    store = tmp_path_factory.mktemp("study") / "runs.sqlite"
    asked = question(scenario, NAME, vary=VARIED, changes=["initial=launch"])
    return asked, store, sensitivity(asked, SMALL, StudyRunner(store))


def test_a_study_given_again_computes_nothing_and_says_the_same(study):
    """Every run is in the store."""
    asked, store, first = study
    simulated_now = []

    def told(progress):
        simulated_now.append((progress.done, progress.reused))

    again = sensitivity(asked, SMALL, StudyRunner(store, told=told))

    assert again == first
    assert all(done == reused for done, reused in simulated_now)


def test_a_study_says_the_same_with_two_workers(study, tmp_path):
    """Results do not depend on what simulates them."""
    asked, _, first = study

    assert sensitivity(asked, SMALL, StudyRunner(tmp_path / "runs.sqlite", workers=2)) == first


def test_every_constant_has_a_row_and_the_answer_is_a_sentence(study):
    """The strongest first."""
    _, _, found = study
    table = found.screening()

    assert set(table["path"]) == {
        "organisation.turnover",
        *(f"behaviour.{name}" for name in VARIED if name != "turnover"),
    }
    assert table["strength"].is_monotonic_decreasing
    assert NAME in sentences(found)[0]
    assert document(found)["sentences"] == sentences(found)


def test_only_findings_are_looked_at_again(study):
    """And no more than were to be kept."""
    _, _, found = study
    strong = [each.range for each in found.findings]

    assert list(found.kept) == strong[: SMALL.keep]
    assert (found.ranked is None) == (not strong)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"vary": ["imitatio"]}, ["--vary imitatio: is no constant with a declared range; did you mean 'imitation'?…"]),
        ({"vary": ["imitation", "behaviour.imitation"]}, ["…behaviour.imitation is varied twice; write it once"]),
        ({"vary": ["weeks=4,5"]}, ["--vary weeks=4,5: is no range; write weeks=LOW..HIGH"]),
        ({"outcome": "contributor@week99"}, ["…lies beyond the end; the scenario ends in week 6…"]),
        ({"outcome": "contributer@week3"}, ["…contributer…"]),
        ({"programme": "ambasadors"}, ["--programme ambasadors: is not in the scenario; did you mean 'ambassadors'?…"]),
        (
            {"vary": ["imitatio"], "programme": "x", "outcome": "reader@week99"},
            ["--vary imitatio…", "--programme x…", "--outcome reader@week99…"],
        ),
        ({"outcome": "reader@end vs baseline", "programme": "none"}, ["…is the baseline, from which…"]),
    ],
)
def test_all_that_is_wrong_with_a_question_is_said_at_once(scenario, asked, expected):
    """Names, ranges, outcome and programme."""
    said = {"outcome": NAME, "programme": None, "vary": [], **asked}
    with pytest.raises(ScenarioError) as caught:
        question(scenario, said["outcome"], said["programme"], said["vary"])

    found = [str(mistake) for mistake in caught.value.mistakes]
    assert len(found) == len(expected)
    for line, pattern in zip(found, expected, strict=True):
        assert all(part in line for part in pattern.split("…")), line


@pytest.mark.parametrize(
    ("effort", "told"),
    [
        (Effort(trajectories=2), "trajectories is 2; write 6 or more"),
        (Effort(replicates=1), "replicates is 1; write 2 or more"),
        (Effort(points=100), "points is 100; write a power of two"),
    ],
)
def test_a_study_that_could_tell_nothing_is_refused(effort, told):
    """Before anything is simulated."""
    with pytest.raises(RunError, match=told):
        check_effort(effort)
