"""Sweeps: single runs, put together, and nothing else."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import numpy as np
import pytest
from asked_points import COUNT, computed, points, swept
from scipy import stats
from small_questions import digests

from esnsim.errors import RunError, ScenarioError
from esnsim.experiments import run_all
from esnsim.experiments.design.outcome import read_outcome
from esnsim.experiments.design.stopping import AT_LEAST, Fixed, read_until
from esnsim.experiments.estimates.means import interval_of_mean
from esnsim.experiments.replicating import INTERVAL, replicates_wished
from esnsim.experiments.sweeping import BestSoFar
from esnsim.simulation.simulate import Simulation

READERS = read_outcome("reader@end")


@pytest.fixture
def path(tmp_path):
    """Where the store is."""
    return tmp_path / "runs.sqlite"


def keys_there(path) -> int:
    with closing(sqlite3.connect(path)) as file:
        return file.execute("SELECT count(*) FROM runs").fetchone()[0]


def test_every_point_holds_the_lives_of_its_scenario(path):
    """A sweep adds nothing to a run of the scenario at a point."""
    asked = points()
    with swept(asked, path, Fixed(2))[0] as found:
        for point in asked:
            assert digests(found.runs(point.number)) == digests(run_all(point.scenario, replicates=2))


def test_what_points_share_is_computed_once(path):
    """The baseline and the programmes that a factor does not touch are the same runs at every point."""
    found, told = swept(points((5, 8, 12)), path, Fixed(2))

    assert found.count == (18, 18, 0)
    assert keys_there(path) == 2 * (3 + 1 + 1)
    assert told[-1].done == told[-1].total == 18


def test_the_same_sweep_again_computes_nothing(path):
    """And more replicates or points compute what is new."""
    swept(points(), path, Fixed(1))

    assert computed(swept(points(), path, Fixed(1))[1]) == 0
    swept(points((5, 12, 20)), path, Fixed(1))
    assert keys_there(path) == 3 + 1 + 1


def test_workers_decide_about_nothing(path, tmp_path):
    """One process or two give the same runs."""
    alone, _ = swept(points(), path, Fixed(1))
    together, _ = swept(points(), tmp_path / "two.sqlite", Fixed(1), workers=2)

    assert [run.digest for run in alone.runs(1)] == [run.digest for run in together.runs(1)]


def test_fewer_replicates_than_before_are_what_is_read(path):
    """Runs stay in the store, and leave the sweep."""
    swept(points(), path, Fixed(3))
    found, _ = swept(points(), path, Fixed(1))

    assert set(found.table()["replicate"]) == {0}
    assert keys_there(path) == 3 * (2 + 1 + 1)


def test_some_programmes_are_a_sweep_of_their_own(path):
    """With the baseline; an earlier sweep of all of them stays what it is, and lends its runs."""
    swept(points(), path, Fixed(1), name="all")
    some, told = swept(points(), path, Fixed(1), programmes=["campaign"], name="some")

    assert set(some.response("reader@end")["programme"]) == {"none", "campaign"}
    assert computed(told) == 0
    assert [entry.sweep_record.name for entry in some.requests.entries()] == ["all", "some"]
    assert some.requests.count(some.requests.entry("all").number).total == 6


def test_programmes_that_are_not_there_are_refused(path):
    with pytest.raises(ScenarioError, match="'campain' is not there; did you mean 'campaign'"):
        swept(points(), path, programmes=["campain"])


def test_nothing_to_sweep_is_refused(path):
    with pytest.raises(RunError, match="there are no points"):
        swept([], path)
    with pytest.raises(RunError, match="workers is 0"):
        swept(points(), path, workers=0)


def test_a_rule_stops_where_the_interval_is_narrow(path):
    """A point whose runs agree is left after the first replicates, others go on until their interval is narrow."""
    rule = read_until("reader@end narrower than 2%", 5, 40)
    with swept(points((0, 60), weeks=8), path, rule, programmes=["ambassadors"])[0] as found:
        response = found.response(rule.outcome)
    widths = (response["high"] - response["low"]).to_numpy()

    assert ((widths < 0.02) | (response["n"] == 40)).all()
    assert 5 <= response["n"].min() < response["n"].max()


def test_a_rule_is_continued_like_anything_else(path):
    """The same rule again asks for the same replicates, all of which are there."""
    rule = read_until("reader@end narrower than 6%", 5, 20)
    first, _ = swept(points((0, 60), weeks=8), path, rule)
    again, told = swept(points((0, 60), weeks=8), path, rule)

    assert again.count == first.count
    assert {each.reused for each in told if each.total == first.count.total} == {told[0].reused}
    assert keys_there(path) == len({row.key for row in first.requests.asked(first.entry.number)})


def test_a_wish_is_what_the_spread_makes_likely():
    """Twice as wide takes four times as many, of which half are asked for now; never more than the rule allows."""
    values = np.array([0.0, 1.0] * 5)
    mean = interval_of_mean(values, INTERVAL)
    width = mean.high - mean.low

    assert replicates_wished(values, read_until(f"reader narrower than {width * 1.01}")) == 0
    assert replicates_wished(values, read_until(f"reader narrower than {width / 1.1}")) == 13
    assert replicates_wished(values, read_until(f"reader narrower than {width / 2}")) == 20
    assert replicates_wished(values, read_until(f"reader narrower than {width / 2}", 5, 15)) == 15
    assert replicates_wished(values[:1], read_until("reader narrower than 0.1", 7)) == 7


def test_equal_replicates_are_enough_when_as_many_as_usual_are_equal():
    """A few are equal by chance, and an interval of no width is none."""
    rule = read_until("reader narrower than 0.1", 5)

    assert replicates_wished(np.full(5, 0.2), rule) == AT_LEAST
    assert replicates_wished(np.full(5, 0.2), read_until("reader narrower than 0.1", 5, 9)) == 9
    assert replicates_wished(np.full(AT_LEAST, 0.2), rule) == 0


def test_points_that_a_rule_has_stopped_are_known_as_well_as_it_says():
    """The spread of one in four, with skewness, happens to be small at the first look."""
    rule, inside, cases = read_until("reader narrower than 0.04"), 0, 400
    drawn = 0.025 * stats.expon().rvs((cases, 200), random_state=1)
    for values in drawn:
        have = rule.at_least
        while wish := replicates_wished(values[:have], rule):
            if wish <= have:
                break
            have = wish
        found = interval_of_mean(values[:have], INTERVAL)
        inside += found.low <= 0.025 <= found.high

    assert inside / cases > 0.76


@pytest.fixture
def failing(monkeypatch):
    """Lets one run fail, until it is undone."""
    step = Simulation.step

    def fail(simulation, *arguments):
        if (simulation.name, simulation.replicate) == ("campaign", 1):
            raise ZeroDivisionError("nobody is there")
        return step(simulation, *arguments)

    monkeypatch.setattr(Simulation, "step", fail)
    return monkeypatch


def test_a_failure_is_a_row(path, failing):
    """Everything else is finished; the same command again does not try what failed, and says so."""
    found, _ = swept(points(), path, Fixed(2))
    failures = found.failures()

    assert found.count == (12, 10, 2)
    assert set(failures["programme"]) == {"campaign"}
    assert set(failures["replicate"]) == {1}
    assert failures["reason"].str.startswith("ZeroDivisionError: nobody is there").all()
    failing.undo()
    again, told = swept(points(), path, Fixed(2))
    assert again.count == (12, 10, 2)
    assert told[0].failed == 2


def test_failed_lives_are_tried_again_when_asked_for_and_nothing_else(path, failing):
    """What is missing for other reasons stays missing."""
    swept(points(), path, Fixed(2))
    failing.undo()
    with closing(sqlite3.connect(path)) as file:
        lost = "(SELECT key FROM asked WHERE programme = 'none' AND replicate = 0)"
        file.execute(f"DELETE FROM runs WHERE key IN {lost}")  # noqa: S608
        file.commit()
    found, _ = swept(points(), path, Fixed(2), retry_failed=True)

    assert found.count == (12, 10, 0)
    assert swept(points(), path, Fixed(2))[0].count == (12, 12, 0)


def test_who_leads_is_told_with_what_was_there_before(path):
    """A sweep that is continued compares with its own earlier runs."""
    swept(points((0, 60), weeks=8), path, Fixed(2))
    told = swept(points((0, 60), weeks=8), path, Fixed(3), READERS)[1]
    best = told[-1].best

    with swept(points((0, 60), weeks=8), path, Fixed(3), READERS)[0] as found:
        first = found.best().iloc[0]
    assert best == f"best reader@end: {100 * first['mean']:.1f} % with '{first['programme']}' at count {first[COUNT]}"


def test_a_leader_that_falls_behind_leads_no_more():
    """Means count, not single runs; against the baseline only runs that both have."""
    asked = points()
    factors = [point.values for point in asked]
    leader = BestSoFar(READERS, [point.scenario for point in asked], factors)
    for simulation in ((0, "campaign", 0, 0.5), (1, "campaign", 0, 0.4), (0, "campaign", 1, 0.1)):
        leader.count(*simulation)
    assert leader.sentence() == "best reader@end: 40.0 % with 'campaign' at count 12"

    apart = BestSoFar(read_outcome("reader@end vs baseline"), [point.scenario for point in asked], factors)
    apart.count(0, "campaign", 0, 0.5)
    assert apart.sentence() == ""
    apart.count(0, "none", 0, 0.2)
    assert apart.sentence() == "best reader@end vs baseline: +30.0 points with 'campaign' at count 5"
