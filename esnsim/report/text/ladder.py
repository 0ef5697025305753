"""What each rung of the ladder means, in the words that every table and picture uses.

"Active" is never said without its definition.

ODD element: observation.
"""

from __future__ import annotations

DEFINITIONS = {
    "enabled": "has an account",
    "reader": "visited in the last 28 days",
    "interactive": "reacted, replied or posted in the last 28 days",
    "contributor": "wrote a post or reply in the last 28 days",
    "regular": "wrote more than two posts or replies in the last 28 days",
    "lapsed": "was a reader, has not visited for 56 days",
    "returned": "came back in the last 28 days after 56 days or more away",
}
"""Rungs from the bottom, each with who stands on it."""

ANSWERED = ("contributor", "interactive", "reader", "regular")
"""Rungs on which programmes are compared in words, the most telling one first."""

DRAWN = ("reader", "interactive", "contributor", "regular")
"""Rungs that have a panel of their own in every picture."""
