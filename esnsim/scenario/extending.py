"""Programmes that begin with another one: ``{extends: ambassadors, without: [campaign], change: {...}, with: [...]}``.

They are written out as lists of interventions before anything is checked, and every mistake is still told of where it
was written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from esnsim.errors import Mistake
from esnsim.interventions.forms import suggestion
from esnsim.scenario.reading.document import Document
from esnsim.scenario.reading.mistakes import found_text
from esnsim.scenario.route import EXTENDING, PROGRAMMES, Route, route_text

EXTENDS, WITHOUT, CHANGE, WITH = EXTENDING


class Item(NamedTuple):
    """An intervention of a programme written out, and where its parts are written.

    Attributes:
        content: What it says.
        route: Where it is written.
        changed: Where entries are written that an extending programme says anew.
    """

    content: Any
    route: Route
    changed: dict[str, Route]

    def goes_by(self, name: str) -> bool:
        """Whether that is its name or its kind."""
        return isinstance(self.content, dict) and name in (self.content.get("name"), self.content.get("kind"))


@dataclass
class Extended:
    """The programmes of a document, every one a list.

    Attributes:
        document: What the file says; it is left as it is.
        mistakes: What is wrong with how programmes extend each other.
    """

    document: Document
    mistakes: list[Mistake] = field(default_factory=list)
    _lists: dict[str, list[Item]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Write them out."""
        for name in self._written if any(map(self._is_extending, self._written)) else ():
            self.items(name)

    @property
    def _written(self) -> dict[str, Any]:
        programmes = self.document.content.get(PROGRAMMES)
        return programmes if isinstance(programmes, dict) else {}

    def _is_extending(self, name: str) -> bool:
        written = self._written[name]
        return isinstance(written, dict) and not written.keys().isdisjoint(EXTENDING)

    def content(self) -> dict[str, Any]:
        """What the scenario says, with every programme that extends another written out."""
        lists = {name: [item.content for item in items] for name, items in self._lists.items()}
        lists = {name: listed for name, listed in lists.items() if self._is_extending(name)}
        return {**self.document.content, PROGRAMMES: {**self._written, **lists}} if lists else self.document.content

    def origin(self, route: Route) -> Route:
        """Where something is written that stands there once programmes are written out."""
        match route:
            case (programmes, str(name), int(nth), *rest) if programmes == PROGRAMMES and name in self._lists:
                item = self._lists[name][nth]
                if rest and rest[0] in item.changed:
                    return (*item.changed[str(rest[0])], *rest[1:])
                return (*item.route, *rest)
        return route

    def items(self, name: str, above: tuple[str, ...] = ()) -> list[Item]:
        """The interventions of a programme, empty if it cannot be made out.

        Args:
            name: The programme.
            above: Programmes that lead to it.
        """
        if name not in self._lists:
            self._lists[name] = self._extended(name, above) if self._is_extending(name) else self._listed(name)
        return self._lists[name]

    def _listed(self, name: str) -> list[Item]:
        written = self._written[name]
        return self._interventions((PROGRAMMES, name)) if isinstance(written, list) else []

    def _interventions(self, route: Route) -> list[Item]:
        written: Any = self.document.value(route)
        return [Item(content, (*route, nth), {}) for nth, content in enumerate(written)]

    def _extended(self, name: str, above: tuple[str, ...]) -> list[Item]:
        here, written = (PROGRAMMES, name), self._written[name]
        for entry in written:
            if entry not in EXTENDING:
                self._refuse((*here, entry), f"is not known; {suggestion(str(entry), EXTENDING)}", of_name=True)
        if not self._begins_well(name, above):
            return []
        items = list(self.items(written[EXTENDS], (*above, name)))
        items = self._left_out((*here, WITHOUT), written.get(WITHOUT), items)
        items = self._changed((*here, CHANGE), written.get(CHANGE), items)
        return items + self._added((*here, WITH), written.get(WITH))

    def _begins_well(self, name: str, above: tuple[str, ...]) -> bool:
        """Whether there is a programme to begin with."""
        route, other = (PROGRAMMES, name, EXTENDS), self._written[name].get(EXTENDS)
        others = [each for each in self._written if each != name]
        if EXTENDS not in self._written[name]:
            self._refuse(route, "is missing; write the name of the programme it begins with")
        elif not isinstance(other, str) or other not in self._written:
            self._refuse(route, f"is {found_text(other)}; {suggestion(str(other), others, 'programmes')}")
        elif other in (*above, name):
            circle = " extends ".join(f"'{each}'" for each in (*above, name, other))
            self._refuse(route, f"goes round in a circle: {circle}")
        else:
            return True
        return False

    def _left_out(self, route: Route, named: object, items: list[Item]) -> list[Item]:
        if isinstance(named, str):
            return self._without(route, named, items)
        if not isinstance(named, list | None):
            self._refuse(route, f"is {found_text(named)}; write a list of names or kinds of interventions")
            return items
        for nth, each in enumerate(named or ()):
            items = self._without((*route, nth), each, items)
        return items

    def _without(self, route: Route, name: object, items: list[Item]) -> list[Item]:
        kept = [item for item in items if not item.goes_by(str(name))]
        if len(kept) == len(items):
            self._refuse(route, f"is {found_text(name)}; {_known(str(name), items)}")
        return kept

    def _changed(self, route: Route, changes: object, items: list[Item]) -> list[Item]:
        if not isinstance(changes, dict | None):
            self._refuse(route, f"is {found_text(changes)}; write a mapping such as {{ambassadors: {{count: 100}}}}")
            return items
        for name, new in (changes or {}).items():
            there = [nth for nth, item in enumerate(items) if item.goes_by(name)]
            if len(there) == 1 and isinstance(new, dict) and "kind" not in new:
                items = [*items[: there[0]], _anew(items[there[0]], (*route, name), new), *items[there[0] + 1 :]]
            else:
                self._refuse((*route, name), _why_not(name, new, len(there), items), of_name=len(there) != 1)
        return items

    def _added(self, route: Route, added: object) -> list[Item]:
        if not isinstance(added, list | None):
            self._refuse(route, f"is {found_text(added)}; write a list of interventions")
            return []
        return self._interventions(route) if added else []

    def _refuse(self, route: Route, message: str, *, of_name: bool = False) -> None:
        self.mistakes.append(Mistake(self.document.place(route, of_name=of_name), f"{route_text(route)} {message}"))


def _anew(item: Item, route: Route, new: dict[str, Any]) -> Item:
    """The intervention with entries said anew; an empty one takes the entry out."""
    content = {**item.content, **new}
    content = {entry: value for entry, value in content.items() if value is not None or entry not in new}
    return Item(content, item.route, item.changed | {entry: (*route, entry) for entry in new})


def _why_not(name: str, new: object, found: int, items: list[Item]) -> str:
    """Why an intervention cannot be changed."""
    if not found:
        return f"is not there; {_known(name, items)}"
    if found > 1:
        return f"means {found} interventions; give each a name of its own where it is written"
    if isinstance(new, dict):
        return "keeps its kind; leave it out under 'without' and write the other kind under 'with'"
    return f"is {found_text(new)}; write a mapping such as {{dose: 0.5}}"


def _known(name: str, items: list[Item]) -> str:
    """Help for an intervention that is not there."""
    known = {
        str(item.content.get("name") or item.content.get("kind")) for item in items if isinstance(item.content, dict)
    }
    return suggestion(name, known, "interventions")
