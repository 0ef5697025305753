"""Small promises of the things that interventions are made of."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from esnsim.interventions.moments import parse_date, parse_span
from esnsim.interventions.scene import Scene
from esnsim.interventions.schedule import MeasureCondition, Start
from esnsim.rng.address import Draw
from tests.interventions.programmes import FIRM, Stage


def test_luck_asked_for_twice_is_the_same_luck():
    """One address, one number, however often it is looked at."""
    stage = Stage([])
    scene = Scene(FIRM, stage.world, 3, stage.world.key)

    first, second = (scene.numbers(Draw.RECRUIT, 0).copy() for _ in range(2))

    assert first.tolist() == second.tolist()
    assert first.tolist() != scene.numbers(Draw.RECRUIT, 1).tolist()


def test_a_trend_needs_a_past():
    """What is too young to have fallen has not fallen."""
    falls = MeasureCondition.parse("reader falls")

    assert not falls.holds([0.5] * 5 + [0.4] * 4, 5)
    assert falls.holds([0.5] * 5 + [0.4] * 5, 5)


def test_a_date_is_a_date():
    """Whatever has been read already is taken as it is."""
    assert parse_date(date(2024, 2, 29)) == date(2024, 2, 29)


@pytest.mark.parametrize("said", ["1040 weeks", "5200 days"])
def test_the_longest_time_is_twenty_years(said):
    """Nobody plans further."""
    assert parse_span(said) == 5200


@pytest.mark.parametrize("said", ["1041 weeks", "5201 days"])
def test_longer_times_are_refused(said):
    """A slip of the keyboard, most likely."""
    with pytest.raises(ValueError, match="at most 1040 weeks"):
        parse_span(said)


@pytest.mark.parametrize("said", ["1899-12-31", "2201-01-01"])
def test_dates_lie_in_the_years_that_matter(said):
    """Another slip of the keyboard."""
    with pytest.raises(ValueError, match="in the years 1900 to 2200"):
        parse_date(said)


def test_a_condition_holds_for_a_day_at_least():
    """For no time at all it would always have held."""
    with pytest.raises(ValidationError, match="'for' is at least one day"):
        Start.model_validate({"when": "reader < 0.5", "for": "0 days"})
