"""Viva Insights queries: a row a person and week (or day), about mail, chats, meetings and channels.

Only PersonId and MetricDate are certain; all other columns depend on the query. Ids differ between two queries.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from esnsim.calendar import DAYS_A_WEEK
from esnsim.usage.files.container import Container
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.files.moments import is_month_first, monday_of
from esnsim.usage.files.tables import Row, table_streams
from esnsim.usage.parsing.cells import Cells
from esnsim.usage.parsing.format import FileHead, SaidOfFiles, UsageFormat, note_file
from esnsim.usage.record import UNKNOWN, Accounts, AccountState, Span, Tally, TallyLog, Unseen, UsageRecord

NAMES: dict[str, tuple[str, ...]] = {
    "person": ("person_id",),
    "date": ("metric_date", "date"),
    "posts": ("channel_message_posts", "channel_messages", "channel_messages_sent"),
    "active": ("is_active",),
    "unit": ("organization", "organisation"),
    "level": ("level_designation",),
}
YES = frozenset({"true", "1", "yes"})
PAIRS = ("primary_collaborator_person_id", "primary_collaborator_organization")


def _recognise(head: FileHead) -> str:
    """By what a file is one of these."""
    if head.header is None:
        return ""
    if any(head.header.has(pair) for pair in PAIRS):
        return "its columns are those of a Viva Insights query of pairs of people or groups"
    if head.header.has("person_id") and head.header.place(*NAMES["date"]) is not None:
        return "it has PersonId and MetricDate, as Viva Insights person queries have"
    return ""


def _read(containers: Sequence[Container], record: UsageRecord, asked: SaidOfFiles, findings: UsageFindings) -> None:
    """Read these files into one record."""
    accounts = record.accounts = Accounts()
    record.tallies = TallyLog()
    accounts.complete, record.is_network, record.reply_known = True, False, False
    for container in containers:
        for member, header, stream in table_streams(container):
            if any(header.has(pair) for pair in PAIRS):
                findings.stop(
                    member.place,
                    "is a Viva Insights query of who works with whom, and holds no use; give it to a scenario as ties",
                )
            cells = Cells(header, NAMES, member.place, findings, month_first=asked.month_first)
            rows = list(cells.rows(stream))
            if cells.month_first is None:
                cells.month_first = is_month_first([cells.text(row, "date") for row in rows])
            # Two queries name one person differently, so people of several files are not the same.
            days = _rows(cells, rows, record, container.name if len(containers) > 1 else "")
            note_file(record, container, Span(min(days), max(days)) if days else None)
            _tell_week(days, member.place, findings)
    active = len(accounts.traits.get("measured_active", {}))
    findings.note(f"{active:,} of {len(accounts):,} people are marked active, which is not reading a network")


def _rows(cells: Cells, rows: Sequence[Row], record: UsageRecord, prefix: str) -> list[int]:
    """Take all rows; the days they cover."""
    assert record.accounts is not None  # noqa: S101 - set above
    assert record.tallies is not None  # noqa: S101
    firsts = np.unique([day for row in rows if (day := cells.day(row, "date")) != UNKNOWN])
    length = 1 if len(firsts) > 1 and int(np.diff(firsts).min()) < DAYS_A_WEEK else DAYS_A_WEEK
    days: list[int] = []
    for row in rows:
        first = cells.day(row, "date")
        if first == UNKNOWN:
            continue
        identity = f"{prefix}{cells.text(row, 'person')}"
        person = record.accounts.enter(identity, AccountState.EMPLOYEE, (cells.text(row, "person"),))
        record.accounts.tell(person, unit=cells.text(row, "unit"), level=cells.text(row, "level"))
        if cells.text(row, "active").lower() in YES:
            record.accounts.tell(person, measured_active="yes")
        last = first + length - 1
        record.tallies.add(Tally(person, first, last, written=cells.amount(row, "posts")))
        days += [first, last]
    return days


def _tell_week(days: Sequence[int], place: str, findings: UsageFindings) -> None:
    """Note on which day weeks begin."""
    if days and monday_of(days[0]) != days[0]:
        findings.note(f"{place}: weeks do not begin on a Monday but on the day they are dated by", "low")


FORMAT = UsageFormat(
    "viva_insights",
    "Viva Insights person query, a row a person and week",
    "Viva Insights",
    _recognise,
    _read,
    (
        Unseen("readers", "active means any measured activity, mail among it; nobody is known to read a network"),
        Unseen("reactions", "the query counts none"),
        Unseen("posts and replies", "the query counts messages in channels together"),
        Unseen("answers", "the query holds no threads"),
        Unseen("communities", "the query names none"),
    ),
)
