"""Small groups that work together: teams under one boss, and circles of joint work across teams.

ODD element: initialisation.
"""

from __future__ import annotations

import numpy as np

from esnsim.rng.address import Draw, Key
from esnsim.rng.arrays import Making, uniforms
from esnsim.state import Ints, Longs

TEAM_MOST = 16
TEAM_USUAL = 11
"""A boss with more than the most reports leads several teams of about the usual size."""
CIRCLE_LEAST = 8
CIRCLE_MOST = 22
CIRCLE_ROUNDS = 8
CIRCLE_YIELD = 6.5
"""Ties across units that one place in a circle brings on average, counted once a pair."""
CHANCE_CIRCLE = 0.95
ROW_BITS = 32
"""Of the higher row in the number of a pair: shifting takes a tenth of the time that dividing does."""
WIDE_ROUND = 4
"""Every so many rounds circles form over the whole organisation instead of on a site."""


def teams(manager: Ints, unit: Ints, key: Key) -> Longs:
    """Team of each person: people with the same boss, else of the same unit, split where there are too many.

    Args:
        manager: Row of the person reported to, -1 for nobody; shape (n,).
        unit: Index of the unit; shape (n,).
        key: The seed.

    Returns:
        Numbers from 0 on; shape (n,).
    """
    people = len(manager)
    group = np.where(manager >= 0, manager, people + unit).astype(np.int64)
    numbers = uniforms(key, np.arange(people), Making.TEAM, Draw.TIE)
    order = np.lexsort((np.arange(people), numbers, group))
    _, start, size = np.unique(group[order], return_index=True, return_counts=True)
    split = np.where(size > TEAM_MOST, (size + TEAM_USUAL - 1) // TEAM_USUAL, 1)
    rank = np.arange(people) - np.repeat(start, size)
    part = rank * np.repeat(split, size) // np.repeat(size, size)
    team = np.empty(people, np.int64)
    team[order] = np.repeat(np.cumsum(split) - split, size) + part
    return team


def neighbours_in_groups(rows: Longs, group: Longs) -> tuple[Longs, Longs]:
    """Every pair of rows in the same group, each pair once.

    Args:
        rows: Rows, group by group; shape (n,).
        group: Group of each of them, equal ones next to each other; shape (n,).
    """
    first, second = [], []
    distance = 1
    while distance < len(rows):
        same = np.flatnonzero(group[distance:] == group[:-distance])
        if not len(same):
            break
        first.append(rows[same])
        second.append(rows[same + distance])
        distance += 1
    if not first:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate(first), np.concatenate(second)


def coded(first: Longs, second: Longs) -> Longs:
    """One number a pair, whichever way round; they ascend as the lower rows do and, below each, the higher rows."""
    return (np.minimum(first, second).astype(np.int64) << ROW_BITS) | np.maximum(first, second)


def decoded(pairs: Longs) -> tuple[Longs, Longs]:
    """The lower and the higher row of each pair."""
    return pairs >> ROW_BITS, pairs & ((1 << ROW_BITS) - 1)


def distinct(codes: Longs) -> Longs:
    """Each number once, ascending; NumPy's own way hashes, which is slow where numbers are evenly spaced."""
    return _once(np.sort(codes))


def with_more(codes: Longs, more: Longs) -> Longs:
    """Two sets of numbers, each ascending, as one: each number once, ascending."""
    # Stable sorting finds that both are in order and merges them.
    return _once(np.sort(np.concatenate((codes, more)), kind="stable")) if len(more) else codes


def _once(ordered: Longs) -> Longs:
    """Ascending numbers without those that are there already."""
    keep = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=keep[1:])
    return ordered[keep]


def circle_pairs(team: Longs, site: Ints, social: Longs, wanted: float, key: Key) -> Longs:
    """Ties from joint work of a few people from several teams, mostly on one site.

    In each of several rounds some people take part, sociable ones more often; those of a team stay together, teams of
    a site are shuffled, and the line is cut into circles. Team-mates in the same circle share its other members, which
    is where most clustering comes from.

    Args:
        team: Team of each person; shape (n,).
        site: Index of the place of work; shape (n,).
        social: Sociability in thousandths; shape (n,).
        wanted: How many ties this should bring, about.
        key: The seed.

    Returns:
        Pairs as `coded`, ascending, each once.
    """
    people = len(team)
    places = min(wanted / CIRCLE_YIELD, 0.9 * CIRCLE_ROUNDS * people)
    chance = np.minimum(0.95, social * (places / CIRCLE_ROUNDS / int(social.sum())))
    found = []
    for turn in range(CIRCLE_ROUNDS):
        making = Making.CIRCLE + turn
        rows = np.flatnonzero(uniforms(key, np.arange(people), making, Draw.TIE) < chance)
        if len(rows):
            wide = turn % WIDE_ROUND == WIDE_ROUND - 1
            found.append(_one_round(rows, team, np.zeros_like(site) if wide else site, making, key))
    return distinct(np.concatenate(found)) if found else np.zeros(0, np.int64)


def _one_round(rows: Longs, team: Longs, place: Ints, making: int, key: Key) -> Longs:
    """Cut those who take part in one round into circles and tie most pairs of each."""
    shuffle = uniforms(key, np.arange(int(team.max()) + 1), making, Draw.TIE + 1)
    order = rows[np.lexsort((rows, shuffle[team[rows]], place[rows]))]
    numbers = uniforms(key, np.arange(len(order) // CIRCLE_LEAST + 1), making, Draw.TIE + 2)
    sizes = CIRCLE_LEAST + np.floor(numbers * (CIRCLE_MOST + 1 - CIRCLE_LEAST)).astype(np.int64)
    circle = np.searchsorted(np.cumsum(sizes), np.arange(len(order)), side="right")
    first, second = neighbours_in_groups(order, circle)
    low, high = np.minimum(first, second), np.maximum(first, second)
    tied = uniforms(key, low, making, Draw.TIE + 3, high) < CHANCE_CIRCLE
    tied &= team[low] != team[high]  # Whether team-mates work together is decided in the team.
    return coded(low[tied], high[tied])
