"""The best of many: equals are seldom told to be behind, what is behind is found, and its mean is not flattered."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from esnsim.experiments.estimates.ranking import RankStatus, behind_first, held_out_mean, standings

TABLES = 150


def tables(runs, candidates, common=0.8):
    """Tables of equals, whose values share most of their variance within a replicate."""
    shared = stats.norm().rvs((TABLES, runs, 1), random_state=1)
    own = stats.norm().rvs((TABLES, runs, candidates), random_state=2)
    return np.sqrt(common) * shared + np.sqrt(1.0 - common) * own


def first_of(values):
    return int(np.argmax(values.mean(axis=0)))


@pytest.mark.parametrize("candidates", [3, 50])
@pytest.mark.parametrize("runs", [5, 30])
def test_an_equal_is_told_to_be_behind_in_at_most_one_table_of_five(candidates, runs):
    """Any of them, in a table of equals."""
    wrong = [(behind_first(each, first_of(each), 0.8).low > 0.0).any() for each in tables(runs, candidates)]

    assert np.mean(wrong) < 0.2


def test_what_is_far_behind_is_found():
    values = tables(10, 5)[0] + np.array([0.0, 0.0, 0.0, 0.0, 8.0])

    found = behind_first(values, 4, 0.8)

    assert standings(behind_first(values[:, ::-1], 0, 0.8), np.ones(5, bool)) == ["first", *["behind"] * 4]
    assert found.mean[0] == pytest.approx((values[:, 4] - values[:, 0]).mean())
    assert (found.low[:4] < found.mean[:4]).all()
    assert np.isnan(found.low[4])


def test_a_candidate_that_spreads_more_keeps_its_own_spread():
    """The others are steady; what is unsteady is not told to be behind for that."""
    values = tables(10, 8)[0]
    values[:, 7] = -1.0 + 6.0 * stats.norm().rvs(10, random_state=3)

    found = behind_first(values, 0, 0.8)

    assert found.high[7] - found.low[7] > 1.5 * max(found.high[1:7] - found.low[1:7])


def test_an_unsteady_candidate_does_not_hide_what_is_clear_of_others():
    """The second is behind by as much in every replicate, whatever the third does."""
    values = np.column_stack([np.arange(6.0), np.arange(6.0) - 0.5, 40.0 * stats.norm().rvs(6, random_state=4) - 30.0])

    found = behind_first(values, 0, 0.8)

    assert 0.0 < found.low[1] < 0.5 < found.high[1]


def test_what_does_not_differ_in_any_replicate_is_the_same():
    """More replicates would not tell them apart."""
    values = np.column_stack([np.arange(6.0)] * 2 + [np.arange(6.0) - 1.0 + 0.1 * np.eye(6)[0]])

    told = standings(behind_first(values, 0, 0.8), np.ones(3, bool))

    assert told == [RankStatus.FIRST, RankStatus.SAME, RankStatus.BEHIND]


def test_other_people_and_few_replicates_are_not_compared():
    values = tables(10, 4)[0]
    values[4:, 3] = np.nan
    compared = np.array([True, True, False, True])

    told = standings(behind_first(values, 0, 0.8, compared), compared)

    assert told == [RankStatus.FIRST, RankStatus.TIED, RankStatus.OTHER_PEOPLE, RankStatus.TOO_FEW]


def test_the_mean_of_the_best_is_not_flattered_by_having_been_chosen():
    """Of fifty equals the highest lies far above what all of them have, but for replicates that did not choose it."""
    many = tables(10, 50, common=0.0)

    chosen = np.mean([each.mean(axis=0).max() for each in many])
    held_out = np.mean([held_out_mean(each) for each in many])

    assert chosen > 0.5
    assert abs(held_out) < 0.15


def test_with_a_clear_best_its_mean_is_its_mean():
    values = tables(6, 3)[0] + np.array([0.0, 50.0, 0.0])

    assert held_out_mean(values) == pytest.approx(values[:, 1].mean())
    assert np.isnan(held_out_mean(values[:1]))
