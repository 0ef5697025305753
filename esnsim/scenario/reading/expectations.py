"""What would be right at a place of a scenario, in words, read off the models themselves."""

from __future__ import annotations

import types
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import annotated_types
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from esnsim.scenario.route import Route

LISTED_FIELDS = 6
LARGEST_EXACT = 1e15
NUMBERS = {int: "a whole number", float: "a number"}
PLAIN: dict[object, str] = {
    str: "a text",
    bool: "true or false",
    date: "a date such as 2017-01-30",
    Path: "the path of a file",
}


class Spot(NamedTuple):
    """What the models say about a place.

    Attributes:
        route: The place, without the branches pydantic tried there.
        annotation: Type of what belongs there; None where nothing does.
        notes: Bounds and the like.
        field: The field it is, or belongs to.
        owner: The mapping it is an entry of.
    """

    route: Route
    annotation: Any
    notes: tuple[Any, ...] = ()
    field: FieldInfo | None = None
    owner: type[BaseModel] | None = None


def follow(model: type[BaseModel], location: Route) -> Spot:
    """What belongs at a place pydantic names, starting from a model."""
    spot = Spot((), model)
    for part in location:
        spot = _entry(spot, part) if isinstance(part, str) else _item(spot, part)
    return spot


def _entry(spot: Spot, name: str) -> Spot:
    choices = list(_choices(spot.annotation))
    models = [choice for choice in choices if _is_model(choice)]
    for model in models:
        kind = model.model_fields.get("kind")
        if len(models) > 1 and kind is not None and name in get_args(kind.annotation):
            return spot._replace(annotation=model)
    if len(models) == 1:
        return _field(spot, models[0], name)
    for choice in choices:
        if get_origin(choice) is dict and name != "[key]":
            return Spot((*spot.route, name), get_args(choice)[1], field=spot.field)
    return spot  # the name of a branch of a union


def _field(spot: Spot, model: type[BaseModel], name: str) -> Spot:
    for plain, field in model.model_fields.items():
        if (field.alias or plain) == name:
            return Spot((*spot.route, name), field.annotation, tuple(field.metadata), field, model)
    return Spot((*spot.route, name), None, owner=model)


def _item(spot: Spot, number: int) -> Spot:
    items = [get_args(choice)[0] for choice in _choices(spot.annotation) if get_origin(choice) in (list, tuple)]
    return Spot((*spot.route, number), items[0] if items else None, field=spot.field)


def _is_model(choice: Any) -> bool:  # noqa: ANN401 - any annotation
    return isinstance(choice, type) and issubclass(choice, BaseModel)


def _choices(annotation: Any) -> Iterator[Any]:  # noqa: ANN401
    """The types a value may have, unions and notes taken apart."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _choices(get_args(annotation)[0])
    elif origin in (Union, types.UnionType):
        for choice in get_args(annotation):
            yield from _choices(choice)
    elif annotation not in (None, type(None)):
        yield annotation


def _notes(annotation: Any) -> Iterator[Any]:  # noqa: ANN401
    if get_origin(annotation) is Annotated:
        for note in annotation.__metadata__:
            yield from note.metadata if isinstance(note, FieldInfo) else (note,)
    elif get_origin(annotation) in (Union, types.UnionType):
        for choice in get_args(annotation):
            yield from _notes(choice)


def names_of(model: type[BaseModel]) -> list[str]:
    """The names a mapping may have entries under."""
    return [field.alias or name for name, field in model.model_fields.items()]


def notes_of(spot: Spot) -> tuple[Any, ...]:
    """Bounds and the like of what belongs there."""
    return (*spot.notes, *_notes(spot.annotation))


def types_at(spot: Spot) -> tuple[Any, ...]:
    """The types of what may stand there."""
    return tuple(_choices(spot.annotation))


def expected(spot: Spot) -> str:
    """What would be right there: ``a whole number from 1 to 1,040 (how long it is looked at)``."""
    notes = notes_of(spot)
    words = [_words(choice, notes) for choice in _choices(spot.annotation)]
    if len(words) > 1 and all(_is_model(choice) for choice in _choices(spot.annotation)):
        return "an intervention, such as {kind: campaign}"
    meaning = _meaning(spot.field)
    return " or ".join(dict.fromkeys(words)) + (f" ({meaning})" if meaning else "")


def _words(choice: Any, notes: tuple[Any, ...]) -> str:  # noqa: ANN401
    if choice in NUMBERS:
        return f"{NUMBERS[choice]}{_range(notes)}"
    if choice in PLAIN:
        return PLAIN[choice]
    if get_origin(choice) is Literal:
        return "one of " + ", ".join(str(word) for word in get_args(choice))
    if get_origin(choice) in (list, tuple):
        return "a list, [] if there is nothing in it"
    if _is_model(choice):
        names = names_of(choice)
        return "a mapping of " + ", ".join(names[:LISTED_FIELDS]) + (" ..." if names[LISTED_FIELDS:] else "")
    return "a mapping of names and values"


def _range(notes: tuple[Any, ...]) -> str:
    bounds: dict[str, float] = {}
    for note in notes:
        for sign, kind in (("ge", annotated_types.Ge), ("gt", annotated_types.Gt), ("le", annotated_types.Le)):
            if isinstance(note, kind):
                bounds[sign] = getattr(note, sign)
    low, above, high = bounds.get("ge"), bounds.get("gt"), bounds.get("le")
    if low is not None and high is not None:
        return f" from {number(low)} to {number(high)}"
    parts = [
        f"at least {number(low)}" if low is not None else "",
        f"more than {number(above)}" if above is not None else "",
        f"at most {number(high)}" if high is not None else "",
    ]
    said = " and ".join(part for part in parts if part)
    return f", {said}" if said else ""


def number(value: float) -> str:
    """A number as a person writes it."""
    return f"{value:,.0f}" if float(value).is_integer() and abs(value) < LARGEST_EXACT else f"{value:g}"


def _meaning(field: FieldInfo | None) -> str:
    """The first clause of a field's description, and its unit."""
    if field is None or not field.description:
        return ""
    clause = field.description
    for end in (";", ". ", ", ", " ("):
        clause = clause.split(end)[0]
    clause = clause.rstrip(".")
    if not clause[1:2].isupper():
        clause = clause[:1].lower() + clause[1:]
    extra = field.json_schema_extra
    unit = extra.get("unit") if isinstance(extra, dict) else None
    return f"{clause}; {unit}" if unit else clause
