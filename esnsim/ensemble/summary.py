"""What the ensemble holds: which facts its members hold, which constants it narrowed, and which trade off."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from esnsim.ensemble.members import PlausibleModel
from esnsim.ensemble.space import Dimension
from esnsim.state import Doubles

INTERVAL = 0.8
NARROWED = 0.75
"""A range counts as narrowed when the middle 80 % of members take up less than this part of its middle 80 %."""
CERTAIN = 4.6
"""Standard errors by which a correlation is told from none among some 16,000 pairs: one false one in 15 ensembles."""


class Narrowing(NamedTuple):
    """One dimension: what is plausible by itself, and what is left of it.

    Attributes:
        dimension: The constant or size.
        low: Below which a tenth of members lie.
        median: Their median.
        high: Above which a tenth of members lie.
        kept: Width of their middle 80 % over that of the range; on the scale of equal factors where it has one.
    """

    dimension: Dimension
    low: float
    median: float
    high: float
    kept: float


class TradeOff(NamedTuple):
    """Two dimensions that make up for each other, or go together.

    Attributes:
        one: The first by name.
        other: The second.
        correlation: Of their ranks among members, -1 to 1.
    """

    one: str
    other: str
    correlation: float


def places_of(members: Sequence[PlausibleModel], space: Sequence[Dimension]) -> Doubles:
    """Where members lie in the ranges, 0 to 1; shape (members, dimensions)."""
    return np.array(
        [[each.place({**one.constants, **one.sizes}[each.name]) for each in space] for one in members], np.float64
    )


def narrowings(members: Sequence[PlausibleModel], space: Sequence[Dimension]) -> list[Narrowing]:
    """Every dimension, the most narrowed first."""
    tail = (1.0 - INTERVAL) / 2.0
    ends = np.quantile(places_of(members, space), (tail, 0.5, 1.0 - tail), axis=0, method="weibull")
    found = [
        Narrowing(each, each.value(low), each.value(median), each.value(high), (high - low) / INTERVAL)
        for each, (low, median, high) in zip(space, ends.T.tolist(), strict=True)
    ]
    return sorted(found, key=lambda each: each.kept)


def trade_offs(members: Sequence[PlausibleModel], space: Sequence[Dimension]) -> list[TradeOff]:
    """Pairs whose ranks correlate beyond what random variation explains, the strongest first."""
    ranks = places_of(members, space).argsort(axis=0).argsort(axis=0)
    varied = ranks.std(axis=0) > 0.0
    found = np.atleast_2d(np.corrcoef(ranks[:, varied], rowvar=False))
    names = [each.name for each, chosen in zip(space, varied, strict=True) if chosen]
    least = math.tanh(CERTAIN / math.sqrt(max(len(members) - 3, 1)))
    pairs = [
        TradeOff(names[row], names[column], float(found[row, column]))
        for row, column in np.argwhere(np.triu(np.abs(found) > least, 1)).tolist()
    ]
    return sorted(pairs, key=lambda each: -abs(each.correlation))


def held_by(members: Sequence[PlausibleModel]) -> dict[str, int]:
    """How many members hold each fact or effect that any of them holds."""
    names = sorted({name for one in members for name in one.holds})
    return {name: sum(name in one.holds for one in members) for name in names}
