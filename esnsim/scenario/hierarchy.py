"""What of a scenario cannot do without reporting lines or levels."""

from __future__ import annotations

from collections.abc import Iterator

from esnsim.organisation import Needs
from esnsim.scenario.model import Scenario
from esnsim.scenario.route import route_text


def needs_of(scenario: Scenario) -> Needs:
    """Whose audiences ask for levels and for reporting lines; usual audiences of kinds count like written ones."""
    said = list(_said(scenario))
    return Needs(
        tuple(place for place, word in said if word != "manager"),
        tuple(place for place, word in said if word == "manager"),
    )


def _said(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Each entry about the hierarchy, with a place that names the intervention and the entry."""
    for name, interventions in scenario.programmes.items():
        for nth, one in enumerate(interventions):
            for word in one.audience.hierarchy_words():
                yield f"{route_text(('programmes', name, nth))} ({one.kind}, for {word})", word
