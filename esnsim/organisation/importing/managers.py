"""Reporting lines from a people file: whom each manager's value means, or a question where nobody can tell.

ODD element: input data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from esnsim.organisation.importing.findings import Findings
from esnsim.organisation.importing.labels import Labels, shape, shapes
from esnsim.organisation.importing.repair import Lines, no_lines, nobodies, reporting_lines
from esnsim.organisation.importing.roster import Roster
from esnsim.organisation.specification import Import

BETWEEN_MANAGERS = re.compile(r"\s*[;|\n/]\s*|\s+(?:&|and|und|et|y)\s+")
DOUBTED, DOUBTED_SHARE = 4, 0.1
"""Different unknown managers, and their share of all, from which they are no few who left."""
SHOWN = 3


def lines_from(roster: Roster, specification: Import, findings: Findings) -> Lines:
    """Reporting lines, or none.

    Raises:
        OrganisationError: managers are mostly not among the people, or many different ones are not.
    """
    if not roster.has("manager"):
        return no_lines(roster.people)
    names = roster.cells("managers_in" if roster.has("managers_in") else "person")
    labels = Labels(names)
    cells = _one_each(labels, roster, specification, findings)
    _ask_about_namesakes(labels, names, cells, roster, findings)
    _doubt_strangers(labels, names, cells, roster, specification, findings)
    return reporting_lines(labels, names, roster.places, cells, findings)


def _one_each(labels: Labels, roster: Roster, specification: Import, findings: Findings) -> list[str]:
    """The managers with one in each value; which one of several, the scenario says."""
    cells = list(roster.cells("manager"))
    found = labels.find_all(cells).rows
    for row in np.flatnonzero(found == -1).tolist():
        parts = [part for part in BETWEEN_MANAGERS.split(cells[row]) if part]
        if len(parts) < 2 or any(labels.find(part)[0] < 0 for part in parts):  # noqa: PLR2004
            continue
        place = roster.table.place(row)
        if specification.duplicates == "ask":
            message = (
                f"{roster.columns['manager']} '{cells[row]}' names {len(parts)} people; write 'duplicates: first' (or "
                "last) beside 'people' to take one of them"
            )
            findings.refuse(place, message, "several managers")
        last = specification.duplicates == "last"
        cells[row] = parts[-1 if last else 0]
        findings.repair(f"several managers, the {'last' if last else 'first'} one taken", place, "medium")
    return cells


def _ask_about_namesakes(
    labels: Labels, names: Sequence[str], cells: Sequence[str], roster: Roster, findings: Findings
) -> None:
    """Refuse managers who may be several people."""
    found = labels.find_all(cells).rows
    for row in np.flatnonzero(found < -1).tolist():
        same = [other for other, name in enumerate(names) if Labels([name]).find(cells[row])[0] >= 0]
        listed = ", ".join(roster.table.place(other) for other in same[:SHOWN])
        message = f"manager '{cells[row]}' may be any of {len(same):,} people ({listed}); write managers by their ids"
        findings.refuse(roster.table.place(row), message, "namesakes")


def _doubt_strangers(
    labels: Labels,
    names: Sequence[str],
    cells: Sequence[str],
    roster: Roster,
    specification: Import,
    findings: Findings,
) -> None:
    """Refuse managers who are mostly written otherwise than people are, or many of whom are not there.

    A few who are written as people are, and have many reports, are people who are not in the file.

    Raises:
        OrganisationError: they are.
    """
    found = labels.find_all(cells).rows
    if np.all(found >= 0) or specification.lost_managers == "top":
        return
    nobody = nobodies(labels, names, cells)
    known = shapes(names)
    named = [row for row, cell in enumerate(cells) if cell and (found[row] >= 0 or cell.casefold() not in nobody)]
    lost = [row for row in named if found[row] == -1]
    different, all_different = {cells[row] for row in lost}, {cells[row] for row in named}
    alike = all(shape(cell) in known for cell in different)
    if 2 * len(lost) > len(named) and len(lost) > 1 and not (alike and 2 * len(different) <= len(all_different)):
        hint = _column_that_holds([cells[row] for row in named], roster)
        findings.stop(roster.table.file, f"{len(lost):,} of {len(named):,} managers are not among the people; {hint}")
    if len(different) >= DOUBTED and len(different) > DOUBTED_SHARE * len(all_different):
        some = ", ".join(f"'{cells[row]}' ({roster.table.place(row)})" for row in lost[:SHOWN])
        findings.stop(
            roster.table.file,
            f"{len(different):,} of {len(all_different):,} different managers are not among the people, such as "
            f"{some}; add them, or write 'lost_managers: top' beside 'people', and the {len(lost):,} people who "
            "report to them report to the top",
        )


def _column_that_holds(managers: Sequence[str], roster: Roster) -> str:
    """What to write so that managers are found, if there is a way."""
    for column in roster.table.header:
        ids = set(roster.table.column(column))
        if column != roster.columns["manager"] and sum(cell in ids for cell in managers) * 2 > len(managers):
            return f"column '{column}' holds them, so write columns: {{managers_in: {column}}}"
    return "write managers by the ids of the person column, or 'lost_managers: top' if they are left out on purpose"
