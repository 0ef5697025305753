"""The people file once everybody stands in it exactly once.

ODD element: input data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from esnsim.organisation.importing.files.table import FileTable


@dataclass(frozen=True, slots=True)
class Roster:
    """One row a person, in the order of labels.

    Attributes:
        table: All columns of the file.
        columns: Which column is taken for which field.
    """

    table: FileTable
    columns: Mapping[str, str]

    @property
    def people(self) -> int:
        """How many."""
        return self.table.rows

    @property
    def places(self) -> Sequence[str]:
        """``file:line`` of each person."""
        return [self.table.place(row) for row in range(self.table.rows)]

    def has(self, field: str) -> bool:
        """Whether some column is taken for a field."""
        return field in self.columns

    def cells(self, field: str) -> list[str]:
        """What the column of a field says about each person."""
        return self.table.column(self.columns[field])
