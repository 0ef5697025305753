"""What a class learns in the end: what worked and what did not, and what the best plan found would have reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from esnsim.experiments.design.pricing import Price
from esnsim.experiments.estimates.interval import Interval
from esnsim.experiments.estimates.means import interval_of_mean
from esnsim.state import Doubles
from esnsim.web.classroom.best import BestPlan
from esnsim.web.classroom.classroom import Choice, ClassError, Classroom
from esnsim.web.classroom.runs import COVERAGE, Plan, Source, difference, directly, reached


class ChoiceWorth(NamedTuple):
    """What one thing did in a plan.

    Attributes:
        choice: What was done.
        lost: Points of headcount that are missing at the end without it, run by run.
    """

    choice: Choice
    lost: Interval

    @property
    def worked(self) -> bool:
        """Whether these runs show that it helped."""
        return self.lost.low > 0.0

    @property
    def harmed(self) -> bool:
        """Whether they show that more would write without it."""
        return self.lost.high < 0.0


class Debriefed(NamedTuple):
    """What a debrief says of one team.

    Attributes:
        team: Its name.
        reached: Contributors at the end, percent of headcount.
        gained: Points of headcount more than if nothing is done.
        spent: Points of the budget.
        worth: What each choice did, the most first.
        tied: Whether it is not the first, and these runs cannot separate it from the first.
        price: Hours and money; None where nobody has asked.
    """

    team: str
    reached: Interval
    gained: Interval
    spent: float
    worth: tuple[ChoiceWorth, ...]
    tied: bool = False
    price: Price | None = None


class KindVerdict(NamedTuple):
    """What one kind of intervention did in a class.

    Attributes:
        kind: Its word.
        teams: How many teams did it.
        worked: In how many of them these runs show that it helped.
        harmed: In how many they show the opposite.
        a_point: Points of headcount gained for each point of the budget, mean of the teams.
    """

    kind: str
    teams: int
    worked: int
    harmed: int
    a_point: float


class Lesson(NamedTuple):
    """All that a debrief tells.

    Attributes:
        teams: The best team first.
        kinds: What was done by anybody, what gained most for a point first.
        best: The best plan that was found; None if there was no time to look for one.
        best_reached: What it reaches in the runs of the class.
        best_gained: Points of headcount more than if nothing is done.
    """

    teams: tuple[Debriefed, ...]
    kinds: tuple[KindVerdict, ...]
    best: BestPlan | None = None
    best_reached: Interval | None = None
    best_gained: Interval | None = None


def plans_to_run(classroom: Classroom) -> list[Plan]:
    """All plans that a debrief asks for: of each team, and without each thing it did."""
    return [(), *(plan for team in classroom.teams.values() for plan in with_and_without(team.choices))]


def with_and_without(plan: Plan) -> list[Plan]:
    """A plan, and the same without each of its choices."""
    return [plan, *(_without(plan, one) for one in plan)]


def _without(plan: Plan, one: Choice) -> Plan:
    return tuple(each for each in plan if each is not one)


def debrief(classroom: Classroom, source: Source | None = None, best: BestPlan | None = None) -> Lesson:
    """What worked, the best team first.

    Args:
        classroom: The class.
        source: Where runs come from; they are simulated here unless it is given.
        best: The best plan that was found.

    Raises:
        ClassError: Before the last round has been simulated.
    """
    if not classroom.over:
        raise ClassError("the debrief comes after the last round")
    runs, weeks = source or directly(classroom), classroom.week
    nothing = runs((), weeks)
    teams = sorted(
        (_debriefed(name, team.choices, runs, weeks) for name, team in classroom.teams.items()),
        key=lambda each: -each.reached.mean,
    )
    ends = {each.team: runs(classroom.teams[each.team].choices, weeks) for each in teams}
    told = tuple(
        each._replace(tied=nth > 0 and _tied(ends[teams[0].team], ends[each.team])) for nth, each in enumerate(teams)
    )
    if best is None:
        return Lesson(told, tuple(_verdicts(told)))
    own = runs(best.plan, weeks)
    return Lesson(told, tuple(_verdicts(told)), best, reached(own), difference(own, nothing))


def _debriefed(name: str, plan: Plan, runs: Source, weeks: int) -> Debriefed:
    own = runs(plan, weeks)
    worth = [ChoiceWorth(one, difference(own, runs(_without(plan, one), weeks))) for one in plan]
    worth.sort(key=lambda each: -each.lost.mean)
    return Debriefed(
        name, reached(own), difference(own, runs((), weeks)), sum(each.cost for each in plan), tuple(worth)
    )


def _tied(first: Doubles, other: Doubles) -> bool:
    """Whether the interval of what the first is ahead holds zero, run by run."""
    return not interval_of_mean(first[:, -1] - other[:, -1], COVERAGE).low > 0.0


def _verdicts(teams: tuple[Debriefed, ...]) -> Iterator[KindVerdict]:
    """What each kind did, over all teams that did it."""
    done: dict[str, list[ChoiceWorth]] = {}
    for team in teams:
        for each in team.worth:
            done.setdefault(each.choice.lever, []).append(each)
    gains: Mapping[str, float] = {
        kind: float(np.mean([each.lost.mean / max(each.choice.cost, 1.0) for each in worth]))
        for kind, worth in done.items()
    }
    for kind in sorted(done, key=lambda each: -gains[each]):
        worth = done[kind]
        counts = len(worth), sum(each.worked for each in worth), sum(each.harmed for each in worth)
        yield KindVerdict(kind, *counts, gains[kind])
