"""The parts of an organisation that fit a picture: units down to the depth at which they are still few."""

from __future__ import annotations

import heapq
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.organisation import Organisation
from esnsim.state import Ints, Longs

MOST_BRANCHES = 60
"""More than these cannot be distinguished on a slide."""


class Branches(NamedTuple):
    """Parts of an organisation.

    Attributes:
        of: Branch of each position; shape (n,).
        names: What they are called: the unit at the top of each.
        parent: The branch that each is part of, -1 at the top; shape (branches,).
    """

    of: Ints
    names: tuple[str, ...]
    parent: Ints


def branches_of(organisation: Organisation, most: int = MOST_BRANCHES) -> Branches:
    """The units of an organisation, drawn together from below until there are few enough.

    From the top, the largest part is divided again and again, as long as there is room for all of its parts.

    Args:
        organisation: Who is there.
        most: How many branches there may be; more only where the top alone has more.
    """
    parent = np.asarray(organisation.unit_parent, np.int64)
    kept = _divided(parent, np.bincount(organisation.unit, minlength=len(parent)), most)
    top = np.arange(len(parent))
    while (deep := ~kept[top]).any():
        top[deep] = parent[top[deep]]
    names, of_unit = np.unique(top, return_inverse=True)
    place = {int(unit): nth for nth, unit in enumerate(names)}
    return Branches(
        of_unit.astype(np.int32)[organisation.unit],
        tuple(organisation.unit_names[unit] for unit in names),
        np.array([place.get(int(parent[unit]), -1) for unit in names], np.int32),
    )


def _divided(parent: Longs, sizes: Longs, most: int) -> NDArray[np.bool_]:
    """Which units stand for themselves; the others belong to the next one above that does."""
    people, order = sizes.astype(np.int64), _from_below(parent)
    for unit in order:
        if parent[unit] >= 0:
            people[parent[unit]] += people[unit]
    parts: dict[int, list[int]] = {}
    for unit in range(len(parent)):
        parts.setdefault(int(parent[unit]), []).append(unit)
    kept = parent < 0
    waiting = [(-int(people[unit]), unit) for unit in np.flatnonzero(kept).tolist()]
    heapq.heapify(waiting)
    while waiting:
        _, unit = heapq.heappop(waiting)
        below = parts.get(unit, [])
        if int(kept.sum()) + len(below) <= most:
            kept[below] = True
            for each in below:
                heapq.heappush(waiting, (-int(people[each]), each))
    return kept


def _from_below(parent: Longs) -> list[int]:
    """Units, each before the one it is part of."""
    depth, above = np.zeros(len(parent), np.int64), parent.copy()
    while (inside := above >= 0).any():
        depth[inside] += 1
        above[inside] = parent[above[inside]]
    order: list[int] = np.argsort(-depth, kind="stable").tolist()
    return order
