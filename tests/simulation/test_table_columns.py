"""Tables by themselves: the same text for columns and rows, in plain Python and in machine code; copies and pickles."""

from __future__ import annotations

import copy
import pickle
from typing import Any, Generic

import numpy as np
import pytest

from esnsim.array_types import Bytes, Doubles, Floats, Ints, Longs
from esnsim.compilation import COMPILED, compiled, plain
from esnsim.state import NoLevers, blank
from esnsim.state.columns import B, D, F, I, L
from esnsim.state.people import NEUTRAL, Levers
from esnsim.state.table import LANES, Table

ROWS = 70


class _Sample(Generic[L, I, B, F, D]):
    """One column of each kind."""

    long: L
    whole: I
    byte: B
    single: F
    double: D


class Sample(Table, _Sample[Longs, Ints, Bytes, Floats, Doubles]):
    """A table of five columns."""


@compiled
def work(table: Any, into: Any) -> int:
    """Read and write every kind of column, and copy a row."""
    total = 0
    for row in range(len(table)):
        it = table[row]
        it.whole = it.long * 2
        it.byte += it.whole % 7
        it.single = it.double / 3.0
        it.double = it.single + it.byte / 2
        total += it.byte + it.whole
    into[1] = table[ROWS - 1]
    into[0].single += 1.0
    return total


def sample() -> Sample:
    """A table with something in it."""
    table = blank(Sample, ROWS)
    table.long[:] = np.arange(ROWS) * 5
    table["double"] = np.arange(ROWS) / 7
    return table


def bits(table: Table) -> dict[str, bytes]:
    """All columns."""
    return {name: table[name].tobytes() for name in table.dtype.names or ()}


def test_machine_code_and_plain_python_read_and_write_the_same_bits():
    """Values are read as wide as can be and kept as narrow as the column is."""
    one, other = sample(), sample()
    into, beside = blank(Sample, 2), blank(Sample, 2)

    assert work(one, into) == plain(work)(other, beside)

    assert bits(one) == bits(other)
    assert bits(into) == bits(beside)
    assert tuple(into[1]) == tuple(one[ROWS - 1])
    assert set(map(type, one[3])) == {int, float}


def test_a_column_lies_in_one_piece_where_registers_begin():
    """A loop over it can use SIMD."""
    table = sample()
    for name in table.dtype.names or ():
        column = table[name]
        assert column.flags.c_contiguous
        assert column.ctypes.data % LANES == 0
        assert np.shares_memory(column, getattr(table, name))
    assert table.padded // LANES % 2 == 1
    assert table.nbytes == table.padded * table.dtype.itemsize


def test_rows_and_columns_are_windows_and_choices_are_copies():
    """As with arrays, but that a slice is a copy too."""
    table = sample()
    row = table[3]
    row.byte = 9
    part, chosen, masked = table[:5], table[np.array([3, 4])], table[table.byte == 9]
    table.whole[3] = 77

    assert (row.byte, row.whole, table.byte[3], table[-1].long) == (9, 77, 9, 5 * (ROWS - 1))
    assert (len(part), part.whole[3], chosen.byte.tolist(), masked.long.tolist()) == (5, 0, [9, 0], [15])
    assert [it.long for it in part] == [0, 5, 10, 15, 20]
    assert "byte=9" in repr(row)


def test_copies_and_pickles_are_tables_of_their_own():
    """They hold the same, and change alone."""
    table = sample()
    for other in (table.copy(), copy.copy(table), copy.deepcopy(table), pickle.loads(pickle.dumps(table))):  # noqa: S301
        assert bits(other) == bits(table)
        other.byte[0] = 5
        assert table.byte[0] == 0
        assert work(other, blank(Sample, 2)) > 0
    assert table.copy(2).long.tolist() == [0, 5] + [0] * (ROWS - 2)


def test_a_table_becomes_an_array_of_records_for_files():
    """By name and by place."""
    table = sample()
    records = np.asarray(table)

    assert records.dtype.names == ("long", "whole", "byte", "single", "double")
    assert records["long"].tolist() == table.long.tolist()
    assert np.asarray(blank(Sample, 0)).shape == (0,)


def test_what_a_table_does_not_have_is_said():
    """Neither a column nor a row is made up."""
    table = sample()
    with pytest.raises(AttributeError, match="Sample has no column 'habit'"):
        _ = table.habit
    with pytest.raises(AttributeError):
        table[0].habit = 1.0
    with pytest.raises(IndexError):
        _ = table[ROWS]


def test_levers_are_pulled_once_somebody_wrote_one():
    """Neutral ones are known without a look; those handed out are looked through."""
    levers = blank(Levers, ROWS)
    assert not levers.pulled
    assert not levers.hear.any()
    assert not levers.pulled
    assert not levers.copy().pulled

    levers.prompt[ROWS - 1] = -0.5

    assert levers.pulled
    assert levers.copy().pulled
    assert pickle.loads(pickle.dumps(levers)).pulled  # noqa: S301
    levers["prompt"] = 0.0
    assert not levers.pulled


@compiled
def pulls(levers: Any) -> float:
    """What a row's levers add up to."""
    return float(levers[3].hear + 10.0 * levers[3].prompt)


def test_levers_that_nobody_pulls_read_as_neutral_in_machine_code_too():
    """By whatever name."""
    levers = blank(Levers, ROWS)
    levers.prompt[3] = 0.5

    assert (pulls(NoLevers()), plain(pulls)(NoLevers()), pulls(levers)) == (0.0, 0.0, 5.0)
    assert NoLevers()[7] is NEUTRAL
    assert set(NEUTRAL) == {0.0}


@pytest.mark.skipif(not COMPILED, reason="nothing is compiled")
def test_tables_of_one_class_have_one_type():
    """Wherever they come from, so nothing is compiled twice."""
    work(sample(), blank(Sample, 2))
    work(sample().copy(), sample()[:2])

    assert len(getattr(work, "signatures", ())) == 1
