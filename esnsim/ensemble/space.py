"""The space of models: every constant and size that changes runs, between 0 and 1 over its plausible range."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from esnsim.behaviour.parameters import Parameters
from esnsim.interventions import kinds
from esnsim.interventions.sizes import uncertain_sizes
from esnsim.scenario.constants import ECONOMIC, known_parameters
from esnsim.simulation.starting.settling import SOLVED
from esnsim.state import Doubles

KNOWN_OTHERWISE = ("turnover",)
"""What an organisation knows of itself."""
WIDE = 8.0
"""Ranges whose ends are so many times apart are gone through by equal factors."""
DIGITS = 5


class Dimension(NamedTuple):
    """One constant, or one size of an intervention, written ``kind.field``.

    Attributes:
        name: What it is called.
        low: Smallest plausible value.
        high: Largest plausible value.
        default: Its value in the model as it comes.
    """

    name: str
    low: float
    high: float
    default: float

    @property
    def by_factors(self) -> bool:
        """Whether equal steps are equal factors."""
        return self.low > 0.0 and self.high / self.low >= WIDE

    def place(self, value: float) -> float:
        """Where a value lies, 0 at the low end of the range and 1 at the high one."""
        if self.by_factors:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def value(self, place: float) -> float:
        """The value at a place, rounded to five digits and inside the range."""
        if self.by_factors:
            exact = self.low * (self.high / self.low) ** place
        else:
            exact = self.low + place * (self.high - self.low)
        return min(max(float(f"{exact:.{DIGITS}g}"), self.low), self.high)


def dimensions() -> tuple[Dimension, ...]:
    """All of them, by name."""
    left_out = {*ECONOMIC, *SOLVED, *KNOWN_OTHERWISE}
    found = [
        Dimension(name, known.low, known.high, float(Parameters._field_defaults[name]))
        for name, known in known_parameters().items()
        if name not in left_out
    ]
    for name, size in uncertain_sizes().items():
        kind, _, field = name.partition(".")
        found.append(Dimension(name, size.low, size.high, float(kinds()[kind].model_fields[field].default)))
    return tuple(sorted(found))


def defaults(space: Sequence[Dimension]) -> Doubles:
    """The place of the model as it comes."""
    return np.array([each.place(each.default) for each in space])
