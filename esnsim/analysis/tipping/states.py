"""One state or two: do the ends of many runs gather in one place?

Silverman's test asks how much the ends must be smoothed until a single hump is left, and how often as much is needed
when they are drawn again from that single hump. By itself it takes ends spread evenly between two limits for two states
too often (17 % of the time, measured at 120 runs), so they are held against evenly spread ends as well, the hardest
single state there is, as Hartigan's dip does. That runs end in two places is claimed only if both are unlikely and if,
besides, the two are well apart (Ashman's D above 2) and each holds more than a handful of runs.

References:
    Silverman (1981), Using kernel density estimates to investigate multimodality. JRSS B 43.
    Hartigan, Hartigan (1985), The dip test of unimodality. Annals of Statistics 13.
    Ashman, Bird, Zepf (1994), Detecting bimodality in astronomical datasets. Astronomical Journal 108.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from esnsim.analysis.discovery.resampling import drawn_again, many_numbers
from esnsim.rng.address import Key, key_of
from esnsim.state import Doubles

GRID = 1024
MARGIN = 0.25
"""Part of the range of the ends that is added on either side, for the smoothed humps."""
ROUNDS = 199
DOUBT = 0.05
APART = 2.0
LEAST_RUNS, LEAST_SHARE = 3, 0.05
FEWEST = 12
"""Fewer runs than this are not judged."""
HALVINGS = 30
TINY = 1e-12
RIPPLE = 1e-9
"""Part of the highest hump below which ups and downs are rounding."""


@dataclass(frozen=True, slots=True)
class States:
    """Where runs end.

    Attributes:
        two: Whether they end in two places rather than one.
        chance: How often one hump would need as much smoothing, 0 to 1; NaN for too few runs.
        divide: Value that divides low ends from high; NaN where there is nothing to divide.
        low: Median of the ends below it, or of all ends.
        high: Median of the ends above it, or of all ends.
        apart: Ashman's D of the two, 0 where there is one.
    """

    two: bool
    chance: float
    divide: float
    low: float
    high: float
    apart: float


def states_of(ends: Doubles, key: Key) -> States:
    """Whether these ends are two states or one.

    Args:
        ends: Where each run ended; shape (runs,).
        key: Address of the random numbers of the bootstrap.
    """
    middle = float(np.median(ends))
    spread = float(np.ptp(ends))
    if len(ends) < FEWEST or spread == 0.0:
        return one_state(middle, math.nan if len(ends) < FEWEST else 1.0)
    single = width_for(ends, 1)
    chance = _chance_of_one(ends, single, key)
    divide = _divide(ends, math.sqrt(single * width_for(ends, 2)))
    below, above = ends[ends <= divide], ends[ends > divide]
    apart = ashman(below, above)
    enough = min(len(below), len(above)) >= max(LEAST_RUNS, LEAST_SHARE * len(ends))
    if chance > DOUBT or apart <= APART or not enough:
        return one_state(middle, chance)
    low, high = (float(np.median(each)) for each in (below, above))
    return States(two=True, chance=chance, divide=divide, low=low, high=high, apart=apart)


def one_state(middle: float, chance: float) -> States:
    """All runs end around one value."""
    return States(two=False, chance=chance, divide=math.nan, low=middle, high=middle, apart=0.0)


def ashman(below: Doubles, above: Doubles) -> float:
    """Distance of two groups in units of their spread; above 2 they are cleanly apart."""
    if not len(below) or not len(above):
        return 0.0
    spread = math.sqrt((float(below.var()) + float(above.var())) / 2.0)
    distance = float(above.mean() - below.mean())
    return distance / spread if spread > 0.0 else math.inf


def smoothed(values: Doubles, width: float, low: float, high: float) -> Doubles:
    """The density of values under a bell of this width, on `GRID` places between two limits, up to a factor."""
    step = (high - low) / (GRID - 1)
    places = np.clip((values - low) / step, 0.0, GRID - 1.0)
    left = np.minimum(places.astype(np.int64), GRID - 2)
    part = places - left
    weights = np.bincount(left, 1.0 - part, GRID) + np.bincount(left + 1, part, GRID)
    # Twice the room, so that what leaves on one side does not come back on the other.
    waves = np.fft.rfft(weights, 2 * GRID)
    bell = np.exp(-2.0 * (np.pi * np.fft.rfftfreq(2 * GRID) * width / step) ** 2)
    density: Doubles = np.fft.irfft(waves * bell, 2 * GRID)[:GRID]
    return density


def humps(density: Doubles) -> int:
    """How many maxima a density has."""
    steps = np.diff(density)
    ups = np.sign(steps[np.abs(steps) > RIPPLE * density.max()])
    return int(((ups[:-1] > 0) & (ups[1:] < 0)).sum())


def _limits(ends: Doubles) -> tuple[float, float]:
    room = MARGIN * float(np.ptp(ends))
    return float(ends.min()) - room, float(ends.max()) + room


def width_for(ends: Doubles, most: int) -> float:
    """The narrowest bell under which the ends have at most so many humps.

    Args:
        ends: Not all the same.
        most: How many humps, >= 1.
    """
    low, high = _limits(ends)
    wide = float(np.ptp(ends))
    narrow = wide / GRID
    for _ in range(HALVINGS):
        width = math.sqrt(narrow * wide)
        if humps(smoothed(ends, width, low, high)) <= most:
            wide = width
        else:
            narrow = width
    return wide


def _chance_of_one(ends: Doubles, width: float, key: Key) -> float:
    """How often one state would need as much smoothing: the likelier of a single hump like this one, and even ends.

    It stops as soon as it must exceed `DOUBT`.
    """
    middle, variance = float(ends.mean()), float(ends.var())
    shrink = 1.0 / math.sqrt(1.0 + width * width / variance)
    noise = np.clip(many_numbers(key, 2 * ROUNDS, len(ends)), TINY, 1.0 - TINY)
    again = drawn_again(key_of(*key, "again"), ROUNDS, len(ends))
    more = even = 1
    for nth in range(ROUNDS):
        flat = noise[ROUNDS + nth]
        even += _humped(flat, width / math.sqrt(variance) * float(flat.std()))
        more += _humped(middle + shrink * (ends[again[nth]] + width * ndtri(noise[nth]) - middle), width)
        if max(more, even) > DOUBT * (ROUNDS + 1):
            return max(more, even) / (nth + 2)
    return max(more, even) / (ROUNDS + 1)


def _humped(ends: Doubles, width: float) -> bool:
    """Whether ends have more than one hump under this bell."""
    return humps(smoothed(ends, width, *_limits(ends))) > 1


def _divide(ends: Doubles, width: float) -> float:
    """The deepest place between the two highest humps."""
    low, high = _limits(ends)
    density = smoothed(ends, width, low, high)
    inner = density[1:-1]
    tops = np.flatnonzero((inner > density[:-2]) & (inner >= density[2:])) + 1
    first, last = np.sort(tops[np.argsort(-density[tops], kind="stable")[:2]])[[0, -1]]
    place = first + int(np.argmin(density[first : last + 1]))
    return float(low + (high - low) * place / (GRID - 1))
