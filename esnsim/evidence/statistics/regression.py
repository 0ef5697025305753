"""Logistic and Poisson regression, for panels of person-weeks and lists of posts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LOGIT = 50.0
"""Log-odds, or log counts, beyond which nothing changes any more."""
RIDGE = 1e-3
"""Holds a coefficient finite where an outcome never happens; without effect where there are data."""

Numbers = NDArray[np.float64]


class Likelihood(NamedTuple):
    """What a linear predictor says of an outcome; all of shape (n,).

    Attributes:
        misfit: Minus the log-likelihood.
        mean: Expected outcome.
        variance: Its variance.
    """

    misfit: Numbers
    mean: Numbers
    variance: Numbers


def logistic_regression(outcome: NDArray[np.bool_], causes: Mapping[str, NDArray[np.generic]]) -> dict[str, float]:
    """Log-odds that each cause adds, all taken together.

    Args:
        outcome: Whether it happened; shape (n,).
        causes: Columns by name; shape (n,) each.

    Returns:
        Coefficients by name, with ``constant``; not a number throughout if the outcome never, or always, happened.
    """
    happened = outcome.astype(np.float64)
    if not 0.0 < happened.sum() < len(happened):
        return dict.fromkeys(["constant", *causes], float("nan"))

    def logistic(predictor: Numbers) -> Likelihood:
        mean = 1.0 / (1.0 + np.exp(-predictor))
        return Likelihood(np.logaddexp(0.0, predictor) - happened * predictor, mean, mean * (1.0 - mean))

    return _coefficients(happened, causes, logistic, float(np.log(happened.mean() / (1.0 - happened.mean()))))


def poisson_regression(count: NDArray[np.int64], causes: Mapping[str, NDArray[np.generic]]) -> dict[str, float]:
    """Log of the expected count that each cause adds, all taken together.

    Args:
        count: Whole numbers, >= 0; shape (n,).
        causes: Columns by name; shape (n,) each.

    Returns:
        Coefficients by name, with ``constant``; not a number throughout if all counts are 0.
    """
    counted = count.astype(np.float64)
    if not counted.sum():
        return dict.fromkeys(["constant", *causes], float("nan"))

    def poisson(predictor: Numbers) -> Likelihood:
        mean = np.exp(predictor)
        return Likelihood(mean - counted * predictor, mean, mean)

    return _coefficients(counted, causes, poisson, float(np.log(counted.mean())))


def _coefficients(
    outcome: Numbers,
    causes: Mapping[str, NDArray[np.generic]],
    likelihood: Callable[[Numbers], Likelihood],
    constant: float,
) -> dict[str, float]:
    """Coefficients of the largest likelihood, found by Newton's method within a region that is trusted."""
    from scipy.optimize import minimize  # noqa: PLC0415 - only what fits needs scipy

    design = np.column_stack([np.ones(len(outcome)), *(np.asarray(each, np.float64) for each in causes.values())])

    def says(weights: Numbers) -> Likelihood:
        return likelihood(np.clip(design @ weights, -LOGIT, LOGIT))

    def misfit(weights: Numbers) -> float:
        return float(says(weights).misfit.sum() + 0.5 * RIDGE * weights @ weights)

    def slope(weights: Numbers) -> Numbers:
        uphill: Numbers = design.T @ (says(weights).mean - outcome) + RIDGE * weights
        return uphill

    def curvature(weights: Numbers) -> Numbers:
        curved: Numbers = (design * says(weights).variance[:, None]).T @ design + RIDGE * np.eye(len(weights))
        return curved

    start = np.zeros(design.shape[1])
    start[0] = constant
    best = minimize(misfit, start, jac=slope, hess=curvature, method="trust-exact").x
    return dict(zip(["constant", *causes], best.tolist(), strict=True))
