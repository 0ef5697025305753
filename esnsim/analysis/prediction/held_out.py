"""How forecasts fared on weeks that they did not see, beside plain ones, and whether that is more than chance.

Weeks next to each other are missed alike, so the difference between two forecasts is drawn anew in blocks of weeks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from esnsim.analysis.prediction.futures import COVERAGE
from esnsim.analysis.prediction.rivals import rivals
from esnsim.analysis.prediction.scores import (
    energy_score,
    equal_weights,
    fair_crps,
    interval_score,
    weighted_quantiles,
)
from esnsim.rng.address import Draw, Key, key_of
from esnsim.rng.arrays import uniforms
from esnsim.state import Doubles

MODEL = "esnsim"
BLOCK = 4
"""Weeks drawn together."""
ROUNDS = 2000


class Fared(NamedTuple):
    """How one forecast fared on one series; lower is better but for what it held.

    Attributes:
        name: Whose forecast.
        crps: Fair ranked probability score, mean over weeks, in people or actions for each person.
        interval: Interval score of 80 %, mean over weeks.
        energy: Energy score of all weeks together, over the square root of their number.
        held: Share of weeks within the interval.
    """

    name: str
    crps: float
    interval: float
    energy: float
    held: float


class ForecastTrial(NamedTuple):
    """All forecasts of one series on weeks held out.

    Attributes:
        series: What was counted.
        weeks: How many of its numbers were held out.
        fared: The model first, then plain forecasts.
        best: The best plain forecast by ranked probability.
        difference: What the model scores less than that; above 0 the model is better.
        low: Lower end of an interval of 80 % of the difference.
        high: Upper end.
    """

    series: str
    weeks: int
    fared: tuple[Fared, ...]
    best: str
    difference: float
    low: float
    high: float

    @property
    def verdict(self) -> str:
        """Who is better, in words."""
        if self.low > 0.0:
            return "better"
        return "worse" if self.high < 0.0 else "not settled"


def tried_on(name: str, known: Doubles, truth: Doubles, members: Doubles, weights: Doubles, key: Key) -> ForecastTrial:
    """Score the model beside plain forecasts.

    Args:
        name: What was counted.
        known: What was counted up to today; shape (weeks,), at least `rivals.FEWEST`.
        truth: What was counted after it; shape (ahead,).
        members: The model's forecasts; shape (members, ahead).
        weights: Of members.
        key: Address of the random numbers.
    """
    plain = rivals(known, len(truth), key_of("esnsim", "rivals", *key))
    even = equal_weights(len(next(iter(plain.values()))))
    by_week = {MODEL: fair_crps(members, truth, weights)}
    fared = [_fared(MODEL, members, truth, weights)]
    for each, futures in plain.items():
        by_week[each] = fair_crps(futures, truth, even)
        fared.append(_fared(each, futures, truth, even))
    best = min(plain, key=lambda each: float(by_week[each].mean()))
    difference = by_week[best] - by_week[MODEL]
    low, high = bootstrapped(difference, key_of("esnsim", "weeks", *key))
    return ForecastTrial(name, len(truth), tuple(fared), best, float(difference.mean()), low, high)


def _fared(name: str, members: Doubles, truth: Doubles, weights: Doubles) -> Fared:
    low, high = weighted_quantiles(members, weights, ((1.0 - COVERAGE) / 2.0, (1.0 + COVERAGE) / 2.0))
    return Fared(
        name,
        float(fair_crps(members, truth, weights).mean()),
        float(interval_score(low, high, truth, COVERAGE).mean()),
        energy_score(members, truth, weights) / float(np.sqrt(len(truth))),
        float(((low <= truth) & (truth <= high)).mean()),
    )


def bootstrapped(values: Doubles, key: Key) -> tuple[float, float]:
    """Between which values the mean lies with a chance of 80 %, weeks drawn anew in blocks.

    Args:
        values: One a week; shape (weeks,).
        key: Address of the random numbers.
    """
    blocks = -(-len(values) // BLOCK)
    begins = (uniforms(key, np.arange(ROUNDS * blocks), 0, Draw.TRY) * len(values)).astype(np.int64)
    places = (begins.reshape(ROUNDS, blocks, 1) + np.arange(BLOCK)) % len(values)
    means = values[places.reshape(ROUNDS, -1)[:, : len(values)]].mean(axis=1)
    low, high = np.quantile(means, (0.1, 0.9))
    return float(low), float(high)


def as_document(found: ForecastTrial) -> Mapping[str, object]:
    """Plain values."""
    return {**found._asdict(), "fared": [each._asdict() for each in found.fared], "verdict": found.verdict}
