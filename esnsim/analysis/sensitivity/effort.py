"""How much is simulated to find out what an outcome depends on."""

from __future__ import annotations

from typing import NamedTuple


class Effort(NamedTuple):
    """How much is simulated.

    Attributes:
        trajectories: Walks of the screening through all ranges, >= 6; each takes a point for every constant and one.
        keep: How many constants, the strongest of the screening, are looked at again; 0 for none.
        points: Base points of the second look, a power of two, >= 8; each takes a point for every constant kept and
            two.
        replicates: Runs of each point, >= 2; two runs of the same point separate noise from effect.
        seed: Random seed of the designs.
    """

    trajectories: int = 12
    keep: int = 6
    points: int = 64
    replicates: int = 2
    seed: int = 1

    def screened(self, constants: int) -> int:
        """Points of the screening of so many constants."""
        return self.trajectories * (constants + 1)

    def ranked(self, constants: int) -> int:
        """Points of the second look at so many constants."""
        return self.points * (constants + 2) if constants else 0
