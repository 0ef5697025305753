"""What happened week by week, Monday to Sunday in UTC unless files count otherwise; weeks nobody covers are unknown."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from esnsim.calendar import DAYS_A_WEEK
from esnsim.usage.assessing.activity import Numbers, UsageActivity, is_written
from esnsim.usage.assessing.rungs import standing_in
from esnsim.usage.files.moments import monday_of
from esnsim.usage.record import COUNTED, UNKNOWN, Form, Span

FLOWS = ("posts", "replies", "messages", "reactions", "reads")
"""What may be added over days; people may not."""


@dataclass(frozen=True)
class UsageWeek:
    """What happened in a week.

    Attributes:
        span: Its days.
        counts: By a word of `COUNTED`; what is missing is unknown.
        covered: How many of its days files cover.
    """

    span: Span
    counts: dict[str, int] = field(default_factory=dict)
    covered: int = DAYS_A_WEEK

    @property
    def is_whole(self) -> bool:
        """Whether files cover all of it."""
        return self.covered >= self.span.days


def usage_weeks(activity: UsageActivity) -> list[UsageWeek]:
    """All weeks that files cover a day of, the earliest first; none where files know no weeks."""
    days = activity.days
    if days is None:
        return []
    if activity.messages is not None:
        return _of_messages(activity, days)
    if activity.tallies is not None:
        return _of_tallies(activity) if activity.sums_are_short else []
    return _of_rows(activity)


def _mondays(days: Span) -> range:
    return range(monday_of(days.first), days.last + 1, DAYS_A_WEEK)


def _covered_days(activity: UsageActivity, days: Span) -> set[int]:
    """Days that some file covers."""
    spans = activity.record.spans or [days]
    return {day for span in spans for day in range(span.first, span.last + 1)}


def _of_messages(activity: UsageActivity, days: Span) -> list[UsageWeek]:
    messages = activity.messages
    assert messages is not None  # noqa: S101 - asked only where there are some
    covered = _covered_days(activity, days)
    start = monday_of(days.first)
    week = (messages.day - start) // DAYS_A_WEEK
    number = (days.last - start) // DAYS_A_WEEK + 1
    flows = _flows(activity, week, number, start)
    writers = _distinct(week, messages.author, number)
    found = []
    for nth, first in enumerate(_mondays(days)):
        span = Span(first, first + DAYS_A_WEEK - 1)
        there = sum(day in covered for day in range(span.first, span.last + 1))
        if not there:
            continue
        counts = {name: int(column[nth]) for name, column in flows.items()}
        found.append(UsageWeek(span, {**counts, "contributors": int(writers[nth])}, there))
    return found


def _flows(activity: UsageActivity, week: Numbers, number: int, start: int) -> dict[str, Numbers]:
    """What was written and reacted in each week."""
    messages, reactions = activity.messages, activity.reactions
    assert messages is not None  # noqa: S101 - asked only where there are some
    words = {"posts": Form.POST, "replies": Form.REPLY} if activity.record.reply_known else {"messages": Form.MESSAGE}
    flows = {name: np.bincount(week[is_written(messages.form, form)], minlength=number) for name, form in words.items()}
    if reactions is not None:
        of = (reactions.day - start) // DAYS_A_WEEK
        inside = (of >= 0) & (of < number)
        flows["reactions"] = np.bincount(of[inside], minlength=number)
    return flows


def _distinct(week: Numbers, author: Numbers, number: int) -> Numbers:
    """Different people in each week."""
    pairs = np.unique(np.stack((week, author)), axis=1) if len(week) else np.zeros((2, 0), np.int64)
    return np.bincount(pairs[0], minlength=number)


def _of_tallies(activity: UsageActivity) -> list[UsageWeek]:
    """Weeks out of sums of days, or as they are where sums are of weeks."""
    found = activity.tallies
    assert found is not None  # noqa: S101 - asked only where there are some
    of_days = int((found["last"] - found["first"]).max()) == 0
    firsts = np.unique(found["first"])
    starts = sorted({monday_of(int(day)) for day in firsts}) if of_days else [int(day) for day in firsts]
    weeks = []
    for first in starts:
        span = Span(first, first + DAYS_A_WEEK - 1)
        inside = (found["first"] >= span.first) & (found["last"] <= span.last)
        there = len(np.unique(found["first"][inside])) if of_days else DAYS_A_WEEK
        weeks.append(
            UsageWeek(span, _counts(activity, span, {name: each[inside] for name, each in found.items()}), there)
        )
    return weeks


def _counts(activity: UsageActivity, span: Span, rows: dict[str, Numbers]) -> dict[str, int]:
    """What people did in a week."""
    standing = standing_in(activity, span, former=True)
    people = {"readers": standing.reader, "interactive": standing.interactive, "contributors": standing.contributor}
    if not standing.interactive_whole:
        people.pop("interactive")
    counts = {name: int(mask.sum()) for name, mask in people.items() if mask is not None}
    flows = {"posts": "posts", "replies": "replies", "messages": "written", "reactions": "reacted", "reads": "read"}
    for name, field_name in flows.items():
        known = rows[field_name][rows[field_name] != UNKNOWN]
        if len(known):
            counts[name] = int(known.sum())
    return counts


def _of_rows(activity: UsageActivity) -> list[UsageWeek]:
    """Weeks as they were counted; of days, what may be added, and no people."""
    rows = activity.record.rows
    if all(row.span.days == DAYS_A_WEEK for row in rows):
        return [UsageWeek(row.span, dict(row.counts)) for row in rows]
    if any(row.span.days > 1 for row in rows):
        return [UsageWeek(row.span, dict(row.counts), row.span.days) for row in rows]
    by_week: dict[int, list[dict[str, int]]] = {}
    days: dict[int, set[int]] = {}
    for row in rows:
        monday = monday_of(row.span.first)
        by_week.setdefault(monday, []).append(dict(row.counts))
        days.setdefault(monday, set()).add(row.span.first)
    weeks = [_summed(monday, found, len(days[monday])) for monday, found in sorted(by_week.items())]
    return [week for week in weeks if week.counts]


def _summed(monday: int, rows: list[dict[str, int]], there: int) -> UsageWeek:
    """A week out of days: what may be added is; people who did something on several days cannot be.

    A week of which a count is missing on some days is no whole week.
    """
    words = [word for word in COUNTED if word in FLOWS and any(word in row for row in rows)]
    counts = {word: sum(row[word] for row in rows if word in row) for word in words}
    known = min((sum(word in row for row in rows) for word in words), default=there)
    return UsageWeek(Span(monday, monday + DAYS_A_WEEK - 1), counts, min(there, known))
