"""Discourse's list of users: a row a person with sums since ever; rows of people without a group are a cell short.

Columns: discourse/discourse, app/jobs/regular/export_csv_file.rb.
"""

from __future__ import annotations

from collections.abc import Sequence

from esnsim.usage.files.container import Container
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.files.tables import Row, table_streams
from esnsim.usage.parsing.cells import Cells
from esnsim.usage.parsing.format import FileHead, SaidOfFiles, UsageFormat, note_file
from esnsim.usage.record import UNKNOWN, Accounts, AccountState, Tally, TallyLog, Unseen, UsageRecord

NAMES: dict[str, tuple[str, ...]] = {
    name: (name,)
    for name in (
        *(
            "id",
            "username",
            "email",
            "created_at",
            "last_seen_at",
            "last_posted_at",
            "suspended_till",
            "active",
            "staged",
        ),
        *("topics_entered", "posts_read_count", "topic_count", "post_count", "likes_given"),
    )
}


def _recognise(head: FileHead) -> str:
    """By what a file is one of these."""
    if head.header is not None and head.header.has("username", "trust_level", "post_count", "posts_read_count"):
        return "its columns are those of Discourse's list of users"
    return ""


def _read(containers: Sequence[Container], record: UsageRecord, asked: SaidOfFiles, findings: UsageFindings) -> None:
    """Read these files into one record."""
    record.accounts, record.tallies = Accounts(), TallyLog()
    record.accounts.complete, record.reply_known = True, False
    for container in containers:
        for member, header, stream in table_streams(container):
            cells = Cells(header, NAMES, member.place, findings, month_first=asked.month_first)
            for row in cells.rows(stream):
                _row(cells, row, record)
        note_file(record, container, None)
    findings.note("sums are since each account was opened: they say who ever took part, not who does today", "high")


def _row(cells: Cells, row: Row, record: UsageRecord) -> None:
    """Take one person's row."""
    assert record.accounts is not None  # noqa: S101 - set above
    assert record.tallies is not None  # noqa: S101
    if cells.text(row, "id").startswith("-"):
        state = AccountState.SYSTEM
    elif cells.text(row, "staged").lower() == "true":
        state = AccountState.OUTSIDE
    elif cells.text(row, "suspended_till"):
        state = AccountState.SUSPENDED
    elif cells.text(row, "active").lower() == "false":
        state = AccountState.PENDING
    else:
        state = AccountState.EMPLOYEE
    joined = cells.day(row, "created_at")
    aliases = (cells.text(row, "email"), cells.text(row, "id"))
    person = record.accounts.enter(cells.text(row, "username"), state, aliases, joined=joined)
    # A topic's first post is among the posts.
    written, topics = cells.count(row, "post_count"), cells.count(row, "topic_count")
    read = max(cells.count(row, "posts_read_count"), cells.count(row, "topics_entered"))
    liked = cells.count(row, "likes_given")
    record.tallies.add(
        Tally(
            person,
            UNKNOWN,
            UNKNOWN,
            active=int(max(written, read, liked) > 0),
            read=read,
            reacted=liked,
            written=written,
            posts=topics,
            replies=written - topics if UNKNOWN not in (written, topics) else UNKNOWN,
            last_active=cells.day(row, "last_seen_at"),
        )
    )


FORMAT = UsageFormat(
    "discourse_users",
    "Discourse list of users",
    "Discourse",
    _recognise,
    _read,
    (
        Unseen("weeks", "the list holds sums since ever; weeks need a query or an export of posts"),
        Unseen("answers", "the list holds no threads"),
        Unseen("communities", "the list names none"),
    ),
)
