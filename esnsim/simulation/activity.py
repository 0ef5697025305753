"""Who did something today that others may notice, listed in one look at everybody.

Few do, so whatever follows goes through short lists; looking at everybody takes longer than all of it.

ODD element: process overview and scheduling.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from esnsim.behaviour.person import Wish
from esnsim.compilation import compiled
from esnsim.state import ContactCounts, Ints, People, World


class Active(NamedTuple):
    """Those who did something today.

    Attributes:
        responders: Rows of those who replied or reacted.
        posters: Positions of those who posted, in ascending order.
        leavers: Rows of positions whose holder left.
        joiners: Rows of those who want to join a community.
        founders: Positions of those who want to found one, in ascending order.
        drifters: Rows of those who look at one of their own with a mind to leave it.
    """

    responders: Ints
    posters: Ints
    leavers: Ints
    joiners: Ints
    founders: Ints
    drifters: Ints


@compiled
def list_active(world: World) -> Active:
    """Forget what was news this morning, and list who did something today."""
    people = world.people
    forget_news(world.contact_counts)
    rows = rows_of_active(people)
    room = len(rows)
    responders, posters, leavers = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int32)
    joiners, founders, drifters = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int32)
    responding = posting = leaving = joining = founding = drifting = 0
    for row in rows:
        it = people[row]
        responders[responding] = row
        responding += it.replies + it.reactions > 0
        posters[posting] = it.person % len(people)
        posting += it.posts > 0
        leavers[leaving] = row
        leaving += (it.wish & Wish.LEFT.value) != 0
        joiners[joining] = row
        joining += (it.wish & Wish.JOIN.value) != 0
        founders[founding] = it.person % len(people)
        founding += (it.wish & Wish.FOUND.value) != 0
        drifters[drifting] = row
        drifting += (it.wish & Wish.DRIFT.value) != 0
    return Active(
        responders=responders[:responding],
        posters=ascending(posters[:posting]),
        leavers=leavers[:leaving],
        joiners=joiners[:joining],
        founders=ascending(founders[:founding]),
        drifters=drifters[:drifting],
    )


@compiled
def ascending(positions: Ints) -> Ints:
    """The positions put in order, in place; they are already unless rows were shuffled (Shell's sort).

    NumPy's own takes more than a second to compile.
    """
    gap = len(positions) // 2
    while gap > 0:
        for place in range(gap, len(positions)):
            position, free = positions[place], place
            while free >= gap and positions[free - gap] > position:
                positions[free] = positions[free - gap]
                free -= gap
            positions[free] = position
        gap //= 2
    return positions


@compiled
def forget_news(contact_counts: ContactCounts) -> None:
    """Set to 0 what was news this morning."""
    for row in range(len(contact_counts)):
        contact_counts[row].answers = 0
    for row in range(len(contact_counts)):
        contact_counts[row].silences = 0
    for row in range(len(contact_counts)):
        contact_counts[row].heard = 0


@compiled
def rows_of_active(people: People) -> Ints:
    """Rows of all who did anything."""
    did = np.empty(len(people), np.int8)
    for row in range(len(people)):
        it = people[row]
        did[row] = it.posts | it.replies | it.reactions | it.wish
    rows, active = np.empty(len(people), np.int32), 0
    for row in range(len(people)):
        rows[active] = row
        active += did[row] != 0
    return rows[:active]
