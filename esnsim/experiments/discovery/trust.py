"""How far a box can be trusted: is it better than chance, does each restriction matter, would other points give it too?

The quasi-p-value of a restriction asks how often so much failure would be found inside if the restriction were dropped
and said nothing (Bryant and Lempert 2010). It is too hopeful, because restrictions were chosen among many; so a box as
a whole is held against the best boxes in tables whose results were shuffled among the points, which were chosen among
as many.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from scipy.special import bdtrc, ndtri

from esnsim.chance import Key
from esnsim.experiments.discovery.boxes import Allowed, inside, restricted
from esnsim.experiments.discovery.peeling import choose, paste, peel
from esnsim.experiments.discovery.points import Points
from esnsim.experiments.discovery.resampling import shuffled
from esnsim.world import Doubles

SHUFFLES = 99
HALVES = 20
DOUBT = 0.05
"""Chance above which a box or a restriction is taken for luck."""
INTERVAL = 0.8
ROUNDING = 1e-9
"""Sums of shares miss whole numbers by less."""


class Bounds(NamedTuple):
    """Where a share may lie.

    Attributes:
        low: Lower end, 0 to 1.
        high: Upper end, 0 to 1.
    """

    low: float
    high: float


def best_box(points: Points) -> Allowed:
    """The box that PRIM finds: peeled, chosen, pasted, without restrictions that may be luck."""
    return prune(points, paste(points, choose(peel(points))).allowed)


def quasi_p(points: Points, allowed: Allowed, wider: Allowed) -> float:
    """Chance of so much failure inside if what tells a box from a wider one said nothing, counted by points.

    Args:
        points: What was tried.
        allowed: The box.
        wider: The box without a restriction, or without one end of it.
    """
    held = inside(points, allowed)
    # Rounded down: a point that fails half the time is no failing point.
    failing = math.floor(float(points.share[held].sum()) + ROUNDING)
    density = min(float(points.share[inside(points, wider)].mean()), 1.0)
    return 1.0 if failing == 0 else float(bdtrc(failing - 1, int(held.sum()), density))


def prune(points: Points, allowed: Allowed) -> Allowed:
    """Drop restrictions, and ends of restrictions, that may be luck, the most doubtful first."""
    while True:
        wider = [each for nth in restricted(allowed) for each in _wider(points, allowed, nth)]
        doubts = [quasi_p(points, allowed, each) for each in wider]
        if max(doubts, default=0.0) <= DOUBT:
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
    """Share of shuffled tables, this one among them, in which peeling finds a box that agrees as well.

    It stops as soon as the share must exceed `DOUBT`.

    Args:
        points: What was tried.
        key: Where the shuffles come from.
    """
    found, as_good = choose(peel(points)).agreement, 1
    for nth in range(SHUFFLES):
        other = points.with_share(points.share[shuffled(key, len(points), nth)])
        as_good += choose(peel(other)).agreement >= found
        if as_good > DOUBT * (SHUFFLES + 1):
            return as_good / (nth + 2)
    return as_good / (SHUFFLES + 1)


def reproduced(points: Points, key: Key) -> Doubles:
    """For each factor the share of half samples of the points whose box restricts it; shape (factors,)."""
    times = np.zeros(len(points.factors))
    for nth in range(HALVES):
        half = np.sort(shuffled(key, len(points), nth)[: -(-len(points) // 2)])
        sample = points.at(half)
        for place in restricted(best_box(sample)):
            times[place] += 1.0
    return times / HALVES


def wilson(share: float, count: int, interval: float = INTERVAL) -> Bounds:
    """Wilson's interval of a share.

    Args:
        share: What was found, 0 to 1.
        count: In how many, >= 1.
        interval: Chance that it holds the truth, in (0, 1).
    """
    z = float(ndtri((1.0 + interval) / 2.0))
    middle = (share + z * z / (2.0 * count)) / (1.0 + z * z / count)
    reach = z * math.sqrt(share * (1.0 - share) / count + z * z / (4.0 * count * count)) / (1.0 + z * z / count)
    return Bounds(max(0.0, middle - reach), min(1.0, middle + reach))
