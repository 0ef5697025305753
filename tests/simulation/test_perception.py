"""What a person meets is worked out in one place, for loops over many people as for whoever asks now and then."""

from __future__ import annotations

import numpy as np
import pytest

from esnsim.behaviour.adoption import rate_to_try
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.perceived_value import critical_mass
from esnsim.behaviour.person import Person, Surroundings
from esnsim.behaviour.reading import tendency_to_visit
from esnsim.compilation import COMPILED, plain
from esnsim.rng.address import DAILY_DRAWS
from esnsim.simulation.learning import learn_beliefs, learn_habits, learn_moods, note_visits
from esnsim.simulation.people_step import find_busy
from esnsim.simulation.perception import (
    BlockView,
    common_ground,
    look_around,
    person_of,
    surroundings_of,
    view_of,
)
from esnsim.simulation.propensities import apply_links, draw_numbers, fill_propensities
from esnsim.simulation.simulate import Simulation
from esnsim.simulation.step_day import step_people
from esnsim.state import World
from tests.behaviour.people import plain as plain_rule
from tests.worlds import intervention, lively, random_organisation, scenario_of, setting_of

PEOPLE = 60
LEARNT = frozenset(
    ("usefulness", "ease", "trust", "habit", "encouragement", "fatigue", "reactance", "crowding", "zeal", "disuse")
)
"""Columns that learning alone may change."""
NOTED = frozenset(("visited", "sought", "returned", "items", "wish", "posts", "replies", "reactions", "written"))
"""Columns that say what was done today; who is not busy has visited and read at most."""


@pytest.fixture(scope="module")
def world() -> World:
    return lively(random_organisation(PEOPLE, 3), Parameters()).world


def view(world: World) -> BlockView:
    """Everybody, as one block."""
    return plain(view_of)(world, plain(common_ground)(world), 0, len(world.people))


def test_the_block_is_told_what_whoever_asks_is_told(world):
    """Machine code works out critical mass from the same surroundings, to the bit."""
    everybody = view(world)
    look_around(everybody)
    fill_propensities(everybody)

    for row in range(PEOPLE):
        person, around = plain(person_of)(world.people[row]), surroundings_of(world, row)
        mass = plain_rule(critical_mass)(world.parameters[0], person, around)
        assert mass == world.block.mass[row]
        assert plain_rule(tendency_to_visit)(world.parameters[0], person, around, mass) == world.block.visiting[row]
        assert plain_rule(rate_to_try)(world.parameters[0], person, around) == world.block.trying[row]


def test_what_a_person_meets_holds_plain_numbers(world):
    """Whoever keeps it keeps no window onto the tables."""
    around = surroundings_of(world, 5)
    person = plain(person_of)(world.people[5])

    assert all(isinstance(value, int | float) for value in (*person, *around[:-1], *around.lever))
    assert len(person) == len(Person._fields)
    assert len(around) == len(Surroundings._fields)


@pytest.mark.parametrize("day", [3, 130])
def test_who_is_not_busy_is_changed_by_learning_only(day):
    """Nobody else's stage, role or person changes, and nobody else writes, reacts or founds anything."""
    pulls = [intervention(kind) for kind in ("campaign", "training", "policy")]
    setting = setting_of(random_organisation(PEOPLE, 4), scenario_of({"pulled": pulls}, baseline="none", weeks=30))
    simulation = Simulation(setting, "pulled", 0)
    for _ in range(3):
        simulation.step()
    world = simulation.world
    everybody, numbers = view(world), np.empty((DAILY_DRAWS, PEOPLE), np.uint32)
    draw_numbers(numbers, world.key, world.people, day, 0, PEOPLE)
    look_around(everybody)
    fill_propensities(everybody)
    apply_links(world.block, PEOPLE)
    find_busy(everybody, numbers, day)
    calm = np.asarray(world.block.busy[:PEOPLE]) == 0
    before = world.people.copy()

    step_people(world, day, 0, PEOPLE)

    changed = {name for name in before.dtype.names if (before[name] != world.people[name])[calm].any()}
    assert 0 < calm.sum() < PEOPLE
    assert changed <= LEARNT | NOTED
    assert not any((world.people[name] != 0)[calm].any() for name in ("posts", "replies", "reactions"))
    assert LEARNT & changed


def test_learning_leaves_the_busy_alone(world):
    """They have learnt when their day was decided."""
    everybody, numbers = view(world), np.zeros((DAILY_DRAWS, PEOPLE), np.uint32)
    look_around(everybody)
    fill_propensities(everybody)
    apply_links(world.block, PEOPLE)
    world.block.comes[:PEOPLE] = world.block.willing[:PEOPLE] = world.block.busy[:PEOPLE] = 1
    before = world.people.copy()

    for learn in (learn_beliefs, learn_habits, learn_moods):
        learn(everybody)
    note_visits(everybody, numbers, 130)

    assert all(np.array_equal(before[name], world.people[name]) for name in before.dtype.names)


@pytest.mark.skipif(not COMPILED, reason="both are plain Python")
def test_levers_that_nobody_pulls_are_left_out_of_the_day():
    """A run without a programme never compiles, nor runs, the code for levers."""
    setting = setting_of(random_organisation(PEOPLE, 4), scenario_of({"pulled": [intervention("campaign")]}))
    quiet, pulled = Simulation(setting, "none", 0), Simulation(setting, "pulled", 0)
    for simulation in (quiet, pulled):
        for _ in range(7):
            simulation.step()

    assert not quiet.world.levers.pulled
    assert pulled.world.levers.pulled
