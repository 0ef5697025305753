"""What becomes of the plans of a class: curves, what worked, and the best plan that was found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.experiments.estimates.interval import LEAST_RUNS
from esnsim.experiments.estimates.means import interval_of_mean
from esnsim.experiments.execution.base_state import prepared
from esnsim.scenario import Scenario
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import Prepared, Simulation
from esnsim.state import Doubles
from esnsim.web.classroom.classroom import NOTHING, Choice, ClassError, Classroom
from esnsim.web.sliders import SLIDERS

OUTCOME = Measure.CONTRIBUTOR
DEBRIEFED = LEAST_RUNS
"""Runs of which a debrief takes the mean: as many as an interval needs."""
COVERAGE = 0.8
"""Chance that an interval holds the difference of two teams."""
TRIED_TOGETHER = 3
"""Levers that are tried together in the search for the best plan."""
STRONGEST, LEADING = 7, 5
"""Levers that are tried together, and plans of which more than one run is simulated."""


def contributor_curves(classroom: Classroom, plans: Mapping[str, tuple[Choice, ...]]) -> dict[str, list[float]]:
    """Contributors in percent of headcount by week, as far as the class has come, for each plan and for nothing.

    All have the same people and the same random numbers.
    """
    asked = {NOTHING: (), **plans}
    return {name: list(_simulated(_shared(classroom), plan, classroom.week, 0)) for name, plan in asked.items()}


@dataclass(frozen=True)
class _Shared:
    """What all runs of a class share, known by what it is made from."""

    text: str

    def setting(self) -> Prepared:
        return _settings(self.text)


@lru_cache(maxsize=8)
def _settings(text: str) -> Prepared:
    return prepared(Scenario.of(json.loads(text)))


def _shared(classroom: Classroom) -> _Shared:
    return _Shared(json.dumps(ground(classroom), sort_keys=True))


def ground(classroom: Classroom) -> dict[str, Any]:
    """The scenario in which nothing is done, as plain values: what all plans of a class start from."""
    return classroom.scenario({}).content()


def debriefed(classroom: Classroom) -> tuple[list[Debriefed], tuple[tuple[Choice, ...], float]]:
    """What worked, and the best plan that was found with what it reaches.

    Raises:
        ClassError: Before the last round has been simulated.
    """
    return debrief(classroom), best_plan(classroom)


@lru_cache(maxsize=4096)
def _simulated(ground: _Shared, plan: tuple[Choice, ...], weeks: int, replicate: int) -> tuple[float, ...]:
    """Contributors in percent at the start and at the end of each week."""
    setting = ground.setting()
    content = setting.scenario.content()
    content["programmes"] = {NOTHING: [], "plan": [each.intervention() for each in plan]}
    simulation = Simulation(replace(setting, scenario=Scenario.of(content)), "plan", replicate)
    while simulation.day < weeks * WORKDAYS_A_WEEK:
        simulation.step()
    record = simulation.record[: simulation.day + 1 : WORKDAYS_A_WEEK]
    return tuple((100.0 * record[:, OUTCOME] / record[:, Measure.HEADCOUNT]).round(3).tolist())


def outcome(classroom: Classroom, plan: tuple[Choice, ...], runs: int = DEBRIEFED) -> float:
    """Contributors at the end, in percent of headcount, mean of a few runs."""
    return float(np.mean(_ends(classroom, plan, runs)))


def _ends(classroom: Classroom, plan: tuple[Choice, ...], runs: int = DEBRIEFED) -> Doubles:
    """The same of each of these runs."""
    weeks = classroom.rounds * classroom.weeks
    return np.array([_simulated(_shared(classroom), plan, weeks, nth)[-1] for nth in range(runs)], np.float64)


@dataclass(frozen=True)
class Debriefed:
    """What a debrief says of one team.

    Attributes:
        team: Its name.
        reached: Contributors at the end, percent of headcount.
        gained: Points of headcount more than if nothing is done.
        spent: Points of the budget.
        lost: For each choice, points of headcount that would be lost without it.
        tied: Whether it is not the first, and these runs cannot separate it from the first.
    """

    team: str
    reached: float
    gained: float
    spent: float
    lost: tuple[tuple[Choice, float], ...]
    tied: bool = False


def debrief(classroom: Classroom) -> list[Debriefed]:
    """What worked, the best team first.

    Raises:
        ClassError: Before the last round has been simulated.
    """
    if not classroom.over:
        raise ClassError("the debrief comes after the last round")
    nothing = outcome(classroom, ())
    told = []
    for team in classroom.teams.values():
        reached = outcome(classroom, team.choices)
        without = [tuple(each for each in team.choices if each is not one) for one in team.choices]
        lost = [(one, reached - outcome(classroom, rest)) for one, rest in zip(team.choices, without, strict=True)]
        lost.sort(key=lambda each: -each[1])
        told.append(Debriefed(team.name, reached, reached - nothing, team.spent, tuple(lost)))
    told.sort(key=lambda each: -each.reached)
    ends = {each.team: _ends(classroom, classroom.teams[each.team].choices) for each in told}
    return [replace(each, tied=nth > 0 and _tied(ends[told[0].team], ends[each.team])) for nth, each in enumerate(told)]


def _tied(first: Doubles, other: Doubles) -> bool:
    """Whether the 80 % interval of what the first is ahead holds zero, life by life."""
    return not interval_of_mean(first - other, COVERAGE).low > 0.0


def best_plan(classroom: Classroom) -> tuple[tuple[Choice, ...], float]:
    """The best plan found within the budget, and what it reaches: a search, not a proof.

    Every intervention at its usual strength from the first week, then every two and three of the strongest, as far as
    the budget goes; and the plans of the teams.
    """
    alone = [
        Choice(slider.kind, slider.usual, 0) for slider in SLIDERS if slider.cost(slider.usual) <= classroom.budget
    ]
    ranked = sorted(alone, key=lambda each: -outcome(classroom, (each,), 1))[:STRONGEST]
    plans = [
        plan
        for size in range(1, TRIED_TOGETHER + 1)
        for plan in combinations(ranked, size)
        if sum(each.cost for each in plan) <= classroom.budget
    ]
    plans += [team.choices for team in classroom.teams.values()]
    leading = sorted(plans, key=lambda plan: -outcome(classroom, plan, 1))[:LEADING]
    best = max(leading, key=lambda plan: outcome(classroom, plan))
    return best, outcome(classroom, best)
