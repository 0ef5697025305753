"""An entry of the catalogue for a terminal, and as one document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from esnsim.evidence.catalogue import CatalogueEntry


def print_list(entries: list[CatalogueEntry], console: Console) -> None:
    """Print every kind with what it is."""
    from rich.table import Table

    table = Table("kind", "what it is", box=None, padding=(0, 2, 0, 0))
    for each in entries:
        table.add_row(each.word, each.meaning)
    console.print(table)
    console.print("\nOne of them in full: esnsim interventions NAME; a scenario of some: esnsim new --kind NAME.")


def print_entry(entry: CatalogueEntry, console: Console) -> None:
    """Print all that is known about a kind."""
    from esnsim.evidence.catalogue import charge_sentences, effect_sentences
    from esnsim.evidence.catalogue.words import MEASURED_AT

    console.print(f"\n{entry.title} ({entry.word})", style="bold")
    console.print(entry.meaning)
    for head, said in (("Works when", entry.works), ("Cannot", entry.limits)):
        if said:
            console.print(f"\n{head}", style="bold")
            console.print(said)
    console.print("\nIn a scenario", style="bold")
    console.print(f"- {entry.example}", soft_wrap=True)
    _print_points("Effort and cost where the scenario gives no 'cost'", charge_sentences(entry), console)
    _print_points("What is published", effect_sentences(entry), console)
    if entry.effects:
        console.print(f"{MEASURED_AT} What the model makes of it: esnsim validate --effects --only {entry.word}.")
    _print_fields(entry, console)


def _print_points(head: str, points: Iterator[str], console: Console) -> None:
    """Print a list, each of its lines set in."""
    from rich.padding import Padding

    console.print(f"\n{head}", style="bold")
    for point in points:
        console.print(Padding(f"- {point}", (0, 0, 0, 2), expand=False))


def _print_fields(entry: CatalogueEntry, console: Console) -> None:
    """Print the kind's own entries; those of all kinds are named."""
    from rich.table import Table

    console.print("\nFields", style="bold")
    table = Table("field", "default", "plausible", "meaning", box=None, padding=(0, 2, 0, 2))
    for each in entry.fields:
        table.add_row(each.name, each.default, each.plausible, each.meaning)
    console.print(table)
    console.print("And those of all kinds: audience, start, duration, dose, lead_time, capacity, cost, name.")


def entry_document(entry: CatalogueEntry) -> dict[str, Any]:
    """The entry as one document: what is printed, and the published sizes as numbers."""
    published = [
        {
            "what": each.words,
            "week": each.week,
            "points": {rung: list(band) for rung, band in each.bands._asdict().items()},
            "grade": each.grade,
            "source": each.source,
        }
        for each in entry.effects
    ]
    rows = {name: [row._asdict() for row in getattr(entry, name)] for name in ("charges", "fields")}
    return {**entry._asdict(), **rows, "effects": published}
