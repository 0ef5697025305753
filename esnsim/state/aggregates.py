"""Values of the whole network.

ODD element: state variables.
"""

from __future__ import annotations

from enum import IntEnum


class Aggregates(IntEnum):
    """Network-wide values, as places in ``World.aggregates``."""

    POPULARITY = 0
    """Share of everybody who visited in the last 28 days."""
    TOP_WRITING = 1
    """Share of everybody whom those of the top tier reach who contributed in the last 28 days."""
    ANSWERED = 2
    """Share of recent posts that got an answer."""
    FAR_ITEMS = 3
    """Items from elsewhere that surface in everybody's feed today."""
    FAR_STOCK = 4
    """Useful content from elsewhere within everybody's reach, in posts."""
    STOCK = 5
    """Useful content of the whole network, in posts."""
    RECENT_ANSWERED = 6
    """Fading count of posts that got an answer."""
    RECENT_JUDGED = 7
    """Fading count of posts answered or given up on."""
    HEARSAY = 8
    """Share of everybody who visited in the last 28 days, those who only tried it counted at less than full weight, as
    far as one hears of people beyond the contacts."""


class Counters(IntEnum):
    """Network-wide whole numbers, as places in ``World.counters``; those before `ITEMS` are set anew each day."""

    POSTS = 0
    """Posts written today."""
    REPLIES = 1
    """Replies written today."""
    REACTIONS = 2
    """Reactions given today."""
    CROSS_UNIT = 3
    """Replies to somebody of another unit."""
    PLACED = 4
    """Replies that found a post."""
    ANSWERED = 5
    """Posts that got their first answer."""
    SILENT = 6
    """Posts given up on without an answer."""
    COMMUNITY_POSTS = 7
    """Posts written in communities."""
    BORN = 8
    """Communities founded."""
    CLOSED = 9
    """Communities without a post for 56 days since today."""
    ITEMS = 10
    """Posts in the feed."""
    USING = 11
    """People who visited in the last 28 days."""
    TOP_WRITING = 12
    """People of the top tier who contributed in the last 28 days."""
    COMMUNITIES = 13
    """Living communities."""
    SLOTS = 14
    """Slots of `Communities` that have ever been taken."""
    STAYING = 15
    """People who visited in the last 28 days and went on after the trial."""
