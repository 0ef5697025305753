"""The schedule of a day, read off `esnsim.simulation.step_day`: its steps, in the words of their docstrings."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, get_type_hints

from esnsim.compilation import plain
from esnsim.simulation.step_day import step_day


class DayStep(NamedTuple):
    """One step of a day.

    Attributes:
        name: What the function is called.
        meaning: First line of its docstring.
        parts: What it consists of, if it is itself a list of steps of the schedule.
    """

    name: str
    meaning: str
    parts: tuple[DayStep, ...]


def schedule() -> str:
    """The steps of a day as a numbered list in Markdown."""
    return "\n".join(_lines(steps_of(step_day))) + "\n"


def steps_of(function: Callable[..., object]) -> tuple[DayStep, ...]:
    """The steps that a function of the schedule calls, from top to bottom."""
    return tuple(_step(called) for called in _called(plain(function)))


def _step(function: Callable[..., object]) -> DayStep:
    own = plain(function)
    in_schedule = own.__module__ == step_day.__module__
    parts = steps_of(own) if in_schedule else ()
    # A driver is nothing but what it drives.
    if in_schedule and len(parts) == 1:
        return parts[0]
    return DayStep(own.__name__, inspect.getdoc(own).splitlines()[0], parts)  # type: ignore[union-attr]


def _called(function: Callable[..., object]) -> Iterator[Callable[..., object]]:
    """Functions called for what they do to the world, or for a list that later steps go through."""
    body = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    for node in _statements(body):
        if isinstance(node, ast.Expr | ast.Assign) and isinstance(node.value, ast.Call):
            found = _meant(function, node.value.func)
            if found is not None:
                yield found


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Statements in the order in which they are written."""
    for child in getattr(node, "body", ()):
        yield child
        yield from _statements(child)


def _meant(function: Callable[..., object], called: ast.expr) -> Callable[..., object] | None:
    """The function of the package that a call means; None for anything else."""
    found: Any = None
    if isinstance(called, ast.Name):
        default = inspect.signature(function).parameters.get(called.id)
        found = default.default if default else function.__globals__.get(called.id)
    elif isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        found = getattr(get_type_hints(function).get(called.value.id), called.attr, None)
    module = getattr(found, "__module__", None) or ""
    return found if module.startswith("esnsim.") else None


def _lines(steps: tuple[DayStep, ...], indent: str = "") -> Iterator[str]:
    for number, step in enumerate(steps, 1):
        yield f"{indent}{number}. {step.meaning} (`{step.name}`)"
        yield from _lines(step.parts, indent + "   ")
