"""How good a forecast is that comes as an ensemble: proper scores, and whether its intervals hold what they promise.

References:
    Gneiting, Raftery (2007), Strictly proper scoring rules, prediction, and estimation. JASA 102.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ensemble = NDArray[np.float64]
"""Equally likely futures: members first, then periods."""


class ForecastScores(NamedTuple):
    """How a forecast fared.

    Attributes:
        crps: Mean continuous ranked probability score, as a share of the people; 0 is perfect.
        half: Share of periods inside the central 50 % interval; 0.5 is right in the long run.
        wide: Share of periods inside the central 80 % interval; 0.8 is right in the long run.
        end: Median forecast for the last period, people.
        low: Lower end of the 80 % interval there, people.
        high: Upper end, people.
    """

    crps: float
    half: float
    wide: float
    end: float
    low: float
    high: float


def crps(members: Ensemble, truth: NDArray[np.float64]) -> NDArray[np.float64]:
    """Continuous ranked probability score of each period, in the unit of what is forecast; smaller is better.

    The mean distance of members from the truth, less half their mean distance from each other: the score of the
    ensemble's own step-like distribution. For a single member it is the absolute error.

    Args:
        members: The ensemble; shape (members, periods).
        truth: What happened; shape (periods,).
    """
    count = len(members)
    away = np.abs(members - truth).mean(0)
    ranks = 2.0 * np.arange(1, count + 1) - count - 1.0
    apart = (ranks[:, None] * np.sort(members, axis=0)).sum(0) / count**2
    score: NDArray[np.float64] = away - apart
    return score


def interval(members: Ensemble, share: float) -> NDArray[np.float64]:
    """Ends of the central interval that holds this share of the members; shape (2, periods)."""
    ends: NDArray[np.float64] = np.quantile(members, [(1.0 - share) / 2.0, (1.0 + share) / 2.0], axis=0)
    return ends


def coverage(members: Ensemble, truth: NDArray[np.float64], share: float) -> float:
    """Share of periods whose truth lies in the central interval of this share, ends included."""
    low, high = interval(members, share)
    return float(((low <= truth) & (truth <= high)).mean())


def scored(members: Ensemble, truth: NDArray[np.float64], people: int) -> ForecastScores:
    """All scores of a forecast.

    Args:
        members: The ensemble, people who have adopted; shape (members, periods).
        truth: What happened; shape (periods,).
        people: By how many the score is divided.
    """
    low, high = interval(members, 0.8)[:, -1]
    return ForecastScores(
        float(crps(members, truth).mean()) / people,
        coverage(members, truth, 0.5),
        coverage(members, truth, 0.8),
        float(np.median(members[:, -1])),
        float(low),
        float(high),
    )
