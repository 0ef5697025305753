"""Logistic regression by Newton's method, for panels of person-weeks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

STEPS = 25
CLOSE = 1e-8
LOGIT = 500.0
"""Log-odds beyond which a chance is 0 or 1."""
RIDGE = 1e-3
"""Holds a coefficient finite where an outcome never happens; without effect where there are data."""


def logistic_regression(outcome: NDArray[np.bool_], causes: Mapping[str, NDArray[np.generic]]) -> dict[str, float]:
    """Log-odds that each cause adds, all taken together.

    Args:
        outcome: Whether it happened; shape (n,).
        causes: Columns by name; shape (n,) each.

    Returns:
        Coefficients by name, with ``constant``; not a number throughout if the outcome never, or always, happened.
    """
    names = ["constant", *causes]
    design = np.column_stack([np.ones(len(outcome)), *(np.asarray(each, np.float64) for each in causes.values())])
    happened = outcome.astype(np.float64)
    if not 0.0 < happened.sum() < len(happened):
        return dict.fromkeys(names, float("nan"))
    weights = np.zeros(design.shape[1])
    weights[0] = np.log(happened.mean() / (1.0 - happened.mean()))
    for _ in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(np.clip(-(design @ weights), -LOGIT, LOGIT)))
        slope = design.T @ (happened - chance) - RIDGE * weights
        curvature = (design * (chance * (1.0 - chance))[:, None]).T @ design + RIDGE * np.eye(len(weights))
        step = np.linalg.solve(curvature, slope)
        weights += step
        if np.abs(step).max() < CLOSE:
            break
    return dict(zip(names, weights.tolist(), strict=True))
