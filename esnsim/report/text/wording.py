"""Factors of a sweep in plain words: ``programmes.full[2].share`` is "ambassadors: share", in percent."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from esnsim.experiments.design.quantities import unit_and_meaning
from esnsim.experiments.results.sweep_result import Sweep
from esnsim.numerals import numeral
from esnsim.report.text.outcomes import plural, spaced
from esnsim.scenario import Scenario
from esnsim.scenario.reading.expectations import number
from esnsim.scenario.route import DEPTH_OF_INTERVENTIONS, Route, read_route

MOMENT = re.compile(r"(?:week\s+(\d+)|(\d+)\s+(days?|workdays?|weeks?|months?|years?))")
LOG_RATIO = 4.0
"""Between the smallest and the largest value of a factor, from which a logarithmic axis may be the better one."""
LEAST_FOR_LOG = 3
SPANS = ("days", "workdays", "weeks", "months", "years")
SECTIONS = ("organisation", "generate", "import", "behaviour", "mechanisms")
"""Parts of a path that say where something stands rather than what it is."""


@dataclass(frozen=True, slots=True)
class Varied:
    """A factor as pictures show it.

    Attributes:
        path: Place in the scenario.
        label: What it is called on an axis, such as ``ambassadors: share``.
        phrase: What it is called in a sentence, the same words as on an axis where they fit one.
        meaning: What the scenario's form says of it; empty where it says nothing.
        unit: ``%`` where values are shares, the unit of a constant, or empty.
        numeric: Whether values have distances.
        log: Whether its axis is logarithmic.
        places: Where each point is on its axis: the number itself, or the place among the levels; by point.
        levels: Places that occur, ascending.
        names: What is written at each level.
    """

    path: str
    label: str
    phrase: str
    meaning: str
    unit: str
    numeric: bool
    log: bool
    places: pd.Series[float]
    levels: tuple[float, ...]
    names: tuple[str, ...]

    @property
    def title(self) -> str:
        """Its label with its unit."""
        return f"{self.label} ({self.unit})" if self.unit not in ("", "%", "week", *SPANS) else self.label

    def name_of(self, place: float) -> str:
        """What is written at a level."""
        return self.names[self.levels.index(place)]

    def written(self, place: float, digits: int = 4) -> str:
        """Any place on the axis of a numeric factor, in so many digits."""
        return _quantity(place, self.unit, digits)


def varied(sweep: Sweep) -> list[Varied]:
    """The factors of a sweep, in its order; those that are the same at all points too."""
    points = sweep.requests.points(sweep.entry.number)
    if not points:
        return []
    scenario = sweep.requests.question(points[0].question)
    values = {path: _values(sweep, path) for path in sweep.factors}
    found = [_varied(path, scenario, each) for path, each in values.items()]
    names = Counter(each.label for each in found)
    return [_distinguished(each) if names[each.label] > 1 else each for each in found]


def _values(sweep: Sweep, path: str) -> dict[int, Any]:
    """The value at each point; where a list left it open, what the scenario says there."""
    route = read_route(path)
    values = {}
    for spot in sweep.requests.points(sweep.entry.number):
        value = spot.factors.get(path)
        values[spot.number] = _said(sweep.requests.content(spot.question), route) if value is None else value
    return values


def _said(content: Any, route: Route) -> Any:  # noqa: ANN401 - any value of a scenario
    for part in route:
        if isinstance(content, dict):
            content = content.get(part)
        else:
            content = content[part] if isinstance(content, list) and isinstance(part, int) else None
    return content


def _varied(path: str, scenario: Scenario, values: dict[int, Any]) -> Varied:
    route = read_route(path)
    label, phrase = _labels(route, scenario)
    unit, meaning = unit_and_meaning(route, scenario)
    numbers = _numbers(list(values.values()))
    if numbers is None:
        return _named(path, label, phrase, meaning, values)
    numeric, word = numbers
    places = pd.Series(numeric, index=list(values), dtype="float64")
    levels = tuple(sorted(set(numeric)))
    unit = word or unit
    return Varied(
        path, label, phrase, meaning, unit, True, _is_log(numeric), places, levels,  # noqa: FBT003
        tuple(_quantity(level, unit) for level in levels),
    )  # fmt: skip


def _named(path: str, label: str, phrase: str, meaning: str, values: dict[int, Any]) -> Varied:
    """A factor whose values have names only; they keep the order in which they were tried, but off comes before on."""
    texts = {point: _text(value) for point, value in values.items()}
    names = tuple(dict.fromkeys(texts.values()))
    if set(names) == {"off", "on"}:
        names = ("off", "on")
    places = pd.Series([float(names.index(text)) for text in texts.values()], index=list(texts), dtype="float64")
    levels = tuple(float(nth) for nth in range(len(names)))
    return Varied(path, label, phrase, meaning, "", False, False, places, levels, names)  # noqa: FBT003


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return "nothing said" if value is None else spaced(str(value))


def _numbers(values: Sequence[object]) -> tuple[list[float], str] | None:
    """The values as numbers with a word for their unit; None if they are no numbers."""
    if all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values):
        return [float(value) for value in values], ""  # type: ignore[arg-type]
    matches = [MOMENT.fullmatch(value.strip()) if isinstance(value, str) else None for value in values]
    units = {"week" if match[1] else f"{match[3].rstrip('s')}s" for match in matches if match}
    if None in matches or len(units) != 1:
        return None
    return [float(match[1] or match[2]) for match in matches if match], units.pop()


def _is_log(values: Sequence[float]) -> bool:
    """Whether the values lie more evenly on a logarithmic axis."""
    ordered = sorted(set(values))
    if len(ordered) < LEAST_FOR_LOG or ordered[0] <= 0.0 or ordered[-1] < LOG_RATIO * ordered[0]:
        return False
    return _unevenness([math.log(value) for value in ordered]) < _unevenness(ordered)


def _unevenness(ordered: Sequence[float]) -> float:
    """Mean distance from where the values would be if they were spread evenly between the first and the last."""
    first, reach, last = ordered[0], ordered[-1] - ordered[0], len(ordered) - 1
    return sum(abs((value - first) / reach - nth / last) for nth, value in enumerate(ordered)) / len(ordered)


def _quantity(value: float, unit: str, digits: int = 4) -> str:
    if unit == "%":
        return f"{numeral(float(f'{100.0 * value:.{digits}g}'))} %"
    if unit == "week":
        return f"week {value:g}"
    text = number(float(f"{value:.{digits}g}") if abs(value) < 1.0 or digits < 4 else round(value, 2))  # noqa: PLR2004
    return f"{text} {unit}" if unit in SPANS else text


def _labels(route: Route, scenario: Scenario) -> tuple[str, str]:
    """What a factor is called on an axis, and in a sentence."""
    if route[0] == "programmes" and len(route) > DEPTH_OF_INTERVENTIONS:
        owner = _intervention(route, scenario)
        rest = " ".join(spaced(str(part)) for part in route[DEPTH_OF_INTERVENTIONS:])
        return f"{owner}: {rest}", f"{owner}: {rest}"
    if route[0] == "initial" and len(route) > 1:
        name = f"{plural(str(route[1]))} at the start"
        return name, name
    name = " ".join(spaced(str(part)) for part in route if part not in SECTIONS) or spaced(str(route[-1]))
    return name, f"the mechanism '{name}'" if route[0] == "mechanisms" else name


def _intervention(route: Route, scenario: Scenario) -> str:
    """The name of an intervention, which is its kind unless somebody named it."""
    programme, nth = str(route[1]), route[2]
    interventions = scenario.programmes.get(programme, ())
    if not isinstance(nth, int) or nth >= len(interventions):
        return f"{programme} {nth}"
    return spaced(interventions[nth].name or interventions[nth].kind)


def _distinguished(factor: Varied) -> Varied:
    """The factor with the programme it belongs to, for there is another of its name."""
    route = read_route(factor.path)
    where = f"'{route[1]}'" if route[0] == "programmes" and len(route) > 1 else factor.path
    return replace(factor, label=f"{factor.label} in {where}", phrase=f"{factor.phrase} in {where}")


def distinct_labels(labels: Sequence[str]) -> list[str]:
    """Labels without the names of interventions, wherever what is left tells them apart: ``count``.

    Args:
        labels: What factors are called on an axis, such as ``helpers: count``.
    """
    ends = [label.rpartition(": ")[2] for label in labels]
    return [end if ends.count(end) == 1 else label for end, label in zip(ends, labels, strict=True)]
