"""The best plan that can be found within the whole budget of a class, by the planner of `esnsim plan`.

Half of what is usual of each kind is tried alone; those that give most for a point make the levers of the planner, as
many as it can look at all their plans at once. Most kinds do less the more there is of them, so what a plan leaves of
the budget is given to more of what it does, or to what it does not do, as long as that helps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from esnsim.analysis.planning.levers import PlanLever
from esnsim.analysis.planning.search import SCREENING, Search
from esnsim.analysis.planning.space import MOST_PLANS, PlanSpace
from esnsim.analysis.planning.space import Plan as Ways
from esnsim.errors import RunError
from esnsim.experiments.design.pricing import Price
from esnsim.interventions import Kind
from esnsim.scenario import Scenario
from esnsim.state import Doubles
from esnsim.web.classroom.classroom import SLACK, Choice, Classroom
from esnsim.web.classroom.runs import Plan, ground, plan_runs
from esnsim.web.sliders import SLIDERS, Slider

SEARCH_RUNS = 500
"""Runs that the planner may take, roughly."""
ZONE = 0.5
"""Points of headcount that are worth being found out."""
FILLING = 6
"""Replicates in which it is tried what the rest of the budget may be given to."""
WORTH_ADDING = 0.1
"""Points of headcount from which on something is added."""


class BestPlan(NamedTuple):
    """How far a search has come.

    Attributes:
        plan: The best plan so far.
        tried: How many plans were run.
        runs: How many runs that took.
        complete: Whether the search has come to its end.
    """

    plan: Plan
    tried: int
    runs: int
    complete: bool


def find_best(tell: Callable[[BestPlan], object], classroom: Classroom) -> BestPlan:
    """Look for the plan with most contributors at the end; what its runs chose with is never told.

    Args:
        tell: Told the best plan so far, now and then.
        classroom: The class; what its teams do is not looked at.
    """
    return _BestSearch(tell, classroom).result()


class _BestSearch:
    """A search on its way."""

    def __init__(self, tell: Callable[[BestPlan], object], classroom: Classroom) -> None:
        self.tell, self.classroom = tell, classroom
        self.content, self.weeks = ground(classroom), classroom.rounds * classroom.weeks
        self._known: dict[tuple[Plan, int], float] = {}
        self._means: dict[Plan, float] = {}

    def result(self) -> BestPlan:
        levers = self._levers()
        best = self._planned(levers) if levers else ()
        return self._so_far(self._filled_up(best), complete=True)

    def effects(self, plan: Plan, replicates: range) -> Doubles:
        """Points of headcount more than if nothing is done, in each replicate."""
        own = np.array([self._end(plan, each) for each in replicates])
        found: Doubles = own - np.array([self._end((), each) for each in replicates])
        self._means[plan] = float(found.mean())
        return found

    def _end(self, plan: Plan, replicate: int) -> float:
        if (plan, replicate) not in self._known:
            found = plan_runs(self.content, plan, self.weeks, replicate, 1)
            self._known[plan, replicate] = float(found[0, -1])
        return self._known[plan, replicate]

    def _so_far(self, best: Plan | None = None, *, complete: bool = False) -> BestPlan:
        if best is None:
            best = max(self._means, key=lambda plan: self._means[plan], default=())
        return BestPlan(best, len(self._means), len(self._known), complete)

    def _levers(self) -> list[PlanLever]:
        """The kinds that give most for a point, as many as all plans they make can be looked at."""
        budget = self.classroom.budget
        worth: dict[str, float] = {}
        ways: dict[str, list[Choice]] = {}
        for slider in SLIDERS:
            if choices := _ways(slider, budget, ()):
                effect = float(self.effects((choices[-1],), range(SCREENING)).mean())
                ways[slider.kind], worth[slider.kind] = choices, effect / choices[-1].cost
                self.tell(self._so_far())
        found: list[PlanLever] = []
        plans = 1
        for kind in sorted(worth, key=lambda each: -worth[each]):
            plans *= len(ways[kind]) + 1
            if plans > MOST_PLANS or worth[kind] <= 0.0:
                break
            found.append(self._lever(kind, ways[kind]))
        return found

    def _lever(self, kind: str, choices: Sequence[Choice]) -> PlanLever:
        """What the planner asks of a kind; points stand in the place of money."""
        content = [{**each.intervention(), "cost": {"once": each.cost}} for each in choices]
        scenario = self.classroom.scenario({}).content()
        asked = [_one(scenario, each) for each in content]
        return PlanLever(kind, ("amount",), tuple((each.amount,) for each in choices), tuple(asked))

    def _planned(self, levers: Sequence[PlanLever]) -> Plan:
        """What the planner chooses."""
        classroom = self.classroom
        try:
            space = PlanSpace(levers, _points, classroom.budget + SLACK, None, classroom.seed)
        except RunError:
            return ()

        def done(plan: Ways) -> Plan:
            amounts = [
                Choice(lever.name, float(lever.ways[way][0]), 0)
                for lever, way in zip(levers, plan, strict=True)
                if way >= 0
            ]
            return tuple(amounts)

        def run(plans: Sequence[Ways], replicates: range) -> Doubles:
            rows = []
            for plan in plans:
                rows.append(self.effects(done(plan), replicates))
                self.tell(self._so_far())
            return np.array(rows)

        found = Search(space, run, classroom.seed, SEARCH_RUNS, ZONE).result()
        return done(found.left[0])

    def _filled_up(self, best: Plan) -> Plan:
        """The plan with the rest of the budget spent on what still helps, one thing after the other."""
        while True:
            before = float(self.effects(best, range(FILLING)).mean())
            gains: dict[Plan, float] = {}
            for plan in _larger(best, self.classroom.budget):
                gains[plan] = float(self.effects(plan, range(FILLING)).mean()) - before
                self.tell(self._so_far(best))
            helping = {plan: gain / (_cost(plan) - _cost(best)) for plan, gain in gains.items() if gain >= WORTH_ADDING}
            if not helping:
                return best
            best = max(helping, key=lambda plan: helping[plan])


def _cost(plan: Plan) -> float:
    """Points that a plan takes."""
    return sum(each.cost for each in plan)


def _larger(plan: Plan, budget: float) -> list[Plan]:
    """Plans within the budget that do one thing more, or more of one thing."""
    doing = {each.lever: each for each in plan}
    found: list[Plan] = []
    for slider in SLIDERS:
        now = doing.get(slider.kind)
        rest = tuple(each for each in plan if each is not now)
        choices = _ways(slider, budget - _cost(rest), (slider.usual, slider.high))
        found += [(*rest, choice) for choice in choices if now is None or choice.amount > now.amount]
    return found


def _half(slider: Slider) -> float:
    """Half of what is usual, as near as the slider can be put."""
    return max(slider.low, round(round(slider.usual / 2.0 / slider.step) * slider.step, 6))


def _ways(slider: Slider, budget: float, more: Sequence[float]) -> list[Choice]:
    """Half of what is usual and larger amounts, from the first week, as far as they can be paid for."""
    amounts = dict.fromkeys((_half(slider), *more))
    return [Choice(slider.kind, each, 0) for each in amounts if 0.0 < slider.cost(each) <= budget + SLACK]


def _one(scenario: Mapping[str, Any], intervention: Mapping[str, Any]) -> Kind:
    """An intervention as a scenario reads it."""
    asked = {**scenario, "programmes": {"one": [dict(intervention)]}, "baseline": "one"}
    (found,) = Scenario.of(asked).programmes["one"]
    return found


def _points(intervention: Kind) -> Price:
    """What an intervention takes in a class."""
    points = intervention.cost.once if intervention.cost else 0.0
    return Price(points, 0.0, points)
