"""Critical mass: from which value on do half of the lives end high?

A logistic curve with Firth's correction, which stays finite when every life below a value ends low and every one above
it high; then the data say only that the critical mass lies between the two values, and so does the interval. Lives of
one replicate share their luck, so the interval comes from drawing whole replicates again.

References:
    Firth (1993), Bias reduction of maximum likelihood estimates. Biometrika 80.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from esnsim.chance import Key
from esnsim.experiments.discovery.points import Bools
from esnsim.experiments.discovery.resampling import drawn_again, numbers
from esnsim.world import Doubles

Where = Literal["inside", "below", "above", "nowhere"]

ROUNDS = 400
INTERVAL = 0.8
STEPS = 50
TOLERANCE = 1e-8
LONGEST_STEP = 5.0
AGREED = 0.9
"""A direction found in a smaller share of the samples drawn again is no direction."""


class Curve(NamedTuple):
    """A logistic curve.

    Attributes:
        middle: Where it is at one half.
        steepness: Growth of the log-odds for each unit; negative where it falls.
    """

    middle: float
    steepness: float

    def at(self, values: Doubles) -> Doubles:
        """The share at each value."""
        share: Doubles = 1.0 / (1.0 + np.exp(np.clip(-self.steepness * (values - self.middle), -500.0, 500.0)))
        return share


@dataclass(frozen=True, slots=True)
class Mass:
    """The value at which half of the lives end high.

    Attributes:
        where: ``inside`` the range tried, ``below`` it (every value ends high), ``above`` it (none does), or
            ``nowhere``: the value makes no difference.
        point: The value, NaN unless it is inside.
        low: Lower end of its 80 % interval; minus infinity where it may be below the range.
        high: Upper end; infinity where it may be above.
        curve: The share that ends high by value.
    """

    where: Where
    point: float
    low: float
    high: float
    curve: Curve


def critical_mass(values: Doubles, ends_high: Bools, key: Key) -> Mass:
    """The value from which on half of the lives end high, with its 80 % interval.

    Args:
        values: What was tried, ascending; shape (values,).
        ends_high: Which lives ended high; shape (values, replicates).
        key: Where the luck of drawing again comes from.
    """
    replicates = ends_high.shape[1]
    curve = fit(values, ends_high.sum(1), replicates)
    again = [_drawn(values, ends_high, key, nth) for nth in range(ROUNDS)]
    rising = np.mean([each.steepness > 0.0 for each in again])
    shares = ends_high.mean(1)
    if shares.min() > 0.5:  # noqa: PLR2004 - one half is what critical mass means
        return Mass("below", math.nan, -math.inf, math.nan, curve)
    if shares.max() <= 0.5:  # noqa: PLR2004
        return Mass("above", math.nan, math.nan, math.inf, curve)
    agreed = rising if curve.steepness > 0.0 else 1.0 - rising
    if agreed < AGREED or not values[0] <= curve.middle <= values[-1]:
        return Mass("nowhere", math.nan, math.nan, math.nan, curve)
    low, high = _interval(values, curve, [each.middle for each in again], replicates)
    return Mass("inside", curve.middle, low, high, curve)


def _interval(values: Doubles, curve: Curve, middles: list[float], replicates: int) -> tuple[float, float]:
    """The middle 80 % of the samples drawn again, stretched by what so few replicates cannot vary."""
    tail = (1.0 - INTERVAL) / 2.0
    ordered = np.sort(middles)
    low, high = (float(ordered[round(share * (len(ordered) - 1))]) for share in (tail, 1.0 - tail))
    stretch = math.sqrt(replicates / max(replicates - 1, 1))
    low, high = (curve.middle + stretch * (end - curve.middle) for end in (low, high))
    low, high = min(low, curve.middle), max(high, curve.middle)
    return (low if low >= values[0] else -math.inf), (high if high <= values[-1] else math.inf)


def _drawn(values: Doubles, ends_high: Bools, key: Key, nth: int) -> Curve:
    """The curve of replicates drawn again; anywhere between two values where these divide all lives."""
    replicates = ends_high.shape[1]
    counts = ends_high[:, drawn_again(key, replicates, 2 * nth)].sum(1)
    curve = fit(values, counts, replicates)
    gap = divided(counts, replicates)
    if gap is None:
        return curve
    luck = float(numbers(key, 1, 2 * nth + 1)[0])
    return Curve(float(values[gap] + luck * (values[gap + 1] - values[gap])), curve.steepness)


def divided(counts: Doubles, of: int) -> int | None:
    """The place after which all lives end the other way, where one value divides them; else None."""
    all_or_none = (counts == 0) | (counts == of)
    changes = np.flatnonzero(np.diff(counts))
    return int(changes[0]) if all_or_none.all() and len(changes) == 1 else None


def fit(values: Doubles, counts: Doubles, of: int) -> Curve:
    """The logistic curve of shares that end high, by Firth's penalised likelihood.

    Args:
        values: What was tried, at least two different; shape (values,).
        counts: Lives that ended high at each; shape (values,).
        of: Lives at each.
    """
    centre, scale = float(values.mean()), float(values.std()) or 1.0
    design = np.column_stack([np.ones(len(values)), (values - centre) / scale])
    beta = np.zeros(2)
    for _ in range(STEPS):
        step = _step(design, beta, counts, of)
        beta += step * min(1.0, LONGEST_STEP / max(float(np.abs(step).max()), TOLERANCE))
        if np.abs(step).max() < TOLERANCE:
            break
    gap = divided(counts, of)
    steepness = float(beta[1]) / scale
    if gap is not None:
        return Curve(float(values[gap] + values[gap + 1]) / 2.0, steepness)
    middle = centre - scale * float(beta[0]) / float(beta[1]) if beta[1] else math.inf
    return Curve(middle, steepness)


def _step(design: Doubles, beta: Doubles, counts: Doubles, of: int) -> Doubles:
    """Fisher scoring on the modified score."""
    share = 1.0 / (1.0 + np.exp(-np.clip(design @ beta, -30.0, 30.0)))
    weight = of * share * (1.0 - share)
    information = design.T @ (design * weight[:, None])
    inverse = np.linalg.pinv(information)
    leverage = weight * np.einsum("ij,jk,ik->i", design, inverse, design)
    score = design.T @ (counts - of * share + leverage * (0.5 - share))
    step: Doubles = inverse @ score
    return step
