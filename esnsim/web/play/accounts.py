"""What plans take, held against the budget, and whether they reach the goal by its week."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from shiny import ui

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.experiments.design.outcome import HEADCOUNT, Outcome
from esnsim.experiments.results.claims import JudgedClaim, Judgement, is_so
from esnsim.numerals import numeral
from esnsim.report.text.deciding.claims import mean_told
from esnsim.report.text.deciding.limits import is_over, over_limits, with_mark
from esnsim.scenario import Scenario
from esnsim.scenario.wanted import ACCOUNTS, Goal
from esnsim.web.play.play import Plan, Play

FORESEEN = (
    "Foreseen from the start to the end, as if nobody left or came: runs take less where ambassadors leave, and more "
    "for newcomers. What waits for a condition is counted as if that were true at once."
)
TAKEN = "Taken from the start to the end, in this run."
NO_GOAL = "This scenario has no goal; a line such as 'goal: contributor >= 15 % at week 26' gives it one."


class PlanAccount(NamedTuple):
    """What a plan takes, and what becomes of the goal with it.

    Attributes:
        plan: Its name.
        does: Its interventions.
        money: In the scenario's currency, from the start to the end.
        hours: Hours of staff, likewise.
        reached: What this run says of the goal.
    """

    plan: str
    does: Plan
    money: float
    hours: float
    reached: str


class Sure(NamedTuple):
    """How sure it is that a plan reaches the goal.

    Attributes:
        word: In a word or two.
        why: What that rests on; empty where it is not known.
    """

    word: str
    why: str


class PlanAccounts(NamedTuple):
    """What all plans take.

    Attributes:
        plans: One after the other.
        scenario: What is played: its limits and its goal.
        foreseen: Whether sums are foreseen, and not those of runs that have come to their end.
    """

    plans: tuple[PlanAccount, ...]
    scenario: Scenario
    foreseen: bool

    @property
    def over(self) -> list[str]:
        """A sentence for each plan that takes more than is allowed."""
        taken = [(each.plan, each.money, each.hours) for each in self.plans]
        return over_limits(self.scenario, taken, foreseen=self.foreseen)


def accounts_of(play: Play) -> PlanAccounts:
    """What the plans of a play take, foreseen until they have come to their end."""
    foreseen = play.table.day < play.last_day
    plans = tuple(
        PlanAccount(name, does, *_sums(play, name, foreseen=foreseen), _reached(play, name))
        for name, does in play.table.plans.items()
    )
    return PlanAccounts(plans, play.setting.scenario, foreseen)


def _sums(play: Play, name: str, *, foreseen: bool) -> tuple[float, float]:
    """Money and hours of a plan."""
    if foreseen:
        return play.prices[name].money, play.prices[name].hours
    spent = play.runs[name].programme.expenses
    return math.fsum(each.money for each in spent), math.fsum(each.hours for each in spent)


def goal_day(scenario: Scenario, goal: Goal) -> int:
    """Workdays after which a goal is judged."""
    return WORKDAYS_A_WEEK * (scenario.weeks if goal.week is None else goal.week)


def _reached(play: Play, name: str) -> str:
    """What the run of a plan says of the goal; nothing where there is none."""
    scenario, simulation = play.setting.scenario, play.runs[name]
    goal = scenario.judged_goal
    if goal is None:
        return ""
    if simulation.day < goal_day(scenario, goal):
        return "to come"
    value = _value(play, name, goal)
    word = "reached" if is_so(goal, value) else "missed"
    return f"{word}: {mean_told(JudgedClaim(goal, name, Judgement.OPEN, value, math.nan, math.nan, 1))}"


def _value(play: Play, name: str, goal: Goal) -> float:
    """What the goal is about, in the run of a plan."""
    known = play.outcomes.get(name)
    if known is None:
        outcome = Outcome(goal.measure, goal.week, None if goal.measure in ACCOUNTS else HEADCOUNT)
        run = play.runs[name].run()
        known = play.outcomes[name] = outcome.of_run(run, play.setting.scenario)
    return known


def account_table(found: PlanAccounts, sure: Mapping[str, Sure]) -> ui.TagList:
    """The table of plans, with sentences on what is over what is allowed.

    Args:
        found: What the plans take.
        sure: How sure it is that each plan reaches the goal, by its name; empty where nobody has asked.
    """
    scenario, goal = found.scenario, found.scenario.judged_goal
    heads = [
        ui.tags.th("plan", scope="col"),
        _head(f"money, {scenario.currency}", scenario.budget),
        _head("hours of staff", scenario.staff_hours),
    ]
    heads += [ui.tags.th("goal,", ui.br(), "in this run", scope="col")] if goal else []
    heads += [ui.tags.th("goal,", ui.br(), "how sure", scope="col")] if sure else []
    rows = [
        ui.tags.tr(
            ui.tags.th(each.plan, scope="row"),
            _sum(each.money, scenario.budget),
            _sum(each.hours, scenario.staff_hours),
            ui.tags.td(each.reached) if goal else None,
            ui.tags.td(sure[each.plan].word) if sure else None,
        )
        for each in found.plans
    ]
    return ui.TagList(
        ui.p(*_goal_words(scenario), class_="hint"),
        ui.tags.table(ui.tags.thead(ui.tags.tr(*heads)), ui.tags.tbody(*rows)),
        *(ui.p(f"* {each}.") for each in found.over),
        *(ui.p(f"{name}: {each.why}.") for name, each in sure.items() if each.why),
        ui.p(FORESEEN if found.foreseen else TAKEN, class_="hint"),
    )


def _goal_words(scenario: Scenario) -> list[str]:
    """The goal, and by when."""
    goal = scenario.judged_goal
    if goal is None:
        return [NO_GOAL]
    when = scenario.date(goal_day(scenario, goal) - 1)
    return [f"Goal: {goal.text}, which ends on {when}."]


def _head(text: str, allowed: float | None) -> ui.Tag:
    """The head of a column of sums, with what is allowed."""
    limit = "no limit" if allowed is None else f"of {numeral(allowed, ',.0f')}"
    return ui.tags.th(text, ui.br(), limit, scope="col", class_="number")


def _sum(amount: float, allowed: float | None) -> ui.Tag:
    """A sum, with a mark where it is over what is allowed."""
    look = "number over" if is_over(amount, allowed) else "number"
    return ui.tags.td(with_mark(numeral(amount, ",.0f"), amount, allowed), class_=look)
