"""Paired differences between programmes: what a programme did, with how much of it may be random variation.

Programmes share their random numbers replicate by replicate, so the difference of two runs is the programme's doing in
that run, and the mean over replicates needs far fewer of them than the programmes' own means would.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import NamedTuple

import numpy as np

from esnsim.state import Doubles

MOST_NEEDED = 100_000
"""Replicates beyond which nobody would go."""


class Interval(NamedTuple):
    """A mean and where it may lie.

    Attributes:
        mean: Mean over replicates.
        low: Lower end of the interval of the mean, NaN with a single replicate.
        high: Upper end, likewise.
    """

    mean: float
    low: float
    high: float


def tails(coverage: float) -> tuple[float, float]:
    """The two quantiles between which this share lies in the middle.

    Raises:
        ValueError: If the share is not between 0 and 1.
    """
    if not 0.0 < coverage < 1.0:
        raise ValueError(f"interval is {coverage:g}; it is the share that lies inside, write 0 to 1, such as 0.8")
    return (1.0 - coverage) / 2.0, (1.0 + coverage) / 2.0


def interval_of_mean(values: Doubles, coverage: float) -> Interval:
    """Student's interval of the mean of differences: where the mean of very many replicates would be found.

    Args:
        values: One difference a replicate; shape (n,), n >= 1.
        coverage: Chance that the interval holds it, in (0, 1).
    """
    mean = math.fsum(values) / len(values)
    if len(values) < 2:  # noqa: PLR2004 - one run says nothing about the spread of runs
        return Interval(mean, math.nan, math.nan)
    reach = half_width(float(np.std(values, ddof=1)), len(values), coverage)
    return Interval(mean, mean - reach, mean + reach)


def half_width(spread: float, replicates: int, coverage: float) -> float:
    """Half the width of the interval of the mean of so many replicates.

    Args:
        spread: Standard deviation of single differences, >= 0.
        replicates: How many, >= 2.
        coverage: Chance that the interval holds the mean, in (0, 1).
    """
    return student_quantile(replicates - 1, tails(coverage)[1]) * spread / math.sqrt(replicates)


def student_quantile(freedom: float, share: float) -> float:
    """The value below which this share of Student's distribution lies.

    Args:
        freedom: Degrees of freedom, > 0.
        share: In (0, 1).
    """
    from scipy.special import stdtrit  # noqa: PLC0415 - 0.2 s to import, and a single run has no interval

    return float(stdtrit(freedom, share))


def replicates_needed(values: Doubles, coverage: float) -> int | None:
    """How many more replicates until the interval leaves out zero, if mean and spread stay what they are.

    Returns:
        None if it leaves out zero already, cannot be known from one replicate, or takes more than `MOST_NEEDED`.
    """
    have = len(values)
    if have < 2:  # noqa: PLR2004
        return None
    mean, spread = abs(math.fsum(values) / have), float(np.std(values, ddof=1))
    if half_width(spread, have, coverage) < mean:
        return None
    more = range(1, MOST_NEEDED + 1)
    place = bisect_left(more, 1, key=lambda extra: int(half_width(spread, have + extra, coverage) < mean))
    return more[place] if place < len(more) else None
