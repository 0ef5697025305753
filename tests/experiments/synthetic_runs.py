"""Runs that were made up, so that where they tip is known."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from esnsim.analysis.tipping import TippingRuns
from esnsim.rng.address import Draw, key_of
from esnsim.rng.arrays import uniforms

WEEKS = 100


def random_numbers(shape: tuple[int, ...], *parts: object):
    """Numbers in (0, 1) that belong to these parts."""
    found = uniforms(key_of("synthetic", *parts), np.arange(int(np.prod(shape))), 0, Draw.TRY)
    return np.clip(found, 1e-9, 1 - 1e-9).reshape(shape)


def normal(shape: tuple[int, ...], *parts: object):
    """Normal numbers that belong to these parts."""
    return ndtri(random_numbers(shape, *parts))


def runs_between(
    begins, ends, seed: int, noise: float = 0.005, path: str = "initial.reader", tried=None
) -> TippingRuns:
    """Runs that go from where they begin to where they end within the first half, and then stay there.

    Args:
        begins: Share at the start; shape (values,).
        ends: Where each run goes; shape (values, replicates).
        seed: For the noise of weeks.
        noise: Standard deviation of a week.
        path: What was varied.
        tried: Values of it, the starts if left out.
    """
    progress = 1.0 - np.exp(-np.arange(WEEKS + 1) / 12.0)
    series = begins[:, None, None] + (ends - begins[:, None])[:, :, None] * progress
    series = series + noise * normal(series.shape, "weeks", seed) * (np.arange(WEEKS + 1) > 0)
    series = np.clip(series, 0.0, 1.0)
    return TippingRuns(
        path, begins if tried is None else tried, series, series, "reader", 0.45, "nothing is done", seed
    )


def parting(
    seed: int, middle: float, spread: float, replicates: int, common: float = 0.0, places: int = 12
) -> TippingRuns:
    """Runs that go to 0.1 or to 0.7, by whether they begin above a critical mass that varies somewhat.

    Args:
        seed: Which set of runs.
        middle: The critical mass.
        spread: How far it differs from run to run.
        replicates: Runs from each start.
        common: Part of the random variance that all runs of a replicate share.
        places: How many starts.
    """
    begins = (np.arange(places) + 0.5) / places
    own, shared = normal((places, replicates), "own", seed), normal((1, replicates), "shared", seed)
    edge = middle + spread * (np.sqrt(1.0 - common) * own + np.sqrt(common) * shared)
    ends = np.where(begins[:, None] > edge, 0.7, 0.1) + 0.03 * normal((places, replicates), "ends", seed)
    return runs_between(begins, ends, seed)
