"""Indices of how much an outcome depends on a constant, with noise taken out.

The usual estimators (Morris's mean absolute effect, Saltelli's and Jansen's shares of variance) are sums of squares,
and random variation adds to every square: a constant without any effect seems to have one. Where a point has been
simulated several times, the product of two of its runs has the expectation of the square without the random variation,
so every square and product here is the mean over pairs of different runs. Around an effect of zero such an index is as
often below zero as above.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from esnsim.analysis.discovery.resampling import drawn_again, many_numbers
from esnsim.experiments.estimates.interval import Interval, tails
from esnsim.rng.address import Key
from esnsim.state import Doubles, Longs

COVERAGE = 0.95
"""Share of intervals that hold what they are for; noise alone makes a finding of one constant in forty."""
RESAMPLES = 2000
ROUNDING = 1e-9


class Effect(NamedTuple):
    """What moving one constant through its range does, wherever the others are.

    Attributes:
        change: Change of the outcome from the low to the high end of the range, averaged over the ranges of all others;
            it is near zero where the constant helps here and harms there.
        square: Mean square of that change over the ranges of all others, noise taken out; may be below zero.
        noise: Share of the mean square that is random variation, 0 to 1; NaN if
            nothing changed anything.
        chance: Share of sign changes that make as large a square, (0, 1]; see `chance_of_square`.
    """

    change: Interval
    square: Interval
    noise: float
    chance: float

    @property
    def is_finding(self) -> bool:
        """Whether the effect is more than random variation."""
        return self.chance <= tails(COVERAGE)[0]

    @property
    def strength(self) -> float:
        """Root of the mean square, in the outcome's unit; 0 where random variation explains all."""
        return math.sqrt(max(0.0, self.square.mean))


class VarianceShare(NamedTuple):
    """How much of the variance of an outcome comes with one constant.

    Attributes:
        alone: Share that is gone if the constant is known (first order).
        total: Share that is left if all others are known (total order): with what it does together with others.
        chance: Share of sign changes that make as large a total, (0, 1]; see `chance_of_square`.
    """

    alone: Interval
    total: Interval
    chance: float

    @property
    def is_finding(self) -> bool:
        """Whether the total share is more than random variation."""
        return self.chance <= tails(COVERAGE)[0]


class Shares(NamedTuple):
    """Variance of an outcome and where it comes from.

    Attributes:
        variance: Over the ranges of the constants, noise taken out; may be below zero.
        noise: Share of the variance of the points' means that is random variation, 0 to 1; NaN if nothing
            varies.
        parts: One a constant.
    """

    variance: float
    noise: float
    parts: list[VarianceShare]


def effects(outcomes: Doubles, walked: Doubles, key: Key) -> list[Effect]:
    """The effect of each constant, from the walks of a screening (Morris 1991; Campolongo et al. 2007).

    Args:
        outcomes: Outcome of each run; shape (trajectories, constants + 1, replicates), replicates >= 2.
        walked: Where in its range each constant was, 0 to 1; shape (trajectories, constants + 1, constants).
        key: Random numbers of the bootstrap over trajectories.
    """
    moves = np.diff(walked, axis=1)
    trajectories, constants, _ = moves.shape
    moved = np.abs(moves).argmax(axis=2)
    length = np.take_along_axis(moves, moved[:, :, None], axis=2)
    changed = np.diff(outcomes, axis=1) / length
    by_constant = np.empty((constants, trajectories, outcomes.shape[2]))
    by_constant[moved.T, np.arange(trajectories)[None, :]] = changed.transpose(1, 0, 2)
    drawn, signs = drawn_again(key, RESAMPLES, trajectories), sign_changes(key, by_constant.shape[1:])
    return [_effect(each, drawn, signs) for each in by_constant]


def sign_changes(key: Key, shape: tuple[int, ...]) -> Doubles:
    """Signs by which changes are turned round at random; shape (`RESAMPLES`, rows, replicates)."""
    signs: Doubles = np.where(many_numbers(key, RESAMPLES, math.prod(shape)) < 0.5, -1.0, 1.0)  # noqa: PLR2004
    return signs.reshape(RESAMPLES, *shape)


