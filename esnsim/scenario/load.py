"""Reading a scenario: text to plain values, changes from the command line, files found, everything checked at once."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from esnsim.errors import Mistake, ScenarioError
from esnsim.interventions.forms import suggestion
from esnsim.names import control_in, not_read_back
from esnsim.nearby import near_files
from esnsim.scenario.extending import Extended
from esnsim.scenario.model import Scenario
from esnsim.scenario.reading.document import Document, Location
from esnsim.scenario.reading.meant import put_numbers
from esnsim.scenario.reading.mistakes import FIRST_VISIBLE, found_text, mistakes_of
from esnsim.scenario.reading.text import compose, compose_value, read_bytes
from esnsim.scenario.route import Route, in_full, route_text, split_assignment
from esnsim.scenario.shipped import file_of

TEXT_NAME = "scenario"
OPTION = "--set"
EXPERIMENT = "experiment"
"""Entry under which a scenario file says what to vary."""
SHARES = "give it shares first, such as --set 'initial={reader: 0.4, contributor: 0.05}'"
"""What to do where a launch has nobody on any rung."""
OWN = "x-"
"""Beginning of names at the top that are the writer's own, such as a place for anchors."""
EITHER = ("count", "share")
"""Entries of an intervention, one of which is written."""
FILES = (("organisation", "import", "people"), ("organisation", "import", "ties"), ("uncertainty", "members"))


class Draft(NamedTuple):
    """A scenario that has been read and not yet understood.

    Attributes:
        document: What the file says.
        folder: Where paths of imported files begin.
    """

    document: Document
    folder: Path

    def copy(self) -> Draft:
        """One that can be changed and leaves this one as it is."""
        document = self.document
        return Draft(Document(document.file, deepcopy(document.content), dict(document.places)), self.folder)


def load(source: Path | str, overrides: Iterable[str] = ()) -> Scenario:
    """The scenario in a file, or in a text.

    What a file says of an experiment is left to `esnsim.experiments.design.plan`.

    Args:
        source: Path of a YAML file, or the name of a scenario that comes with esnsim; or a text, if it is a string with
            a line break or beginning with ``{``.
        overrides: Changes such as ``organisation.generate.people=2000``, made before anything is checked.

    Raises:
        ScenarioError: If it cannot be read or says something that cannot be; carries every mistake found.
    """
    draft = read_draft(source)
    _refuse_experiment(draft.document)
    take_out(draft.document, EXPERIMENT)
    return understand(draft, override(draft.document, overrides))


def _refuse_experiment(document: Document) -> None:
    """Tell an experiment in a file of its own from a scenario.

    Raises:
        ScenarioError: If it is one.
    """
    if "scenario" in document.content and "organisation" not in document.content:
        raise ScenarioError([Mistake(document.file, "this is an experiment: give it to 'esnsim sweep'")])


def read_draft(source: Path | str) -> Draft:
    """What a file or text says, before any of it is checked.

    Raises:
        ScenarioError: If it is no YAML mapping.
    """
    is_text = isinstance(source, str) and ("\n" in source or source.lstrip().startswith("{"))
    path = Path() if is_text else file_of(Path(source))
    file, folder = (TEXT_NAME, path) if is_text else (str(path), path.parent)
    document = compose(str(source) if is_text else read_bytes(path), file)
    if not isinstance(document.content, dict):
        raise ScenarioError([Mistake(file, _no_scenario(document.content))])
    for name in [name for name in document.content if name.startswith(OWN)]:
        take_out(document, name)
    _spell_out(document)
    return Draft(document, folder)


def take_out(document: Document, name: str) -> None:
    """Remove an entry at the top, if it is there."""
    document.content.pop(name, None)
    for route in [known for known in document.places if known[:1] == (name,)]:
        del document.places[route]


