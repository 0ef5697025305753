"""Small statistics: how straight a tail is, how well a score ranks, groups compared within equal circumstances."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

STEEPEST = 20.0
"""Exponents beyond which no tail is looked for."""


def straightness(counts: NDArray[np.int64], first: int, last: int) -> float:
    """How straight the tail is in logarithms of both: R squared of the share with at least x, from first to last.

    Args:
        counts: A whole number of each person, >= 0.
        first: Smallest x, >= 1.
        last: Largest x.

    Returns:
        1 for a power law; not a number where fewer than three different x are reached.
    """
    x = np.arange(first, last + 1)
    reached = np.array([np.count_nonzero(counts >= each) for each in x])
    x, reached = x[reached > 0], reached[reached > 0]
    if len(np.unique(reached)) < 3:  # noqa: PLR2004 - a line goes through any two
        return float("nan")
    return float(np.corrcoef(np.log(x), np.log(reached))[0, 1] ** 2)


def power_over_exponential(counts: NDArray[np.int64], first: int, last: int) -> float:
    """How much likelier a power law makes the counts from first to last than an exponential does; both cut off there.

    Args:
        counts: A whole number of each person, >= 0.
        first: Smallest x, >= 1.
        last: Largest x.

    Returns:
        Difference of log-likelihoods per count, each at its best exponent: above 0 for a power law, below 0 for an
        exponential; not a number without two different counts in the range.

    References:
        Clauset, Shalizi, Newman (2009), Power-law distributions in empirical data. SIAM Review 51.
    """
    from scipy.optimize import minimize_scalar  # noqa: PLC0415 - only what fits needs scipy

    x = np.arange(first, last + 1, dtype=np.float64)
    seen = counts[(counts >= first) & (counts <= last)].astype(np.float64)
    if len(np.unique(seen)) < 2:  # noqa: PLR2004 - a single count has any slope
        return float("nan")

    def likelihood(of: NDArray[np.float64], mean: float) -> float:
        def misfit(slope: float) -> float:
            return float(np.log(np.exp(-slope * of).sum()) + slope * mean)

        return -float(minimize_scalar(misfit, bounds=(-STEEPEST, STEEPEST), method="bounded").fun)

    return likelihood(np.log(x), float(np.log(seen).mean())) - likelihood(x, float(seen.mean()))


def ranking(score: NDArray[np.float64], happened: NDArray[np.bool_]) -> float:
    """Chance that one to whom it happened has a higher score than one to whom it did not; a half without skill."""
    from scipy.stats import rankdata  # noqa: PLC0415

    yes = int(happened.sum())
    no = len(happened) - yes
    if not yes or not no:
        return float("nan")
    return float((rankdata(score)[happened].sum() - yes * (yes + 1) / 2) / (yes * no))


def ratio(value: float, base: float) -> float:
    """One over the other; not a number over nothing."""
    return float(value / base) if base else float("nan")


def quantile_groups(values: NDArray[np.float64], groups: int) -> NDArray[np.int64]:
    """Group of equal size that each value falls into, 0 for the lowest."""
    inner = np.quantile(values, np.arange(1, groups) / groups)
    return np.searchsorted(inner, values, side="right")


def matched_difference(outcome: NDArray[np.bool_], treated: NDArray[np.bool_], strata: NDArray[np.int64]) -> float:
    """Difference in the outcome's share between treated and others of the same stratum, weighted by the treated.

    Strata without both are left out; not a number if there are none with both.
    """
    parts, weights = [], []
    for stratum in np.unique(strata):
        mine = strata == stratum
        with_it, without = outcome[mine & treated], outcome[mine & ~treated]
        if len(with_it) and len(without):
            parts.append(with_it.mean() - without.mean())
            weights.append(len(with_it))
    return float(np.average(parts, weights=weights)) if parts else float("nan")
