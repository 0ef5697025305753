"""What trials do to a world that no programme can: silence people, let them write more, keep items away."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.state import World

MUTE = -50.0
"""Added to the log of posts a visit, it leaves nothing."""


class WritingShift:
    """People write and react more, or less, than they would; everything is given back when it is over."""

    def __init__(self, first: int, weeks: int, by: float, busiest: int = 0) -> None:
        """Say who and when.

        Args:
            first: First week, counted from 1.
            weeks: How long.
            by: Added to the log of posts a visit; `MUTE` for silence, which ends a founder's zeal too.
            busiest: How many are concerned, those who wrote most since the half-year began; 0 for everybody.
        """
        self._first = (first - 1) * WORKDAYS_A_WEEK
        self._end = self._first + weeks * WORKDAYS_A_WEEK
        self._by, self._busiest = by, busiest
        self.rows: NDArray[np.int64] = np.zeros(0, np.int64)
        """Positions of those concerned, once it has begun."""
        self._before: NDArray[np.float32] = np.zeros(0, np.float32)

    def __call__(self, world: World, day: int) -> None:
        """See to it before anybody steps through a day.

        Args:
            world: The world at the end of the day before.
            day: The workday.
        """
        people = world.people
        if day == self._first:
            self.rows = self._chosen(people.written)
            self._before = people.propensity[self.rows].copy()
            people.propensity[self.rows] += self._by
        if self._by == MUTE and self._first <= day < self._end:
            people.propensity[self.rows] = MUTE  # a successor's too
            people.zeal[self.rows] = 0.0
        if day == self._end:
            people.propensity[self.rows] = self._before

    def _chosen(self, written: NDArray[np.int32]) -> NDArray[np.int64]:
        if not self._busiest:
            return np.arange(len(written))
        return np.argsort(-written.astype(np.int64), kind="stable")[: self._busiest]


class Sifted:
    """A share of all items that are offered to anybody is kept away, from a week on."""

    def __init__(self, first: int, share: float) -> None:
        """Say how much and when.

        Args:
            first: First week, counted from 1.
            share: Share of items kept away, 0 to 1.
        """
        self._first, self._share = (first - 1) * WORKDAYS_A_WEEK, share

    def __call__(self, world: World, day: int) -> None:
        """See to it before anybody steps through a day.

        Args:
            world: The world at the end of the day before.
            day: The workday.
        """
        if day >= self._first:
            world.levers.sift[:] = self._share
