"""What use is worth, and what it costs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esnsim.behaviour.economics import Use, hours_reading, hours_saved, hours_writing, value
from tests.behaviour.people import PARAMETERS, PROPERTY, rules, shares

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


@given(parameters=rules(), read=shares, act=shares, people=st.floats(1.0, 1e6))
@PROPERTY
def test_no_more_than_the_ceiling_is_ever_saved(parameters, read, act, people):
    """Everybody there, everybody acting, is the most there can be."""
    weekly = read * people
    some = NOBODY._replace(headcount=people, readers=weekly, weekly_readers=weekly, weekly_interactive=act * weekly)
    a_reader = parameters.reader_minutes / 60.0
    an_actor = parameters.working_week * parameters.search_share * parameters.search_ceiling

    assert 0.0 <= hours_saved(parameters, some) <= people * max(a_reader, an_actor) * (1.0 + 1e-9)


def test_a_week_by_hand():
    """Hours saved, read and written, and what they come to in money."""
    saved = 0.25 * (
        100.0 * PARAMETERS.working_week * PARAMETERS.search_share * PARAMETERS.search_ceiling
        + 100.0 * PARAMETERS.reader_minutes / 60.0
    )
    reading = (600.0 * PARAMETERS.visit_minutes + 6000.0 * PARAMETERS.read_minutes) / 60.0
    writing = (30.0 * PARAMETERS.post_minutes + 60.0 * PARAMETERS.reply_minutes) / 60.0

    assert hours_saved(PARAMETERS, QUARTER) == pytest.approx(saved)
    assert hours_reading(PARAMETERS, QUARTER) == pytest.approx(reading)
    assert hours_writing(PARAMETERS, QUARTER) == pytest.approx(writing)
    money = (saved - reading - writing) * PARAMETERS.loaded_hour - 1000.0 * PARAMETERS.licence * 12.0 / 52.0
    assert value(PARAMETERS, QUARTER) == pytest.approx(money)


def test_accounts_that_nobody_uses_cost_their_licence_and_no_more():
    """An empty network, paid for."""
    paid = NOBODY._replace(headcount=500.0, enabled=500.0)

    assert value(PARAMETERS, paid) == pytest.approx(-500.0 * PARAMETERS.licence * 12.0 / 52.0)
    assert value(PARAMETERS, NOBODY) == 0.0
