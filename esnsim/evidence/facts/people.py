"""Age and habit (F29, F30, F31)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from esnsim.behaviour.habit import habit_after
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Person
from esnsim.calendar import MONTH, QUARTER_WEEKS, WEEKS_A_YEAR
from esnsim.evidence.fact import Band, Claim, Fact, Family, Grade, ObservedRuns, Test, Values
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.evidence.statistics.regression import logistic_regression
from esnsim.evidence.statistics.shapes import ratio
from esnsim.evidence.trials import LAUNCHES, ORGANISATION
from esnsim.state import NEVER

Numbers: TypeAlias = NDArray[np.float64]
YOUNGEST = 0
OLDER = 3
"""First of the age bands from 45 years on."""
PLATEAU = 0.95
LONGEST = 1000
"""Days of use after which nobody is waited for."""
MISSED = 5
"""Workdays of a missed week."""
ROUTINE = 0.8
ABOUT = 1.5
"""Factor either way that 'about' leaves."""


def _youth(runs: ObservedRuns) -> Values:
    """How much more the youngest act, over the second year, and whether peers pull them harder."""
    run = runs["supported"]
    acts = run.weekly_panel.since(run.weekly_panel.interacted, MONTH)[WEEKS_A_YEAR:]
    young = run.world.people.age_band == YOUNGEST
    return {"ratio": ratio(float(acts[:, young].mean()), float(acts.mean())), "peers": _extra_pull(runs["grassroots"])}


def _extra_pull(run: ObservedRun) -> float:
    """How much more the hazard to register rises with contacts on the network among people below 35 than from 45 on."""
    weekly_panel, band = run.weekly_panel, run.world.people.age_band
    stayed = (weekly_panel.person == weekly_panel.person[0]).all(axis=0)
    pulls = []
    for group in (band < 2, band >= OLDER):  # noqa: PLR2004 - the two youngest bands
        before, after = weekly_panel.enabled[:-1, group & stayed], weekly_panel.enabled[1:, group & stayed]
        at_risk = before == NEVER
        using = weekly_panel.using[:-1, group & stayed]
        pulls.append(logistic_regression((after != NEVER)[at_risk], {"using": using[at_risk]})["using"])
    return pulls[0] - pulls[1]


F29 = Fact(
    "F29",
    "Younger staff use social tools for work more, and peers pull them harder.",
    "[CIPD13] VS, [WAT10] VA",
    Grade.WEAK,
    (
        Test(
            LAUNCHES,
            _youth,
            (
                Claim("ratio", "interactive in 28 days, 18 to 24 years over all", Band(1.3, 1.9), "ratio"),
                Claim(
                    "peers",
                    "log-odds to register by contacts' use, below 35 less from 45 years",
                    Band(0.0, scale=0.3, strict=True),
                    "number",
                ),
            ),
        ),
    ),
    Family.VERIFICATION,
)


def habit_of(parameters: Parameters, habit: Numbers, rates: Numbers, visited: float) -> Numbers:
    """Habit at the end of a day, of many people at once: the model's own rule, in plain Python on columns.

    Args:
        parameters: The constants.
        habit: Habit of each person at the start of the day.
        rates: Habit rate of each person.
        visited: 1.0 for a day of use, 0.0 for one without.
    """
    in_python: Any = getattr(habit_after, "py_func", habit_after)
    blank = dict.fromkeys(Person._fields, 0.0)
    after: Numbers = in_python(parameters, SimpleNamespace(**blank | {"habit": habit, "habit_rate": rates}), visited)
    return after


def days_to_plateau(parameters: Parameters, rates: Numbers) -> NDArray[np.int64]:
    """Days of use in a row until habit is at 95 % of its most, for each habit rate; at most 1,000."""
    habit: Numbers = np.zeros_like(rates)
    days = np.zeros(len(rates), np.int64)
    for _ in range(LONGEST):
        growing = habit < PLATEAU
        days += growing
        habit = habit_of(parameters, habit, rates, 1.0)
    return days


def _habit(runs: ObservedRuns) -> Values:
    """Habit of everybody who works there, by the rule of the model and nothing else."""
    run = runs["organisation"]
    parameters, rates = run.scenario.parameters, run.world.people.habit_rate.astype(np.float64)
    low, median, high = np.percentile(days_to_plateau(parameters, rates), (5, 50, 95))
    full = np.ones_like(rates)
    kept = full
    for _ in range(MISSED):
        kept = habit_of(parameters, kept, rates, 0.0)
    return {"low": low, "median": median, "high": high, "lost": float(1.0 - kept.min())}


F30 = Fact(
    "F30",
    "Habit takes months and is very heterogeneous.",
    "[LAL10] VA; 66 VS",
    Grade.MEDIUM,
    (
        Test(
            ORGANISATION,
            _habit,
            (
                Claim("median", "days of use to 95 % of full habit, median person", Band(50.0, 90.0), "days"),
                Claim("low", "the same, 5th percentile (about 18)", Band(18 / ABOUT, 18 * ABOUT), "days"),
                Claim("high", "the same, 95th percentile (about 254)", Band(254 / ABOUT, 254 * ABOUT), "days"),
                Claim("lost", "habit lost in a missed week", Band(0.0, 0.10)),
            ),
        ),
    ),
    Family.VERIFICATION,
)


def _routine(runs: ObservedRuns) -> Values:
    """Share of headcount with a settled habit at the end of the second year, and what the last quarter added."""
    routine = (runs["supported"].weekly_panel.habit > ROUTINE).mean(axis=1)
    return {"rise": float(routine[-1] - routine[-1 - QUARTER_WEEKS])}


F31 = Fact(
    "F31",
    "Embedding in the whole organisation takes years.",
    "[NNG09] VS",
    Grade.WEAK,
    (
        Test(
            LAUNCHES,
            _routine,
            (
                Claim(
                    "rise",
                    "people with a settled habit, added in weeks 92 to 104",
                    Band(0.0, scale=0.02, strict=True),
                    "points",
                ),
            ),
        ),
    ),
)
