"""Columns that count from the beginning instead of a row at a time, made into what each row adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from esnsim.usage.record import CountRow

ENOUGH = 20
"""Rows from which on a column that hardly ever falls is a running total: weeks and days of use go up and down."""
FEW = 8
"""Rows from which on a column that never falls is remarked on."""
RISING = 0.95
"""Share of steps that do not fall, from which on it hardly ever does: totals are counted anew now and then."""
STEPS = 10
"""Rises that a running total has at least; what stands still counts nothing."""
JUMP = 50.0
"""Times the usual rise from which on a total was counted anew."""
SAYING_SO = ("cumul", "kumul", "running", "to_date", "acumul")
"""Parts of headers that say it."""


class RunningTotal(NamedTuple):
    """A column that is one, as what each row adds.

    Attributes:
        added: By row; rows whose addition is not known are missing.
        anew: Rows at which it was counted anew: it falls, or jumps.
    """

    added: Mapping[int, int]
    anew: tuple[int, ...]


def running_total(rows: Sequence[CountRow], field: str, header: str) -> RunningTotal | None:
    """What each row adds, if a column is a running total.

    Args:
        rows: In the order of their days.
        field: Which count.
        header: The column's own name, in plain letters.

    Returns:
        None if the column counts a row at a time.
    """
    values = [(nth, row.counts[field]) for nth, row in enumerate(rows) if field in row.counts]
    if not _is_total([value for _, value in values], header):
        return None
    steps = {
        at: value - before
        for (one, before), (at, value) in pairwise(values)
        if rows[one].span.last + 1 == rows[at].span.first
    }
    usual = median([step for step in steps.values() if step > 0])
    anew = tuple(at for at, step in steps.items() if step < 0 or step > JUMP * usual)
    return RunningTotal({at: step for at, step in steps.items() if at not in anew}, anew)


def never_falls(rows: Sequence[CountRow], field: str) -> bool:
    """Whether a column of some rows rises in every one, so that it may be a running total."""
    values = [row.counts[field] for row in rows if field in row.counts]
    return len(values) >= FEW and all(before < after for before, after in pairwise(values))


def _is_total(values: Sequence[int], header: str) -> bool:
    steps = [after - before for before, after in pairwise(values)]
    if any(part in header for part in SAYING_SO):
        return any(step > 0 for step in steps)
    rising = sum(step >= 0 for step in steps)
    return len(values) >= ENOUGH and rising >= RISING * len(steps) and sum(step > 0 for step in steps) >= STEPS
