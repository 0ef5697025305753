"""Several outcomes at once: plans of which no other is better in one and at least as good in all others.

Candidates are taken from the runs that the search for the best plan makes anyway, and from some rounds more: every
outcome of every plan within the limits is foreseen by a regression, plans that no other is foreseen to be ahead of in
all outcomes are run, and are foreseen again. That is a filter over known plans and no evolution: all plans within the
limits are listed and priced, so there is nothing that a population would have to find out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.analysis.planning.search import BELIEF, SCREENING
from esnsim.analysis.planning.space import LEFT_OUT, Plan, PlanSpace
from esnsim.analysis.planning.surrogate import foreseen
from esnsim.state import Doubles, Longs

ROUNDS = 4
PART = 0.25
"""Of the runs of the search, so many more are made for the front."""
MOST_POINTS = 8
"""Plans of a front that are run again and told."""

FrontRunner = Callable[[Sequence[Plan], range], Doubles]
"""Effects of plans in some replicates, higher is better; shape (outcomes, plans, replicates)."""


class Front(NamedTuple):
    """Plans that trade outcomes off.

    Attributes:
        plans: The chosen ones, the best in the first outcome first.
        tried: How many plans were run.
    """

    plans: tuple[Plan, ...]
    tried: int


def front_of(space: PlanSpace, run: FrontRunner, tried: Sequence[int], runs: int) -> Front:
    """Plans within limits that no other is ahead of in all outcomes.

    Args:
        space: Plans within limits.
        run: Looks at plans that were run, and runs others.
        tried: Rows of plans that were run in the search.
        runs: Runs that the search was allowed, roughly.
    """
    features = space.features(space.plans)
    rows = [row for row in tried if _does_something(space, row)]
    means = run([space.row(row) for row in rows], range(SCREENING)).mean(axis=2)
    each = max(1, int(PART * runs / SCREENING / ROUNDS))
    for _ in range(ROUNDS):
        guess = _foreseen(features, rows, means)
        known = set(rows)
        ahead = [int(row) for row in np.flatnonzero(non_dominated(guess.T)) if row not in known]
        fresh = [row for row in ahead if _does_something(space, row)]
        if not fresh:
            break
        fresh = [fresh[nth] for nth in spread_out(guess[:, fresh].T, each)]
        new = run([space.row(row) for row in fresh], range(SCREENING)).mean(axis=2)
        rows, means = [*rows, *fresh], np.concatenate([means, new], axis=1)
    belief = SCREENING / (SCREENING + BELIEF)
    worth = belief * means + (1.0 - belief) * _foreseen(features, rows, means)[:, rows]
    best = np.flatnonzero(non_dominated(worth.T))
    chosen = best[spread_out(worth[:, best].T, MOST_POINTS)]
    ranked = chosen[np.argsort(-worth[0, chosen], kind="stable")]
    return Front(tuple(space.row(rows[int(nth)]) for nth in ranked), len(rows))


def _does_something(space: PlanSpace, row: int) -> bool:
    return bool((space.plans[row] != LEFT_OUT).any())


def _foreseen(features: Doubles, rows: Sequence[int], means: Doubles) -> Doubles:
    """Every outcome of every plan; shape (outcomes, plans)."""
    weights = np.full(len(rows), float(SCREENING))
    return np.stack([foreseen(features[list(rows)], mean, weights, features) for mean in means])


def non_dominated(values: Doubles) -> NDArray[np.bool_]:
    """Which rows no other row is at least as high as in every column, and higher in one.

    Args:
        values: Higher is better; shape (n, outcomes).
    """
    kept = np.ones(len(values), np.bool_)
    # Whoever is ahead of anybody is found among those with the highest sums first.
    for row in np.argsort(-values.sum(axis=1), kind="stable"):
        if kept[row]:
            behind = (values <= values[row]).all(axis=1) & (values < values[row]).any(axis=1)
            kept &= ~behind
    return kept


def spread_out(values: Doubles, most: int) -> Longs:
    """Rows that stand for all: the best in each column, then whoever is farthest from those chosen.

    Args:
        values: Higher is better; shape (n, outcomes), n >= 1.
        most: How many at most, >= 1.

    Returns:
        Numbers of rows in the order in which they were chosen.
    """
    width = np.ptp(values, axis=0)
    scaled = values / np.where(width > 0.0, width, 1.0)
    chosen = list(dict.fromkeys(int(column.argmax()) for column in values.T))[:most]
    while len(chosen) < min(most, len(values)):
        distance = np.abs(scaled[:, None, :] - scaled[None, chosen, :]).max(axis=2).min(axis=1)
        farthest = int(distance.argmax())
        if distance[farthest] <= 0.0:
            break
        chosen.append(farthest)
    return np.array(chosen, np.int64)


class PlanObjective(NamedTuple):
    """What else a plan is to be good at.

    Attributes:
        name: The outcome as it is written.
        effect: Mean difference from doing nothing, in the outcome's own unit.
        low: Lower end of where 80 % of models lie (of the 80 % interval of the mean, with one model).
        high: Upper end.
    """

    name: str
    effect: float
    low: float
    high: float


def on_front(models: Doubles) -> Doubles:
    """In which share of models each plan is on the front of those compared.

    Args:
        models: Higher is better; shape (outcomes, plans, models).

    Returns:
        Shape (plans,), 0 to 1.
    """
    found: Doubles = np.mean([non_dominated(models[:, :, nth].T) for nth in range(models.shape[2])], axis=0)
    return found
