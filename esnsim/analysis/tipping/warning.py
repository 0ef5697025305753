"""Early warning: does anything in the weekly figures tell a run that is about to tip from one that is not?

Near a tipping point a system recovers slowly from small shocks, so what is left of its weekly figures after their slow
movement is taken away should vary more and more, and each week resemble the last more and more (critical slowing down).
Whether variance and autocorrelation rise is told by Kendall's tau with time; as these rise by chance in any short
series, runs before they tip are held against runs that did not tip, over the same weeks.

Runs from different starts differ from the first week, whether they tip or not; so a run is compared only with runs
from the same start, or under the same dose.

Not every tip can be foreseen. Slowing down announces a slow drift towards the edge. A run that begins near the edge
and is pushed over it by chance gives no warning in any figure (Ditlevsen and Johnsen 2010), and many runs here are
such.

References:
    Scheffer et al. (2009), Early-warning signals for critical transitions. Nature 461.
    Dakos et al. (2012), Methods for detecting early warnings of critical transitions in time series. PLoS ONE 7.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.special import ndtri

from esnsim.analysis.discovery.points import Bools
from esnsim.analysis.discovery.resampling import many_numbers
from esnsim.rng.address import Key, key_of
from esnsim.state import Doubles

BANDWIDTH = 0.1
"""Width of the bell that follows the slow movement, as a part of the series."""
WINDOW = 0.5
"""Rolling window, as a part of the series."""
SHORTEST = 40
"""Weeks before a tip below which nothing is judged."""
FEWEST = 5
"""Runs of either kind below which nothing is judged."""
ROUNDS = 999
DOUBT = 0.05
POWER = 0.8
ROUNDING = 1e-9
"""Sums of halves miss each other by less."""


class Trend(NamedTuple):
    """How two figures of a series rise over time, by Kendall's tau: -1 to 1.

    Attributes:
        variance: Of the variance in a rolling window.
        memory: Of the correlation of each week with the next.
    """

    variance: float
    memory: float


class Telling(NamedTuple):
    """How well a figure tells runs about to tip from others.

    Attributes:
        skill: Chance that its trend is higher in a run about to tip than in another; 0.5 says nothing.
        chance: How often shuffled runs give as high a skill, 0 to 1.
    """

    skill: float
    chance: float


class Kin(NamedTuple):
    """Runs from one start, of which some tipped.

    Attributes:
        before: Trends of the runs that tipped, over the weeks before; shape (runs, 2), in the order of `Trend`.
        others: Trends of those that did not, over as many weeks; shape (runs, 2).
    """

    before: Doubles
    others: Doubles


@dataclass(frozen=True, slots=True)
class Warnings:
    """Whether anything warned.

    Attributes:
        tipped: Trends of the runs that tipped late enough, over the weeks before.
        stayed: Trends of runs from the same starts that did not tip, over as many weeks.
        variance: How well rising variance tells the two apart, None where there are too few runs.
        memory: How well rising autocorrelation does.
        detectable: Skill that so many runs would show with a chance of 80 %.
    """

    tipped: tuple[Trend, ...]
    stayed: tuple[Trend, ...]
    variance: Telling | None
    memory: Telling | None
    detectable: float

    @property
    def visible(self) -> bool:
        """Whether one of the two figures warns beyond what is chance, with both looked at."""
        told = [each for each in (self.variance, self.memory) if each is not None]
        return any(each.chance <= DOUBT / len(told) for each in told)


def warnings_in(series: Doubles, weekly: Doubles, divide: float, key: Key) -> Warnings:
    """Hold runs before they tip against runs from the same start that did not.

    A run tips when it ends on the other side of the divide than it began on; the weeks up to the last one on its first
    side are looked at.

    Args:
        series: Share of headcount by which runs are distinguished; shape (values, replicates, weeks + 1).
        weekly: The same of one week only, whose weeks share no days; same shape.
        divide: What divides low from high.
        key: Address of the random numbers of shuffles.
    """
    kin = [each for high, shown in zip(series > divide, weekly, strict=True) if (each := kin_of(high, shown))]
    tipped, stayed = (tuple(Trend(*map(float, row)) for each in kin for row in each[place]) for place in range(2))
    least = detectable(kin)
    if min(len(tipped), len(stayed)) < FEWEST:
        return Warnings(tipped, stayed, None, None, least)
    return Warnings(tipped, stayed, _telling(kin, 0, key), _telling(kin, 1, key), least)


def kin_of(high: Bools, shown: Doubles) -> Kin | None:
    """Runs of one start that tipped and those that did not; None where there are not both.

    Args:
        high: Whether each run was above the divide; shape (replicates, weeks + 1).
        shown: What is looked at; same shape.
    """
    last = max(1, (high.shape[1] - 1) // 8)
    ends = high[:, -last:].mean(1) > 0.5  # noqa: PLR2004 - most of the last weeks
    tips = ends != high[:, 0]
    weeks = {int(run): int(np.flatnonzero(high[run] == high[run, 0])[-1]) for run in np.flatnonzero(tips)}
    cut = [(run, length) for run, length in weeks.items() if length >= SHORTEST]
    staying = np.flatnonzero(~tips)
    if not cut or not len(staying):
        return None
    before = [trend(shown[run, 1 : length + 1]) for run, length in cut]
    others = [trend(shown[run, 1 : cut[nth % len(cut)][1] + 1]) for nth, run in enumerate(staying)]
    return Kin(np.array(before), np.array(others))


def trend(series: Doubles) -> Trend:
    """How variance and autocorrelation move in a series of weeks.

    Args:
        series: Shape (weeks,).
    """
    variance, memory = indicators(series)
    return Trend(kendall(variance), kendall(memory))


def indicators(series: Doubles) -> tuple[Doubles, Doubles]:
    """Variance and lag-1 autocorrelation of what is left beside the slow movement, in a rolling window.

    Args:
        series: Shape (weeks,).

    Returns:
        One value for each window.
    """
    weeks = len(series)
    left = series - gaussian_filter1d(series, BANDWIDTH * weeks, mode="nearest")
    windows = np.lib.stride_tricks.sliding_window_view(left, max(3, round(WINDOW * weeks)))
    return windows.var(1, ddof=1), autocorrelation(windows)


def autocorrelation(windows: Doubles) -> Doubles:
    """Correlation of each week with the next in each row; 0 where nothing moves."""
    earlier, later = windows[:, :-1], windows[:, 1:]
    earlier = earlier - earlier.mean(1, keepdims=True)
    later = later - later.mean(1, keepdims=True)
    spread = np.sqrt((earlier**2).sum(1) * (later**2).sum(1))
    found: Doubles = np.where(spread > 0.0, (earlier * later).sum(1) / np.where(spread > 0.0, spread, 1.0), 0.0)
    return found


def kendall(values: Doubles) -> float:
    """Kendall's tau of values with their order: 1 where each is higher than all before."""
    pairs = np.triu(np.sign(values[None, :] - values[:, None]), 1)
    return float(pairs.sum()) / (len(values) * (len(values) - 1) / 2.0) if len(values) > 1 else 0.0


