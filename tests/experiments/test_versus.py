"""Two experiments side by side: paired where people and random numbers are the same, two samples elsewhere."""

import math

import numpy as np
import pytest
from scipy import stats

import esnsim
from esnsim.errors import RunError
from esnsim.experiments import compare
from esnsim.experiments.results.side_by_side import SideBySide, pairs_of, welch

TEXT = """
name: short
weeks: 8
replicates: 4
organisation: {generate: {people: 80}}
programmes:
  none: []
  campaign: [{kind: campaign, start: week 2, pull_per_month: 0.3}]
"""


def simulated(*changes):
    return compare(esnsim.load(TEXT, changes))


@pytest.fixture(scope="module")
def weak():
    return simulated("programmes.campaign.campaign.dose=0.3")


@pytest.fixture(scope="module")
def strong():
    return simulated()


@pytest.fixture(scope="module")
def elsewhere():
    return simulated("seed=2")


def test_the_same_question_makes_no_difference(strong):
    versus = SideBySide(strong, strong, pairs_of(strong, strong))
    table = versus.table(["reader", "contributor"])

    assert versus.changes() == []
    assert not table[["difference", "low", "high"]].any(axis=None)


def test_lives_are_compared_one_by_one_where_people_and_luck_are_the_same(weak, strong):
    row = SideBySide(weak, strong, (("campaign", "campaign"),)).table(["reader"]).set_index("kind").loc["share"]
    gained = strong.weeks("campaign", "reader")[8] - weak.weeks("campaign", "reader")[8]

    assert row["difference"] == pytest.approx(gained.mean())
    assert row["better"] == (gained > 0.0).sum()
    assert row["low"] <= row["difference"] <= row["high"]


def test_programmes_alike_differ_in_nothing(weak, strong):
    """What is done in one programme changes no other."""
    table = SideBySide(weak, strong, (("none", "none"),)).table(["reader", "contributor"])

    assert not table["difference"].any()
    assert set(table["kind"]) == {"share"}


def test_an_effect_is_the_difference_from_the_own_baseline(weak, strong):
    row = SideBySide(weak, strong, (("campaign", "campaign"),)).table(["reader"]).set_index("kind").loc["effect"]
    one, two = (each.compare("reader")["difference"].item() for each in (weak, strong))

    assert (row["first"], row["second"]) == pytest.approx((one, two))
    assert row["difference"] == pytest.approx(two - one)


def test_other_luck_makes_two_samples(strong, elsewhere):
    versus = SideBySide(strong, elsewhere, (("campaign", "campaign"),))
    row = versus.table(["reader"]).iloc[0]

    assert versus.unpaired == "the people are not the same"
    assert row.isna()["better"]
    assert row["low"] < row["difference"] < row["high"]


def test_what_differs_is_named(weak, strong):
    (change,) = SideBySide(weak, strong, ()).changes()

    assert change == ("programmes.campaign[0].dose", 0.3, 1.0)


def test_the_interval_of_two_samples_is_welchs():
    mine = np.array([0.3, -1.2, 0.8, 0.1, -0.4, 1.5, -0.9, 0.2, 0.6])
    theirs = np.array([3.1, -2.4, 0.4, 5.2, -1.1, 2.0, -3.6])
    expected = stats.ttest_ind(theirs, mine, equal_var=False).confidence_interval(0.8)

    found = welch(mine, theirs, 0.8)

    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_a_single_life_has_no_interval():
    assert math.isnan(welch(np.array([1.0]), np.array([2.0]), 0.8).low)
    assert welch(np.ones(3), np.ones(4), 0.8) == (0.0, 0.0, 0.0)


def test_programmes_are_paired_by_name_or_as_asked(weak, strong):
    assert pairs_of(weak, strong) == (("none", "none"), ("campaign", "campaign"))
    assert pairs_of(weak, strong, ["campaign=none"]) == (("campaign", "none"),)
    with pytest.raises(RunError, match="did you mean 'campaign'"):
        pairs_of(weak, strong, ["campain"])


def test_without_a_common_name_the_first_that_do_something_are_compared(strong):
    other = compare(esnsim.load(TEXT.replace("campaign: [", "push: [").replace("none: []", "nothing: []")))

    assert pairs_of(strong, other) == (("campaign", "push"),)


def test_a_week_that_is_not_there_is_refused(weak, strong):
    with pytest.raises(RunError, match="weeks go from 0, the start, to 8"):
        SideBySide(weak, strong, (("none", "none"),)).table(["reader"], 9)
