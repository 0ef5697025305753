"""What plans that were not run would do, foreseen from those that were: ways add up, pairs of levers interact."""

from __future__ import annotations

import numpy as np

from esnsim.state import Doubles

PENALTY = 0.3
"""Of the ridge, in numbers of runs: what is seen once is believed at once, nearly."""


def foreseen(features: Doubles, effects: Doubles, weights: Doubles, wanted: Doubles) -> Doubles:
    """Effects of plans by ridge regression.

    Args:
        features: Of plans that were run; shape (n, k), the first column 1.
        effects: Mean effect of each; shape (n,).
        weights: In how many runs each was seen; shape (n,).
        wanted: Features of plans to be foreseen; shape (m, k).

    Returns:
        Shape (m,).
    """
    root = np.sqrt(weights)[:, None]
    penalty = np.full(features.shape[1], PENALTY)
    penalty[0] = 1e-6
    normal = (features * root).T @ (features * root) + np.diag(penalty)
    slopes = np.linalg.solve(normal, (features * root).T @ (effects * root[:, 0]))
    found: Doubles = wanted @ slopes
    return found
