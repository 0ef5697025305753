"""Orders and rewards: what they do while they last, and what they leave behind."""

from __future__ import annotations

import pytest
from hypothesis import given

from esnsim.behaviour import motives, reading
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

drive = plain(motives.drive)
reactance_after = plain(motives.reactance_after)
crowding_after = plain(motives.crowding_after)
reward_felt = plain(motives.reward_felt)
chance_to_come = plain(reading.chance_to_come)


@given(parameters=rules())
@PROPERTY
def test_who_has_met_neither_order_nor_reward_is_moved_by_neither(parameters):
    """Neutral levers are neutral."""
    assert drive(parameters, SOMEBODY, ALONE) == 0.0
    assert reactance_after(parameters, SOMEBODY, ALONE) == 0.0
    assert crowding_after(parameters, SOMEBODY, ALONE) == 0.0


@given(parameters=rules(), person=persons, around=places)
@PROPERTY
def test_reward_moves_people_to_write_and_what_it_leaves_holds_them_back(parameters, person, around):
    """So does resistance."""
    free = person._replace(crowding=0.0, reactance=0.0)

    assert drive(parameters, person, around) <= drive(parameters, free, around) == reward_felt(parameters, around)


@given(parameters=rules(), person=persons, around=places, pressure=shares)
@PROPERTY
def test_resistance_is_a_share_that_grows_with_pressure_and_fades_without(parameters, person, around, pressure):
    """The day's fading included."""
    pressed, left = (reactance_after(parameters, person, pulling(around, pressure=each)) for each in (pressure, 0.0))

    assert 0.0 <= left <= pressed + ROUNDING <= 1.0 + 2 * ROUNDING
    assert left <= person.reactance


@given(parameters=rules(), person=persons, around=places)
@PROPERTY
def test_crowding_follows_the_reward_and_goes_when_it_goes(parameters, person, around):
    """A share, between where it was and the reward."""
    after = crowding_after(parameters, person, around)
    low, high = sorted((person.crowding, min(reward_felt(parameters, around), 1.0)))

    assert low - ROUNDING <= after <= high + ROUNDING


def test_taking_a_reward_away_leaves_less_than_there_was_before():
    """A year of points: contributions rise, and fall below their start the day after the end [THO12]."""
    rewarded, person = pulling(ALONE, reward=0.5), SOMEBODY
    for _ in range(260):
        person = person._replace(crowding=crowding_after(PARAMETERS, person, rewarded))

    assert drive(PARAMETERS, person, rewarded) > 0.0 > drive(PARAMETERS, person, ALONE)
    felt = reward_felt(PARAMETERS, rewarded)
    assert drive(PARAMETERS, person, ALONE) == pytest.approx(-felt * PARAMETERS.crowding_effect, rel=0.01)


@given(parameters=rules(), around=places, less=shares, more=shares)
@PROPERTY
def test_a_second_reward_moves_less_than_the_first(parameters, around, less, more):
    """More is never less, twice as much never twice as much, and there is a ceiling."""
    low, high = sorted((less, more))
    felt = [reward_felt(parameters, pulling(around, reward=each)) for each in (low, high, 2 * high)]

    assert 0.0 <= felt[0] <= felt[1] + ROUNDING <= felt[2] + 2 * ROUNDING
    assert felt[2] <= 2 * felt[1] + ROUNDING
    assert felt[2] <= parameters.reward_half


@given(around=places, willing=shares)
@PROPERTY
def test_orders_only_add_visits(around, willing):
    """Who would have come comes anyway."""
    assert willing <= chance_to_come(around, willing) <= 1.0 + ROUNDING
    assert chance_to_come(pulling(around, drop_in=0.0), willing) == willing
    assert chance_to_come(pulling(around, drop_in=1.0), willing) == 1.0
