"""What the values of a scenario are counted in: one way of writing for every table, sentence and picture."""

from __future__ import annotations

import re
from typing import Any

import annotated_types

from esnsim.scenario import Scenario
from esnsim.scenario.reading.expectations import follow
from esnsim.scenario.route import DEPTH_OF_INTERVENTIONS, Route

SHARE, A_YEAR = "%", "1/year"
CLAUSE = re.compile(r"[;:,(]|\. ")


def unit_and_meaning(route: Route, scenario: Scenario) -> tuple[str, str]:
    """The unit of a place in a scenario and what it means, as far as its form says.

    Args:
        route: The place.
        scenario: In which its programmes are looked up.

    Returns:
        The unit, ``%`` where values are shares (of a year's people, too), empty where there is none; and the meaning.
    """
    location = route
    if route[0] == "programmes" and len(route) > DEPTH_OF_INTERVENTIONS:
        interventions = scenario.programmes.get(str(route[1]), ())
        if isinstance(route[2], int) and route[2] < len(interventions):
            location = (*route[:3], interventions[route[2]].kind, *route[3:])
    point_record = follow(Scenario, location)
    if point_record.field is None:
        return "", ""
    meaning = CLAUSE.split(point_record.field.description or "")[0].strip().rstrip(".")
    meaning = meaning if meaning[1:2].isupper() else meaning[:1].lower() + meaning[1:]
    extra = point_record.field.json_schema_extra
    unit = str(extra.get("unit", "")) if isinstance(extra, dict) else ""
    if unit:
        is_share = "share" in unit or (unit == A_YEAR and meaning.startswith("share "))
        return (SHARE if is_share else unit), meaning
    low: list[Any] = [note.ge for note in point_record.notes if isinstance(note, annotated_types.Ge)]
    high: list[Any] = [note.le for note in point_record.notes if isinstance(note, annotated_types.Le)]
    is_share = low == [0] and (high == [1] or (meaning.startswith("share ") and max(high, default=1) < 1))
    return (SHARE if is_share else ""), meaning
