"""What to find out first: by how much the choice among plans would gain if a constant were known.

Expected value of partial perfect information, from runs that are there: each plan's outcome is regressed on the
constant, and the plan with the highest expectation at each value is held against the one that is best on average
(Strong, Oakley and Brennan 2014). Noise gains too: what is told is what the same reckoning makes of shuffled rows
taken off, and a constant is named only where hardly any shuffling gains as much with any constant.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from esnsim.rng.address import key_of, uniform
from esnsim.state import Doubles, Longs

SHUFFLES = 200
SURE = 0.95
DEGREE = 2
BASIS = DEGREE + 2
"""Runs up to which a parabola explains everything, or leaves one number over."""


class Worth(NamedTuple):
    """What it would be worth to know a constant.

    Attributes:
        name: Of the constant.
        gain: By how much the outcome of the plan chosen would rise, in its own unit, noise taken off.
    """

    name: str
    gain: float


def worth_knowing(values: Doubles, constants: Doubles, names: Sequence[str], seed: int) -> list[Worth]:
    """Constants that are worth being known, the most valuable first; none where no gain is beyond noise.

    Args:
        values: Outcome of each plan in each run; shape (plans, runs).
        constants: Of each run; shape (runs, constants).
        names: Of the constants.
        seed: Of the shuffles.
    """
    runs = values.shape[1]
    varied = [nth for nth in range(len(names)) if np.ptp(constants[:, nth]) > 0.0]
    if len(values) < 2 or runs <= BASIS or not varied:  # noqa: PLR2004 - a choice takes two
        return []
    hats = [_hat(constants[:, nth]) for nth in varied]
    own = np.array([_gain(values, hat) for hat in hats])
    orders = run_orders(runs, seed)
    highest = [max(_gain(values[:, order], hat) for hat in hats) for order in orders]
    limit = float(np.quantile(highest, SURE))
    return [
        Worth(names[varied[nth]], float(own[nth]) - _by_noise(values, hats[nth], orders))
        for nth in np.argsort(-own, kind="stable")
        if own[nth] > limit
    ]


def run_orders(runs: int, seed: int) -> list[Longs]:
    """Orders of runs by random numbers: `SHUFFLES` of them, each of shape (runs,)."""
    key = key_of("esnsim", "shuffles of runs", seed)
    return [np.argsort([uniform(key, run, 0, 0, nth) for run in range(runs)], kind="stable") for nth in range(SHUFFLES)]


def gain_of(values: Doubles, seen: Doubles) -> float:
    """By how much the outcome of the plan chosen rises where something is seen before, noise and all.

    Args:
        values: Outcome of each plan in each run; shape (plans, runs).
        seen: What is seen in each run; shape (runs,).
    """
    return _gain(values, _hat(seen))


def gain_of_noise(values: Doubles, seen: Doubles, orders: Sequence[Longs]) -> float:
    """What the same reckoning makes of the part of outcomes that has nothing to do with what is seen."""
    return _by_noise(values, _hat(seen), orders)


def _by_noise(values: Doubles, hat: Doubles, orders: Sequence[Longs]) -> float:
    """What noise alone gains: what the constant does not explain, shuffled, around the same means."""
    means = values.mean(axis=1, keepdims=True)
    rest = values - values @ hat
    return float(np.mean([_gain(means + rest[:, order], hat) for order in orders]))


def _hat(constant: Doubles) -> Doubles:
    """Projection of outcomes on a parabola in the ranks of a constant; shape (runs, runs)."""
    ranks = np.argsort(np.argsort(constant, kind="stable"), kind="stable") / (len(constant) - 1.0)
    design = np.vander(ranks - 0.5, DEGREE + 1)
    found: Doubles = design @ np.linalg.pinv(design)
    return found


def _gain(values: Doubles, hat: Doubles) -> float:
    """Expected outcome of the plan chosen with the constant known, less that of the plan best on average."""
    expected = values @ hat
    return float(expected.max(axis=0).mean() - values.mean(axis=1).max())
