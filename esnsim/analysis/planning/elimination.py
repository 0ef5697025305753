"""Which of several plans is best: sequential elimination with an indifference zone, on common random numbers.

Kim and Nelson (2001): after a first stage of all contenders, a plan is out as soon as another is ahead of it by more
than a margin, which shrinks with the replicates and grows with the variance of their paired difference. Paired, because
all plans share random numbers, models and organisations replicate by replicate: procedures for independent runs, such
as optimal computing budget allocation, would ask for more runs and give them to the wrong plans.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from esnsim.state import Doubles

ALPHA = 0.1
"""Chance at most that the best is eliminated, if it is ahead by the indifference zone."""
FIRST, STEP = 10, 4
"""Replicates of the first stage, and of every further one."""


class Elimination(NamedTuple):
    """What is left.

    Attributes:
        left: Numbers of contenders that are not eliminated, the one with the highest mean first.
        values: Outcomes of all contenders; not numbers where a contender was out; shape (contenders, replicates).
        replicates: How many the last of them had.
        decided: Whether one alone is left, or all that are left lie within the indifference zone.
    """

    left: tuple[int, ...]
    values: Doubles
    replicates: int
    decided: bool


def eliminate(
    run: Callable[[Sequence[int], range], Doubles], contenders: int, zone: float, most: int, first: int = FIRST
) -> Elimination:
    """Run contenders until one is left, or replicates are used up.

    Args:
        run: Simulates contenders by number in some replicates, higher is better; shape (chosen, replicates).
        contenders: How many, >= 1.
        zone: Difference that is worth being found out, in the outcome's unit, > 0.
        most: Replicates of each at most.
        first: Replicates of the first stage, >= 2.
    """
    first = min(first, most)
    values = np.full((contenders, most), np.nan)
    values[:, :first] = run(range(contenders), range(first))
    spread = _paired_variances(values[:, :first])
    scale = 2.0 * _eta(contenders, first) * (first - 1)
    alive, count = list(range(contenders)), first
    while True:
        alive = _ahead(alive, values[:, :count], spread, scale, zone)
        if len(alive) == 1 or count >= most:
            break
        later = min(most, count + STEP)
        values[alive, count:later] = run(alive, range(count, later))
        count = later
    means = values[:, :count].mean(axis=1)
    alive.sort(key=lambda each: (-means[each], each))
    return Elimination(tuple(alive), values[:, :count], count, len(alive) == 1)


def _eta(contenders: int, first: int) -> float:
    """Constant of the procedure, for one comparison with each other contender."""
    others = max(contenders - 1, 1)
    return 0.5 * (float((2.0 * ALPHA / others) ** (-2.0 / (first - 1))) - 1.0)


def _paired_variances(values: Doubles) -> Doubles:
    """Variance of the difference of every two contenders; shape (contenders, contenders)."""
    differences = values[:, None, :] - values[None, :, :]
    found: Doubles = differences.var(axis=2, ddof=1)
    return found


def _ahead(alive: Sequence[int], values: Doubles, spread: Doubles, scale: float, zone: float) -> list[int]:
    """Contenders that no other one is ahead of by more than the margin."""
    count, means = values.shape[1], values.mean(axis=1)
    margin = np.maximum(0.0, zone / (2.0 * count) * (scale * spread / zone**2 - count))
    kept = [
        one
        for one in alive
        if not any(means[one] < means[other] - margin[one, other] for other in alive if other != one)
    ]
    return kept or [max(alive, key=lambda each: means[each])]
