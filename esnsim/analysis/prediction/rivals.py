"""Plain forecasts of one counted series, which know nothing of people: what a model has to beat.

Each gives futures one by one, so that all are scored alike. The smoothing with a damped trend is written out here: its
ten lines find three numbers on a grid, where a library would be one more to install, and its intervals hold far less
than they say of series as short as these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product

import numpy as np

from esnsim.rng.address import Draw, Key, key_of
from esnsim.rng.arrays import uniforms
from esnsim.state import Doubles

FUTURES = 200
LATELY = 4
"""Weeks whose mean is the level now."""
GRID = (0.1, 0.3, 0.5, 0.7, 0.9)
DAMPED = (0.8, 0.9, 0.95)
FEWEST = 8
"""Weeks that plain forecasts need."""


def rivals(known: Doubles, ahead: int, key: Key) -> dict[str, Doubles]:
    """All plain forecasts by name; shape (futures, ahead) each, never below 0.

    Args:
        known: What was counted so far; shape (weeks,), at least `FEWEST`.
        ahead: Weeks to forecast.
        key: Address of the random numbers.
    """
    return {name: np.maximum(each(known, ahead, key_of(name, *key)), 0.0) for name, each in RIVALS.items()}


def _picked(values: Doubles, ahead: int, key: Key) -> Doubles:
    """Past values drawn at random; shape (futures, ahead)."""
    numbers = uniforms(key, np.arange(FUTURES * ahead), 0, Draw.TRY).reshape(FUTURES, ahead)
    found: Doubles = values[(numbers * len(values)).astype(np.int64)]
    return found


def nothing_changes(known: Doubles, ahead: int, key: Key) -> Doubles:
    """The level of the last weeks, moved by past changes of either sign."""
    changes = np.diff(known)
    steps = np.cumsum(_picked(np.concatenate([changes, -changes]), ahead, key), axis=1)
    found: Doubles = known[-LATELY:].mean() + steps
    return found


def pace_goes_on(known: Doubles, ahead: int, key: Key) -> Doubles:
    """Changes as in the later half of what is known go on."""
    changes = np.diff(known)[(len(known) - 1) // 2 :]
    found: Doubles = known[-LATELY:].mean() + np.cumsum(_picked(changes, ahead, key), axis=1)
    return found


def damped_trend(known: Doubles, ahead: int, key: Key) -> Doubles:
    """Exponential smoothing with a damped trend, ETS(A, Ad, N), its errors drawn from its own past ones."""
    fits = [_smoothed(known, *each) for each in product(GRID, GRID, DAMPED)]
    best = min(range(len(fits)), key=lambda nth: float(fits[nth][2] @ fits[nth][2]))
    alpha, beta, phi = list(product(GRID, GRID, DAMPED))[best]
    level, trend, errors = fits[best]
    drawn = _picked(errors - errors.mean(), ahead, key)
    levels, trends = np.full(FUTURES, level), np.full(FUTURES, trend)
    found = np.empty((FUTURES, ahead))
    for week in range(ahead):
        found[:, week] = levels + phi * trends + drawn[:, week]
        levels = levels + phi * trends + alpha * drawn[:, week]
        trends = phi * trends + alpha * beta * drawn[:, week]
    return found


def _smoothed(known: Doubles, alpha: float, beta: float, phi: float) -> tuple[float, float, Doubles]:
    """Level, trend and errors one week ahead."""
    level, trend = float(known[0]), 0.0
    errors = np.empty(len(known) - 1)
    for week, value in enumerate(known[1:]):
        error = float(value) - (level + phi * trend)
        level, trend = level + phi * trend + alpha * error, phi * trend + alpha * beta * error
        errors[week] = error
    return level, trend, errors


def bass_curve(known: Doubles, ahead: int, key: Key) -> Doubles:
    """A curve of Bass (1969) through what was counted, and on from it; its errors drawn from its own past ones."""
    from scipy.optimize import least_squares  # noqa: PLC0415 - half a second, and only forecasts pay for it

    weeks = np.arange(1.0, len(known) + ahead + 1.0)
    top = max(float(known.max()), 1e-9)

    def curve(logs: Doubles) -> Doubles:
        most, own, others = np.exp(np.clip(logs, -30.0, 5.0))
        gone = np.exp(-np.minimum((own + others) * weeks, 500.0))
        found: Doubles = top * most * (1.0 - gone) / (1.0 + others / own * gone)
        return found

    def missed(logs: Doubles) -> Doubles:
        found: Doubles = (curve(logs)[: len(known)] - known) / top
        return found

    fitted = least_squares(missed, np.log([1.2, 0.03, 0.2])).x
    values = curve(fitted)
    errors = known - values[: len(known)]
    found: Doubles = values[len(known) :] + _picked(errors, ahead, key)
    return found


RIVALS: Mapping[str, Callable[[Doubles, int, Key], Doubles]] = {
    "nothing changes": nothing_changes,
    "the pace goes on": pace_goes_on,
    "damped trend": damped_trend,
    "Bass curve": bass_curve,
}
"""Plain forecasts by name."""
