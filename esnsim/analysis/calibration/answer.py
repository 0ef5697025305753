"""What came of a calibration: what fits, what the weeks narrowed, what they cannot separate, and what nothing fits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.analysis.calibration.counted import CountedWeeks
from esnsim.analysis.calibration.matching import CountedTarget, Matched
from esnsim.analysis.calibration.posterior import Posterior
from esnsim.analysis.calibration.summaries import Summary, summarised
from esnsim.ensemble.models_file import models_text
from esnsim.ensemble.space import Dimension
from esnsim.ensemble.summary import INTERVAL, TradeOff
from esnsim.scenario import Scenario
from esnsim.state import Doubles

OUTSIDE = 0.95
"""A summary that lies outside of where so many models would count it is fitted by none."""
WIDTH_VARIES, CORRELATION_VARIES = 2.7, 4.6
"""Three standard deviations of the relative width of a middle of 80 %, and standard errors of a correlation by which
none is found among ten thousand, both of one model: those of many are divided by the root of their number."""
TRADED = 0.5
"""Rank correlation among models that fit, from which two constants are not separated."""
BEFORE = 0.3
"""The same before anything was counted, up to which it is the weeks that leave them unseparated."""
NARROWED = 0.8
"""The middle 80 % of models takes up less than this part of what it did before: more than random numbers do."""
LEAST_FOR_A_DIRECTION = 8
"""Models near what was counted for each direction in which models differ."""


class CalibrationQuestion(NamedTuple):
    """What a calibration was asked.

    Attributes:
        scenario: The question, under the programme alone.
        programme: What was done where weeks were counted.
        counted: What was counted.
        people: Headcount.
        space: All dimensions.
        free: Which of them may be narrowed; shape (dimensions,).
        summaries: What is compared.
        target: What was counted of it.
        noise: Covariance of summaries between runs of one model; shape (summaries, summaries).
        discrepancy: By what share of a level the model itself may be wrong.
    """

    scenario: Scenario
    programme: str
    counted: CountedWeeks
    people: int
    space: tuple[Dimension, ...]
    free: NDArray[np.bool_]
    summaries: tuple[Summary, ...]
    target: CountedTarget
    noise: Doubles
    discrepancy: float


class Learned(NamedTuple):
    """What the weeks say of one constant or size.

    Attributes:
        dimension: Which.
        before: Tenth, median and ninetieth of a hundred models before.
        after: The same of models that fit.
        kept: Width of the middle 80 % after, over that before.
    """

    dimension: Dimension
    before: tuple[float, float, float]
    after: tuple[float, float, float]
    kept: float


class Unfitted(NamedTuple):
    """A summary that models which fit best still miss.

    Attributes:
        summary: Which.
        counted: What was counted for each person of headcount.
        low: What models count, lower end.
        high: Upper end.
    """

    summary: Summary
    counted: float
    low: float
    high: float


@dataclass(frozen=True)
class Calibration:
    """What came of it.

    Attributes:
        asked: What was asked.
        matched: All models that were simulated, and which are not ruled out.
        posterior: Models that fit.
        predicted: What each of them counts: values of each series, shape (members, weeks) each.
        learned: What the weeks say of each free constant, the most narrowed first.
        traded: Constants that they cannot separate, the strongest first.
        unfitted: What no model fits.
    """

    asked: CalibrationQuestion
    matched: Matched
    posterior: Posterior
    predicted: tuple[Doubles, ...]
    learned: tuple[Learned, ...]
    traded: tuple[TradeOff, ...]
    unfitted: tuple[Unfitted, ...]

    @property
    def models(self) -> int:
        """Models that were simulated, members not counted again."""
        return sum(len(each.places) for each in self.matched.waves)

    @property
    def failed(self) -> int:
        """Models whose runs failed."""
        return int(sum((~np.isfinite(each.summaries).all(axis=1)).sum() for each in self.matched.waves))

    @property
    def left(self) -> float:
        """Share of what was believed that is not ruled out, as far as models were drawn from it."""
        return self.matched.waves[-1].left

    @property
    def narrowed(self) -> tuple[Learned, ...]:
        """Constants that the weeks narrowed."""
        most = min(NARROWED, 1.0 - WIDTH_VARIES / math.sqrt(self.posterior.accepted))
        return tuple(each for each in self.learned if each.kept < most)

    @property
    def is_sure(self) -> bool:
        """Whether models enough are near what was counted to say what it narrows."""
        return self.posterior.accepted >= LEAST_FOR_A_DIRECTION * self.posterior.directions

    @property
    def fits(self) -> bool:
        """Whether any model fits: whether places were left at all, and most summaries lie among those of models."""
        return self.matched.waves[-1].filled < len(self.matched.waves[-1].places) and 2 * len(self.unfitted) <= len(
            self.asked.summaries
        )

    def text(self) -> str:
        """The file of models."""
        return models_text(self.posterior.places, self.asked.space)


def answer_of(
    asked: CalibrationQuestion, found: Matched, fitting: Posterior, predicted: Sequence[Doubles], believed: Doubles
) -> Calibration:
    """What all of it says.

    Args:
        asked: What was asked.
        found: What history matching left.
        fitting: Models that fit.
        predicted: What they count; values of each series, shape (members, weeks) each.
        believed: Places of models before anything was counted; shape (models, dimensions).
    """
    return Calibration(
        asked,
        found,
        fitting,
        tuple(predicted),
        _learned(asked, fitting.drawn, believed),
        _traded(asked, fitting, believed),
        _unfitted(asked, summarised(predicted, asked.summaries)),
    )


def _learned(asked: CalibrationQuestion, places: Doubles, believed: Doubles) -> tuple[Learned, ...]:
    tail = (1.0 - INTERVAL) / 2.0
    before, after = (
        np.quantile(each, (tail, 0.5, 1.0 - tail), axis=0, method="weibull").T for each in (believed, places)
    )
    found = []
    for nth in np.flatnonzero(asked.free).tolist():
        one = asked.space[nth]
        width = before[nth, 2] - before[nth, 0]
        kept = (after[nth, 2] - after[nth, 0]) / width if width > 0.0 else 1.0
        ends = [(one.value(low), one.value(middle), one.value(high)) for low, middle, high in (before[nth], after[nth])]
        found.append(Learned(one, ends[0], ends[1], float(kept)))
    return tuple(sorted(found, key=lambda each: each.kept))


def _traded(asked: CalibrationQuestion, fitting: Posterior, believed: Doubles) -> tuple[TradeOff, ...]:
    """Pairs whose ranks go together among models that fit beyond random variation, and did not before."""
    places, least = fitting.drawn, max(TRADED, CORRELATION_VARIES / math.sqrt(max(fitting.accepted - 3.0, 1.0)))
    free = np.flatnonzero(asked.free)
    free = free[(np.ptp(places[:, free], axis=0) > 0.0) & (np.ptp(believed[:, free], axis=0) > 0.0)]
    if len(free) < 2:  # noqa: PLR2004 - a pair
        return ()
    after, before = (_rank_correlations(each[:, free]) for each in (places, believed))
    pairs = np.argwhere(np.triu((np.abs(after) >= least) & (np.abs(before) <= BEFORE), 1))
    names = [asked.space[nth].name for nth in free.tolist()]
    found = [TradeOff(names[one], names[other], float(after[one, other])) for one, other in pairs.tolist()]
    return tuple(sorted(found, key=lambda each: -abs(each.correlation)))


def _rank_correlations(places: Doubles) -> Doubles:
    ranks = places.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    found: Doubles = np.atleast_2d(np.corrcoef(ranks, rowvar=False))
    return found


def _unfitted(asked: CalibrationQuestion, predicted: Doubles) -> tuple[Unfitted, ...]:
    """Summaries outside of where models would count them, what they may be wrong by included."""
    from scipy.stats import t  # noqa: PLC0415 - a second to import, and only calibrations pay for it

    there = predicted[np.isfinite(predicted).all(axis=1)]
    # Members are often too few to mark off their middle; square roots of what they count are nearly normal.
    spread = np.sqrt(there.var(axis=0, ddof=1) * (1.0 + 1.0 / len(there)) + asked.target.discrepancy)
    reach = float(t.ppf((1.0 + OUTSIDE) / 2.0, len(there) - 1)) * spread
    low, high = np.maximum(there.mean(axis=0) - reach, 0.0), there.mean(axis=0) + reach
    return tuple(
        Unfitted(summary, float(value) ** 2, float(below) ** 2, float(above) ** 2)
        for summary, value, below, above in zip(asked.summaries, asked.target.values, low, high, strict=True)
        if not below <= value <= above
    )
