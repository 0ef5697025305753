"""How long things live, where some are born before one looks and some live on afterwards."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def survival(
    entered: NDArray[np.float64], left: NDArray[np.float64], died: NDArray[np.bool_], ages: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Kaplan and Meier's estimate of the share that reaches an age.

    Args:
        entered: Age at which each was first looked at, >= 0.
        left: Age at which each was last looked at, above ``entered``.
        died: Whether it died then; it survived otherwise.
        ages: Ages asked for, in ascending order.

    Returns:
        The share that lasts longer than each age; not a number where nobody of that age was looked at.
    """
    deaths = np.unique(left[died])
    shares = np.ones(len(deaths))
    for nth, age in enumerate(deaths):
        at_risk = np.count_nonzero((entered < age) & (left >= age))
        shares[nth] = 1.0 - np.count_nonzero(died & (left == age)) / at_risk
    surviving = np.concatenate([[1.0], np.cumprod(shares)])
    answer = surviving[np.searchsorted(deaths, ages, side="right")]
    oldest = left.max(initial=0.0)
    return np.where((ages <= oldest) | (answer == 0.0), answer, np.nan)


def median_lifetime(ages: NDArray[np.float64], surviving: NDArray[np.float64]) -> float:
    """First age that no more than half reach; not a number if more than half live on."""
    below = np.flatnonzero(surviving <= 0.5)  # noqa: PLR2004 - the median
    return float(ages[below[0]]) if len(below) else float("nan")
