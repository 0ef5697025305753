"""Where something stands in a scenario: ``programmes.ambassadors[0].count``, as text and as a route."""

from __future__ import annotations

import re

Route = tuple[str | int, ...]
"""Names of entries and numbers of items, from the top."""

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
    route: list[str | int] = []
    position = 0
    while (match := PART.match(text, position)) and match.end() > position:
        double, single, plain, number = match.groups()
        name = next((part for part in (double, single, plain) if part is not None), None)
        route.append(int(number) if name is None else name.strip())
        position = match.end()
    if not route or not isinstance(route[0], str) or text[position : position + 1] != "=":
        raise ValueError("write path=value, such as organisation.generate.people=2000")
    return tuple(route), text[position + 1 :]
