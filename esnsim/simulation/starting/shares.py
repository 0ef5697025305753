"""The shares that a starting state is asked for by, and how near a world is to them.

ODD element: initialisation.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import NamedTuple

import numpy as np

from esnsim.simulation.record import Measure, count_people
from esnsim.state import Longs, World

LEAST = 1e-4
MISS = 0.01
"""Share of headcount by which a rung may miss what was asked, however large it is."""
MISS_PART = 0.05
"""Part of what was asked by which a rung may miss it."""
LEAST_MISS = 0.005
"""Share of headcount by which a rung may miss what was asked, however small it is."""


class Target(NamedTuple):
    """Observed shares of headcount.

    Attributes:
        enabled: With an account.
        reader: Visited in the last 28 days.
        interactive: Reacted, replied or posted in the last 28 days.
        contributor: Wrote a post or reply in the last 28 days.
    """

    enabled: float
    reader: float
    interactive: float
    contributor: float


def shares_counted(world: World, day: int) -> tuple[Target, Longs]:
    """The shares of a world at the end of a day, and all counts; the latter of shape (measures,)."""
    record = np.zeros(len(Measure), np.int64)
    count_people(world, day, record)
    shares = (
        float(record[place]) / float(record[Measure.HEADCOUNT])
        for place in (Measure.ENABLED, Measure.READER, Measure.INTERACTIVE, Measure.CONTRIBUTOR)
    )
    return Target(*shares), record


def tolerance(share: float) -> float:
    """Share of headcount by which a rung may miss what was asked: a point at most, half a point at least."""
    return min(MISS, max(LEAST_MISS, MISS_PART * share))


def miss(reached: Target, target: Target, asked: Collection[str]) -> float:
    """How far the rung is off that is farthest off, in tolerances; those count that were asked for."""
    there, wanted = reached._asdict(), target._asdict()
    return max(abs(float(there[rung]) - float(wanted[rung])) / tolerance(float(wanted[rung])) for rung in asked)


def log_odds(share: float) -> float:
    """Log-odds of a share, kept finite."""
    inside = min(max(share, LEAST), 1.0 - LEAST)
    return math.log(inside / (1.0 - inside))
