"""Critical mass: how large a committed minority has to be (F25)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import MONTH
from esnsim.evidence.fact import Band, Claim, Fact, Grade, ObservedRuns, Test, Values
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.evidence.trial import TWO_YEARS, Arm, Intervention, Sized, Trial, arm

COMMITTED = (0.0, 0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.40, 0.50)
"""Shares of staff who are committed."""
LENIENT, STRICT = 0.15, 0.35
"""Mean thresholds, within their range of 0.10 to 0.40, between which the critical mass has to move."""
THRESHOLDS: Mapping[str, float | None] = {"default": None, "lenient": LENIENT, "strict": STRICT}
STEP = 0.10
"""Width of the steepest part of the sweep, as committed share."""


def _committed(people: int, _seed: int) -> Mapping[str, Arm]:
    return {
        f"{name} {share:g}": arm(
            people,
            _minority(share),
            TWO_YEARS,
            closely=False,
            behaviour={} if threshold is None else {"threshold_mean": threshold},
        )
        for name, threshold in THRESHOLDS.items()
        for share in COMMITTED
    }


def _minority(share: float) -> list[Intervention]:
    """People anywhere who visit, answer and post as a promise, with no more voice than others."""
    promise = {"replies_per_week": 2.0, "posts_per_week": 0.5}
    if share == 0.0:
        return []
    return [{"kind": "leader_presence", "name": "minority", "audience": {"share": share}, "start": "week 1", **promise}]


COMMITTED_MINORITY = Trial(
    "committed minority",
    "0 to 50 % of staff, chosen at random, promise to be there, to answer twice a week and to post every other week; "
    "with thresholds as they are, lenient (0.15) and strict (0.35). Two years.",
    Sized(500, 1000),
    Sized(4, 30),
    _committed,
)


def _others_who_act(run: ObservedRun) -> float:
    """Share of those who promised nothing who act in the last 28 days; the others are those who were never pulled."""
    free = run.world.levers.prompt == 0.0
    acts = run.world.people.interacted > len(run.record) - 2 - MONTH
    return float(acts[free].mean()) if free.any() else float("nan")


def _tipping(runs: ObservedRuns) -> Values:
    values: dict[str, float] = {}
    for name in THRESHOLDS:
        acts = np.array([_others_who_act(runs[f"{name} {share:g}"]) for share in COMMITTED])
        values[name] = halfway(np.array(COMMITTED), acts)
        if name == "default":
            values["steep"] = steepness(np.array(COMMITTED), acts)
    values["moves"] = values["strict"] - values["lenient"]
    return values


def halfway(shares: NDArray[np.float64], acts: NDArray[np.float64]) -> float:
    """Committed share at which half of the whole rise is reached; not a number if nothing rises.

    Args:
        shares: Committed shares, ascending.
        acts: What is reached at each.
    """
    top = np.maximum.accumulate(acts)
    if top[-1] <= top[0]:
        return float("nan")
    goal = 0.5 * (top[0] + top[-1])
    return float(np.interp(goal, *_climbing(top, shares)))


def _climbing(top: NDArray[np.float64], shares: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points at which a curve that never falls rises, for interpolation."""
    rises = np.concatenate([[True], np.diff(top) > 0.0])
    return top[rises], shares[rises]


def steepness(shares: NDArray[np.float64], acts: NDArray[np.float64]) -> float:
    """Part of the whole rise that falls into the steepest ten points of committed share; 0.2 for a straight line."""
    fine = np.linspace(shares[0], shares[-1], 51)
    curve = np.interp(fine, shares, acts)
    steps = round(STEP / (fine[1] - fine[0]))
    whole = curve[-1] - curve[0]
    return float((curve[steps:] - curve[:-steps]).max() / whole) if whole > 0.0 else float("nan")


F25 = Fact(
    "F25",
    "There is a critical mass, of a size that varies.",
    "[CEN18] VA/VS; SEED 004",
    Grade.MEDIUM,
    (
        Test(
            COMMITTED_MINORITY,
            _tipping,
            (
                Claim("default", "committed share at half of the rise of those who act", Band(0.08, 0.40)),
                Claim("steep", "part of the rise within ten points of committed share", Band(0.40, 1.0)),
                Claim(
                    "moves",
                    "critical mass with strict less with lenient thresholds",
                    Band(0.0, scale=0.05, strict=True),
                    "points",
                ),
            ),
        ),
    ),
)
