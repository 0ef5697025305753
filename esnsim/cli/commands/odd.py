"""`esnsim odd`: the description of the model."""

from __future__ import annotations

import typer


def odd() -> None:
    """Print the description of the model, in ODD form.

    Purpose, entities, scheduling, design concepts, initialisation and every submodel with its formula, its constants
    with unit, range and source, in Markdown.
    """
    from esnsim.odd import describe

    typer.echo(describe(), nl=False)
