"""Plans whose effects are known, with noise that all plans share and noise of their own."""

from __future__ import annotations

from itertools import product

import numpy as np

from esnsim.analysis.planning.levers import PlanLever
from esnsim.analysis.planning.space import LEFT_OUT, PlanSpace
from esnsim.experiments.design.pricing import Price

COUNTS = (2, 4, 8, 16, 32)
STARTS = (1, 5, 9, 13)
HOURS = 40.0


def levers():
    """Three levers with a size and a start each; an 'intervention' is its lever, size and start."""
    found = []
    for nth in range(3):
        ways = tuple(product(COUNTS, STARTS))
        found.append(PlanLever(f"lever {nth}", ("count", "start"), ways, tuple((nth, *way) for way in ways)))
    return found


def price(one):
    """Each takes an hour a head, more of the first lever; money of the last one."""
    nth, count, _ = one
    return Price(
        10.0 * count if nth == 2 else 0.0, (2.0 if nth == 0 else 1.0) * count, (2.0 if nth == 0 else 1.0) * count
    )


def space(hours=HOURS, budget=None, seed=1):
    """All plans within so many hours."""
    return PlanSpace(levers(), price, budget, hours, seed)


def truth(plan):
    """Points that a plan adds: sizes saturate, earlier is better, and the first two get in each other's way."""
    gains = []
    for nth, way in enumerate(plan):
        if way == LEFT_OUT:
            gains.append(0.0)
            continue
        count, start = levers()[nth].ways[way]
        gains.append((3.0, 2.0, 2.5)[nth] * (1.0 - np.exp(-count / (12.0, 6.0, 10.0)[nth])) * (1.0 - start / 40.0))
    both = gains[0] > 0.0 and gains[1] > 0.0
    return float(sum(gains)) - (0.4 if both else 0.0)


def best(of):
    """The highest effect of any plan within the limits."""
    return max(truth(of.row(row)) for row in range(len(of.plans)))


class Noisy:
    """Runs toy plans with noise: some of it shared by all plans of a replicate, some each plan's own."""

    def __init__(self, seed, shared=1.5, own=0.5):
        """A world of its own for each seed."""
        self.seed, self.shared, self.own, self.runs = seed, shared, own, 0

    def __call__(self, plans, replicates):
        """Effects of plans; the same plan in the same replicate always has the same."""
        rows = []
        for plan in plans:
            row = []
            for replicate in replicates:
                common = np.random.default_rng([self.seed, replicate])  # noqa: TID251 - a toy's noise
                alone = np.random.default_rng([self.seed, replicate, *(way + 1 for way in plan)])  # noqa: TID251
                row.append(truth(plan) + self.shared * common.normal() + self.own * alone.normal())
            rows.append(row)
        self.runs += len(plans) * len(replicates)
        return np.array(rows)
