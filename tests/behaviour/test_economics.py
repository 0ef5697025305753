"""What use is worth, and what it costs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esnsim.behaviour.economics import (
    Spent,
    Use,
    hours_reading,
    hours_replaced,
    hours_saved,
    hours_writing,
    value,
)
from tests.behaviour.people import PARAMETERS, PROPERTY, rules, shares

NOBODY = Use(*([0.0] * len(Use._fields)))
NOTHING = Spent(*([0.0] * len(Spent._fields)))
QUARTER = Use(
    headcount=1000.0,
    enabled=1000.0,
    readers=250.0,
    willing_readers=250.0,
    weekly_readers=200.0,
    weekly_interactive=100.0,
    visits=600.0,
    willing_visits=600.0,
    items=6000.0,
    posts=30.0,
    replies=60.0,
)
"""A week in an organisation of a thousand where a quarter reads."""


@given(parameters=rules(), read=shares, act=shares, visits=st.floats(0.0, 5.0), people=st.floats(1.0, 1e6))
@PROPERTY
def test_no_more_than_the_ceiling_is_ever_saved(parameters, read, act, visits, people):
    """Everybody there, everybody acting, or everybody's reading returned in full, is the most there can be."""
    weekly = read * people
    some = NOBODY._replace(
        headcount=people,
        readers=weekly,
        willing_readers=weekly,
        weekly_readers=weekly,
        weekly_interactive=act * weekly,
        visits=visits * weekly,
        willing_visits=visits * weekly,
        items=10.0 * visits * weekly,
    )
    acting = people * parameters.working_week * parameters.search_share * parameters.search_ceiling
    reading = parameters.reading_return * hours_reading(parameters, some)

    assert 0.0 <= hours_saved(parameters, some) <= (acting + reading) * (1.0 + 1e-9)


def test_a_week_by_hand():
    """Hours saved, read and written, and what they come to in money."""
    reading = (600.0 * PARAMETERS.visit_minutes + 6000.0 * PARAMETERS.read_minutes) / 60.0
    writing = (30.0 * PARAMETERS.post_minutes + 60.0 * PARAMETERS.reply_minutes) / 60.0
    acting = 100.0 * PARAMETERS.working_week * PARAMETERS.search_share * PARAMETERS.search_ceiling
    saved = 0.25 * (acting + 0.5 * PARAMETERS.reading_return * reading)

    assert hours_saved(PARAMETERS, QUARTER) == pytest.approx(saved)
    assert hours_reading(PARAMETERS, QUARTER) == pytest.approx(reading)
    assert hours_writing(PARAMETERS, QUARTER, NOTHING) == pytest.approx(writing)
    money = (saved - reading - writing) * PARAMETERS.loaded_hour - 1000.0 * PARAMETERS.licence * 12.0 / 52.0
    assert value(PARAMETERS, QUARTER, NOTHING) == pytest.approx(money)


def test_accounts_that_nobody_uses_cost_their_licence_and_no_more():
    """An empty network, paid for."""
    paid = NOBODY._replace(headcount=500.0, enabled=500.0)

    assert value(PARAMETERS, paid, NOTHING) == pytest.approx(-500.0 * PARAMETERS.licence * 12.0 / 52.0)
    assert value(PARAMETERS, NOBODY, NOTHING) == 0.0


@given(parameters=rules(), ordered=shares)
@PROPERTY
def test_ordered_reading_is_worth_no_more_than_wanted_reading(parameters, ordered):
    """The same week, part of which nobody would have come for."""
    forced = QUARTER._replace(willing_readers=250.0 * (1.0 - ordered), willing_visits=600.0 * (1.0 - ordered))

    assert hours_saved(parameters, forced) <= hours_saved(parameters, QUARTER) * (1.0 + 1e-9)
    assert hours_reading(parameters, forced) == hours_reading(parameters, QUARTER)


@given(parameters=rules(), more=st.floats(0.0, 500.0))
@PROPERTY
def test_bringing_in_people_by_order_takes_nothing_from_those_who_are_there(parameters, more):
    """Whoever comes because of an order can be found there, a little."""
    joined = QUARTER._replace(readers=250.0 + more)

    assert hours_saved(parameters, joined) >= hours_saved(parameters, QUARTER)


@given(parameters=rules(), moved=shares)
@PROPERTY
def test_time_of_work_that_moved_is_not_added(parameters, moved):
    """If it takes as long as it took before, moving it costs no time and saves none."""
    parameters = parameters._replace(moved_time=1.0)
    week = NOTHING._replace(moved=moved)
    there = hours_reading(parameters, QUARTER) + hours_writing(parameters, QUARTER, week)
    gained = value(parameters, QUARTER, week) - value(parameters, QUARTER, NOTHING)

    assert hours_replaced(parameters, QUARTER, week) == pytest.approx(moved * there)
    assert gained == pytest.approx(moved * there * parameters.loaded_hour)


@given(parameters=rules(), posts=st.floats(0.0, 60.0), replies=st.floats(0.0, 120.0))
@PROPERTY
def test_time_is_charged_once(parameters, posts, replies):
    """What is written in hours of the programme is no writing of its own, and never less than nothing."""
    own = NOTHING._replace(own_posts=posts, own_replies=replies)
    rest = QUARTER._replace(posts=max(30.0 - posts, 0.0), replies=max(60.0 - replies, 0.0))

    assert hours_writing(parameters, QUARTER, own) == pytest.approx(hours_writing(parameters, rest, NOTHING))


@given(parameters=rules(), hours=st.floats(0.0, 1e4), money=st.floats(0.0, 1e5))
@PROPERTY
def test_what_a_programme_takes_is_taken_off(parameters, hours, money):
    """Its hours at the price of an hour, and its money."""
    spent = NOTHING._replace(hours=hours, money=money)
    taken = value(parameters, QUARTER, NOTHING) - value(parameters, QUARTER, spent)

    assert taken == pytest.approx(parameters.programme_effort * (hours * parameters.loaded_hour + money), abs=1e-3)
