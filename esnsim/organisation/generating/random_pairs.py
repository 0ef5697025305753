"""Two kinds of pairs that are filled up at random: people of one unit, and people of different units.

ODD element: initialisation.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.rng.arrays import Making
from esnsim.state import Doubles, Ints, Longs

NEAR_SHARE = 0.6
"""Share of weak ties that stay on the site."""


class Workplace(NamedTuple):
    """What decides who comes across whom.

    Attributes:
        manager: Row of the person reported to, -1 for nobody; shape (n,).
        unit: Index of the unit; shape (n,).
        site: Index of the place of work; shape (n,).
    """

    manager: Ints
    unit: Ints
    site: Ints


class InUnit:
    """Pairs inside one unit, sociable people more often."""

    making = Making.UNIT_TIE

    def __init__(self, reach: Workplace, social: Longs) -> None:
        """Line people up by unit."""
        self.unit = reach.unit
        self.social = social
        self.tried = np.zeros(len(social), np.int64)
        self.line = _Line(reach.unit, social)

    def partner(self, rows: Longs, numbers: Doubles) -> Longs:
        """Somebody of the same unit."""
        return self.line.pick(self.unit[rows], numbers[0])

    def suits(self, first: Longs, second: Longs) -> NDArray[np.bool_]:
        """Whether pairs belong to this layer."""
        together: NDArray[np.bool_] = (self.unit[first] == self.unit[second]) & (first != second)
        return together


class AcrossUnits:
    """Pairs across units, on the same site more often, sociable people more often."""

    making = Making.CROSS_TIE

    def __init__(self, reach: Workplace, social: Longs) -> None:
        """Line people up by site, and all together."""
        self.unit = reach.unit
        self.site = reach.site
        self.social = social
        self.tried = np.zeros(len(social), np.int64)
        self.near = _Line(reach.site, social)
        self.anywhere = _Line(np.zeros_like(reach.site), social)

    def partner(self, rows: Longs, numbers: Doubles) -> Longs:
        """Somebody, on the same site or anywhere."""
        near = numbers[1] < NEAR_SHARE
        partners = np.empty_like(rows)
        partners[near] = self.near.pick(self.site[rows[near]], numbers[0][near])
        partners[~near] = self.anywhere.pick(np.zeros(len(rows) - np.count_nonzero(near), np.int64), numbers[0][~near])
        return partners

    def suits(self, first: Longs, second: Longs) -> NDArray[np.bool_]:
        """Whether pairs belong to this layer."""
        apart: NDArray[np.bool_] = self.unit[first] != self.unit[second]
        return apart


class _Line:
    """People lined up group by group, each as broad as sociable, so that a number picks one of a group."""

    def __init__(self, group: Ints, social: Longs) -> None:
        """Line up."""
        self.order = np.argsort(group, kind="stable")
        self.reached = np.cumsum(social[self.order])
        ends = np.cumsum(np.bincount(group))
        self.limits = np.concatenate(([0], self.reached))[np.concatenate(([0], ends))]

    def pick(self, group: Ints, numbers: Doubles) -> Longs:
        """A person of each group; never anybody of another."""
        low, high = self.limits[group], self.limits[group + 1]
        spot = low + np.floor(numbers * (high - low)).astype(np.int64)
        picked: Longs = self.order[np.searchsorted(self.reached, spot, side="right")]
        return picked


Layer = InUnit | AcrossUnits
