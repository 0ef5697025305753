"""Tables as people save them: any usual encoding, delimiter and line ending, with line numbers kept.

ODD element: input data.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from esnsim.names import control_in, without_controls
from esnsim.nearby import near_files
from esnsim.organisation.importing.findings import Findings
from esnsim.organisation.importing.frame import LOOKED_AT, below_titles, without_totals
from esnsim.organisation.specification import NO_DELIMITERS

DELIMITERS = (",", ";", "\t", "|")
DELIMITER_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NO_TABLES = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
"""Codecs between texts and bytes that are for other things than files."""
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
INVISIBLE = " \t\r\n\f\v\u00a0\u200b\ufeff"


class Row(NamedTuple):
    """One row of a table.

    Attributes:
        place: ``file:line`` where it begins.
        cells: Values by column, spaces around them taken away.
    """

    place: str
    cells: tuple[str, ...]


class FileTable(NamedTuple):
    """A table with a header.

    Attributes:
        file: How the file is called in messages.
        header: Names of columns, unique; those without a name are gone.
        rows: The other lines, each as long as the header.
    """

    file: str
    header: tuple[str, ...]
    rows: list[Row]

    def column(self, name: str) -> list[str]:
        """All values of one column."""
        at = self.header.index(name)
        return [row.cells[at] for row in self.rows]


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
    text, encoding = _text(_bytes(path, file, findings), file, encoding, findings)
    lines = text.splitlines()
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == len("sep=") + 1:
        delimiter = lines[0].strip()[-1] if delimiter == "auto" else delimiter
        delimiter = "auto" if delimiter in NO_DELIMITERS else delimiter
        text = text[len(lines[0]) :]  # The line end stays, so that line numbers do.
        lines[0] = ""
    if delimiter == "auto":
        delimiter = _delimiter([line for line in lines if line.strip(INVISIBLE)][:LOOKED_AT])
    records = _records(text, file, delimiter, findings)
    if not records:
        findings.stop(file, "is empty; a header and one row a person or tie are needed")
    if is_report:
        records = without_totals(below_titles(records, file, findings), file, findings)
    table = _squared(file, records, findings)
    findings.files.append(f"{file}: {len(table.rows):,} rows, {encoding}, {DELIMITER_NAMES.get(delimiter, delimiter)}")
    return table


def _bytes(path: Path, file: str, findings: Findings) -> bytes:
    """The whole file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        findings.stop(file, f"there is no such file; looked for {path}{near_files(path)}")
    except OSError as error:
        findings.stop(file, f"cannot be read ({error.strerror}); looked for {path}")
    except ValueError as error:
        findings.stop(ascii(file), f"no file can be called so ({error})")


def _text(raw: bytes, file: str, encoding: str, findings: Findings) -> tuple[str, str]:
    """The bytes of a file as text, and in which encoding."""
    if raw.startswith(SPREADSHEETS):
        findings.stop(file, "is a spreadsheet or archive; save the sheet as CSV")
    if encoding == "auto":
        encoding = _encoding(raw)
        if encoding in {"cp1252", "latin-1"}:
            findings.repair(f"not UTF-8, read as {encoding}", file)
    try:
        text = raw.decode("" if codecs.lookup(encoding).name in NO_TABLES else encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        findings.stop(f"{file}:{line}", f"is not {encoding}; write encoding: auto, or the one it was saved in")
    except (LookupError, ValueError):
        findings.stop(file, f"encoding {encoding!a} is not known; write auto, utf-8, utf-16 or cp1252")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        findings.stop(f"{file}:{line}", "holds bytes that are no text; save the file as CSV")
    return text.removeprefix("\ufeff"), encoding


def _encoding(raw: bytes) -> str:
    """The likeliest encoding, from byte-order marks, zero bytes and what can be decoded."""
    for mark, name in MARKS:
        if raw.startswith(mark):
            return name
    zeros_even, zeros_odd = raw[::2].count(0), raw[1::2].count(0)
    if max(zeros_even, zeros_odd) * 4 > len(raw):
        return "utf-16-le" if zeros_odd > zeros_even else "utf-16-be"
    for name in ("utf-8", "cp1252"):
        try:
            raw.decode(name)
        except UnicodeDecodeError:
            continue
        return name
    return "latin-1"


def _delimiter(lines: Sequence[str]) -> str:
    """The delimiter that stands most often in the header, outside quotes.

    A first line whose delimiter stands in no other line is a title, and the line with most delimiters decides.
    """
    outside = ["".join(line.split('"')[::2]) for line in lines] or [""]
    of_header = max(DELIMITERS, key=outside[0].count)
    if any(of_header in line for line in outside[1:]):
        return of_header
    return max(DELIMITERS, key=lambda one: (max(line.count(one) for line in outside[1:] or outside), one == of_header))


def _records(text: str, file: str, delimiter: str, findings: Findings) -> list[tuple[int, list[str]]]:
    """Lines that are not blank, with their numbers."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=delimiter != " ", strict=True
    )
    records = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip(INVISIBLE) for cell in cells):
                records.append((line, cells))
            elif records or cells:
                findings.repair("blank line left out", f"{file}:{line}")
            line = reader.line_num + 1
    except csv.Error as error:
        why = "a quote is opened and not closed" if "end of data" in str(error) else str(error)
        findings.stop(f"{file}:{line}", f"cannot be understood ({why}); write quotes inside a value twice")
    return records


def _squared(file: str, records: list[tuple[int, list[str]]], findings: Findings) -> FileTable:
    """Make every row as long as the header; refuse values that stand in no column."""
    first, *others = records
    header = tuple(without_controls(cell.strip(INVISIBLE)) for cell in first[1])
    if any(control_in(cell.strip(INVISIBLE)) for cell in first[1]):
        findings.repair("control characters in a heading read as spaces", f"{file}:{first[0]}")
    for name in sorted({name for name in header if name and header.count(name) > 1}):
        findings.refuse(f"{file}:{first[0]}", f"column '{name}' stands twice; column names are unique")
    kept = [at for at, name in enumerate(header) if name]
    rows = []
    for line, cells in others:
        place = f"{file}:{line}"
        clean = [without_controls(cell.strip(INVISIBLE)) for cell in cells]
        if any(control_in(cell.strip(INVISIBLE)) for cell in cells):
            findings.repair("control characters in a value read as spaces", place)
        elif clean != cells:
            findings.repair("spaces around values taken away", place)
        if len(clean) < len(header):
            findings.repair("line shorter than the header, the rest taken as unknown", place)
            clean += [""] * (len(header) - len(clean))
        if any(clean[len(header) :]):
            findings.refuse(place, f"has {len(clean)} values for {len(header)} columns; put commas inside quotes")
        elif len(clean) > len(header):
            findings.repair("empty values beyond the header left out", place)
        if any(clean[at] for at, name in enumerate(header) if not name):
            findings.repair("values in a column without a name left out", place)
        rows.append(Row(place, tuple(clean[at] for at in kept)))
    findings.check()
    return FileTable(file, tuple(header[at] for at in kept), rows)
