"""Where something stands in a scenario: ``programmes.ambassadors[0].count``, as text and as a route."""

from __future__ import annotations

import re

from esnsim.interventions.forms import suggestion

Route = tuple[str | int, ...]
"""Names of entries and numbers of items, from the top."""

SOURCES = ("generate", "import")
BESIDE = (*SOURCES, "turnover")
"""What stands directly below the organisation."""
PROGRAMMES = "programmes"
EXTENDING = ("extends", "without", "change", "with")
"""Entries of a programme that begins with another one."""
DEPTH_OF_INTERVENTIONS = 3
PART = re.compile(r"""\.?(?:"([^"]*)"|'([^']*)'|([^.\[\]="']+))|\[(\d{1,6})\]""")


def route_text(route: Route) -> str:
    """The route as a person writes it; names with marks of their own stand in quotes."""
    text = ""
    for part in route:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            name = part if re.fullmatch(r"""[^.\[\]="']+""", part) else f"'{part}'"
            text += f".{name}" if text else name
    return text


def split_assignment(text: str) -> tuple[Route, str]:
    """The route and the value of ``programmes.ambassadors[0].count=100``.

    Raises:
        ValueError: If it is no assignment.
    """
    route, rest = _begin(text)
    if not route or not rest.startswith("="):
        raise ValueError("write path=value, such as organisation.generate.people=2000")
    _check_text(text)
    return route, rest[1:]


def read_route(text: str) -> Route:
    """The route written as ``programmes.ambassadors[0].count``.

    Raises:
        ValueError: If it is no path.
    """
    route, rest = _begin(text)
    _check_text(text)
    if not route or rest:
        raise ValueError("write a path, such as organisation.generate.people or programmes.ambassadors[0].count")
    return route


def _check_text(text: str) -> None:
    """Refuse what came from bytes that are no text, as terminals may hand it on."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("holds a character that is no text; write it in UTF-8") from None


def _begin(text: str) -> tuple[Route, str]:
    """The route at the beginning, empty if there is none, and the rest."""
    route: list[str | int] = []
    position = 0
    while (match := PART.match(text, position)) and match.end() > position:
        double, single, plain, number = match.groups()
        name = next((part for part in (double, single, plain) if part is not None), None)
        route.append(int(number) if name is None else name.strip())
        position = match.end()
    if not route or not isinstance(route[0], str):
        return (), text
    return tuple(route), text[position:]


def in_full(route: Route, content: object) -> Route:
    """The route as it stands in a scenario that is written in full.

    ``organisation.people`` is short for ``organisation.generate.people``, and an intervention may go by its kind. In a
    programme that extends another, that is what it changes.

    Args:
        route: Where something stands, or shall stand.
        content: Plain values of the scenario.

    Raises:
        ValueError: If there is no such programme, or it has no intervention of the kind, or several.
    """
    organisation = content.get("organisation") if isinstance(content, dict) else None
    sources = [name for name in SOURCES if isinstance(organisation, dict) and name in organisation]
    is_short = len(route) > 1 and route[0] == "organisation" and isinstance(route[1], str) and route[1] not in BESIDE
    if is_short and len(sources) == 1:
        route = ("organisation", sources[0], *route[1:])
    return _numbered(route, content)


def _numbered(route: Route, content: object) -> Route:
    """The route with kinds of interventions, as in ``programmes.all.campaign.dose``, replaced by their numbers."""
    programmes = content.get(PROGRAMMES) if isinstance(content, dict) else None
    if len(route) < DEPTH_OF_INTERVENTIONS or route[0] != PROGRAMMES or not isinstance(programmes, dict):
        return route
    if route[1] not in programmes:
        known = suggestion(str(route[1]), map(str, programmes), "programmes")
        raise ValueError(f"there is no programme '{route[1]}'; {known}")
    interventions = programmes[route[1]]
    if isinstance(interventions, dict) and "extends" in interventions and route[2] not in EXTENDING:
        return _changing(route)
    if not isinstance(route[2], str) or not isinstance(interventions, list):
        return route
    return (*route[:2], _number(route[:2], route[2], interventions), *route[3:])


def _changing(route: Route) -> Route:
    """The route of an inherited intervention, which is changed where the programme says what differs."""
    if isinstance(route[2], int):
        programme = route_text(route[:2])
        message = f"{programme} extends another programme; write {programme}.KIND rather than a number"
        raise ValueError(message)  # noqa: TRY004 - not a bug
    return (*route[:2], "change", *route[2:])


def _number(programme: Route, kind: str, interventions: list[object]) -> int:
    """Which intervention is meant by its kind."""
    kinds = [str(each.get("kind")) if isinstance(each, dict) else "" for each in interventions]
    if kinds.count(kind) == 1:
        return kinds.index(kind)
    where = route_text(programme)
    if kind in kinds:
        places = " and ".join(f"[{nth}]" for nth, each in enumerate(kinds) if each == kind)
        raise ValueError(f"{where} has several interventions of kind '{kind}', {places}; write the number of one")
    raise ValueError(f"{where} has no intervention of kind '{kind}'; {suggestion(kind, set(kinds) - {''}, 'kinds')}")
