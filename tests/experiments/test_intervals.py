"""Intervals of means: by hand, by simulation with fixed numbers, and where there is nothing to be told."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from esnsim.experiments.estimates.interval import UNKNOWN, Interval, most_otherwise, share_bounds
from esnsim.experiments.estimates.means import interval_of_difference, interval_of_mean, intervals_of_means

DRAWS = 4000
Z = 4.0
"""Standard errors of a simulated chance that are allowed."""


def coverage(values, truth):
    """How often intervals of columns hold the truth."""
    found = intervals_of_means(values, 0.8)
    return float(((found.low <= truth) & (truth <= found.high)).mean())


SKEWED = {
    "normal": (stats.norm(), 0.0),
    "exponential": (stats.expon(), 1.0),
    "log-normal": (stats.lognorm(1.0), math.exp(0.5)),
    "near a ceiling": (stats.beta(20.0, 0.5), 20.0 / 20.5),
    "long tails": (stats.t(3.0), 0.0),
}


@pytest.mark.parametrize("name", SKEWED)
@pytest.mark.parametrize("runs", [10, 30])
def test_an_interval_of_80_percent_holds_in_about_80_percent(name, runs):
    """Within four points of what it says, for skewed values too."""
    law, truth = SKEWED[name]
    error = Z * math.sqrt(0.16 / DRAWS)

    found = coverage(law.rvs((runs, DRAWS), random_state=1), truth)

    assert 0.76 - error < found < 0.84 + error


def test_a_plan_that_tips_in_one_run_of_ten_is_not_told_as_certain():
    """Where it tipped in no run there is no interval, and what may be said of other runs is true."""
    values = 0.3 * stats.bernoulli(0.1).rvs((10, DRAWS), random_state=1)
    found = intervals_of_means(values, 0.8)
    never = (values == 0.0).all(axis=0)

    assert np.isnan(found.low[never]).all()
    assert most_otherwise(10, 0.8) > 0.1
    assert ((found.low[~never] <= 0.03) & (found.high[~never] >= 0.03)).mean() > 0.75


@pytest.mark.parametrize(("runs", "share"), [(3, 0.536), (5, 0.369), (10, 0.206)])
def test_none_of_a_few_runs_leaves_room_for_some_of_many(runs, share):
    """The upper end of Clopper and Pearson for no event."""
    exact = stats.binomtest(0, runs).proportion_ci(0.8, "exact")

    assert most_otherwise(runs, 0.8) == pytest.approx(exact.high) == pytest.approx(share, abs=5e-4)


def test_without_skewness_it_is_students_interval():
    values = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    student = stats.t.interval(0.8, 4, 3.0, stats.sem(values))

    assert interval_of_mean(values, 0.8)[1:] == pytest.approx(student)


@given(st.lists(st.floats(-1, 1), min_size=5, max_size=30), st.floats(0.05, 0.95))
def test_the_interval_holds_the_mean_and_grows_with_its_coverage(differences, share):
    narrow, wide = (interval_of_mean(np.array(differences), each) for each in (share, share + 0.04))

    if narrow.is_known:
        assert wide.low <= narrow.low <= narrow.mean <= narrow.high <= wide.high
        assert narrow.low < narrow.high


@given(st.lists(st.floats(0, 1), min_size=5, max_size=30))
def test_it_lies_the_other_way_round_for_values_turned_around(values):
    there, back = interval_of_mean(np.array(values), 0.8), interval_of_mean(-np.array(values), 0.8)

    assert (-back.high, -back.low) == pytest.approx((there.low, there.high), nan_ok=True, abs=1e-12)


@pytest.mark.parametrize("value", [0.4, -2.0])
def test_equal_runs_leave_room_for_runs_that_do_otherwise(value):
    """As if as many as may do otherwise were at zero, or at twice the value."""
    found = interval_of_mean(np.full(5, value), 0.8)

    assert found.mean == pytest.approx(value)
    assert sorted((abs(found.low), abs(found.high))) == pytest.approx(
        [0.631 * abs(value), 1.369 * abs(value)], abs=2e-3
    )


def test_too_few_runs_and_runs_at_zero_have_no_interval():
    assert not interval_of_mean(np.array([1.0, 2.0, 3.0, 4.0]), 0.8).is_known
    assert not interval_of_mean(np.zeros(30), 0.8).is_known
    assert interval_of_mean(np.array([]), 0.8) is UNKNOWN


def test_many_columns_are_the_same_as_one_by_one():
    values = stats.expon().rvs((7, 5), random_state=1)
    values[:, 2] = 0.0

    together = np.array(intervals_of_means(values, 0.8)).T

    assert together == pytest.approx(np.array([interval_of_mean(column, 0.8) for column in values.T]), nan_ok=True)


@pytest.mark.parametrize("share", [0.0, 1.0, 80.0])
def test_an_interval_of_nothing_or_everything_is_refused(share):
    """80 is meant as 0.8, and said so."""
    with pytest.raises(ValueError, match=r"write 0 to 1, such as 0\.8"):
        interval_of_mean(np.array([1.0, 2.0]), share)


def test_an_interval_ends_where_shares_do_and_still_holds_its_mean():
    assert Interval(0.97, 0.93, 1.01).within(0.0, 1.0) == (0.97, 0.93, 1.0)
    assert Interval(1.1, 0.9, 1.3).within(0.0, 1.0) == (1.1, 0.9, 1.1)
    assert [float(end) for end in share_bounds(np.array([0.1, 0.3]))] == pytest.approx([-0.3, 0.9])


def test_two_samples_cover_their_difference():
    """Of different size and spread, and skewed."""
    mine = stats.expon().rvs((1000, 8), random_state=1)
    theirs = 2.0 * stats.expon().rvs((1000, 12), random_state=2)
    found = [interval_of_difference(*both, 0.8) for both in zip(mine, theirs, strict=True)]
    inside = sum(each.low <= 1.0 <= each.high for each in found)

    assert 0.76 - Z * math.sqrt(0.16 / 1000) < inside / 1000 < 0.87


def test_two_samples_of_which_one_has_too_few_have_no_interval():
    assert not interval_of_difference(np.arange(4.0), np.arange(9.0), 0.8).is_known
    assert not interval_of_difference(np.zeros(9), np.zeros(9), 0.8).is_known
    assert interval_of_difference(np.zeros(9), np.arange(9.0), 0.8).low > 0.0
