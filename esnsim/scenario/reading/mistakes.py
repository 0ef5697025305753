"""What is wrong with a scenario, in its own words: pydantic's findings said anew, each at its line."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from esnsim.errors import Mistake
from esnsim.interventions import kinds
from esnsim.interventions.forms import suggestion
from esnsim.interventions.registry import broken_plugins
from esnsim.names import shown
from esnsim.nearby import nearest
from esnsim.scenario.constants import ELSEWHERE, RENAMED
from esnsim.scenario.reading.document import Document
from esnsim.scenario.reading.expectations import Spot, expected, follow, names_of
from esnsim.scenario.reading.unreadable import odd_space
from esnsim.scenario.route import Route, route_text

LONGEST_FOUND = 40
TOGETHER: tuple[Route, ...] = (("initial",),)
"""Mappings whose entries make sense together only: what is missing is said beside what is wrong."""
PERCENT = (5.0, 100.0)
"""A number in this range, where a share was to be written, was probably meant as a percentage."""
FIRST_VISIBLE = 32
"""Smaller codes are of control characters."""
NO_DIGIT = r"[^0-9]"
THOUSANDS = re.compile(rf"[0-9]{{1,3}}({NO_DIGIT}[0-9]{{3}}){{1,3}}")
"""A whole number with something between its thousands."""
NUMBER_WANTED = ("float_type", "int_type", "float_parsing", "int_parsing")


def _as_it_stands(route: Route) -> Route:
    return route


def mistakes_of(
    error: ValidationError,
    model: type[BaseModel],
    document: Document,
    origin: Callable[[Route], Route] = _as_it_stands,
) -> list[Mistake]:
    """Every mistake once, in the order of the file.

    Args:
        error: What pydantic found.
        model: What it was held against.
        document: What the file says.
        origin: Where in the file something is written that was checked at a route.
    """
    found: dict[Route, Mistake] = {}
    missing: list[Route] = []
    for detail in error.errors(include_url=False):
        spot = follow(model, detail["loc"])
        route, place, message = _say(detail, spot._replace(route=origin(spot.route)), document)
        # A union tells of every branch it tried; the first message already names all that would be right.
        found.setdefault(route, Mistake(place, message))
        missing += [route] * (detail["type"] == "missing")
    _say_together(found, missing)
    order = {route: rank for rank, route in enumerate(document.places)}
    return [mistake for _, mistake in sorted(found.items(), key=lambda item: _rank(item[0], order))]


def _say_together(found: dict[Route, Mistake], missing: list[Route]) -> None:
    """Let the first wrong entry of a mapping tell which others are missing, if they make sense together only."""
    for route in missing:
        wrong = next((each for each in found if each[:-1] == route[:-1] and each not in missing), None)
        if route[:-1] in TOGETHER and wrong is not None:
            first = found[wrong]
            found[wrong] = first._replace(message=f"{first.message}; {found.pop(route).message}")


def _rank(route: Route, order: dict[Route, int]) -> int:
    return next((order[route[:length]] for length in range(len(route), -1, -1) if route[:length] in order), 0)


def _say(detail: ErrorDetails, spot: Spot, document: Document) -> tuple[Route, str, str]:
    """The route, place and message of a finding."""
    kind, route = detail["type"], spot.route
    if kind == "unknown_name":
        return _unknown(route, detail["ctx"]["known"], document)
    if kind == "extra_forbidden":
        return _unknown(route, names_of(spot.owner) if spot.owner else [], document)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _unknown_kind(detail, route, document)
    if kind == "missing":
        return route, document.place(route), f"{route_text(route)} is missing; write {expected(spot)}"
    spot = _as_written(spot, detail["input"], document)
    return spot.route, document.place(spot.route), _wrong(detail, spot, document)


def _as_written(spot: Spot, given: object, document: Document) -> Spot:
    """The spot the value was written at, where one value stands for a mapping, as in ``start: week 4``."""
    above = spot.route[:-1]
    if not document.holds(spot.route) and document.holds(above) and document.value(above) == given:
        return spot._replace(route=above)
    return spot


def _wrong(detail: ErrorDetails, spot: Spot, document: Document) -> str:
    """A value that does not belong where it is."""
    where, given = route_text(spot.route), detail["input"]
    right = _right(detail, spot)
    if not document.holds(spot.route) and given in (None, ""):
        return f"{where} is missing; {right}"
    if detail["type"] == "value_error" and isinstance(given, dict):
        return f"{where}: {right}" if where else right
    return f"{where} is {found_text(given)}; {right}"


def _right(detail: ErrorDetails, spot: Spot) -> str:
    """What would be right instead."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error" and isinstance(detail["input"], str):
        meant = nearest(detail["input"], [str(word) for word in _literals(spot)])
        return (f"did you mean '{meant}'? " if meant else "") + f"write {expected(spot)}"
    if kind in ("string_too_short", "too_short") and not detail["input"]:
        return f"it cannot be empty; write {expected(spot)}"
    if kind in NUMBER_WANTED and isinstance(detail["input"], str):
        return f"{_meant_number(detail['input'], whole=kind.startswith('int'))}write {expected(spot)}"
    if kind == "string_too_long":
        return f"write at most {context['max_length']} letters"
    return f"{_meant_share(detail)}write {expected(spot)}"


