"""Who answers whom: noted on the way, since the world itself keeps only how many answers a post has.

Whom somebody answers is decided by addressed chance from yesterday's feed. It can therefore be asked once more,
between the day and the moment at which answers are handed out, without changing anything.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.compilation import compiled
from esnsim.rng.address import Draw
from esnsim.simulation.exchange import sum_appeal
from esnsim.simulation.replies import find_item
from esnsim.state import Counters, World

ROW, ITEM, IS_REPLY = range(3)


class ReplyLog(NamedTuple):
    """Replies and reactions that found a post, in the order of days; one entry each.

    Attributes:
        day: Workday.
        row: Row of who answers.
        person: Id of who answers.
        post: Number of the post answered, counted from the first of the run, see `Posts`.
        reply: Whether it is a reply; a reaction otherwise.
    """

    day: NDArray[np.int32]
    row: NDArray[np.int32]
    person: NDArray[np.int64]
    post: NDArray[np.int64]
    reply: NDArray[np.bool_]


def letters_of(world: World, day: int, first_post: int) -> ReplyLog:
    """Replies and reactions of today, before they are handed out.

    Args:
        world: The world after people stepped through this day and before the exchange.
        day: The workday.
        first_post: Number of the oldest post in the feed.
    """
    people = world.people
    most = int(people.replies.sum(dtype=np.int64) + people.reactions.sum(dtype=np.int64))
    notes = np.empty((most, 3), np.int64)
    notes = notes[: address(world, day, notes) if most and world.counters[Counters.ITEMS] else 0]
    rows = notes[:, ROW]
    return ReplyLog(
        np.full(len(notes), day, np.int32),
        rows.astype(np.int32),
        people.person[rows],
        notes[:, ITEM] + first_post,
        notes[:, IS_REPLY] == 1,
    )


@compiled
def address(world: World, day: int, notes: NDArray[np.int64]) -> int:
    """Note row, place of the post and kind of every answer of today; how many found a post."""
    sum_appeal(world, day)  # what circulating does first; twice is as good as once
    found = 0
    for row in range(len(world.people)):
        for nth in range(int(world.people[row].replies)):
            found = note(row, find_item(world, row, day, Draw.ANSWER.value, nth), 1, notes, found)
        for nth in range(int(world.people[row].reactions)):
            found = note(row, find_item(world, row, day, Draw.RESPOND.value, nth), 0, notes, found)
    return found


@compiled
def note(row: int, item: int, reply: int, notes: NDArray[np.int64], found: int) -> int:
    """Note one answer if it found a post; how many there are then."""
    if item < 0:
        return found
    notes[found, 0], notes[found, 1], notes[found, 2] = row, item, reply
    return found + 1


def bound(parts: list[ReplyLog]) -> ReplyLog:
    """Letters of many days as one."""
    if not parts:
        empty = np.zeros(0, np.int32)
        return ReplyLog(empty, empty, empty.astype(np.int64), empty.astype(np.int64), empty.astype(np.bool_))
    return ReplyLog(*(np.concatenate(column) for column in zip(*parts, strict=True)))
