"""Fronts by NSGA-II, for comparison: Deb and others (2002), with the usual settings of today's libraries.

Written out, since nothing else here needs such a library: binary tournaments by rank and crowding, uniform crossover
with half of the levers swapped in nine of ten pairs, one lever in six mutated, populations of fifty, plans beyond the
limits drawn anew. Every plan is run in as many replicates as the filter screens with.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.plan.world import Trial
from esnsim.analysis.planning.front import non_dominated
from esnsim.analysis.planning.search import SCREENING
from esnsim.analysis.planning.space import LEFT_OUT, Plan

POPULATION, CROSSED, TRIES = 50, 0.9, 50


def evolved(trial: Trial, runs: int, seed: int) -> list[Plan]:
    """The front of all plans that were run within so many runs, by their own means."""
    space, rng = trial.world.space, np.random.default_rng([9, seed])
    listed = [space.row(row) for row in range(len(space.plans)) if (space.plans[row] != LEFT_OUT).any()]
    known: dict[Plan, NDArray[np.float64]] = {}

    def look(plans: Sequence[Plan]) -> None:
        new = [plan for plan in dict.fromkeys(plans) if plan not in known]
        if new:
            means = trial.all(new, range(SCREENING)).mean(axis=2)
            known.update(zip(new, means.T, strict=True))

    population = [listed[nth] for nth in rng.choice(len(listed), min(POPULATION, runs // SCREENING), replace=False)]
    look(population)
    within, stale = set(listed), 0
    while trial.runs + SCREENING <= runs and stale < TRIES:
        before = trial.runs
        children = [_child(population, known, within, rng) for _ in range(POPULATION)]
        look(children[: max(1, (runs - trial.runs) // SCREENING)])
        alive = [plan for plan in dict.fromkeys([*population, *children]) if plan in known]
        population = _best(alive, known)
        stale = stale + 1 if trial.runs == before else 0
    plans = list(known)
    kept = non_dominated(np.array([known[plan] for plan in plans]))
    return [plan for plan, stays in zip(plans, kept, strict=True) if stays]


def _child(
    population: Sequence[Plan], known: dict[Plan, NDArray[np.float64]], within: set[Plan], rng: np.random.Generator
) -> Plan:
    for _ in range(TRIES):
        one, other = (np.array(_winner(population, known, rng)) for _ in range(2))
        if rng.random() < CROSSED:
            one = np.where(rng.random(len(one)) < 0.5, one, other)
        for lever in np.flatnonzero(rng.random(len(one)) < 1.0 / len(one)):
            one[lever] = rng.choice(sorted({plan[lever] for plan in within}))
        child = tuple(int(way) for way in one)
        if child in within:
            return child
    return population[int(rng.integers(len(population)))]


def _winner(population: Sequence[Plan], known: dict[Plan, NDArray[np.float64]], rng: np.random.Generator) -> Plan:
    one, other = (population[int(rng.integers(len(population)))] for _ in range(2))
    ahead = (known[other] >= known[one]).all() and (known[other] > known[one]).any()
    return other if ahead else one


def _best(plans: Sequence[Plan], known: dict[Plan, NDArray[np.float64]]) -> list[Plan]:
    """The next population: front by front, of the last one those that lie apart."""
    left, chosen = list(plans), []
    while left and len(chosen) < POPULATION:
        values = np.array([known[plan] for plan in left])
        front = non_dominated(values)
        members = [plan for plan, stays in zip(left, front, strict=True) if stays]
        room = POPULATION - len(chosen)
        if len(members) > room:
            members = [members[nth] for nth in np.argsort(-_crowding(values[front]), kind="stable")[:room]]
        chosen += members
        left = [plan for plan, stays in zip(left, front, strict=True) if not stays]
    return chosen


def _crowding(values: NDArray[np.float64]) -> NDArray[np.float64]:
    found = np.zeros(len(values))
    for column in values.T:
        order = np.argsort(column, kind="stable")
        width = max(float(np.ptp(column)), 1e-12)
        found[order[[0, -1]]] = np.inf
        found[order[1:-1]] += (column[order[2:]] - column[order[:-2]]) / width
    return found
