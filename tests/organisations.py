"""Five hand-drawn organisations of two to seven people, and the pen they are drawn with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from esnsim.organisation.model import Organisation
from esnsim.state import Ties

Arc = tuple[int, int, int]
"""Two rows and the strength of the tie between them."""


def ties_of(people: int, arcs: Sequence[Arc]) -> Ties:
    """Compressed rows of mutual ties; of two arcs between the same people the later one counts."""
    strengths = {(a, b): weight for first, second, weight in arcs for a, b in ((first, second), (second, first))}
    pairs = sorted(pair for pair in strengths if pair[0] != pair[1])
    counts = np.bincount(np.array([a for a, _ in pairs], np.int64), minlength=people)
    return Ties(
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        np.array([b for _, b in pairs], np.int32),
        np.array([strengths[pair] for pair in pairs], np.int32),
    )


def levels_of(manager: Sequence[int]) -> list[int]:
    """Steps from each person up to the top."""
    levels = []
    for row in range(len(manager)):
        level, above = 0, manager[row]
        while above >= 0:
            level, above = level + 1, manager[above]
        levels.append(level)
    return levels


def draw(
    manager: Sequence[int], arcs: Sequence[Arc], unit: Sequence[int] = (), tenure: Sequence[int] = ()
) -> Organisation:
    """An organisation from reporting lines and ties.

    Args:
        manager: Row reported to, -1 at the top.
        arcs: Ties.
        unit: Unit of each row; one for all if left out.
        tenure: Workdays before the start; 500 for all if left out.
    """
    people = len(manager)
    units = list(unit) or [0] * people
    return Organisation(
        labels=tuple(f"P{row + 1:06d}" for row in range(people)),
        unit=np.array(units, np.int32),
        unit_names=tuple(f"unit {each}" for each in range(max(units) + 1)),
        unit_parent=np.full(max(units) + 1, -1, np.int32),
        site=np.zeros(people, np.int32),
        site_names=("here",),
        country=np.zeros(people, np.int32),
        country_names=("GB",),
        level=np.array(levels_of(manager), np.int32),
        manager=np.array(manager, np.int32),
        age_band=np.arange(people, dtype=np.int32) % 5,
        tenure=np.array(list(tenure) or [500] * people, np.int32),
        frontline=(np.arange(people) % 4 == 3).astype(np.int8),
        ties=ties_of(people, arcs),
    )


def pair() -> Organisation:
    """Two people who work together, neither of whom manages the other."""
    return draw([-1, -1], [(0, 1, 10)])


def star() -> Organisation:
    """A manager in the middle of four people who know nobody else."""
    return draw([-1, 0, 0, 0, 0], [(0, row, 10) for row in range(1, 5)])


def chain() -> Organisation:
    """Five people, each of whom reports to and works with the one before."""
    return draw([-1, 0, 1, 2, 3], [(row, row + 1, 10) for row in range(4)])


def two_cliques() -> Organisation:
    """Two teams of three, everybody tied within, one weak tie between."""
    within = [(a, b, 50) for team in (0, 3) for a in range(team, team + 3) for b in range(a + 1, team + 3)]
    return draw([-1, 0, 0, -1, 3, 3], [*within, (2, 3, 1)], unit=[0, 0, 0, 1, 1, 1])


def hierarchy() -> Organisation:
    """A head, two managers and two people under each."""
    lines = [-1, 0, 0, 1, 1, 2, 2]
    return draw(lines, [(row, lines[row], 20) for row in range(1, 7)], unit=[0, 1, 2, 1, 1, 2, 2])


HAND_DRAWN = {each.__name__: each for each in (pair, star, chain, two_cliques, hierarchy)}
"""Every one of them, by name."""
