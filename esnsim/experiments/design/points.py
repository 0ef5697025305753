"""The scenario at each point of an experiment, and every mistake of all points, told once each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, get_args

from esnsim.errors import Mistake, ScenarioError
from esnsim.experiments.design.designs import Listed
from esnsim.experiments.design.factors import Factor, Range, Value
from esnsim.scenario.extending import Extended
from esnsim.scenario.load import Draft, set_value, understand
from esnsim.scenario.model import Scenario
from esnsim.scenario.reading.document import Document, Location
from esnsim.scenario.reading.expectations import follow
from esnsim.scenario.resolve import resolve
from esnsim.scenario.route import PROGRAMMES, Route, in_full, read_route, route_text

TRIED = 100
"""Values of each factor that are tried where points cannot be made yet."""
SHOWN = 3
"""Mistakes of one sort that are told in full; a sample may make hundreds that differ in their number only."""

LINE = re.compile(r"(.*):(\d+):(\d+)", re.DOTALL)

PlaceOf = Callable[[Listed, str, Value], str]
"""Where the value of a path at a point was asked for."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point of an experiment.

    Attributes:
        number: Counted from 0, in the order of the design.
        values: Value of each path that is varied there.
        scenario: What is run there, resolved.
    """

    number: int
    values: dict[str, Value]
    scenario: Scenario


class _Sort(NamedTuple):
    """What mistakes have in common that differ in the value found only."""

    where: str
    right: str


class Gathered:
    """Mistakes of many points, each kept once and counted."""

    def __init__(self) -> None:
        """Nothing wrong yet."""
        self._first: dict[str, Mistake] = {}
        self._points: dict[str, set[int]] = {}

    def add(self, number: int, mistakes: Iterable[Mistake]) -> None:
        """Take the mistakes of a point."""
        for mistake in mistakes:
            self._first.setdefault(mistake.message, mistake)
            self._points.setdefault(mistake.message, set()).add(number)

    def check(self, total: int | None = None) -> None:
        """Go on only if no point is wrong.

        Args:
            total: Number of points; None if it is not to be told at how many a mistake is one.

        Raises:
            ScenarioError: With every mistake, and at how many points it is one.
        """
        if self._first:
            sorts = sorted(self._sorts().values(), key=self._line)
            raise ScenarioError([mistake for sort in sorts for mistake in self._told(sort, total)])

    def _sorts(self) -> dict[_Sort, list[str]]:
        sorts: dict[_Sort, list[str]] = {}
        for message in self._first:
            said, _, right = message.partition("; ")
            sorts.setdefault(_Sort(said.partition(" is ")[0], right), []).append(message)
        return sorts

    def _line(self, messages: list[str]) -> tuple[bool, str, int, int]:
        """Sorts by file, line and column; places that are no line come last, in the order found."""
        match = LINE.fullmatch(self._first[messages[0]].place)
        return (False, match[1], int(match[2]), int(match[3])) if match else (True, "", 0, 0)

    def _told(self, messages: list[str], total: int | None) -> Iterable[Mistake]:
        """The mistakes of one sort."""
        for message in messages[:SHOWN]:
            mistake = self._first[message]
            yield Mistake(mistake.place, f"{message}{_share(len(self._points[message]), total)}")
        if more := messages[SHOWN:]:
            place = self._first[more[0]].place.partition("=")[0]
            points = set().union(*(self._points[message] for message in more))
            yield Mistake(place, f"and {len(more):,} more like these{_share(len(points), total)}")


def _share(points: int, total: int | None) -> str:
    return "" if total in (None, points) else f", in {points:,} of {total:,} points"


def one_by_one(factors: Sequence[Factor]) -> list[Listed]:
    """Points that show every value of every factor, or both ends of its range, beside the first of all others."""
    first = {factor.path: factor.at(0.0) for factor in factors}
    return [Listed(first, "")] + [
        Listed({**first, factor.path: value}, "")
        for factor in factors
        for value in ((factor.low, factor.high) if isinstance(factor, Range) else factor.values)[:TRIED]
    ]


def points_at(draft: Draft, listed: list[Listed], place_of: PlaceOf, gathered: Gathered) -> list[Point]:
    """The points whose scenarios can be understood.

    Args:
        draft: The scenario as far as it is the same everywhere; it is left as it is.
        listed: Values of each point.
        place_of: Where a value was asked for, for mistakes.
        gathered: Takes what is wrong with the others.
    """
    routes: dict[str, Route] = {}
    points: list[Point] = []
    for number, point in enumerate(listed):
        copy = draft.copy()
        mistakes = _put_all(copy.document, point, routes, place_of)
        try:
            scenario = resolve(understand(copy, mistakes))
        except ScenarioError as error:
            gathered.add(number, error.mistakes)
        else:
            values = {route_text(routes[path]): value for path, value in point.values.items()}
            points.append(Point(number, values, scenario))
    return points


def _put_all(document: Document, point: Listed, routes: dict[str, Route], place_of: PlaceOf) -> list[Mistake]:
    """Put the values of a point in their places; what cannot be put."""
    mistakes: list[Mistake] = []
    for path, value in point.values.items():
        place = place_of(point, path, value)
        try:
            if path not in routes:
                routes[path] = _new_route(path, document, routes)
            set_value(document, routes[path], Document(place, value, {(): Location(place, place)}))
        except ValueError as error:
            mistakes.append(Mistake(place, str(error)))
    return mistakes


def _new_route(path: str, document: Document, routes: dict[str, Route]) -> Route:
    """The route of a path seen for the first time."""
    route = in_full(read_route(path), document.content)
    if route in routes.values():
        raise ValueError(f"{route_text(route)} is varied twice; write it once")
    return route


def settled(factor: Factor, document: Document, *, whole_said: bool) -> Factor:
    """The factor with its interventions in_full and a range of the numbers that the place in the scenario takes.

    Args:
        factor: As written.
        document: The scenario.
        whole_said: Whether it was said that a range is, or is not, of whole numbers.

    Raises:
        ValueError: If the path leads nowhere, or the ends of a range of whole numbers are not whole.
    """
    route = in_full(read_route(factor.path), document.content)
    factor = replace(factor, path=route_text(route))
    if not isinstance(factor, Range) or whole_said:
        return factor
    annotation = follow(Scenario, _location(route, document)).annotation
    kinds = (annotation, *get_args(annotation))
    if float in kinds:
        return replace(factor, whole=False)
    return replace(factor, whole=True) if int in kinds else factor


def _location(route: Route, document: Document) -> Route:
    """The route with the kind of an intervention after its number, as its form is found."""
    intervention = route[:3]
    if route[0] == PROGRAMMES and route[2:3] == ("change",) and len(route) > len(intervention):
        kinds = [
            item.content["kind"] for item in Extended(document).items(str(route[1])) if item.goes_by(str(route[3]))
        ]
        return (*route[:2], 0, *kinds[:1], *route[4:])
    if route[0] != PROGRAMMES or not document.holds((*intervention, "kind")):
        return route
    return (*intervention, str(document.value((*intervention, "kind"))), *route[3:])
