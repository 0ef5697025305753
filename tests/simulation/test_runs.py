"""A run read by day and by week, by hand; and how unequally people write."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from esnsim.behaviour.person import Role
from esnsim.calendar import HALF_YEAR
from esnsim.errors import ScenarioError
from esnsim.scenario import load
from esnsim.simulation.programme import Event, Expense
from esnsim.simulation.record import Measure, gini
from esnsim.simulation.run import FLOWS, Inequality, Run
from esnsim.simulation.simulate import Simulation, inequality, prepare, simulate
from esnsim.state import NEVER
from tests.simulation.settings import STILL, settled

WEEK = 5


def run_of(weeks, **said):
    """A run whose counts are numbered, so that each is known by sight: measure + 100 times day."""
    days = weeks * WEEK
    record = np.arange(days + 1)[:, None] * 100 + np.arange(len(Measure))[None, :]
    return Run("ours", 3, record, (Event(0, "a", "begins"),), said.get("expenses", ()), said.get("uneven", ()), "", 0.0)


@pytest.fixture(scope="module")
def scenario():
    """A scenario that begins on a Monday, 2024-01-01."""
    return settled().scenario


def test_daily_counts_are_the_record_with_dates(scenario):
    """The start is workday -1, which is the Friday before."""
    daily = run_of(3).daily(scenario)

    assert daily["day"].tolist() == list(range(-1, 15))
    assert daily.loc[[0, 1, 5, 6], "date"].tolist() == [
        pd.Timestamp(each) for each in ("2023-12-29", "2024-01-01", "2024-01-05", "2024-01-08")
    ]
    assert daily.loc[4, "reader"] == 400 + Measure.READER
    assert (daily["programme"] == "ours").all()
    assert (daily["replicate"] == 3).all()


def test_weekly_shares_are_taken_on_the_last_workday(scenario):
    """Fridays, and the start as week 0."""
    weekly = run_of(3).weekly(scenario)

    assert weekly["week"].tolist() == [0, 1, 2, 3]
    assert weekly["day"].tolist() == [-1, 4, 9, 14]
    assert weekly["reader"].tolist() == [each + Measure.READER for each in (0, 500, 1000, 1500)]


@pytest.mark.parametrize("flow", FLOWS)
def test_weekly_flows_are_added_up(scenario, flow):
    """Five workdays each, and nothing at the start."""
    weekly = run_of(2).weekly(scenario)

    assert weekly[flow.name.lower()].tolist() == [0, 1500 + 5 * flow, 4000 + 5 * flow]


def test_money_and_hours_stand_in_the_week_they_were_spent(scenario):
    """Two interventions of one week are one sum."""
    spent = (Expense(0, "a", 100.0, 1.0), Expense(3, "b", 10.0, 2.0), Expense(10, "a", 5.0, 0.0))
    weekly = run_of(3, expenses=spent).weekly(scenario)

    assert weekly["money"].tolist() == [0.0, 110.0, 0.0, 5.0]
    assert weekly["hours"].tolist() == [0.0, 3.0, 0.0, 0.0]


def test_inequality_stands_in_the_week_that_ends_the_half_year(scenario):
    """And nowhere else."""
    uneven = (Inequality(HALF_YEAR - 1, 0.8, 0.5),)
    weekly = run_of(30, uneven=uneven).weekly(scenario)

    assert weekly.loc[26, ["gini", "top_share"]].tolist() == [0.8, 0.5]
    assert weekly["gini"].notna().sum() == 1


def test_a_run_that_stopped_in_the_middle_of_a_week_tells_of_whole_weeks(scenario):
    """Nobody compares three days with five."""
    whole = run_of(3)
    part = Run("ours", 3, whole.record[:14], (), (), (), "", 0.0)

    assert part.weekly(scenario)["week"].tolist() == [0, 1, 2]


def test_a_life_is_lived_day_by_day_or_at_once():
    """The same record, the same events, the same end."""
    setting = settled()
    simulation = Simulation(setting, "done", 0)
    for _ in range(setting.scenario.days):
        simulation.step()
    once = simulate(setting, "done")

    assert simulation.run().digest == once.digest
    np.testing.assert_array_equal(simulation.run().record, once.record)
    assert simulation.run().events == once.events
    assert once.events[0] == Event(5, "campaign", "begins")


def test_lives_are_their_own():
    """Living one leaves the setting and the other replicates as they were."""
    setting = settled()
    first, other, again = (simulate(setting, "none", nth).digest for nth in (0, 1, 0))

    assert first == again
    assert first != other


def test_an_unknown_programme_is_refused():
    """With the names there are."""
    with pytest.raises(ScenarioError, match="'nothing' is not there"):
        simulate(settled(), "nothing")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ([0] * 10, math.nan),
        ([1, 2, 3, 4], math.nan),
        ([4] * 10, 0.0),
        ([0] * 9 + [1], 1.0),
        (list(range(1, 11)), 1.0 / 3.0),
        ([0] * 99 + [7], 1.0),
    ],
)
def test_gini_by_hand(written, expected):
    """Nobody, too few, everybody the same, one alone, a staircase."""
    assert gini(np.array(written)) == pytest.approx(expected, abs=1e-12, nan_ok=True)


@given(written=st.lists(st.integers(0, 1000), min_size=10, max_size=30))
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
def test_gini_is_the_mean_difference(written):
    """Mean difference between all pairs of two people, over twice the mean; whatever the order."""
    column = np.array(written)
    pairs = np.abs(column[:, None] - column[None, :]).sum() / (len(column) * (len(column) - 1))
    expected = pairs / (2.0 * column.mean()) if column.sum() else math.nan

    assert gini(column) == pytest.approx(expected, abs=1e-9, nan_ok=True)
    assert gini(column) == pytest.approx(gini(column[::-1]), abs=1e-12, nan_ok=True)


def test_gini_of_a_sample_is_that_of_many():
    """Small samples of one law have the same inequality on average as large ones, in the form for samples."""
    written = stats.nbinom(0.5, 0.1).rvs((400, 50), random_state=1)

    of_samples = np.mean([gini(each) for each in written])

    assert of_samples == pytest.approx(gini(written.ravel()), abs=0.02)


def test_inequality_counts_people_with_an_account():
    """Twenty with an account, one of whom wrote half of everything; the others do not count."""
    world = Simulation(settled(), "none", 0).world
    people = world.people
    people.enabled_since[20:] = NEVER
    people.written[:] = 0
    people.written[:20] = [19] + [1] * 19

    found = inequality(world, 129)

    assert found.day == 129
    assert found.top_share == 0.5
    assert found.gini == pytest.approx(gini(np.array([19] + [1] * 19)))


def test_half_years_are_measured_as_they_end():
    """Two in a year."""
    run = simulate(settled(), "none")

    assert [each.day for each in run.inequality] == [129, 259]
    assert all(0.0 < each.gini < 1.0 and 0.0 < each.top_share <= 1.0 for each in run.inequality)


def test_a_run_says_who_promised_to_write_and_is_still_there():
    """Ambassadors are enlisted, also after their time; who came in the place of one is not."""
    text = STILL.format(people=500, reader=0.75, contributor=0.1, seed=1)
    prepared = prepare(load(text.replace("start: week 3}", "start: week 3, duration: 6 weeks}")))
    simulation = Simulation(prepared, "done", 0)
    served = np.full(500, -1)
    while simulation.day < 60:
        simulation.step()
        serves = simulation.world.people.role == Role.AMBASSADOR.value
        served[serves] = simulation.world.people.person[serves]
    writers = simulation.run().writers

    assert not serves.any()
    assert writers.enlisted.tolist() == (served == simulation.world.people.person).tolist()
    assert 0 < writers.enlisted.sum() <= (served != -1).sum()
    assert writers.contributors.sum() == simulation.record[60, Measure.CONTRIBUTOR]
    assert not simulate(prepared).writers.enlisted.any()
