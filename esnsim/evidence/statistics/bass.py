"""A Bass curve through cumulative adoption."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SMALLEST, LARGEST = 1e-6, 20.0
"""Limits of p and q, a month."""


class Bass(NamedTuple):
    """A Bass curve; time in months.

    Attributes:
        p: Outside influence, a month.
        q: Imitation, a month.
        m: Share that adopts in the end, 0 to 1.
    """

    p: float
    q: float
    m: float

    @property
    def inflection(self) -> float:
        """Month of fastest adoption; 0 where adoption is fastest at the start."""
        return max(0.0, math.log(self.q / self.p) / (self.p + self.q))

    def share(self, months: NDArray[np.float64]) -> NDArray[np.float64]:
        """Share that has adopted after so many months."""
        decay = np.exp(-(self.p + self.q) * months)
        adopted: NDArray[np.float64] = self.m * (1.0 - decay) / (1.0 + self.q / self.p * decay)
        return adopted


def fit_bass(months: NDArray[np.float64], share: NDArray[np.float64]) -> Bass:
    """The Bass curve closest to a share in least squares; of several starts the best.

    Args:
        months: Since the launch.
        share: Share that has adopted, 0 to 1.
    """
    from scipy.optimize import least_squares  # noqa: PLC0415 - only what fits needs scipy

    def misfit(logs: NDArray[np.float64]) -> NDArray[np.float64]:
        return Bass(math.exp(logs[0]), math.exp(logs[1]), math.exp(logs[2])).share(months) - share

    low = np.log([SMALLEST, SMALLEST, 1e-3])
    high = np.log([LARGEST, LARGEST, 1.0])
    last = min(max(float(share[-1]), 2e-3), 0.99)
    starts = [(p, q, last) for p in (0.0005, 0.01, 0.2) for q in (0.05, 0.4)]
    fits = [least_squares(misfit, np.log(start), bounds=(low, high)) for start in starts]
    best = min(fits, key=lambda fit: float(fit.cost))
    return Bass(*(math.exp(each) for each in best.x))
