"""What a plan may do: interventions, each left out or carried out in one of several ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import from_json

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.errors import Mistake, ScenarioError
from esnsim.interventions import Kind
from esnsim.scenario import Scenario
from esnsim.scenario.reading.document import Document
from esnsim.scenario.reading.text import compose, read_bytes

MOST_WAYS = 400
"""Ways of one intervention; more are asked for by mistake."""
LATER_WEEKS = (1, 5, 13)
"""Starts that are tried where no levers are given, beside the scenario's own: weeks after those that were counted."""
SIZES = ("count", "share")
FACTORS = (0.5, 1.0, 2.0)
"""Numbers of people that are tried, as multiples of the scenario's own."""
DOSES = (0.5, 1.0)


class PlanLever(NamedTuple):
    """An intervention that a plan may do.

    Attributes:
        name: What it is called.
        fields: Entries that it has several values of.
        ways: What each of these entries is, in every way to carry it out.
        interventions: The same as interventions.
    """

    name: str
    fields: tuple[str, ...]
    ways: tuple[tuple[Any, ...], ...]
    interventions: tuple[Kind, ...]


def read_levers(path: Path, scenario: Scenario) -> list[PlanLever]:
    """Levers from a YAML file: interventions by name, whose entries may be lists of what they may be.

    Args:
        path: The file.
        scenario: For which they are checked.

    Raises:
        ScenarioError: With all that is wrong, each with its line.
    """
    document = compose(read_bytes(path), str(path))
    if not isinstance(document.content, dict) or not document.content:
        said = "is no mapping of interventions by name, such as 'few: {kind: ambassadors, count: [5, 10, 20]}'"
        raise ScenarioError([Mistake(str(path), said)])
    found, mistakes = [], []
    for name, content in document.content.items():
        wrong = _mistakes(document, name, content, scenario)
        if wrong:
            mistakes += wrong
        else:
            found.append(_lever(str(name), content, scenario))
    if mistakes:
        raise ScenarioError(mistakes)
    return found


def _mistakes(document: Document, name: str, content: Any, scenario: Scenario) -> list[Mistake]:  # noqa: ANN401
    """What is wrong with one lever: every value of every entry is checked with the first of all others."""
    if not isinstance(content, dict) or "kind" not in content:
        return [Mistake(document.place((name,)), f"{name} has no 'kind', so it is no intervention")]
    ways = 1
    for value in content.values():
        ways *= max(1, len(value)) if isinstance(value, list) else 1
    if ways > MOST_WAYS:
        return [Mistake(document.place((name,)), f"{name} has {ways:,} ways; write at most {MOST_WAYS}")]
    first = {entry: value[0] if isinstance(value, list) and value else value for entry, value in content.items()}
    if base := _wrong(first, scenario):
        return [Mistake(document.place((name,)), f"{name}: {base}")]
    return [
        Mistake(document.place((name, entry, nth)), f"{name}.{entry}: {wrong}")
        for entry, values in content.items()
        if isinstance(values, list)
        for nth, value in enumerate(values)
        if (wrong := _wrong(first | {entry: value}, scenario))
    ]


def _wrong(content: Mapping[str, Any], scenario: Scenario) -> str:
    """Why an intervention cannot be; nothing if it can."""
    try:
        _intervention(content, scenario)
    except ValidationError as error:
        detail = error.errors()[0]
        place = ".".join(str(part) for part in detail["loc"] if isinstance(part, str))
        entry = place.rsplit(".", 1)[-1]
        return f"{entry}: {detail['msg']}".removeprefix("programmes: ")
    return ""


def _intervention(content: Mapping[str, Any], scenario: Scenario) -> Kind:
    """An intervention from plain values, checked as in a scenario file."""
    whole = scenario.content() | {"programmes": {"lever": [dict(content)]}, "baseline": "lever"}
    for name in ("expect", "goal", "observed", "deadline"):
        whole.pop(name, None)
    (found,) = Scenario.of(whole).programmes["lever"]
    return found


def _lever(name: str, content: Mapping[str, Any], scenario: Scenario) -> PlanLever:
    """A lever in all its ways."""
    listed = {entry: value for entry, value in content.items() if isinstance(value, list)}
    ways = tuple(product(*listed.values()))
    interventions = tuple(
        _intervention({**content, "name": name} | dict(zip(listed, way, strict=True)), scenario) for way in ways
    )
    return PlanLever(name, tuple(listed), ways, interventions)


def usual_levers(scenario: Scenario) -> list[PlanLever]:
    """Levers that follow from a scenario's programmes: each intervention, earlier and later, smaller and larger."""
    found: dict[str, PlanLever] = {}
    for interventions in scenario.programmes.values():
        for each in interventions:
            name = each.name or each.kind
            if name not in found:
                found[name] = _lever(name, _varied(each, scenario), scenario)
    return list(found.values())


def _varied(intervention: Kind, scenario: Scenario) -> dict[str, Any]:
    """The entries that were written, with several starts and sizes."""
    written = intervention.model_fields_set | {"kind"}
    plain: dict[str, Any] = from_json(intervention.model_dump_json(by_alias=True))
    content = {name: value for name, value in plain.items() if name in written}
    content.pop("name", None)
    if intervention.start.when is None:
        own = start_week(intervention, scenario)
        past, last = weeks_counted(scenario), scenario.deadline_week
        weeks = sorted(week for week in {own, *(past + later for later in LATER_WEEKS)} if past < week < last)
        content["start"] = [f"week {week}" for week in weeks or [own]]
    size = next((name for name in SIZES if getattr(intervention, name, None)), "")
    if size == "count":
        content["count"] = sorted({max(1, round(factor * content["count"])) for factor in FACTORS})
    elif size == "share":
        content["share"] = sorted({min(1.0, factor * content["share"]) for factor in FACTORS})
    else:
        content["dose"] = list(DOSES)
    return content


def weeks_counted(scenario: Scenario) -> int:
    """How many weeks lie behind, since they were counted without a programme: a plan can begin in the next one."""
    own = (None, scenario.baseline)
    return max((seen.week for seen in scenario.observed if seen.programme in own), default=0)


def start_week(intervention: Kind, scenario: Scenario) -> int:
    """The week in which an intervention begins that waits for nothing, counted from 1."""
    return intervention.start.workday(scenario.start) // WORKDAYS_A_WEEK + 1


def ways_told(lever: PlanLever, way: int) -> str:
    """One way of a lever in words, such as ``ambassadors: count 10, start week 1``."""
    values = ", ".join(f"{entry} {_value(value)}" for entry, value in zip(lever.fields, lever.ways[way], strict=True))
    return f"{lever.name}: {values}" if values else lever.name


def _value(value: Any) -> str:  # noqa: ANN401
    """A value in words: of a mapping its entries."""
    return " ".join(f"{name} {_value(each)}" for name, each in value.items()) if isinstance(value, dict) else str(value)


def edges(levers: Sequence[PlanLever], plan: Sequence[int]) -> Iterator[str]:
    """At which ends of what was allowed a plan lies.

    Args:
        levers: What it may do.
        plan: Number of the way of each, -1 where it is left out.
    """
    for lever, way in zip(levers, plan, strict=True):
        if way < 0:
            continue
        for nth, entry in enumerate(lever.fields):
            values = list(dict.fromkeys(each[nth] for each in lever.ways if isinstance(each[nth], (int, float, str))))
            if len(values) > 1 and lever.ways[way][nth] in (values[0], values[-1]):
                end = "first" if lever.ways[way][nth] == values[0] else "last"
                yield f"{lever.name}.{entry} is {lever.ways[way][nth]}, the {end} of what was allowed"
