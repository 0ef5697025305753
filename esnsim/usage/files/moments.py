"""Dates and times as exports write them, as ordinals of days and seconds since 1970 in UTC."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

from esnsim.organisation.importing.dates import TWO_WAYS, read_days
from esnsim.usage.record import UNKNOWN

SECONDS_A_DAY = 86_400
EPOCH_DAY = date(1970, 1, 1).toordinal()
NOTHING = frozenset({"", "null", "none", "n/a", "never", "-"})
"""What exports write where there is no date."""
EARLIEST, LATEST = ((date(year, 1, 1).toordinal() - EPOCH_DAY) * SECONDS_A_DAY for year in (1990, 2100))
"""Seconds outside of which no message was written: systems write 1970 where they know no time."""
MILLISECONDS = 10**11
"""Numbers from which a time counts milliseconds rather than seconds since 1970."""
PLAIN = re.compile(r"\d{9,13}(?:\.\d+)?")


def day_of_second(second: int) -> int:
    """The day, in UTC, on which a second lies."""
    return EPOCH_DAY + second // SECONDS_A_DAY


def second_of_day(day: int) -> int:
    """The first second of a day."""
    return (day - EPOCH_DAY) * SECONDS_A_DAY


def second_of(text: str) -> int | None:
    """Seconds since 1970 of a time in ISO form or counted since 1970, UTC unless it says otherwise; None if none is.

    Args:
        text: Such as ``2026-01-05T08:15:00.000Z``, ``2026-01-05 08:15:00 UTC`` or ``1767600300.000200``.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _second_otherwise(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return int(moment.timestamp() // 1)


def _second_otherwise(text: str) -> int | None:
    """The rarer forms."""
    text = text.strip()
    if text.upper().endswith(" UTC"):
        return second_of(text[:-4])
    if PLAIN.fullmatch(text):
        number = float(text)
        return int(number // 1000 if number >= MILLISECONDS else number)
    return None


def day_of_text(text: str, *, month_first: bool | None = None) -> int | None:
    """The day that a text means, `UNKNOWN` where it says that there is none, None where it cannot be read or be.

    Args:
        text: Such as ``2026-01-30``, ``Feb 16, 2026``, or a time.
        month_first: How ``01/04/2026`` is meant.
    """
    if text.lower() in NOTHING:
        return UNKNOWN
    order = "" if month_first is None else "month/day/year" if month_first else "day/month/year"
    try:
        found: date | None = date.fromisoformat(text[:10])
    except ValueError:
        found = read_days([text], order).days[0]
    return found.toordinal() if found is not None and may_be(found) else None


def may_be(day: date) -> bool:
    """Whether a network could be used on a day: what lies in other years is a slip, or stands for no day."""
    return EARLIEST <= second_of_day(day.toordinal()) < LATEST


def is_month_first(texts: Sequence[str]) -> bool | None:
    """How a column writes dates such as 01/04/2026; None where no date of it proves either.

    Args:
        texts: The column.
    """
    return {"month/day/year": True, "day/month/year": False}.get(read_days(texts).order)


def may_be_two(text: str) -> bool:
    """Whether a date can be two days, such as 01/04/2026."""
    return bool(TWO_WAYS.fullmatch(text))


def monday_of(day: int) -> int:
    """The Monday of a day's week."""
    return day - (day - 1) % 7


def iso(day: int) -> str:
    """A day as people write it in tables."""
    return date.fromordinal(day).isoformat()
