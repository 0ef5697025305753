"""Where single runs lie: the middle of many, and all of few."""

from __future__ import annotations

import warnings

import numpy as np

from esnsim.experiments.estimates.interval import tails
from esnsim.state import Doubles


def least_for(coverage: float) -> int:
    """Runs from which on so large a share of all possible runs can be marked off: 9 for 80 %.

    The lowest and the highest of n runs hold (n - 1)/(n + 1) of all possible ones between them on average.

    Args:
        coverage: Share in the middle, in (0, 1).
    """
    return int(np.ceil((1.0 + coverage) / (1.0 - coverage) - 1e-9))


def middle(values: Doubles, coverage: float) -> tuple[Doubles, Doubles]:
    """Between which values the middle of all possible runs lies; of fewer runs than `least_for`, all that there are.

    On average over draws of runs, another run lies between the two with the chance that is asked for (Weibull's
    quantiles, at k/(n + 1)); the usual quantiles of 10 runs hold 65 % where they say 80 %.

    Args:
        values: A row a run; shape (n, ...), n >= 1. Missing ones are passed over.
        coverage: Chance that another run lies between, in (0, 1).

    Returns:
        The lower and the upper end; shape (...).
    """
    low, high = _quantiles(values, tails(coverage) if len(values) >= least_for(coverage) else (0.0, 1.0))
    return low, high


def median_of(values: Doubles) -> Doubles:
    """The median of runs, missing ones passed over: a row a run, shape (n, ...), n >= 1."""
    found: Doubles = _quantiles(values, (0.5,))[0]
    return found


def _quantiles(values: Doubles, shares: tuple[float, ...]) -> Doubles:
    # Missing values are rare, and looking for them in every column takes ten times as long.
    if not np.isnan(values).any():
        found: Doubles = np.quantile(values, shares, axis=0, method="weibull")
        return found
    with warnings.catch_warnings():
        # A week without any value has no middle, which is no reason to warn anybody.
        warnings.filterwarnings("ignore", "All-NaN slice", RuntimeWarning)
        known: Doubles = np.nanquantile(values, shares, axis=0, method="weibull")
        return known


def held_in_band(runs: int, coverage: float = 0.8) -> str:
    """What a band of so many runs holds, in words: ``the middle 80 %``, or ``all``; followed by "of them".

    Args:
        runs: How many runs, >= 1.
        coverage: Share that was asked for.
    """
    return "all" if runs < least_for(coverage) else f"the middle {100.0 * coverage:.0f} %"