def _telling(kin: Sequence[Kin], place: int, key: Key) -> Telling:
    """How well one figure tells runs apart, and how often shuffling within starts does as well."""
    pairs = sum(len(each.before) * len(each.others) for each in kin)
    won = np.zeros(ROUNDS)
    for start, each in enumerate(kin):
        ranks = ranks_of(np.concatenate([each.before[:, place], each.others[:, place]]))
        orders = np.argsort(many_numbers(key_of(*key, start), ROUNDS, len(ranks)), axis=1, kind="stable")
        won += wins(ranks[orders], len(each.before))
    found = skill(kin, place)
    return Telling(found, (int((won >= found * pairs - ROUNDING).sum()) + 1) / (ROUNDS + 1))


def wins(ranks: Doubles, before: int) -> Doubles:
    """In how many pairs one of the first runs is higher than one of the others, ties counted half.

    Args:
        ranks: Ranks of all runs of a start, those that tipped first; shape (..., runs).
        before: How many tipped.
    """
    won: Doubles = ranks[..., :before].sum(-1) - before * (before + 1) / 2.0
    return won


def skill(kin: Sequence[Kin], place: int) -> float:
    """Chance that a figure is higher in a run that tipped than in one from the same start that did not.

    Args:
        kin: Runs by start.
        place: Which figure, in the order of `Trend`.
    """
    won = pairs = 0.0
    for before, others in kin:
        ranks = ranks_of(np.concatenate([before[:, place], others[:, place]]))
        won += float(wins(ranks, len(before)))
        pairs += len(before) * len(others)
    return won / pairs


def ranks_of(values: Doubles) -> Doubles:
    """Ranks from 1, equal values sharing the mean of theirs."""
    below = (values[None, :] < values[:, None]).sum(1)
    ranks: Doubles = below + ((values[None, :] == values[:, None]).sum(1) + 1) / 2.0
    return ranks


def detectable(kin: Sequence[Kin]) -> float:
    """The skill that so many runs would show beyond chance four times in five, by the normal approximation.

    Returns:
        Above 0.5; above 1 where even a perfect warning could not be shown; infinite without runs of both kinds.
    """
    counts = [(len(each.before), len(each.others)) for each in kin]
    if not counts:
        return math.inf
    variance = sum(before * others * (before + others + 1) / 12.0 for before, others in counts)
    error = math.sqrt(variance) / sum(before * others for before, others in counts)
    return 0.5 + float(ndtri(1.0 - DOUBT / 2.0) + ndtri(POWER)) * error
