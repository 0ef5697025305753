"""Who begins to write, who falls silent and who comes back; which accounts were opened and closed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from esnsim.calendar import LAPSE_DAYS, MONTH_DAYS, QUARTER_DAYS
from esnsim.usage.assessing.activity import Numbers, UsageActivity
from esnsim.usage.record import UNKNOWN, Span


class Movement(NamedTuple):
    """Who came and went at the end of the record; None where it is too short, or files cannot say it.

    Attributes:
        window: The last 28 days.
        first_time: Wrote in them, and never before in the record.
        returned: Wrote in them, for the first time after 56 days or more.
        silent: Wrote in the 28 days before the last 56, and in those 56 not at all.
        wrote_then: Wrote in these 28 days.
        opened: Accounts opened in the last quarter of a year.
        closed: Accounts closed in it.
    """

    window: Span | None
    first_time: int | None
    returned: int | None
    silent: int | None
    wrote_then: int | None
    opened: int | None
    closed: int | None


def movement_of(activity: UsageActivity) -> Movement | None:
    """Who came and went; None where files know no days of anybody."""
    days, found = activity.days, _days_of_writing(activity)
    if days is None or activity.record.accounts is None:
        return None
    opened, closed = _accounts(activity, days.last)
    if found is None or days.days < LAPSE_DAYS + MONTH_DAYS:
        return Movement(None, None, None, None, None, opened, closed) if opened is not None else None
    person, day = found
    people = len(activity.counted)
    last = Span(days.last - MONTH_DAYS + 1, days.last)
    now = _wrote(person, day, people, last)
    before = _wrote(person, day, people, Span(days.first, last.first - 1))
    nearer = _wrote(person, day, people, Span(last.first - LAPSE_DAYS, last.first - 1))
    then = _wrote(person, day, people, Span(days.last - LAPSE_DAYS - MONTH_DAYS + 1, days.last - LAPSE_DAYS))
    since = _wrote(person, day, people, Span(days.last - LAPSE_DAYS + 1, days.last))
    return Movement(
        last,
        int((now & ~before).sum()),
        int((now & before & ~nearer).sum()) if days.days >= LAPSE_DAYS + 2 * MONTH_DAYS else None,
        int((then & ~since).sum()),
        int(then.sum()),
        opened,
        closed,
    )


def _days_of_writing(activity: UsageActivity) -> tuple[Numbers, Numbers] | None:
    """Who wrote on which days, as far as files know it."""
    if activity.messages is not None:
        own = activity.counted[activity.messages.author]
        return activity.messages.author[own], activity.messages.day[own]
    if activity.tallies is not None and activity.sums_are_short:
        wrote = (activity.tallies["written"] > 0) & activity.counted[activity.tallies["person"]]
        return activity.tallies["person"][wrote], activity.tallies["last"][wrote]
    return None


def _wrote(person: Numbers, day: Numbers, people: int, span: Span) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    found = np.zeros(people, bool)
    found[person[(day >= span.first) & (day <= span.last)]] = True
    return found


def _accounts(activity: UsageActivity, last: int) -> tuple[int | None, int | None]:
    """Accounts opened and closed in the last quarter of a year, where files say when."""
    accounts = activity.record.accounts
    assert accounts is not None  # noqa: S101 - asked only where there are some
    joined, left = (np.frombuffer(column, np.int32) for column in (accounts.joined, accounts.left))
    if not accounts.complete or (joined == UNKNOWN).all():
        return None, None
    since = last - QUARTER_DAYS
    opened = int(((joined > since) & (joined <= last) & activity.counted).sum())
    return opened, int(((left > since) & (left <= last)).sum())
