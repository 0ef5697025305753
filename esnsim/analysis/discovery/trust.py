"""How far a box can be trusted: is it better than chance, does each restriction matter, would other points give it too?

The quasi-p-value of a restriction asks how often so much failure would be found inside if the restriction were dropped
and said nothing (Bryant and Lempert 2010, who take the points inside for drawn with the share of the wider box; but
they are part of it, and points may fail in some of their runs only). It is too hopeful, because restrictions were
chosen among many; so a box as a whole is held against the best boxes in tables whose results were shuffled among the
points, which were chosen among as many.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from scipy.special import ndtr, ndtri

from esnsim.analysis.discovery.boxes import Allowed, inside, restricted
from esnsim.analysis.discovery.climbing import climb, search
from esnsim.analysis.discovery.peeling import peel
from esnsim.analysis.discovery.points import Points
from esnsim.analysis.discovery.resampling import shuffled
from esnsim.rng.address import Key
from esnsim.state import Doubles

SHUFFLES = 99
HALVES = 20
DOUBT = 0.05
"""Chance above which a box is taken for random variation."""
IDLE = 0.01
"""Quasi-p-value above which a restriction is taken for random variation; lower, for its limit is the best of many."""
HALF_IDLE = float(ndtr(ndtri(IDLE) / math.sqrt(2.0)))
"""What is as surprising as `IDLE` when there is half as much to go by."""
INTERVAL = 0.8
ROUNDING = 1e-9
"""Sums of shares miss whole numbers by less."""


def best_box(points: Points, doubt: float = IDLE) -> Allowed:
    """The box that is found: peeled, climbed, freed of restrictions that may be random variation, and climbed again.

    Args:
        points: What was tried.
        doubt: Chance above which a restriction is taken for random variation.
    """
    kept = prune(points, search(points).allowed, doubt)
    asked = np.array([not levels.all() for levels in kept], bool)
    return prune(points, climb(points, kept, asked=asked).allowed, doubt)


def box_holding(points: Points, coverage: float) -> Allowed:
    """The smallest box on the way of peeling that holds this share of the failing runs, as somebody may choose.

    Args:
        points: What was tried.
        coverage: Share of the failing runs, in (0, 1].
    """
    boxes, wanted = peel(points), coverage * float(points.share.sum())
    holding = [box for box in boxes if float(points.share[inside(points, box.allowed)].sum()) >= wanted - ROUNDING]
    return holding[-1].allowed


def quasi_p(points: Points, allowed: Allowed, wider: Allowed) -> float:
    """Chance of so much failure inside if what tells a box from a wider one said nothing, counted by points.

    The points inside are then any draw, without putting back, from those of the wider box. The sum of their shares is
    taken for normal, with the mean and the variance of such draws.

    Args:
        points: What was tried.
        allowed: The box.
        wider: The box without a restriction, or without one end of it.
    """
    held = inside(points, allowed)
    pool = points.share[inside(points, wider)]
    count, drawn = len(pool), int(held.sum())
    spread = float(pool.std()) * math.sqrt(drawn * (count - drawn) / max(count - 1, 1))
    more = float(points.share[held].sum()) - drawn * float(pool.mean())
    return float(ndtr(-more / spread)) if spread > ROUNDING else 1.0


def prune(points: Points, allowed: Allowed, doubt: float = IDLE) -> Allowed:
    """Drop restrictions, and ends of restrictions, that may be random variation, the most doubtful first."""
    while True:
        wider = [each for nth in restricted(allowed) for each in _wider(points, allowed, nth)]
        doubts = [quasi_p(points, allowed, each) for each in wider]
        if max(doubts, default=0.0) <= doubt:
            return allowed
        allowed = wider[int(np.argmax(doubts))]


def _wider(points: Points, allowed: Allowed, nth: int) -> Iterator[Allowed]:
    """The box without the restriction of a factor, and without either end of it."""
    levels = allowed[nth]
    yield dropped(allowed, nth)
    if points.factors[nth].numeric and not (levels[0] or levels[-1]):
        kept, places = np.flatnonzero(levels), np.arange(len(levels))
        for opened in (places <= kept[-1], places >= kept[0]):
            yield (*allowed[:nth], opened, *allowed[nth + 1 :])


def dropped(allowed: Allowed, nth: int) -> Allowed:
    """The box without the restriction of a factor."""
    return (*allowed[:nth], np.ones_like(allowed[nth]), *allowed[nth + 1 :])


def chance_of(points: Points, key: Key) -> float:
    """Share of shuffled tables, this one among them, in which the same search finds a box that agrees as well.

    It stops as soon as the share must exceed `DOUBT`.

    Args:
        points: What was tried.
        key: Where the shuffles come from.
    """
    found, as_good = search(points).agreement, 1
    for nth in range(SHUFFLES):
        other = points.with_share(points.share[shuffled(key, len(points), nth)])
        as_good += search(other).agreement >= found
        if as_good > DOUBT * (SHUFFLES + 1):
            return as_good / (nth + 2)
    return as_good / (SHUFFLES + 1)


def reproduced(points: Points, key: Key) -> Doubles:
    """For each factor the share of half samples of the points whose box restricts it; shape (factors,).

    Half as many points make a restriction of the same worth more doubtful; the limit of doubt is moved by as much.
    """
    times = np.zeros(len(points.factors))
    for nth in range(HALVES):
        half = np.sort(shuffled(key, len(points), nth)[: -(-len(points) // 2)])
        sample = points.at(half)
        for place in restricted(best_box(sample, HALF_IDLE)):
            times[place] += 1.0
    return times / HALVES
