"""Boxes: conditions on few factors, and how well they tell the runs that fail from those that do not.

References:
    Friedman, Fisher (1999), Bump hunting in high-dimensional data. Statistics and Computing 9.
    Bryant, Lempert (2010), Thinking inside the box: a participatory, computer-assisted approach to scenario
    discovery. Technological Forecasting and Social Change 77.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from esnsim.analysis.discovery.points import Bools, Factor, Level, Points
from esnsim.experiments.estimates.interval import Interval

Allowed = tuple[Bools, ...]
"""For each factor, which of its levels lie in the box."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """What a box asks of one factor.

    Attributes:
        factor: Path of the factor.
        low: Numbers below it are outside; None where nothing is too low.
        high: Numbers above it are outside; None where nothing is too high.
        kept: Values of a factor without numbers that are inside; empty for numbers.
        quasi_p: Chance to find as much failure in the box if this restriction said nothing, 0 to 1.
        reproduced: Share of half samples in which this factor is restricted too, 0 to 1.
    """

    factor: str
    low: float | None = None
    high: float | None = None
    kept: tuple[Level, ...] = ()
    quasi_p: float = math.nan
    reproduced: float = math.nan


class Fit(NamedTuple):
    """How well a box tells runs that fail from those that do not.

    Attributes:
        density: Share of the runs inside that fail, 0 to 1.
        coverage: Share of the failing runs that are inside, 0 to 1.
        mass: Share of the points that are inside, 0 to 1.
        agreement: Correlation of being inside and failing (Matthews), -1 to 1; 0 for no better than chance.
    """

    density: float
    coverage: float
    mass: float
    agreement: float


class HeldOut(NamedTuple):
    """How well boxes tell at points that did not choose them; shares with their 80 % intervals.

    Attributes:
        density: Share of the runs inside that fail, 0 to 1.
        coverage: Share of the failing runs that are inside, 0 to 1.
    """

    density: Interval
    coverage: Interval


@dataclass(frozen=True, slots=True)
class Box:
    """Conditions under which runs fail.

    Attributes:
        restrictions: All of them hold inside.
        fit: How well it tells at the points that it was chosen by; of a second box, among the points outside the first.
        held_out: How well such boxes tell at points that did not choose them, which is what to expect of others.
        points: Points inside.
        runs: Runs inside.
        chance: Share of shuffled tables in which as good a box is found, (0, 1].
        trajectory: Fit after each peel, from all points down to the smallest box.
    """

    restrictions: tuple[Restriction, ...]
    fit: Fit
    held_out: HeldOut
    points: int
    runs: int
    chance: float
    trajectory: tuple[Fit, ...]


def everything(points: Points) -> Allowed:
    """The box without restrictions."""
    return tuple(np.ones(len(factor.levels), bool) for factor in points.factors)


def inside(points: Points, allowed: Allowed) -> Bools:
    """Which points lie in a box; shape (points,)."""
    held = np.ones(len(points), bool)
    for factor, levels in zip(points.factors, allowed, strict=True):
        held &= levels[factor.codes]
    return held


def fit_of(points: Points, held: Bools) -> Fit:
    """How well being inside tells failure; see `Fit`.

    Args:
        points: What was tried.
        held: Which points lie inside, at least one.
    """
    return fit_from(float(points.share[held].sum()), int(held.sum()), float(points.share.sum()), len(points))


def fit_from(failing: float, held: int, failing_of_all: float, points: int) -> Fit:
    """The fit of a box from counts.

    Args:
        failing: Sum of the shares of failing runs over the points inside.
        held: Points inside, >= 1.
        failing_of_all: Sum of the shares over all points.
        points: All points.
    """
    coverage = failing / failing_of_all if failing_of_all else 0.0
    spread = held * (points - held) * failing_of_all * (points - failing_of_all)
    agreement = (failing * points - held * failing_of_all) / math.sqrt(spread) if spread > 0.0 else 0.0
    return Fit(failing / held, coverage, held / points, agreement)


def restricted(allowed: Allowed) -> Iterator[int]:
    """Places of the factors that a box restricts."""
    return (nth for nth, levels in enumerate(allowed) if not levels.all())


def restriction(factor: Factor, levels: Bools) -> Restriction:
    """A restriction in the factor's own values.

    A limit between two levels is the roundest number there, since nothing was tried between them.
    """
    kept = np.flatnonzero(levels)
    if not factor.numeric:
        return Restriction(factor.path, kept=tuple(factor.levels[nth] for nth in kept))
    first, last = int(kept[0]), int(kept[-1])
    numbers = [float(level) for level in factor.levels]
    low = roundest(numbers[first - 1], numbers[first]) if first else None
    high = roundest(numbers[last], numbers[last + 1]) if last + 1 < len(numbers) else None
    return Restriction(factor.path, low, high)


def roundest(low: float, high: float) -> float:
    """The number with the fewest digits strictly between two, near their middle.

    Args:
        low: Below it.
        high: Above it, higher than ``low``.
    """
    middle = (low + high) / 2.0
    for digits in range(-math.ceil(math.log10(high - low)) - 1, 17):
        rounded = round(middle, digits)
        if low < rounded < high:
            return rounded
    return middle
