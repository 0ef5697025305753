"""Whether the people whom a scenario speaks of are there, which only the organisation can tell."""

from __future__ import annotations

from esnsim.errors import Mistake, ScenarioError
from esnsim.organisation.model import Organisation
from esnsim.scenario.model import Scenario
from esnsim.scenario.route import route_text


def check_audiences(scenario: Scenario, organisation: Organisation) -> None:
    """Hold every audience of every programme against the organisation.

    Raises:
        ScenarioError: With every unit, site, country or other name that does not exist there.
    """
    mistakes = [
        Mistake(route_text(("programmes", name, nth, "audience")), message)
        for name, interventions in scenario.programmes.items()
        for nth, intervention in enumerate(interventions)
        for message in intervention.audience.check(organisation)
    ]
    if mistakes:
        raise ScenarioError(mistakes)
