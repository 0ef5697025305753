"""An organisation from files: one row a person, and perhaps one row a tie.

Files are taken as they are found: what can be repaired without guessing at people is repaired and told, everything
else is refused at once with file and line. The order of lines does not matter.

ODD element: input data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from esnsim.organisation.generating.random_pairs import Workplace
from esnsim.organisation.generating.ties import make_ties
from esnsim.organisation.hierarchy import NO_NEEDS, Needs, tell_missing
from esnsim.organisation.importing.files.table import read_table
from esnsim.organisation.importing.findings import Findings, ImportReport
from esnsim.organisation.importing.labels import Labels
from esnsim.organisation.importing.levels import agreement, are_levels, levels_from_column, levels_from_lines
from esnsim.organisation.importing.managers import lines_from
from esnsim.organisation.importing.people_columns import find_people_columns, level_columns
from esnsim.organisation.importing.people_rows import (
    asked_for,
    in_order,
    once_each,
    with_full_names,
    without_full_names,
)
from esnsim.organisation.importing.properties import (
    ages_from,
    extras,
    frontline_from,
    seniority,
    sites_from,
    tenures_from,
    units_from,
)
from esnsim.organisation.importing.repair import Lines
from esnsim.organisation.importing.roster import Roster
from esnsim.organisation.importing.spelling import tell_spellings
from esnsim.organisation.importing.tie_files import read_ties
from esnsim.organisation.model import Organisation
from esnsim.organisation.specification import Import
from esnsim.rng.address import Key, key_of
from esnsim.state import Ints, Ties

USUAL_KEY = key_of("organisation")
FEWEST = 2
NO_LEVEL = ", and is not taken for level: levels are steps from the top"
AGREEING = 0.8
"""Share of reporting lines along which a column has to change the same way to be taken for levels."""


class Imported(NamedTuple):
    """What was made of files.

    Attributes:
        organisation: Who is there.
        report: How the files were understood.
        roster: The people file, one row a person, in the order of the organisation.
        done: What was repaired on each line, by ``file:line``.
    """

    organisation: Organisation
    report: ImportReport
    roster: Roster
    done: Mapping[str, list[str]]


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
    return read_in_full(specification, folder, key, needs)[:2]


def read_in_full(specification: Import, folder: Path, key: Key = USUAL_KEY, needs: Needs = NO_NEEDS) -> Imported:
    """As `read`, with the people file as it was understood."""
    findings = Findings()
    roster = _roster(specification, folder, findings)
    tell_spellings(roster, findings)
    lines = lines_from(roster, specification, findings)
    manager = lines.manager
    _check_hierarchy(roster, lines, needs, specification, findings)
    roster = _with_levels(roster, lines, specification, findings)
    roster = replace(roster, table=without_full_names(roster.table))
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
        tenure=tenures_from(roster, age_band, specification, key, findings),
        frontline=frontline_from(roster, findings),
        extra=extras(roster, findings),
        ties=_ties(specification, folder, roster, Workplace(manager, unit, places.site), key, findings),
    )
    findings.check()
    findings.choices["columns"] = dict(roster.columns)
    return Imported(organisation, findings.report(), roster, findings.done())


def _roster(specification: Import, folder: Path, findings: Findings) -> Roster:
    """The people file, one row a person, in the order of labels."""
    file = str(specification.people)
    table = read_table(folder / specification.people, file, specification, findings, what="people")
    table = with_full_names(asked_for(table, specification, findings))
    columns = find_people_columns(table, specification, findings)
    findings.columns.update({str(field): column for field, column in columns.items()})
    table = once_each(table, columns["person"], specification, findings)
    if table.rows < FEWEST:
        findings.stop(file, f"has {table.rows} people; an organisation needs at least {FEWEST}")
    return Roster(in_order(table, columns["person"], findings), columns)


def _check_hierarchy(roster: Roster, lines: Lines, needs: Needs, specification: Import, findings: Findings) -> None:
    """Say that nobody reports to anybody, and refuse that where something of the scenario cannot do without."""
    if not np.any(lines.manager >= 0):
        tell_missing(roster, needs, specification, findings, has_levels=roster.has("level"))


def _with_levels(roster: Roster, lines: Lines, specification: Import, findings: Findings) -> Roster:
    """The people file with the column of levels that goes with the reporting lines, or none.

    One that the scenario names is taken, whatever the lines say.
    """
    if not roster.has("level"):
        return roster
    if "level" in specification.columns:
        if (agreeing := agreement(roster.cells("level"), lines.manager)) < 1.0:
            against = f"column '{roster.columns['level']}' contradicts {1 - agreeing:.0%} of reporting lines"
            findings.note(f"{against}, and is taken for level all the same, since the scenario names it")
        return roster
    names = level_columns(roster.table, roster.columns)
    agreeing_of = {name: agreement(roster.table.column(name), lines.manager) for name in names}
    best = max(names, key=lambda name: agreeing_of[name])
    for name in names:
        if name != best and agreeing_of[name] < AGREEING:
            findings.ignore(f"column '{name}' contradicts {1 - agreeing_of[name]:.0%} of reporting lines{NO_LEVEL}")
    against = f"column '{best}' contradicts {1 - agreeing_of[best]:.0%} of reporting lines"
    others = {field: name for field, name in roster.columns.items() if field != "level"}
    findings.columns.pop("level")
    if agreeing_of[best] < AGREEING:
        findings.ignore(f"{against}{NO_LEVEL}", severity="medium")
        return replace(roster, columns=others)
    if agreeing_of[best] < 1.0:
        findings.note(f"{against}, and is taken for level, since it follows the others")
    findings.columns["level"] = best
    return replace(roster, columns={**others, "level": best})


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
        findings.assume("no ties file: ties are made around units, sites and reporting lines", "medium")
        return make_ties(reach, specification.mean_ties, specification.within_unit_share, key)
    ties = read_ties(specification, folder, Labels(roster.cells("person")), roster.people, findings)
    if alone := int(np.count_nonzero(np.diff(ties.start) == 0)):
        findings.note(f"{alone:,} people have no tie to anybody")
    return ties
