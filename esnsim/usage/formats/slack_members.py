"""Slack's member analytics: a row a person, with sums of a period that no column names.

Columns vary by plan. Seen in public programs that read the file.
"""

from __future__ import annotations

from collections.abc import Sequence

from esnsim.usage.files.container import Container
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.files.tables import Row, table_streams
from esnsim.usage.parsing.cells import Cells
from esnsim.usage.parsing.format import FileHead, SaidOfFiles, UsageFormat, note_file
from esnsim.usage.parsing.windows import period_of, telling_period
from esnsim.usage.record import UNKNOWN, Accounts, AccountState, Tally, TallyLog, Unseen, UsageRecord

NAMES = {
    "user": ("user_id",),
    "username": ("username",),
    "email": ("email",),
    "type": ("account_type",),
    "created": ("account_created_utc", "account_created"),
    "deactivated": ("deactivated_date_utc", "deactivated_date"),
    "days": ("days_active",),
    "written": ("messages_posted",),
    "in_channels": ("messages_posted_in_channels",),
    "reactions": ("reactions_added",),
    "last": ("last_active_utc", "last_active"),
}
GUEST, BOT, INVITED = "guest", "bot", "invited"


def _recognise(head: FileHead) -> str:
    """By what a file is one of these."""
    if head.header is not None and head.header.has("user_id", "account_type", "days_active", "messages_posted"):
        return "its columns are those of Slack's member analytics"
    return ""


def _read(containers: Sequence[Container], record: UsageRecord, asked: SaidOfFiles, findings: UsageFindings) -> None:
    """Read these files into one record."""
    accounts = record.accounts = Accounts()
    record.tallies = TallyLog()
    accounts.complete, record.reply_known = True, False
    for container in containers:
        span = period_of(UNKNOWN, UNKNOWN, asked)
        for member, header, stream in table_streams(container):
            cells = Cells(header, NAMES, member.place, findings, month_first=asked.month_first)
            for row in cells.rows(stream):
                person = _person(cells, row, accounts)
                did = {field: cells.count(row, field) for field in ("days", "written", "reactions", "in_channels")}
                if person is not None:
                    record.tallies.add(_tally(person, span, did, cells.day(row, "last")))
                    accounts.tell(person, written_in_channels=str(max(0, did["in_channels"])))
        note_file(record, container, telling_period(span, container, asked, findings))


def _tally(person: int, span: tuple[int, int] | None, did: dict[str, int], last: int) -> Tally:
    """What one person did in the period."""
    first, until = span or (UNKNOWN, UNKNOWN)
    known = [each for each in did.values() if each != UNKNOWN]
    active = int(sum(known) > 0) if known else UNKNOWN
    return Tally(
        person,
        first,
        until,
        active=active,
        reacted=did["reactions"],
        written=did["written"],
        days=did["days"],
        last_active=last,
    )


def _person(cells: Cells, row: Row, accounts: Accounts) -> int | None:
    """Somebody, with what kind of account they have."""
    user, kind = cells.text(row, "user"), cells.text(row, "type").lower()
    if not user:
        cells.wrong(row, "user", "every row names somebody")
        return None
    deactivated = cells.day(row, "deactivated")
    if deactivated != UNKNOWN or "deactivated" in kind:
        state = AccountState.DEACTIVATED
    elif GUEST in kind:
        state = AccountState.GUEST
    elif BOT in kind:
        state = AccountState.BOT
    elif INVITED in kind:
        state = AccountState.PENDING
    else:
        state = AccountState.EMPLOYEE
    aliases = (cells.text(row, "email"), cells.text(row, "username"))
    return accounts.enter(user, state, aliases, joined=cells.day(row, "created"), left=deactivated)


FORMAT = UsageFormat(
    "slack_member_analytics",
    "Slack member analytics, a row a person",
    "Slack",
    _recognise,
    _read,
    (
        Unseen("weeks", "the file holds one sum for the whole period"),
        Unseen("posts and replies", "the file counts both as messages, direct messages among them"),
        Unseen("answers", "the file holds no threads"),
        Unseen("communities", "the file names none"),
    ),
)
