"""How well a search chooses, beside plans at random with as many runs, and how many runs an even allocation needs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from benchmarks.plan.world import World
from esnsim.analysis.planning.search import Search

NEAR = 0.95
"""A choice is good if its effect is at least this part of the best one's."""
REPLICATES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
PARTS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0)


class Allocated(NamedTuple):
    """One way to spend runs.

    Attributes:
        name: Which.
        runs: How many it takes, on average.
        good: In which share of trials its choice is good.
        reached: Mean effect of its choice, as a part of the best.
    """

    name: str
    runs: float
    good: float
    reached: float


def searched(world: World, runs: int, zone: float, trials: int) -> Allocated:
    """The search of `esnsim plan`."""
    best, reached, spent = world.truth[0].max(), [], []
    for nth in range(trials):
        trial = world.trial(nth)
        found = Search(world.space, trial.one, nth, runs, zone).result()
        (row,) = world.rows_of(found.left[:1])
        reached.append(world.truth[0, row] / best)
        spent.append(trial.runs)
    return _told("search", spent, reached)


def even(world: World, plans: int, replicates: int, trials: int) -> Allocated:
    """So many plans at random, each in as many replicates; the highest mean is chosen. Random numbers are common."""
    best, reached = world.truth[0].max(), []
    for nth in range(trials):
        rng = np.random.default_rng([7, nth])
        rows = rng.choice(len(world.space.plans), plans, replace=False)
        draws = world.trial(nth).draws[:replicates]
        chosen = rows[world.effects[0][np.ix_(rows, draws)].mean(axis=1).argmax()]
        reached.append(world.truth[0, chosen] / best)
    name = "all plans" if plans == len(world.space.plans) else f"{plans:,} plans at random"
    return _told(f"even: {name}, {replicates} replicates", [plans * replicates], reached)


def at_random(world: World, runs: float, trials: int) -> Allocated:
    """Plans at random with so many runs, spread over as many plans as serve that search best."""
    whole = len(world.space.plans)
    ways = [(min(whole, max(1, round(runs / each))), each) for each in REPLICATES if each <= runs]
    return max((even(world, *way, trials) for way in ways), key=lambda found: found.reached)


def _told(name: str, spent: list[int], reached: list[float]) -> Allocated:
    shares = np.array(reached)
    return Allocated(name, float(np.mean(spent)), float((shares >= NEAR).mean()), float(shares.mean()))


def fewest_even(world: World, wanted: float, trials: int) -> tuple[Allocated | None, Allocated | None]:
    """The even allocation over all plans, and the cheapest over any number of plans, that are good as often."""
    whole = len(world.space.plans)
    found = [
        even(world, max(2, round(part * whole)), replicates, trials) for part in PARTS for replicates in REPLICATES
    ]
    enough = [each for each in found if each.good >= wanted]
    over_all = [each for each in enough if "all plans" in each.name]
    return min(over_all, key=_runs, default=None), min(enough, key=_runs, default=None)


def _runs(each: Allocated) -> float:
    return each.runs
