"""What is compared of counted weeks: the mean of every four weeks of each thing counted, as a square root.

Weeks next to each other say nearly the same, and one of them is mostly random variation. Of counts the square root has
about the same variance whatever its level, so that a low start weighs as much as a high end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from esnsim.analysis.calibration.counted import CountedWeeks
from esnsim.state import Doubles, Longs

WEEKS_OF_A_SUMMARY = 4


class Summary(NamedTuple):
    """The mean of some weeks of one thing that was counted.

    Attributes:
        series: Which, as a place among all.
        name: What was counted.
        first: First week.
        last: Last week.
        places: Where its values are among those of the series; shape (weeks,).
    """

    series: int
    name: str
    first: int
    last: int
    places: Longs

    def __str__(self) -> str:
        """Such as ``contributors in weeks 5 to 8``."""
        return f"{self.name} in " + (
            f"week {self.first}" if self.first == self.last else f"weeks {self.first} to {self.last}"
        )


def summaries_of(counted: CountedWeeks) -> tuple[Summary, ...]:
    """All summaries, in the order of what was counted."""
    found = []
    for number, series in enumerate(counted.series):
        block = (series.weeks - 1) // WEEKS_OF_A_SUMMARY
        for each in np.unique(block):
            places = np.flatnonzero(block == each)
            weeks = series.weeks[places]
            found.append(Summary(number, series.name, int(weeks[0]), int(weeks[-1]), places))
    return tuple(found)


def summarised(values: Sequence[Doubles], summaries: Sequence[Summary]) -> Doubles:
    """Summaries of the values of each series.

    Args:
        values: Values of each series, the last axis its weeks; shape (..., weeks).
        summaries: From `summaries_of`.

    Returns:
        Shape (..., summaries).
    """
    means = [values[each.series][..., each.places].mean(axis=-1) for each in summaries]
    found: Doubles = np.sqrt(np.stack(means, axis=-1))
    return found
