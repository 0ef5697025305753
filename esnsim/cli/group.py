"""Commands as all are: help never speaks of types of Python, such as ``<list[Path]>``, and Ctrl-C is answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from esnsim.cli.output.printing import complain
from esnsim.exit_status import INTERRUPTED


def _without_types(parameters: Iterable[Any]) -> None:
    """Show no type beside arguments and flags, whose names say what they are; options have words of their own.

    Versions of typer that show none have no such method.
    """
    for parameter in parameters:
        if parameter.param_type_name == "argument" or getattr(parameter, "is_flag", False):
            parameter.display_type_rich = lambda ctx: None  # noqa: ARG005


@contextmanager
def _interruptible() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        complain("Interrupted.")
        raise typer.Exit(INTERRUPTED) from None


class Command(TyperCommand):
    """A command with plain help."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - some versions of typer have a click of their own
        """Options and arguments, ``--help`` among them."""
        parameters = super().get_params(ctx)
        _without_types(parameters)
        return parameters


class Group(TyperGroup):
    """Commands with plain help, which say a word after Ctrl-C where they have no better one."""

    def make_context(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        """Read what was given."""
        with _interruptible():
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        """Run the command that was given."""
        with _interruptible():
            return super().invoke(ctx)

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401
        """Options, ``--help`` among them."""
        parameters = super().get_params(ctx)
        _without_types(parameters)
        return parameters
