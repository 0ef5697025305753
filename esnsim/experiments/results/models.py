"""What a programme does over plausible models: where 80 % of them lie, and what makes up the width.

One run a model is a draw of everything that is unknown: constants, organisation, random numbers. Where such draws lie
is where the effect in one's own organisation may lie. Models that are simulated twice (`esnsim.ensemble.draws`) tell
the parts of the variance apart: half the mean square of what two runs differ that share model and organisation is
random variation; of what two differ that share the model alone, random variation and organisation; the rest is
parameters.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from esnsim.ensemble.draws import AGAIN, BLOCK, ELSEWHERE, MODELS, WorldDraw, pairs
from esnsim.experiments.estimates.bands import middle
from esnsim.experiments.estimates.interval import LEAST_RUNS, Interval
from esnsim.experiments.estimates.means import interval_of_mean
from esnsim.state import Doubles

LEAST_PAIRS = 10
"""Pairs of runs from which on parts of the width are told: the variance within ten is known to about a half."""
LEAST_FOR_PARTS = LEAST_PAIRS * BLOCK
"""Replicates that have so many pairs."""


class Parts(NamedTuple):
    """Of the variance of an effect between draws, the shares; they add up to 1, or are not numbers.

    Attributes:
        parameters: What differs between models.
        organisation: What differs between organisations under one model.
        random: What differs between runs of one model in one organisation.
    """

    parameters: float
    organisation: float
    random: float

    @property
    def is_known(self) -> bool:
        """Whether there were models enough that were simulated twice."""
        return not math.isnan(self.random)


UNKNOWN_PARTS = Parts(math.nan, math.nan, math.nan)


def first_runs(draws: Sequence[WorldDraw]) -> list[int]:
    """Places of the runs that are one a model: all but those that repeat one."""
    return [nth for nth, each in enumerate(draws) if each.replicate % BLOCK < MODELS]


def middle_of_models(values: Doubles, draws: Sequence[WorldDraw], coverage: float) -> tuple[Doubles, Doubles]:
    """Between which values so many models lie; not numbers for fewer than five models.

    Args:
        values: A row a replicate; shape (replicates, ...).
        draws: What each was simulated with.
        coverage: Share of models between, in (0, 1); all, where models are too few to mark it off.
    """
    chosen = values[first_runs(draws)]
    if len(chosen) < LEAST_RUNS:
        nothing = np.full(values.shape[1:], np.nan)
        return nothing, nothing
    return middle(chosen, coverage)


def effect_interval(values: Doubles, draws: Sequence[WorldDraw], coverage: float) -> Interval:
    """The mean of an effect and where it may lie: where plausible models lie, or the mean where there is one model.

    Args:
        values: One effect a replicate; shape (replicates,), at least one.
        draws: What each was simulated with; none where all share one model.
        coverage: Share of models between, or chance that the mean lies between, in (0, 1).
    """
    if not draws:
        return interval_of_mean(values, coverage)
    low, high = map(float, middle_of_models(values, draws, coverage))
    return Interval(float(values[first_runs(draws)].mean()), low, high)


def parts_of_width(values: Doubles, draws: Sequence[WorldDraw]) -> Parts:
    """What makes up the width of an effect.

    Args:
        values: One difference a replicate; shape (replicates,).
        draws: What each was simulated with.
    """
    whole = float(np.var(values[first_runs(draws)], ddof=1)) if len(first_runs(draws)) > 1 else 0.0
    again, elsewhere = (list(pairs(draws, place)) for place in (AGAIN, ELSEWHERE))
    if min(len(again), len(elsewhere)) < LEAST_PAIRS or whole == 0.0:
        return UNKNOWN_PARTS
    random = min(_within(values, again), whole)
    organisation = min(max(_within(values, elsewhere) - random, 0.0), whole - random)
    if not any(each.organisation for each in draws):
        organisation = 0.0
    return Parts((whole - random - organisation) / whole, organisation / whole, random / whole)


def _within(values: Doubles, found: Sequence[tuple[int, int]]) -> float:
    """Variance between the two runs of pairs."""
    return float(np.mean([(values[one] - values[other]) ** 2 for one, other in found])) / 2.0
