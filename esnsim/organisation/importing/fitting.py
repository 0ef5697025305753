"""Whether the values of a column fit what it is to be taken for.

ODD element: input data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import NamedTuple

import numpy as np

from esnsim.organisation.importing.dates import looks_like_day
from esnsim.organisation.importing.labels import UNKNOWN_LABEL, Labels, is_nobody
from esnsim.organisation.importing.numbers import UNKNOWN, band_of_age, band_of_words, read_number, yes_or_no
from esnsim.state import Longs

MOSTLY = 0.9
HALF = 0.5
ENOUGH = 0.8
BEYOND_DOUBT = 0.95
FEW_TOPS = 0.05
FEWEST_LINES = 3
"""Reporting lines from which values alone, whatever their column is called, can show that they are managers."""
LOOKED_AT = 2000
"""Different values that are looked at first, in large files."""
LONGEST_YEARS = 70.0
SMALL = 12
"""In fewer people, a column may have a value of its own for each and be one of groups all the same."""


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
    """Share of values that are ids of people, or of several, among those that may be: 0 to 1, 0 without any."""
    counts = Counter(cell for cell in cells if cell)
    some = list(counts)[:LOOKED_AT]
    if len(counts) > LOOKED_AT and all(labels.find(cell)[0] == UNKNOWN_LABEL for cell in some):
        return 0.0
    found = {cell: labels.find(cell)[0] != UNKNOWN_LABEL for cell in counts}
    asked = sum(times for cell, times in counts.items() if found[cell] or not is_nobody(cell))
    return sum(times for cell, times in counts.items() if found[cell]) / asked if asked else 0.0


def is_flag(cells: Sequence[str]) -> bool:
    """Whether a column says yes or no, so that ``1`` is no person, though there may be a person ``1``.

    A star, in which everybody reports to person 1 and that one to 0, says 0 once.
    """
    counts = Counter(cell for cell in cells if cell)
    answers = {yes_or_no(cell) for cell in counts}
    return answers == {0, 1} and sum(times for cell, times in counts.items() if yes_or_no(cell) == 0) > 1


def lines_of(labels: Labels, cells: Sequence[str]) -> Longs:
    """Row of each person's manager as a column has them, below 0 for nobody and strangers; shape (n,)."""
    return labels.find_all(cells).rows


def are_lines(above: Longs) -> bool:
    """Whether most people reach a top by going from manager to manager, few being above themselves.

    Other small numbers, such as ages where people are numbers, mostly lead round in circles.

    Args:
        above: Row of each person's manager, below 0 for nobody; shape (n,).
    """
    themselves = int(np.count_nonzero(above == np.arange(len(above))))
    if themselves > 1 + (1 - MOSTLY) * len(above) or not np.any((above >= 0) & (above != np.arange(len(above)))):
        return False
    return int(np.count_nonzero(_reaching(above))) >= MOSTLY * len(above)


def _reaching(above: Longs) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether each row comes to somebody with nobody, or with themselves, above: by steps of doubled length."""
    rows = np.arange(len(above))
    way = np.where(above < 0, rows, above)
    for _ in range(max(1, len(above).bit_length())):
        way = way[way]
    ends: np.ndarray[tuple[int], np.dtype[np.bool_]] = (above[way] < 0) | (above[way] == way)
    return ends


def are_lines_beyond_doubt(above: Longs, cells: Sequence[str]) -> bool:
    """Whether a column holds managers whatever it is called: a few trees without a circle, whose tops name nobody.

    Numbers of groups or grades that happen to be ids of people lead round in circles, to themselves, or to many tops.
    """
    rows = np.arange(len(above))
    tops = above < 0
    named_nobody = all(not cells[row] or is_nobody(cells[row]) for row in np.flatnonzero(tops).tolist())
    return bool(
        np.any(tops)
        and named_nobody
        and np.count_nonzero(tops) <= max(1.0, FEW_TOPS * len(above))
        and np.count_nonzero(~tops) >= FEWEST_LINES
        and len(np.unique(above[~tops])) > 1
        and not np.any(above == rows)
        and _reaching(above).all()
    )


def are_small_numbers(cells: Sequence[str]) -> bool:
    """Whether a column holds a few whole numbers from 0 or 1 on, as codes of answers and grades are."""
    values = {cell for cell in cells if cell}
    few = len(cells) > SMALL >= len(values) and all(value.isascii() and value.isdigit() for value in values)
    return few and max(map(int, values), default=0) <= SMALL


def agree(one: Longs, other: Longs) -> bool:
    """Whether two columns say the same of nearly all people of whom both say something."""
    both = (one >= 0) & (other >= 0)
    return bool(np.count_nonzero(one[both] == other[both]) >= MOSTLY * np.count_nonzero(both))


def share_that(reads: Callable[[str], bool], cells: Sequence[str]) -> float:
    """Share of the values of a column that can be read in some way; 1 where there are none."""
    counts = Counter(cell for cell in cells if cell and not is_nobody(cell))
    total = sum(counts.values())
    return sum(times for cell, times in counts.items() if reads(cell)) / total if total else 1.0


def has_own_values(cells: Sequence[str]) -> bool:
    """Whether a column has a value of its own for nearly everybody, so that it puts nobody into groups."""
    return len(cells) > SMALL and len(set(cells) - {""}) >= MOSTLY * len(cells)


READS: Mapping[str, Callable[[str], bool]] = {
    "age": lambda cell: band_of_age(read_number(cell)) != UNKNOWN,
    "age_band": lambda cell: band_of_words(cell) != UNKNOWN,
    "tenure_years": lambda cell: isfinite(read_number(cell)),
    "joined": looks_like_day,
    "frontline": lambda cell: yes_or_no(cell) != UNKNOWN,
}
"""How a value of each field is read, where not every text is one."""


def fit_to_field(field: str, cells: Sequence[str]) -> float:
    """How well the values of a column fit a field, 0 to 1."""
    if field in READS:
        return share_that(READS[field], cells)
    if field in {"unit", "site", "country"}:
        return 0.0 if has_own_values(cells) else 1.0
    return 1.0
