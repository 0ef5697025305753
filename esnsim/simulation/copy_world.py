"""A world of its own for one simulation, and the same world under other numbers of days."""

from __future__ import annotations

from esnsim.rng.address import Key
from esnsim.state import BLOCK, NEVER, Block, Counters, World, blank
from esnsim.state.people import DATES


def copy_world(world: World, key: Key) -> World:
    """A world of its own for one simulation; what never changes is shared."""
    return world._replace(
        key=key,
        people=world.people.copy(),
        levers=world.levers.copy(),
        contact_counts=world.contact_counts.copy(),
        items=world.items.copy(int(world.counters[Counters.ITEMS])),
        communities=world.communities.copy(int(world.counters[Counters.SLOTS])),
        seats=world.seats.copy(),
        interest=world.interest.copy(),
        unit_stock=world.unit_stock.copy(),
        block=blank(Block, BLOCK),
        aggregates=world.aggregates.copy(),
        counters=world.counters.copy(),
    )


def renumber_days(world: World, later: int) -> None:
    """Give all days another number; nothing else changes.

    Args:
        world: The world; its dates are written.
        later: What is added to each workday.
    """
    for name in DATES:
        column = world.people[name]
        column[column != NEVER] += later
    world.items.day[: int(world.counters[Counters.ITEMS])] += later
    slots = int(world.counters[Counters.SLOTS])
    world.communities.born[:slots] += later
    world.communities.last[:slots] += later
