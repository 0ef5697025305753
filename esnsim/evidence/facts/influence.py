"""Whose use moves others (F22, F23)."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from esnsim.calendar import WEEKS_A_YEAR
from esnsim.evidence.fact import Band, Claim, Fact, Grade, ObservedRuns, Samples, Test, Values
from esnsim.evidence.facts.feedback import WINDOW, panel, silent_weeks
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.evidence.statistics.regression import logistic_regression
from esnsim.evidence.trial import Arm, Intervention, Sized, Trial, arm
from esnsim.evidence.trials import SETTLED
from esnsim.scenario.constants import known_parameters
from esnsim.simulation.record import Measure

SEEDS = 0.01
"""People who begin, as a share of staff, in the seeding experiment."""


def _seeding(people: int, _seed: int) -> Mapping[str, Arm]:
    """The same number of ambassadors, recruited in different places, begin a network that has nothing else."""
    middle = {"manager": True, "level": [2, 3]}
    few = 6
    where: dict[str, Intervention] = {
        "random": {"recruit": "random", "count": round(SEEDS * people)},
        "central": {"recruit": "most_central", "count": round(SEEDS * people)},
        "middle": {"recruit": "random", "audience": middle, "count": round(SEEDS * people)},
        "few in the middle": {"recruit": "random", "audience": middle, "count": few},
        "the top": {"recruit": "managers", "audience": {"level_at_most": 1}, "count": few},
    }
    return {
        name: arm(people, [{"kind": "ambassadors", "start": "week 1", **said}, _begin()], WEEKS_A_YEAR, closely=False)
        for name, said in where.items()
    }


def _begin() -> Intervention:
    """Those who are recruited begin to use it."""
    return {
        "kind": "campaign",
        "audience": {"role": "ambassador"},
        "start": "week 1",
        "duration": "4 weeks",
        "pull_per_month": 0.9,
        "half_life": "0 days",
    }


SEEDING = Trial(
    "seeding",
    "Ambassadors, 1 % of staff, begin a network by themselves: chosen at random, those with most contacts, or middle "
    "managers; and six of the top against six middle managers. One year.",
    Sized(2000, 2000),
    Sized(10, 120),
    _seeding,
)


def _acts_by_seed(runs: ObservedRuns) -> Values:
    return {name: run.at(Measure.INTERACTIVE, WEEKS_A_YEAR) for name, run in runs.items()}


def _gain(name: str, over: str) -> Claim:
    """How many more act at the end than with other seeds, of the mean over replicates."""

    def gain(samples: Samples) -> float:
        return float(samples[name].mean() / max(float(samples[over].mean()), 1e-9) - 1.0)

    low = 0.15 if over == "random" else 0.0
    words = f"interactive at week 52, seeds {name} over {over}"
    return Claim(f"{name} over {over}", words, Band(low, scale=0.15, strict=low == 0.0), "share", gain)


F22 = Fact(
    "F22",
    "Managers and boundary spanners pull others in; ordinary adopters much less.",
    "[TUC08] VA, [CHE13] VA",
    Grade.MEDIUM,
    (
        Test(
            SEEDING,
            _acts_by_seed,
            (_gain("middle", "random"), _gain("central", "random"), _gain("few in the middle", "the top")),
        ),
    ),
)

CONTESTED = ("manager_pull", "manager_effect", "top_effect", "trust_example")
"""Constants of the influence of leaders."""


NO_INFLUENCE = 1.1
"""Odds up to which a manager who writes counts as without influence; a tenth either way, judgement."""
MOST_INFLUENCE = 2.5
"""Largest odds that are believed of a manager who writes, see the table of priors."""


def _contested(people: int, _seed: int) -> Mapping[str, Arm]:
    known = known_parameters()
    ends = {
        "default": {},
        "none": dict.fromkeys(CONTESTED, 0.0),
        "most": {name: known[name].high for name in CONTESTED},
    }
    return {name: arm(people, [], WEEKS_A_YEAR, initial=SETTLED, behaviour=ends[name]) for name in ends}


CONTEST = Trial(
    "contested influence",
    "A settled network for a year, with the influence of leaders as it is by default, with none, and with the most "
    "that its ranges allow.",
    Sized(1500, 2000),
    Sized(6, 30),
    _contested,
)


def _odds_by_manager(runs: ObservedRuns) -> Values:
    """Odds to write in a week with a manager who wrote in the 28 days before, people alike otherwise."""
    return {name: math.exp(_manager_effect(run)) for name, run in runs.items()}


def _manager_effect(run: ObservedRun) -> float:
    seen = panel(run)
    silent = silent_weeks(run.weekly_panel)[WINDOW:-1]
    here = seen.reads & seen.same
    causes = {
        "manager": seen.manager[here],
        "near": seen.near[here],
        "heard": np.log1p(seen.heard[here]),
        "ever": np.log1p(seen.ever[here]),
        "silent": np.log1p(silent[here]),
    }
    return logistic_regression(seen.wrote[here], causes)["manager"]


F23 = Fact(
    "F23",
    "The direction of influence is contested: managers may be followed, and they may not.",
    "[WAN13] VA vs [WAT10][BRZ09] VA",
    Grade.MEDIUM,
    (
        Test(
            CONTEST,
            _odds_by_manager,
            (
                Claim(
                    "default",
                    "odds to write in a week, with a manager who writes, by default",
                    Band(1.0, MOST_INFLUENCE),
                    "ratio",
                ),
                Claim(
                    "most", "the same, the most that is believed", Band(NO_INFLUENCE, scale=0.5, strict=True), "ratio"
                ),
                Claim("none", "the same, none from above", Band(1.0 / NO_INFLUENCE, NO_INFLUENCE), "ratio"),
            ),
        ),
    ),
)
