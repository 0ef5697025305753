"""Levels of hierarchy from a column or from reporting lines, 0 at the top.

ODD element: input data.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from esnsim.organisation.generating.tree import depths
from esnsim.organisation.importing.findings import Findings
from esnsim.organisation.importing.numbers import read_number
from esnsim.organisation.importing.repair import Lines
from esnsim.state import Doubles, Ints

LEAST_NUMBERS = 0.5
"""A level column that holds fewer numbers than this is a grade in words."""
FEWEST_WORDS = 0.2
"""A column found by its name that holds more words than this among its values holds grades, some without letters."""

Order = Literal["auto", "top_is_low", "top_is_high"]


def are_levels(cells: Sequence[str]) -> bool:
    """Whether a column holds levels that can be ordered, which is numbers."""
    return sum(isfinite(read_number(cell)) for cell in cells) >= max(1, LEAST_NUMBERS * len(cells))


def why_no_levels(column: str, cells: Sequence[str]) -> str:
    """Why a column with the name of levels holds none; nothing if it does."""
    if not are_levels(cells):
        return "holds no numbers"
    if sum(bool(cell) and not isfinite(read_number(cell)) for cell in cells) > FEWEST_WORDS * sum(map(bool, cells)):
        return "holds words as well as numbers"
    values = {read_number(cell) for cell in cells if isfinite(read_number(cell))}
    if len(values) == 1:
        return "says the same of everybody"
    if column.casefold().endswith("status") and values <= {0.0, 1.0}:
        return "holds 1 and 0 alone, which says yes or no"
    return ""


def agreement(cells: Sequence[str], manager: Ints) -> float:
    """Share of reporting lines along which a column changes as along most; 1 where there is nothing to see."""
    values = np.array([read_number(cell) for cell in cells])
    below = np.flatnonzero(manager >= 0)
    step = np.sign(values[manager[below]] - values[below])
    step = step[np.isfinite(step)]
    return float(max(np.mean(step > 0), np.mean(step < 0))) if len(step) else 1.0


def levels_from_column(
    cells: Sequence[str],
    places: Sequence[str],
    order: Order,
    manager: Ints,
    older: Doubles,
    findings: Findings,
) -> Ints:
    """Levels from numbers: 0 for the topmost number found, 1 for the next, and so on.

    Args:
        cells: What the column says; length n.
        places: ``file:line`` of each row; length n.
        order: Which end is the top.
        manager: Row of each person's manager, -1 for nobody; shape (n,).
        older: Age or tenure, not a number where unknown; shape (n,).
        findings: Takes what is repaired and assumed.
    """
    values = np.array([read_number(cell) for cell in cells])
    known = np.isfinite(values)
    if order == "auto":
        order = _order(values, known, manager, older, findings)
    found = np.unique(values[known])
    levels = np.searchsorted(found, np.where(known, values, found[0])).astype(np.int32)
    if order == "top_is_high":
        levels = (len(found) - 1 - levels).astype(np.int32)
    usual = int(np.median(levels[known]))
    for row in np.flatnonzero(~known).tolist():
        manager_row = int(manager[row])
        levels[row] = (
            min(int(levels[manager_row]) + 1, len(found) - 1) if manager_row >= 0 and known[manager_row] else usual
        )
        findings.repair("level unknown, taken as one below the manager's or as the usual one", places[row])
    return levels


def _order(values: Doubles, known: NDArray[np.bool_], manager: Ints, older: Doubles, findings: Findings) -> Order:
    """Which end of a scale is the top: where managers are, else where older people are, else the rarer end."""
    below = np.flatnonzero((manager >= 0) & known)
    below = below[known[manager[below]]]
    step = np.sign(values[manager[below]] - values[below]).sum()
    if step:
        return _told("managers have the {} numbers", bool(step > 0), findings)
    both = known & np.isfinite(older)
    middle = np.median(values[known])
    high, low = older[both & (values > middle)], older[both & (values <= middle)]
    if len(high) and len(low) and high.mean() != low.mean():
        return _told("people with the {} numbers are older or longer there", bool(high.mean() > low.mean()), findings)
    ends = (
        np.count_nonzero(values[known] == values[known].max()),
        np.count_nonzero(values[known] == values[known].min()),
    )
    return _told("fewer people have the {} number", bool(ends[0] < ends[1]), findings)


def _told(why: str, top_is_high: bool, findings: Findings) -> Order:
    """The order, with a remark on why it was assumed."""
    end = "highest" if top_is_high else "lowest"
    findings.assume(
        f"the {end} level is taken as the top, since {why.format(end.replace('est', 'er'))}; level_order decides"
    )
    order: Order = "top_is_high" if top_is_high else "top_is_low"
    findings.choices["level_order"] = order
    return order


def levels_from_lines(lines: Lines, places: Sequence[str], findings: Findings) -> Ints:
    """Steps from the top; people outside the hierarchy stand where most people without reports stand."""
    manager = lines.manager
    levels = depths(manager)
    if not np.any(manager >= 0):
        findings.assume("neither managers nor levels are known: nobody is a leader")
        return np.ones_like(levels)
    reports = np.bincount(manager[manager >= 0], minlength=len(manager))
    usual = int(np.argmax(np.bincount(levels[(reports == 0) & (manager >= 0)])))
    outside = (manager < 0) & (reports == 0)
    outside[list(lines.peers)] = False
    for row in np.flatnonzero(outside).tolist():
        levels[row] = usual
        findings.repair("neither manager nor reports, level taken as that of most people", places[row])
    return levels
