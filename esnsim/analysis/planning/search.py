"""Looking for the best plan: coarse, then where it is promising, then replicates for those that are left.

All plans share random numbers, models and organisations replicate by replicate, so that few replicates screen many
plans. Numbers of the search choose and are never told: the best of many is told too good. What is told is run again, in
replicates that the search did not see.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from esnsim.analysis.planning.elimination import Elimination, eliminate
from esnsim.analysis.planning.space import LEFT_OUT, Plan, PlanSpace
from esnsim.analysis.planning.surrogate import foreseen
from esnsim.rng.address import key_of, uniform
from esnsim.state import Doubles

SCREENING = 3
"""Replicates in which plans are screened."""
COARSE = 0.4
"""Share of the runs that the first, coarse look takes."""
ROUNDS = 5
CONTENDERS = 8
MOST_REPLICATES = 28
"""Of a contender in the search; later ones are never seen by it."""
BELIEF = 3.0
"""Replicates from which on a plan's own mean counts more than what is foreseen of it."""

Runner = Callable[[Sequence[Plan], range], Doubles]
"""Effects of plans in some replicates, higher is better; shape (plans, replicates)."""


class SearchResult(NamedTuple):
    """What a search found.

    Attributes:
        contenders: Plans that were promising, the best first.
        left: Those of them that cannot be told to be worse than the best.
        elimination: How the others were eliminated.
        tried: How many plans were run.
        runs: How many runs that took.
        values: Foreseen effect of every plan of the space, from all runs; shape (plans,).
        rows: Of the plans that were run, in the space.
    """

    contenders: tuple[Plan, ...]
    left: tuple[Plan, ...]
    elimination: Elimination
    tried: int
    runs: int
    values: Doubles
    rows: tuple[int, ...]


class Search:
    """A search on its way."""

    def __init__(self, space: PlanSpace, run: Runner, seed: int, runs: int, zone: float, lowest: float = 0.0) -> None:
        """Nothing is tried yet.

        Args:
            space: Plans within limits.
            run: Simulates plans.
            seed: Random seed of the scenario.
            runs: Runs that the search may take, roughly.
            zone: Difference that is worth being found out.
            lowest: Effect of the plan that does nothing.
        """
        self.space, self.run, self.seed, self.runs, self.zone, self.lowest = space, run, seed, runs, zone, lowest
        self.features = space.features(space.plans)
        self.means: dict[int, float] = {}
        self.spent = 0

    def result(self) -> SearchResult:
        """Look for the best plan."""
        self._try(self._coarse())
        each = max(CONTENDERS, int((0.6 - COARSE) * self.runs / SCREENING / ROUNDS))
        for _ in range(ROUNDS):
            fresh = self._promising(each)
            if not fresh:
                break
            self._try(fresh)
        rows = self._best(CONTENDERS)
        plans = [self.space.row(row) for row in rows]

        def contend(chosen: Sequence[int], replicates: range) -> Doubles:
            self.spent += len(chosen) * len(replicates)
            return self.run([plans[nth] for nth in chosen], replicates)

        found = eliminate(contend, len(plans), self.zone, MOST_REPLICATES)
        first = [plans[nth] for nth in found.left]
        others = [plan for plan in plans if plan not in first]
        ranked, tried = (*first, *others), tuple(self.means)
        return SearchResult(ranked, tuple(first), found, len(tried), self.spent, self._foreseen(), tried)

    def _coarse(self) -> list[int]:
        """Plans of the first look: half of them among the dearest third, since limits are there to be used."""
        count = min(len(self.space.plans), max(int(COARSE * self.runs / SCREENING), 2 * CONTENDERS))
        key = key_of("esnsim", "coarse plans", self.seed)
        turn = np.array([uniform(key, row, 0, 0, 0) for row in range(len(self.space.plans))])
        order = np.argsort(turn, kind="stable")
        cost = self.space.taken[:, -1]
        dear = [int(row) for row in order if cost[row] >= np.quantile(cost, 2.0 / 3.0)][: count // 2]
        rest = [int(row) for row in order if int(row) not in set(dear)][: count - len(dear)]
        return sorted([*dear, *rest])

    def _try(self, rows: Sequence[int]) -> None:
        """Screen some plans."""
        new = [row for row in rows if row not in self.means]
        if not new:
            return
        values = self.run([self.space.row(row) for row in new], range(SCREENING))
        self.spent += values.size
        self.means |= {row: float(mean) for row, mean in zip(new, values.mean(axis=1), strict=True)}

    def _foreseen(self) -> Doubles:
        """Effect of every plan of the space as far as can be foreseen from those that were screened."""
        rows = list(self.means)
        effects = np.array([self.means[row] for row in rows])
        return foreseen(self.features[rows], effects, np.full(len(rows), float(SCREENING)), self.features)

    def _promising(self, count: int) -> list[int]:
        """Plans not tried yet: half of them foreseen to be best, half of them near the best that was tried."""
        guess = self._foreseen()
        open_rows = np.array([row for row in range(len(guess)) if row not in self.means], np.int64)
        if not len(open_rows):
            return []
        ranked = open_rows[np.argsort(-guess[open_rows], kind="stable")]
        best = self.space.plans[self._best(1)[0]]
        near = (self.space.plans[ranked] != best).sum(axis=1) == 1
        chosen = [*ranked[: count - count // 2].tolist(), *ranked[near][: count // 2].tolist()]
        return sorted(dict.fromkeys(int(row) for row in chosen))

    def _best(self, count: int) -> list[int]:
        """Plans that were tried, by their own mean and by what is foreseen of them, the best first."""
        guess = self._foreseen()
        belief = SCREENING / (SCREENING + BELIEF)
        worth = {row: belief * mean + (1.0 - belief) * guess[row] for row, mean in self.means.items()}
        return sorted(worth, key=lambda row: (-worth[row], row))[:count]


def nothing(space: PlanSpace) -> Plan:
    """The plan that does nothing."""
    return (LEFT_OUT,) * len(space.levers)
