"""A people file as it was understood, written out clean, with a column of what was done to each row.

ODD element: input data.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from esnsim.organisation.importing.dates import read_days
from esnsim.organisation.importing.findings import ImportReport
from esnsim.organisation.importing.properties import ORDERS
from esnsim.organisation.importing.read import Imported, read_in_full
from esnsim.organisation.specification import Import

PERSON, MANAGER, DONE = "person_id", "manager_id", "what_was_done"


class CleanedFile(NamedTuple):
    """A people file written out clean.

    Attributes:
        text: The file, as CSV in UTF-8.
        people: How many rows it has.
        changed: How many of them were repaired.
        report: How the file was understood.
    """

    text: str
    people: int
    changed: int
    report: ImportReport


def cleaned_file(specification: Import, folder: Path) -> CleanedFile:
    """The people file that a specification names, cleaned: one row a person, managers by id, units filled in, dates.

    Raises:
        OrganisationError: something cannot be repaired; names every such thing with file and line.
    """
    imported = read_in_full(specification, folder)
    resolved = _resolved(imported, specification)
    columns = {**resolved, **_others(imported)}
    done = ["; ".join(words) for words in _done(imported, resolved)]
    columns[DONE] = done
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(columns)
    table.writerows(zip(*columns.values(), strict=True))
    return CleanedFile(stream.getvalue(), imported.roster.people, sum(map(bool, done)), imported.report)


def _done(imported: Imported, resolved: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """What was done to each row: what was repaired, and what is written otherwise than it stands in the file."""
    roster = imported.roster
    done = [list(imported.done.get(place, [])) for place in roster.places]
    for name, field, words in ((MANAGER, "manager", "manager written by the id"), ("joined", "joined", "date written")):
        if name in resolved and roster.has(field):
            for row, (new, old) in enumerate(zip(resolved[name], roster.cells(field), strict=True)):
                if new and old and new != old and not any(what.startswith(words.split()[0]) for what in done[row]):
                    done[row].append(f"{words}, '{old}' in the file")
    return done


def _resolved(imported: Imported, specification: Import) -> dict[str, list[str]]:
    """Columns that are written as they were understood."""
    organisation, roster = imported.organisation, imported.roster
    labels = organisation.labels
    above = [labels[row] if row >= 0 else "" for row in organisation.manager.tolist()]
    columns = {PERSON: list(labels)}
    if any(above):
        columns[MANAGER] = above
    if roster.has("unit"):
        columns["unit"] = [organisation.unit_names[unit] for unit in organisation.unit.tolist()]
    if roster.has("joined"):
        days = read_days(roster.cells("joined"), ORDERS[specification.date_order]).days
        columns["joined"] = [day.isoformat() if day else "" for day in days]
    return columns


def _others(imported: Imported) -> dict[str, list[str]]:
    """All other columns, by the names of what they were taken for where they were taken for something."""
    roster = imported.roster
    fields = {column: field for field, column in roster.columns.items()}
    found: dict[str, list[str]] = {}
    for name, cells in zip(roster.table.header, roster.table.columns, strict=True):
        field = fields.get(name)
        if field not in {"person", "manager", "unit", "joined"}:
            free = name if field in {None, "managers_in"} else str(field)
            taken = {PERSON, MANAGER, DONE, "unit", "joined", *found}
            found[free if free not in taken else f"{free} as it was"] = cells
    return found
