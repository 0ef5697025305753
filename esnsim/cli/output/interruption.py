"""What is said where a command that keeps what it finishes is interrupted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from esnsim.cli.output.printing import complain
from esnsim.exit_status import INTERRUPTED


@contextmanager
def kept_when_interrupted(place: Path | None = None) -> Iterator[None]:
    """Say that what is finished is kept, and end the command.

    Args:
        place: Where it is kept, if that is worth saying.

    Raises:
        Exit: With status 130 after an interrupt.
    """
    try:
        yield
    except KeyboardInterrupt:
        kept = f"kept in {place}" if place is not None else "kept"
        complain(f"Interrupted. What is finished is {kept}; the same command continues from there.")
        raise typer.Exit(INTERRUPTED) from None
