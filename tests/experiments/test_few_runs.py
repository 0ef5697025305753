"""What few runs are good for: bands named for what they hold, and how many more would do."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from esnsim.experiments.estimates.bands import held_in_band, least_for, median_of, middle
from esnsim.experiments.estimates.means import intervals_of_means
from esnsim.experiments.estimates.more_runs import runs_needed

DRAWS = 4000
Z = 4.0


@pytest.mark.parametrize("runs", [9, 10, 30])
def test_another_run_lies_in_the_band_as_often_as_is_said(runs):
    low, high = middle(stats.expon().rvs((runs, DRAWS), random_state=1), 0.8)
    another = stats.expon().rvs(DRAWS, random_state=2)

    held = ((low <= another) & (another <= high)).mean()

    assert abs(held - 0.8) < Z * math.sqrt(0.16 / DRAWS) + 0.01


def test_of_fewer_than_nine_runs_all_lie_in_the_band_and_that_is_said():
    values = np.arange(8.0)

    assert least_for(0.8) == 9
    assert middle(values, 0.8) == (0.0, 7.0)
    assert (held_in_band(8), held_in_band(9)) == ("all", "the middle 80 %")


def test_missing_values_are_passed_over():
    values = np.column_stack([np.arange(9.0), np.full(9, np.nan)])

    assert median_of(values) == pytest.approx([4.0, np.nan], nan_ok=True)
    assert np.isnan(middle(values, 0.8)[0][1])


def test_as_many_runs_as_are_asked_for_settle_it_in_about_four_of_five_cases():
    """If the difference is as large as it looks, which here it is."""
    looked = stats.norm().rvs(12, random_state=1)
    looked = 0.35 + (looked - looked.mean()) / looked.std(ddof=1)
    more = runs_needed(looked, 0.8)

    found = intervals_of_means(0.35 + stats.norm().rvs((12 + more, DRAWS), random_state=2), 0.8)

    assert 0.76 < (found.low > 0.0).mean() < 0.86


def test_no_number_is_told_where_none_would_be_right():
    """Where it is settled, below its standard error, zero, or of too few runs."""
    assert runs_needed(np.array([0.03, 0.02, 0.04, 0.03, 0.035]), 0.8) is None
    assert runs_needed(np.array([1.0, -1.0, 0.1, -0.1, 0.05]), 0.8) is None
    assert runs_needed(np.zeros(9), 0.8) is None
    assert runs_needed(np.array([0.5, -0.2, 0.3]), 0.8) is None


def test_pure_chance_is_seldom_told_how_many_more_runs_it_takes():
    """What is not settled is in most cases below its standard error."""
    values = stats.norm().rvs((500, 10), random_state=1)

    told = [each for row in values if (each := runs_needed(row, 0.8)) is not None]

    assert len(told) < 0.2 * len(values)
