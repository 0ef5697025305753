"""A mean and where it may lie, and from how many runs on that is told."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from esnsim.state import Doubles

LEAST_RUNS = 5
"""Runs below which no interval is told: the spread of fewer is next to unknown."""
FEW_RUNS = 10
"""Runs below which an interval is told with a word of caution: skewed outcomes are missed more often than is said."""


class Interval(NamedTuple):
    """A mean and where it may lie.

    Attributes:
        mean: Mean over runs.
        low: Lower end of the interval of the mean, NaN where there is none: with fewer than `LEAST_RUNS` runs, and
            where all runs are at zero.
        high: Upper end, likewise.
    """

    mean: float
    low: float
    high: float

    @property
    def is_known(self) -> bool:
        """Whether there is an interval."""
        return not math.isnan(self.low)

    @property
    def leaves_out_zero(self) -> bool:
        """Whether it is known on which side of zero the mean lies."""
        return self.low > 0.0 or self.high < 0.0

    def within(self, least: float, most: float) -> Interval:
        """The same without what cannot be, such as shares below 0 and above 1; no interval holds less often for that.

        Args:
            least: The lowest mean there can be.
            most: The highest.
        """
        if not self.is_known:
            return self
        return Interval(self.mean, max(self.low, min(least, self.mean)), min(self.high, max(most, self.mean)))


UNKNOWN = Interval(math.nan, math.nan, math.nan)
"""Where there is no run."""


def tails(coverage: float) -> tuple[float, float]:
    """The two quantiles between which this share lies in the middle.

    Raises:
        ValueError: If the share is not between 0 and 1.
    """
    if not 0.0 < coverage < 1.0:
        raise ValueError(f"interval is {coverage:g}; it is the share that lies inside, write 0 to 1, such as 0.8")
    return (1.0 - coverage) / 2.0, (1.0 + coverage) / 2.0


def student_quantile(freedom: float, share: float) -> float:
    """The value below which this share of Student's distribution lies.

    Args:
        freedom: Degrees of freedom, > 0.
        share: In (0, 1).
    """
    from scipy.special import stdtrit  # noqa: PLC0415 - 0.2 s to import, and a single run has no interval

    return float(stdtrit(freedom, share))


def most_otherwise(runs: int, coverage: float) -> float:
    """The largest share of all possible runs that may do otherwise, when this many did the same.

    None of 5 runs tips: the chance to tip is at most 37 %, since with more of it all five would have stayed in less
    than one case in ten (Clopper and Pearson 1934, the upper end for no event).

    Args:
        runs: How many did the same, >= 1.
        coverage: Of the interval whose upper end it is, in (0, 1).

    Returns:
        In (0, 1).
    """
    return float(1.0 - tails(coverage)[0] ** (1.0 / runs))


def share_bounds(baseline: Doubles) -> tuple[Doubles, Doubles]:
    """How far a mean difference of shares from a baseline can lie: from nobody to everybody.

    Args:
        baseline: The baseline's shares in the runs compared, each 0 to 1; shape (n, ...), n >= 1.

    Returns:
        The least and the most there can be; each of shape (...).
    """
    return -np.max(baseline, axis=0), 1.0 - np.min(baseline, axis=0)
