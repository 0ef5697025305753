"""Pilots whose effect and noise are known."""

from __future__ import annotations

import numpy as np

from esnsim.analysis.piloting.trial import PilotOutcome

LOOKS, NOISE = 3, 0.05


def toy_pilot(seed, count=8, effect=0.0, units=None, growing=True):
    """One pilot in the first units: changes vary between units, and the effect grows from look to look."""
    units = units or 2 * count
    rng = np.random.default_rng(seed)  # noqa: TID251 - a toy's noise
    treated = (np.arange(units) < count).astype(np.int64)
    start = rng.uniform(0.1, 0.3, units)
    change = NOISE * rng.standard_normal((LOOKS, units))
    without = np.vstack([start, start + change])
    strength = np.arange(LOOKS + 1) / LOOKS if growing else np.r_[0.0, np.ones(LOOKS)]
    return PilotOutcome(
        np.full(units, 10), {count: treated}, without, {count: without + effect * strength[:, None] * treated}
    )


def toy_pilots(number, **said):
    """So many, each with noise of its own."""
    return [toy_pilot(seed, **said) for seed in range(number)]
