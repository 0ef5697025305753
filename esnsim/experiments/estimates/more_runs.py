"""How many more runs would tell whether there is a difference."""

from __future__ import annotations

import math

import numpy as np

from esnsim.experiments.estimates.interval import LEAST_RUNS, student_quantile, tails
from esnsim.experiments.estimates.means import interval_of_mean
from esnsim.state import Doubles

CHANCE = 0.8
"""Chance that the interval leaves out zero after the runs that are asked for."""
MOST_NEEDED = 100_000
"""Runs beyond which nobody would go."""


def runs_needed(values: Doubles, coverage: float) -> int | None:
    """How many more runs give the interval a chance of 80 % to leave out zero, if the difference is as it looks.

    A difference below its standard error may as well be none, and then no number of runs would do; nothing is told.

    Args:
        values: One difference a run; shape (n,), n >= 1.
        coverage: Of the interval, in (0, 1).

    Returns:
        None if zero is left out already, if fewer than `LEAST_RUNS` runs or the difference say too little, or if it
        would take more than `MOST_NEEDED`.
    """
    have = len(values)
    if have < LEAST_RUNS or interval_of_mean(values, coverage).leaves_out_zero:
        return None
    mean, spread = abs(math.fsum(values) / have), float(np.std(values, ddof=1))
    if mean <= spread / math.sqrt(have):
        return None
    whole = _enough(spread / mean, coverage)
    return max(1, whole - have) if whole - have <= MOST_NEEDED else None


def _enough(spread: float, coverage: float) -> int:
    """Runs of which the interval leaves out zero with the chance `CHANCE`.

    Args:
        spread: Of single runs, in differences, > 0.
        coverage: Of the interval.
    """
    runs, before = LEAST_RUNS, 0
    # Student's points hang on the number that is sought; a few rounds settle it.
    for _ in range(50):
        if runs == before:
            break
        points = student_quantile(runs - 1, tails(coverage)[1]) + student_quantile(runs - 1, CHANCE)
        runs, before = max(LEAST_RUNS, math.ceil((points * spread) ** 2)), runs
    return runs
