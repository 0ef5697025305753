"""Whether the values of a column fit what it is to be taken for.

ODD element: input data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from esnsim.organisation.importing.labels import Labels, is_nobody
from esnsim.organisation.importing.numbers import yes_or_no

MOSTLY = 0.9
HALF = 0.5
ENOUGH = 0.8


class Candidate(NamedTuple):
    """A column that looks like managers.

    Attributes:
        person: Column in which these are found.
        manager: The column itself.
        share: Share of its values found there, 0 to 1.
    """

    person: str
    manager: str
    share: float


def tells_apart(cells: Sequence[str]) -> bool:
    """Whether nearly every row has a value of its own."""
    return len(set(cells) - {""}) >= MOSTLY * len(cells) > 0


def share_found(labels: Labels, cells: Sequence[str]) -> float:
    """Share of values that are ids of people, among those that may be: 0 to 1, 0 where there are none."""
    counts = Counter(cell for cell in cells if cell)
    found = {cell: labels.find(cell)[0] >= 0 for cell in counts}
    asked = sum(times for cell, times in counts.items() if found[cell] or not is_nobody(cell))
    return sum(times for cell, times in counts.items() if found[cell]) / asked if asked else 0.0


def is_flag(cells: Sequence[str]) -> bool:
    """Whether a column says yes or no, so that ``1`` is no person, though there may be a person ``1``.

    A star, in which everybody reports to person 1 and that one to 0, says 0 once.
    """
    counts = Counter(cell for cell in cells if cell)
    answers = {yes_or_no(cell) for cell in counts}
    return answers == {0, 1} and sum(times for cell, times in counts.items() if yes_or_no(cell) == 0) > 1


def are_lines(labels: Labels, cells: Sequence[str]) -> bool:
    """Whether most people reach a top by going from manager to manager, few being above themselves.

    Other small numbers, such as ages where people are numbers, mostly lead round in circles.
    """
    manager_row = [labels.find(cell)[0] if cell else -1 for cell in cells]
    themselves = sum(above == row for row, above in enumerate(manager_row))
    if themselves > 1 + (1 - MOSTLY) * len(cells) or not any(
        above not in {-1, row} for row, above in enumerate(manager_row)
    ):
        return False
    return sum(_reaching(manager_row)) >= MOSTLY * len(cells)


def _reaching(manager_row: Sequence[int]) -> list[bool]:
    """Whether each row comes to somebody with nobody, or with themselves, above."""
    reaches: list[bool | None] = [True if above in {-1, row} else None for row, above in enumerate(manager_row)]
    for first in range(len(manager_row)):
        way = []
        row = first
        while reaches[row] is None:
            reaches[row] = False  # until a top is found: whoever meets this again goes in a circle
            way.append(row)
            row = manager_row[row]
        for passed in way:
            reaches[passed] = bool(reaches[row])
    return [bool(one) for one in reaches]


def fits(labels: Labels, cells: Sequence[str]) -> bool:
    """Whether a column holds the managers of the people in its rows beyond doubt."""
    return share_found(labels, cells) >= ENOUGH and not is_flag(cells) and are_lines(labels, cells)
