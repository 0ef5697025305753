"""Microsoft 365 usage reports of Viva Engage (formerly Yammer): a row a day, of people or of actions.

Three reports share one header; only the name of the file says which one it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from esnsim.usage.files.container import Container
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.files.tables import table_streams
from esnsim.usage.parsing.cells import Cells
from esnsim.usage.parsing.format import FileHead, SaidOfFiles, UsageFormat, note_file
from esnsim.usage.record import UNKNOWN, CountRow, Span, Unseen, UsageRecord

NAMES = {"liked": ("liked",), "posted": ("posted",), "read": ("read",), "day": ("report_date",)}
OF_PEOPLE = {"read": "readers", "posted": "contributors"}
OF_ACTIONS = {"read": "reads", "posted": "messages", "liked": "reactions"}
KINDS = (("usercounts", OF_PEOPLE), ("groupsactivitycounts", OF_ACTIONS), ("activitycounts", OF_ACTIONS))
"""What rows count, by what the name of the file holds."""


def _recognise(head: FileHead) -> str:
    """By what a file is one of these."""
    if head.header is not None and head.header.has("liked", "posted", "read", "report_date"):
        return "its columns are those of Graph's getYammerActivityUserCounts and of two other reports"
    return ""


def _read(containers: Sequence[Container], record: UsageRecord, asked: SaidOfFiles, findings: UsageFindings) -> None:
    """Read these files into one record."""
    record.reply_known = False
    rows: dict[tuple[int, str], CountRow] = {}
    for container in containers:
        meaning = _meaning(container, findings)
        for member, header, stream in table_streams(container):
            cells = Cells(header, NAMES, member.place, findings, month_first=asked.month_first)
            days = []
            for row in cells.rows(stream):
                day = cells.day(row, "day")
                if day == UNKNOWN:
                    continue
                counts = {word: cells.count(row, field) for field, word in meaning.items()}
                known = {word: count for word, count in counts.items() if count != UNKNOWN}
                place = f"{member.place}:{row.line}"
                rows[day, "of people" if meaning is OF_PEOPLE else "of actions"] = CountRow(
                    Span(day, day), known, place
                )
                days.append(day)
            note_file(record, container, Span(min(days), max(days)) if days else None)
    record.rows = [rows[key] for key in sorted(rows)]


def _meaning(container: Container, findings: UsageFindings) -> dict[str, str]:
    """What the columns of a file count."""
    name = container.path.name.lower().replace("_", "").replace("-", "")
    for part, meaning in KINDS:
        if part in name:
            return meaning
    findings.refuse(
        container.name,
        "has the header of three reports, and only the name of the file says which one it is; "
        "give it the name of the report: ...ActivityUserCounts (people a day) or ...ActivityCounts (actions a day)",
    )
    return OF_PEOPLE


FORMAT = UsageFormat(
    "graph_counts",
    "Microsoft 365 usage report of Viva Engage (formerly Yammer), a row a day",
    "Viva Engage",
    _recognise,
    _read,
    (
        Unseen("accounts", "the report counts those who did something, not those who could"),
        Unseen("people in 28 days", "people are counted anew each day, and those of several days cannot be added"),
        Unseen("interactive people", "who posted and who liked may be the same people"),
        Unseen("posts and replies", "the report counts both as posted"),
        Unseen("answers", "the report holds no threads"),
        Unseen("inequality", "the report holds no people"),
        Unseen("communities", "the report names none"),
    ),
)
