"""What many runs say about where a plan tips: two states or one, the critical mass, and early warning."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from esnsim.analysis.discovery.points import Bools
from esnsim.analysis.discovery.resampling import purpose
from esnsim.analysis.tipping.mass import Mass, estimate_critical_mass
from esnsim.analysis.tipping.runs import TippingRuns
from esnsim.analysis.tipping.states import States, states_of
from esnsim.analysis.tipping.warning import Warnings, warnings_in
from esnsim.experiments.estimates.interval import Interval
from esnsim.experiments.estimates.means import interval_of_mean
from esnsim.state import Doubles

if TYPE_CHECKING:
    import pandas as pd

Verdict = Literal["two states", "jump", "memory", "gradual", "one state"]

COVERAGE = 0.8
JUMP = 3.0
"""A dose makes runs jump if ends grow so many times faster around the divide than over the whole range."""
GROWN = 1.0
"""Differences between starts grow around a divide; where they shrink, the past is only being forgotten slowly."""
CLOSED = 0.8
"""The distance of two states lasts if at the end it is at least this part of what it was at half-time."""


@dataclass(frozen=True, slots=True)
class Hysteresis:
    """Whether runs that began low and runs that began high end apart, under the same constants.

    Attributes:
        at_half: Mean distance at half-time, high less low, with its 80 % interval; share of headcount.
        at_end: The same at the end.
    """

    at_half: Interval
    at_end: Interval

    @property
    def is_there(self) -> bool:
        """Whether the distance at the end is more than random variation; False where one run each cannot tell."""
        return self.at_end.low > 0.0 or self.at_end.high < 0.0


@dataclass(frozen=True, slots=True)
class Tipping:
    """Where a plan tips.

    Attributes:
        runs: What was simulated.
        verdict: ``two states``: runs end in one of two places, by where they began; ``memory``: the start still
            shows, without such places; ``jump``: a dose moves runs from one place to another at once; ``gradual``:
            the dose moves them little by little; ``one state``: all end in the same place.
        states: Where runs end.
        divide: Share of headcount above which a run ends high; NaN where nothing divides them.
        growth: Distance of ends over distance of starts, around the divide; for doses relative to the whole range.
        hysteresis: Whether low and high starts end apart, None where no start was varied.
        mass: From which value on half of the runs end high, None where nothing divides them.
        warnings: Whether anything warned before runs tipped, None where nothing divides them.
    """

    runs: TippingRuns
    verdict: Verdict
    states: States
    divide: float
    growth: float
    hysteresis: Hysteresis | None
    mass: Mass | None
    warnings: Warnings | None

    @property
    def ends_high(self) -> Bools:
        """Which runs end high; shape (values, replicates)."""
        high: Bools = self.runs.ends > self.divide
        return high

    def table(self) -> pd.DataFrame:
        """One row a run: what was varied, replicate, where it began and ended, and whether that is high."""
        table = self.runs.table()
        table["high"] = self.ends_high.ravel() if self.mass is not None else None
        return table


def analyse(runs: TippingRuns, above: float | None = None) -> Tipping:
    """What runs say about where they tip.

    Args:
        runs: What was simulated.
        above: Share of headcount above which a run ends high; None takes what divides two states, if there are two.
    """
    ends = runs.ends
    states = states_of(ends.ravel(), purpose("states", runs.seed))
    divide = states.divide if above is None else above
    apart = hysteresis_of(runs)
    growth = growth_of(runs, states.divide) if states.two else math.nan
    verdict = _verdict(runs, states, growth, apart)
    hysteresis = apart if runs.path.startswith("initial.") else None
    if math.isnan(divide) or (above is None and verdict in {"memory", "gradual"}):
        return Tipping(runs, verdict, states, math.nan, growth, hysteresis, None, None)
    mass = estimate_critical_mass(runs.tried, ends > divide, purpose("mass", runs.seed))
    warned = None
    if verdict in {"two states", "jump"}:
        warned = warnings_in(runs.series, runs.weekly, states.divide, purpose("warnings", runs.seed))
    return Tipping(runs, verdict, states, divide, growth, hysteresis, mass, warned)


def _verdict(runs: TippingRuns, states: States, growth: float, apart: Hysteresis) -> Verdict:
    """What ends say, with how far low and high values lie apart."""
    if not runs.path.startswith("initial."):
        if states.two and growth > JUMP:
            return "jump"
        return "gradual" if states.two or apart.is_there else "one state"
    if states.two and growth > GROWN and lasting(runs, states.divide):
        return "two states"
    return "memory" if states.two or apart.is_there else "one state"


def lasting(runs: TippingRuns, divide: float) -> bool:
    """Whether the distance of low and high runs has not been closing since half-time."""
    high = runs.ends > divide
    half, last = runs.weeks // 2, runs.last_weeks
    earlier = runs.series[:, :, max(0, half - last) + 1 : half + 1].mean(2)
    distance, before = (float(at[high].mean() - at[~high].mean()) for at in (runs.ends, earlier))
    return distance >= CLOSED * before


def growth_of(runs: TippingRuns, divide: float) -> float:
    """How much larger differences are at the end than at the start, around the divide.

    Only the values next to the divide count: those between which the share of runs that end high crosses one half. At
    an edge between two states it is far above 1, or infinite where one value leads to both; where runs slowly forget
    their start it is below 1. For doses, which have no share of headcount, both are taken relative to their range.
    """
    ends = runs.ends
    high = ends > divide
    crossing = np.flatnonzero(np.diff((high.mean(1) > 0.5).astype(int)))  # noqa: PLR2004 - one half
    if not len(crossing):
        return math.nan
    near = slice(int(crossing[0]), int(crossing[0]) + 2)
    began = runs.series[:, :, 0] if runs.starts_vary else np.repeat(runs.tried[:, None], ends.shape[1], 1)
    apart, before = (_distance(each[near], high[near]) for each in (ends, began))
    if not runs.starts_vary:
        apart, before = apart / float(np.ptp(np.median(ends, 1)) or 1.0), before / float(np.ptp(runs.tried))
    return apart / before if before > 0.0 else math.inf


def _distance(of: Doubles, high: Bools) -> float:
    return float(of[high].mean() - of[~high].mean())


def hysteresis_of(runs: TippingRuns) -> Hysteresis:
    """How far apart runs are that began in the lowest and in the highest third, replicate by replicate."""
    third = max(1, len(runs.tried) // 3)
    half, last = runs.weeks // 2, runs.last_weeks
    low, high = runs.series[:third], runs.series[-third:]
    moments = (slice(max(0, half - last) + 1, half + 1), slice(-last, None))
    at = [high[:, :, each].mean((0, 2)) - low[:, :, each].mean((0, 2)) for each in moments]
    return Hysteresis(interval_of_mean(at[0], COVERAGE), interval_of_mean(at[1], COVERAGE))
