"""Where it is cold: groups of whom clearly fewer take part than of everybody."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from esnsim.usage.assessing.groups import GroupTable

KINDS = ("unit", "site", "country", "level", "manager")
LEAST = 10
"""People below which a share says little."""
CLEARLY = 1.28
"""Standard errors of the upper end of an interval of 80 %."""
ANSWERED_BY = ("contributor", "interactive", "reader")


class ColdPlace(NamedTuple):
    """A group of whom clearly fewer take part.

    Attributes:
        kind: ``unit``, ``site``, ``country``, ``level`` or ``manager``.
        name: What it is called.
        people: How many.
        rung: On which fewer stand.
        share: Share of the group on it.
        whole: Share of everybody in groups that are shown.
        missing: People who would have to stand on it for the group to be like everybody.
    """

    kind: str
    name: str
    people: int
    rung: str
    share: float
    whole: float
    missing: float


def cold_places(tables: Sequence[GroupTable]) -> list[ColdPlace]:
    """Groups of whom clearly fewer take part than of everybody, those that miss most people first."""
    found = [place for table in tables if table.kind in KINDS for place in _of_table(table)]
    return sorted(found, key=lambda place: (-place.missing, place.kind, place.name))


def _of_table(table: GroupTable) -> list[ColdPlace]:
    """The cold groups of one kind, by the rung that says most and is known."""
    for rung in ANSWERED_BY:
        counts = [group.rungs.get(rung) for group in table.groups]
        if any(count is None for count in counts):
            continue
        people = sum(group.people for group in table.groups)
        whole = sum(count or 0 for count in counts) / people
        return [
            ColdPlace(
                table.kind, group.name, group.people, rung, count / group.people, whole, whole * group.people - count
            )
            for group, count in zip(table.groups, counts, strict=True)
            if count is not None and group.people >= LEAST and highest(count, group.people) < whole
        ]
    return []


def highest(count: int, people: int) -> float:
    """The upper end of the 80 % interval (Wilson) of a share.

    Args:
        count: How many of them.
        people: Of how many.
    """
    share, squared = count / people, CLEARLY**2
    middle = share + squared / (2 * people)
    spread = CLEARLY * math.sqrt(share * (1 - share) / people + squared / (4 * people**2))
    return (middle + spread) / (1 + squared / people)
