"""What esnsim's own world holds, as plain dictionaries; nothing of how it came about."""

from __future__ import annotations

from typing import Any


def rows_of(table: Any, count: int | None = None) -> list[dict[str, Any]]:
    """The rows of a table of records."""
    names = table.dtype.names
    return [{name: table[name][row].item() for name in names} for row in range(len(table) if count is None else count)]


def start_of(world: Any, aggregates: dict[str, float], items: int, slots: int) -> dict[str, Any]:
    """Everything a run begins with.

    Args:
        world: The world on the eve.
        aggregates: Values of the whole network, by name.
        items: Posts in the feed.
        slots: Slots of communities that have ever been taken.
    """
    contact_counts, ties = rows_of(world.contact_counts), world.ties
    people = rows_of(world.people)
    for it, contacts in zip(people, contact_counts, strict=True):
        it["is_using"] = it["was_using"] = contacts["visible"] & 1
        it["is_writing"] = contacts["visible"] >> 1 & 1
        it["was_new"] = contacts["visible"] >> 3 & 1
    return {
        "people": people,
        "contact_counts": contact_counts,
        "items": rows_of(world.items, items),
        "communities": rows_of(world.communities, slots),
        "seats": [[int(slot) for slot in row if slot >= 0] for row in world.seats],
        "interest": {
            (row, int(slot)): float(world.interest[row, seat])
            for row, seats in enumerate(world.seats)
            for seat, slot in enumerate(seats)
            if slot >= 0
        },
        "contacts": [
            [(int(ties.other[tie]), int(ties.weight[tie])) for tie in range(ties.start[row], ties.start[row + 1])]
            for row in range(len(people))
        ],
        "stock": [float(each) for each in world.unit_stock],
        "aggregates": dict(aggregates),
        "room_for_communities": len(world.communities),
    }
