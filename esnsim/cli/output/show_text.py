"""How a scenario is shown: first in plain language, then in full with what its values mean beside them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

import yaml

from esnsim.behaviour.mechanisms import MECHANISMS
from esnsim.cli.output.printing import PAGE
from esnsim.interventions.moments import parse_span
from esnsim.scenario import Scenario, dump, resolve
from esnsim.scenario.constants import known_parameters

IN_FULL = "In full: every default filled in, every start a date. A week has five workdays, and a day is a workday."
DRAWN = "Left to plausible models: each replicate of a run draws its own; with --fixed, these are the defaults."
HEAD = r"  - |\w+ {2,}"
"""Item of a list, or the word before what is said about it."""
WEEKS = r"\d+ weeks?"


def as_comments(text: str) -> str:
    """Lines of text as comments of a scenario file, broken at the edge of the page."""
    lines = [line for long in text.splitlines() for line in _broken(long)]
    return "\n".join(f"# {line}".rstrip() for line in lines)


def _broken(line: str) -> list[str]:
    """A line on as many as it takes; what goes on stands below where its text began."""
    head = re.match(HEAD, line)
    return textwrap.wrap(line, PAGE - 2, subsequent_indent=" " * len(head[0]) if head else "") or [""]


def full_yaml(scenario: Scenario) -> str:
    """The scenario with nothing left out, as YAML that reads back to it.

    Comments say what mechanisms are, the units of constants, and weeks in workdays.
    """
    text = dump(resolve(scenario))
    lines = text.splitlines()
    for route, value in _values(yaml.compose(text, yaml.SafeLoader)):
        end = value.end_mark
        # A comment may only follow what ends its line.
        if end.column == len(lines[end.line]) and (comment := _comment(route, value.value)):
            lines[end.line] += f"  # {comment}"
    return "\n".join(["", f"# {IN_FULL}", "", *lines, *_drawn(scenario)])


def _drawn(scenario: Scenario) -> Iterator[str]:
    """The constants that are left to be drawn, with their defaults, as comments."""
    if scenario.uncertainty == "none":
        return
    yield from ("", f"# {DRAWN}")
    said = scenario.behaviour.model_fields_set
    for name, known in known_parameters().items():
        if name in type(scenario.behaviour).model_fields and name not in said:
            yield f"#   {name}: {getattr(scenario.behaviour, name)}  # {known.unit}"


def _values(node: yaml.Node | None, route: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], yaml.ScalarNode]]:
    """Every single value below a node, with the names on the way to it."""
    if isinstance(node, yaml.ScalarNode):
        yield route, node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _values(item, route)
    elif isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from _values(value, (*route, name.value))


def _comment(route: tuple[str, ...], text: str) -> str:
    """What helps to read a value, if anything does."""
    match route:
        case ("mechanisms", name):
            return MECHANISMS[name][0]
        case ("behaviour", name):
            return known_parameters()[name].unit
        case ("programmes", _, *_, entry) if entry != "name" and re.fullmatch(WEEKS, text):
            return f"{parse_span(text)} workdays"
        case _:
            return ""
