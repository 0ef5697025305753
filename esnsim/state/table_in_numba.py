"""What Numba has to know of tables: ``table[row].name`` in machine code, read, written and copied.

A table is an address and two lengths there, a row the same with its place. Reading widens to 64 bits, writing narrows
to what the column holds, as in plain Python. Rows of `esnsim.state.people.NoLevers` are constants, so whatever
multiplies or adds a lever that nobody pulls costs nothing.

Tables are handed to machine code, never made there or returned from there; the caller keeps them.
"""

# Numba is not typed: what it decorates, calls and derives from cannot be checked.
# mypy: disable-error-code="no-untyped-call, untyped-decorator, override, misc"

from __future__ import annotations

import operator
import zlib
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numba import from_dtype, types
from numba.core import cgutils
from numba.core.typing.templates import AbstractTemplate, AttributeTemplate, infer_global, signature
from numba.extending import (
    NativeValue,
    infer_getattr,
    lower_builtin,
    lower_getattr_generic,
    lower_setattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)


class ColumnType(NamedTuple):
    """One column.

    Attributes:
        kept: What it is kept as.
        read: What it is read as.
        before: Bytes a row of all columns before it.
    """

    kept: types.Type
    read: types.Type
    before: int


class TableType(types.Type):
    """A table whose columns are known."""

    def __init__(self, title: str, columns: tuple[tuple[str, ColumnType], ...]) -> None:
        self.columns = columns
        # Short, since it becomes part of the name of every compiled function that takes the table.
        super().__init__(name=f"{title}_{zlib.crc32(repr(columns).encode()):x}")


class RowType(types.Type):
    """A row of a table."""

    def __init__(self, table: TableType) -> None:
        self.columns = dict(table.columns)
        super().__init__(name=f"row_of_{table.name}")


class NeutralType(types.Type):
    """A table whose every value is 0.0."""


class NeutralRowType(types.Type):
    """A row of it."""


NEUTRAL, NEUTRAL_ROW = NeutralType("neutral"), NeutralRowType("row of neutral")


def _typed(kind: type[np.generic], before: int) -> ColumnType:
    """A column of this kind."""
    read = types.float64 if issubclass(kind, np.floating) else types.int64
    return ColumnType(kept=from_dtype(np.dtype(kind)), read=read, before=before)


def table_type(title: str, fields: Mapping[str, type[np.generic]]) -> TableType:
    """The type of a table with these columns, stored one after the other."""
    columns, before = [], 0
    for name, kind in fields.items():
        columns.append((name, _typed(kind, before)))
        before += np.dtype(kind).itemsize
    return TableType(title, tuple(columns))


def register_tables(table: type, fields_of: Callable[[type], Mapping[str, type[np.generic]]]) -> None:
    """Tell Numba of a class of tables and of all derived from it.

    Args:
        table: The class.
        fields_of: Name and kind of every column of a class.
    """
    known: dict[type, TableType] = {}

    @typeof_impl.register(table)
    def type_of_table(value: object, context: object) -> TableType:
        del context
        kind = type(value)
        if kind not in known:
            known[kind] = table_type(kind.__name__, fields_of(kind))
        return known[kind]


def register_neutral(table: type) -> None:
    """Tell Numba of a class of tables whose every value is 0.0."""

    @typeof_impl.register(table)
    def type_of_neutral(value: object, context: object) -> NeutralType:
        del value, context
        return NEUTRAL


def register_records(records: type[np.ndarray[Any, Any]]) -> None:
    """Tell Numba of a class of arrays of records, all of one layout: it takes milliseconds to find out what it is."""
    usual, known = typeof_impl.dispatch(np.ndarray), dict[np.dtype[Any], Any]()

    @typeof_impl.register(records)
    def type_of_records(value: np.ndarray[Any, Any], context: object) -> Any:  # noqa: ANN401
        if value.dtype not in known:
            known[value.dtype] = usual(value, context)
            # Short, as tables have: the names of seventy constants would be a part of the name of every rule.
            record = known[value.dtype].dtype
            record.name = f"record_{zlib.crc32(record.name.encode()):x}"
        return known[value.dtype]


register_model(NeutralType)(models.OpaqueModel)
register_model(NeutralRowType)(models.OpaqueModel)


@register_model(TableType)
class _TableModel(models.StructModel):
    def __init__(self, manager: Any, kind: TableType) -> None:  # noqa: ANN401 - Numba's
        members = [("address", types.CPointer(types.uint8)), ("rows", types.intp), ("padded", types.intp)]
        super().__init__(manager, kind, members)


@register_model(RowType)
class _RowModel(models.StructModel):
    def __init__(self, manager: Any, kind: RowType) -> None:  # noqa: ANN401
        members = [("address", types.CPointer(types.uint8)), ("padded", types.intp), ("place", types.intp)]
        super().__init__(manager, kind, members)


