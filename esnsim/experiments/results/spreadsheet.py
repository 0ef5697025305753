"""Tables for spreadsheets whose language writes a decimal comma, such as German or French.

Such a spreadsheet splits lines at semicolons, takes ``12.5`` for a text or for the 12th of May, and takes a file for
UTF-8 only if it begins with a byte order mark. Tables with a point, which everything else reads, stay as they are.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from esnsim.atomic_file import whole_file
from esnsim.errors import RunError
from esnsim.experiments.store.refusals import writing_refusal

FOLDER = "excel"
"""Where they are, in the folder of results."""
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")


def write_for_spreadsheets(folder: Path) -> list[Path]:
    """Write every CSV table of a folder once more, for a spreadsheet with a decimal comma.

    Args:
        folder: Where the tables are; the copies go into `FOLDER` in it.

    Returns:
        The files written.

    Raises:
        RunError: If a file cannot be written.
    """
    try:
        return [_copied(table, folder / FOLDER / table.name) for table in sorted(folder.glob("*.csv"))]
    except OSError as error:
        raise RunError(writing_refusal(error)) from error


def _copied(table: Path, target: Path) -> Path:
    text = comma_text(table.read_text(encoding="utf-8"))
    with whole_file(target) as unfinished:
        # Line ends of Windows, and the mark by which UTF-8 is recognised.
        unfinished.write_text(text, encoding="utf-8-sig", newline="")
    return target


def comma_text(text: str) -> str:
    """A table with commas between cells and points in numbers, as one with semicolons and decimal commas.

    Args:
        text: The table; its first row has the names of columns.
    """
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    numeric = [all(NUMBER.fullmatch(cell) for cell in column if cell) for column in zip(*rows, strict=True)]
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        cells = zip(row, numeric, strict=True)
        writer.writerow([cell.replace(".", ",") if number else cell for cell, number in cells])
    return made.getvalue()
