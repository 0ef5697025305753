"""What is offered and read, day by day."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.state import Aggregates, World


class ReadingLog(NamedTuple):
    """One entry a workday.

    Attributes:
        visitors: People who visited.
        items: Items that they read, all together.
        far: Items from elsewhere that were offered to each of them.
    """

    visitors: NDArray[np.int64]
    items: NDArray[np.int64]
    far: NDArray[np.float64]


class ReadingRecorder:
    """Notes reading while a run goes on."""

    def __init__(self) -> None:
        """Nothing read yet."""
        self._lines: list[tuple[int, int, float]] = []

    def note(self, world: World, day: int) -> None:
        """Note a day.

        Args:
            world: The world after people stepped through this day and before the exchange, which offers anew.
            day: The workday.
        """
        people = world.people
        visitors = int((people.visited == day).sum())
        far = float(world.aggregates[Aggregates.FAR_ITEMS])
        self._lines.append((visitors, int(people.items.sum(dtype=np.int64)), far))

    def reading_log(self) -> ReadingLog:
        """Everything so far."""
        columns = np.array(self._lines, np.float64).reshape(len(self._lines), 3).T
        return ReadingLog(columns[0].astype(np.int64), columns[1].astype(np.int64), columns[2])
