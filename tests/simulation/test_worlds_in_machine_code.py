"""A world is one address to machine code, which reads and writes what plain Python does."""

from __future__ import annotations

import numpy as np
import pytest

from esnsim.behaviour.parameters import Parameters
from esnsim.compilation import COMPILED, compiled, plain
from esnsim.rng.address import key_of
from esnsim.simulation.activity import ascending
from esnsim.simulation.copy_world import copy_world
from esnsim.simulation.step_day import NO_LEVERS
from esnsim.state import SEATS, Counters, Ints, World
from tests.worlds import lively, random_organisation, shuffle

PEOPLE = 30


@compiled
def touch(world: World, row: int) -> float:
    """Read and write a member of every kind."""
    ties, seats, counters = world.ties, world.seats, world.counters
    total = float(world.parameters[0].imitation + world.key.low + world.provisioned + len(world.row_of))
    for tie in range(ties.start[row], ties.start[row + 1]):
        total += ties.weight[tie] * world.people[ties.other[tie]].curiosity
    for seat in range(SEATS):
        seats[row, seat] = seats[row, seat] + seat
        world.interest[row, seat] = 0.1 * seat
    counters[Counters.POSTS.value] += 3
    world.unit_stock[int(world.people[row].unit)] *= 0.5
    world.people[row].habit = world.normal[row] + world.levers[row].hear
    return total + seats[row, 1] + world.interest[row, 2]


@compiled
def add(left: int, right: float) -> float:
    """A part that is called with numbers of every kind."""
    return left + right


@compiled
def call_in_many_ways(numbers: Ints, single: float) -> float:
    """Call a part with a known number, a narrow one, and a wide one."""
    return add(1, 2.0) + add(numbers[0], single) + add(len(numbers), single)


@pytest.fixture(scope="module")
def world() -> World:
    """A lively world."""
    return lively(random_organisation(PEOPLE, 4), Parameters()).world


def bits(world: World) -> list[bytes]:
    """All that `touch` writes."""
    written = (world.seats, world.interest, world.counters, world.unit_stock, world.people.habit)
    return [each.tobytes() for each in written]


@pytest.mark.parametrize("levers", [None, NO_LEVERS], ids=["levers", "no levers"])
def test_machine_code_and_plain_python_see_one_world(world, levers):
    """Members are read and written where Python keeps them, at their own width."""
    one, other = (copy_world(world, key_of("touched")) for _ in range(2))
    if levers is not None:
        one, other = one._replace(levers=levers), other._replace(levers=levers)

    assert touch(one, 7) == plain(touch)(other, 7)

    assert bits(one) == bits(other)
    assert bits(one) != bits(world)


@pytest.mark.skipif(not COMPILED, reason="nothing is compiled")
def test_arrays_of_a_world_lie_in_one_piece(world):
    """Every other value of an array would be read as its neighbour."""
    gappy = world._replace(normal=world.normal[::2])

    with pytest.raises(TypeError, match="one piece"):
        touch(gappy, 7)


@pytest.mark.skipif(not COMPILED, reason="nothing is compiled")
def test_a_part_is_compiled_once_whatever_it_is_called_with():
    """Narrow and known numbers are widened at the call; no machine code is made that nobody enters."""
    numbers = np.array([2, 3], np.int32)

    assert call_in_many_ways(numbers, np.float32(0.5)) == 1 + 2.0 + 2 + 0.5 + 2 + 0.5

    # What an earlier run of this test has kept is loaded whole, and no part of it is compiled.
    loaded = sum(getattr(call_in_many_ways, "stats").cache_hits.values())  # noqa: B009
    compiled_now = 0 if loaded else 1
    assert len(getattr(add, "part").signatures) == compiled_now  # noqa: B009 - plain functions have none
    assert not getattr(add, "signatures", ())


def test_positions_are_put_in_order():
    """Whatever the order of rows."""
    for many in (0, 1, 2, 7, 64, 501):
        positions = np.array(shuffle(many, 3), np.int32)
        assert ascending(positions.copy()).tolist() == list(range(many))
        assert plain(ascending)(positions).tolist() == list(range(many))
