"""The front of the search beside one that is evolved, at equal runs: which share of the true front each holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.plan.evolved import evolved
from benchmarks.plan.world import World
from esnsim.analysis.planning.front import MOST_POINTS, front_of, non_dominated, spread_out
from esnsim.analysis.planning.search import Search
from esnsim.analysis.planning.space import Plan


class FrontTrial(NamedTuple):
    """One world searched twice.

    Attributes:
        filtered: Share of the true front's volume that the told plans hold, by their true effects.
        evolved: The same of NSGA-II, its front thinned to as many plans.
        alone: The same of NSGA-II with all of its front.
        runs: How many runs both took.
    """

    filtered: float
    evolved: float
    alone: float
    runs: int


def fronts(world: World, runs: int, zone: float, trials: int) -> list[FrontTrial]:
    """Search, filter, and evolve with as many runs."""
    found = []
    corner = np.zeros(2)
    corner[1] = world.truth[1].min()
    whole = volume(world.truth[:2].T, corner)
    for nth in range(trials):
        trial = world.trial(nth)
        first = Search(world.space, trial.one, nth, runs, zone).result()
        ours = front_of(world.space, trial.all, first.rows, runs).plans
        rival = world.trial(nth)
        theirs = evolved(rival, trial.runs, nth)
        values = np.array([world.truth[:2, row] for row in world.rows_of(theirs)])
        thinned = [theirs[each] for each in spread_out(values, MOST_POINTS)]
        shares = [volume(_true(world, plans), corner) / whole for plans in (ours, thinned, theirs)]
        found.append(FrontTrial(*shares, trial.runs))
    return found


def _true(world: World, plans: Sequence[Plan]) -> NDArray[np.float64]:
    return world.truth[:2, world.rows_of(plans)].T


def volume(values: NDArray[np.float64], corner: NDArray[np.float64]) -> float:
    """Area that points are ahead of, from a corner; higher is better in both columns."""
    inside = np.maximum(values, corner)
    points = inside[non_dominated(inside)]
    area, height = 0.0, corner[1]
    for x, y in sorted({(float(a), float(b)) for a, b in points}, reverse=True):
        area += (x - corner[0]) * max(y - height, 0.0)
        height = max(height, y)
    return area
