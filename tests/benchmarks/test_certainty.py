"""Measured rates stand beside what they should be, and one that is not is seen."""

import numpy as np
import pytest

from benchmarks.certainty.intervals import told_rightly
from benchmarks.certainty.rate import Rate, table


@pytest.mark.parametrize(
    ("least", "most", "target", "holds"),
    [
        (76.0, 84.0, "76 to 84", True),
        (90.0, float("inf"), "at least 90", False),
        (-float("inf"), 20.0, "at most 20", False),
    ],
)
def test_a_rate_is_held_against_its_target(least, most, target, holds):
    rate = Rate("intervals", "normal", 80.0, least, most, "70")

    assert (rate.target, rate.holds) == (target, holds)
    assert rate.row() == f"| normal | 80.0 | {target} | {'yes' if holds else '**no**'} | 70 |"


def test_a_rate_without_a_target_is_shown_and_not_judged():
    rows = table([Rate("intervals", "normal", 0.123), Rate("others", "x", 1.0)])

    assert "| normal | 0.12 | - |  | - |" in rows
    assert [line for line in rows.splitlines() if line.startswith("## ")] == ["## intervals", "## others"]


def test_what_is_told_of_runs_without_an_event_counts_as_told():
    """None of five tips: at most 37 % do, which is true of one in ten; none of thirty: at most 7 %, which is not."""
    assert told_rightly(np.zeros((5, 1)), 0.03).tolist() == [True]
    assert told_rightly(np.zeros((30, 1)), 0.03).tolist() == [False]
