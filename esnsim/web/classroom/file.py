"""The file in which classes are kept: read with every mistake said and its place, written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from esnsim.atomic_file import write_text
from esnsim.errors import Mistake, ScenarioError
from esnsim.scenario.reading.text import compose, read_bytes
from esnsim.scenario.route import Route
from esnsim.web.classroom.classroom import Classroom, class_limits
from esnsim.web.sliders import SLIDER

FORM = 2
"""Number of the form in which classes are written; it grows when another version could not read them."""
WAY_OUT = "put a copy of it back, or move it away to begin without classes (--folder takes another folder)"


def write_classes(file: Path, classes: Iterable[Classroom]) -> None:
    """Write all classes."""
    content = {"form": FORM, "classes": [asdict(each) for each in classes]}
    write_text(file, json.dumps(content, indent=1, ensure_ascii=False))


def read_classes(file: Path) -> list[Classroom]:
    """All classes in a file.

    Raises:
        ScenarioError: If it is damaged or of another form, with every mistake found and the way out.
    """
    text = read_bytes(file)
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise _refused(
            file, [Mistake(f"{file}:{error.lineno}:{error.colno}", "the classes end or break here")]
        ) from None
    except RecursionError:
        raise _refused(file, [Mistake(str(file), "these are no classes")]) from None
    if isinstance(content, list) or not isinstance(content, dict) or content.get("form") != FORM:
        found = content.get("form", "an unknown form") if isinstance(content, dict) else "an older form"
        raise _refused(
            file, [Mistake(f"{file}:1:1", f"the classes are of {found}, and this version reads form {FORM}")]
        )
    try:
        classes = TypeAdapter(list[Classroom]).validate_python(content.get("classes"))
    except ValidationError as error:
        wrong = [(tuple(each["loc"]), each["msg"][0].lower() + each["msg"][1:]) for each in error.errors()]
        raise _refused(file, _located(file, text, wrong)) from None
    wrong = [fault for nth, each in enumerate(classes) for fault in _faults(nth, each)]
    if wrong:
        raise _refused(file, _located(file, text, wrong))
    return classes


def _faults(nth: int, found: Classroom) -> Iterator[tuple[Route, str]]:
    """What a class cannot be, with its place."""
    said = class_limits(found.title, found.people, found.budget, found.rounds, found.weeks, found.seed)
    yield from (((nth,), words) for words, fits in said if not fits)
    try:
        aware = datetime.fromisoformat(found.changed).tzinfo is not None
    except ValueError:
        aware = False
    if not aware:
        yield (nth, "changed"), f"'{found.changed[:40]}' is no moment, such as 2024-01-31T09:30:00+00:00"
    for name, team in found.teams.items():
        for entry, choices in (("choices", team.choices), ("refused", team.refused)):
            for which, each in enumerate(choices):
                if each.lever not in SLIDER:
                    yield (
                        (nth, "teams", name, entry, which, "lever"),
                        f"'{each.lever[:40]}' is nothing that can be done",
                    )


def _located(file: Path, text: str, wrong: Iterable[tuple[Route, str]]) -> list[Mistake]:
    """Faults with the line and column of each; every JSON text is YAML as well."""
    document = compose(text, str(file))
    return [Mistake(document.place(("classes", *route)), message) for route, message in wrong]


def _refused(file: Path, mistakes: list[Mistake]) -> ScenarioError:
    return ScenarioError([*mistakes, Mistake(str(file), WAY_OUT)])
