"""All plans that some levers make, what each takes, and which are within the limits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from esnsim.analysis.planning.levers import PlanLever
from esnsim.errors import RunError
from esnsim.experiments.design.pricing import Price
from esnsim.interventions import Kind
from esnsim.rng.address import key_of, uniform
from esnsim.state import Doubles

MOST_PLANS = 100_000
"""Plans that are priced and ranked one by one; of more, so many are drawn."""
LEFT_OUT = -1
Plan = tuple[int, ...]
"""Number of the way of each lever, `LEFT_OUT` where it is left out."""


class PlanSpace:
    """Plans within limits, each a row.

    Attributes:
        levers: What they may do.
        plans: Number of the way of each lever; shape (plans, levers).
        taken: Money, hours and cost of each; shape (plans, 3).
        total: How many plans there are, within limits or not.
        drawn: Whether there are more than were looked at.
    """

    def __init__(
        self,
        levers: Sequence[PlanLever],
        price: Callable[[Kind], Price],
        budget: float | None,
        staff_hours: float | None,
        seed: int,
    ) -> None:
        """Price every way of every lever, and keep the plans within limits.

        Raises:
            RunError: If no plan that does anything is within limits.
        """
        self.levers = tuple(levers)
        self.prices = [np.array([[0.0, 0.0, 0.0], *(price(each) for each in lever.interventions)]) for lever in levers]
        sizes = [len(lever.ways) + 1 for lever in levers]
        self.total = prod(sizes)
        self.drawn = self.total > MOST_PLANS
        plans = _all(sizes) if not self.drawn else _drawn(sizes, seed)
        taken = self._taken(plans)
        limits = (budget, staff_hours)
        within = np.all([taken[:, nth] <= limit for nth, limit in enumerate(limits) if limit is not None], axis=0)
        within = np.broadcast_to(within, len(plans))
        self.plans, self.taken = plans[within], taken[within]
        if not (self.plans != LEFT_OUT).any():
            raise RunError("no plan is within the budget and the hours of staff; allow more, or offer smaller doses")

    def _taken(self, plans: NDArray[np.int64]) -> Doubles:
        """Money, hours and cost of plans."""
        found: Doubles = sum(
            (prices[plans[:, nth] + 1] for nth, prices in enumerate(self.prices)), np.zeros((len(plans), 3))
        )
        return found

    def price_of(self, plan: Plan) -> Price:
        """What one plan takes."""
        return Price(*self._taken(np.array([plan], np.int64))[0].tolist())

    def interventions(self, plan: Plan) -> tuple[Kind, ...]:
        """The programme of a plan."""
        return tuple(lever.interventions[way] for lever, way in zip(self.levers, plan, strict=True) if way != LEFT_OUT)

    def row(self, number: int) -> Plan:
        """A plan by its row."""
        return tuple(int(way) for way in self.plans[number])

    def features(self, plans: NDArray[np.int64]) -> Doubles:
        """What a plan's outcome is foreseen from: each way of each lever, and which levers are done together.

        Args:
            plans: Shape (n, levers).

        Returns:
            Shape (n, features); the first feature is 1 for all.
        """
        columns = [np.ones(len(plans))]
        for nth, lever in enumerate(self.levers):
            columns += [(plans[:, nth] == way).astype(float) for way in range(len(lever.ways))]
        done = plans != LEFT_OUT
        for one, other in _pairs(len(self.levers)):
            columns.append((done[:, one] & done[:, other]).astype(float))
        return np.column_stack(columns)


def _pairs(count: int) -> list[tuple[int, int]]:
    return [(one, other) for one in range(count) for other in range(one + 1, count)]


def _all(sizes: Sequence[int]) -> NDArray[np.int64]:
    return np.array(list(product(*(range(LEFT_OUT, size - 1) for size in sizes))), np.int64)


def _drawn(sizes: Sequence[int], seed: int) -> NDArray[np.int64]:
    """So many plans by random numbers, each once, in their order."""
    key = key_of("esnsim", "plans", seed)
    rows = [
        [int(uniform(key, nth, 0, 0, lever) * size) - 1 for lever, size in enumerate(sizes)]
        for nth in range(MOST_PLANS)
    ]
    return np.unique(np.array(rows, np.int64), axis=0)
