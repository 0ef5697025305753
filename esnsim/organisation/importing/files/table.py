"""Tables as people save them: any usual encoding, delimiter and line ending, with line numbers kept.

ODD element: input data.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from esnsim.names import control_in
from esnsim.organisation.importing.files.delimited import DELIMITER_NAMES, INVISIBLE, cleaned, split
from esnsim.organisation.importing.files.frame import (
    below_titles,
    usual_names,
    with_one_header,
    without_blanks,
    without_totals,
)
from esnsim.organisation.importing.files.grid import CellGrid
from esnsim.organisation.importing.files.networks.matrix import is_matrix, read_matrix
from esnsim.organisation.importing.files.networks.recognise import network_kind, read_network
from esnsim.organisation.importing.files.objects import looks_like_objects, read_objects
from esnsim.organisation.importing.files.sheets import read_sheet
from esnsim.organisation.importing.files.text import bytes_of_file, text_of_bytes
from esnsim.organisation.importing.files.unknown import why_no_markup, why_no_table, workbook_kind
from esnsim.organisation.importing.findings import Findings
from esnsim.organisation.importing.labels import Labels

What = Literal["people", "ties", "points"]
"""What the rows of a table are."""


class Reading(Protocol):
    """What may be said of how a file is to be read."""

    @property
    def encoding(self) -> str:
        """Name of a character encoding, or ``auto``."""

    @property
    def delimiter(self) -> str:
        """One character, or ``auto``."""

    @property
    def sheet(self) -> str | None:
        """Name of the sheet of a workbook."""


class AnyWay(NamedTuple):
    """Nothing is said of how a file is to be read."""

    encoding: str = "auto"
    delimiter: str = "auto"
    sheet: str | None = None


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
    path: Path,
    file: str,
    specification: Reading,
    findings: Findings,
    *,
    what: What = "points",
    people: Labels | None = None,
) -> FileTable:
    """Read a table with a header from a file of any kind that is known.

    Args:
        path: Where it is.
        file: How it is called in messages.
        specification: What the scenario says of encoding, delimiter and sheet.
        findings: Takes what is noticed.
        what: What the rows are. Around a table of people or ties titles may stand above, and totals below; points of
            a sweep stand in a CSV file by themselves.
        people: Who is known, so that a list of ties without a header is seen to have none.

    Raises:
        OrganisationError: the file cannot be read, holds no table, or a line cannot be understood.
    """
    raw = bytes_of_file(path, file, findings)
    if kind := workbook_kind(raw):
        grid, words = read_sheet(raw, file, kind, specification.sheet, findings)
        return _kept(to_table(grid, file, findings, is_report=what != "points"), words, findings)
    if why := why_no_table(raw):
        findings.stop(file, why)
    text, encoding = text_of_bytes(raw, file, specification.encoding, findings)
    if what == "ties" and (network := read_network(text, file, findings)):
        return _kept(to_table(network[0].grid(), file, findings, is_report=False), network[1], findings)
    if what != "points" and looks_like_objects(text):
        grid, words = read_objects(text, file, findings, of_ties=what == "ties")
        return _kept(to_table(grid, file, findings, is_report=False), words, findings)
    if kind := network_kind(text):
        findings.stop(file, f"is a {kind} file, a network of ties and no list of people; give it as ties")
    if why := why_no_markup(text):
        findings.stop(file, why)
    grid, delimiter = split(text, file, specification.delimiter, findings)
    words = f"{encoding}, {DELIMITER_NAMES.get(delimiter, delimiter)}"
    if what == "ties" and is_matrix(grid):
        network_of_matrix = read_matrix(grid)
        if once := network_of_matrix.once_if_mutual():
            findings.assume(f"{file}: {once}")
        words = network_of_matrix.words("matrix")
        return _kept(to_table(network_of_matrix.grid(), file, findings, is_report=False), words, findings)
    if people is not None:
        grid = _with_header(grid, people, file, findings)
    return _kept(to_table(grid, file, findings, is_report=what != "points"), words, findings)


def _kept(table: FileTable, words: str, findings: Findings) -> FileTable:
    """A table, with what was read told."""
    findings.files.append(f"{table.file}: {table.rows:,} rows, {words}")
    return table


def _with_header(grid: CellGrid, people: Labels, file: str, findings: Findings) -> CellGrid:
    """A list of ties with a header, also where its first line is a tie already."""
    if not grid.rows or usual_names(grid.row(0)):
        return grid
    found = [people.find(cell.strip())[0] >= 0 for cell in grid.row(0)]
    if len(found) < 2 or not all(found[:2]) or len(found) > 3:  # noqa: PLR2004 - two people and a weight
        return grid
    findings.assume(f"{file}: has no header; its columns are taken for source, target and weight", "medium")
    names = ("source", "target", "weight")[: len(found)]
    columns = [[name, *column] for name, column in zip(names, grid.columns, strict=False)]
    widths = None if grid.widths is None else [len(found), *grid.widths]
    return CellGrid(columns + grid.columns[len(names) :], [grid.lines[0], *grid.lines], widths, grid.clean)


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
