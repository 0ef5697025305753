"""Reporting lines as they should be: everybody known, nobody above themselves, one top where there can be one.

ODD element: input data.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from esnsim.organisation.findings import Findings
from esnsim.organisation.tree import depths
from esnsim.world import Ints

NOBODY = frozenset({"", "-", "--", "na", "n/a", "#n/a", "nan", "null", "none", "nobody", "nil"})


class Labels:
    """Finds people by what files call them, forgiving what spreadsheets do to numbers."""

    def __init__(self, labels: Sequence[str]) -> None:
        """Remember the row of each label, and of labels that differ in case alone from no other."""
        self._rows = {label: row for row, label in enumerate(labels)}
        self._loose: dict[str, int] = {}
        for label, row in self._rows.items():
            loose = _loosely(label)
            self._loose[loose] = -1 if loose in self._loose else row

    def find(self, label: str) -> tuple[int, bool]:
        """Row of a label, -1 where unknown, and whether it was written as in the people file."""
        row = self._rows.get(label, -1)
        if row >= 0:
            return row, True
        return self._loose.get(_loosely(label), -1), False


def _loosely(label: str) -> str:
    """A label without case, and without the ``.0`` that a spreadsheet adds to a number."""
    return label.removesuffix(".0").casefold()


def reporting_lines(labels: Labels, places: Sequence[str], cells: Sequence[str], findings: Findings) -> Ints:
    """Row of each person's manager, -1 for nobody; without cycles.

    Args:
        labels: Who is known.
        places: ``file:line`` of each row; length n.
        cells: What the manager column says; length n.
        findings: Takes what is repaired.
    """
    manager = np.full(len(cells), -1, np.int32)
    lost = []
    for row, (place, cell) in enumerate(zip(places, cells, strict=True)):
        boss, exact = labels.find(cell) if cell else (-1, True)
        if boss == row:
            findings.repair("reports to themselves, taken as reporting to nobody", place)
        elif boss >= 0:
            manager[row] = boss
            if not exact:
                findings.repair("manager written otherwise than in the person column, matched all the same", place)
        elif cell and cell.casefold() in NOBODY:
            findings.repair(f"manager '{cell}' taken as nobody", place)
        elif cell:
            lost.append(row)
            findings.repair("manager is not among the people", place)
    lost += _break_cycles(manager, places, findings)
    _put_under_top(manager, lost, places, findings)
    return manager


def _break_cycles(manager: Ints, places: Sequence[str], findings: Findings) -> list[int]:
    """Let one person of each circle of managers report to nobody: the one with most direct reports."""
    reports = np.bincount(manager[manager >= 0], minlength=len(manager))
    seen = np.zeros(len(manager), np.int64)
    broken = []
    for first in range(len(manager)):
        row = first
        while row >= 0 and not seen[row]:
            seen[row] = first + 1
            row = int(manager[row])
        if row < 0 or seen[row] != first + 1:
            continue
        circle = [row]
        while (following := int(manager[circle[-1]])) != row:
            circle.append(following)
        highest = min(circle, key=lambda member: (-reports[member], member))
        manager[highest] = -1
        broken.append(highest)
        findings.repair(
            f"managers go round in a circle of {len(circle)}, cut at the one with most reports", places[highest]
        )
    return broken


def _put_under_top(manager: Ints, lost: list[int], places: Sequence[str], findings: Findings) -> None:
    """Let people whose manager is lost report to the top of the largest tree, if that is somebody else."""
    tops = np.flatnonzero(manager < 0)
    if len(tops) <= 1:
        return
    top = int(tops[np.argmax(people_below(manager)[tops])])
    for row in lost:
        if row != top:
            manager[row] = top
            findings.repair("manager lost, now reports to the top of the largest tree", places[row])
    others = [row for row in tops.tolist() if manager[row] < 0 and row != top]
    if np.any(manager >= 0):
        for row in others:
            findings.repair("reports to nobody besides the top, left so", places[row])


def people_below(manager: Ints) -> Ints:
    """People in the tree under each row, the row included; shape (n,)."""
    depth = depths(manager)
    size = np.ones(len(manager), np.int32)
    for step in range(int(depth.max()), 0, -1):
        rows = np.flatnonzero(depth == step)
        size += np.bincount(manager[rows], size[rows], len(manager)).astype(np.int32)
    return size
