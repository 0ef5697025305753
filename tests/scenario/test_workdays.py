"""Dates and workdays, moments and lengths of time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esnsim.calendar import date_of, first_workday, workday_of
from esnsim.interventions.moments import Duration, Moment, parse_span, span_text

MONDAY = date(2017, 1, 2)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@given(start=DAYS, workday=st.integers(-5000, 5000))
def test_a_workday_and_its_date_are_one_thing(start, workday):
    """From workday to date and back nothing is lost, and no workday falls on a weekend."""
    day = date_of(workday, start)

    assert workday_of(day, start) == workday
    assert day.weekday() < 5


@given(start=DAYS, day=DAYS)
def test_counting_on_fingers_gives_the_same(start, day):
    """The number of workdays from one date to the next, counted one by one over a short stretch."""
    day = start + timedelta(days=day.toordinal() % 60)
    between = sum((start + timedelta(days=n)).weekday() < 5 for n in range((day - start).days))

    assert workday_of(day, start) == between


@given(day=DAYS)
def test_a_weekend_counts_as_the_monday_after(day):
    monday = first_workday(day)

    assert monday == day if day.weekday() < 5 else (monday.weekday() == 0 and 1 <= (monday - day).days <= 2)


@pytest.mark.parametrize(("written", "workday"), [("week 1", 0), ("week 4", 15), ("day 10", 9), ("2017-01-30", 20)])
def test_a_moment_is_a_week_a_day_or_a_date(written, workday):
    moment = Moment.parse(written)

    assert moment.workday(MONDAY) == workday
    assert moment.written() == written


@pytest.mark.parametrize(
    "written", ["week 0", "week -1", "week", "4", 4, None, "month 2", "week 1041", "2017-1-3", True]
)
def test_what_is_no_moment_is_refused(written):
    with pytest.raises(ValueError, match=r"week|date"):
        Moment.parse(written)


@given(st.integers(0, 5200))
def test_lengths_of_time_are_written_as_they_are_read(days):
    assert parse_span(span_text(days)) == days


@pytest.mark.parametrize(("written", "end"), [("2 weeks", 17), ("1 day", 8), ({"until": "2017-01-13"}, 10)])
def test_a_duration_has_an_end(written, end):
    """The last date still counts; the end is the first workday after it."""
    assert Duration.parse(written).end(7, MONDAY) == end


def test_a_duration_until_a_weekend_ends_on_friday():
    assert Duration.parse({"until": "2017-01-15"}).end(0, MONDAY) == 10


def test_nothing_ends_before_it_begins():
    """A condition may come true only after the last date."""
    assert Duration.parse({"until": "2017-01-13"}).end(40, MONDAY) == 40


@pytest.mark.parametrize(
    "written", ["0 weeks", 12, "12", "forever", {"til": "2017-01-13"}, {}, {"until": 3}, None, ["1 week"]]
)
def test_what_is_no_duration_is_refused(written):
    with pytest.raises(ValueError, match=r"week|day|date"):
        Duration.parse(written)


def test_the_first_day_and_the_first_week_begin_together():
    assert Moment.parse("day 1") == Moment.parse("week 1") == Moment()


def test_no_span_is_longer_than_twenty_years():
    with pytest.raises(ValueError, match="write at most 1040 weeks"):
        parse_span("1041 weeks")
