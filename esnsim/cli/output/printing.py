"""Where words go: answers to standard output, everything else to standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TextIO

import typer

if TYPE_CHECKING:
    from rich.console import Console

PAGE = 100
"""Columns of what is not printed to a terminal."""


def say(text: str) -> None:
    """Print a part of the answer, as it is."""
    typer.echo(text.removesuffix("\n"))


def complain(message: str) -> None:
    """Say what is wrong, on standard error."""
    typer.echo(message, err=True)


def console(stream: TextIO | None = None) -> Console:
    """A console as wide as the terminal, or `PAGE` columns where there is none.

    Args:
        stream: Standard output if left out.
    """
    from rich.console import Console

    target = stream or sys.stdout
    # Names of programmes are no markup, and numbers need no colours.
    return Console(file=target, width=None if target.isatty() else PAGE, markup=False, highlight=False, emoji=False)
