"""A world in which every plan's effect is known, with the noise of real runs.

Some plans are run in all replicates. In each replicate the effects of all plans of the space follow from a regression
on those, and what that does not explain of a plan that was run is given to others as it is, so that it stays with a
plan through all replicates. The truth is the mean over replicates; a trial draws replicates anew.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from esnsim.analysis.planning.front import FrontRunner
from esnsim.analysis.planning.space import LEFT_OUT, Plan, PlanSpace
from esnsim.analysis.planning.surrogate import foreseen


def rows_to_run(space: PlanSpace, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Plans that are run: half of them among the dearest third, as the search begins."""
    there = np.flatnonzero((space.plans != LEFT_OUT).any(axis=1))
    cost = space.taken[there, -1]
    dear, others = there[cost >= np.quantile(cost, 2 / 3)], there
    first = rng.choice(dear, min(count // 2, len(dear)), replace=False)
    rest = np.setdiff1d(others, first)
    return np.concatenate([first, rng.choice(rest, min(count - len(first), len(rest)), replace=False)])


class World:
    """Effects of all plans in all replicates.

    Attributes:
        space: The plans.
        effects: Shape (outcomes, plans, replicates).
        truth: Mean over replicates; shape (outcomes, plans).
    """

    def __init__(self, space: PlanSpace, rows: NDArray[np.int64], values: NDArray[np.float64]) -> None:
        """Foresee all plans from those that were run; ``values`` has shape (outcomes, rows, replicates)."""
        self.space = space
        features = space.features(space.plans)
        giver = np.random.default_rng(11).integers(len(rows), size=len(space.plans))
        giver[rows] = np.arange(len(rows))
        known = [
            np.stack([foreseen(features[rows], one, np.full(len(rows), 3.0), features) for one in each.T], axis=1)
            for each in values
        ]
        rest = [each - found[rows] for each, found in zip(values, known, strict=True)]
        self.effects = np.stack([found + left[giver] for found, left in zip(known, rest, strict=True)])
        self.truth = self.effects.mean(axis=2)
        self._row = {space.row(row): row for row in range(len(space.plans))}

    def trial(self, seed: int) -> Trial:
        """A world to be searched, with replicates drawn anew."""
        draws = np.random.default_rng([5, seed]).integers(self.effects.shape[2], size=200)
        return Trial(self, draws)

    def rows_of(self, plans: Sequence[Plan]) -> list[int]:
        """Rows of plans."""
        return [self._row[tuple(plan)] for plan in plans]


class Trial:
    """Runs plans of a world, and counts the runs."""

    def __init__(self, world: World, draws: NDArray[np.int64]) -> None:
        """Replicates are those that were drawn."""
        self.world, self.draws, self.runs = world, draws, 0
        self._seen: set[tuple[int, int]] = set()

    def one(self, plans: Sequence[Plan], replicates: range) -> NDArray[np.float64]:
        """Effects on the first outcome; shape (plans, replicates)."""
        return self.all(plans, replicates)[0]

    @property
    def all(self) -> FrontRunner:
        """Effects on all outcomes; shape (outcomes, plans, replicates)."""
        return self._all

    def _all(self, plans: Sequence[Plan], replicates: range) -> NDArray[np.float64]:
        rows = self.world.rows_of(plans)
        self._seen |= {(row, each) for row in rows for each in replicates}
        self.runs = len(self._seen)
        return self.world.effects[:, rows][:, :, self.draws[list(replicates)]]
