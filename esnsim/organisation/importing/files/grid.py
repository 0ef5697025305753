"""Cells as a file holds them, before anybody knows which line is the header.

ODD element: input data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple


class CellGrid(NamedTuple):
    """Lines of cells, held by column.

    Attributes:
        columns: The cells of each column, the header's among them; all of one length.
        lines: The line of the file each row of cells begins on.
        widths: How many cells each row has, those filled up not counted; nothing where all have the same.
        clean: Whether no cell is known to have spaces around it or control characters in it.
    """

    columns: list[list[str]]
    lines: Sequence[int]
    widths: Sequence[int] | None = None
    clean: bool = False

    @classmethod
    def of_records(cls, records: Sequence[tuple[int, Sequence[str]]]) -> CellGrid:
        """From rows of cells with their lines, those that are too short filled up with nothing."""
        columns = [list(column) for column in zip_longest(*(cells for _, cells in records), fillvalue="")]
        return cls(columns, [line for line, _ in records], [len(cells) for _, cells in records])

    @property
    def rows(self) -> int:
        """How many."""
        return len(self.lines)

    def row(self, nth: int) -> list[str]:
        """The cells of one row, as many as the file has there."""
        width = len(self.columns) if self.widths is None else self.widths[nth]
        return [column[nth] for column in self.columns[:width]]

    def without(self, rows: Iterable[int]) -> CellGrid:
        """The grid without some of its rows."""
        gone = set(rows)
        if not gone:
            return self
        kept = [nth for nth in range(self.rows) if nth not in gone]
        return CellGrid(
            [[column[nth] for nth in kept] for column in self.columns],
            [self.lines[nth] for nth in kept],
            None if self.widths is None else [self.widths[nth] for nth in kept],
            self.clean,
        )
