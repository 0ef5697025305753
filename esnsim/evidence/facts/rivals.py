"""Which plain model forecasts best what a richer model does (CP4), after Chelmis and Prasanna."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from esnsim.evidence import programmes as do
from esnsim.evidence.fact import Band, Claim, Fact, Grade, ObservedRuns, Test, Values
from esnsim.evidence.statistics import rivals
from esnsim.evidence.statistics.shapes import ratio
from esnsim.evidence.trial import TWO_YEARS, Arm, Sized, Trial, arm
from esnsim.rng.address import key_of
from esnsim.state import NEVER, Doubles

BEGUN = 3
"""Week from which on nobody begins because of the starters' own beginning."""
LEARNT = 0.7
"""Share of the time that models are fitted to; the rest is held out."""
SOON = 8
"""Weeks within which somebody adopts next."""
FUTURES = 12


LOCAL_ONLY = {"popularity_pull": 0.0, "hearsay": 0.0}
"""Their first model: pressure from those near, and none from popularity at large."""


def _grassroots(people: int, _seed: int) -> Mapping[str, Arm]:
    begin = do.starters(0.02)
    return {
        "grown": arm(people, begin, TWO_YEARS, turnover=0.0),
        "local": arm(people, begin, TWO_YEARS, turnover=0.0, behaviour=LOCAL_ONLY),
    }


GROWTH = Trial(
    "growth by itself",
    "A starter group of 2 % begins by itself, and nobody leaves the organisation; the same without the pull of "
    "popularity. Two years, of which plain models see the first 70 % and forecast the rest.",
    Sized(1000, 1500),
    Sized(6, 30),
    _grassroots,
)


def _contest(runs: ObservedRuns) -> Values:
    """Errors of weekly adopters and ranks of who adopts next, by model."""
    run = runs["grown"]
    adopted = run.weekly_panel.enabled != NEVER
    split = round(LEARNT * run.weeks)
    onlooker = rivals.Onlooker(run.organisation, run.world.people.manager_tier)
    seen, adopts = [], []
    for week in range(BEGUN, split):
        waiting = ~adopted[week]
        seen.append(onlooker.sees(adopted[week], adopted[week - 1])[waiting])
        adopts.append(adopted[week + 1][waiting])
    truth = np.diff(adopted[split:].sum(axis=1)).astype(np.float64)
    now, waiting = onlooker.sees(adopted[split], adopted[split - 1]), ~adopted[split]
    soon = adopted[split + SOON][waiting]
    key = key_of("rivals", run.scenario.seed)
    contestants = {"local": rivals.LOCAL, "popular": rivals.POPULAR, **rivals.PLAIN}
    values: dict[str, float] = {}
    for name, rival in contestants.items():
        fitted = rivals.fit_hazards(rival, np.concatenate(seen), np.concatenate(adopts))
        told = rivals.carried_on(fitted, onlooker, (adopted[split - 1], adopted[split]), len(truth), FUTURES, key)
        values[f"{name} error"] = _distance(told, truth)
        values[f"{name} rank"] = rivals.ranked_before(fitted.hazard(now[waiting]), soon)
    least = min(values[f"{name} error"] for name in rivals.PLAIN)
    best = max(values[f"{name} rank"] for name in rivals.PLAIN)
    return values | {
        "local over popular": ratio(values["local error"], values["popular error"]),
        "plain over local": ratio(least, values["local error"]),
        "popular ranks": values["popular rank"] - values["local rank"],
        "local ranks": values["local rank"] - best,
    }


def _distance(told: Doubles, truth: Doubles) -> float:
    """Root mean square error of weekly adopters."""
    return float(np.sqrt(((told - truth) ** 2).mean()))


_BETTER = Band(1.0, scale=0.5, strict=True)
_AHEAD = Band(0.0, scale=0.05, strict=True)
CP4 = Fact(
    "CP4",
    "Pressure of peers and managers forecasts adoption better than Bass curves, cascades and thresholds, and better "
    "still when popularity speeds it up.",
    "[CHE13] VA, reconstruction",
    Grade.MEDIUM,
    (
        Test(
            GROWTH,
            _contest,
            (
                Claim("local over popular", "error of weekly adopters, without popularity over with", _BETTER, "ratio"),
                Claim(
                    "plain over local",
                    "error of the best plain model over that of peers and managers",
                    _BETTER,
                    "ratio",
                ),
                Claim("popular ranks", "who adopts next: rank with popularity less without", _AHEAD, "number"),
                Claim(
                    "local ranks",
                    "who adopts next: rank by peers and managers less the best plain model",
                    _AHEAD,
                    "number",
                ),
            ),
        ),
    ),
)
