"""Proper scores of forecasts that are made of members with weights: lower is better, in the unit of what is forecast.

Scores of few members reward too little spread unless they are made fair (Ferro 2014): the distance between members is
divided by the chance that two of them, drawn by their weights, are different ones.
"""

from __future__ import annotations

import numpy as np

from esnsim.state import Doubles


def equal_weights(members: int) -> Doubles:
    """Weights of members that count the same."""
    return np.full(members, 1.0 / members)


def _different(weights: Doubles) -> float:
    return 1.0 - float((weights**2).sum())


def fair_crps(members: Doubles, truth: Doubles, weights: Doubles) -> Doubles:
    """Continuous ranked probability score of each week.

    Args:
        members: Forecasts; shape (members, weeks).
        truth: What happened; shape (weeks,).
        weights: Of members, adding up to 1; shape (members,).
    """
    missed = weights @ np.abs(members - truth)
    between = np.abs(members[:, None] - members[None])
    apart = np.einsum("i,j,ijw->w", weights, weights, between)
    found: Doubles = missed - 0.5 * apart / _different(weights)
    return found


def interval_score(low: Doubles, high: Doubles, truth: Doubles, coverage: float) -> Doubles:
    """Width of an interval, and by what the truth lies outside, dearer the surer it was (Gneiting and Raftery 2007).

    Args:
        low: Lower ends; shape (weeks,).
        high: Upper ends; shape (weeks,).
        truth: What happened; shape (weeks,).
        coverage: Chance that the truth lies between, in (0, 1).
    """
    outside = np.maximum(low - truth, 0.0) + np.maximum(truth - high, 0.0)
    found: Doubles = (high - low) + 2.0 / (1.0 - coverage) * outside
    return found


def energy_score(members: Doubles, truth: Doubles, weights: Doubles) -> float:
    """The same as the ranked probability score for all weeks together, which sees whether members keep their course.

    Args:
        members: Forecasts; shape (members, weeks).
        truth: What happened; shape (weeks,).
        weights: Of members, adding up to 1; shape (members,).
    """
    missed = float(weights @ np.linalg.norm(members - truth, axis=1))
    between = np.linalg.norm(members[:, None] - members[None], axis=2)
    return missed - 0.5 * float(weights @ between @ weights) / _different(weights)


def weighted_quantiles(members: Doubles, weights: Doubles, shares: tuple[float, ...]) -> Doubles:
    """Quantiles of members by their weights; shape (shares, weeks).

    Of members that count the same, so that a new one lies between with the chance asked for (Weibull).
    """
    order = np.argsort(members, axis=0, kind="stable")
    ordered, theirs = np.take_along_axis(members, order, axis=0), weights[order]
    count = 1.0 / float((weights**2).sum())
    places = (np.cumsum(theirs, axis=0) - 0.5 * theirs) * count / (count + 1.0) + 0.5 / (count + 1.0)
    found = [
        [np.interp(share, places[:, week], ordered[:, week]) for week in range(members.shape[1])] for share in shares
    ]
    return np.array(found)
