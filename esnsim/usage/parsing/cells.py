"""Cells of one table read as counts and days; what cannot be read is refused with line and column."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import IO

from esnsim.names import shown
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.files.moments import day_of_text, may_be_two, second_of
from esnsim.usage.files.tables import Columns, Header, Row, rows_of
from esnsim.usage.parsing.numbers import count_of
from esnsim.usage.record import UNKNOWN

FRACTION = re.compile(r"\d+[.,]\d+(?:[eE]-?\d+)?")
LONGEST_SHOWN = 40
"""Letters of a cell that a message repeats."""


class Cells:
    """The rows of a table, and what their cells mean.

    Attributes:
        columns: Where fields stand.
        place: How the file is called in messages.
        month_first: How dates such as 01/04/2026 are meant; None where nobody has said it.
    """

    def __init__(
        self,
        header: Header,
        names: Mapping[str, Sequence[str]],
        place: str,
        findings: UsageFindings,
        *,
        month_first: bool | None = None,
    ) -> None:
        """Find the columns.

        Args:
            header: Of the table.
            names: By field, the names that its column may have, in plain form.
            place: How the file is called in messages.
            findings: Takes what is wrong.
            month_first: How dates such as 01/04/2026 are meant.
        """
        self.columns = Columns(header, names)
        self.header, self.place, self.findings, self.month_first = header, place, findings, month_first

    def __contains__(self, field: str) -> bool:
        return field in self.columns

    def rows(self, stream: IO[bytes]) -> Iterator[Row]:
        """The rows of the table."""
        return rows_of(stream, self.header, self.place, self.findings)

    def taking(self, *fields: str) -> Callable[[Sequence[str]], tuple[str, ...]]:
        """A function that takes several fields out of the cells of a row at once, as they are; for long tables.

        Args:
            fields: Two or more; those without a column are empty.
        """
        return itemgetter(*(self.columns.at.get(field, -1) for field in fields))

    def text(self, row: Row, field: str) -> str:
        """What a row says; empty if it has no such column."""
        return self.columns.cell(row, field)

    def count(self, row: Row, field: str) -> int:
        """A whole number; `UNKNOWN` where the cell is empty or there is no such column."""
        cell = self.columns.cell(row, field)
        if not cell:
            return UNKNOWN
        found = count_of(cell)
        if found is None:
            self.wrong(row, field, "write a whole number of 0 or more, or nothing where it is unknown")
            return UNKNOWN
        return found

    def amount(self, row: Row, field: str) -> int:
        """A number that may have a fraction, as the next whole one, so that a little is not nothing."""
        cell = self.columns.cell(row, field)
        if cell and count_of(cell) is None and FRACTION.fullmatch(cell):
            return math.ceil(float(cell.replace(",", ".")))
        return self.count(row, field)

    def day(self, row: Row, field: str) -> int:
        """A day as an ordinal; `UNKNOWN` where there is none."""
        cell = self.columns.cell(row, field)
        found = day_of_text(cell, month_first=self.month_first)
        if found is None:
            both = "which can be two days: say --dates day_first or --dates month_first, or write"
            self.wrong(row, field, f"{both if may_be_two(cell) else 'write'} a date as 2026-01-30")
            return UNKNOWN
        return found

    def second(self, row: Row, field: str) -> int | None:
        """A time in seconds since 1970; None where it cannot be read, which is refused."""
        cell = self.columns.cell(row, field)
        found = second_of(cell)
        if found is None:
            self.wrong(row, field, "write a time as 2026-01-30T08:15:00Z")
        return found

    def wrong(self, row: Row, field: str, right: str) -> None:
        """Refuse a cell."""
        cell = shown(self.columns.cell(row, field))[:LONGEST_SHOWN]
        column = self.columns.at[field] + 1
        said = f"{self.columns.name(field)} is {cell!r}; {right}"
        self.findings.refuse(f"{self.place}:{row.line}:{column}", said, f"{self.place} {field}")
