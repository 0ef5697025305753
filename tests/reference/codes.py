"""Codes and fixed numbers of section 2 (codes, steps of time) and section 4 (table of decisions)."""

from __future__ import annotations

NEVER = -1_000_000
"""Section 2: "NEVER is workday -1,000,000"."""

EMPLOYED, ENABLED, TRIAL, USER, LAPSED = range(5)
"""`stage`."""
EMPLOYEE, LEADER, AMBASSADOR, COMMUNITY_MANAGER = range(4)
"""`role`."""
NONE, FIRST_LINE, MIDDLE, TOP = range(4)
"""`tier`."""
WISH_JOIN, WISH_FOUND, WISH_SUCCESSOR, WISH_LEAVE = 1, 2, 4, 8
"""Bits of `wish`."""
DIALOGUE, BROADCAST = 0, 1
"""`style`."""

WEEK, MONTH, ABSENCE, HALF_YEAR, YEAR = 5, 20, 40, 130, 260
"""Workdays of a week, 28 days, 56 days, half a year, a year."""
NEW_POST = 3
"""Workdays for which a post is new to contacts (7.10, item 7)."""
IN_FEED = 10
"""Workdays after which a post leaves the feed (7.10, item 2)."""
SEATS = 6
"""Seats of a person (7.10, items 1 and 4: "seat int(word * 6)")."""
MOST_POSTS, MOST_REPLIES, MOST_REACTIONS, MOST_ITEMS, MOST_HEARD = 4, 24, 24, 127, 100

DECISIONS: dict[str, int] = {
    "try": 0,
    "visit": 1,
    "post": 2,
    "reply": 3,
    "react": 4,
    "continue": 5,
    "lapse": 6,
    "return": 7,
    "leave": 8,
    "burn_out": 9,
    "join": 10,
    "found": 11,
    "answer": 12,
    "respond": 16,
    "appeal": 20,
    "trait": 24,
    "place": 32,
    "recruit": 44,
    "audience": 48,
    "turn": 49,
    "seat": 52,
    "invite": 56,
    "venue": 60,
    "style": 64,
    "drift": 68,
    "interest": 72,
    "work": 76,
    "obey": 80,
}
"""Number of each decision (section 4, *Stochasticity*)."""
