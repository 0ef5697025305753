"""What a day leaves behind: habit, feedback, beliefs, tiredness."""

from __future__ import annotations

import math
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esnsim.behaviour import beliefs, feedback, habit, turnover
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

habit_after = plain(habit.habit_after)
encouragement_after = plain(feedback.encouragement_after)
usefulness_after = plain(beliefs.usefulness_after)
ease_after = plain(beliefs.ease_after)
trust_after = plain(beliefs.trust_after)
chance_to_leave = plain(turnover.chance_to_leave)
fatigue_after = plain(turnover.fatigue_after)
chance_to_burn_out = plain(turnover.chance_to_burn_out)

uses = st.sampled_from([0.0, 1.0])
WEEK = 5


def days_to_habit(rate: float) -> int:
    """Days of daily use until habit is 95 % of what it can be."""
    person, days = SOMEBODY._replace(habit_rate=rate), 0
    while person.habit < 0.95:
        person, days = person._replace(habit=habit_after(PARAMETERS, person, 1.0)), days + 1
    return days


def habit_rate_of(share: float) -> float:
    """Habit rate below which this share of people lies."""
    return PARAMETERS.habit_rate_median * math.exp(PARAMETERS.habit_rate_spread * NormalDist().inv_cdf(share))


@given(parameters=rules(), person=persons, visited=uses)
@PROPERTY
def test_habit_is_a_share_that_grows_with_use_and_fades_without(parameters, person, visited):
    """Towards one with a visit, towards zero without."""
    after = habit_after(parameters, person, visited)

    assert 0.0 <= after <= 1.0
    assert after >= person.habit if visited else after <= person.habit


def test_habit_takes_two_to_three_months_and_differs_widely():
    """F30: with daily use 95 % is reached after a median of 50-90 days, and from about 18 to about 254."""
    fastest, median, slowest = (days_to_habit(habit_rate_of(share)) for share in (0.95, 0.5, 0.05))

    assert 50 <= median <= 90
    assert 12 <= fastest <= 25
    assert 190 <= slowest <= 330


def test_a_missed_week_costs_less_than_a_tenth_of_habit():
    """F30: one miss does not matter."""
    person = SOMEBODY._replace(habit=0.95)
    for _ in range(WEEK):
        person = person._replace(habit=habit_after(PARAMETERS, person, 0.0))

    assert person.habit > 0.9 * 0.95


def test_habit_grows_ever_more_slowly_by_hand():
    """The same part of what is left, day after day."""
    person = SOMEBODY._replace(habit_rate=0.1)
    for days in range(1, 20):
        person = person._replace(habit=habit_after(PARAMETERS, person, 1.0))
        assert person.habit == pytest.approx(1.0 - 0.9**days)


@given(parameters=rules(), mood=st.floats(-0.7, 0.7), answers=st.floats(0, 5), silences=st.floats(0, 5))
@PROPERTY
def test_answers_lift_silence_lowers_and_both_have_an_end(parameters, mood, answers, silences):
    """Between -0.7 and 0.7, growing in answers, falling in silences."""
    kept = encouragement_after(parameters, mood, 0.0, 0.0)

    assert (
        -parameters.feedback_limit
        <= encouragement_after(parameters, mood, answers, silences)
        <= parameters.feedback_limit
    )
    assert encouragement_after(parameters, mood, answers, 0.0) >= kept - ROUNDING
    assert encouragement_after(parameters, mood, 0.0, silences) <= kept + ROUNDING


def test_feedback_is_half_forgotten_after_its_memory():
    """What is left halves in the time the constant says, to the error of daily steps."""
    mood = 0.6
    for _ in range(round(PARAMETERS.feedback_memory)):
        mood = encouragement_after(PARAMETERS, mood, 0.0, 0.0)

    assert mood == pytest.approx(0.3, rel=0.02)


def test_one_answer_and_one_silence_by_hand():
    """The constants of the table, from a neutral mood."""
    assert encouragement_after(PARAMETERS, 0.0, 1.0, 0.0) == PARAMETERS.answer_effect
    assert encouragement_after(PARAMETERS, 0.0, 0.0, 1.0) == -PARAMETERS.silence_effect


@given(parameters=rules(), person=persons, around=places, mass=shares, visited=uses)
@PROPERTY
def test_beliefs_stay_shares(parameters, person, around, mass, visited):
    """From nothing to all, whatever is experienced and taught."""
    assert 0.0 <= usefulness_after(parameters, person, around, mass, visited) <= 1.0
    assert 0.0 <= ease_after(parameters, person, around, visited) <= 1.0
    assert 0.0 <= trust_after(parameters, person, around, visited) <= 1.0


@given(parameters=rules(), person=persons, mass=shares)
@PROPERTY
def test_without_visit_teaching_and_ambassadors_nothing_is_believed_anew(parameters, person, mass):
    """Neutral levers are neutral to the bit."""
    assert usefulness_after(parameters, person, ALONE, mass, 0.0) == person.usefulness
    assert ease_after(parameters, person, ALONE, 0.0) == person.ease
    assert trust_after(parameters, person, ALONE, 0.0) == person.trust