@unbox(TableType)
def _unbox_table(kind: TableType, value: Any, c: Any) -> Any:  # noqa: ANN401
    """Take address and lengths from the object; it is the caller's to keep."""
    made = cgutils.create_struct_proxy(kind)(c.context, c.builder)
    for name in ("address", "rows", "padded"):
        number = c.pyapi.object_getattr_string(value, name)
        word = c.pyapi.long_as_longlong(number)
        c.pyapi.decref(number)
        setattr(made, name, c.builder.inttoptr(word, made.address.type) if name == "address" else word)
    return NativeValue(made._getvalue())  # noqa: SLF001 - Numba's way


@unbox(NeutralType)
def _unbox_neutral(kind: NeutralType, value: Any, c: Any) -> Any:  # noqa: ANN401
    """There is nothing to take."""
    del kind, value
    return NativeValue(c.context.get_dummy_value())


@infer_global(len)
class _TypeOfLength(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:  # noqa: ANN401
        del kws
        return signature(types.intp, *args) if isinstance(args[0], TableType) else None


@lower_builtin(len, TableType)
def _length(context: Any, builder: Any, called: Any, arguments: Any) -> Any:  # noqa: ANN401
    return cgutils.create_struct_proxy(called.args[0])(context, builder, arguments[0]).rows


@infer_global(operator.getitem)
class _TypeOfRow(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:  # noqa: ANN401
        del kws
        table, place = args
        if isinstance(place, types.Integer) and isinstance(table, TableType):
            return signature(RowType(table), table, types.intp)
        if isinstance(place, types.Integer) and isinstance(table, NeutralType):
            return signature(NEUTRAL_ROW, table, types.intp)
        return None


@lower_builtin(operator.getitem, TableType, types.intp)
def _row(context: Any, builder: Any, called: Any, arguments: Any) -> Any:  # noqa: ANN401
    table = cgutils.create_struct_proxy(called.args[0])(context, builder, arguments[0])
    row = cgutils.create_struct_proxy(called.return_type)(context, builder)
    row.address, row.padded, row.place = table.address, table.padded, arguments[1]
    return row._getvalue()  # noqa: SLF001


@lower_builtin(operator.getitem, NeutralType, types.intp)
def _neutral_row(context: Any, builder: Any, called: Any, arguments: Any) -> Any:  # noqa: ANN401
    del builder, called, arguments
    return context.get_dummy_value()


@infer_getattr
class _TypeOfValue(AttributeTemplate):
    key = RowType

    def generic_resolve(self, row: RowType, name: str) -> Any:  # noqa: ANN401
        return row.columns[name].read if name in row.columns else None


@infer_getattr
class _TypeOfNeutralValue(AttributeTemplate):
    key = NeutralRowType

    def generic_resolve(self, row: NeutralRowType, name: str) -> Any:  # noqa: ANN401
        del row, name
        return types.float64


def _address(context: Any, builder: Any, kind: RowType, value: Any, name: str) -> Any:  # noqa: ANN401
    """Address of one value, by its column's own type."""
    row = cgutils.create_struct_proxy(kind)(context, builder, value)
    column = kind.columns[name]
    before = builder.mul(row.padded, context.get_constant(types.intp, column.before))
    begin = builder.bitcast(builder.gep(row.address, [before]), context.get_data_type(column.kept).as_pointer())
    return builder.gep(begin, [row.place], inbounds=True)


@lower_getattr_generic(RowType)
def _read(context: Any, builder: Any, kind: RowType, value: Any, name: str) -> Any:  # noqa: ANN401
    column = kind.columns[name]
    kept = context.unpack_value(builder, column.kept, _address(context, builder, kind, value, name))
    return context.cast(builder, kept, column.kept, column.read)


@lower_getattr_generic(NeutralRowType)
def _read_neutral(context: Any, builder: Any, kind: Any, value: Any, name: str) -> Any:  # noqa: ANN401
    del builder, kind, value, name
    return context.get_constant(types.float64, 0.0)


@lower_setattr_generic(RowType)
def _write(context: Any, builder: Any, called: Any, arguments: Any, name: str) -> None:  # noqa: ANN401
    kind, given = called.args
    kept = kind.columns[name].kept
    narrow = context.cast(builder, arguments[1], given, kept)
    context.pack_value(builder, kept, narrow, _address(context, builder, kind, arguments[0], name))


@infer_global(operator.setitem)
class _CopyOfRow(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:  # noqa: ANN401
        del kws
        table, _, row = args
        if isinstance(table, TableType) and isinstance(row, RowType) and RowType(table) == row:
            return signature(types.none, table, types.intp, row)
        return None


@lower_builtin(operator.setitem, TableType, types.intp, RowType)
def _copy_row(context: Any, builder: Any, called: Any, arguments: Any) -> Any:  # noqa: ANN401
    kind = called.args[2]
    there = _row(context, builder, signature(kind, *called.args[:2]), arguments[:2])
    for name in kind.columns:
        here = _address(context, builder, kind, arguments[2], name)
        builder.store(builder.load(here), _address(context, builder, kind, there, name))
    return context.get_dummy_value()
