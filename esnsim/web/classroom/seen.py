"""What somebody may see of a class, and the drawing of its curves as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from esnsim.experiments.estimates.interval import Interval
from esnsim.report.style import GREY, HUES
from esnsim.web.classroom.classes import Classes
from esnsim.web.classroom.classroom import NOTHING, ClassError, Classroom, Team, begun
from esnsim.web.classroom.runs import Plan, PlanCurve
from esnsim.web.classroom.views import drawing_place

EVERY = 5
"""Workdays between two points of a curve."""


class ClassRole(NamedTuple):
    """What somebody is in a class.

    Attributes:
        role: ``team`` or ``facilitator``.
        code: Of the class.
        key: What only they know.
    """

    role: str
    code: str
    key: str


Seen = tuple[Classroom, Team | None] | str | None
"""A class and the own team, None for a facilitator; or why nothing is seen; or nothing, outside of a class."""


def seen_by(classes: Classes, place: ClassRole | None) -> Seen:
    """What somebody in this place may see: of other teams a team sees nothing."""
    if place is None:
        return None
    try:
        if place.role == "facilitator":
            return classes.lead(place.code, place.key), None
        team = classes.team(place.code, place.key)
        return replace(classes.find(place.code), teams={team.name: team}, changed=""), team
    except ClassError as error:
        return str(error)


def standing_part(seen: Seen) -> Seen:
    """What the page is made anew for: a facilitator's stays while teams plan, so that nothing on it jumps."""
    if seen is None or isinstance(seen, str) or seen[1] is not None:
        return seen
    return replace(seen[0], teams={}, changed=""), None


def begun_plans(found: Classroom, own: Team | None) -> dict[str, Plan]:
    """What is done in the rounds that have been simulated, by team: a team's own one only."""
    return {each.name: begun(found, each) for each in ([own] if own else found.teams.values())}


def drawn_curves(found: Classroom, own: Team | None, curves: Mapping[str, PlanCurve]) -> dict[str, Any]:
    """The curves as the page draws them: colour, dashes and markers follow from the place of a team in the class."""
    names = [NOTHING, *found.teams]
    lines = [
        {
            "name": name,
            "nth": names.index(name),
            "colour": GREY if name == NOTHING else HUES[(names.index(name) - 1) % len(HUES)],
            "values": [round(value, 3) for value in curve.mean],
            "interval": _ends(curve.reached),
        }
        for name, curve in curves.items()
    ]
    return {
        "whose": drawing_place(found, own.name if own else ""),
        "curves": lines,
        "weeks": found.rounds * found.weeks,
    }


def _ends(found: Interval) -> list[float] | None:
    return [round(found.low, 3), round(found.high, 3)] if found.is_known else None
