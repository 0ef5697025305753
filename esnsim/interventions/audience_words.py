"""The words an audience is described in: what may follow each, and how they stand in a line of text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from esnsim.interventions.forms import suggestion
from esnsim.state.ladder import LADDER

AgeBand = Literal["18-24", "25-34", "35-44", "45-54", "55+"]
RoleWord = Literal["employee", "leader", "ambassador", "community_manager"]
ROLES = get_args(RoleWord)
SWITCHES = ("frontline", "manager")
STATES = LADDER
"""Words for how a person uses the network; masks for these and for `ROLES` come with every selection."""
EVERYBODY = "everybody"


def _listed(value: object) -> list[object]:
    values = value if isinstance(value, (list, tuple)) else [value]
    if not values:
        raise ValueError("an empty list chooses nobody; leave the line out to choose everybody")
    return list(values)


class Unknown(NamedTuple):
    """Stands for the value of a name nobody knows, so that it is refused together with all other mistakes."""

    known: tuple[str, ...]


def _names(value: object) -> tuple[str, ...]:
    """One name or several; a number is a name as it is written."""
    if isinstance(value, Unknown):
        raise PydanticCustomError("unknown_name", "unknown name", {"known": list(value.known)})
    if any(isinstance(name, (bool, float)) or not isinstance(name, (str, int)) for name in _listed(value)):
        raise ValueError("write a name or a list of names")
    return tuple(str(name) for name in _listed(value))


def _levels(value: object) -> tuple[int, ...]:
    levels = tuple(level for level in _listed(value) if type(level) is int and level >= 0)
    if len(levels) != len(_listed(value)):
        raise ValueError("write a level or a list of levels; 0 is the top")
    return levels


def _choices(known: tuple[str, ...]) -> Callable[[object], tuple[str, ...]]:
    def chosen(value: object) -> tuple[str, ...]:
        names = _names(value)
        for name in names:
            if name not in known:
                raise ValueError(suggestion(name, known))
        return names

    return chosen


def _several(read: Callable[[object], tuple[Any, ...]], item: dict[str, Any]) -> tuple[Any, ...]:
    """Annotations of a field that takes a value or a list of them."""
    return PlainValidator(read), WithJsonSchema({"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]})


Names = Annotated[tuple[str, ...], *_several(_names, {"type": ["string", "integer"]})]
Levels = Annotated[tuple[int, ...], *_several(_levels, {"type": "integer", "minimum": 0})]
AgeBands = Annotated[tuple[str, ...], *_several(_choices(get_args(AgeBand)), {"enum": list(get_args(AgeBand))})]
Roles = Annotated[tuple[str, ...], *_several(_choices(ROLES), {"enum": list(ROLES)})]


def read_line(text: str) -> dict[str, Any]:
    """The mapping meant by a line such as ``country: FR or DE, not unit: IT, lapsed, share: 0.1``.

    Raises:
        ValueError: If an entry has no meaning.
    """
    said: dict[str, Any] = {}
    left_out: list[dict[str, Any]] = []
    if text.strip() == EVERYBODY:
        return said
    for entry in text.split(","):
        negated, rest = entry.strip().startswith("not "), entry.strip().removeprefix("not ")
        name, colon, value = (part.strip() for part in rest.partition(":"))
        if not name or (colon and not value):
            raise ValueError("write entries such as 'country: FR, level_at_most: 2, lapsed, not unit: IT, share: 0.1'")
        if not colon and name not in STATES + SWITCHES:
            raise ValueError(f"'{name}' says nothing by itself; {suggestion(name, STATES + SWITCHES, 'words')}")
        if name in said and not (negated and colon):
            raise ValueError(f"'{name}' stands here twice; write several values as '{name}: one or another'")
        if negated and colon:
            left_out.append({name: _plain(value)})
        else:
            said[name] = _plain(value) if colon else not negated
    return {**said, "not": left_out} if left_out else said


def _plain(value: str) -> object:
    if " or " in value:
        return [_plain(part.strip()) for part in value.split(" or ")]
    if re.fullmatch(r"0|[1-9]\d*", value):
        return int(value)
    if re.fullmatch(r"\d*\.\d+", value):
        return float(value)
    return {"true": True, "false": False}.get(value, value)