def understand(draft: Draft, mistakes: list[Mistake]) -> Scenario:
    """The scenario meant by a draft, which is changed on the way.

    Args:
        draft: What the file says, with all changes made.
        mistakes: What was wrong with the changes.

    Raises:
        ScenarioError: With these mistakes and every other one found.
    """
    document, folder = draft
    _spell_out(document)
    mistakes = mistakes + _find_files(document, folder) + _said_twice(document) + _misnamed(document)
    scenario = None
    while scenario is None:
        extended = Extended(document)
        try:
            scenario = Scenario.of(extended.content())
        except ValidationError as error:
            # Each time round some text has become a number, so this ends.
            if not put_numbers(error, Scenario, document, extended.origin):
                found = mistakes_of(error, Scenario, document, extended.origin)
                raise ScenarioError(mistakes + extended.mistakes + found) from None
    if mistakes or extended.mistakes:
        raise ScenarioError(mistakes + extended.mistakes)
    return scenario


def _no_scenario(content: object) -> str:
    found = "is empty" if content is None else f"is {found_text(content)}"
    return f"{found}; a scenario is a mapping with at least name and organisation ('esnsim new' writes one)"


def override(document: Document, overrides: Iterable[str], said: str = OPTION) -> list[Mistake]:
    """Make changes such as ``weeks=52``, in their order.

    Args:
        document: The scenario; it is changed.
        overrides: The changes.
        said: Where they were asked for.

    Returns:
        What is wrong with them.
    """
    mistakes: list[Mistake] = []
    for assignment in overrides:
        try:
            route, text = split_assignment(assignment)
            place = f"{said} {route_text(route)}"
            set_value(document, in_full(route, document.content), compose_value(text, place))
        except ValueError as error:
            mistakes.append(Mistake(f"{said} {assignment}", str(error)))
        except ScenarioError as error:
            mistakes += error.mistakes
    return mistakes


def set_value(document: Document, route: Route, value: Document) -> None:
    """Set a value, making the mappings on the way to it.

    Raises:
        ValueError: If there is no way to it.
    """
    holder: Any = document.content
    for depth, part in enumerate(route[:-1]):
        _check_step(holder, part, route[:depth], last=False)
        if isinstance(holder, dict) and part not in holder:
            if isinstance(route[depth + 1], int):
                raise ValueError(f"{route_text(route[: depth + 1])} is not there; {suggestion(str(part), holder)}")
            holder[part] = {}
            document.places[route[: depth + 1]] = value.places[()]
        holder = holder[part]
    _check_step(holder, route[-1], route[:-1], last=True)
    if isinstance(holder, list) and route[-1] == len(holder):
        holder.append(None)
    holder[route[-1]] = value.content
    for old in [known for known in document.places if known[: len(route)] == route]:
        del document.places[old]
    place = value.file
    document.places[route] = Location(place, place)
    document.places.update({(*route, *inner): Location(place, place) for inner in value.places if inner})


def _check_step(holder: object, part: str | int, above: Route, *, last: bool) -> None:
    where = route_text(above) or "the scenario"
    if isinstance(part, str):
        if isinstance(holder, dict):
            return
        instead = f"; {SHARES}, or change a dose" if above == ("initial",) else ""
        raise ValueError(f"{where} is {found_text(holder)}, which has no entry '{part}'{instead}")
    if not isinstance(holder, list):
        raise ValueError(f"{where} is {found_text(holder)}, which has no item [{part}]")  # noqa: TRY004 - not a bug
    if part > len(holder) or (part == len(holder) and not last):
        raise ValueError(f"{where} has {len(holder)} items, the first of which is [0]; there is no [{part}]")


def _spell_out(document: Document) -> None:
    """Let ``organisation: {people: people.csv}`` mean ``import``, and ``organisation: {people: 500}`` ``generate``."""
    organisation = document.content.get("organisation")
    if not isinstance(organisation, dict) or "people" not in organisation or {"generate", "import"} & set(organisation):
        return
    source = "generate" if isinstance(organisation["people"], int | float) else "import"
    said = [name for name in organisation if name != "turnover"]
    organisation[source] = {name: organisation.pop(name) for name in said}
    for route in [known for known in document.places if known[:1] == ("organisation",) and known[1:2] != ("turnover",)]:
        if len(route) > 1:
            document.places[("organisation", source, *route[1:])] = document.places.pop(route)
    document.places[("organisation", source)] = document.places[("organisation",)]


