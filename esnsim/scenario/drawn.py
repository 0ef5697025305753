"""A scenario under one set of constants and sizes: what it leaves out takes their values, what it says stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from esnsim.interventions.intervention import Intervention
from esnsim.scenario.model import Scenario


def under(scenario: Scenario, constants: Mapping[str, float], sizes: Mapping[str, float]) -> Scenario:
    """The same question under other constants and sizes, wherever the scenario says nothing itself.

    Args:
        scenario: What is asked.
        constants: Constants of behaviour by name.
        sizes: Sizes of interventions by ``kind.field``.
    """
    said = scenario.behaviour.model_fields_set
    changed = {name: value for name, value in constants.items() if name not in said}
    programmes = {
        name: tuple(_sized(each, sizes) for each in interventions)
        for name, interventions in scenario.programmes.items()
    }
    behaviour = scenario.behaviour.model_copy(update=changed)
    return scenario.model_copy(update={"behaviour": behaviour, "programmes": programmes})


def _sized(intervention: Intervention, sizes: Mapping[str, float]) -> Intervention:
    """An intervention whose sizes, where they are left out, are these."""
    changed: dict[str, Any] = {}
    for place, value in sizes.items():
        kind, _, field = place.partition(".")
        if kind == intervention.kind and field not in intervention.model_fields_set:
            whole = isinstance(type(intervention).model_fields[field].default, int)
            changed[field] = round(value) if whole else value
    return intervention.model_copy(update=changed) if changed else intervention
