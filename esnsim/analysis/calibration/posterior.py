"""Models that fit, out of those that are not ruled out: approximate Bayesian computation with regression adjustment.

What a run counts and what the model itself may be wrong by, drawn beside it, are held together against what was
counted. They are compared along the directions in which models differ by more than noise. The nearest are accepted,
and their constants moved by a local linear regression to where what was counted would lie (Beaumont, Zhang and
Balding 2002), on the log-odds of their places so that they stay within their ranges.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.analysis.calibration.matching import TINY, CountedTarget
from esnsim.analysis.calibration.prior import EDGE, bells_of
from esnsim.rng.address import Draw, Key, key_of
from esnsim.rng.arrays import uniforms
from esnsim.state import Doubles, Longs

COMMON = 0.5
"""Part of the variance of what the model is wrong by that all summaries of one thing counted share."""
COPIES = 4
"""How often each run is compared, each time with another error of the model."""
SIGNAL = 1.5
"""Variance between models over that of noise, from which on a direction is compared."""
MOST_DIRECTIONS = 10
DRAWN = 1000
ACCEPTED, LEAST_ACCEPTED = 0.25, 600
"""Share of comparisons that is accepted, and how many at least."""


class Posterior(NamedTuple):
    """Models that fit about equally well.

    Attributes:
        places: Where they lie; shape (members, dimensions).
        drawn: More of the same, to say by what constants are known; shape (`DRAWN`, dimensions).
        directions: In how many directions models differ by more than noise.
        accepted: Simulated models that count, by their weight as if all that do were equal.
        near: Root mean square distance of those accepted from what was counted, in standard deviations of noise.
    """

    places: Doubles
    drawn: Doubles
    directions: int
    accepted: float
    near: float


def posterior(
    places: Doubles,
    summaries: Doubles,
    target: CountedTarget,
    series: Longs,
    noise: Doubles,
    free: NDArray[np.bool_],
    members: int,
    key: Key,
) -> Posterior:
    """An ensemble of models that fit.

    Args:
        places: Models that are not ruled out; shape (models, dimensions).
        summaries: What each counts; shape (models, summaries).
        target: What was counted.
        series: To which thing counted each summary belongs; shape (summaries,).
        noise: Covariance of summaries between runs of one model; shape (summaries, summaries).
        free: Dimensions that may be moved; shape (dimensions,).
        members: How many members the ensemble is to have.
        key: Address of the random numbers.
    """
    errors = _errors(target, series, (COPIES, len(places)), key_of("esnsim", "errors", *key))
    shared = COMMON * np.sqrt(np.outer(target.discrepancy, target.discrepancy)) * (series[:, None] == series)
    all_noise = noise + shared + np.diag((1.0 - COMMON) * target.discrepancy + TINY)
    whiten = np.linalg.inv(np.linalg.cholesky(all_noise))
    seen = ((summaries + errors).reshape(-1, len(series)) - target.values) @ whiten.T
    seen = seen @ _directions((summaries - target.values) @ whiten.T)
    distance = np.sqrt((seen**2).sum(axis=1))
    count = min(len(seen), max(LEAST_ACCEPTED, round(ACCEPTED * len(seen))))
    near = np.argsort(distance, kind="stable")[:count]
    weights = 1.0 - (distance[near] / (distance[near[-1]] * (1.0 + TINY))) ** 2
    weights /= weights.sum()
    theirs = np.tile(places, (COPIES, 1))[near]
    by_model = np.bincount(near % len(places), weights, len(places))
    counting = 1.0 / float((by_model**2).sum())
    moved = _adjusted(theirs, seen[near], weights, free, counting)
    chosen, more = (_resampled(weights, count, key_of("esnsim", "resampled", *key)) for count in (members, DRAWN))
    root = math.sqrt(float(weights @ distance[near] ** 2))
    return Posterior(moved[chosen], moved[more], seen.shape[1], counting, root)


def _errors(target: CountedTarget, series: Longs, shape: tuple[int, int], key: Key) -> Doubles:
    """What the model may be wrong by, drawn; shape (copies, models, summaries)."""
    own = bells_of(key_of("esnsim", "own", *key), (*shape, len(series)))
    common = bells_of(key_of("esnsim", "common", *key), (*shape, int(series.max()) + 1))[..., series]
    drawn: Doubles = np.sqrt(target.discrepancy) * (math.sqrt(COMMON) * common + math.sqrt(1.0 - COMMON) * own)
    return drawn


def _directions(whitened: Doubles) -> Doubles:
    """Along which models differ by more than noise, at least one; shape (summaries, directions)."""
    centred = whitened - whitened.mean(axis=0)
    _, sizes, axes = np.linalg.svd(centred, full_matrices=False)
    # Random variation between runs is part of what differs, so noise alone has a variance of about one.
    count = int((sizes**2 / len(whitened) > SIGNAL).sum())
    found: Doubles = axes[: min(max(count, 1), MOST_DIRECTIONS)].T
    return found


def _adjusted(places: Doubles, seen: Doubles, weights: Doubles, free: NDArray[np.bool_], counting: float) -> Doubles:
    """Places moved to where what was counted would lie.

    A regression leaves too small residuals where it has many predictors for its models: they are widened by what the
    degrees of freedom lack, counted in models and not in comparisons of one.
    """
    inside = np.clip(places, EDGE, 1.0 - EDGE)
    odds = np.log(inside / (1.0 - inside))[:, free]
    root = np.sqrt(weights)[:, None]
    predictors = np.concatenate([np.ones((len(seen), 1)), seen], axis=1)
    slopes = np.linalg.lstsq(predictors * root, odds * root, rcond=None)[0]
    residuals = odds - predictors @ slopes
    widened = math.sqrt(counting / max(counting - predictors.shape[1], 1.0))
    there = slopes[0] + widened * residuals
    found = places.copy()
    found[:, free] = np.clip(1.0 / (1.0 + np.exp(-there)), 0.0, 1.0)
    return found


def _resampled(weights: Doubles, count: int, key: Key) -> Longs:
    """Places of so many, each as often as its weight says, from steps of equal width."""
    start = float(uniforms(key, np.zeros(1), 0, Draw.TRY)[0])
    steps = (np.arange(count) + start) / count
    return np.minimum(np.searchsorted(np.cumsum(weights), steps), len(weights) - 1)
