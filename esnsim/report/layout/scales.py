"""Where the axes of shares and of their differences begin and end."""

from __future__ import annotations

import math

CLOSE_UP = 0.5
"""An axis begins above zero only when the lowest value is above this part of the highest, ..."""
HIGH_UP = 20.0
"""... and above this share, percent: a low share looks low."""
LEAST_ROOM = 4.0
ROUND = 5.0
LEAST_RANGE = 1.0
"""Points that an axis shows at least, so that a hair of difference does not look like an effect."""


def share_limits(low: float, high: float) -> tuple[float, float]:
    """Where a vertical axis begins and ends: at zero unless that would press the lines flat.

    Args:
        low: Lowest value drawn, percent.
        high: Highest value drawn, percent.

    Returns:
        Floor and ceiling, percent, within 0 to 100.
    """
    if low <= max(CLOSE_UP * high, HIGH_UP):
        return 0.0, min(100.0, max(high * 1.08, 1.0))
    room = max(high - low, LEAST_ROOM)
    floor = max(0.0, ROUND * math.floor((low - 0.6 * room) / ROUND))
    return floor, min(100.0, high + 0.25 * room)


def difference_limits(low: float, high: float) -> tuple[float, float]:
    """Where a vertical axis of differences begins and ends: zero is always on it.

    Args:
        low: Lowest value drawn, points.
        high: Highest value drawn, points.
    """
    low, high = min(low, 0.0), max(high, 0.0)
    missing = max(0.0, LEAST_RANGE - (high - low)) / 2
    room = 0.08 * max(high - low, LEAST_RANGE)
    return low - missing - room, high + missing + room
