"""What a person meets is written down whole, once a day, and is what the rules read."""

from __future__ import annotations

import numpy as np
import pytest

from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Surroundings
from esnsim.compilation import COMPILED
from esnsim.simulation.perception import LAYOUT, blank_surroundings, common_ground, perceive_all, surroundings_of
from tests.worlds import lively, random_organisation

PEOPLE = 60


@pytest.fixture(scope="module")
def world():
    return lively(random_organisation(PEOPLE, 3), Parameters()).world


def test_a_record_has_the_fields_of_surroundings():
    """In their order."""
    assert LAYOUT.names == Surroundings._fields


def test_every_field_is_written_for_everybody(world):
    """Nothing is left of what stood there before: twice from different remains gives the same."""
    people = len(world.people)
    first, second = blank_surroundings(people), blank_surroundings(people)
    for met, remains in ((first, np.nan), (second, -1.0)):
        for name in LAYOUT.names:
            met[name] = (
                -7 if name == "manager_tier" and np.isnan(remains) else -1 if name == "manager_tier" else remains
            )
        perceive_all(world, common_ground(world), met, 0, people)

    assert all(np.array_equal(first[name], second[name]) for name in LAYOUT.names)


@pytest.mark.skipif(not COMPILED, reason="both are plain Python")
def test_whoever_asks_now_and_then_is_told_the_same(world):
    """Plain Python and machine code, to the bit."""
    met = blank_surroundings(len(world.people))
    perceive_all(world, common_ground(world), met, 0, len(world.people))

    for row in range(PEOPLE):
        assert tuple(met[row]) == tuple(surroundings_of(world, row))
