"""Posting, replying and reacting."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esnsim.behaviour import contribution
from esnsim.behaviour.communities import company
from esnsim.behaviour.person import Role, Tier
from tests.behaviour.people import (
    ALONE,
    PARAMETERS,
    PROPERTY,
    ROUNDING,
    SOMEBODY,
    persons,
    places,
    plain,
    pulling,
    rules,
    shares,
)

situation = plain(contribution.situation)
reluctance = plain(contribution.reluctance)
duty = plain(contribution.duty)
responsiveness = plain(contribution.responsiveness)
tendency_to_write = plain(contribution.tendency_to_write)
prompted = plain(contribution.prompted)
disuse_after = plain(contribution.disuse_after)
tendency_to_react = plain(contribution.tendency_to_react)
posting_rate = plain(contribution.posting_rate)
posting_with = plain(contribution.posting_with)
replying_rate = plain(contribution.replying_rate)
replying_with = plain(contribution.replying_with)
reacting_rate = plain(contribution.reacting_rate)

pairs = st.tuples(shares, shares)
wishes = st.floats(0.0, 5.0)


@pytest.mark.parametrize("example", ["writing", "manager_writing", "top_writing", "ambassadors"])
@given(parameters=rules(), person=persons, around=places, values=pairs)
@PROPERTY
def test_every_example_encourages(example, parameters, person, around, values):
    """Contacts, manager, top leaders and ambassadors make contributing likelier, never less likely."""
    less, more = (situation(parameters, person, around._replace(**{example: each})) for each in sorted(values))

    assert less <= more + ROUNDING


@pytest.mark.parametrize("own", ["trust", "ease"])
@given(parameters=rules(), person=persons, around=places, values=pairs)
@PROPERTY
def test_safety_and_ease_encourage(own, parameters, person, around, values):
    """The safer and easier it is, the more is written."""
    less, more = (situation(parameters, person._replace(**{own: each}), around) for each in sorted(values))

    assert less <= more + ROUNDING


def test_a_neutral_situation_is_zero():
    """Nothing speaks for or against contributing."""
    assert situation(PARAMETERS, SOMEBODY, ALONE) == 0.0


def test_a_situation_by_hand():
    """All that speaks for it, in log rate."""
    around = pulling(
        ALONE._replace(writing=0.5, manager_tier=Tier.MIDDLE, manager_writing=1.0, top_writing=0.5, ambassadors=0.2),
        encourage=0.1,
    )
    person = SOMEBODY._replace(trust=0.7, ease=0.4, encouragement=0.3)
    expected = (
        0.5 * PARAMETERS.norm_effect
        + PARAMETERS.manager_effect * PARAMETERS.middle_premium
        + 0.5 * PARAMETERS.top_effect
    )
    expected += 0.2 * PARAMETERS.trust_effect - 0.1 * PARAMETERS.ease_effect + 0.2 * PARAMETERS.ambassador_support + 0.3
    expected += 0.1 / (1.0 + 0.1 / PARAMETERS.encourage_half)

    assert situation(PARAMETERS, person, around) == pytest.approx(expected)


@given(parameters=rules(), pulls=st.tuples(st.floats(0.0, 2.0), st.floats(0.0, 2.0)))
@PROPERTY
def test_a_second_encouragement_adds_less_than_the_first(parameters, pulls):
    """More is never less, twice as much never twice as much, and there is a ceiling."""
    less, more = (prompted(parameters, each) for each in sorted(pulls))

    assert 0.0 <= less <= more + ROUNDING
    assert prompted(parameters, 2 * max(pulls)) <= 2 * more + ROUNDING
    assert more <= parameters.encourage_half


@given(parameters=rules(), pull=st.floats(-2.0, 0.0))
@PROPERTY
def test_discouragement_counts_in_full(parameters, pull):
    """What frightens has no ceiling."""
    assert prompted(parameters, pull) == pull


@given(parameters=rules(), person=persons, around=places, pull=st.floats(-2.0, 2.0))
@PROPERTY
def test_the_lever_adds_to_the_log_rate_what_is_felt_of_it(parameters, person, around, pull):
    """Nothing else in the situation reads it."""
    pulled, free = (situation(parameters, person, pulling(around, encourage=each)) for each in (pull, 0.0))

    assert pulled - free == pytest.approx(prompted(parameters, pull), abs=1e-9)


@pytest.mark.parametrize(
    ("tier", "part"), [(Tier.NONE, 0.0), (Tier.FIRST_LINE, 1 / 3), (Tier.MIDDLE, 2 / 3), (Tier.TOP, 1.0)]
)
def test_the_fear_to_look_incompetent_grows_with_rank(tier, part):
    """Full at the top where nothing is easy, and gone where everything is."""
    leader = SOMEBODY._replace(tier=tier, ease=0.0)

    assert reluctance(PARAMETERS, leader) == pytest.approx(part * PARAMETERS.status_fear)
    assert reluctance(PARAMETERS, leader._replace(ease=1.0)) == 0.0


@given(parameters=rules(), person=persons, amount=wishes)
@PROPERTY
def test_nobody_keeps_more_than_they_promised(parameters, person, amount):
    """Tiredness and fear take away from a commitment, nothing adds to it."""
    assert 0.0 <= duty(parameters, person, amount) <= amount
    assert duty(parameters, person, 0.0) == 0.0


def test_an_ambassador_keeps_what_tiredness_leaves():
    """Three quarters tired, one quarter kept."""
    tired = SOMEBODY._replace(role=Role.AMBASSADOR, fatigue=0.75)

    assert duty(PARAMETERS, tired, 2.0) == 0.5


def test_a_leader_keeps_what_fear_and_time_leave():
    """The fear of a top leader at half ease, as a factor, and a promise half forgotten."""
    leader = SOMEBODY._replace(role=Role.LEADER, tier=Tier.TOP, ease=0.5)

    assert duty(PARAMETERS, leader, 2.0) == pytest.approx(2.0 * math.exp(-0.5 * PARAMETERS.status_fear))
    assert duty(PARAMETERS, leader._replace(fatigue=0.5), 2.0) == 0.5 * duty(PARAMETERS, leader, 2.0)


@given(parameters=rules(), items=st.tuples(st.floats(0, 500), st.floats(0, 500)))
@PROPERTY
def test_more_to_read_gives_more_to_respond_to(parameters, items):
    """A share that grows with the items read, and no further than anybody can read."""
    few, many = (responsiveness(parameters, each) for each in sorted(items))

    assert 0.0 <= few <= many + ROUNDING < 1.0
    assert responsiveness(parameters, 10 * parameters.overload_point) == responsiveness(
        parameters, parameters.overload_point
    )


def test_half_of_the_wish_finds_an_object_at_the_half_point():
    """What the constant is called; nothing to read, nothing to answer."""
    assert responsiveness(PARAMETERS, PARAMETERS.items_half) == 0.5
    assert responsiveness(PARAMETERS, 0.0) == 0.0


@given(parameters=rules(), person=persons, around=places, wish=wishes)
@PROPERTY
def test_rates_are_never_negative_and_answers_need_something_to_answer(parameters, person, around, wish):
    """Expected numbers are zero or more; without items there are no responses."""
    nothing = around._replace(offered=0.0)

    assert posting_rate(parameters, person, around, wish) >= wish
    assert replying_rate(parameters, person, around, wish) >= 0.0
    assert reacting_rate(parameters, around, wish) >= 0.0
    assert replying_rate(parameters, person, nothing, wish) == 0.0
    assert reacting_rate(parameters, nothing, wish) == 0.0


@given(parameters=rules(), person=persons, around=places, wish=wishes, promised=st.tuples(wishes, wishes))
@PROPERTY
def test_nobody_writes_more_than_if_all_promises_were_kept(parameters, person, around, wish, promised):
    """To the last bit, since nobody may be left out for whom a day is decided by this bound."""
    posts, replies = promised
    bound = pulling(around, duty_posts=posts, duty_replies=replies)

    assert posting_rate(parameters, person, bound, wish) <= posting_with(parameters, person, bound, wish, posts)
    assert replying_rate(parameters, person, bound, wish) <= replying_with(parameters, bound, wish, replies)


@given(parameters=rules(), person=persons, around=places, wish=wishes)
@PROPERTY
def test_without_a_commitment_only_the_wish_counts(parameters, person, around, wish):
    """Neutral levers are neutral."""
    free = pulling(around, duty_posts=0.0, duty_replies=0.0)

    wished = wish * company(free)

    assert posting_rate(parameters, person._replace(zeal=0.0), free, wish) == wished
    assert replying_rate(parameters, person, free, wish) == pytest.approx(
        parameters.replies_a_post * wished * responsiveness(parameters, around.offered)
    )


def test_commitments_add_to_the_wish_by_hand():
    """An ambassador, rested, in a feed that answers half of every wish."""
    helper = SOMEBODY._replace(role=Role.AMBASSADOR)
    around = pulling(ALONE._replace(offered=PARAMETERS.items_half), duty_posts=0.1, duty_replies=0.6)

    assert posting_rate(PARAMETERS, helper, around, 0.2) == pytest.approx(0.3)
    assert replying_rate(PARAMETERS, helper, around, 0.2) == pytest.approx(
        0.5 * (PARAMETERS.replies_a_post * 0.2 + 0.6)
    )


@given(parameters=rules(), person=persons, mood=st.floats(-3, 3))
@PROPERTY
def test_writing_is_propensity_in_a_mood(parameters, person, mood):
    """Both in log rate, so they multiply; less of it after a silence."""
    fresh = person._replace(disuse=0.0)

    assert tendency_to_write(parameters, fresh, mood) == person.propensity + mood
    assert tendency_to_write(parameters, person, mood) <= tendency_to_write(parameters, fresh, mood)


@given(parameters=rules(), person=persons)
@PROPERTY
def test_the_wish_to_write_fades_with_silence_and_comes_back_with_writing(parameters, person):
    """Who has never written has lost nothing."""
    wrote, never = person._replace(has_written=True), person._replace(has_written=False, disuse=0.0)

    assert person.disuse <= disuse_after(parameters, wrote, wrote=False) <= 1.0
    assert disuse_after(parameters, wrote, wrote=True) == 0.0
    assert disuse_after(parameters, never, wrote=False) == 0.0


def test_reacting_is_less_unequal_than_writing():
    """Part of the propensity and half of the mood."""
    median = SOMEBODY._replace(propensity=PARAMETERS.posting_base)
    eager = median._replace(propensity=PARAMETERS.posting_base + 2.0)

    assert tendency_to_react(PARAMETERS, median, 0.0) == PARAMETERS.reaction_base + PARAMETERS.reacting_offset
    assert tendency_to_react(PARAMETERS, eager, 1.0) - tendency_to_react(PARAMETERS, median, 0.0) == pytest.approx(
        2.0 * PARAMETERS.reaction_evenness + 0.5
    )