@given(parameters=rules(), person=persons, around=places, mass=shares, visited=uses, taught=st.tuples(shares, shares))
@PROPERTY
def test_teaching_never_takes_belief_away(parameters, person, around, mass, visited, taught):
    """More teaching, no less belief."""
    less, more = sorted(taught)

    def after(lever: str, amount: float) -> float:
        place = pulling(around, **{lever: amount})
        return {
            "teach_usefulness": lambda: usefulness_after(parameters, person, place, mass, visited),
            "teach_ease": lambda: ease_after(parameters, person, place, visited),
            "teach_trust": lambda: trust_after(parameters, person, place, visited),
        }[lever]()

    for lever in ("teach_usefulness", "teach_ease", "teach_trust"):
        assert after(lever, less) <= after(lever, more) + ROUNDING


def test_teaching_closes_its_part_of_the_gap_by_hand():
    """Half of what is missing."""
    taught = pulling(ALONE, teach_usefulness=0.5, teach_ease=0.5, teach_trust=0.5)

    assert usefulness_after(PARAMETERS, SOMEBODY, taught, 0.0, 0.0) == 0.75
    assert ease_after(PARAMETERS, SOMEBODY, taught, 0.0) == 0.75
    assert trust_after(PARAMETERS, SOMEBODY, taught, 0.0) == 0.75


def test_a_visit_draws_usefulness_to_what_is_found():
    """Belief follows experience, up and down."""
    half = ALONE._replace(offered=PARAMETERS.items_half)
    met = PARAMETERS.experience_gain * 0.6 * (1.0 - 0.5 * PARAMETERS.news_weight)

    assert usefulness_after(PARAMETERS, SOMEBODY, half, 0.6, 1.0) == pytest.approx(
        0.5 + PARAMETERS.experience * (met - 0.5)
    )
    assert usefulness_after(PARAMETERS, SOMEBODY, ALONE, 0.0, 1.0) < 0.5


@given(parameters=rules(), person=persons, around=places, mass=shares, news=st.tuples(*2 * [st.floats(0.0, 50.0)]))
@PROPERTY
def test_a_silent_feed_disappoints(parameters, person, around, mass, news):
    """The less there is that is new, the less a visit shows of what the network is worth."""
    few, many = (
        usefulness_after(parameters, person, around._replace(offered=each), mass, 1.0) for each in sorted(news)
    )

    assert few <= many + ROUNDING


def test_a_visit_draws_trust_to_the_example_of_leaders():
    """Towards the start without an example, above it with one."""
    example = ALONE._replace(manager_tier=Tier.FIRST_LINE, manager_writing=1.0, top_writing=1.0)
    goal = PARAMETERS.trust_start + PARAMETERS.trust_example

    assert trust_after(PARAMETERS, SOMEBODY, example, 1.0) == pytest.approx(0.5 + PARAMETERS.trust_pace * (goal - 0.5))
    assert trust_after(PARAMETERS, SOMEBODY._replace(trust=0.9), ALONE, 1.0) < 0.9


@given(parameters=rules())
@PROPERTY
def test_leaving_is_a_small_chance_for_everybody(parameters):
    """A year of workdays gives the yearly hazard."""
    stays = (1.0 - chance_to_leave(parameters)) ** turnover.WORKDAYS_A_YEAR

    assert stays == pytest.approx(math.exp(-parameters.turnover), rel=1e-9)


@given(parameters=rules(), person=persons, around=places)
@PROPERTY
def test_tiredness_grows_in_the_role_and_fades_outside_it(parameters, person, around):
    """A share, moving by the same step both ways, for whoever has promised nothing."""
    free = pulling(around, duty_posts=0.0, duty_replies=0.0)
    after = fatigue_after(parameters, person, free)

    assert 0.0 <= after <= 1.0
    assert after >= person.fatigue if person.role == Role.AMBASSADOR else after <= person.fatigue


def test_a_promise_that_is_hard_to_keep_is_forgotten_and_an_easy_one_is_kept():
    """A top leader who finds it hard, and one who has learnt it, half a year after they were asked."""
    promised = pulling(ALONE, duty_posts=0.2)
    left = []
    for ease in (0.1, 0.8):
        leader = SOMEBODY._replace(role=Role.LEADER, tier=Tier.TOP, ease=ease)
        for _ in range(130):
            leader = leader._replace(fatigue=fatigue_after(PARAMETERS, leader, promised))
        left.append(leader.fatigue)

    assert left[0] > 0.2
    assert left[1] == 0.0


@given(parameters=rules(), person=persons)
@PROPERTY
def test_only_ambassadors_burn_out_and_only_when_tired(parameters, person):
    """In proportion to tiredness."""
    serving = person._replace(role=Role.AMBASSADOR)

    assert chance_to_burn_out(parameters, person._replace(role=Role.EMPLOYEE)) == 0.0
    assert chance_to_burn_out(parameters, serving) == parameters.burn_out_rate * person.fatigue
    assert 0.0 <= chance_to_burn_out(parameters, serving) <= 1.0
