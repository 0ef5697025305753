"""Where the census sits: a world at the end of a day, and how a broken law is told.

ODD element: observation.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from esnsim.errors import CensusError
from esnsim.state import World

Counts = NDArray[np.int64]


class View(NamedTuple):
    """Where the census sits: the world at the end of a day."""

    world: World
    day: int

    def demand(self, column: str, lawful: ArrayLike, law: str, found: ArrayLike) -> None:
        """Refuse the first row, in order of position, of which the law is not true.

        Raises:
            CensusError: If there is one.
        """
        wrong = np.flatnonzero(~np.asarray(lawful)[self.world.row_of])
        if len(wrong):
            row = int(self.world.row_of[wrong[0]])
            person, value = int(self.world.people.person[row]), np.asarray(found)[row]
            raise CensusError(f"workday {self.day}, person {person}: {column} is {value}; {law}")

    def demand_same(self, column: str, found: ArrayLike, counted: ArrayLike) -> None:
        """Refuse the first row whose kept value differs from the recounted one."""
        counted = np.asarray(counted)
        wrong = np.flatnonzero((np.asarray(found) != counted)[self.world.row_of])
        expected = counted[self.world.row_of[wrong[0]]] if len(wrong) else 0
        self.demand(column, np.asarray(found) == counted, f"the columns give {expected}", found)

    def demand_once(self, column: str, lawful: bool, law: str, found: float) -> None:
        """Refuse a value of the whole network.

        Raises:
            CensusError: If the law is not true of it.
        """
        if not lawful:
            raise CensusError(f"workday {self.day}, the whole network: {column} is {found}; {law}")
