"""How often a pilot sees what a programme does, and how often it sees something where there is nothing.

The analysis is the one that would be made: difference in differences over units, each unit one observation with its
change since the start, tested by Welch's t on both sides. Units are few and unequal, employees of one unit are alike,
and what the programme does reaches other units too; all of that is in the simulated pilots.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from esnsim.analysis.piloting.trial import PilotOutcome
from esnsim.experiments.estimates.interval import Interval
from esnsim.state import Doubles, Longs

LEVEL = 0.05
"""Chance of a finding where there is none that the test is made for."""
WANTED = 0.8
"""Power that is asked for."""
COVERAGE = 0.8
ROUNDING = 1e-12
"""Differences of shares below it are those of sums of fractions."""
LEAST_UNITS = 2
"""Units of either kind, below which they have no spread."""


class PilotPower(NamedTuple):
    """What pilots of one size and length see.

    Attributes:
        units: Units the programme is in.
        weeks: How long it is waited.
        power: Share of simulated pilots that see that it helps, 0 to 1, with its 80 % interval.
        alarms: Share that see something, help or harm, where the programme is nowhere, likewise.
        seen: Mean difference in differences, as a share of a unit's people.
        there: Mean of what the programme really does in the pilot's units, against doing nothing anywhere.
        people: Mean number of people in the pilot's units.
        pilots: How many were simulated.
    """

    units: int
    weeks: int
    power: Interval
    alarms: Interval
    seen: float
    there: float
    people: float
    pilots: int

    @property
    def enough(self) -> bool:
        """Whether it has the power asked for, by a test that is not known to give too many false alarms."""
        return self.power.mean >= WANTED and self.alarms.low <= LEVEL


def powers_of(outcomes: Sequence[PilotOutcome], weeks: Sequence[int]) -> tuple[PilotPower, ...]:
    """What pilots see, by number of units and length; sizes that no organisation has units enough for are left out.

    Args:
        outcomes: Of simulated pilots.
        weeks: When was looked, after the start, in their order.
    """
    counts = sorted({count for each in outcomes for count in each.pilots})
    return tuple(
        _power([each for each in outcomes if count in each.pilots], count, week, look)
        for count in counts
        for look, week in enumerate(weeks, 1)
    )


def _power(outcomes: Sequence[PilotOutcome], count: int, weeks: int, look: int) -> PilotPower:
    found = [unit_difference(each.pilots[count], each.treated[count], look) for each in outcomes]
    empty = [unit_difference(each.without, each.treated[count], look) for each in outcomes]
    real = [(each.pilots[count] - each.without)[look][each.treated[count] == 1].mean() for each in outcomes]
    return PilotPower(
        units=count,
        weeks=weeks,
        power=interval_of_share(sum(p < LEVEL and effect > 0.0 for effect, p in found), len(found)),
        alarms=interval_of_share(sum(p < LEVEL for _, p in empty), len(empty)),
        seen=float(np.mean([effect for effect, _ in found])),
        there=float(np.mean(real)),
        people=float(np.mean([each.sizes[each.treated[count] == 1].sum() for each in outcomes])),
        pilots=len(outcomes),
    )


def unit_difference(shares: Doubles, treated: Longs, look: int) -> tuple[float, float]:
    """Difference in differences between units with and without a programme, and its p value.

    Args:
        shares: Share of a rung in each unit at each look, the first at the start; shape (looks, units).
        treated: 1 for units with the programme, 0 for others; shape (units,).
        look: At which look, >= 1.

    Returns:
        The difference of mean changes, and the chance of one as large without any effect (1 where nothing varies).
    """
    from scipy import stats  # noqa: PLC0415 - a second to import

    change = shares[look] - shares[0]
    ours, theirs = change[treated == 1], change[treated == 0]
    effect = float(ours.mean() - theirs.mean())
    if min(len(ours), len(theirs)) < LEAST_UNITS or max(np.ptp(ours), np.ptp(theirs)) < ROUNDING:
        return effect, 1.0
    one, other = ((float(each.mean()), float(each.std(ddof=1)), len(each)) for each in (ours, theirs))
    return effect, float(stats.ttest_ind_from_stats(*one, *other, equal_var=False).pvalue)


def interval_of_share(times: int, of: int) -> Interval:
    """A share of simulated pilots with its 80 % interval (Wilson's).

    Args:
        times: In how many.
        of: How many there are, >= 1.
    """
    from scipy import stats  # noqa: PLC0415

    found = stats.binomtest(int(times), of).proportion_ci(COVERAGE, method="wilson")
    return Interval(times / of, float(found.low), float(found.high))


def smallest(found: Sequence[PilotPower]) -> PilotPower | None:
    """The pilot with the fewest units, and then weeks, that has the power asked for; None if none has."""
    enough = [each for each in found if each.enough]
    return min(enough, key=lambda each: (each.units, each.weeks), default=None)


def best_of(found: Sequence[PilotPower]) -> PilotPower:
    """The pilot with the highest power; of equal ones the one with fewest units and weeks."""
    return max(found, key=lambda each: (each.power.mean, -each.units, -each.weeks))
