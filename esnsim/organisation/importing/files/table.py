"""Tables as people save them: any usual encoding, delimiter and line ending, with line numbers kept.

ODD element: input data.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from esnsim.names import control_in
from esnsim.organisation.importing.files.delimited import DELIMITER_NAMES, INVISIBLE, cleaned, split
from esnsim.organisation.importing.files.frame import below_titles, with_one_header, without_blanks, without_totals
from esnsim.organisation.importing.files.grid import CellGrid
from esnsim.organisation.importing.files.text import bytes_of_file, text_of_bytes
from esnsim.organisation.importing.findings import Findings

SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class FileTable(NamedTuple):
    """A table with a header, held by column.

    Attributes:
        file: How the file is called in messages.
        header: Names of columns, unique; those without a name are gone.
        columns: The values of each column, spaces around them taken away; all of one length.
        lines: The line of the file each row begins on.
    """

    file: str
    header: tuple[str, ...]
    columns: tuple[list[str], ...]
    lines: Sequence[int]

    @property
    def rows(self) -> int:
        """How many lines there are below the header."""
        return len(self.lines)

    def column(self, name: str) -> list[str]:
        """All values of one column."""
        return self.columns[self.header.index(name)]

    def place(self, row: int) -> str:
        """``file:line`` of a row."""
        return f"{self.file}:{self.lines[row]}"

    def cells(self, row: int) -> tuple[str, ...]:
        """The values of one row."""
        return tuple(column[row] for column in self.columns)

    def taking(self, rows: Sequence[int]) -> FileTable:
        """The table with these of its rows, in this order."""
        columns = tuple([column[row] for row in rows] for column in self.columns)
        return self._replace(columns=columns, lines=[self.lines[row] for row in rows])


def read_table(
    path: Path, file: str, encoding: str, delimiter: str, findings: Findings, *, is_report: bool = False
) -> FileTable:
    """Read a table with a header.

    Args:
        path: Where it is.
        file: How it is called in messages.
        encoding: Name of a character encoding, or ``auto``.
        delimiter: One character, or ``auto``.
        findings: Takes what is noticed.
        is_report: Whether titles may stand above the table, and totals and footers below.

    Raises:
        OrganisationError: the file cannot be read, is no text, or a line cannot be understood.
    """
    raw = bytes_of_file(path, file, findings)
    if raw.startswith(SPREADSHEETS):
        findings.stop(file, "is a spreadsheet or archive; save the sheet as CSV")
    text, encoding = text_of_bytes(raw, file, encoding, findings)
    grid, delimiter = split(text, file, delimiter, findings)
    table = to_table(grid, file, findings, is_report=is_report)
    findings.files.append(f"{file}: {table.rows:,} rows, {encoding}, {DELIMITER_NAMES.get(delimiter, delimiter)}")
    return table


def to_table(grid: CellGrid, file: str, findings: Findings, *, is_report: bool) -> FileTable:
    """The table in a grid, without what stands around it.

    Raises:
        OrganisationError: there is nothing in it, a name of a column stands twice, or values stand in no column.
    """
    grid = without_blanks(grid, file, findings)
    if not grid.rows:
        findings.stop(file, "is empty; a header and one row a person or tie are needed")
    if is_report:
        grid = with_one_header(below_titles(grid, file, findings), file, findings)
        grid = without_totals(grid, file, findings)
    return _squared(file, grid, findings)


def _squared(file: str, grid: CellGrid, findings: Findings) -> FileTable:
    """Make every row as long as the header; refuse values that stand in no column."""
    first = [cell.strip(INVISIBLE) for cell in grid.row(0)]
    header = tuple(cleaned(cell) for cell in first)
    if any(map(control_in, first)):
        findings.repair("control characters in a heading read as spaces", f"{file}:{grid.lines[0]}")
    for name in sorted({name for name in header if name and header.count(name) > 1}):
        findings.refuse(f"{file}:{grid.lines[0]}", f"column '{name}' stands twice; column names are unique")
    columns = [column[1:] for column in grid.columns]
    lines = grid.lines[1:]
    if not grid.clean:
        columns = _cleaned(columns, lines, file, findings)
    _judge_widths(grid, columns, len(header), file, findings)
    for at, name in enumerate(header):
        for row, cell in enumerate(() if name else columns[at]):
            if cell:
                findings.repair("values in a column without a name left out", f"{file}:{lines[row]}")
    findings.check()
    kept = [at for at, name in enumerate(header) if name]
    return FileTable(file, tuple(header[at] for at in kept), tuple(columns[at] for at in kept), lines)


def _cleaned(columns: list[list[str]], lines: Sequence[int], file: str, findings: Findings) -> list[list[str]]:
    """Columns without spaces around values and control characters in them, each line told once."""
    clean = [[cleaned(cell) for cell in column] for column in columns]
    rows = {row for old, new in zip(columns, clean, strict=True) if old != new for row in _changed(old, new)}
    for row in sorted(rows):
        controls = any(control_in(column[row].strip(INVISIBLE)) for column in columns)
        what = "control characters in a value read as spaces" if controls else "spaces around values taken away"
        findings.repair(what, f"{file}:{lines[row]}")
    return clean


def _changed(old: list[str], new: list[str]) -> list[int]:
    """Rows at which two columns differ."""
    return [row for row, (one, two) in enumerate(zip(old, new, strict=True)) if one != two]


def _judge_widths(grid: CellGrid, columns: list[list[str]], named: int, file: str, findings: Findings) -> None:
    """Tell of lines that are shorter than the header, and refuse those that hold values beyond it."""
    widths = grid.widths
    if widths is None:
        return
    for row, width in enumerate(widths[1:]):
        place = f"{file}:{grid.lines[row + 1]}"
        if width < named:
            findings.repair("line shorter than the header, the rest taken as unknown", place)
        elif any(column[row] for column in columns[named:width]):
            findings.refuse(place, f"has {width} values for {named} columns; put commas inside quotes")
        elif width > named:
            findings.repair("empty values beyond the header left out", place)
