"""esnsim as a forecaster: runs that went like the first half say how the second may go.

Rejection, the plain form of approximate Bayesian computation: constants and the length of a period are drawn from
what is believed beforehand, runs are simulated by them, and those whose first half comes closest to the observed one
are kept. Which share is kept was fixed beforehand.

References:
    Beaumont, Zhang, Balding (2002), Approximate Bayesian computation in population genetics. Genetics 162.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.reality.bass import MOST_UNSEEN
from benchmarks.reality.draws import between, numbers
from benchmarks.reality.record import History
from benchmarks.reality.scores import Ensemble
from benchmarks.reality.simulated import LONGEST, Beliefs, Curve, Mapping, prior, simulate

RUNS = 400
READINGS = 64
"""How often each run is read, each time with periods of another length."""
KEPT = 0.01
"""Share of readings that is kept, the closest ones."""
SHORTEST = 65
"""Workdays of the model in which a whole record may have happened, at least; at most `LONGEST`."""
LEAST = 1e-9


class Posterior(NamedTuple):
    """What is believed after the first half.

    Attributes:
        members: The forecast.
        workdays: Workdays of the model that a period of the record lasts; one a member.
        people: How many could adopt; one a member.
        beliefs: Constants of each member's run.
    """

    members: Ensemble
    workdays: NDArray[np.float64]
    people: NDArray[np.float64]
    beliefs: list[Beliefs]

    @property
    def runs(self) -> int:
        """How many different runs the members come from."""
        return len({each.seed for each in self.beliefs})


class Readings(NamedTuple):
    """Runs read with many lengths of a period; one row a reading.

    Attributes:
        share: Share of people who have adopted at the end of each period; shape (readings, periods).
        workdays: Workdays of a period.
        people: How many people the shares are shares of.
        run: Which run, counted from 0.
    """

    share: NDArray[np.float64]
    workdays: NDArray[np.float64]
    people: NDArray[np.float64]
    simulation: NDArray[np.int64]


def model(history: History, mapping: Mapping = map, runs: int = RUNS) -> Posterior:
    """The forecast.

    Args:
        history: The first half.
        mapping: What carries out runs: ``map``, or a pool's.
        runs: How many.
    """
    beliefs = prior(history.name, runs)
    return believed(history, beliefs, simulate(history.society, history.name, beliefs, LONGEST, mapping))


def believed(history: History, beliefs: list[Beliefs], curves: list[Curve]) -> Posterior:
    """Keep the readings closest to the first half, and let each go on from the level observed at the split."""
    read = readings(history, curves)
    known = len(history.adopted)
    misses = read.share[:, :known] * read.people[:, None] - history.adopted
    distance = np.sqrt((misses**2).mean(1))
    kept = np.argsort(distance, kind="stable")[: max(1, round(KEPT * len(distance)))]
    left = np.maximum(1.0 - read.share[kept, known - 1 :], LEAST)
    adopting = 1.0 - left[:, 1:] / left[:, :1]
    could = np.maximum(read.people[kept] - history.seen, 0.0)
    members = history.seen + could[:, None] * adopting
    return Posterior(members, read.workdays[kept], read.people[kept], [beliefs[nth] for nth in read.simulation[kept]])


def readings(history: History, curves: list[Curve]) -> Readings:
    """Read every run with many lengths of a period and, where it is not known, many numbers of people."""
    count = len(curves) * READINGS
    periods = len(history.adopted) + history.ahead
    whole = between(SHORTEST, len(curves[0]) - 1, numbers(count, history.name, "length"))
    people = np.full(count, float(history.population or 0))
    if history.population is None:
        people = history.seen * between(1.0, MOST_UNSEEN, numbers(count, history.name, "people"))
    simulation = np.repeat(np.arange(len(curves)), READINGS)
    moments = whole[:, None] / periods * np.arange(1, periods + 1)
    days = np.arange(len(curves[0]))
    share = np.stack([np.interp(row, days, curves[nth]) for row, nth in zip(moments, simulation, strict=True)])
    return Readings(share, whole / periods, people, simulation)
