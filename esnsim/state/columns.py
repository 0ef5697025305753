"""Tables: how their columns are declared once, typed as columns and as one row, and made.

A table is declared as a class of fields over type variables, such as ``_Person``: with arrays in them it is the table
(`People`), with plain numbers it is one row of it (`PersonRow`), so that strict typing sees ``people.habit`` and
``people[row].habit`` alike.

ODD element: scales.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar, get_type_hints

import numpy as np

NEVER = -1_000_000
"""Stands for the day of something that has not happened."""
AGES = 5
"""Number of age bands."""
SEATS = 6
"""Communities a person can be a member of at a time."""

L = TypeVar("L")
"""Whole numbers of 64 bits: a column of them, or one."""
I = TypeVar("I")  # noqa: E741 - stands beside L, B, F and D
"""Whole numbers of 32 bits."""
B = TypeVar("B")
"""Whole numbers of 8 bits."""
F = TypeVar("F")
"""Numbers in single precision."""
D = TypeVar("D")
"""Numbers in double precision."""

WIDTHS: Mapping[object, type[np.generic]] = {L: np.int64, I: np.int32, B: np.int8, F: np.float32, D: np.float64}


def fields_of(table: type) -> dict[str, type[np.generic]]:
    """Name and kind of number of every column, in order."""
    found: dict[str, type[np.generic]] = {}
    for kind in reversed(table.__mro__):
        names = inspect.get_annotations(kind)
        hints = get_type_hints(kind) if names else {}
        found.update({name: WIDTHS[hints[name]] for name in names})
    return found


class Within(NamedTuple):
    """Least and greatest value of a column, where it has both at the end of a day."""

    low: float
    high: float


def ranges_of(table: type) -> dict[str, Within]:
    """The range of every column that has one, by name."""
    return {name: note for name, notes in _notes_of(table) for note in notes if isinstance(note, Within)}


def _notes_of(table: type) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Every column with what is noted beside its kind."""
    for kind in reversed(table.__mro__):
        if inspect.get_annotations(kind):
            for name, hint in get_type_hints(kind, include_extras=True).items():
                yield name, getattr(hint, "__metadata__", ())


def meanings_of(documented: type) -> dict[str, str]:
    """What a class, or the one it is made of, says about its attributes, by name."""
    found: dict[str, str] = {}
    for kind in reversed(documented.__mro__):
        found.update(_said(kind.__dict__.get("__doc__") or ""))
    return found


def _said(docstring: str) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in inspect.cleandoc(docstring).partition("Attributes:")[2].splitlines():
        entry = re.match(r"    (\w+): (.*)", line)
        if entry:
            name = entry[1]
            found[name] = entry[2]
        elif name and line.strip():
            found[name] += " " + line.strip()
    return found
