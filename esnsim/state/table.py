"""Tables, stored column by column and read row by row.

``people.habit`` is a column, which lies in one piece, so that a loop over rows can use SIMD; ``people[row].habit`` is
one person's habit, in machine code (see `esnsim.state.table_in_numba`) as in plain Python. Either way a value is read
as a plain number, a float or a whole number of 64 bits, and kept as narrow as its column is.

ODD element: scales.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import DTypeLike, NDArray

from esnsim.compilation import before_compiling
from esnsim.state.columns import fields_of

LANES = 64
"""Columns begin at multiples of so many bytes, as wide as any processor's registers, and hold a multiple of so many
rows."""

T = TypeVar("T", bound="Table")


class TableRow:
    """One row of a table, to be read and written; its class has an attribute for each column."""

    __slots__ = ("_columns", "_place")

    def __init__(self, columns: dict[str, NDArray[Any]], place: int) -> None:
        """The row at this place of these columns."""
        self._columns, self._place = columns, place

    def __iter__(self) -> Iterator[int | float]:
        """The values, in the order of the columns."""
        return (column.item(self._place) for column in self._columns.values())

    def __repr__(self) -> str:
        """All values, by name."""
        values = ", ".join(f"{name}={column.item(self._place)}" for name, column in self._columns.items())
        return f"{type(self).__name__}({values})"


@cache
def _row_class(table: type) -> type[TableRow]:
    """The class of a table's rows."""

    def attribute(name: str) -> property:
        def read(row: TableRow) -> int | float:
            value: int | float = row._columns[name].item(row._place)  # noqa: SLF001 - a part of the class
            return value

        def write(row: TableRow, value: float) -> None:
            row._columns[name][row._place] = value  # noqa: SLF001

        return property(read, write)

    attributes: dict[str, Any] = {name: attribute(name) for name in fields_of(table)}
    return type(f"{table.__name__}Row", (TableRow,), {**attributes, "__slots__": ()})


@cache
def layout_of(table: type) -> np.dtype[np.void]:
    """Names and kinds of a table's columns."""
    return np.dtype(list(fields_of(table).items()))


class Table:
    """Columns of one length, in one piece of memory.

    Rows chosen by a slice, a mask or an array are a table of their own, a copy. Machine code gets a table as an
    address and two lengths.

    Attributes:
        address: Where the first column begins.
        rows: Number of rows.
        padded: Rows for which each column has room.
    """

    def __init__(self, rows: int) -> None:
        """A table of zeros with this many rows.

        Memory is asked for and not written: what is never written takes no room.
        """
        layout = layout_of(type(self))  # type: ignore[arg-type]  # a class can be hashed
        # An odd number of lanes: columns a power of two apart would compete for the same places of the cache.
        self.rows, self.padded = rows, LANES * (-(-rows // LANES) | 1)
        memory = np.zeros(self.padded * layout.itemsize + LANES, np.uint8)
        begin = -memory.ctypes.data % LANES
        self._memory = memory[begin : begin + self.padded * layout.itemsize]
        self.address = self._memory.ctypes.data
        self._columns = dict(self._cut(layout))
        self._row_class = _row_class(type(self))  # type: ignore[arg-type]

    def _cut(self, layout: np.dtype[np.void]) -> Iterator[tuple[str, NDArray[Any]]]:
        """The columns, by name, one after the other."""
        begin = 0
        for name in layout.names or ():
            width = layout[name].itemsize
            yield name, self._memory[begin : begin + width * self.padded].view(layout[name])[: self.rows]
            begin += width * self.padded

    def column(self, name: str) -> NDArray[Any]:
        """A column, to be read and written.

        Raises:
            KeyError: If there is none of this name.
        """
        return self._columns[name]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - subclasses declare their columns
        if name.startswith("_") or name not in self._columns:
            raise AttributeError(f"{type(self).__name__} has no column '{name}'")
        return self.column(name)

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 - a name, a row, or whatever chooses among rows
        if isinstance(key, str):
            return self.column(key)
        if isinstance(key, int | np.integer):
            return self._row_class(self._columns, range(self.rows)[key])
        chosen = [column[key] for column in self._columns.values()]
        table = type(self)(len(chosen[0]))
        for column, values in zip(table._columns.values(), chosen, strict=True):  # noqa: SLF001
            column[:] = values
        return table

    def __setitem__(self, key: Any, value: Any) -> None:  # noqa: ANN401
        if isinstance(key, str):
            self.column(key)[:] = value
            return
        for name, each in zip(self._columns, value, strict=True):
            self.column(name)[key] = each

    def __len__(self) -> int:
        """Number of rows."""
        return self.rows

    def __array__(self, dtype: DTypeLike | None = None, copy: bool | None = None) -> NDArray[Any]:
        """The table as an array of records, for files."""
        del copy
        records = np.empty(self.rows, self.dtype)
        for name, column in self._columns.items():
            records[name] = column
        return records if dtype is None else records.astype(dtype)

    def __getstate__(self) -> tuple[int, NDArray[np.uint8]]:
        """What a copy is made of."""
        return self.rows, self._memory

    def __setstate__(self, state: tuple[int, NDArray[np.uint8]]) -> None:
        rows, memory = state
        Table.__init__(self, rows)
        self._memory[:] = memory

    @property
    def dtype(self) -> np.dtype[np.void]:
        """Names and kinds of the columns."""
        return layout_of(type(self))  # type: ignore[arg-type]

    @property
    def nbytes(self) -> int:
        """Bytes of all columns."""
        return self._memory.nbytes

    def copy(self, rows: int | None = None) -> Self:
        """A copy of as many rows; of the first ones only, with zeros in the others, if a number is given."""
        other = type(self)(self.rows)
        for name, column in self._columns.items():
            other._columns[name][:rows] = column[:rows]  # noqa: SLF001
        return other


def blank(table: type[T], rows: int) -> T:
    """A table of zeros with this many rows."""
    return table(rows)


@before_compiling
def _register() -> None:
    from esnsim.state import table_in_numba  # noqa: PLC0415 - imports Numba

    table_in_numba.register_tables(Table, fields_of)
