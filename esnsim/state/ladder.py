"""The ladder of use: who stands on which rung, each with a window of its own.

"Active" is never said without its definition; a person can stand on several rungs.

ODD element: observation.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import LAPSE, MONTH
from esnsim.state.columns import NEVER
from esnsim.state.people import People

LADDER = ("enabled", "reader", "interactive", "contributor", "regular", "lapsed", "returned")
"""Rungs, from the bottom; `esnsim.simulation.record.Measure` says what each means."""


def rungs_of(people: People, day: int) -> dict[str, NDArray[np.bool_]]:
    """Who stands on each rung at the end of a workday; each of shape (n,)."""
    month, absent = day - MONTH, day - LAPSE
    return {
        "enabled": people.enabled_since != NEVER,
        "reader": people.visited > month,
        "interactive": people.interacted > month,
        "contributor": people.wrote > month,
        "regular": people.wrote_earlier > month,
        "lapsed": (people.visited <= absent) & (people.visited != NEVER),
        "returned": people.returned > month,
    }
