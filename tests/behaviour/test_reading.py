"""Visiting the network."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esnsim.behaviour import reading
from esnsim.behaviour.person import Stage
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

tendency_to_visit = plain(reading.tendency_to_visit)
pairs = st.tuples(shares, shares)


@pytest.mark.parametrize("own", ["usefulness", "ease", "habit"])
@given(parameters=rules(), person=persons, around=places, mass=shares, values=pairs)
@PROPERTY
def test_belief_and_habit_bring_people_back(own, parameters, person, around, mass, values):
    """Usefulness, ease and habit speak for a visit."""
    less, more = (
        tendency_to_visit(parameters, person._replace(**{own: each}), around, mass) for each in sorted(values)
    )

    assert less <= more + ROUNDING


@given(parameters=rules(), person=persons, around=places, masses=pairs)
@PROPERTY
def test_value_brings_people_back(parameters, person, around, masses):
    """The more it is worth, the likelier a visit."""
    less, more = (tendency_to_visit(parameters, person, around, mass) for mass in sorted(masses))

    assert less <= more + ROUNDING


@given(
    parameters=rules(),
    person=persons,
    around=places,
    mass=shares,
    items=st.tuples(st.floats(0, 500), st.floats(0, 500)),
)
@PROPERTY
def test_too_many_items_keep_people_away(parameters, person, around, mass, items):
    """More items never attract, and up to the overload point they do not deter either."""
    few, many = (tendency_to_visit(parameters, person, around._replace(items=each), mass) for each in sorted(items))
    none = tendency_to_visit(parameters, person, around._replace(items=0.0), mass)

    assert many <= few + ROUNDING
    assert tendency_to_visit(parameters, person, around._replace(items=parameters.overload_point), mass) == none


@given(parameters=rules(), person=persons, around=places, mass=shares)
@PROPERTY
def test_news_of_one_answer_is_as_good_as_of_five(parameters, person, around, mass):
    """An answer brings people back; more of them bring nobody back twice."""
    none, one, five = (
        tendency_to_visit(parameters, person, around._replace(answers=each), mass) for each in (0.0, 1.0, 5.0)
    )

    assert none <= one == five


@given(parameters=rules(), person=persons, around=places, mass=shares)
@PROPERTY
def test_a_prompt_adds_to_the_log_odds(parameters, person, around, mass):
    """The lever counts for what it says."""
    neutral = tendency_to_visit(parameters, person, pulling(around, prompt=0.0), mass)

    assert tendency_to_visit(parameters, person, pulling(around, prompt=0.5), mass) == pytest.approx(neutral + 0.5)


def test_a_visit_by_hand():
    """Everything that speaks for and against it, in log-odds."""
    person = SOMEBODY._replace(stage=Stage.TRIAL, youth=1.0, frontline=1.0, habit=0.5, activity=0.3, usefulness=0.6)
    around = ALONE._replace(answers=1.0, items=2.0 * PARAMETERS.overload_point)
    expected = PARAMETERS.visit_base + 0.3 + 0.5 * PARAMETERS.habit_effect
    expected += 0.1 * PARAMETERS.usefulness_effect + 0.2 * PARAMETERS.visit_value - PARAMETERS.overload_effect
    expected += (
        PARAMETERS.answer_notice + PARAMETERS.youth_pull + PARAMETERS.trial_interest - PARAMETERS.frontline_penalty
    )

    assert tendency_to_visit(PARAMETERS, person, around, 0.45) == pytest.approx(expected)


def test_novelty_belongs_to_the_trial():
    """A user is used to it."""
    trying = SOMEBODY._replace(stage=Stage.TRIAL)
    gain = tendency_to_visit(PARAMETERS, trying, ALONE, 0.0) - tendency_to_visit(PARAMETERS, SOMEBODY, ALONE, 0.0)

    assert gain == pytest.approx(PARAMETERS.trial_interest)
