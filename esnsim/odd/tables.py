"""Tables of the model's description, read off the code."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from itertools import pairwise

import numpy as np

from esnsim.behaviour.mechanisms import MECHANISMS
from esnsim.behaviour.parameters import Parameters
from esnsim.interventions import KINDS, kind_word
from esnsim.interventions.described import charge_rows, field_rows
from esnsim.rng.address import Draw
from esnsim.scenario.constants import known_parameters
from esnsim.simulation.record import Measure
from esnsim.state import (
    Aggregates,
    Communities,
    ContactCounts,
    Counters,
    Items,
    People,
    Ties,
    fields_of,
    meanings_of,
    people_meanings,
)
from esnsim.state import levers as known_levers
from esnsim.state.columns import ranges_of
from esnsim.state.table import Table


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(content: object) -> str:
    return re.sub(r"\s+", " ", str(content)).replace("|", "\\|").strip()


def member_meanings(listed: type[IntEnum]) -> dict[str, str]:
    """The text below each member of an enumeration, by name."""
    declared = ast.parse(inspect.getsource(listed)).body[0]
    assert isinstance(declared, ast.ClassDef)  # noqa: S101 - it is one
    found = {member.name: "" for member in listed}
    for assigned, below in pairwise(declared.body):
        if isinstance(assigned, ast.Assign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            target = assigned.targets[0]
            if isinstance(target, ast.Name):
                found[target.id] = str(below.value.value)
    return found


def _columns(kind: type[Table]) -> str:
    said, ranges = people_meanings() if kind is People else meanings_of(kind), ranges_of(kind)
    rows = (
        (
            f"`{name}`",
            "number" if issubclass(width, np.floating) else "whole",
            f"{ranges[name].low:g} to {ranges[name].high:g}" if name in ranges else "",
            said[name],
        )
        for name, width in fields_of(kind).items()
    )
    return table(("variable", "kind", "range", "meaning"), rows)


def state_tables() -> str:
    """Every state variable, by entity."""
    parts: tuple[tuple[str, type[Table]], ...] = (
        ("People: one row a position", People),
        ("Contact counts: what a person can see of yesterday", ContactCounts),
        ("Items: posts in the feed, oldest first", Items),
        ("Communities", Communities),
    )
    text = "".join(f"**{title}**\n\n{_columns(kind)}\n" for title, kind in parts)
    ties = ((f"`{name}`", meaning) for name, meaning in meanings_of(Ties).items())
    text += f"**Ties**\n\n{table(('variable', 'meaning'), ties)}\n"
    for title, listed in (
        ("Aggregates: values of the whole network", Aggregates),
        ("Counters: whole numbers of the whole network", Counters),
    ):
        rows = [(f"`{name.lower()}`", meaning) for name, meaning in member_meanings(listed).items()]
        text += f"**{title}**\n\n{table(('variable', 'meaning'), rows)}\n"
    return text


def parameters() -> str:
    """Every constant of behaviour."""
    defaults = Parameters._field_defaults
    rows = (
        (
            f"`{name}`",
            of.meaning,
            of.unit,
            f"{defaults[name]:g}",
            f"{of.low:g} to {of.high:g}",
            of.source,
            of.confidence,
        )
        for name, of in known_parameters().items()
    )
    return table(("constant", "meaning", "unit", "default", "range", "source", "confidence"), rows)


def mechanisms() -> str:
    """What can be switched off, and the constants that do it."""
    rows = (
        (name, meaning, ", ".join(f"`{constant}` = {value:g}" for constant, value in neutral.items()))
        for name, (meaning, neutral) in MECHANISMS.items()
    )
    return table(("mechanism", "meaning", "switched off by"), rows)


def draws() -> str:
    """Every purpose for which a random number is drawn."""
    rows = ((f"`{draw.name.lower()}`", int(draw), int(draw) // 4, int(draw) % 4) for draw in Draw)
    return table(("decision", "number", "block", "lane"), rows)


def measures() -> str:
    """Everything that is counted at the end of a day."""
    rows = ((f"`{name.lower()}`", meaning) for name, meaning in member_meanings(Measure).items())
    return table(("measure", "meaning"), rows)


def lever_table() -> str:
    """Every lever."""
    rows = ((f"`{name}`", known.meaning, f"{known.low:g}", f"{known.high:g}") for name, known in known_levers().items())
    return table(("lever", "meaning", "least", "greatest"), rows)


def intervention_tables() -> str:
    """Every kind of intervention with its own fields."""
    text = ""
    for kind in KINDS:
        rows = (
            (f"`{each.name}`", each.default, each.plausible, each.source, each.meaning) for each in field_rows(kind)
        )
        text += f"**`{kind_word(kind)}`** {kind.meaning} Source: {kind.source}.\n\n"
        text += table(("field", "default", "plausible", "source of the range", "meaning"), rows) + "\n"
    return text


def charge_table() -> str:
    """What each kind takes where a scenario says nothing else, for whom and how well it is known."""
    rows = (
        (
            f"`{kind_word(kind)}`",
            each.what,
            each.whose,
            each.usual,
            each.each,
            each.plausible,
            each.source,
            "" if each.reached else "yes",
        )
        for kind in KINDS
        for each in charge_rows(kind)
    )
    heads = ("kind", "for what", "whose", "usual", "each", "range", "source", "replaced by `cost`")
    return table(heads, rows)
