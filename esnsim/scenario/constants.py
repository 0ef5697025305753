"""The ``behaviour:`` and ``mechanisms:`` of a scenario, made from the one table of constants.

ODD element: parameters of the submodels.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, get_type_hints

from pydantic import BaseModel, Field, JsonValue, PlainSerializer, PlainValidator, WithJsonSchema, create_model

from esnsim.behaviour.mechanisms import MECHANISMS
from esnsim.behaviour.parameters import Parameter, Parameters
from esnsim.interventions.forms import Closed

ELSEWHERE = {"turnover": "organisation.turnover"}
"""Constants a scenario says in another place."""
RENAMED = {
    "pull": "platform_fit",
    "voice": "writing_offset",
    "warmth": "reacting_offset",
    "space_effect": "community_effect",
    "space_relevance": "community_relevance",
    "answers_in_spaces": "answers_in_communities",
}
"""Constants that had another name once."""
ECONOMIC = (
    "loaded_hour",
    "working_week",
    "search_share",
    "search_ceiling",
    "reading_return",
    "unsought_worth",
    "moved_time",
    "visit_minutes",
    "read_minutes",
    "post_minutes",
    "reply_minutes",
    "licence",
    "programme_effort",
)
"""Constants that count what use is worth, and change no run."""


def known_parameters() -> dict[str, Parameter]:
    """What is known about every constant of behaviour, by name."""
    hints = get_type_hints(Parameters, include_extras=True)
    return {
        name: next(note for note in hint.__metadata__ if isinstance(note, Parameter)) for name, hint in hints.items()
    }


def _field(name: str, parameter: Parameter) -> tuple[Any, Any]:
    default = float(Parameters._field_defaults[name])
    known: dict[str, JsonValue] = {
        "unit": parameter.unit,
        "source": parameter.source,
        "confidence": parameter.confidence,
    }
    return (
        float,
        Field(default, ge=parameter.low, le=parameter.high, description=parameter.meaning, json_schema_extra=known),
    )


def _on_or_off(value: object) -> bool:
    if value in ("on", "off"):
        return value == "on"
    if not isinstance(value, bool):
        raise ValueError("write on or off")  # noqa: TRY004 - pydantic collects value errors
    return value


Switch = Annotated[
    bool,
    PlainValidator(_on_or_off),
    PlainSerializer(lambda on: "on" if on else "off"),
    WithJsonSchema({"enum": ["on", "off", True, False]}),
]

_PARAMETERS = known_parameters()
TURNOVER = _PARAMETERS["turnover"]
_fields: dict[str, Any] = {name: _field(name, known) for name, known in _PARAMETERS.items() if name not in ELSEWHERE}
_switches: dict[str, Any] = {
    name: (Switch, Field(default=True, description=meaning)) for name, (meaning, _) in MECHANISMS.items()
}

Constants: type[Closed] = create_model(
    "Constants",
    __base__=Closed,
    __doc__="Constants of behaviour; those left out have their defaults.",
    **_fields,
)
"""The mapping ``behaviour:``."""

Switches: type[Closed] = create_model(
    "Switches",
    __base__=Closed,
    __doc__="Mechanisms of the model, each on or off.",
    **_switches,
)
"""The mapping ``mechanisms:``."""


def parameters_of(constants: BaseModel, switches: BaseModel, turnover: float) -> Parameters:
    """The constants of a run: those given, with what is switched off made neutral."""
    values: dict[str, float] = {**constants.model_dump(), "turnover": turnover}
    for name, on in switches:
        if not on:
            neutral: Mapping[str, float] = MECHANISMS[name][1]
            values.update(neutral)
    return Parameters(**values)
