"""Pauses after wrong codes, so that nobody finds one by trying."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from esnsim.web.classroom.classroom import ClassError

FREE = 4
"""Wrong codes in a row that cost nothing: slips of the hand."""
LONGEST = 60.0
"""Seconds of the longest pause."""
WINDOW, MOST = 60.0, 60
"""Seconds, and wrong codes of all visitors within them, after which everybody waits."""
MOST_KNOWN = 10_000
"""Visitors that are remembered."""


@dataclass
class Attempts:
    """What somebody tried.

    Attributes:
        wrong: Wrong codes in a row.
        until: When the next may be tried, seconds of the clock.
    """

    wrong: int = 0
    until: float = -math.inf


class Patience:
    """Who has to wait before the next code is tried."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Nobody has tried anything.

        Args:
            clock: Seconds since some moment.
        """
        self._clock = clock
        self._attempts: dict[str, Attempts] = {}
        self._lately: deque[float] = deque(maxlen=MOST)

    def check(self, visitor: str) -> None:
        """See that somebody may try a code now.

        Raises:
            ClassError: If not, with how long it takes.
        """
        now = self._clock()
        wait = self._attempts.get(visitor, Attempts()).until - now
        if len(self._lately) == MOST:
            wait = max(wait, self._lately[0] + WINDOW - now)
        if wait > 0:
            raise ClassError(f"too many wrong codes; wait {math.ceil(wait)} seconds and try again")

    def wrong(self, visitor: str) -> None:
        """Note a wrong code."""
        now = self._clock()
        self._lately.append(now)
        while len(self._attempts) >= MOST_KNOWN and visitor not in self._attempts:
            del self._attempts[next(iter(self._attempts))]
        attempts = self._attempts.setdefault(visitor, Attempts())
        attempts.wrong += 1
        if attempts.wrong >= FREE:
            attempts.until = now + min(2.0 ** (attempts.wrong - FREE), LONGEST)

    def right(self, visitor: str) -> None:
        """Note a right code: slips before it are forgotten."""
        self._attempts.pop(visitor, None)
