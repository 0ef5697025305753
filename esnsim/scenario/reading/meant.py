"""Numbers that are written otherwise than scenarios write them, and can mean one thing only.

``10.0`` weeks are ten, ``50%`` of people are half of them, ``0,5`` is a half, and so is ``'0.5'``. What can mean two
things, such as ``1,000`` where decimals may stand, is told and not read.

ODD element: input data.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import annotated_types
from pydantic import BaseModel, ValidationError

from esnsim.scenario.reading.document import Document
from esnsim.scenario.reading.expectations import Spot, follow, notes_of, types_at
from esnsim.scenario.route import Route

NUMBER_WANTED = frozenset(("float_type", "int_type", "float_parsing", "int_parsing", "int_from_float"))
PLAIN = re.compile(r"[-+]?(\d+(?:_\d{3})*|\d*\.\d+|\d+\.)(?:[eE][-+]?\d{1,2})?")
DECIMAL_COMMA = re.compile(r"[-+]?\d{1,15},(?:\d{1,2}|\d{4,15})")
"""A comma with as many digits behind it as thousands never have."""
PERCENTAGE = re.compile(r"([-+]?\d{1,3}(?:[.,]\d{1,9})?) ?%")
LONGEST = 30


def put_numbers(
    error: ValidationError, model: type[BaseModel], document: Document, origin: Callable[[Route], Route]
) -> bool:
    """Put the numbers that are meant into a document; whether there were any.

    Args:
        error: What pydantic found.
        model: What it was held against.
        document: What the file says; it is changed.
        origin: Where in the file something is written that was checked at a route.
    """
    kinds: dict[Route, set[str]] = {}
    meant: dict[Route, float] = {}
    for detail in error.errors(include_url=False):
        spot = follow(model, detail["loc"])
        route = origin(spot.route)
        kinds.setdefault(route, set()).add(detail["type"])
        number = _meant(detail["input"], spot)
        if number is not None and document.holds(route) and document.value(route) == detail["input"]:
            meant[route] = number
    put = {route: number for route, number in meant.items() if route and kinds[route] <= NUMBER_WANTED}
    for route, number in put.items():
        holder: Any = document.value(route[:-1])
        holder[route[-1]] = number
    return bool(put)


def _meant(given: object, spot: Spot) -> int | float | None:
    """The number that something can only mean; nothing if it means none or several."""
    is_whole = float not in types_at(spot)
    if isinstance(given, float):
        return int(given) if is_whole and given.is_integer() else None
    if not isinstance(given, str) or len(given) > LONGEST:
        return None
    text = given.strip()
    if percentage := PERCENTAGE.fullmatch(text):
        share = round(float(percentage[1].replace(",", ".")) / 100.0, 12)
        return share if not is_whole and _is_share(spot) and 0.0 <= share <= 1.0 else None
    if DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    if not PLAIN.fullmatch(text):
        return None
    number = float(text.replace("_", ""))
    if not is_whole:
        return number
    return int(number) if number.is_integer() else None


def _is_share(spot: Spot) -> bool:
    """Whether a number from 0 to 1 belongs there."""
    notes = notes_of(spot)
    return any(isinstance(note, annotated_types.Ge) and note.ge == 0 for note in notes) and any(
        isinstance(note, annotated_types.Le) and note.le == 1 for note in notes
    )
