"""What plans of a class take: points of the budget, hours of staff and money, as the model foresees them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache

from esnsim.experiments.design.pricing import Price, Pricing
from esnsim.interventions.intervention import Cost
from esnsim.scenario import Scenario
from esnsim.web.classroom.classroom import SLACK, Choice, Classroom, Team, begun
from esnsim.web.classroom.runs import ground, prepared_ground


def plan_price(found: Classroom, plan: Iterable[Choice], costs: Mapping[str, Cost]) -> Price:
    """Hours and money that a plan takes until the end, each choice from its own week on.

    Args:
        found: The class.
        plan: What is done.
        costs: What kinds cost that the app's scenario gives a cost, from `costs_of`.
    """
    content = ground(found)
    pricing = _pricing(json.dumps(content, sort_keys=True))
    done = [
        each.intervention() | ({"cost": costs[each.lever].model_dump()} if each.lever in costs else {}) for each in plan
    ]
    return pricing.price(Scenario.of({**content, "programmes": {"plan": done}, "baseline": "plan"}).programme("plan"))


@lru_cache(maxsize=8)
def _pricing(text: str) -> Pricing:
    setting = prepared_ground(text)
    return Pricing(setting.scenario, setting.organisation)


def costs_of(scenario: Scenario) -> dict[str, Cost]:
    """What each kind of intervention costs that a scenario has given a cost, the first of each kind."""
    found: dict[str, Cost] = {}
    for name in scenario.programmes:
        for one in scenario.programme(name):
            if one.cost is not None and one.cost != Cost():
                found.setdefault(one.kind, one.cost)
    return found


def points_total(found: Classroom, team: Team, ticked: Iterable[Choice]) -> str:
    """What a team would have spent of the budget with what is ticked."""
    new = sum(each.cost for each in ticked)
    spent = new + sum(each.cost for each in begun(found, team))
    left = found.budget - spent
    rest = f"{left:.4g} left" if left >= -SLACK else f"{-left:.4g} too many"
    return f"Ticked: {new:.4g} points. With what is being done that is {spent:.4g} of {found.budget:g} points: {rest}."


def taken(price: Price) -> str:
    """Hours and money in a sentence."""
    money = f" and {price.money:,.0f} in money" if round(price.money) else ", and no money"
    return f"Until the end all of it takes about {price.hours:,.0f} hours of staff{money}, as the model foresees."
