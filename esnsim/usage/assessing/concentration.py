"""How unequally people write: the Gini coefficient in its form for small samples, and the part of the most active."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from esnsim.calendar import HALF_YEAR_DAYS
from esnsim.usage.assessing.activity import Numbers, UsageActivity
from esnsim.usage.assessing.rungs import standing_in, window_of
from esnsim.usage.record import Span

FEWEST = 10
"""People from which inequality among them is a number."""
MOST_ACTIVE = 0.05


@dataclass(frozen=True)
class Concentration:
    """How unequally people write.

    Attributes:
        span: Days of which messages are counted; None where files do not say them.
        writers: People who wrote.
        gini_writers: Among these; None for fewer than ten.
        gini_accounts: Among all with an account; None where these are unknown, or fewer than ten, or nobody wrote.
        top_share: Part of all messages that the most active 5 % of those with an account wrote (of the writers, where
            accounts are unknown).
        of_accounts: Whether the most active are a part of those with an account.
    """

    span: Span | None
    writers: int
    gini_writers: float | None
    gini_accounts: float | None
    top_share: float | None
    of_accounts: bool


def gini_of_few(amounts: Numbers) -> float | None:
    """The Gini coefficient times n / (n - 1), so that one who has everything makes it 1 however many there are.

    Args:
        amounts: What each has, 0 or more.

    Returns:
        0 where all have the same, 1 where one has everything; None for fewer than ten, or where nobody has anything.
    """
    count, total = len(amounts), float(amounts.sum())
    if count < FEWEST or total <= 0.0:
        return None
    ordered = np.sort(amounts)
    ranks = np.arange(1, count + 1)
    return float((2.0 * (ranks * ordered).sum() / total - (count + 1)) / (count - 1))


def concentration_of(activity: UsageActivity) -> Concentration | None:
    """How unequally people wrote in the last half-year that files cover; None where no people are known."""
    span = _span(activity)
    written = standing_in(activity, span).written
    if written is None:
        return None
    own = written[activity.counted]
    writers = own[own > 0]
    everybody = _everybody(activity, own)
    among = everybody if everybody is not None else writers
    few = FEWEST if len(among) < FEWEST else round(MOST_ACTIVE * len(among))
    top = (
        float(np.sort(among)[::-1][: max(1, few)].sum() / among.sum()) if len(among) >= FEWEST and among.sum() else None
    )
    return Concentration(
        span,
        len(writers),
        gini_of_few(writers),
        None if everybody is None else gini_of_few(everybody),
        top,
        everybody is not None,
    )


def _everybody(activity: UsageActivity, own: Numbers) -> Numbers | None:
    """Messages of all who could write, those who did not among them; None where their number is unknown."""
    if activity.accounts is not None:
        return own
    if activity.headcount is not None:
        return np.concatenate((own, np.zeros(max(0, activity.headcount - len(own)), np.int64)))
    return None


def _span(activity: UsageActivity) -> Span | None:
    """The last half-year, or what files cover of it."""
    window, days = window_of(activity), activity.days
    if window is None or days is None or (activity.messages is None and not activity.sums_are_short):
        return window
    return Span(max(days.first, window.last - HALF_YEAR_DAYS + 1), window.last)
