"""What a box holds at points that did not choose it.

At the points that chose it a box is flattered: of many boxes it was taken for what it holds there. Of 80 points and
five factors, nine of ten inside fail where seven of ten fresh ones do. So the whole search is done again without a
tenth of the points, and what it finds is counted there; each tenth is left out once, in two divisions of the points.
Such searches have a tenth less to go by than the one whose box is told, so what they find is a little worse on average.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from esnsim.analysis.discovery.boxes import Allowed, HeldOut, inside
from esnsim.analysis.discovery.points import Bools, Points
from esnsim.analysis.discovery.resampling import shuffled
from esnsim.experiments.estimates.interval import UNKNOWN, Interval, student_quantile, tails
from esnsim.rng.address import Key

TENTHS, DIVISIONS = 10, 2
INTERVAL = 0.8
WIDER_SHARE, WIDER_COVERAGE = 1.4, 1.7
"""By how much intervals are wider than those of points drawn by themselves, for boxes are drawn too; measured
(``python -m benchmarks.certainty``)."""


def held_out(points: Points, key: Key, search: Callable[[Points], Allowed]) -> HeldOut:
    """Search without a tenth of the points, again and again, and count at that tenth.

    Args:
        points: What was tried.
        key: Where the divisions come from.
        search: Finds a box.
    """
    found = [_division(points, key, nth, search) for nth in range(DIVISIONS)]
    there = np.concatenate([points.share[held] for held in found])
    if not len(there):
        return HeldOut(UNKNOWN, UNKNOWN)
    failing = float(points.share.sum())
    covered = float(there.sum()) / DIVISIONS / failing
    count = len(there) / DIVISIONS
    spread = float(points.share.std()) / math.sqrt(count)
    of_failing = math.sqrt(covered * max(1.0 - covered, 1.0 / failing) / failing)
    return HeldOut(
        _interval(float(there.mean()), WIDER_SHARE * spread, count),
        _interval(covered, WIDER_COVERAGE * of_failing, failing),
    )


def _division(points: Points, key: Key, nth: int, search: Callable[[Points], Allowed]) -> Bools:
    """Which points lie inside the box that was found without their tenth."""
    tenth = shuffled(key, len(points), nth) % TENTHS
    held = np.zeros(len(points), bool)
    for each in range(TENTHS):
        left_out = tenth == each
        held[left_out] = inside(points.at(left_out), search(points.at(~left_out)))
    return held


def _interval(share: float, error: float, count: float) -> Interval:
    """A share with its interval, which ends at nothing and at everything."""
    reach = student_quantile(max(count - 1.0, 1.0), tails(INTERVAL)[1]) * error
    return Interval(share, share - reach, share + reach).within(0.0, 1.0)
