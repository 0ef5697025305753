"""What is believed before the weeks are known: the ensemble, made smooth so that there are models between its members.

A model is a member drawn at random, drawn a little towards the centre of all members and moved by normal steps, so that
mean and spread of every dimension stay those of the ensemble (West 1993). Steps are half as wide as the ensemble: a
wider kernel would forget which constants go together, a narrower one would only ever find the members again.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.rng.address import Draw, Key, key_of
from esnsim.rng.arrays import bell, blocks, uniforms
from esnsim.state import Doubles

STEP = 0.5
"""Standard deviation of steps, over that of the members."""
EDGE = 0.002
"""Places stay so far from the ends of ranges, so that their log-odds are finite."""


class SmoothEnsemble(NamedTuple):
    """Where models may lie.

    Attributes:
        members: Places of the members; shape (members, dimensions).
        free: Dimensions that may be narrowed; in all others a model is as its member; shape (dimensions,).
    """

    members: Doubles
    free: NDArray[np.bool_]

    def draw(self, count: int, key: Key) -> Doubles:
        """Places of so many models; shape (count, dimensions).

        Args:
            count: How many.
            key: Address of the random numbers.
        """
        rows = np.arange(count)
        chosen = self.members[(uniforms(key, rows, 0, Draw.TRY) * len(self.members)).astype(np.int64)]
        free = np.flatnonzero(self.free)
        centre, spread = self.members[:, free].mean(axis=0), self.members[:, free].std(axis=0)
        steps = STEP * spread * bells_of(key, (count, len(free)))
        moved = centre + math.sqrt(1.0 - STEP**2) * (chosen[:, free] - centre) + steps
        folded = np.abs(moved) % 2.0
        chosen[:, free] = np.clip(np.where(folded > 1.0, 2.0 - folded, folded), EDGE, 1.0 - EDGE)
        return chosen


def bells_of(key: Key, shape: tuple[int, ...]) -> Doubles:
    """Bell-shaped numbers, mean 0 and standard deviation 1, one for each place of an array.

    Args:
        key: Address of the random numbers.
        shape: Of the array.
    """
    numbers = np.arange(math.prod(shape))
    return bell(blocks(key_of("esnsim", "bells", key.low, key.high), numbers, 0, Draw.TRAIT)).reshape(shape)
