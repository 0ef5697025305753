"""Tables of counts that somebody has put together: a row a week, a day or a month, under whatever usual names."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from esnsim.usage.files.container import Container
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.files.moments import day_of_text, is_month_first, iso, may_be, monday_of
from esnsim.usage.files.tables import Header, Row, table_streams
from esnsim.usage.parsing.cells import Cells
from esnsim.usage.parsing.format import FileHead, SaidOfFiles, UsageFormat, note_file
from esnsim.usage.parsing.numbers import count_of, share_in
from esnsim.usage.parsing.running_totals import RunningTotal, never_falls, running_total
from esnsim.usage.record import ANY_PRODUCT, COUNTED, UNKNOWN, CountRow, Span, Unseen, UsageRecord

TIMES = (
    *("week", "week_starting", "week_start", "week_of", "week_beginning", "date", "day", "month", "period", "woche"),
    *("kalenderwoche", "kw", "datum", "monat", "semaine", "mois", "semana", "fecha", "mes"),
)
NAMES: dict[str, tuple[str, ...]] = {
    "time": TIMES,
    "accounts": (
        *("accounts", "members", "users", "total_users", "enabled", "enabled_users", "licensed_users", "headcount"),
        *("total_membership", "total_members", "konten", "comptes", "cuentas"),
    ),
    "readers": ("readers", "reading", "viewers", "visitors", "read", "leser", "lecteurs", "lectores"),
    "active": ("active", "active_users", "active_people", "active_members", "daily_active_members", "aktive"),
    "interactive": ("interactive", "interactive_users", "engaged", "engaged_users"),
    "contributors": (
        *("contributors", "posters", "writers", "authors", "members_posting", "daily_members_posting_messages"),
        *("autoren", "auteurs", "contributeurs", "autores"),
    ),
    "posts": ("posts", "threads", "new_posts", "conversations", "beitrage", "cumulative_posts"),
    "replies": (
        *("replies", "comments", "answers", "antworten", "kommentare", "reponses", "commentaires"),
        "cumulative_replies",
    ),
    "messages": ("messages", "messages_posted", "posted", "nachrichten", "cumulative_messages"),
    "reads": ("reads", "views", "messages_read", "cumulative_reads"),
    "reactions": ("reactions", "likes", "liked", "reaktionen", "cumulative_reactions"),
}
FLOWS = ("posts", "replies", "messages", "reads", "reactions")
"""What is done, which can be counted a row at a time or from the beginning."""
PEOPLE = ("accounts", "readers", "active", "interactive", "contributors")
SUMS = frozenset({"total", "totals", "sum", "summe", "gesamt", "average", "mittelwert", "mean", "grand total"})
ISO_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})")
MONTH = re.compile(r"(\d{4})-(\d{2})")
LONG_GAP = 20
"""Days between two rows from which they are months."""
SHOWN = 3
"""Days that are named where there are many."""
DAY_STEP = 3
"""Days between two rows up to which they are days."""


class _Line(NamedTuple):
    """A row whose time is read."""

    row: Row
    first: int
    span: int


def _recognise(head: FileHead) -> str:
    """By what a file is one of these."""
    if head.header is None or head.header.place(*TIMES) is None:
        return ""
    counted = [field for field in COUNTED if head.header.place(*NAMES[field]) is not None]
    if len(counted) < 2 and not _says_all(head.header, counted):  # noqa: PLR2004 - one column can be anything
        return ""
    return f"it has a column of times and counts of {', '.join(counted)}"


def _says_all(header: Header, counted: Sequence[str]) -> bool:
    """Whether a table has a time and one count and nothing else, and the count says more than who has an account."""
    return len(header.names) == 1 + len(counted) and bool(set(counted) - {"accounts"})


def _read(containers: Sequence[Container], record: UsageRecord, asked: SaidOfFiles, findings: UsageFindings) -> None:
    """Read these files into one record."""
    rows: dict[Span, CountRow] = {}
    for container in containers:
        for member, header, stream in table_streams(container):
            cells = Cells(header, NAMES, member.place, findings, month_first=asked.month_first)
            found = _added(cells, _counted(cells, _lines(cells, list(cells.rows(stream))), findings))
            rows |= {each.span: each for each in found}
            spans = [each.span for each in found]
            covers = Span(min(span.first for span in spans), max(span.last for span in spans)) if spans else None
            note_file(record, container, covers)
    record.rows = [rows[span] for span in sorted(rows)]
    record.reply_known = any("replies" in row.counts for row in record.rows)


def _lines(cells: Cells, rows: list[Row]) -> list[_Line]:
    """Rows with the days they are of; sums are left out."""
    texts = [cells.text(row, "time") for row in rows]
    if cells.month_first is None:
        cells.month_first = is_month_first(texts)
    found = []
    for row, text in zip(rows, texts, strict=True):
        if text.casefold() in SUMS or not text:
            cells.findings.ignore("rows of sums", [f"{cells.place}:{row.line}"])
        elif (named := _named(text)) is not None:
            found.append(_Line(row, named.first, named.days))
        elif (day := day_of_text(text, month_first=cells.month_first)) not in (None, UNKNOWN):
            assert day is not None  # noqa: S101 - looked at above
            found.append(_Line(row, day, 0))
        else:
            cells.day(row, "time")
    return _with_spans(cells, found)


def _named(text: str) -> Span | None:
    """The days of a week or month by its name, such as ``2026-W02`` or ``2026-01``; None of others."""
    try:
        if week := ISO_WEEK.fullmatch(text):
            first, days = date.fromisocalendar(int(week[1]), int(week[2]), 1), 7
        elif month := MONTH.fullmatch(text):
            first, days = date(int(month[1]), int(month[2]), 1), monthrange(int(month[1]), int(month[2]))[1]
        else:
            return None
    except ValueError:
        return None  # there is no such week or month
    return Span(first.toordinal(), first.toordinal() + days - 1) if may_be(first) else None


def _with_spans(cells: Cells, lines: list[_Line]) -> list[_Line]:
    """Rows whose dates say nothing of their length, with the one that the distance between them says."""
    dated = sorted({line.first for line in lines if not line.span})
    if not dated:
        return lines
    step = median_low([after - before for before, after in pairwise(dated)]) if len(dated) > 1 else 0
    word = cells.header.plain[cells.columns.at["time"]]
    of_weeks = word.startswith(("week", "woche", "semaine", "semana", "kw", "kalender"))
    length = 7 if of_weeks or DAY_STEP < step <= LONG_GAP else 28 if step > LONG_GAP else 1
    if of_weeks and any(monday_of(day) != day for day in dated):
        cells.findings.note(f"{cells.place}: weeks do not begin on a Monday; they are taken as they are")
    return [line if line.span else line._replace(span=length) for line in lines]


def _counted(cells: Cells, lines: list[_Line], findings: UsageFindings) -> list[CountRow]:
    """What rows count."""
    fields = [field for field in COUNTED if field in cells]
    found = []
    for line in lines:
        accounts = cells.count(line.row, "accounts") if "accounts" in fields else UNKNOWN
        counts = {field: _count(cells, line.row, field, accounts) for field in fields}
        known = {field: count for field, count in counts.items() if count != UNKNOWN}
        if too_many := [field for field in PEOPLE[1:] if accounts != UNKNOWN and known.get(field, 0) > accounts]:
            cells.wrong(line.row, too_many[0], f"there are no more people than the {accounts:,} with an account")
        found.append(CountRow(Span(line.first, line.first + line.span - 1), known, f"{cells.place}:{line.row.line}"))
    del findings
    return found


def _added(cells: Cells, rows: list[CountRow]) -> list[CountRow]:
    """The same rows, where columns that count from the beginning say what each row adds."""
    rows = sorted(rows, key=lambda row: row.span)
    for field in (one for one in FLOWS if one in cells):
        header = cells.header.plain[cells.columns.at[field]]
        total = running_total(rows, field, header)
        if total is not None:
            _tell(cells, rows, field, total)
            rows = [_with(row, field, total.added.get(nth)) for nth, row in enumerate(rows)]
        elif never_falls(rows, field):
            doubt = f"{cells.place}: {field} rise in every row and are taken as what each row adds; "
            cells.findings.note(f"{doubt}if they are counted from the beginning, call the column cumulative_{field}")
    return rows


def _tell(cells: Cells, rows: Sequence[CountRow], field: str, total: RunningTotal) -> None:
    said = f"{cells.place}: {field} hardly ever fall: they are a running total, and what each row adds is taken"
    if total.anew:
        days = [iso(rows[at].span.first) for at in total.anew]
        more = f" and {len(days) - SHOWN:,} more" if len(days) > SHOWN else ""
        said += f"; it was counted anew on {', '.join(days[:SHOWN])}{more}, where what was added is unknown"
    cells.findings.assume(said, severity="medium")


def _with(row: CountRow, field: str, count: int | None) -> CountRow:
    """The row with another count, or none."""
    counts = {name: value for name, value in row.counts.items() if name != field}
    return row._replace(counts=counts if count is None else counts | {field: count})


def _count(cells: Cells, row: Row, field: str, accounts: int) -> int:
    """A count, or the people that a share of the accounts is."""
    cell = cells.text(row, field)
    if field in PEOPLE and cell and count_of(cell) is None and (share := share_in(cell)) is not None:
        return round(share * accounts) if accounts != UNKNOWN else UNKNOWN
    return cells.count(row, field)


FORMAT = UsageFormat(
    "weekly_table",
    "table of counts, a row a week, day or month",
    ANY_PRODUCT,
    _recognise,
    _read,
    (
        Unseen("answers", "the table holds no threads"),
        Unseen("inequality", "the table holds no people"),
        Unseen("communities", "the table names none"),
    ),
)
