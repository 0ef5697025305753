"""The patient rule induction method (PRIM): a box that shrinks a little at a time towards where runs fail.

Peeling takes away, again and again, the slice of about 5 % of the points whose loss raises the share of failing runs
most for what it costs; climbing then moves its limits to where they tell most (`climbing`). Levels of a grid are
thicker than 5 %, so slices are compared by gain for each point taken away, which is the lenient criterion of Kwakkel
and Jaxa-Rozen (2016).

Of the boxes on the way down, the one is chosen whose inside agrees best with failure (Matthews correlation). Density
alone would choose the smallest box, coverage alone the largest, and their usual trade-off is a person's to make by eye,
which the trajectory still allows.

The library `ema_workbench` has the same method and brings SALib, scikit-learn, statsmodels, seaborn and an optimiser
along; the package `prim` is under the GPL. Neither knows that runs of one point belong together, nor says whether the
best box is better than chance. What is needed of the method is this file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from esnsim.analysis.discovery.boxes import Allowed, everything, fit_from
from esnsim.analysis.discovery.points import Bools, Points
from esnsim.state import Longs

PEEL = 0.05
"""Share of the points in the box that one peel takes away, or one level where that is more."""
LEAST_SHARE = 0.05
"""A box holds at least this share of the points, ..."""
LEAST_POINTS = 5
"""... and at least so many."""


class Peel(NamedTuple):
    """A box on the way down.

    Attributes:
        allowed: What lies inside.
        agreement: How well its inside agrees with failure, see `boxes.Fit`.
    """

    allowed: Allowed
    agreement: float


def least(points: Points) -> int:
    """How many points a box holds at least."""
    return max(LEAST_POINTS, round(LEAST_SHARE * len(points)))


def peel(points: Points) -> list[Peel]:
    """All boxes from everything down to the smallest allowed, or to one where all runs fail.

    Args:
        points: What was tried.
    """
    allowed, total, smallest = everything(points), float(points.share.sum()), least(points)
    held = np.ones(len(points), bool)
    boxes = [Peel(allowed, 0.0)]
    while (nth_and_levels := _best_slice(points, allowed, held, smallest)) is not None:
        nth, levels = nth_and_levels
        allowed = (*allowed[:nth], levels, *allowed[nth + 1 :])
        held = held & levels[points.factors[nth].codes]
        fit = fit_from(float(points.share[held].sum()), int(held.sum()), total, len(points))
        boxes.append(Peel(allowed, fit.agreement))
        if fit.density >= 1.0:
            break
    return boxes


def _best_slice(points: Points, allowed: Allowed, held: Bools, smallest: int) -> tuple[int, Bools] | None:
    """The factor and its remaining levels after the slice that is best taken away; None when none can be."""
    share = points.share[held]
    count, failing = len(share), float(share.sum())
    best, best_gain = None, -np.inf
    for nth, factor in enumerate(points.factors):
        codes = factor.codes[held]
        here = np.bincount(codes, minlength=len(factor.levels)).astype(np.int64)
        failing_here = np.bincount(codes, weights=share, minlength=len(factor.levels))
        for gone in _slices(here, count, numeric=factor.numeric):
            taken = int(here[gone].sum())
            left = count - taken
            if not taken or left < smallest:
                continue
            gain = ((failing - float(failing_here[gone].sum())) / left - failing / count) / taken
            if gain > best_gain:
                best, best_gain = (nth, allowed[nth] & ~gone), gain
    return best


def _slices(here: Longs, count: int, *, numeric: bool) -> Iterator[Bools]:
    """The levels that one peel may take away: an end of the numbers, or any one of other levels."""
    levels = len(here)
    if not numeric:
        yield from (np.arange(levels) == nth for nth in np.flatnonzero(here))
        return
    up_to = np.cumsum(here)
    wanted = PEEL * count
    yield np.arange(levels) <= int(np.searchsorted(up_to, wanted))
    down_to = count - up_to + here
    yield np.arange(levels) >= int(np.flatnonzero(down_to >= wanted)[-1])


def choose(boxes: list[Peel]) -> Peel:
    """The box that agrees best with failure; of equals the largest."""
    return max(boxes, key=lambda box: box.agreement)
