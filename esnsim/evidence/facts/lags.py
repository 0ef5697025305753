"""How soon a peer who adopts is followed, early in diffusion and late (CP3), after Chelmis and Prasanna.

A lag is the time from the adoption of the first peer, somebody with the same manager, to one's own. Lags of those
who have not followed yet are unknown, so what is compared is the chance to follow within a week, the inverse of the
mean lag. Early and late weeks differ in how many contacts use the network; people with equally many are compared.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from esnsim.evidence.fact import Band, Claim, Fact, Grade, ObservedRuns, Samples, Test, Values
from esnsim.evidence.facts.rivals import BEGUN, GROWTH
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.evidence.statistics.shapes import ratio
from esnsim.state import NEVER

EXPOSURES = (0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.40, 0.50)
"""Bounds of groups with about the same share of contacts on the network."""


def _followers(run: ObservedRun) -> dict[str, list[float]]:
    """Person-weeks with one adopting peer, and those that ended in adoption, by exposure, early and late.

    Early ends when half of those who adopt at all have adopted.
    """
    weekly_panel, manager = run.weekly_panel, run.world.people.manager
    adopted = weekly_panel.enabled != NEVER
    total = adopted.sum(axis=1)
    half = int(np.argmax(total >= (total[BEGUN] + total[-1]) / 2.0))
    values: dict[str, list[float]] = {}
    for name, weeks in (("early", range(BEGUN, half)), ("late", range(half, run.weeks))):
        waiting, follows = np.zeros(len(EXPOSURES) - 1), np.zeros(len(EXPOSURES) - 1)
        for week in weeks:
            at_risk = ~adopted[week] & (_adopting_peers(adopted[week], manager) == 1)
            group = np.digitize(weekly_panel.using[week], EXPOSURES) - 1
            at_risk &= (group >= 0) & (group < len(waiting))
            waiting += np.bincount(group[at_risk], minlength=len(waiting))
            follows += np.bincount(group[at_risk & adopted[week + 1]], minlength=len(waiting))
        values |= {name: waiting.tolist(), f"{name} follows": follows.tolist()}
    return values


def _adopting_peers(adopted: NDArray[np.bool_], manager: NDArray[np.int32]) -> NDArray[np.int64]:
    """People with the same manager who have adopted, of somebody who has not."""
    under = np.bincount(manager[adopted & (manager >= 0)], minlength=len(adopted))
    return np.where(manager >= 0, under[np.maximum(manager, 0)], 0)


def _both_models(runs: ObservedRuns) -> Values:
    return {f"{arm} {key}": value for arm, run in runs.items() for key, value in _followers(run).items()}


def _faster_late(model: str) -> Callable[[Samples], float]:
    """Chance to follow within a week, late over early, groups weighted by what both have."""

    def faster(samples: Samples) -> float:
        early, late = (samples[f"{model} {name}"].sum(axis=0) for name in ("early", "late"))
        both = (early > 0) & (late > 0)
        if not both.any():
            return math.nan
        weight = np.minimum(early, late)[both]
        soon, later = (
            samples[f"{model} {name} follows"].sum(axis=0)[both] / waiting[both]
            for name, waiting in (("early", early), ("late", late))
        )
        return ratio(float(weight @ later), float(weight @ soon))

    return faster


CP3 = Fact(
    "CP3",
    "Peers are followed sooner the more popular the network is overall; without that pull they are not.",
    "[CHE13] VA, reconstruction",
    Grade.MEDIUM,
    (
        Test(
            GROWTH,
            _both_models,
            (
                Claim(
                    "popular",
                    "chance to follow a first peer within a week, late over early",
                    Band(1.0, scale=0.5, strict=True),
                    "ratio",
                    _faster_late("grown"),
                ),
                Claim(
                    "local",
                    "the same without the pull of popularity",
                    Band(0.75, 1.33),
                    "ratio",
                    _faster_late("local"),
                ),
            ),
        ),
    ),
)
