"""Which communities are in use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from esnsim.calendar import LAPSE_DAYS
from esnsim.usage.assessing.activity import UsageActivity
from esnsim.usage.record import UNKNOWN, CommunityRow

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
    if activity.record.groups:
        return _of_groups(activity.record.groups)
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
    called = activity.record.community_names
    names = [called.get(name, name) for name in activity.record.communities]
    busiest = tuple(
        CommunityUse(names[each] if writers[each] >= NAMED else "", int(writers[each]), int(count[each]))
        for each in order[:LISTED]
        if count[each]
    )
    half = int(np.searchsorted(np.cumsum(count[order]), count.sum() / 2.0)) + 1 if count.sum() else None
    days = min(LAPSE_DAYS, last - int(messages.day[0]) + 1)
    return LivingCommunities(len(np.unique(own.community)), int((count > 0).sum()), days, busiest, half)


def _of_groups(rows: Sequence[CommunityRow]) -> LivingCommunities | None:
    """Which communities are in use, as a report of communities says it; the newest period counts."""
    spans = [row.span for row in rows if row.span is not None]
    newest = max(spans, key=lambda span: (span.last, span.first)) if spans else None
    own = [row for row in rows if row.span == newest]
    posted = sorted((row.posted for row in own if row.posted > 0), reverse=True)
    half = int(np.searchsorted(np.cumsum(posted), sum(posted) / 2.0)) + 1 if posted else None
    return LivingCommunities(len(own), sum(bool(row.active) for row in own), newest.days if newest else 0, (), half)
