"""Emulators: what each claim would be at a place that was not simulated, and how plausible that makes the place.

Each claim has a linear emulator of few constants (the lasso, its strength by cross-validation, from scikit-learn): with
some 180 dimensions and a few hundred simulated models, few of which matter for one claim, it predicts better than a
Gaussian process over all. What it leaves unexplained, noise of the trials included, is its error.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from benchmarks.ensemble.records import Record
from benchmarks.ensemble.trials import MOST, bands
from esnsim.evidence.fact import Band
from esnsim.state import Doubles, Longs

LEAST = 30
"""Models that say something, below which a claim has no emulator."""
BEYOND = 2.0
"""Widths beyond its band at which values are cut: how much too large a ratio is says little."""
TOLERANCE = 0.002
"""Mean miss by which a place is e times less plausible; expected misses differ less between places than real ones."""
SWEEPS = 60
"""How often every dimension of every place is moved."""
ERRORS = np.array([-1.2816, -0.5244, 0.0, 0.5244, 1.2816])
"""Standard normal quantiles of five equal parts, over which an expected miss is taken."""


class Emulator(NamedTuple):
    """One claim, emulated.

    Attributes:
        id: Fact or effect.
        band: Where the claim has to lie.
        base: Its value at the centre.
        slopes: How it changes from the low end of each range to the high one; shape (dimensions,).
        error: Standard deviation of what is left.
        explained: Share of the variance between models that it explains in models it has not seen.
    """

    id: str
    band: Band
    base: float
    slopes: Doubles
    error: float
    explained: float


def emulators(records: Sequence[Record], only: Collection[str] | None = None) -> list[Emulator]:
    """An emulator for every claim that enough models say something to.

    Args:
        records: The models; what the first answers is emulated.
        only: Ids of the facts, effects and orders whose claims are emulated; nothing means all.
    """
    places = np.array([each.place for each in records])
    answers, within = [{one.id: one.claims for one in each.said} for each in records], bands()
    found = []
    for name in answers[0]:
        for place, band in enumerate(within[name] if only is None or name in only else ()):
            claims = [each.get(name, ()) for each in answers]
            values = np.array([each[place].value if len(each) > place else np.nan for each in claims])
            known = np.isfinite(values)
            if known.sum() >= LEAST:
                found.append(_emulator(name, band, places[known], _cut(values[known], band)))
    return found


def _cut(values: Doubles, band: Band) -> Doubles:
    low = band.low if np.isfinite(band.low) else band.high - band.width
    high = band.high if np.isfinite(band.high) else band.low + band.width
    return np.clip(values, low - BEYOND * band.width, high + BEYOND * band.width)


def _emulator(name: str, band: Band, places: Doubles, values: Doubles) -> Emulator:
    from sklearn.linear_model import LassoCV  # noqa: PLC0415 - needed by nothing else
    from sklearn.model_selection import cross_val_predict  # noqa: PLC0415

    if values.std() == 0.0:
        return Emulator(name, band, float(values[0]), np.zeros(places.shape[1]), 0.0, 0.0)
    # What an emulator predicts is not worth more than three digits.
    lasso = LassoCV(cv=4, alphas=15, tol=1e-3)
    unseen = cross_val_predict(lasso, places, values, cv=4)
    model = lasso.fit(places, values)
    left = float(np.sqrt(np.mean((values - unseen) ** 2)))
    explained = max(0.0, 1.0 - (left / float(values.std())) ** 2)
    return Emulator(name, band, float(model.intercept_), np.asarray(model.coef_), left, explained)


class Emulated(NamedTuple):
    """All claims together.

    Attributes:
        slopes: Changes of claims over ranges, in widths of their bands; shape (claims, dimensions).
        low: Lower ends of bands from the values at the centre, in widths; shape (claims,).
        high: Upper ends, likewise.
        error: What is left unexplained, in widths; shape (claims,).
        starts: Where the claims of each fact or effect begin.
    """

    slopes: Doubles
    low: Doubles
    high: Doubles
    error: Doubles
    starts: Longs

    def expected_miss(self, shifts: Doubles) -> Doubles:
        """By how many widths facts and effects are missed in the mean, each by its worst claim.

        Args:
            shifts: How far claims are from their values at the centre, in widths; shape (places, claims).
        """
        spread = shifts[:, :, None] + self.error[:, None] * ERRORS
        missed = np.maximum(self.low[:, None] - spread, spread - self.high[:, None])
        each = np.clip(missed, 0.0, MOST).mean(axis=2)
        found: Doubles = np.maximum.reduceat(each, self.starts, axis=1).mean(axis=1)
        return found


def together(emulated: Sequence[Emulator]) -> Emulated:
    """Emulators side by side, those of one fact or effect next to each other."""
    widths = np.array([each.band.width for each in emulated])
    base = np.array([each.base for each in emulated])
    ends = np.array([each.band[:2] for each in emulated])
    names = [each.id for each in emulated]
    starts = np.array([nth for nth, name in enumerate(names) if nth == 0 or names[nth - 1] != name])
    slopes = np.array([each.slopes for each in emulated]) / widths[:, None]
    error = np.array([each.error for each in emulated]) / widths
    return Emulated(slopes, (ends[:, 0] - base) / widths, (ends[:, 1] - base) / widths, error, starts)


def plausible_places(emulated: Sequence[Emulator], count: int, rng: np.random.Generator) -> Doubles:
    """Places drawn evenly over the ranges, the less often the worse what is known is expected to be missed there.

    A Metropolis sampler with a chain a place, one dimension after the other: the density falls by a factor of e with
    every `TOLERANCE` of expected mean miss.

    Args:
        emulated: From `emulators`.
        count: How many places.
        rng: Random numbers.

    Returns:
        Shape (count, dimensions).
    """
    known = together(emulated)
    places = rng.random((count, known.slopes.shape[1]))
    shifts = places @ known.slopes.T
    missed = known.expected_miss(shifts)
    for _ in range(SWEEPS):
        for dimension in rng.permutation(places.shape[1]):
            if not known.slopes[:, dimension].any():
                continue
            moved = rng.random(count)
            there = shifts + np.outer(moved - places[:, dimension], known.slopes[:, dimension])
            worse = known.expected_miss(there) - missed
            taken = rng.random(count) < np.exp(np.minimum(-worse / TOLERANCE, 0.0))
            places[taken, dimension], shifts[taken] = moved[taken], there[taken]
            missed[taken] += worse[taken]
    return places
