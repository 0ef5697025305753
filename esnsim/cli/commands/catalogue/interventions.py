"""The command that shows the catalogue of interventions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.completion import kind_names
from esnsim.cli.options import Json
from esnsim.cli.output.printing import console, say

if TYPE_CHECKING:
    from esnsim.evidence.catalogue import CatalogueEntry


def show_interventions(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]...",
            help="Kinds of intervention to show in full.",
            show_default="a list of all",
            autocompletion=kind_names,
        ),
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the whole catalogue as a page instead.")] = False,
    as_json: Json = False,
) -> None:
    """Say what can be done about adoption: every kind of intervention, or some in full.

    Of each is told what it is, when it works, what it cannot do, how a scenario file writes it, whose time it takes and
    how much, which effect is published with how good the evidence is, and its fields.
    """
    import json

    from esnsim.cli.output.catalogue.entry_text import entry_document, print_entry, print_list
    from esnsim.evidence.catalogue import catalogue_page

    if markdown:
        say(catalogue_page())
        return
    entries = _asked(names or [])
    if as_json:
        say(json.dumps([entry_document(each) for each in entries], indent=2, ensure_ascii=False))
    elif names:
        for each in entries:
            print_entry(each, console())
    else:
        print_list(entries, console())


def _asked(names: list[str]) -> list[CatalogueEntry]:
    """The entries that were asked for, all where none is named."""
    from esnsim.evidence.catalogue import catalogue, entries_named

    return entries_named(names) if names else catalogue()
