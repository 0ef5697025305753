"""Who did something today that others may notice, listed in one look at everybody.

Few do, so whatever follows goes through short lists; looking at everybody takes longer than all of it.

ODD element: process overview and scheduling.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from esnsim.behaviour.person import Wish
from esnsim.compilation import compiled
from esnsim.state import Ints, World

LISTS = 6


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
    people, contact_counts = world.people, world.contact_counts
    listed = np.empty((LISTS, len(people)), np.int32)
    responders, posters, leavers, joiners, founders, drifters = listed
    responding = posting = leaving = joining = founding = drifting = 0
    for row in range(len(people)):
        it, contacts = people[row], contact_counts[row]
        contacts.answers = 0
        contacts.silences = 0
        contacts.heard = 0
        wish = int(it.wish)
        if int(it.replies) + int(it.reactions) > 0:
            responders[responding] = row
            responding += 1
        if it.posts > 0:
            posters[posting] = int(it.person % len(people))
            posting += 1
        if wish & Wish.LEFT.value:
            leavers[leaving] = row
            leaving += 1
        if wish & Wish.JOIN.value:
            joiners[joining] = row
            joining += 1
        if wish & Wish.FOUND.value:
            founders[founding] = int(it.person % len(people))
            founding += 1
        if wish & Wish.DRIFT.value:
            drifters[drifting] = row
            drifting += 1
    return Active(
        responders=responders[:responding],
        posters=np.sort(posters[:posting]),
        leavers=leavers[:leaving],
        joiners=joiners[:joining],
        founders=np.sort(founders[:founding]),
        drifters=drifters[:drifting],
    )