def chance_of_square(changes: Doubles, signs: Doubles) -> float:
    """How often a mean square without noise is as large if the signs of all changes are random.

    Where a constant has no effect, a change between two runs with the same random numbers is as likely up as down, in
    each replicate by itself; so turning signs round makes tables that are as likely as the one found (Fisher 1935).
    Intervals from drawing few skewed squares again would make a finding of noise twice as often as they say.

    Args:
        changes: Shape (rows, replicates), replicates >= 2.
        signs: From `sign_changes`.

    Returns:
        In (0, 1]; the table itself counts as one of them.
    """
    # The squares of single runs are the same whatever their signs.
    turned = ((signs * changes).sum(axis=2) ** 2).sum(axis=1)
    found = float((changes.sum(axis=1) ** 2).sum())
    return (1.0 + int((turned >= found * (1.0 - ROUNDING)).sum())) / (len(signs) + 1.0)


def _effect(changes: Doubles, drawn: Longs, signs: Doubles) -> Effect:
    """The effect of one constant from its changes; shape (trajectories, replicates)."""
    squares = without_noise(changes, changes)
    noisy = float((changes.mean(axis=1) ** 2).mean())
    noise = (noisy - float(squares.mean())) / noisy if noisy > 0.0 else math.nan
    return Effect(
        _interval(float(changes.mean()), changes.mean(axis=1)[drawn].mean(axis=1)),
        _interval(float(squares.mean()), squares[drawn].mean(axis=1)),
        min(max(noise, 0.0), 1.0) if not math.isnan(noise) else noise,
        chance_of_square(changes, signs),
    )


def shares(outcomes: Doubles, key: Key) -> Shares:
    """Shares of variance of each constant (Sobol' 2001; estimators of Saltelli et al. 2010 and of Jansen 1999).

    Args:
        outcomes: Outcome of each run; shape (points, constants + 2, replicates), in the order of
            `designs.base_points`, replicates >= 2.
        key: Random numbers of the bootstrap over base points.
    """
    # What a replicate's random variation does everywhere is no variance over the ranges.
    centred = outcomes - outcomes.mean(axis=(0, 1), keepdims=True)
    first, last, between = centred[:, 0], centred[:, -1], centred[:, 1:-1]
    spread = 0.5 * (without_noise(first, first) + without_noise(last, last))
    alone = [without_noise(last, each - first) for each in between.transpose(1, 0, 2)]
    total = [0.5 * without_noise(first - each, first - each) for each in between.transpose(1, 0, 2)]
    drawn, signs = drawn_again(key, RESAMPLES, len(outcomes)), sign_changes(key, first.shape)
    variance = float(spread.mean())
    noisy = 0.5 * float((first.mean(axis=1) ** 2).mean() + (last.mean(axis=1) ** 2).mean())
    noise = min(max((noisy - variance) / noisy, 0.0), 1.0) if noisy > 0.0 else math.nan
    parts = [
        VarianceShare(_ratio(one, spread, drawn), _ratio(all_, spread, drawn), chance_of_square(first - each, signs))
        for one, all_, each in zip(alone, total, between.transpose(1, 0, 2), strict=True)
    ]
    return Shares(variance, noise, parts)


def _ratio(of: Doubles, spread: Doubles, drawn: Longs) -> Interval:
    """Mean of one over the mean of the other; not a number where nothing but random variation varies."""
    if float(spread.mean()) <= 0.0:
        return Interval(math.nan, math.nan, math.nan)
    again = spread[drawn].mean(axis=1)
    ratios = of[drawn].mean(axis=1) / np.where(again > 0.0, again, np.nan)
    return _interval(float(of.mean() / spread.mean()), ratios[np.isfinite(ratios)])


def _interval(value: float, again: Doubles) -> Interval:
    """Where the middle of what came out of resampling lies."""
    low, high = np.quantile(again, tails(COVERAGE))
    return Interval(value, float(low), float(high))


def without_noise(one: Doubles, other: Doubles) -> Doubles:
    """Mean product of two runs of the same point over all pairs of different runs.

    Args:
        one: One quantity in each run; shape (points, replicates), replicates >= 2.
        other: Another, likewise.
    """
    replicates = one.shape[1]
    same: Doubles = (one * other).sum(axis=1)
    pairs: Doubles = (one.sum(axis=1) * other.sum(axis=1) - same) / (replicates * (replicates - 1))
    return pairs
