"""What the network is worth, and what others' use does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esnsim.behaviour import influence
from esnsim.behaviour import perceived_value as value
from esnsim.behaviour.person import Tier
from tests.behaviour.people import (
    ALONE,
    PARAMETERS,
    PROPERTY,
    ROUNDING,
    SOMEBODY,
    persons,
    places,
    plain,
    rules,
    shares,
)

connective_value = plain(value.connective_value)
communal_value = plain(value.communal_value)
critical_mass = plain(value.critical_mass)
overload = plain(value.overload)
items_read = plain(value.items_read)
convincing = plain(influence.convincing)
peer_pull = plain(influence.peer_pull)
manager_weight = plain(influence.manager_weight)
acceleration = plain(influence.acceleration)
ambassador_reach = plain(influence.ambassador_reach)

pairs = st.tuples(shares, shares)
amounts = st.floats(0.0, 5000.0)


@given(parameters=rules(), using=pairs, answered=pairs)
@PROPERTY
def test_reaching_people_is_worth_more_the_more_use_it_and_answer(parameters, using, answered):
    """Between nothing and all, growing in both."""
    (few, many), (seldom, often) = sorted(using), sorted(answered)
    worths = [connective_value(parameters, few, seldom), connective_value(parameters, many, often)]

    assert 0.0 <= worths[0] <= worths[1] + ROUNDING <= 1.0 + 2 * ROUNDING


def test_reaching_people_is_worth_all_when_all_answer_and_the_floor_when_none_does():
    """The two ends by hand."""
    assert connective_value(PARAMETERS, 1.0, 1.0) == 1.0
    assert connective_value(PARAMETERS, 1.0, 0.0) == PARAMETERS.silence_floor
    assert connective_value(PARAMETERS, 0.0, 1.0) == 0.0


@given(parameters=rules(), stocks=st.tuples(amounts, amounts))
@PROPERTY
def test_content_is_worth_more_the_more_there_is_but_ever_less_of_it(parameters, stocks):
    """A share, growing and concave."""
    less, more = sorted(stocks)
    middle = communal_value(parameters, 0.5 * (less + more))
    ends = communal_value(parameters, less), communal_value(parameters, more)

    assert 0.0 <= ends[0] <= ends[1] + ROUNDING < 1.0
    assert middle >= 0.5 * sum(ends) - ROUNDING


def test_content_is_worth_half_at_the_half_point():
    """What the constant is called."""
    assert communal_value(PARAMETERS, PARAMETERS.stock_half) == 0.5
    assert communal_value(PARAMETERS, 0.0) == 0.0


@given(parameters=rules(), person=persons, around=places)
@PROPERTY
def test_critical_mass_lies_between_the_two_worths(parameters, person, around):
    """A weighted mean, by the person's motive."""
    worths = connective_value(parameters, around.using, around.answered), communal_value(parameters, around.stock)

    assert min(worths) - ROUNDING <= critical_mass(parameters, person, around) <= max(worths) + ROUNDING


@pytest.mark.parametrize(("motive", "expected"), [(1.0, 0.8), (0.0, 0.5), (0.5, 0.65)])
def test_critical_mass_by_hand(motive, expected):
    """Eight contacts in ten who answer everything, and a half-full shelf."""
    around = ALONE._replace(using=0.8, answered=1.0, stock=PARAMETERS.stock_half)

    assert critical_mass(PARAMETERS, SOMEBODY._replace(motive=motive), around) == pytest.approx(expected)


@given(parameters=rules(), items=st.tuples(amounts, amounts))
@PROPERTY
def test_overload_grows_with_what_is_offered(parameters, items):
    """From nothing to twice."""
    less, more = (overload(parameters, each) for each in sorted(items))

    assert 0.0 <= less <= more + ROUNDING <= 2.0 + ROUNDING


@pytest.mark.parametrize(
    ("times", "expected"), [(0.0, 0.0), (1.0, 0.0), (1.5, 0.5), (2.0, 1.0), (3.0, 2.0), (9.0, 2.0)]
)
def test_overload_begins_at_the_overload_point(times, expected):
    """Nothing up to it, one at twice it, two at most."""
    assert overload(PARAMETERS, times * PARAMETERS.overload_point) == pytest.approx(expected)


@given(parameters=rules(), items=amounts)
@PROPERTY
def test_nobody_reads_more_than_there_is_or_than_they_can(parameters, items):
    """All that is offered, within the attention of a day."""
    assert items_read(parameters, items) == min(items, parameters.attention)


@given(parameters=rules(), users=pairs)
@PROPERTY
def test_who_goes_on_convinces_more_than_who_has_only_tried(parameters, users):
    """Those who went on count in full, the others less, and all together no more than there are."""
    staying, using = sorted(users)

    assert convincing(parameters, using, using) == pytest.approx(using)
    assert convincing(parameters, using, 0.0) == pytest.approx(parameters.novice_pull * using)
    assert staying - ROUNDING <= convincing(parameters, using, staying) <= using + ROUNDING


@given(parameters=rules(), using=pairs)
@PROPERTY
def test_the_first_colleague_counts_most(parameters, using):
    """The pull of peers grows from 0 to 1 and is concave."""
    few, many = sorted(using)
    middle = peer_pull(parameters, 0.5 * (few + many))
    ends = peer_pull(parameters, few), peer_pull(parameters, many)

    assert 0.0 <= ends[0] <= ends[1] + ROUNDING <= 1.0 + 2 * ROUNDING
    assert middle >= 0.5 * sum(ends) - ROUNDING
    assert peer_pull(parameters, 0.0) == 0.0
    assert peer_pull(parameters, 1.0) == pytest.approx(1.0)


def test_managers_weigh_by_their_tier():
    """Middle managers most, the top no more than first-line managers, nobody without a manager."""
    weights = {tier: manager_weight(PARAMETERS, tier) for tier in Tier}

    assert weights == {Tier.NONE: 0.0, Tier.FIRST_LINE: 1.0, Tier.MIDDLE: PARAMETERS.middle_premium, Tier.TOP: 1.0}


@given(parameters=rules(), popularity=pairs)
@PROPERTY
def test_popularity_speeds_up_and_never_slows_down(parameters, popularity):
    """One when nobody uses it."""
    less, more = (acceleration(parameters, each) for each in sorted(popularity))

    assert acceleration(parameters, 0.0) == 1.0
    assert 1.0 <= less <= more + ROUNDING


@given(parameters=rules(), champions=pairs)
@PROPERTY
def test_the_first_ambassador_counts_most(parameters, champions):
    """From nothing to nearly all, half of it at the half point, concave."""
    few, many = sorted(champions)
    ends = ambassador_reach(parameters, few), ambassador_reach(parameters, many)

    assert 0.0 <= ends[0] <= ends[1] + ROUNDING < 1.0
    assert ambassador_reach(parameters, 0.5 * (few + many)) >= 0.5 * sum(ends) - ROUNDING
    assert ambassador_reach(parameters, parameters.ambassador_half) == 0.5
    assert ambassador_reach(parameters, 0.0) == 0.0
