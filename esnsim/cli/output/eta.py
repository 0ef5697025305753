"""How fast runs are simulated, and how long the rest will take."""

from __future__ import annotations

from collections import deque

WINDOW = 60.0
"""Seconds over which the pace is measured: long enough to be steady, short enough to notice a change."""
MINUTE = 60.0
HOUR = 3600.0
DAY = 24.0 * HOUR
MANY = 10.0
"""From so many a second on, fractions say nothing."""


class Pace:
    """What was finished when, in the last minute.

    What had been computed before is not counted: it was there at once, and says nothing about the rest.
    """

    def __init__(self) -> None:
        """Nothing heard yet."""
        self._heard: deque[tuple[float, int]] = deque()
        self._there: int | None = None

    def hear(self, finished: int, now: float) -> None:
        """Hear how many runs are finished or given up.

        Args:
            finished: Those of earlier times included.
            now: Seconds on any clock.
        """
        if self._there is None:
            self._there = finished
        # The first run takes longer than the others, because rules may have to be compiled.
        if finished == self._there:
            return
        if len(self._heard) > 1 and self._heard[-1][1] == finished:
            self._heard.pop()
        self._heard.append((now, finished))
        # Where runs take minutes, two of them are the pace.
        while len(self._heard) > 2 and self._heard[1][0] < now - WINDOW:  # noqa: PLR2004
            self._heard.popleft()

    @property
    def a_second(self) -> float | None:
        """Runs a second, None as long as it is not known."""
        if len(self._heard) < 2:  # noqa: PLR2004
            return None
        (then, before), (now, finished) = self._heard[0], self._heard[-1]
        return (finished - before) / (now - then) if finished > before and now > then else None

    def left(self, runs: int) -> str:
        """How long so many runs will take, after a comma; nothing as long as it is not known, or nothing is left."""
        pace = self.a_second
        return f", {duration(runs / pace)} left" if pace and runs > 0 else ""

    def told(self) -> str:
        """Runs a second, or seconds a run where they are slow; after a comma."""
        pace = self.a_second
        if pace is None:
            return ""
        if pace < 1.0:
            return f", {duration(1.0 / pace)} a run"
        return f", {pace:.0f} a second" if pace >= MANY else f", {pace:.1f} a second"


def duration(seconds: float) -> str:
    """A time as a person says it."""
    if seconds < MINUTE:
        return f"{max(1, round(seconds))} s"
    if seconds < HOUR:
        return f"{round(seconds / MINUTE)} min"
    return f"{seconds / HOUR:.1f} h" if seconds < 2 * DAY else f"{seconds / DAY:.1f} days"
