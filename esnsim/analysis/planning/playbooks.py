"""Programmes that others have carried out: those of the scenarios that come with esnsim."""

from __future__ import annotations

from collections.abc import Iterator

from esnsim.errors import EsnsimError
from esnsim.experiments.design.pricing import Pricing
from esnsim.interventions import Kind
from esnsim.nearby import shipped
from esnsim.organisation import Organisation
from esnsim.scenario import Scenario, load, resolve
from esnsim.scenario.reach import too_many_leaders


def playbooks(scenario: Scenario, organisation: Organisation, pricing: Pricing) -> dict[str, tuple[Kind, ...]]:
    """Shipped programmes that can be carried out in this organisation, within the budget and the hours, by name.

    Starts that are weeks stay weeks after the start; what begins after the end does nothing, and such programmes are
    left out, as those are that do nothing at all. So are those whose leaders would be more than a tenth of the staff
    here: three levels of a large firm are a small one's whole staff, and another programme.
    """
    found = {}
    for name, interventions in _programmes(scenario):
        begun = [each for each in interventions if each.start.workday(scenario.start) < scenario.days]
        strange = (each.audience.check(organisation) or too_many_leaders(each, organisation) for each in begun)
        if not begun or any(strange):
            continue
        price = pricing.price(begun)
        limits = ((price.money, scenario.budget), (price.hours, scenario.staff_hours))
        if all(limit is None or amount <= limit for amount, limit in limits):
            found[name] = tuple(begun)
    return found


def _programmes(scenario: Scenario) -> Iterator[tuple[str, tuple[Kind, ...]]]:
    """Name and interventions of every shipped programme, begun as many days after the start of this scenario."""
    for name, path in sorted(shipped().items()):
        try:
            book = load(path, [f"start={scenario.start.isoformat()}"])
        except EsnsimError:
            continue  # it says dates that lie before this scenario's start
        for programme, interventions in resolve(book).programmes.items():
            yield f"{name}: {programme}", interventions
