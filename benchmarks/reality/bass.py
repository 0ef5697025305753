"""A Bass curve as a forecaster: fitted to the first half, with the doubt of the fit and the noise around it.

How many adopt in the end is fitted too, or everybody does. The doubt comes from a parametric bootstrap: first halves
are simulated anew from the fitted curve with its noise, each is fitted again, and each fit simulates one future from
the level that was observed at the split.

References:
    Bass (1969); Schmittlein, Mahajan (1982) for adoption of those left as a binomial chance.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from benchmarks.reality.draws import normals
from benchmarks.reality.record import History
from benchmarks.reality.scores import Ensemble
from esnsim.evidence.statistics.bass import LARGEST, SMALLEST, Bass, fit_bass

MEMBERS = 256
MOST_UNSEEN = 10.0
"""Where nobody counted the people, at most so many times those seen at the split are taken to adopt in the end."""
CONSTANTS = 3
LEAST = 1e-9

Fitting: TypeAlias = Callable[[NDArray[np.float64], float], Bass]
"""Fits a curve to people who have adopted at the end of each period, given how many may adopt in the end."""


def people_at_most(history: History) -> float:
    """How many people may adopt in the end."""
    return float(history.population or MOST_UNSEEN * history.seen)


def fitted(adopted: NDArray[np.float64], people: float) -> Bass:
    """The curve closest in least squares; how many adopt in the end is fitted too."""
    return fit_bass(np.arange(1.0, len(adopted) + 1.0), adopted / people)


def fitted_to_all(adopted: NDArray[np.float64], people: float) -> Bass:
    """The curve closest in least squares of those by which everybody adopts in the end."""
    from scipy.optimize import least_squares  # noqa: PLC0415 - only what fits needs scipy

    periods, share = np.arange(1.0, len(adopted) + 1.0), adopted / people

    def misfit(logs: NDArray[np.float64]) -> NDArray[np.float64]:
        return Bass(math.exp(logs[0]), math.exp(logs[1]), 1.0).share(periods) - share

    limits = ([math.log(SMALLEST)] * 2, [math.log(LARGEST)] * 2)
    fits = [least_squares(misfit, np.log([p, q]), bounds=limits) for p in (0.0005, 0.01, 0.2) for q in (0.05, 0.4)]
    best = min(fits, key=lambda fit: float(fit.cost))
    return Bass(math.exp(best.x[0]), math.exp(best.x[1]), 1.0)


def bass_curve(history: History, refits: int = MEMBERS, fit: Fitting = fitted) -> Ensemble:
    """The forecast.

    Args:
        history: The first half.
        refits: How many first halves are simulated anew and fitted again, each for one future.
        fit: How a curve is fitted.
    """
    people = people_at_most(history)
    known = len(history.adopted)
    curve = fit(history.adopted, people)
    noise = dispersion(curve, history.adopted, people)
    futures = np.empty((refits, history.ahead))
    for member in range(refits):
        random_numbers = normals(known + history.ahead, history.name, "bass", member)
        again = fit(simulated(curve, people, 0, 0.0, random_numbers[:known], noise), people)
        futures[member] = simulated(again, people, known, history.seen, random_numbers[known:], noise)
    return futures


def chances(curve: Bass, first: int, periods: int) -> NDArray[np.float64]:
    """Chance that somebody who has not yet adopted, and will, does so in each period from ``first`` on."""
    reached = curve.share(np.arange(first, first + periods + 1.0)) / curve.m
    left = np.maximum(1.0 - reached, LEAST)
    chance: NDArray[np.float64] = np.clip(1.0 - left[1:] / left[:-1], 0.0, 1.0)
    return chance


def dispersion(curve: Bass, adopted: NDArray[np.float64], people: float) -> float:
    """How many times more the past varies around the curve than independent people would, at least 1."""
    before = np.concatenate([[0.0], adopted[:-1]])
    left = np.maximum(curve.m * people - before, 1.0)
    chance = chances(curve, 0, len(adopted))
    usual = np.maximum(left * chance * (1.0 - chance), LEAST * people)
    misses = (np.diff(adopted, prepend=0.0) - left * chance) ** 2 / usual
    return max(1.0, float(misses.sum()) / max(len(adopted) - CONSTANTS, 1))


def simulated(
    curve: Bass, people: float, first: int, level: float, random_numbers: NDArray[np.float64], noise: float
) -> NDArray[np.float64]:
    """One way things may go under this curve.

    Args:
        curve: The curve.
        people: How many its share is a share of.
        first: Period in which it begins, counted from 0.
        level: People who have adopted before.
        random_numbers: A standard normal number for each period.
        noise: Variance around the curve, in variances of independent people.
    """
    levels = np.empty(len(random_numbers))
    for period, chance in enumerate(chances(curve, first, len(random_numbers))):
        left = max(curve.m * people - level, 0.0)
        new = left * chance + random_numbers[period] * np.sqrt(noise * left * chance * (1.0 - chance))
        level += min(max(new, 0.0), left)
        levels[period] = level
    return levels
