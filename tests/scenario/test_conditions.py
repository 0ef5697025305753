"""Interventions that begin once the network has done something for long enough."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esnsim.interventions.schedule import MEASURES, MeasureCondition, Start

MONDAY = date(2017, 1, 2)
SHARES = st.lists(st.floats(0, 1), min_size=60, max_size=60)


def start(**said):
    return Start.model_validate({name.rstrip("_"): value for name, value in said.items()})


def test_a_moment_needs_no_history():
    begin = Start.model_validate("week 3")

    assert [day for day in range(20) if begin.begins({}, day, MONDAY)] == list(range(10, 20))


def test_a_comparison_has_to_hold_on_every_day():
    """Below the level for two whole days, and not before the third day of it."""
    begin = start(when="reader < 0.70", for_="2 days")
    history = {"reader": [0.7, 0.69, 0.71, 0.69, 0.69, 0.75]}

    assert [day for day in range(7) if begin.holds(history, day)] == [5]


def test_a_condition_waits_for_its_earliest_moment():
    begin = start(when="reader < 0.70", for_="1 day", not_before="week 2")
    history = {"reader": [0.1] * 20}

    assert begin.holds(history, 3)
    assert not begin.begins(history, 4, MONDAY)
    assert begin.begins(history, 5, MONDAY)


def test_falling_for_two_weeks_means_each_week_below_the_one_before():
    begin = start(when="reader falls", for_="2 weeks")
    weeks = [0.8, 0.8, 0.79, 0.78, 0.78]
    history = {"reader": [share for share in weeks for _ in range(5)]}

    assert [day for day in range(26) if begin.holds(history, day) and day % 5 == 0] == [20]


def test_the_order_of_days_in_a_week_makes_no_fall():
    """Equal weeks are equal however their days are ordered; sums that round differently would tell them apart."""
    begin = start(when="reader falls", for_="1 week")

    assert not begin.holds({"reader": [0.1, 0.2, 0.3, 0.7, 0.6, 0.7, 0.6, 0.3, 0.2, 0.1]}, 10)
    assert not begin.holds({"reader": [0.7, 0.6, 0.3, 0.2, 0.1, 0.1, 0.2, 0.3, 0.7, 0.6]}, 10)


@given(
    past=SHARES, future=SHARES, when=st.sampled_from(["reader < 0.5", "reader >= 0.5", "reader falls", "reader rises"])
)
def test_a_condition_never_looks_ahead(past, future, when):
    """What happens on the day itself and later changes no decision of that day."""
    begin = start(when=when, for_="1 week")

    assert begin.holds({"reader": past}, 30) == begin.holds({"reader": past[:30] + future}, 30)


@given(SHARES)
def test_a_comparison_and_its_opposite_exclude_each_other(past):
    history = {"reader": past}

    assert not (start(when="reader < 0.5").holds(history, 60) and start(when="reader >= 0.5").holds(history, 60))


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("rest", ["< 0.7", "<= 0.7", "> 0.7", ">= 0.7", "falls", "rises"])
def test_a_claim_is_written_as_it_is_read(measure, rest):
    assert MeasureCondition.parse(f"{measure} {rest}").written() == f"{measure} {rest}"


def test_a_level_may_be_a_percentage():
    assert MeasureCondition.parse("reader < 70 %") == MeasureCondition.parse("reader<0.7")


@pytest.mark.parametrize(
    "said", ["reader", "readers < 0.5", "reader < 70", "reader drops", "0.5 > reader", "", 5, None]
)
def test_what_claims_nothing_is_refused(said):
    with pytest.raises(ValueError, match=r"measure"):
        MeasureCondition.parse(said)


def test_a_start_in_words_has_dates():
    begin = start(when="reader falls", for_="4 weeks", not_before="week 8")

    assert begin.sentence(MONDAY) == "once reader falls for 4 weeks, not before 2017-02-20"
