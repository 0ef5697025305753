"""The parts of an organisation that fit a picture: units down to the depth at which they are still few."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from esnsim.organisation import Organisation
from esnsim.world import Ints

MOST_BRANCHES = 60
"""More than these cannot be told apart on a slide."""


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
    """The units of an organisation, the smallest ones drawn together until there are few enough.

    Args:
        organisation: Who is there.
        most: How many branches there may be; more only where the top alone has more.
    """
    parent = np.asarray(organisation.unit_parent, np.int64)
    depth = _depths(parent)
    cut = max((each for each in range(int(depth.max()) + 1) if int((depth <= each).sum()) <= most), default=0)
    top = np.arange(len(parent))
    while (deep := depth[top] > cut).any():
        top[deep] = parent[top[deep]]
    kept, of_unit = np.unique(top, return_inverse=True)
    place = {int(unit): nth for nth, unit in enumerate(kept)}
    return Branches(
        of_unit.astype(np.int32)[organisation.unit],
        tuple(organisation.unit_names[unit] for unit in kept),
        np.array([place.get(int(parent[unit]), -1) for unit in kept], np.int32),
    )


def _depths(parent: np.ndarray) -> np.ndarray:
    """How many units lie above each."""
    depth, above = np.zeros(len(parent), np.int64), parent.copy()
    while (inside := above >= 0).any():
        depth[inside] += 1
        above[inside] = parent[above[inside]]
    return depth
