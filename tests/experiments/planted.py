"""Tables of runs in which what fails is known, because it was planted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from esnsim.rng.address import Draw, key_of
from esnsim.rng.arrays import uniforms

COUNT, SHARE, LEADERS, NOTHING = (
    "programmes.ambassadors[0].count",
    "initial.contributor",
    "programmes.ambassadors[1].presence",
    "behaviour.imitation",
)
FACTORS = [COUNT, SHARE, LEADERS, NOTHING]


def random_numbers(count: int, *parts: object):
    """Numbers in [0, 1) that belong to these parts."""
    return uniforms(key_of("planted", *parts), np.arange(count), 0, Draw.TRY)


def tried(points: int, seed: int) -> pd.DataFrame:
    """Points spread at random: two whole or real numbers that may matter, one text, and one number that never does."""
    count, share, leaders, nothing = (random_numbers(points, seed, name) for name in FACTORS)
    return pd.DataFrame(
        {
            COUNT: np.round(50 + 450 * count).astype(int),
            SHARE: 0.02 + 0.18 * share,
            LEADERS: np.where(leaders < 0.5, "absent", "present"),
            NOTHING: nothing,
        }
    )


def simulated(
    points: pd.DataFrame, fails: Callable[[pd.DataFrame], pd.Series], noise: float, runs: int, seed: int
) -> pd.DataFrame:
    """Runs at these points; each does otherwise than planted with a chance of ``noise``."""
    planted = fails(points).to_numpy()
    table = points.loc[points.index.repeat(runs)].reset_index(drop=True)
    turned = random_numbers(len(table), seed, "noise") < noise
    table["failed"] = np.repeat(planted, runs) ^ turned
    return table
