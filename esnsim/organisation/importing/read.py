"""An organisation from files: one row a person, and perhaps one row a tie.

Files are taken as they are found: what can be repaired without guessing at people is repaired and told, everything
else is refused at once with file and line. The order of lines does not matter.

ODD element: input data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from esnsim.organisation.generating.random_pairs import Workplace
from esnsim.organisation.generating.ties import make_ties
from esnsim.organisation.hierarchy import NO_NEEDS, Needs, tell_missing
from esnsim.organisation.importing.columns import suggest
from esnsim.organisation.importing.findings import Findings, ImportReport
from esnsim.organisation.importing.labels import Labels, is_vacancy, shape, shapes
from esnsim.organisation.importing.levels import agreement, are_levels, levels_from_column, levels_from_lines
from esnsim.organisation.importing.people_columns import find_people_columns
from esnsim.organisation.importing.properties import (
    ages_from,
    extras,
    frontline_from,
    seniority,
    sites_from,
    tenures_from,
    units_from,
)
from esnsim.organisation.importing.repair import Lines, no_lines, nobodies, reporting_lines
from esnsim.organisation.importing.roster import Roster
from esnsim.organisation.importing.spelling import tell_spellings
from esnsim.organisation.importing.table import FileTable, Row, read_table
from esnsim.organisation.importing.tie_files import read_ties
from esnsim.organisation.model import Organisation
from esnsim.organisation.specification import Import
from esnsim.rng.address import Key, key_of
from esnsim.state import Ints, Ties

USUAL_KEY = key_of("organisation")
FEWEST = 2
MANY_TWICE = 0.2
"""Share of people standing on several lines from which a file is taken to hold several snapshots."""
AGREEING = 0.8
"""Share of reporting lines along which a column has to change the same way to be taken for levels."""


def read(
    specification: Import, folder: Path, key: Key = USUAL_KEY, needs: Needs = NO_NEEDS
) -> tuple[Organisation, ImportReport]:
    """Read an organisation from files.

    Args:
        specification: Names of files and columns.
        folder: Where relative paths begin.
        key: The seed for what the files do not say: ages, tenure, ties.
        needs: What of a scenario cannot do without a hierarchy, so that files in which none is found are refused.

    Raises:
        OrganisationError: something cannot be repaired; names every such thing with file and line.
    """
    findings = Findings()
    roster = _roster(specification, folder, findings)
    tell_spellings(roster, findings)
    lines = _lines(roster, findings)
    manager = lines.manager
    _check_hierarchy(roster, lines, needs, specification, findings)
    roster = _without_contradiction(roster, lines, specification, findings)
    unit, unit_names, unit_parent = units_from(roster, manager, key, findings)
    places = sites_from(roster, findings)
    level = _levels(roster, lines, specification, findings)
    manages = np.bincount(manager[manager >= 0], minlength=roster.people) > 0
    age_band = ages_from(roster, level, manages, key, findings)
    organisation = Organisation(
        labels=tuple(roster.cells("person")),
        unit=unit,
        unit_names=unit_names,
        unit_parent=unit_parent,
        site=places.site,
        site_names=places.site_names,
        country=places.country,
        country_names=places.country_names,
        level=level,
        manager=manager,
        age_band=age_band,
        tenure=tenures_from(roster, age_band, specification.as_of, key, findings),
        frontline=frontline_from(roster, findings),
        extra=extras(roster, findings),
        ties=_ties(specification, folder, roster, Workplace(manager, unit, places.site), key, findings),
    )
    findings.check()
    return organisation, findings.report()


def _roster(specification: Import, folder: Path, findings: Findings) -> Roster:
    """The people file, one row a person, in the order of labels."""
    file = str(specification.people)
    table = read_table(
        folder / specification.people, file, specification.encoding, specification.delimiter, findings, is_report=True
    )
    table = _chosen(table, specification, findings)
    columns = find_people_columns(table, specification, findings)
    findings.columns.update({str(field): column for field, column in columns.items()})
    rows = _once_each(table, columns["person"], findings)
    labels = table.header.index(columns["person"])
    if vacant := [row.place for row in rows if is_vacancy(row.cells[labels])]:
        findings.note(f"positions in which nobody is, taken for people: {len(vacant):,} ({vacant[0]} is the first)")
    if len(rows) < FEWEST:
        findings.stop(file, f"has {len(rows)} people; an organisation needs at least {FEWEST}")
    rows.sort(key=lambda row: _as_counted(row.cells[labels]))
    return Roster(FileTable(table.file, table.header, rows), columns)


def _as_counted(label: str) -> tuple[bool, int, str, str]:
    """Sorts numbers by size, however long they are, before other labels by letters."""
    is_number = label.isascii() and label.isdigit()
    digits = label.lstrip("0") if is_number else ""
    return not is_number, len(digits), digits, label


def _chosen(table: FileTable, specification: Import, findings: Findings) -> FileTable:
    """Only the rows the scenario asks for."""
    rows = table.rows
    for name, wanted in specification.where.items():
        if name not in table.header:
            findings.stop(table.file, f"there is no column '{name}' for where{suggest(name, table.header)}")
        at = table.header.index(name)
        left = [row for row in rows if row.cells[at] == str(wanted)]
        if not left:
            known = sorted({row.cells[at] for row in rows})
            findings.stop(table.file, f"no row has '{wanted}' in column '{name}'{suggest(str(wanted), known)}")
        findings.note(f"{len(left):,} of {len(rows):,} rows have '{wanted}' in column '{name}'")
        rows = left
    return table._replace(rows=rows)


def _once_each(table: FileTable, person: str, findings: Findings) -> list[Row]:
    """One row a person: equal rows count once; unequal ones and rows without an id are refused, and reading goes on.

    So that whoever has to put the file right hears of wrong dates and the like in the same breath.

    Raises:
        OrganisationError: So many people stand there twice that the file holds several snapshots.
    """
    at = table.header.index(person)
    first: dict[str, Row] = {}
    twice: list[tuple[Row, Row]] = []
    for row in table.rows:
        known = first.setdefault(row.cells[at], row)
        if not row.cells[at]:
            findings.refuse(row.place, f"has no {person}; everybody needs one of their own")
        elif known is not row and known.cells == row.cells:
            findings.repair("the same line again, left out", row.place)
        elif known is not row:
            twice.append((known, row))
    if len({known.place for known, _ in twice}) > max(1, MANY_TWICE * len(first)):
        differs = _most_different(table, twice)
        findings.stop(
            table.file,
            f"{len(first):,} people stand on {len(table.rows):,} lines and column '{differs}' differs between them; "
            f"choose one, such as where: {{{differs}: '{table.rows[-1].cells[table.header.index(differs)]}'}}",
        )
    for known, row in twice:
        findings.refuse(row.place, f"{person} '{row.cells[at]}' is also at {known.place}; keep one of the lines")
    return list(first.values())


def _most_different(table: FileTable, twice: Sequence[tuple[Row, Row]]) -> str:
    """The column that differs most often between lines of the same person, the first of them."""
    counts = [sum(one.cells[at] != two.cells[at] for one, two in twice) for at in range(len(table.header))]
    return table.header[counts.index(max(counts))]


def _lines(roster: Roster, findings: Findings) -> Lines:
    """Reporting lines, or none."""
    if not roster.has("manager"):
        return no_lines(roster.people)
    labels = Labels(roster.cells("person"))
    _check_managers(roster, labels, findings)
    return reporting_lines(labels, roster.cells("person"), roster.places, roster.cells("manager"), findings)


def _check_managers(roster: Roster, labels: Labels, findings: Findings) -> None:
    """Refuse managers who are mostly written otherwise than people are, such as by e-mail instead of number.

    A few who are written as people are, and have many reports, are people who are not in the file.
    """
    names, cells = roster.cells("person"), roster.cells("manager")
    nobody, known = nobodies(labels, names, cells), shapes(names)
    named = [cell for cell in cells if cell and cell.casefold() not in nobody]
    lost = [cell for cell in named if labels.find(cell)[0] < 0]
    alike = all(shape(cell) in known for cell in lost)
    if len(lost) <= 1 or 2 * len(lost) <= len(named) or (alike and 2 * len(set(lost)) <= len(set(named))):
        return
    hint = "write managers by the ids of the person column"
    for column in roster.table.header:
        ids = set(roster.table.column(column))
        if column != roster.columns["manager"] and sum(cell in ids for cell in named) * 2 > len(named):
            hint = f"column '{column}' holds them, so write columns: {{person: {column}}}"
    message = f"{len(lost):,} of {len(named):,} managers are not among the people; {hint}"
    findings.stop(roster.table.file, message)


def _check_hierarchy(roster: Roster, lines: Lines, needs: Needs, specification: Import, findings: Findings) -> None:
    """Say that nobody reports to anybody, and refuse that where something of the scenario cannot do without."""
    if not np.any(lines.manager >= 0):
        tell_missing(roster, needs, specification, findings, has_levels=roster.has("level"))


def _without_contradiction(roster: Roster, lines: Lines, specification: Import, findings: Findings) -> Roster:
    """The people file without a column of levels that contradicts the reporting lines, unless the scenario names it."""
    if not roster.has("level") or (agreeing := agreement(roster.cells("level"), lines.manager)) == 1.0:
        return roster
    against = f"column '{roster.columns['level']}' contradicts {1 - agreeing:.0%} of reporting lines"
    if "level" in specification.columns:
        findings.note(f"{against}, and is taken for level all the same, since the scenario names it")
    elif agreeing >= AGREEING:
        findings.note(f"{against}, and is taken for level, since it follows the others")
    else:
        findings.ignore(f"{against}, and is not taken for level: levels are steps from the top")
        del findings.columns["level"]
        return replace(roster, columns={field: name for field, name in roster.columns.items() if field != "level"})
    return roster


def _levels(roster: Roster, lines: Lines, specification: Import, findings: Findings) -> Ints:
    """Levels from the column, else from reporting lines."""
    if not roster.has("level"):
        return levels_from_lines(lines, roster.places, findings)
    cells, column = roster.cells("level"), roster.columns["level"]
    if not are_levels(cells):
        findings.stop(roster.table.file, f"column '{column}' is to hold levels; levels are numbers")
    order = specification.level_order
    return levels_from_column(cells, roster.places, order, lines.manager, seniority(roster), findings)


def _ties(specification: Import, folder: Path, roster: Roster, reach: Workplace, key: Key, findings: Findings) -> Ties:
    """Ties from files, else made around reporting lines, units and sites."""
    if not specification.tie_files:
        findings.assume("no ties file: ties are made around units, sites and reporting lines")
        return make_ties(reach, specification.mean_ties, specification.within_unit_share, key)
    ties = read_ties(specification, folder, Labels(roster.cells("person")), roster.people, findings)
    if alone := int(np.count_nonzero(np.diff(ties.start) == 0)):
        findings.note(f"{alone:,} people have no tie to anybody")
    return ties
