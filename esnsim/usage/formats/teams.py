"""Microsoft Teams user activity: a row a person, from Microsoft Graph (getTeamsUserActivityUserDetail).

The same columns are documented in one order and delivered in another, so they are found by name.
"""

from __future__ import annotations

from collections.abc import Sequence

from esnsim.usage.files.container import Container
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.files.tables import Row, table_streams
from esnsim.usage.parsing.cells import Cells
from esnsim.usage.parsing.format import FileHead, SaidOfFiles, UsageFormat, note_file
from esnsim.usage.parsing.windows import period_of, telling_period
from esnsim.usage.record import UNKNOWN, Accounts, AccountState, Span, Tally, TallyLog, Unseen, UsageRecord

NAMES: dict[str, tuple[str, ...]] = {
    "user": ("user_principal_name",),
    "id": ("user_id",),
    "last": ("last_activity_date",),
    "deleted": ("is_deleted",),
    "posts": ("post_messages",),
    "replies": ("reply_messages",),
    "refresh": ("report_refresh_date",),
    "period": ("report_period",),
}


def _recognise(head: FileHead) -> str:
    """By what a file is one of these."""
    if head.header is not None and head.header.has("user_principal_name", "team_chat_message_count", "post_messages"):
        return "its columns are those of Graph's getTeamsUserActivityUserDetail"
    return ""


def _read(containers: Sequence[Container], record: UsageRecord, asked: SaidOfFiles, findings: UsageFindings) -> None:
    """Read these files into one record."""
    record.accounts, record.tallies = Accounts(), TallyLog()
    record.accounts.complete, record.is_network = True, False
    for container in containers:
        for member, header, stream in table_streams(container):
            cells = Cells(header, NAMES, member.place, findings, month_first=asked.month_first)
            covers = None
            for row in cells.rows(stream):
                covers = _row(cells, row, record, asked) or covers
            note_file(record, container, telling_period(covers, container, asked, findings))


def _row(cells: Cells, row: Row, record: UsageRecord, asked: SaidOfFiles) -> Span | None:
    """Take one person's row; the span it is of."""
    assert record.accounts is not None  # noqa: S101 - set above
    assert record.tallies is not None  # noqa: S101
    user = cells.text(row, "user")
    if not user:
        cells.wrong(row, "user", "every row names somebody")
        return None
    gone = cells.text(row, "deleted").lower() == "true"
    state = AccountState.DELETED if gone else AccountState.EMPLOYEE
    person = record.accounts.enter(user.casefold(), state, (user, cells.text(row, "id")))
    span = period_of(cells.count(row, "period"), cells.day(row, "refresh"), asked)
    posts, replies, last = cells.count(row, "posts"), cells.count(row, "replies"), cells.day(row, "last")
    known = [each for each in (posts, replies) if each != UNKNOWN]
    record.tallies.add(
        Tally(
            person,
            span.first if span else UNKNOWN,
            span.last if span else UNKNOWN,
            active=int(span is not None and last >= span.first),
            written=sum(known) if known else UNKNOWN,
            posts=posts,
            replies=replies,
            last_active=last,
        )
    )
    return span


FORMAT = UsageFormat(
    "teams_user_detail",
    "Microsoft 365 usage report of Teams, a row a person",
    "Microsoft Teams",
    _recognise,
    _read,
    (
        Unseen("readers of a network", "active means any use of Teams: calls, meetings and chats too"),
        Unseen("reactions", "the report counts none, so who only reacted is not among the interactive"),
        Unseen("weeks", "the report holds one sum for the whole period"),
        Unseen("answers", "the report holds no threads"),
        Unseen("communities", "the report names no channels"),
    ),
)
