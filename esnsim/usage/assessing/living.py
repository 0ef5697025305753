"""Which communities are in use."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from esnsim.calendar import LAPSE_DAYS
from esnsim.usage.assessing.activity import UsageActivity
from esnsim.usage.record import UNKNOWN

NAMED = 5
"""Different writers from which a community may be named: the name of a smaller one may be that of a person."""
LISTED = 15


class CommunityUse(NamedTuple):
    """One community.

    Attributes:
        name: What it is called; empty where too few people write in it.
        writers: Different people who wrote in it within the last 56 days.
        messages: How many, in those days.
    """

    name: str
    writers: int
    messages: int


class LivingCommunities(NamedTuple):
    """Which communities are in use.

    Attributes:
        seen: Communities with any message in the record.
        living: With one within the last 56 days.
        days: Days of the record, up to 56.
        busiest: Those with most messages in these days.
        half: How many communities half of the messages of these days are in; None where there are none.
    """

    seen: int
    living: int
    days: int
    busiest: tuple[CommunityUse, ...]
    half: int | None


def living_communities(activity: UsageActivity) -> LivingCommunities | None:
    """Which communities are in use; None where files name none."""
    messages = activity.messages
    if messages is None or not len(messages.day) or (messages.community == UNKNOWN).all():
        return None
    own = messages.taking(messages.community != UNKNOWN)
    last = int(messages.day[-1])
    recent = own.taking(own.day > last - LAPSE_DAYS)
    count = np.bincount(recent.community, minlength=len(activity.record.communities))
    pairs = np.unique(np.stack((recent.community, recent.author)), axis=1)
    writers = np.bincount(pairs[0], minlength=len(count))
    order = np.lexsort((np.arange(len(count)), -count))
    names = list(activity.record.communities)
    busiest = tuple(
        CommunityUse(names[each] if writers[each] >= NAMED else "", int(writers[each]), int(count[each]))
        for each in order[:LISTED]
        if count[each]
    )
    half = int(np.searchsorted(np.cumsum(count[order]), count.sum() / 2.0)) + 1 if count.sum() else None
    days = min(LAPSE_DAYS, last - int(messages.day[0]) + 1)
    return LivingCommunities(len(np.unique(own.community)), int((count > 0).sum()), days, busiest, half)
