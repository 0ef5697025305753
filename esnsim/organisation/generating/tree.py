"""Who reports to whom, and which units the reporting tree falls into.

ODD element: initialisation.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, product, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.rng.address import Draw, Key
from esnsim.rng.arrays import Making, bells, exponential, uniforms
from esnsim.state import Doubles, Ints, Longs

SPAN_SPREAD = 0.85
UNIT_SPREADS = (1.0, 1.2, 0.85, 1.4, 0.7, 0.5)
UNIT_DRAWS = 12
SMALL_TREE = 5000
NEAR_ENOUGH = 0.15
MANAGERS_GROW = 4
CALIBRATION_STEPS = 10
OWN_UNIT_RATIO = 3.6
"""Size of the unit of a usual person over the size of a usual unit; 3.2 in Eu-core, 4.1 for its lognormal."""


class ReportingTree(NamedTuple):
    """Reporting lines.

    Attributes:
        manager: Row of the person reported to, -1 for nobody; shape (n,).
        level: Steps from the top, 0 at the top; shape (n,).
    """

    manager: Ints
    level: Ints


class Units(NamedTuple):
    """Units cut out of a reporting tree.

    Attributes:
        unit: Index of each person's unit, in the order in which one walks down the tree; shape (n,).
        head: Row of the person at the head of each unit; shape (units,).
        parent: Unit each unit is part of, -1 at the top; shape (units,).
    """

    unit: Ints
    head: Ints
    parent: Ints


def reporting_tree(people: int, span: float, key: Key) -> ReportingTree:
    """A single tree of reporting lines with right-skewed spans; row 0 is the top and rows go down level by level.

    The spans are drawn first, so that their distribution is what was asked for; then managers are spread over
    levels so that there are about four times as many on each level as on the one above. This gives the depths found:
    4 steps at 1,000 people, 5 at 5,000, 7 at 50,000.

    Args:
        people: How many, >= 2.
        span: Median direct reports.
        key: The seed.
    """
    spans = _spans(people, span, key)
    manager = np.full(people, -1, np.int32)
    level = np.zeros(people, np.int32)
    managers = np.zeros(1, np.int64)
    given, row = 0, 1
    for depth, wanted in enumerate(_managers_by_level(len(spans)), start=1):
        mine = spans[given : given + len(managers)]
        given += len(managers)
        rows = np.arange(row, row + int(mine.sum()))
        manager[rows] = np.repeat(managers, mine)
        level[rows] = depth
        row += len(rows)
        left = len(spans) - given
        take = min(left, len(rows), wanted)
        numbers = uniforms(key, rows, Making.PROMOTION, Draw.TRAIT)
        managers = np.sort(rows[np.argsort(numbers, kind="stable")[:take]])
        if not left:
            break
    return ReportingTree(manager, level)


def _spans(people: int, span: float, key: Key) -> Longs:
    """Direct reports of each manager, adding up to everybody but the top; the first one is wide enough for the top."""
    drawn = bells(key, people, Making.SPAN)
    spans = np.maximum(1, np.rint(span * exponential(SPAN_SPREAD * drawn))).astype(np.int64)
    reached = np.cumsum(spans)
    count = int(np.searchsorted(reached, people - 1)) + 1
    spans = spans[:count]
    spans[-1] -= reached[count - 1] - (people - 1)
    wide = np.flatnonzero(spans >= min(MANAGERS_GROW + 1, spans.max()))[0]
    spans[[0, wide]] = spans[[wide, 0]]
    return spans


def _managers_by_level(managers: int) -> Iterator[int]:
    """How many managers should stand on levels 1, 2 ...; from the last one on, whoever is left."""
    depth, reach = 1, MANAGERS_GROW
    while reach <= managers:
        depth, reach = depth + 1, reach * MANAGERS_GROW
    low, high = 1.0, float(managers + 1)
    for _ in range(60):
        growth = (low + high) / 2
        total, size = 0.0, 1.0
        for _level in range(depth):
            total, size = total + size, size * growth
        low, high = (growth, high) if total < managers else (low, growth)
    sizes, size = [], 1.0
    for _level in range(depth - 2):
        size *= growth
        sizes.append(max(1, round(size)))
    return chain(sizes, repeat(managers))


def depths(manager: Ints) -> Ints:
    """Steps from the top for every row of a forest without cycles, 0 where nobody is reported to; shape (n,)."""
    depth = np.where(manager < 0, 0, -1).astype(np.int32)
    below = np.flatnonzero(depth < 0)
    step = 0
    while len(below):
        reached = depth[manager[below]] == step
        depth[below[reached]] = step + 1
        below = below[~reached]
        step += 1
    return depth


def walk(manager: Ints, depth: Ints) -> Longs:
    """Place of every row when one walks down the tree, each branch to its end, siblings by row; shape (n,)."""
    people = len(manager)
    size = np.ones(people, np.int64)
    by_depth = [np.flatnonzero(depth == step) for step in range(int(depth.max()) + 1)]
    for rows in by_depth[:0:-1]:
        size += np.bincount(manager[rows], size[rows], people).astype(np.int64)
    order = np.argsort(manager, kind="stable")
    before = np.cumsum(size[order]) - size[order]
    bosses = manager[order]
    first = np.searchsorted(bosses, bosses)
    offset = np.empty(people, np.int64)
    offset[order] = before - before[first]
    place = offset.copy()
    for rows in by_depth[1:]:
        place[rows] = place[manager[rows]] + 1 + offset[rows]
    return place


def cut_units(manager: Ints, unit_size: float, key: Key) -> Units:
    """Cut a forest of reporting lines into connected units whose median size is near the one asked for.

    From the bottom up, a manager whose unassigned people reach the manager's own draw heads a unit. The draws are
    lognormal; their scale is set so that the median comes out right. In a small tree one unit more or less of a
    hundred changes the picture, so several spreads and draws are tried until the unit of a usual person is as much
    larger than the median unit as in real firms. Teams are never split, so units cannot be smaller than teams.

    Args:
        manager: Row of the person reported to, -1 for nobody; shape (n,).
        unit_size: Median people in a unit.
        key: The seed.
    """
    depth = depths(manager)
    people = len(manager)
    by_depth = [np.flatnonzero(depth == step) for step in range(int(depth.max()) + 1)]
    best, farthest = np.zeros(0, np.int64), np.inf
    for nth, spread in product(range(UNIT_DRAWS if people <= SMALL_TREE else 1), UNIT_SPREADS):
        wish = unit_size * exponential(spread * bells(key, people, Making.UNIT_SIZE, nth))
        sizes = _scaled_sizes(manager, by_depth, wish, unit_size)
        own = float((sizes * sizes).sum()) / people
        far = abs(own / (OWN_UNIT_RATIO * unit_size) - 1.0) + abs(float(np.median(sizes[sizes > 0])) / unit_size - 1.0)
        if far < farthest:
            best, farthest = sizes, far
        if far < NEAR_ENOUGH:
            break
    return _units_below(manager, depth, best > 0)


def _scaled_sizes(manager: Ints, by_depth: list[Longs], wish: Doubles, unit_size: float) -> Longs:
    """People in the unit each row heads, wishes scaled until the median is right; 0 for rows that head none."""
    low, high = 0.0, 2.0
    sizes = _unit_sizes(manager, by_depth, wish)
    for _ in range(CALIBRATION_STEPS):
        scale = (low + high) / 2
        sizes = _unit_sizes(manager, by_depth, scale * wish)
        low, high = (low, scale) if np.median(sizes[sizes > 0]) > unit_size else (scale, high)
    return sizes


def _unit_sizes(manager: Ints, by_depth: list[Longs], wish: Doubles) -> Longs:
    """People in the unit each row heads, 0 for rows that head none."""
    people = len(manager)
    waiting = np.ones(people, np.int64)
    manages = np.bincount(manager[manager >= 0], minlength=people) > 0
    headed = np.zeros(people, np.int64)
    for step, rows in reversed(list(enumerate(by_depth))):
        cut = (manages[rows] & (waiting[rows] >= wish[rows])) | (step == 0)
        headed[rows[cut]] = waiting[rows[cut]]
        up = rows[~cut]
        np.add.at(waiting, manager[up], waiting[up])
    return headed


def _units_below(manager: Ints, depth: Ints, head: NDArray[np.bool_]) -> Units:
    """Number the units along a walk down the tree and put everybody below a head into the head's unit."""
    place = walk(manager, depth)
    found = np.flatnonzero(head)
    heads: Ints = found[np.argsort(place[found])].astype(np.int32)
    unit = np.full(len(manager), -1, np.int32)
    unit[heads] = np.arange(len(heads), dtype=np.int32)
    for step in range(1, int(depth.max()) + 1):
        rows = np.flatnonzero((depth == step) & ~head)
        unit[rows] = unit[manager[rows]]
    bosses = manager[heads]
    return Units(unit, heads, np.where(bosses < 0, -1, unit[bosses]).astype(np.int32))
