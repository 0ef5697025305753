"""What a summary would be at a place that was not simulated: a polynomial in few constants, and a little of all.

Of some hundred dimensions a dozen move a summary much, so terms of first and second degree are chosen one at a time:
each time the one that goes most with what is left, as long as the Bayesian information criterion falls. What many
constants do together, each too little to be chosen, is left to a ridge regression. Lengths of a Gaussian process over
so many dimensions cannot be learned from a few hundred models.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from esnsim.state import Doubles, Longs

MOST_LINEAR, MOST_TERMS = 14, 30
FOLDS = 5
NONE = -1
SHRINKAGE = 1.0
"""Weight of the ridge: as much as there are models."""


class Emulator(NamedTuple):
    """One summary, emulated.

    Attributes:
        terms: Dimensions that are multiplied in each term, `NONE` in the second place of linear ones; shape (terms, 2).
        weights: Of the constant and of the terms; shape (terms + 1,).
        slopes: What every dimension adds to that, from -1 to 1; shape (dimensions,).
        error: Variance of what it gets wrong in models it has not seen, their random variation included.
        varied: Variance of the summary between models.
    """

    terms: Longs
    weights: Doubles
    slopes: Doubles
    error: float
    varied: float

    def at(self, places: Doubles) -> Doubles:
        """The summary at places; shape (places,)."""
        return _at(places, self.terms, self.weights, self.slopes)

    @property
    def explained(self) -> float:
        """Share of the variance between models that it explains in models it has not seen, >= 0."""
        return max(0.0, 1.0 - self.error / self.varied) if self.varied > 0.0 else 0.0


def _columns(places: Doubles, terms: Longs) -> Doubles:
    """Terms as columns; places are taken from -1 to 1, so that squares and products add what is new."""
    scaled = 2.0 * places - 1.0
    second = np.where(terms[:, 1] == NONE, 0, terms[:, 1])
    return np.where(terms[:, 1] == NONE, scaled[:, terms[:, 0]], scaled[:, terms[:, 0]] * scaled[:, second])


def emulator_of(places: Doubles, values: Doubles) -> Emulator:
    """An emulator of some simulated models, its error measured by leaving out a fifth of them at a time.

    Args:
        places: Where models lie; shape (models, dimensions).
        values: Their summary; shape (models,).
    """
    fitted = _fitted(places, values)
    left = np.empty(len(values))
    fold = np.arange(len(values)) % FOLDS
    for each in range(FOLDS):
        seen = fold != each
        left[~seen] = values[~seen] - _at(places[~seen], *_fitted(places[seen], values[seen]))
    return Emulator(*fitted, float(np.mean(left**2)), float(np.var(values)))


def _at(places: Doubles, terms: Longs, weights: Doubles, slopes: Doubles) -> Doubles:
    found: Doubles = _columns(places, terms) @ weights[1:] + weights[0] + (2.0 * places - 1.0) @ slopes
    return found


def _fitted(places: Doubles, values: Doubles) -> tuple[Longs, Doubles, Doubles]:
    """Terms that were chosen, their weights, and the slopes of what is left."""
    varied = np.flatnonzero(np.ptp(places, axis=0) > 0.0)
    linear = np.stack([varied, np.full_like(varied, NONE)], axis=1)
    none = np.zeros((0, 2), np.int64)
    chosen = _selected(places, values, none, linear, MOST_LINEAR)
    active = chosen[:, 0]
    pairs = np.array([(one, other) for nth, one in enumerate(active) for other in active[nth:]], np.int64)
    chosen = _selected(places, values, chosen, pairs.reshape(-1, 2), MOST_TERMS)
    weights = _weights(_columns(places, chosen), values)
    left = values - (_columns(places, chosen) @ weights[1:] + weights[0])
    slopes = _ridge(2.0 * places - 1.0, left)
    # What is left has no mean of its own; places have.
    weights[0] -= float((2.0 * places - 1.0).mean(axis=0) @ slopes)
    return chosen, weights, slopes


def _ridge(scaled: Doubles, left: Doubles) -> Doubles:
    """Slopes of a ridge regression on dimensions of equal spread; shape (dimensions,)."""
    spread = scaled.std(axis=0)
    over = np.divide(1.0, spread, out=np.zeros_like(spread), where=spread > 0.0)
    columns = (scaled - scaled.mean(axis=0)) * over
    # As many equations as models, which are mostly fewer than would make this worth solving the other way round.
    weights = np.linalg.solve(columns @ columns.T + SHRINKAGE * len(left) * np.eye(len(left)), left)
    found: Doubles = over * (columns.T @ weights)
    return found


def _selected(places: Doubles, values: Doubles, chosen: Longs, candidates: Longs, most: int) -> Longs:
    """Terms with those of the candidates that are worth it."""
    columns = _columns(places, candidates)
    columns = columns - columns.mean(axis=0)
    size = np.sqrt((columns**2).sum(axis=0))
    columns = np.divide(columns, size, out=np.zeros_like(columns), where=size > 0.0)
    left = _left(places, values, chosen)
    while len(chosen) < min(most, len(values) // 4) and len(candidates):
        best = int(np.argmax(np.abs(columns.T @ left)))
        more = np.concatenate([chosen, candidates[best : best + 1]])
        after = _left(places, values, more)
        if not _is_worth_it(left, after):
            break
        chosen, left = more, after
        candidates, columns = np.delete(candidates, best, axis=0), np.delete(columns, best, axis=1)
    return chosen


def _is_worth_it(before: Doubles, after: Doubles) -> bool:
    """Whether the information criterion falls by one more term; the choice among many counts as one more term still."""
    one, two = float(before @ before), float(after @ after)
    return two > 0.0 and len(before) * math.log(one / two) > 2.0 * math.log(len(before))


def _left(places: Doubles, values: Doubles, terms: Longs) -> Doubles:
    columns = _columns(places, terms)
    weights = _weights(columns, values)
    left: Doubles = values - (columns @ weights[1:] + weights[0])
    return left


def _weights(columns: Doubles, values: Doubles) -> Doubles:
    with_constant = np.concatenate([np.ones((len(values), 1)), columns], axis=1)
    found: Doubles = np.linalg.lstsq(with_constant, values, rcond=None)[0]
    return found
