"""Sheets of workbooks: XLSX, XLSB, XLS and ODS, read by calamine.

ODD element: input data.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from esnsim.organisation.importing.files.frame import usual_names
from esnsim.organisation.importing.files.grid import CellGrid
from esnsim.organisation.importing.files.unknown import LARGEST, unpacked_size
from esnsim.organisation.importing.findings import Findings, suggest

HEADERS = 10
"""Rows at the top of a sheet in which a header is looked for."""
NEEDS_EXTRA = (
    "to read it, install the extra 'files' (pip install '.[files]' in a copy of the repository), "
    "or save the sheet as CSV"
)


def read_sheet(raw: bytes, file: str, kind: str, sheet: str | None, findings: Findings) -> tuple[CellGrid, str]:
    """The cells of one sheet, and what the file is in words.

    Args:
        raw: The bytes of the file.
        file: How it is called in messages.
        kind: What the file is, such as ``XLSX``.
        sheet: Name of the sheet, or nothing for the one with most usual names of columns.
        findings: Takes what is noticed.

    Raises:
        OrganisationError: calamine is not there, the workbook is damaged, or has no such sheet.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        findings.stop(file, f"is a workbook ({kind}); {NEEDS_EXTRA}")
    try:
        if kind != "XLS" and unpacked_size(raw) > LARGEST:
            findings.stop(file, f"is a workbook that unpacks to more than {LARGEST:,} bytes")
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError) as error:
        findings.stop(file, f"is a workbook ({kind}) that cannot be read ({error}); save the sheet as CSV")
    filled = {name: rows for name, rows in sheets.items() if any(any(cell != "" for cell in row) for row in rows)}
    if sheet is not None and sheet not in sheets:
        findings.stop(file, f"there is no sheet '{sheet}'{suggest(sheet, list(sheets))}")
    if not filled:
        findings.stop(file, f"is a workbook ({kind}) with nothing in it")
    name = sheet or max(filled, key=lambda each: _usual(filled[each]))
    if sheet is None and len(filled) > 1:
        others = ", ".join(f"'{each}'" for each in filled if each != name)
        findings.assume(f"{file}: sheet '{name}' is read, not {others}; sheet names another", "medium")
        findings.choices["sheet"] = name
    records = [(line, [as_text(cell) for cell in row]) for line, row in enumerate(sheets[name], start=1)]
    return CellGrid.of_records(records), f"sheet '{name}' of a workbook ({kind})"


def _usual(rows: Sequence[Sequence[Any]]) -> int:
    """How many usual names of columns stand in one of the first rows of a sheet."""
    return max((usual_names([as_text(cell) for cell in row]) for row in rows[:HEADERS]), default=0)


def as_text(cell: object) -> str:
    """A cell as it would stand in a CSV file: whole numbers without a point, days as dates."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004 - exact until there
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)
