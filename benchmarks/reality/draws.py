"""Random numbers of forecasts: addressed numbers, so that the same record gives the same forecast on every machine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from esnsim.rng.address import key_of
from esnsim.rng.arrays import uniforms

NEVER_NONE = 2.0**-33
"""Half of the smallest step between two numbers: keeps them off 0, where a score would be endless."""


def numbers(count: int, *address: object) -> NDArray[np.float64]:
    """Uniform numbers between 0 and 1, never 0 or 1.

    Args:
        count: How many.
        address: What they decide; the same address gives the same numbers.
    """
    random_numbers: NDArray[np.float64] = (
        uniforms(key_of("esnsim", "reality", *address), np.arange(count), 0, 0) + NEVER_NONE
    )
    return random_numbers


def normals(count: int, *address: object) -> NDArray[np.float64]:
    """Standard normal numbers."""
    from scipy.special import ndtri  # noqa: PLC0415 - only what fits needs scipy

    scores: NDArray[np.float64] = ndtri(numbers(count, *address))
    return scores


def between(low: float, high: float, random_numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Numbers between two positive limits, every ratio as likely as another."""
    spread: NDArray[np.float64] = low * (high / low) ** random_numbers
    return spread
