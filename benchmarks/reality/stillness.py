"""Forecasts without a theory: that nothing changes, either the level or the pace."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.reality.draws import numbers
from benchmarks.reality.record import History
from benchmarks.reality.scores import Ensemble

MEMBERS = 256


def level_stays(history: History) -> Ensemble:
    """Nobody adopts any more, as far as the past lets that be believed.

    A random walk without drift, whose steps are past increments of either sign; since adoption is not undone, what
    falls below the level of the split counts as that level. Walks come in pairs that mirror each other, and one
    stands still, so that at any time more than half of the futures have not moved.
    """
    shape = (MEMBERS // 2, history.ahead)
    steps = _past(history.increments, shape, history.name)
    signs = np.where(numbers(steps.size, history.name, "sign").reshape(shape) < 0.5, -1.0, 1.0)
    walks = np.cumsum(signs * steps, axis=1)
    return _possible(history, history.seen + np.concatenate([walks, -walks, np.zeros((1, history.ahead))]))


def pace_stays(history: History) -> Ensemble:
    """As many adopt as lately: increments drawn from the later half of those known."""
    lately = history.increments[len(history.increments) // 2 :]
    steps = _past(lately, (MEMBERS, history.ahead), history.name)
    return _possible(history, history.seen + np.cumsum(steps, axis=1))


def _past(increments: NDArray[np.float64], shape: tuple[int, int], name: str) -> NDArray[np.float64]:
    """Past increments, drawn with replacement."""
    random_numbers = numbers(shape[0] * shape[1], name, "past").reshape(shape)
    drawn: NDArray[np.float64] = increments[(random_numbers * len(increments)).astype(int)]
    return drawn


def _possible(history: History, levels: Ensemble) -> Ensemble:
    """Levels not below the split and not above the number of people, where that is known."""
    most = np.inf if history.population is None else float(history.population)
    return np.clip(levels, history.seen, most)
