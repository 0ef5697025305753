"""History matching: models that what was counted rules out are not simulated again.

Each wave of models is drawn from what is believed, wherever the emulators of the waves before do not rule a place
out. A summary rules it out where the emulated one misses what was counted by more than three standard deviations of
all that may lie between: random variation between runs, error of the emulator, and what the model itself may be wrong
by. Of many summaries one may miss further (Vernon, Goldstein and Bower 2010).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.analysis.calibration.emulator import Emulator, emulator_of
from esnsim.analysis.calibration.prior import SmoothEnsemble
from esnsim.rng.address import Key, key_of
from esnsim.state import Doubles

CUTOFF = 3.0
MANY = 5
"""Summaries from which on the one that misses most is passed over."""
BATCH = 5_000
MOST_BATCHES, BATCHES_OF_NONE = 60, 4
"""Batches of places looked at for a wave, and so many if they hold none; what lacks is filled up with the nearest."""
LEAST_SEEN = 120
"""Models an emulator is made of, at least; where fewer are left, all are taken."""
TINY = 1e-6

Simulating = Callable[[int, Doubles], Doubles]
"""Simulates the models of a wave: its number and their places to their summaries, not numbers where a run failed."""


class CountedTarget(NamedTuple):
    """What was counted, and what may lie between it and a model.

    Attributes:
        values: Summaries of what was counted; shape (summaries,).
        discrepancy: Variance of what the model itself may be wrong by; shape (summaries,).
    """

    values: Doubles
    discrepancy: Doubles


class Wave(NamedTuple):
    """Models that were simulated together.

    Attributes:
        places: Where they lie; shape (models, dimensions).
        summaries: What they count; shape (models, summaries).
        left: Share of what is believed that was not ruled out when they were drawn, 0 to 1.
        filled: How many of them were ruled out and taken all the same, because too few were left.
    """

    places: Doubles
    summaries: Doubles
    left: float
    filled: int


class Matched(NamedTuple):
    """What history matching left.

    Attributes:
        waves: All models that were simulated.
        ruled: Emulators of each wave, a ruling each, in their order.
        places: Models that are not ruled out, or `LEAST_SEEN` that miss least; shape (models, dimensions).
        summaries: What they count; shape (models, summaries).
    """

    waves: tuple[Wave, ...]
    ruled: tuple[tuple[Emulator, ...], ...]
    places: Doubles
    summaries: Doubles


def implausibility(ruled: Sequence[Emulator], target: CountedTarget, places: Doubles) -> Doubles:
    """By how many standard deviations places miss what was counted, at the summary that counts; shape (places,)."""
    missed = [
        np.abs(each.at(places) - value) / np.sqrt(max(each.error, TINY) + spread)
        for each, value, spread in zip(ruled, target.values, target.discrepancy, strict=True)
    ]
    found: Doubles = np.sort(np.stack(missed), axis=0)[-2 if len(missed) >= MANY else -1]
    return found


def not_ruled_out(ruled: Sequence[Sequence[Emulator]], target: CountedTarget, places: Doubles) -> NDArray[np.bool_]:
    """Which places no wave rules out; shape (places,)."""
    found = np.ones(len(places), bool)
    for each in ruled:
        found[found] = implausibility(each, target, places[found]) <= CUTOFF
    return found


def matched(
    believed: SmoothEnsemble, target: CountedTarget, waves: int, models: int, simulating: Simulating, key: Key
) -> Matched:
    """Simulate waves of models.

    Args:
        believed: Where models may lie.
        target: What was counted.
        waves: How many waves, >= 1.
        models: Models in each.
        simulating: What simulates them.
        key: Address of the random numbers.
    """
    done: list[Wave] = []
    ruled: list[tuple[Emulator, ...]] = []
    for number in range(waves):
        if number:
            ruled.append(_ruling(done, ruled, target))
        places, left, filled = _drawn(believed, target, ruled, models, key_of("esnsim", "wave", *key, number))
        done.append(Wave(places, simulating(number, places), left, filled))
    places, summaries = _simulated(done)
    kept = not_ruled_out(ruled, target, places)
    if ruled and kept.sum() < LEAST_SEEN:
        missed = np.max([implausibility(each, target, places) for each in ruled], axis=0)
        kept = np.argsort(np.argsort(missed, kind="stable"), kind="stable") < LEAST_SEEN
    return Matched(tuple(done), tuple(ruled), places[kept], summaries[kept])


def _simulated(waves: Sequence[Wave]) -> tuple[Doubles, Doubles]:
    """Places and summaries of all models whose runs did not fail."""
    places, summaries = (
        np.concatenate(each) for each in zip(*((one.places, one.summaries) for one in waves), strict=True)
    )
    there = np.isfinite(summaries).all(axis=1)
    return places[there], summaries[there]


def _ruling(waves: Sequence[Wave], ruled: Sequence[Sequence[Emulator]], target: CountedTarget) -> tuple[Emulator, ...]:
    """Emulators of the models that are left, which lie closer together the more waves there were."""
    places, summaries = _simulated(waves)
    kept = not_ruled_out(ruled, target, places)
    if kept.sum() >= LEAST_SEEN:
        places, summaries = places[kept], summaries[kept]
    return tuple(emulator_of(places, column) for column in summaries.T)


def _drawn(
    believed: SmoothEnsemble, target: CountedTarget, ruled: Sequence[Sequence[Emulator]], count: int, key: Key
) -> tuple[Doubles, float, int]:
    """Places that are not ruled out, what share of those looked at they are, and how many others were taken."""
    if not ruled:
        return believed.draw(count, key), 1.0, 0
    found: list[Doubles] = []
    nearest: list[tuple[Doubles, Doubles]] = []
    looked = 0
    while sum(map(len, found)) < count and looked < BATCH * (MOST_BATCHES if any(map(len, found)) else BATCHES_OF_NONE):
        places = believed.draw(BATCH, key_of("esnsim", "batch", *key, looked))
        looked += BATCH
        kept = not_ruled_out(ruled, target, places)
        found.append(places[kept])
        missed = np.max([implausibility(each, target, places[~kept]) for each in ruled], axis=0)
        least = np.argsort(missed, kind="stable")[:count]
        nearest.append((missed[least], places[~kept][least]))
    chosen = np.concatenate(found)
    left = len(chosen) / looked
    if len(chosen) >= count:
        return chosen[:count], left, 0
    missed, others = (np.concatenate(each) for each in zip(*nearest, strict=True))
    filled = count - len(chosen)
    return np.concatenate([chosen, others[np.argsort(missed, kind="stable")[:filled]]]), left, filled
