"""Who works with whom: ties made around reporting lines, units and places.

Five layers are laid one upon the other, each seeing what is there already: the line (a person and the manager), the
team (people with the same boss), circles (joint work of a few people from several teams), the unit, and weak ties
across the organisation. Lines, teams and circles give the clustering found in firms, weak ties the short ways, and
unequal sociability the long tail of contacts. Whether a pair is tied in a layer is decided by an address of its own.

ODD element: initialisation.

References:
    Evidence table b1: chances of a tie are 2.4 : 2.0 : 1 for a person and the manager, people with the same boss,
    and others; a third to a half of ties stay inside the unit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from esnsim.organisation.generating.random_pairs import AcrossUnits, InUnit, Layer, Workplace
from esnsim.organisation.generating.teams import (
    circle_pairs,
    coded,
    decoded,
    distinct,
    neighbours_in_groups,
    teams,
    with_more,
)
from esnsim.organisation.generating.weights import weigh
from esnsim.rng.address import Draw, Key
from esnsim.rng.arrays import Making, bells, blocks, exponential, uniforms
from esnsim.state import Ints, Longs, Ties

CHANCE_LINE = 0.85
CHANCE_TEAM = 0.70
TEAM_BUDGET = 0.85
"""Share of ties inside units that teams may take."""
CIRCLE_BUDGET = 0.90
"""Share of ties across units that come from joint work; the others are weak ties to anybody."""
LINE_REACH = 60
"""Reports a manager can work with; of more, some are known by name only."""
SOCIABILITY_SPREAD = 0.7
MANAGER_PREMIUM = 1.1
FILL_ROUNDS = 8
MOST_DENSE = 0.6
"""Largest share of all pairs that may be tied, which small organisations come to."""


def make_ties(reach: Workplace, mean_ties: float, within_unit_share: float, key: Key) -> Ties:
    """Tie people so that means and shares come out as asked and the organisation hangs together.

    Args:
        reach: Reporting lines, units and sites.
        mean_ties: Ties a person has on average.
        within_unit_share: Share of ties inside units; small units may not have room for it.
        key: The seed.
    """
    people = len(reach.unit)
    wanted = min(mean_ties, MOST_DENSE * (people - 1)) * people / 2
    team = teams(reach.manager, reach.unit, key)
    social = _sociability(reach, key)
    pairs = _lines(reach.manager, key)
    pairs = with_more(pairs, _team_pairs(team, TEAM_BUDGET * within_unit_share * wanted, key))
    across = CIRCLE_BUDGET * (1.0 - within_unit_share) * wanted
    pairs = with_more(pairs, circle_pairs(team, reach.site, social, across, key))
    inside, outside = InUnit(reach, social), AcrossUnits(reach, social)
    pairs = _fill(pairs, inside, within_unit_share * wanted, key)
    pairs = _fill(pairs, outside, wanted - _count(pairs, inside), key)
    pairs = _fill(pairs, inside, wanted - _count(pairs, outside), key)  # Where there was nobody outside.
    pairs = _connect(pairs, reach, key)
    first, second = decoded(pairs)
    return assemble(people, first, second, weigh(first, second, reach.manager, reach.unit, key))


def assemble(people: int, first: Longs, second: Longs, weight: Ints) -> Ties:
    """Put pairs, each given once, into the rows of both people.

    Args:
        people: How many rows.
        first: One person of each pair; shape (m,).
        second: The other person, never the same; shape (m,).
        weight: Strength of each tie, 1 to 1,000; shape (m,).
    """
    from scipy.sparse import coo_array  # noqa: PLC0415 - a worker process needs no scipy

    pairs = np.concatenate((first, second), dtype=np.int32), np.concatenate((second, first), dtype=np.int32)
    table = coo_array((np.concatenate((weight, weight), dtype=np.int32), pairs), shape=(people, people))
    table.has_canonical_format = True  # Each pair is there once, so nothing has to be sorted to be added up.
    # Counted out by column and then by row, neighbours are in order.
    rows = table.tocsc().tocsr()
    return Ties(rows.indptr.astype(np.int64), rows.indices, rows.data)


def _sociability(reach: Workplace, key: Key) -> Longs:
    """How much people seek others, in thousandths of the usual: right-skewed, a little more for managers.

    Whole numbers, so that sums do not depend on the order of adding up.
    """
    people = len(reach.unit)
    manages = np.bincount(reach.manager[reach.manager >= 0], minlength=people) > 0
    social = 1000.0 * exponential(SOCIABILITY_SPREAD * bells(key, people, Making.SOCIABILITY))
    return np.rint(np.where(manages, MANAGER_PREMIUM * social, social)).astype(np.int64)


def _lines(manager: Ints, key: Key) -> Longs:
    """Ties between people and their managers."""
    people = len(manager)
    reports = np.bincount(manager[manager >= 0], minlength=people)
    rows = np.flatnonzero(manager >= 0)
    bosses = manager[rows].astype(np.int64)
    chance = CHANCE_LINE * np.minimum(1.0, LINE_REACH / np.maximum(1, reports[bosses]))
    tied = uniforms(key, rows, Making.LINE_TIE, Draw.TIE) < chance
    return distinct(coded(rows[tied], bosses[tied]))


def _team_pairs(team: Longs, budget: float, key: Key) -> Longs:
    """Ties inside teams, ascending, thinned where they would take more than their budget."""
    order = np.argsort(team, kind="stable")
    first, second = neighbours_in_groups(order, team[order])
    low, high = np.minimum(first, second), np.maximum(first, second)
    chance = min(CHANCE_TEAM, budget / max(1, len(low)))
    tied = uniforms(key, low, Making.TEAM_TIE, Draw.TIE, high) < chance
    return np.sort(coded(low[tied], high[tied]))


def _count(pairs: Longs, layer: Layer) -> int:
    """How many pairs are of the layer's kind."""
    return int(np.count_nonzero(layer.suits(*decoded(pairs))))


