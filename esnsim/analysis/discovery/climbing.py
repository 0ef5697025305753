"""Limits of a box moved to where its inside agrees best with failure, any distance at once.

Peeling is greedy: what an early peel took is never asked again, and moving a limit level by level stops at the first
dip. Here one limit after another goes to the best place on the whole range of its factor, until no single limit can be
moved for the better. It starts from the box that was peeled and from the whole, and takes the better end; the second
way asks for the limits in the order in which a decision tree would.
"""

from __future__ import annotations

import numpy as np

from esnsim.analysis.discovery.boxes import Allowed, everything, fit_of, inside
from esnsim.analysis.discovery.peeling import Peel, choose, least, peel
from esnsim.analysis.discovery.points import Bools, Points
from esnsim.state import Doubles

GAIN = 1e-9
"""Agreement that a move must bring: rounding is no gain."""


def search(points: Points) -> Peel:
    """The box that agrees best with failure, of all ways to look for it.

    Args:
        points: What was tried.
    """
    peeled = climb(points, choose(peel(points)).allowed)
    grown = climb(points, everything(points))
    return max(peeled, grown, key=lambda each: each.agreement)


def climb(points: Points, allowed: Allowed, *, asked: Bools | None = None) -> Peel:
    """Move one limit at a time to its best place until none can be moved for the better.

    Args:
        points: What was tried.
        allowed: Where to begin.
        asked: Factors that may be restricted, all where left out; shape (factors,).
    """
    held = inside(points, allowed)
    box = Peel(allowed, fit_of(points, held).agreement if held.any() else 0.0)
    places = [nth for nth in range(len(points.factors)) if asked is None or asked[nth]]
    while True:
        best = max((_moved(points, box.allowed, nth) for nth in places), key=lambda each: each.agreement, default=box)
        if best.agreement <= box.agreement + GAIN:
            return box
        box = best


def _moved(points: Points, allowed: Allowed, nth: int) -> Peel:
    """The best box with another limit of one factor: a number's other limit stays or is given up."""
    factor, levels = points.factors[nth], allowed[nth]
    others = inside(points, (*allowed[:nth], np.ones_like(levels), *allowed[nth + 1 :]))
    codes = factor.codes[others]
    here = np.bincount(codes, minlength=len(levels)).astype(np.float64)
    failing = np.bincount(codes, weights=points.share[others], minlength=len(levels)).astype(np.float64)
    sums = _between if factor.numeric else _turned
    agreed = _agreements(points, sums(here, levels), sums(failing, levels))
    best = int(np.argmax(agreed))
    other: Bools = levels ^ (np.arange(len(levels)) == best % len(levels))
    chosen = _levels_between(levels, best) if factor.numeric else other
    return Peel((*allowed[:nth], chosen, *allowed[nth + 1 :]), float(agreed[best]))


def _between(values: Doubles, levels: Bools) -> Doubles:
    """Sums from each level upwards and downwards, first to the limits that are there, then to the ends of the range.

    Returns:
        Shape (4 x levels,), in the order of `_levels_between`.
    """
    narrowed = np.where(_wide(levels, up=True), values, 0.0), np.where(_wide(levels, up=False), values, 0.0)
    upwards = [np.cumsum(each[::-1])[::-1] for each in (narrowed[1], values)]
    downwards = [np.cumsum(each) for each in (narrowed[0], values)]
    return np.concatenate([*upwards, *downwards])


def _levels_between(levels: Bools, choice: int) -> Bools:
    """The levels of one of the choices of `_between`."""
    places = np.arange(len(levels))
    kind, place = divmod(choice, len(levels))
    reach = (_wide(levels, up=False), True, _wide(levels, up=True), True)[kind]
    found: Bools = (places >= place if kind < 2 else places <= place) & reach  # noqa: PLR2004 - two kinds go upwards
    return found


def _wide(levels: Bools, *, up: bool) -> Bools:
    """The levels above the lower limit, or below the upper one."""
    first, last = np.flatnonzero(levels)[[0, -1]]
    places = np.arange(len(levels))
    found: Bools = places >= first if up else places <= last
    return found


def _turned(values: Doubles, levels: Bools) -> Doubles:
    """Sums with one level more or less; shape (levels,)."""
    return np.asarray(values[levels].sum() + np.where(levels, -values, values))


def _agreements(points: Points, held: Doubles, failing: Doubles) -> Doubles:
    """Matthews correlation of many boxes, below any where a box holds too few points; see `boxes.fit_from`."""
    count, total = len(points), float(points.share.sum())
    spread = held * (count - held) * total * (count - total)
    told = np.full(len(held), 0.0)
    np.divide(failing * count - held * total, np.sqrt(spread), out=told, where=spread > 0.0)
    told[held < least(points)] = -np.inf
    return told