def _said_twice(document: Document) -> list[Mistake]:
    """Changes that say an intervention's size in another way than the file, which says it still."""
    programmes = document.content.get("programmes")
    mistakes: list[Mistake] = []
    for name, listed in programmes.items() if isinstance(programmes, dict) else ():
        for nth, each in enumerate(listed) if isinstance(listed, list) else ():
            route = ("programmes", name, nth)
            if not isinstance(each, dict) or None in (each.get(entry) for entry in EITHER):
                continue
            for new, old in (EITHER, EITHER[::-1]):
                place = document.place((*route, new))
                if place.startswith("--") and not document.place((*route, old)).startswith("--"):
                    said = route_text((*route, old))
                    message = f"the file says {old} instead; write --set '{said}=null' as well"
                    mistakes.append(Mistake(place, message))
    return mistakes


def _misnamed(document: Document) -> list[Mistake]:
    """Names that hold control characters, or that tables do not read back as they were."""
    programmes = document.content.get("programmes")
    mistakes = [*_controls(document, ("name",), document.content.get("name"))]
    for name, listed in programmes.items() if isinstance(programmes, dict) else ():
        route = ("programmes", name)
        if why := not_read_back(name):
            place = document.place(route, of_name=True)
            mistakes.append(Mistake(place, f"programmes has '{name}'; {why}; give it another name"))
        for nth, each in enumerate(listed) if isinstance(listed, list) else ():
            called = each.get("name") if isinstance(each, dict) else None
            mistakes += _controls(document, (*route, nth, "name"), called)
            if isinstance(called, str) and (why := not_read_back(called)):
                where = (*route, nth, "name")
                said = f"{route_text(where)} is '{called}'; {why}; give it another name"
                mistakes.append(Mistake(document.place(where), said))
    return mistakes


def _controls(document: Document, route: Route, name: object) -> list[Mistake]:
    """A name that holds a control character."""
    if not isinstance(name, str) or not (control := control_in(name)):
        return []
    said = f"{route_text(route)} is {found_text(name)}, which holds the control character {control}"
    return [Mistake(document.place(route), f"{said}; write visible letters on one line")]


def _find_files(document: Document, folder: Path) -> list[Mistake]:
    """Make the paths of imported files independent of the folder; which of them are not there."""
    mistakes: list[Mistake] = []
    for route in FILES:
        holder: Any = document.content
        for part in route[:-1]:
            holder = holder.get(part) if isinstance(holder, dict) else None
        if not isinstance(holder, dict):
            continue
        named = holder.get(route[-1])
        if isinstance(named, str):
            holder[route[-1]] = _found(named, route, folder, document, mistakes)
        elif isinstance(named, list):
            holder[route[-1]] = [
                _found(name, (*route, nth), folder, document, mistakes) for nth, name in enumerate(named)
            ]
    return mistakes


def _found(name: object, route: Route, folder: Path, document: Document, mistakes: list[Mistake]) -> object:
    if not isinstance(name, str):
        return name
    path = folder / name
    if wrong := _no_path(name, path) or (
        "" if path.is_file() else f"there is no such file in {folder.as_posix()}{near_files(path)}"
    ):
        mistakes.append(Mistake(document.place(route), f"{route_text(route)} is {found_text(name)}; {wrong}"))
        return name
    return path.resolve().as_posix()


def _no_path(name: str, path: Path) -> str:
    """Why nothing can be called so; empty if it can."""
    if any(ord(letter) < FIRST_VISIBLE for letter in name):
        return "no path holds such a character; in double quotes a backslash (\\) begins one, so write / instead"
    try:
        path.stat()
        path.resolve().as_posix().encode()
    except UnicodeEncodeError:
        return "the name of a folder on the way is no text in UTF-8; rename it"
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        return f"this cannot be looked for ({error.strerror})"
    return ""