def _fill(pairs: Longs, layer: Layer, wanted: float, key: Key) -> Longs:
    """Add pairs of a layer until as many of its kind are there as wanted, or no room is found."""
    missing = round(wanted) - _count(pairs, layer)
    added = np.zeros(0, np.int64)
    for _ in range(FILL_ROUNDS):
        if missing <= 0:
            break
        rows, nth = _attempts(layer, missing, key)
        numbers = blocks(key, rows, layer.making, Draw.TIE, nth)
        partners = layer.partner(rows, numbers)
        good = layer.suits(rows, partners)
        codes, where = np.unique(coded(rows[good], partners[good]), return_index=True)
        new = ~(_contains(pairs, codes) | _contains(added, codes))
        codes, rank = codes[new], numbers[2][good][where[new]]
        if len(codes) > missing:
            codes = codes[np.argsort(rank, kind="stable")[:missing]]
        added = with_more(added, np.sort(codes))
        missing -= len(codes)
    return with_more(pairs, added)


def _attempts(layer: Layer, missing: int, key: Key) -> tuple[Longs, Longs]:
    """Rows that look for a tie and which attempt of theirs it is; the layer counts the attempts."""
    social, tried = layer.social, layer.tried
    people = len(social)
    numbers = uniforms(key, np.arange(people), layer.making, Draw.TIE + 3, tried)
    times = np.floor(1.1 * missing * (social / int(social.sum())) + numbers).astype(np.int64)
    rows = np.repeat(np.arange(people), times)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
    nth = tried[rows] + within
    tried += np.maximum(times, 1)
    return rows, nth


def _contains(pairs: Longs, codes: Longs) -> NDArray[np.bool_]:
    """Which codes stand among the pairs, both ascending."""
    if not len(pairs):
        return np.zeros(len(codes), np.bool_)
    found = np.minimum(np.searchsorted(pairs, codes), len(pairs) - 1)
    result: NDArray[np.bool_] = pairs[found] == codes
    return result


def _connect(pairs: Longs, reach: Workplace, key: Key) -> Longs:
    """Tie every part that stands alone to the rest: through a manager, else through anybody."""
    people = len(reach.unit)
    anybody = np.floor(uniforms(key, np.arange(people), Making.RESCUE, Draw.TIE) * people).astype(np.int64)
    ways = np.where(reach.manager >= 0, reach.manager, anybody)
    parts, part = _parts(pairs, people)
    while parts > 1:
        largest = int(np.argmax(np.bincount(part)))
        out = np.flatnonzero((part != part[ways]) & (part != largest))
        doors = out[np.unique(part[out], return_index=True)[1]]
        stuck = np.setdiff1d(np.arange(parts), np.append(part[doors], largest))
        lost = np.unique(part, return_index=True)[1][stuck]
        to = int(np.flatnonzero(part == largest)[0])
        begins, ends = np.append(doors, lost), np.append(ways[doors], np.full(len(lost), to))
        pairs = with_more(pairs, np.sort(coded(begins, ends)))
        # Whether parts hang together now is asked of parts, of which there are few.
        parts, whole = _parts(distinct(coded(part[begins], part[ends])), parts)
        part = whole[part]
    return pairs


def _parts(pairs: Longs, rows: int) -> tuple[int, Ints]:
    """How many parts hang together, and the part of each row, numbered by their first rows."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - a worker process needs no scipy
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    first, second = decoded(pairs)
    start = np.searchsorted(first, np.arange(rows + 1)).astype(np.int32)
    graph = csr_array((np.ones(len(pairs)), second.astype(np.int32), start), shape=(rows, rows))
    parts, part = connected_components(graph, directed=False)
    return int(parts), part
