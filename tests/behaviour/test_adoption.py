"""Trying, judging, giving up and coming back."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esnsim.behaviour import adoption
from esnsim.behaviour.person import Stage, Tier
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

rate_to_try = plain(adoption.rate_to_try)
rate_to_return = plain(adoption.rate_to_return)
chance_to_continue = plain(adoption.chance_to_continue)
tendency_to_lapse = plain(adoption.tendency_to_lapse)


@given(parameters=rules(), person=persons, around=places)
@PROPERTY
def test_nobody_tries_at_a_negative_rate(parameters, person, around):
    """A hazard is zero or more, whoever and wherever."""
    assert rate_to_try(parameters, person, around) >= 0.0


@pytest.mark.parametrize("influence", ["using", "staying", "manager_using", "ambassadors", "popularity"])
@given(parameters=rules(), person=persons, around=places, shares=st.tuples(shares, shares))
@PROPERTY
def test_every_influence_makes_trying_likelier(influence, parameters, person, around, shares):
    """Contacts, managers, ambassadors and popularity pull; nothing of them pushes away."""
    less, more = sorted(shares)
    rates = [rate_to_try(parameters, person, around._replace(**{influence: each})) for each in (less, more)]

    assert rates[0] <= rates[1] * (1 + ROUNDING) + ROUNDING


@given(parameters=rules(), person=persons, around=places, more=st.floats(0.0, 0.2))
@PROPERTY
def test_hearing_of_it_makes_trying_likelier(parameters, person, around, more):
    """The lever adds to the hazard."""
    heard = pulling(around, hear=around.lever.hear + more)

    assert rate_to_try(parameters, person, heard) >= rate_to_try(parameters, person, around)


@given(parameters=rules(), person=persons)
@PROPERTY
def test_alone_only_the_outside_counts(parameters, person):
    """Without contacts, manager, ambassadors, popularity and levers the hazard is the external one."""
    reach = 1.0 - parameters.frontline_loss * person.frontline
    access = parameters.account_access if person.stage == Stage.EMPLOYED else 1.0
    expected = access * parameters.external_rate * person.curiosity * reach

    assert rate_to_try(parameters, person, ALONE) == pytest.approx(expected)


@given(parameters=rules(), person=persons, around=places)
@PROPERTY
def test_access_matters_to_those_alone_who_have_no_account(parameters, person, around):
    """The others follow what pulls them in, however hard it is to get one."""
    hard, usual = (parameters._replace(account_access=access) for access in (0.01, 1.0))
    outside, inside = (person._replace(stage=stage) for stage in (Stage.EMPLOYED, Stage.ENABLED))
    as_ever = rate_to_try(usual, inside, around)

    assert rate_to_try(hard, inside, around) == rate_to_try(usual, outside, around) == as_ever
    assert rate_to_try(hard, outside, around) <= as_ever


def test_with_everybody_there_all_influences_add_up_by_hand():
    """Everybody uses it, the manager too, and nothing else is done."""
    everybody = ALONE._replace(using=1.0, staying=1.0, popularity=1.0, manager_tier=Tier.MIDDLE, manager_using=1.0)
    pulls = PARAMETERS.external_rate + PARAMETERS.imitation + PARAMETERS.manager_pull * PARAMETERS.middle_premium

    assert rate_to_try(PARAMETERS, SOMEBODY, everybody) == pytest.approx(pulls * (1.0 + PARAMETERS.popularity_pull))


def test_the_young_respond_more_to_peers_and_nobody_else_differs():
    """Youth multiplies the pull of contacts alone."""
    young, old = SOMEBODY._replace(youth=1.0), SOMEBODY._replace(youth=-1.0)
    among = ALONE._replace(using=1.0, staying=1.0)

    assert rate_to_try(PARAMETERS, young, ALONE) == rate_to_try(PARAMETERS, old, ALONE)
    assert rate_to_try(PARAMETERS, young, among) - rate_to_try(PARAMETERS, old, among) == pytest.approx(
        2.0 * PARAMETERS.youth_pull * PARAMETERS.imitation
    )


def test_without_a_desk_part_of_the_pull_is_lost():
    """Trying needs a place to try it at."""
    outside = SOMEBODY._replace(frontline=1.0)
    kept = 1.0 - PARAMETERS.frontline_loss

    assert rate_to_try(PARAMETERS, outside, ALONE) == pytest.approx(kept * rate_to_try(PARAMETERS, SOMEBODY, ALONE))


@given(parameters=rules(), person=persons, around=places)
@PROPERTY
def test_coming_back_is_trying_weakened(parameters, person, around):
    """The same pulls, times one ratio."""
    assert rate_to_return(parameters, person, around) == parameters.return_ratio * rate_to_try(
        parameters, person, around
    )


@given(parameters=rules(), person=persons, masses=st.tuples(shares, shares))
@PROPERTY
def test_critical_mass_makes_staying_likelier(parameters, person, masses):
    """A trial is judged by a chance that grows with what was found."""
    less, more = sorted(masses)
    chances = [chance_to_continue(parameters, person, mass) for mass in (less, more)]

    assert 0.0 <= chances[0] <= chances[1] + ROUNDING <= 1.0 + ROUNDING


@given(parameters=rules(), person=persons, mass=shares, thresholds=st.tuples(shares, shares))
@PROPERTY
def test_who_waits_for_more_stays_less(parameters, person, mass, thresholds):
    """The threshold is held against the mass."""
    low, high = (chance_to_continue(parameters, person._replace(threshold=each), mass) for each in sorted(thresholds))

    assert high <= low + ROUNDING


def test_at_the_threshold_with_even_beliefs_the_judgement_is_a_coin():
    """Nothing speaks for or against it."""
    assert chance_to_continue(PARAMETERS, SOMEBODY, SOMEBODY.threshold) == 0.5


def test_a_trial_is_judged_by_hand():
    """Surplus times sharpness, plus beliefs, as log-odds."""
    convinced = SOMEBODY._replace(usefulness=0.7, ease=0.9)
    odds = PARAMETERS.decision_sharpness * 0.1 + PARAMETERS.usefulness_effect * 0.2 + PARAMETERS.ease_effect * 0.4

    assert chance_to_continue(PARAMETERS, convinced, 0.35) == pytest.approx(1.0 / (1.0 + math.exp(-odds)))


@given(parameters=rules(), person=persons, mass=shares, habits=st.tuples(shares, shares))
@PROPERTY
def test_habit_protects(parameters, person, mass, habits):
    """The more automatic, the less is given up."""
    weak, strong = (tendency_to_lapse(parameters, person._replace(habit=each), mass) for each in sorted(habits))

    assert strong <= weak + ROUNDING


@given(parameters=rules(), person=persons, masses=st.tuples(shares, shares))
@PROPERTY
def test_value_protects(parameters, person, masses):
    """The more it is worth, the less is given up."""
    little, much = (tendency_to_lapse(parameters, person, mass) for mass in sorted(masses))

    assert much <= little + ROUNDING


@given(parameters=rules(), person=persons, mass=shares, moods=st.tuples(st.floats(-0.7, 0.7), st.floats(-0.7, 0.7)))
@PROPERTY
def test_discouragement_drives_away_and_encouragement_does_not_hold(parameters, person, mass, moods):
    """Silence makes giving up likelier; praise makes it no less likely."""
    low, high = (tendency_to_lapse(parameters, person._replace(encouragement=each), mass) for each in sorted(moods))
    neutral = tendency_to_lapse(parameters, person._replace(encouragement=0.0), mass)

    assert high <= low + ROUNDING
    assert tendency_to_lapse(parameters, person._replace(encouragement=0.7), mass) == neutral


def test_giving_up_by_hand():
    """Base, discouragement, habit and value, in log-odds."""
    person = SOMEBODY._replace(habit=0.5, encouragement=-0.4)
    expected = (
        PARAMETERS.lapse_base
        + PARAMETERS.silence_lapse * 0.4
        - PARAMETERS.lapse_habit * 0.5
        - PARAMETERS.lapse_value * 0.1
    )

    assert tendency_to_lapse(PARAMETERS, person, 0.35) == pytest.approx(expected)
