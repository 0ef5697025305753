"""What was counted beside a plan: since when it is off, and what a trip wire says of it."""

import numpy as np
import pytest

from esnsim.analysis.calibration.counted import Counted, CountedWeeks
from esnsim.analysis.prediction.track_words import wire_told
from esnsim.analysis.prediction.tracking import UsageBand, Wire, counted_at, month_of_weeks, since_when
from esnsim.experiments.results.knowing import MONTHLY, WEEKLY, Known
from esnsim.simulation.record import Measure

PAST = np.linspace(0.2, 0.4, 41)[:, None] * np.ones(6)


def readers(*values):
    weeks = np.arange(2, 2 + len(values))
    return Counted("readers", (Measure.WEEKLY_READER,), is_flow=False, weeks=weeks, values=np.array(values))


@pytest.mark.parametrize(
    ("values", "since"),
    [
        ((0.3,) * 6, None),
        ((0.1, 0.3, 0.3, 0.1, 0.1, 0.1), 5),
        ((0.9,) * 6, 2),
        ((0.1, 0.1, 0.1, 0.1, 0.1, 0.3), None),
    ],
)
def test_drift_is_told_since_it_has_lasted_without_a_break(values, since):
    assert since_when(readers(*values), PAST) == since


def test_only_the_same_count_in_the_same_week_is_held_against_a_trip_wire():
    counted = CountedWeeks((readers(0.1, 0.2),), "a table")

    assert counted_at(counted, "weekly_reader", 3) == 0.2
    assert counted_at(counted, "weekly_reader", 4) is None
    assert counted_at(counted, "reader", 3) is None
    month = readers(0.3, 0.4)._replace(measures=(Measure.READER,))
    assert counted_at(counted._replace(months=(month,)), "reader", 3) == 0.4


@pytest.mark.parametrize(
    ("above", "counted", "works"), [(True, 0.3, True), (True, 0.1, False), (False, 0.1, True), (True, None, None)]
)
def test_a_programme_works_on_its_own_side_of_the_level(above, counted, works):
    known = Known("one", "none", "weekly_reader", WEEKLY, 3, 0.2, above, 0.9, 3, 0.9, 20)

    assert Wire(known, is_due=True, counted=counted).works is works
    assert Wire(known, is_due=False, counted=None).works is None


def records(weekly, monthly):
    """Runs of ten weeks among 100 people, each with so many readers a week and in 28 days."""
    made = np.zeros((len(weekly), 51, len(Measure)), np.int64)
    made[:, :, Measure.WEEKLY_READER] = np.array(weekly)[:, None]
    made[:, :, Measure.READER] = np.array(monthly)[:, None]
    return made


def test_weeks_say_what_a_month_would_have_counted():
    """Where months of runs are twice their weeks, so is that of what was counted."""
    weekly = np.arange(10, 40)
    counted = CountedWeeks((readers(*[0.2] * 8),), "a table")
    exact = month_of_weeks(counted, "reader", 8, records(weekly, 2 * weekly), 100)
    noisy = month_of_weeks(counted, "reader", 8, records(weekly, 2 * weekly + 8 * (weekly % 2) - 4), 100)

    assert exact == pytest.approx((0.4, 0.4, 0.4), abs=1e-9)
    assert noisy.low < 0.37
    assert noisy.high > 0.43
    # Weeks that were not counted, levels that no run has, and rungs without a weekly count say nothing.
    assert month_of_weeks(counted, "reader", 4, records(weekly, weekly), 100) is None
    assert month_of_weeks(counted, "reader", 8, records(weekly + 30, weekly), 100) is None
    assert month_of_weeks(counted, "regular", 8, records(weekly, weekly), 100) is None


@pytest.mark.parametrize(
    ("band", "works", "says"),
    [
        (UsageBand(0.25, 0.3, 0.35), True, "'one' is working, as far as that goes"),
        (UsageBand(0.05, 0.1, 0.15), False, "'one' is not working, as far as that goes"),
        (UsageBand(0.15, 0.2, 0.25), None, "so it says nothing"),
        (None, None, "were not counted in that week, so it says nothing"),
    ],
)
def test_a_month_that_was_reckoned_decides_only_outside_its_band(band, works, says):
    """And it is told that it was."""
    known = Known("one", "none", "reader", MONTHLY, 8, 0.2, True, 0.9, 8, 0.9, 20)  # noqa: FBT003
    wire = Wire(known, is_due=True, counted=None, estimated=band)

    assert wire.works is works
    assert says in wire_told(wire, 9)
