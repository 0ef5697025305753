"""One row a person: of the lines of a people file those that are asked for, and everybody once.

ODD element: input data.
"""

from __future__ import annotations

from collections.abc import Sequence

from esnsim.organisation.importing.files.table import FileTable
from esnsim.organisation.importing.findings import Findings, suggest
from esnsim.organisation.importing.headers import FIRST_NAMES, LAST_NAMES, NAME_COLUMNS, columns_called
from esnsim.organisation.importing.labels import is_vacancy
from esnsim.organisation.specification import Import

MANY_TWICE = 0.2
"""Share of people standing on several lines from which a file is taken to hold several snapshots."""
WAYS_ON = "keep one of the lines, or write 'duplicates: first' (or last, or share) beside 'people'"
JOINED_BY = " + "


def asked_for(table: FileTable, specification: Import, findings: Findings) -> FileTable:
    """Only the rows the scenario asks for.

    Raises:
        OrganisationError: there is no such column, or no such row.
    """
    for name, wanted in specification.where.items():
        if name not in table.header:
            findings.stop(table.file, f"there is no column '{name}' for where{suggest(name, table.header)}")
        cells = table.column(name)
        left = [row for row, cell in enumerate(cells) if cell == str(wanted)]
        if not left:
            known = sorted(set(cells))
            findings.stop(table.file, f"no row has '{wanted}' in column '{name}'{suggest(str(wanted), known)}")
        findings.note(f"{len(left):,} of {table.rows:,} rows have '{wanted}' in column '{name}'", "low")
        table = table.taking(left)
    return table


def with_full_names(table: FileTable) -> FileTable:
    """The table with a column of names put together, where first and last names stand apart and nowhere together."""
    first, last = columns_called(table.header, FIRST_NAMES)[:1], columns_called(table.header, LAST_NAMES)[:1]
    if not first or not last or columns_called(table.header, tuple(NAME_COLUMNS - {"nombre"})):
        return table
    pairs = zip(table.column(first[0]), table.column(last[0]), strict=True)
    names = [f"{one} {two}".strip() for one, two in pairs]
    return table._replace(header=(*table.header, JOINED_BY.join(first + last)), columns=(*table.columns, names))


def without_full_names(table: FileTable) -> FileTable:
    """The table as the file has it."""
    if JOINED_BY not in table.header[-1]:
        return table
    return table._replace(header=table.header[:-1], columns=table.columns[:-1])


def once_each(table: FileTable, person: str, specification: Import, findings: Findings) -> FileTable:
    """One row a person: equal rows count once; unequal ones and rows without an id are refused, and reading goes on.

    So that whoever has to put the file right hears of wrong dates and the like in the same breath.

    Raises:
        OrganisationError: So many people stand there twice that the file holds several snapshots.
    """
    ids = table.column(person)
    rows = range(table.rows)
    if len(set(ids)) == len(ids) and all(ids):
        return table
    first: dict[str, int] = {}
    twice: list[tuple[int, int]] = []
    for row in rows:
        known = first.setdefault(ids[row], row)
        if not ids[row]:
            findings.refuse(table.place(row), f"has no {person}; everybody needs one of their own", "no id")
        elif known != row and table.cells(known) == table.cells(row):
            findings.repair("the same line again, left out", table.place(row))
        elif known != row:
            twice.append((known, row))
    if specification.duplicates != "ask":
        return _by_choice(table, person, first, twice, specification.duplicates, findings)
    _refuse_snapshots(table, first, twice, findings)
    for known, row in twice:
        message = f"{person} '{ids[row]}' is also at {table.place(known)}; {WAYS_ON}"
        findings.refuse(table.place(row), message, "twice")
    return table.taking(list(first.values()))


def _by_choice(
    table: FileTable,
    person: str,
    first: dict[str, int],
    twice: Sequence[tuple[int, int]],
    choice: str,
    findings: Findings,
) -> FileTable:
    """Everybody once, as the scenario says what to make of people on several lines."""
    ids = table.column(person)
    if choice == "share":
        return _shared(table, person, [*first.values(), *(row for _, row in twice)], findings)
    for known, row in twice:
        left = known if choice == "last" else row
        findings.repair(f"person on several lines, the {choice} one taken", table.place(left), "medium")
        if choice == "last":
            first[ids[row]] = row
    return table.taking(sorted(first.values()))


def _shared(table: FileTable, person: str, rows: Sequence[int], findings: Findings) -> FileTable:
    """Each line a person, those after the first numbered."""
    table = table.taking(sorted(rows))
    ids = table.column(person)
    seen: dict[str, int] = {}
    labels = []
    for row, label in enumerate(ids):
        seen[label] = seen.get(label, 0) + 1
        labels.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
        if seen[label] > 1:
            findings.repair("a position shared by several people, each of them a person", table.place(row), "medium")
    columns = tuple(
        labels if name == person else cells for name, cells in zip(table.header, table.columns, strict=True)
    )
    return table._replace(columns=columns)


def _refuse_snapshots(
    table: FileTable, first: dict[str, int], twice: Sequence[tuple[int, int]], findings: Findings
) -> None:
    """Refuse a file in which very many people stand several times.

    Raises:
        OrganisationError: it is one.
    """
    if len({known for known, _ in twice}) <= max(1, MANY_TWICE * len(first)):
        return
    differs = _most_different(table, twice)
    last = table.column(differs)[-1]
    findings.stop(
        table.file,
        f"{len(first):,} people stand on {table.rows:,} lines and column '{differs}' differs between them; "
        f"choose one, such as where: {{{differs}: '{last}'}}",
    )


def _most_different(table: FileTable, twice: Sequence[tuple[int, int]]) -> str:
    """The column that differs most often between lines of the same person, the first of them."""
    counts = [sum(column[one] != column[two] for one, two in twice) for column in table.columns]
    return table.header[counts.index(max(counts))]


def in_order(table: FileTable, person: str, findings: Findings) -> FileTable:
    """The rows in the order of ids; positions in which nobody is are told."""
    ids = table.column(person)
    if vacant := [row for row, label in enumerate(ids) if is_vacancy(label)]:
        place = table.place(vacant[0])
        findings.note(f"positions in which nobody is, taken for people: {len(vacant):,} ({place} is the first)")
    return table.taking(sorted(range(table.rows), key=lambda row: _as_counted(ids[row])))


def _as_counted(label: str) -> tuple[bool, int, str, str]:
    """Sorts numbers by size, however long they are, before other labels by letters."""
    is_number = label.isascii() and label.isdigit()
    digits = label.lstrip("0") if is_number else ""
    return not is_number, len(digits), digits, label
