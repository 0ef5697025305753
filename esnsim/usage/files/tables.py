"""Tables with a header, a row at a time, their columns found by name."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, NamedTuple

from esnsim.names import shown
from esnsim.organisation.importing.headers import plain_heading
from esnsim.usage.files.container import Container, Member
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.files.texts import FALLBACK, delimiter_of, encoding_of, records_of, text_of

HEADER_LINES = 30
"""Lines in which a header is looked for."""
LONGEST_HEADER = 1 << 16


class Header(NamedTuple):
    """The first row of a table.

    Attributes:
        names: Columns as they are written.
        plain: The same without case and punctuation.
        delimiter: What separates them.
        encoding: Of the file.
        line: On which it stands.
    """

    names: tuple[str, ...]
    plain: tuple[str, ...]
    delimiter: str
    encoding: str
    line: int

    def place(self, *names: str) -> int | None:
        """Which column has one of these names, the first of them first; None if none has."""
        return next((self.plain.index(name) for name in names if name in self.plain), None)

    def has(self, *names: str) -> bool:
        """Whether there are columns of all these names."""
        return all(name in self.plain for name in names)


def header_of(stream: IO[bytes], encoding: str) -> Header | None:
    """The header of a table; None if there is none.

    Args:
        stream: At its beginning.
        encoding: Of the text.
    """
    text = text_of(stream, encoding)
    head = text.read(LONGEST_HEADER).removeprefix("\ufeff")
    text.detach()
    lines = head.splitlines(keepends=True)
    skipped, delimiter = 0, ""
    while lines and skipped < HEADER_LINES:
        first = lines[0].strip()
        if first.lower().startswith("sep=") and len(first) == len("sep=") + 1:
            delimiter = first[-1]
        elif first:
            break
        skipped += 1
        del lines[0]
    if not lines:
        return None
    delimiter = delimiter or delimiter_of(lines[0])
    cells = next(csv.reader(lines, delimiter=delimiter))
    names = tuple(cell.strip().strip("\ufeff") for cell in cells)
    return Header(names, tuple(map(plain_heading, names)), delimiter, encoding, skipped + 1)


class Row(NamedTuple):
    """One row of a table.

    Attributes:
        cells: As many as the header has, empty ones for those that are missing, and an empty one at the end, which
            stands for columns that are not there.
        line: On which it begins.
    """

    cells: Sequence[str]
    line: int


def rows_of(stream: IO[bytes], header: Header, place: str, findings: UsageFindings) -> Iterator[Row]:
    """The rows below a header.

    Args:
        stream: At its beginning.
        header: What was found there.
        place: How the file is called in messages.
        findings: Takes what is noticed.

    Raises:
        UsageFileError: a row cannot be understood.
    """
    width = len(header.names)
    records = records_of(text_of(stream, header.encoding), header.delimiter)
    try:
        for line, cells in records:
            if line <= header.line or not cells:
                continue
            if len(cells) == width:
                cells.append("")
                yield Row(cells, line)
            elif not any(cells):
                continue
            elif len(cells) < width:
                yield Row([*cells, *[""] * (width - len(cells) + 1)], line)
            elif any(cells[width:]):
                said = f"has {len(cells)} values for {width} columns; values that hold commas stand in quotes"
                findings.refuse(f"{place}:{line}", said, "wide")
            else:
                yield Row([*cells[:width], ""], line)
    except csv.Error as error:
        findings.stop(place, f"cannot be understood as a table ({error})")


def table_streams(
    container: Container, wanted: Callable[[str], bool] = bool
) -> Iterator[tuple[Member, Header, IO[bytes]]]:
    """The tables of a file or archive with their headers, each stream at its beginning.

    Args:
        container: The file.
        wanted: Whether a member of an archive is to be opened.
    """
    encodings = {member.name: encoding_of(stream) for member, stream in container.members(wanted)}
    headers = {member.name: header_of(stream, encodings[member.name]) for member, stream in container.members(wanted)}
    for name, encoding in encodings.items():
        if encoding == FALLBACK:
            container.findings.repair("not UTF-8, read as Windows-1252", f"{container.name}/{name}")
    for member, stream in container.members(wanted, counted=True):
        header = headers[member.name]
        if header is not None:
            yield member, header, stream


class Columns:
    """Where the fields of a format stand in a table, whatever its columns are called."""

    def __init__(self, header: Header, names: Mapping[str, Sequence[str]]) -> None:
        """Find the columns.

        Args:
            header: Of the table.
            names: By field, the names that its column may have, in plain form.
        """
        self.header = header
        self.at = {field: at for field, usual in names.items() if (at := header.place(*usual)) is not None}

    def __contains__(self, field: str) -> bool:
        return field in self.at

    def cell(self, row: Row, field: str) -> str:
        """What a row says of a field; empty if it has no such column."""
        at = self.at.get(field)
        return "" if at is None else row.cells[at].strip()

    def name(self, field: str) -> str:
        """What the column of a field is called in the file, safe to print."""
        return shown(self.header.names[self.at[field]])
