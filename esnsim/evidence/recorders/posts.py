"""Every post of a run, with what became of it: taken from the feed day by day."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.evidence.recorders.reply_log import ReplyLog
from esnsim.state import NEVER, Counters, World


class Posts(NamedTuple):
    """Posts in the order in which they were written; their numbers count from the oldest in the feed at the start.

    Attributes:
        person: Id of the author.
        row: Row of the author.
        day: Workday.
        community: Community it was posted to, -1 for followers or where the model has no communities.
        answers: Replies and reactions, all of which come within two weeks.
        answered: Workday of the first of them, `NEVER` without one.
    """

    person: NDArray[np.int64]
    row: NDArray[np.int64]
    day: NDArray[np.int64]
    community: NDArray[np.int64]
    answers: NDArray[np.int64]
    answered: NDArray[np.int64]


class PostRecorder:
    """Keeps the list of posts while a run goes on.

    Attributes:
        first: Number of the oldest post in the feed.
    """

    def __init__(self, world: World) -> None:
        """Take over what is in the feed."""
        self.first = 0
        self._seen = 0
        self._columns: list[tuple[NDArray[np.int64], ...]] = []
        self._add(world.items[: world.counters[Counters.ITEMS]])

    def look(self, world: World, day: int) -> None:
        """Note new posts.

        Args:
            world: The world after this day has circulated.
            day: The workday.
        """
        items = world.items[: world.counters[Counters.ITEMS]]
        new = items[items["day"] == day]
        # Only the oldest leave the feed, so numbers of those in it follow each other.
        self.first = self._seen - (len(items) - len(new))
        self._add(new)

    def _add(self, items: NDArray[Any]) -> None:
        names = items.dtype.names or ()
        community = items["community"] if "community" in names else np.full(len(items), -1)
        columns = (items["person"], items["author"], items["day"], community)
        self._columns.append(tuple(column.astype(np.int64) for column in columns))
        self._seen += len(items)

    def posts(self, reply_log: ReplyLog) -> Posts:
        """All posts so far.

        Args:
            reply_log: All replies and reactions so far.
        """
        person, row, day, community = (np.concatenate(column) for column in zip(*self._columns, strict=True))
        answers = np.bincount(reply_log.post, minlength=self._seen)
        answered = np.full(self._seen, NEVER, np.int64)
        # Letters are in the order of days; written from the last to the first, the first stays.
        answered[reply_log.post[::-1]] = reply_log.day[::-1]
        return Posts(person, row, day, community, answers, answered)
