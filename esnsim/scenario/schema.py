"""JSON Schema of scenario files, for editors that complete names and underline mistakes while one types."""

from __future__ import annotations

from typing import Any

from esnsim.interventions import kinds
from esnsim.scenario.load import OWN
from esnsim.scenario.model import Scenario

DIALECT = "https://json-schema.org/draft/2020-12/schema"
EXAMPLE: dict[str, Any] = {
    "name": "Five hundred ambassadors",
    "organisation": {"generate": {"people": 36000}},
    "programmes": {"none": [], "ambassadors": [{"kind": "ambassadors", "count": 500, "start": "week 4"}]},
}

EXPERIMENT: dict[str, Any] = {
    "type": "object",
    "description": "what 'esnsim sweep' varies; 'esnsim run' passes over it",
    "additionalProperties": False,
    "properties": {
        "vary": {"type": "object", "description": "paths in the scenario, each with its values"},
        "design": {"description": "grid, {latin_hypercube: 64}, {sobol: 64}, {random: 64} or {list: points.csv}"},
        "replicates": {
            "description": "runs of each programme at each point, or {until: contributor@end, narrower_than: 0.01}"
        },
        "outcome": {"type": "string", "description": "what is looked at, such as contributor@week52"},
        "seed": {"type": "integer", "minimum": 0, "description": "random seed of the design"},
        "set": {"type": "array", "items": {"type": "string"}, "description": "changes at all points, such as weeks=52"},
    },
}
"""What may stand beside a scenario in its file; other rooms understand it."""

EXTENDING_PROGRAMME: dict[str, Any] = {
    "type": "object",
    "description": "a programme that begins with another one",
    "additionalProperties": False,
    "required": ["extends"],
    "properties": {
        "extends": {"type": "string", "description": "name of the programme it begins with"},
        "without": {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
            "description": "names or kinds of interventions it leaves out",
        },
        "change": {
            "type": "object",
            "description": "entries said anew, by name or kind of intervention, such as {ambassadors: {count: 100}}",
            "additionalProperties": {"type": "object"},
        },
    },
}


def schema() -> dict[str, Any]:
    """What a scenario file may say, in the form editors understand."""
    made = Scenario.model_json_schema(by_alias=True)
    made["properties"]["experiment"] = EXPERIMENT
    made["patternProperties"] = {f"^{OWN}": {"description": "your own, such as a place for anchors; not looked at"}}
    listed = made["properties"]["programmes"]["additionalProperties"]
    begun = EXTENDING_PROGRAMME | {
        "properties": EXTENDING_PROGRAMME["properties"] | {"with": listed | {"description": "interventions it adds"}}
    }
    made["properties"]["programmes"]["additionalProperties"] = {"anyOf": [listed, begun]}
    for definition in made["$defs"].values():
        # The first paragraph is for whoever writes a scenario, the rest for whoever reads the code.
        _shorten(definition)
    for kind in kinds().values():
        definition = made["$defs"][kind.__name__]
        definition["description"] = kind.meaning
        definition["required"] = ["kind", *(name for name in definition.get("required", []) if name != "kind")]
    return {
        "$schema": DIALECT,
        **made,
        "title": "A scenario of esnsim",
        "description": "One question: an organisation, its starting state and the programmes to compare.",
        "examples": [EXAMPLE],
    }


def _shorten(definition: dict[str, Any]) -> None:
    for variant in (definition, *definition.get("anyOf", [])):
        if "description" in variant:
            variant["description"] = variant["description"].split("\n\n")[0].replace("\n", " ")
