"""What becomes of the plans of a class: a few runs of each, what they reach by week, and how sure that is."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from esnsim.analysis.planning.study import FRESH_FROM
from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.experiments.estimates.interval import LEAST_RUNS, Interval
from esnsim.experiments.estimates.means import interval_of_mean
from esnsim.experiments.execution.base_state import prepared
from esnsim.scenario import Scenario
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import Prepared, Simulation
from esnsim.state import Doubles
from esnsim.web.classroom.classroom import NOTHING, Choice, Classroom

OUTCOME = Measure.CONTRIBUTOR
RUNS = LEAST_RUNS + 3
"""Runs of each plan of a class: an interval needs five, and of so few it is very wide."""
FIRST = FRESH_FROM
"""The first replicate of a class: no search for a best plan has seen it, so that it is not told too good."""
COVERAGE = 0.8
"""Chance that an interval holds the mean of very many runs."""
Plan = tuple[Choice, ...]
Source = Callable[[Plan, int], Doubles]
"""Contributors under a plan in so many weeks, see `plan_runs`."""


class PlanCurve(NamedTuple):
    """How a plan fares.

    Attributes:
        mean: Contributors in percent of headcount at the start and at the end of each week, mean of all runs.
        reached: The last of them, with its interval.
        gained: Points of headcount more than if nothing is done, run by run; None for doing nothing.
    """

    mean: list[float]
    reached: Interval
    gained: Interval | None


def contributor_curves(
    classroom: Classroom, plans: Mapping[str, Plan], source: Source | None = None
) -> dict[str, PlanCurve]:
    """Curves as far as the class has come, for each plan and for doing nothing.

    All have the same people and the same random numbers, run by run.

    Args:
        classroom: The class.
        plans: By name.
        source: Where runs come from; they are simulated here unless it is given.
    """
    runs = source or directly(classroom)
    nothing = runs((), classroom.week)
    found = {NOTHING: PlanCurve(nothing.mean(axis=0).tolist(), reached(nothing), None)}
    for name, plan in plans.items():
        own = runs(plan, classroom.week)
        found[name] = PlanCurve(own.mean(axis=0).tolist(), reached(own), difference(own, nothing))
    return found


def reached(values: Doubles) -> Interval:
    """What the last week of runs comes to, percent of headcount; shape (runs, weeks + 1).

    All runs start from the same day, so there is no interval before the first week.
    """
    if values.shape[1] == 1:
        return Interval(float(values[:, 0].mean()), math.nan, math.nan)
    return interval_of_mean(values[:, -1], COVERAGE).within(0.0, 100.0)


def difference(values: Doubles, others: Doubles) -> Interval:
    """By how much some runs end above others with the same random numbers, points of headcount."""
    return interval_of_mean(values[:, -1] - others[:, -1], COVERAGE)


def directly(classroom: Classroom) -> Source:
    """Runs that are simulated when they are asked for, each plan once."""
    content = ground(classroom)

    @lru_cache(maxsize=4096)
    def source(plan: Plan, weeks: int) -> Doubles:
        return plan_runs(content, plan, weeks)

    return source


def ground(classroom: Classroom) -> dict[str, Any]:
    """The scenario in which nothing is done, as plain values: what all plans of a class start from."""
    return classroom.scenario({}).content()


def plan_runs(content: Mapping[str, Any], plan: Plan, weeks: int, first: int = FIRST, runs: int = RUNS) -> Doubles:
    """Contributors in percent of headcount under a plan.

    Args:
        content: The `ground` of a class.
        plan: What is done.
        weeks: How far.
        first: The first replicate.
        runs: How many replicates.

    Returns:
        At the start and at the end of each week; shape (runs, weeks + 1).
    """
    setting = prepared_ground(json.dumps(content, sort_keys=True))
    programmes = {NOTHING: [], "plan": [each.intervention() for each in plan]}
    asked = replace(setting, scenario=Scenario.of({**setting.scenario.content(), "programmes": programmes}))
    return np.array([_simulated(asked, weeks, first + nth) for nth in range(runs)], np.float64)


def _simulated(setting: Prepared, weeks: int, replicate: int) -> Doubles:
    simulation = Simulation(setting, "plan", replicate)
    while simulation.day < weeks * WORKDAYS_A_WEEK:
        simulation.step()
    record = simulation.record[: simulation.day + 1 : WORKDAYS_A_WEEK]
    share: Doubles = 100.0 * record[:, OUTCOME] / record[:, Measure.HEADCOUNT]
    return share


@lru_cache(maxsize=8)
def prepared_ground(text: str) -> Prepared:
    """The organisation and the start of a class, from its `ground` in JSON."""
    return prepared(Scenario.of(json.loads(text)))
