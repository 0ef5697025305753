"""The roll of communities: what became of each, and who sat in them, week by week."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.state import NEVER, Counters, World


class ObservedCommunities(NamedTuple):
    """Every community that there was, one entry each.

    Attributes:
        slot: Its slot in the world.
        born: Workday of its founding; negative for those there at the start.
        last: Workday of its latest post, or of its founding without one.
        broadcast: Whether only its founder writes.
        closed: Whether it was closed while it was watched.
    """

    slot: NDArray[np.int64]
    born: NDArray[np.int64]
    last: NDArray[np.int64]
    broadcast: NDArray[np.bool_]
    closed: NDArray[np.bool_]


class CommunityLog(NamedTuple):
    """What was noted of communities.

    Attributes:
        communities: Every community.
        latest: Workday of the latest post of each community at the end of each week, NEVER before its founding; line 0
            is the start; shape (weeks + 1, communities).
        seats: Number in ``communities`` of each seat of each row at the end of each week, -1 for none; line 0 is the
            start; shape (weeks + 1, n, seats). No weeks unless people are watched closely.
    """

    communities: ObservedCommunities
    latest: NDArray[np.int64]
    seats: NDArray[np.int32]


class CommunityRecorder:
    """Keeps the roll while a run goes on."""

    def __init__(self, world: World, *, closely: bool) -> None:
        """Begin with the start.

        Args:
            world: The world at the start.
            closely: Whether seats are noted too.
        """
        self._closely = closely
        self._numbers: dict[tuple[int, int], int] = {}
        self._lines: list[tuple[int, int, int, bool, bool]] = []
        self._latest: list[list[int]] = []
        self._seats: list[NDArray[np.int32]] = []
        self.note(world)

    def note(self, world: World) -> None:
        """Note all communities, and who sits where; once a week is enough, since they are closed once a week."""
        communities = world.communities[: int(world.counters[Counters.SLOTS])]
        numbers = np.full(len(world.communities), -1, np.int32)
        for slot in range(len(communities)):
            place = (slot, int(communities["born"][slot]))
            number = self._numbers.setdefault(place, len(self._numbers))
            closed = not communities["is_open"][slot]
            line = (*place, int(communities["last"][slot]), bool(communities["style"][slot]), closed)
            self._lines[number : number + 1] = [line]
            numbers[slot] = -1 if closed else number
        self._latest.append([line[2] for line in self._lines])
        if self._closely:
            self._seats.append(np.where(world.seats >= 0, numbers[world.seats], -1).astype(np.int32))

    def community_log(self) -> CommunityLog:
        """Everything so far."""
        columns = np.array(self._lines, np.int64).reshape(len(self._lines), 5).T
        communities = ObservedCommunities(columns[0], columns[1], columns[2], columns[3] == 1, columns[4] == 1)
        latest = np.full((len(self._latest), len(self._lines)), NEVER, np.int64)
        for week, line in enumerate(self._latest):
            latest[week, : len(line)] = line
        seats = np.stack(self._seats) if self._seats else np.zeros((0, 0, 0), np.int32)
        return CommunityLog(communities, latest, seats)


def words_in(community_log: CommunityLog, slot: NDArray[np.int64], day: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number of the community that had a slot on a workday, -1 for none.

    Args:
        community_log: The roll.
        slot: Slots, -1 for none; shape (k,).
        day: Workdays; shape (k,).
    """
    order = np.lexsort((community_log.communities.born, community_log.communities.slot))
    span = int(np.abs(community_log.communities.born).max(initial=0)) + int(np.abs(day).max(initial=0)) + 1
    keys = community_log.communities.slot[order] * 2 * span + community_log.communities.born[order] + span
    place = np.searchsorted(keys, slot * 2 * span + day + span, side="right") - 1
    return np.where((slot >= 0) & (place >= 0), order[np.maximum(place, 0)] if len(order) else -1, -1)
