"""Tables of people that somebody has put together: a row a person and week (or day) with what they did."""

from __future__ import annotations

from collections.abc import Sequence

from esnsim.usage.files.container import Container
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.files.moments import is_month_first, may_be_two
from esnsim.usage.files.tables import Row, table_streams
from esnsim.usage.parsing.cells import Cells
from esnsim.usage.parsing.format import FileHead, SaidOfFiles, UsageFormat, note_file
from esnsim.usage.record import ANY_PRODUCT, UNKNOWN, Accounts, Span, Tally, TallyLog, Unseen, UsageRecord

NAMES: dict[str, tuple[str, ...]] = {
    "person": ("person", "person_id", "user", "user_id", "employee", "employee_id", "author", "sender", "email"),
    "week": ("week", "week_starting", "week_start", "week_of", "week_beginning", "woche", "semaine"),
    "day": ("date", "day", "datum"),
    "written": ("messages", "messages_posted", "edits", "contributions", "written", "posted"),
    "posts": ("posts", "new_posts", "threads"),
    "replies": ("replies", "comments", "answers"),
    "reacted": ("reactions", "likes", "liked", "reactions_added"),
    "read": ("reads", "read", "views", "messages_read", "visits"),
}
COUNTS = ("written", "posts", "replies", "reacted", "read")
ENOUGH = 5000


def _recognise(head: FileHead) -> str:
    """By what a file is one of these."""
    if head.header is None or head.header.place(*NAMES["person"]) is None:
        return ""
    time = next((each for each in ("week", "day") if head.header.place(*NAMES[each]) is not None), None)
    counted = [field for field in COUNTS if head.header.place(*NAMES[field]) is not None]
    if time is None or not counted:
        return ""
    return f"it has a row a person and {time} with {', '.join(counted)}"


def _read(containers: Sequence[Container], record: UsageRecord, asked: SaidOfFiles, findings: UsageFindings) -> None:
    """Read these files into one record."""
    record.accounts, record.tallies = Accounts(), TallyLog()
    for container in containers:
        days: list[int] = []
        order = asked.month_first if asked.month_first is not None else _order(container)
        for member, header, stream in table_streams(container):
            cells = Cells(header, NAMES, member.place, findings, month_first=order)
            record.reply_known = "posts" in cells and "replies" in cells
            field, length = ("week", 7) if "week" in cells else ("day", 1)
            for row in cells.rows(stream):
                first = cells.day(row, field)
                if first == UNKNOWN or not cells.text(row, "person"):
                    cells.wrong(row, "person", "every row names a person and a date")
                    continue
                record.tallies.add(_tally(cells, row, record.accounts.number(cells.text(row, "person")), first, length))
                days += [first, first + length - 1]
        note_file(record, container, Span(min(days), max(days)) if days else None)
    counted = {field for field in COUNTS if (record.tallies.arrays()[field] != UNKNOWN).any()}
    for field, what in (("read", "readers"), ("reacted", "reactions")):
        if field not in counted:
            record.unseen.append(Unseen(what, "no column of the table counts them"))


def _tally(cells: Cells, row: Row, person: int, first: int, length: int) -> Tally:
    """What a row says that somebody did."""
    did = {field: cells.count(row, field) for field in COUNTS}
    if did["written"] == UNKNOWN and (did["posts"] != UNKNOWN or did["replies"] != UNKNOWN):
        did["written"] = max(0, did["posts"]) + max(0, did["replies"])
    # Whoever did nothing may have read, where no column says who did.
    active = int(any(each > 0 for each in did.values()))
    return Tally(
        person, first, first + length - 1, active=active if active or did["read"] != UNKNOWN else UNKNOWN, **did
    )


def _order(container: Container) -> bool | None:
    """How a table writes dates that can be two; None where it writes none, or does not prove it."""
    for _, header, stream in table_streams(container):
        cells = Cells(header, NAMES, container.name, UsageFindings())
        field = "week" if "week" in cells else "day"
        texts: list[str] = []
        for row in cells.rows(stream):
            texts.append(cells.text(row, field))
            if not may_be_two(texts[0]) or len(texts) >= ENOUGH:
                break
        return is_month_first(texts) if texts and may_be_two(texts[0]) else None
    return None


FORMAT = UsageFormat(
    "person_table",
    "table of people, a row a person and week or day",
    ANY_PRODUCT,
    _recognise,
    _read,
    (
        Unseen("accounts", "only people who did something are in the table"),
        Unseen("answers", "the table holds no threads"),
        Unseen("communities", "the table names none"),
    ),
)
