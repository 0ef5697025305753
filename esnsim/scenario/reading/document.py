"""What a scenario file says, as plain values, and the place of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from esnsim.scenario.route import Route


class Location(NamedTuple):
    """Where an entry's name and its value begin, as ``file:line:column``."""

    name: str
    value: str


@dataclass
class Document:
    """What a file says, as plain values, and where it says so.

    Attributes:
        file: What to call the file in messages.
        content: Mappings, lists, texts, numbers, booleans and None.
        places: Place of every value by its route.
    """

    file: str
    content: Any
    places: dict[Route, Location] = field(default_factory=dict)

    def place(self, route: Route, *, of_name: bool = False) -> str:
        """Place of the value, or of its name; of the nearest value around it where it is not written down."""
        known = next(route[:length] for length in range(len(route), -1, -1) if route[:length] in self.places)
        there = self.places[known]
        return there.name if of_name or known != route else there.value

    def value(self, route: Route) -> object:
        """The value there."""
        value: Any = self.content
        for part in route:
            value = value[part]
        return value

    def holds(self, route: Route) -> bool:
        """Whether the file has a value there."""
        return route in self.places