def _meant_share(detail: ErrorDetails) -> str:
    """A suggestion, where a percentage was written for a share without saying so."""
    is_share = detail["type"] == "less_than_equal" and detail["ctx"]["le"] == 1
    given = detail["input"]
    return f"did you mean {given / 100.0:.10g}? " if is_share and PERCENT[0] <= given <= PERCENT[1] else ""


def _meant_number(text: str, *, whole: bool) -> str:
    """A suggestion, where a percentage, a quoted number or a number with a comma was written for a number."""
    if whole and THOUSANDS.fullmatch(text):
        return f"did you mean {re.sub(NO_DIGIT, '', text)}? "
    found = re.fullmatch(r"\s*([-+]?[0-9]{0,15}([.,]?)[0-9]{1,15})\s*(%?)\s*", text)
    if not found:
        return ""
    number = float(found[1].replace(",", ".")) / (100.0 if found[3] else 1.0)
    if found[3] and not 0.0 <= number <= 1.0:
        return ""
    return f"did you mean {number:.10g}{', with a point rather than a comma' if found[2] == ',' else ''}? "


def _literals(spot: Spot) -> list[object]:
    words = expected(spot._replace(field=None)).removeprefix("one of ")
    return list(words.split(", "))


def _unknown(route: Route, known: list[str], document: Document) -> tuple[Route, str, str]:
    name = str(route[-1])
    if route[:-1] == ("behaviour",) and name in RENAMED:
        message = f"{route_text(route)} is called {RENAMED[name]} now"
        return route, document.place(route, of_name=True), message
    message = f"{route_text(route)} is not known; "
    if route[:-1] == ("behaviour",) and name in ELSEWHERE:
        message += f"write it as {ELSEWHERE[name]}"
    else:
        message += suggestion(name, known)
    return route, document.place(route, of_name=True), message


def _unknown_kind(detail: ErrorDetails, route: Route, document: Document) -> tuple[Route, str, str]:
    route = (*route, "kind")
    given: Any = detail["input"]
    if not (isinstance(given, dict) and "kind" in given):
        return route, document.place(route), f"{route_text(route)} is missing; {_known_kinds('')}"
    found = given["kind"]
    message = f"{route_text(route)} is {found_text(found)}; {_known_kinds(str(found))}"
    return route, document.place(route), message


def _known_kinds(name: str) -> str:
    broken = broken_plugins().get(name)
    return f"its {broken}" if broken else suggestion(name, kinds(), "kinds")


def found_text(value: object) -> str:
    """What was found, as it was written, cut if long."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return _cut(f"{value}")
    if isinstance(value, str):
        return f"'{shown(_cut(value))}'{_unseen(value)}"
    return "a mapping" if isinstance(value, dict) else "a list"


def _cut(text: str) -> str:
    return f"{text[:LONGEST_FOUND]}..." if text[LONGEST_FOUND:] else text


def _unseen(text: str) -> str:
    """What of a text cannot be seen: something like a space, or a control character such as a line break."""
    if odd_space(text):
        return f" (with {odd_space(text)})"
    control = next((letter for letter in text if ord(letter) < FIRST_VISIBLE), "")
    return f" (with the control character {control!a})" if control else ""
