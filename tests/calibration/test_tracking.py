"""What was counted beside a plan: since when it is off, and what a trip wire says of it."""

import numpy as np
import pytest

from esnsim.analysis.calibration.counted import Counted, CountedWeeks
from esnsim.analysis.prediction.tracking import Wire, counted_at, since_when
from esnsim.experiments.results.knowing import WEEKLY, Known
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


@pytest.mark.parametrize(
    ("above", "counted", "works"), [(True, 0.3, True), (True, 0.1, False), (False, 0.1, True), (True, None, None)]
)
def test_a_programme_works_on_its_own_side_of_the_level(above, counted, works):
    known = Known("one", "none", "weekly_reader", WEEKLY, 3, 0.2, above, 0.9, 3, 0.9, 20)

    assert Wire(known, is_due=True, counted=counted).works is works
    assert Wire(known, is_due=False, counted=None).works is None
