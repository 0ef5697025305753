"""Reporting lines as they should be: everybody known, nobody above themselves, one top where there can be one.

ODD element: input data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from esnsim.organisation.generating.tree import depths
from esnsim.organisation.importing.findings import Findings
from esnsim.organisation.importing.labels import Labels, is_nobody, shape, shapes
from esnsim.state import Ints

CLEAR_HEAD = 0.5
"""Share of people below somebody with a lost manager from which this is the head of the organisation."""


class Lines(NamedTuple):
    """Reporting lines.

    Attributes:
        manager: Row of the person reported to, -1 for nobody; shape (n,). Follows no cycle.
        peers: Rows of people who report to nobody here, side by side below somebody who is not in the file.
    """

    manager: Ints
    peers: tuple[int, ...]


def no_lines(people: int) -> Lines:
    """Nobody reports to anybody."""
    return Lines(np.full(people, -1, np.int32), ())


def reporting_lines(
    labels: Labels, names: Sequence[str], places: Sequence[str], cells: Sequence[str], findings: Findings
) -> Lines:
    """Row of each person's manager; without cycles.

    Args:
        labels: Who is known.
        names: What people are called in the column in which managers are found; length n.
        places: ``file:line`` of each row; length n.
        cells: What the manager column says; length n.
        findings: Takes what is repaired.
    """
    found = labels.find_all(cells)
    manager = np.maximum(found.rows, -1).astype(np.int32)
    themselves = manager == np.arange(len(cells))
    manager[themselves] = -1
    lost: dict[int, str] = {}
    nobody = nobodies(labels, names, cells)
    otherwise: dict[str, str] = {}
    for row in np.flatnonzero(themselves | ~found.exact).tolist():
        place, cell = places[row], cells[row]
        if themselves[row]:
            findings.repair("reports to themselves, taken as reporting to nobody", place)
        elif manager[row] >= 0:
            if cell not in otherwise:
                otherwise[cell] = labels.how_otherwise(cell)
            findings.repair(f"manager {otherwise[cell]}", place)
        elif cell and cell.casefold() in nobody:
            findings.repair(f"manager '{cell}' taken as nobody", place)
        elif cell:
            lost[row] = cell.casefold()
            findings.repair("manager is not among the people", place, "medium")
    lost |= dict.fromkeys(_break_cycles(manager, places, findings), "")
    return Lines(manager, _put_under_top(manager, lost, places, findings))


def nobodies(labels: Labels, names: Sequence[str], cells: Sequence[str]) -> frozenset[str]:
    """Values of a manager column that mean nobody, in small letters.

    Besides the usual ones: what is no person's name, is built like none, and is said of people who have people below
    them by most of those of whom it is said, such as ``BOARD`` where people are numbers.
    """
    found = labels.find_all(cells).rows
    strangers = np.flatnonzero(found < 0).tolist()
    if not strangers:
        return frozenset()
    known = shapes(names)
    managing = set(found.tolist())
    said: dict[str, list[bool]] = {}
    for row in strangers:
        if not labels.ambiguous(cells[row]):
            said.setdefault(cells[row].casefold(), []).append(row in managing)
    return frozenset(
        label
        for label, heads in said.items()
        if is_nobody(label) or (shape(label) not in known and sum(heads) * 2 > len(heads))
    )


def _break_cycles(manager: Ints, places: Sequence[str], findings: Findings) -> list[int]:
    """Let one person of each circle of managers report to nobody: the one with most direct reports."""
    reports = np.bincount(manager[manager >= 0], minlength=len(manager))
    seen = [0] * len(manager)
    above = manager.tolist()
    broken = []
    for first in range(len(above)):
        row = first
        while row >= 0 and not seen[row]:
            seen[row] = first + 1
            row = above[row]
        if row < 0 or seen[row] != first + 1:
            continue
        circle = [row]
        while (following := above[circle[-1]]) != row:
            circle.append(following)
        highest = min(circle, key=lambda member: (-reports[member], member))
        above[highest] = -1
        manager[highest] = -1
        broken.append(highest)
        findings.repair(
            f"managers go round in a circle of {len(circle)}, cut at the one with most reports",
            places[highest],
            "high",
        )
    return broken


def _put_under_top(
    manager: Ints, lost: Mapping[int, str], places: Sequence[str], findings: Findings
) -> tuple[int, ...]:
    """Let people whose manager is lost report to the head, and leave those side by side who are heads themselves.

    Args:
        manager: Row of each person's manager, changed in place; shape (n,).
        lost: What the file calls the manager of people whose manager is not in it; nothing where a circle was cut.
        places: ``file:line`` of each row; length n.
        findings: Takes what is repaired.

    Returns:
        Rows of people left side by side below somebody who is not in the file.
    """
    tops = np.flatnonzero(manager < 0)
    if len(tops) <= 1:
        return ()
    below = people_below(manager)
    top = int(tops[np.argmax(below[tops])])
    peers = _beside(top, lost, float(below[top]) / len(manager))
    for row in lost:
        if row != top and row not in peers:
            manager[row] = top
            findings.repair("manager lost, now reports to the top of the largest tree", places[row], "high")
    for row in peers:
        what = "side by side below somebody who is not in the file: reports to nobody here"
        findings.repair(what, places[row], "medium")
    others = [row for row in tops.tolist() if manager[row] < 0 and row != top and row not in peers]
    if np.any(manager >= 0):
        for row in others:
            findings.repair("reports to nobody besides the top, left so", places[row], "medium")
    return peers


def _beside(top: int, lost: Mapping[int, str], share: float) -> tuple[int, ...]:
    """People side by side with the top, if its manager is lost too: those of the same one, all without a clear head."""
    if not lost.get(top):
        return ()
    clear = share > CLEAR_HEAD
    beside = [row for row, label in lost.items() if label and (label == lost[top] or not clear)]
    return tuple(sorted(beside)) if len(beside) > 1 else ()


def people_below(manager: Ints) -> Ints:
    """People in the tree under each row, the row included; shape (n,)."""
    depth = depths(manager)
    size = np.ones(len(manager), np.int32)
    for step in range(int(depth.max()), 0, -1):
        rows = np.flatnonzero(depth == step)
        size += np.bincount(manager[rows], size[rows], len(manager)).astype(np.int32)
    return size
