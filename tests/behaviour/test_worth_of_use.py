"""What use is worth, and what it costs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esnsim.behaviour.economics import Use, hours_reading, hours_saved, hours_writing, value
from tests.behaviour.people import PROPERTY, RULE, rules, shares

NOBODY = Use(*([0.0] * len(Use._fields)))
QUARTER = Use(
    headcount=1000.0,
    enabled=1000.0,
    readers=250.0,
    weekly_readers=200.0,
    weekly_interactive=100.0,
    visits=600.0,
    items=6000.0,
    posts=30.0,
    replies=60.0,
)
"""A week in an organisation of a thousand where a quarter reads."""


@given(rule=rules(), read=shares, act=shares, people=st.floats(1.0, 1e6))
@PROPERTY
def test_no_more_than_the_ceiling_is_ever_saved(rule, read, act, people):
    """Everybody there, everybody acting, is the most there can be."""
    weekly = read * people
    some = NOBODY._replace(headcount=people, readers=weekly, weekly_readers=weekly, weekly_interactive=act * weekly)
    a_reader = rule.reader_minutes / 60.0
    an_actor = rule.working_week * rule.search_share * rule.search_ceiling

    assert 0.0 <= hours_saved(rule, some) <= people * max(a_reader, an_actor) * (1.0 + 1e-9)


def test_a_week_by_hand():
    """Hours saved, read and written, and what they come to in money."""
    saved = 0.25 * (
        100.0 * RULE.working_week * RULE.search_share * RULE.search_ceiling + 100.0 * RULE.reader_minutes / 60.0
    )
    reading = (600.0 * RULE.visit_minutes + 6000.0 * RULE.read_minutes) / 60.0
    writing = (30.0 * RULE.post_minutes + 60.0 * RULE.reply_minutes) / 60.0

    assert hours_saved(RULE, QUARTER) == pytest.approx(saved)
    assert hours_reading(RULE, QUARTER) == pytest.approx(reading)
    assert hours_writing(RULE, QUARTER) == pytest.approx(writing)
    money = (saved - reading - writing) * RULE.loaded_hour - 1000.0 * RULE.licence * 12.0 / 52.0
    assert value(RULE, QUARTER) == pytest.approx(money)


def test_accounts_that_nobody_uses_cost_their_licence_and_no_more():
    """An empty network, paid for."""
    paid = NOBODY._replace(headcount=500.0, enabled=500.0)

    assert value(RULE, paid) == pytest.approx(-500.0 * RULE.licence * 12.0 / 52.0)
    assert value(RULE, NOBODY) == 0.0
