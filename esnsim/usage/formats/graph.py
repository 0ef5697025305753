"""Microsoft 365 usage reports of Viva Engage (formerly Yammer): a row a person, from Graph or the admin centre.

Header lines: Microsoft Graph documentation, reportroot-getyammeractivityuserdetail; labels of the admin centre's grid:
its page on the Viva Engage activity report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from esnsim.usage.files.container import Container
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.files.tables import Row, table_streams
from esnsim.usage.parsing.cells import Cells
from esnsim.usage.parsing.format import FileHead, SaidOfFiles, UsageFormat, note_file
from esnsim.usage.parsing.windows import period_of, telling_period
from esnsim.usage.record import UNKNOWN, Accounts, AccountState, Span, Tally, TallyLog, Unseen, UsageRecord

NAMES = {
    "user": ("user_principal_name", "username"),
    "name": ("display_name",),
    "state": ("user_state",),
    "last": ("last_activity_date", "last_activity_date_utc"),
    "posted": ("posted_count", "posted"),
    "read": ("read_count", "read"),
    "liked": ("liked_count", "liked"),
    "refresh": ("report_refresh_date",),
    "period": ("report_period",),
}
STATES = {
    "active": AccountState.EMPLOYEE,
    "activated": AccountState.EMPLOYEE,
    "": AccountState.EMPLOYEE,
    "suspended": AccountState.SUSPENDED,
    "deleted": AccountState.DELETED,
    "pending": AccountState.PENDING,
}
CONCEALED = re.compile(r"[0-9A-F]{32}")
"""How the platform writes people whom it hides."""


def _recognise(head: FileHead) -> str:
    """By what a file is one of these."""
    if head.header is None:
        return ""
    if head.header.has("user_principal_name", "posted_count", "read_count", "liked_count"):
        return "its columns are those of Graph's getYammerActivityUserDetail"
    if head.header.has("username", "posted", "read", "liked"):
        return "its columns are the labels of the admin centre's Viva Engage activity report"
    return ""


def _read(containers: Sequence[Container], record: UsageRecord, asked: SaidOfFiles, findings: UsageFindings) -> None:
    """Read these files into one record."""
    record.accounts, record.tallies = Accounts(), TallyLog()
    record.accounts.complete, record.reply_known = True, False
    for container in containers:
        for member, header, stream in table_streams(container):
            cells = Cells(header, NAMES, member.place, findings, month_first=asked.month_first)
            covers = None
            for row in cells.rows(stream):
                covers = _row(cells, row, record, asked, container) or covers
            covers = telling_period(covers, container, asked, findings)
            note_file(record, container, covers)
    if record.accounts.concealed:
        findings.note(
            "the platform hides who people are (32 hexadecimal digits), so that no people file can be joined; "
            "an administrator can switch that off under reports in the settings of the organisation"
        )


def _row(cells: Cells, row: Row, record: UsageRecord, asked: SaidOfFiles, container: Container) -> Span | None:
    """Take one person's row; the span it is of."""
    assert record.accounts is not None  # noqa: S101 - set above
    assert record.tallies is not None  # noqa: S101
    user, word = cells.text(row, "user"), cells.text(row, "state").lower()
    if not user:
        cells.wrong(row, "user", "every row names somebody")
        return None
    if word not in STATES:
        cells.wrong(row, "state", f"known are {', '.join(filter(None, STATES))}, or nothing for who never came")
        return None
    identity = user.casefold()
    if CONCEALED.fullmatch(user):
        record.accounts.concealed = True
        # Whether somebody keeps the same digits in the next download is not known, so nobody is joined by them.
        identity = f"{container.name}:{user}"
    person = record.accounts.enter(identity, STATES[word], (user,))
    span = period_of(cells.count(row, "period"), cells.day(row, "refresh"), asked)
    did = [cells.count(row, field) for field in ("read", "liked", "posted")]
    known = [each for each in did if each != UNKNOWN]
    record.tallies.add(
        Tally(
            person,
            span.first if span else UNKNOWN,
            span.last if span else UNKNOWN,
            active=int(sum(known) > 0) if known else UNKNOWN,
            read=did[0],
            reacted=did[1],
            written=did[2],
            last_active=cells.day(row, "last"),
        )
    )
    return span


FORMAT = UsageFormat(
    "graph_user_detail",
    "Microsoft 365 usage report of Viva Engage (formerly Yammer), a row a person",
    "Viva Engage",
    _recognise,
    _read,
    (
        Unseen("weeks", "the report holds one sum for the whole period, no days"),
        Unseen("posts and replies", "the report counts both as posted"),
        Unseen("answers", "the report holds no threads"),
        Unseen("communities", "the report of users names none"),
    ),
)
