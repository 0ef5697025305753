"""What the network is worth, and what others' use does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esnsim.behaviour import influence
from esnsim.behaviour import perceived_value as value
from esnsim.behaviour.person import Tier
from tests.behaviour.people import ALONE, PROPERTY, ROUNDING, RULE, SOMEBODY, persons, places, plain, rules, shares

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


@given(rule=rules(), using=pairs, answered=pairs)
@PROPERTY
def test_reaching_people_is_worth_more_the_more_use_it_and_answer(rule, using, answered):
    """Between nothing and all, growing in both."""
    (few, many), (seldom, often) = sorted(using), sorted(answered)
    worths = [connective_value(rule, few, seldom), connective_value(rule, many, often)]

    assert 0.0 <= worths[0] <= worths[1] + ROUNDING <= 1.0 + 2 * ROUNDING


def test_reaching_people_is_worth_all_when_all_answer_and_the_floor_when_none_does():
    """The two ends by hand."""
    assert connective_value(RULE, 1.0, 1.0) == 1.0
    assert connective_value(RULE, 1.0, 0.0) == RULE.silence_floor
    assert connective_value(RULE, 0.0, 1.0) == 0.0


@given(rule=rules(), stocks=st.tuples(amounts, amounts))
@PROPERTY
def test_content_is_worth_more_the_more_there_is_but_ever_less_of_it(rule, stocks):
    """A share, growing and concave."""
    less, more = sorted(stocks)
    middle = communal_value(rule, 0.5 * (less + more))
    ends = communal_value(rule, less), communal_value(rule, more)

    assert 0.0 <= ends[0] <= ends[1] + ROUNDING < 1.0
    assert middle >= 0.5 * sum(ends) - ROUNDING


def test_content_is_worth_half_at_the_half_point():
    """What the constant is called."""
    assert communal_value(RULE, RULE.stock_half) == 0.5
    assert communal_value(RULE, 0.0) == 0.0


@given(rule=rules(), person=persons, around=places)
@PROPERTY
def test_critical_mass_lies_between_the_two_worths(rule, person, around):
    """A weighted mean, by the person's motive."""
    worths = connective_value(rule, around.using, around.answered), communal_value(rule, around.stock)

    assert min(worths) - ROUNDING <= critical_mass(rule, person, around) <= max(worths) + ROUNDING


@pytest.mark.parametrize(("motive", "expected"), [(1.0, 0.8), (0.0, 0.5), (0.5, 0.65)])
def test_critical_mass_by_hand(motive, expected):
    """Eight contacts in ten who answer everything, and a half-full shelf."""
    around = ALONE._replace(using=0.8, answered=1.0, stock=RULE.stock_half)

    assert critical_mass(RULE, SOMEBODY._replace(motive=motive), around) == pytest.approx(expected)


@given(rule=rules(), items=st.tuples(amounts, amounts))
@PROPERTY
def test_overload_grows_with_what_is_offered(rule, items):
    """From nothing to twice."""
    less, more = (overload(rule, each) for each in sorted(items))

    assert 0.0 <= less <= more + ROUNDING <= 2.0 + ROUNDING


@pytest.mark.parametrize(
    ("times", "expected"), [(0.0, 0.0), (1.0, 0.0), (1.5, 0.5), (2.0, 1.0), (3.0, 2.0), (9.0, 2.0)]
)
def test_overload_begins_at_the_overload_point(times, expected):
    """Nothing up to it, one at twice it, two at most."""
    assert overload(RULE, times * RULE.overload_point) == pytest.approx(expected)


@given(rule=rules(), items=amounts)
@PROPERTY
def test_nobody_reads_more_than_there_is_or_than_they_can(rule, items):
    """All that is offered, within the attention of a day."""
    assert items_read(rule, items) == min(items, rule.attention)


@given(rule=rules(), users=pairs)
@PROPERTY
def test_who_goes_on_convinces_more_than_who_has_only_tried(rule, users):
    """Those who went on count in full, the others less, and all together no more than there are."""
    staying, using = sorted(users)

    assert convincing(rule, using, using) == pytest.approx(using)
    assert convincing(rule, using, 0.0) == pytest.approx(rule.novice_pull * using)
    assert staying - ROUNDING <= convincing(rule, using, staying) <= using + ROUNDING


@given(rule=rules(), using=pairs)
@PROPERTY
def test_the_first_colleague_counts_most(rule, using):
    """The pull of peers grows from 0 to 1 and is concave."""
    few, many = sorted(using)
    middle = peer_pull(rule, 0.5 * (few + many))
    ends = peer_pull(rule, few), peer_pull(rule, many)

    assert 0.0 <= ends[0] <= ends[1] + ROUNDING <= 1.0 + 2 * ROUNDING
    assert middle >= 0.5 * sum(ends) - ROUNDING
    assert peer_pull(rule, 0.0) == 0.0
    assert peer_pull(rule, 1.0) == pytest.approx(1.0)


def test_managers_weigh_by_their_tier():
    """Middle managers most, the top no more than first-line managers, nobody without a manager."""
    weights = {tier: manager_weight(RULE, tier) for tier in Tier}

    assert weights == {Tier.NONE: 0.0, Tier.FIRST_LINE: 1.0, Tier.MIDDLE: RULE.middle_premium, Tier.TOP: 1.0}


@given(rule=rules(), popularity=pairs)
@PROPERTY
def test_popularity_speeds_up_and_never_slows_down(rule, popularity):
    """One when nobody uses it."""
    less, more = (acceleration(rule, each) for each in sorted(popularity))

    assert acceleration(rule, 0.0) == 1.0
    assert 1.0 <= less <= more + ROUNDING


@given(rule=rules(), champions=pairs)
@PROPERTY
def test_the_first_ambassador_counts_most(rule, champions):
    """From nothing to nearly all, half of it at the half point, concave."""
    few, many = sorted(champions)
    ends = ambassador_reach(rule, few), ambassador_reach(rule, many)

    assert 0.0 <= ends[0] <= ends[1] + ROUNDING < 1.0
    assert ambassador_reach(rule, 0.5 * (few + many)) >= 0.5 * sum(ends) - ROUNDING
    assert ambassador_reach(rule, rule.ambassador_half) == 0.5
    assert ambassador_reach(rule, 0.0) == 0.0
