"""Two experiments side by side: paired where people and random numbers are the same, two samples elsewhere."""

from dataclasses import replace

import pytest

import esnsim
from esnsim.errors import RunError
from esnsim.experiments import compare
from esnsim.experiments.results.side_by_side import SideBySide, pairs_of

TEXT = """
name: short
weeks: 8
replicates: 5
uncertainty: none
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
    assert not table["difference"].any()
    assert (table["same"] == table["n"]).all()
    assert table[["low", "high"]].isna().all(axis=None)


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


def test_other_people_have_no_interval(strong, elsewhere):
    """One organisation each does not show how far organisations differ, however many runs there are."""
    versus = SideBySide(strong, elsewhere, (("campaign", "campaign"),))
    row = versus.table(["reader"]).iloc[0]

    assert versus.unpaired == "the people are not the same"
    assert "one organisation was drawn" in versus.unsure
    assert row[["low", "high", "better", "same"]].isna().all()
    assert row["difference"] == pytest.approx(row["second"] - row["first"])


def test_other_luck_of_the_same_people_makes_two_samples(strong, elsewhere):
    alike = replace(elsewhere, beginning=strong.beginning)
    versus = SideBySide(strong, alike, (("campaign", "campaign"),))
    row = versus.table(["reader"]).iloc[0]

    assert versus.unpaired == "the seeds, and so the random numbers, are not the same"
    assert versus.unsure == ""
    assert row.isna()["better"]
    assert row["low"] < row["difference"] < row["high"]


def test_two_levels_differ_by_the_difference_beside_them(weak, strong):
    """Also where one has more runs than the other."""
    fewer = replace(strong, runs=tuple(run for run in strong.runs if run.replicate < 3))

    table = SideBySide(weak, fewer, (("campaign", "campaign"),)).table(["reader", "contributor"])

    assert (table["second"] - table["first"]).tolist() == pytest.approx(table["difference"].tolist())
    assert (table["n"] == 3).all()


def test_what_differs_is_named(weak, strong):
    (change,) = SideBySide(weak, strong, ()).changes()

    assert change == ("programmes.campaign[0].dose", 0.3, 1.0)


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
