"""Units, places, ages, tenure and everything else a people file says, with what it does not say made up and told.

ODD element: input data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import WORKDAYS_A_YEAR
from esnsim.organisation.generating.people import Workplaces, age_bands, tenures
from esnsim.organisation.generating.tree import cut_units
from esnsim.organisation.importing.dates import Days, read_days
from esnsim.organisation.importing.findings import Findings
from esnsim.organisation.importing.numbers import UNKNOWN, band_of_age, band_of_words, read_number, yes_or_no
from esnsim.organisation.importing.repair import people_below
from esnsim.organisation.importing.roster import Roster
from esnsim.organisation.model import Attribute
from esnsim.organisation.specification import Import
from esnsim.rng.address import Key
from esnsim.state import Bytes, Doubles, Ints

USUAL_UNIT = 15.0
LONGEST_YEARS = 70.0
MANY = 0.1
MOST_NAMES = 500
"""A column with more different values, or with more than half as many as people, tells people apart, not groups."""
ALWAYS_FEW = 12
ORDERS = {"auto": "", "day_first": "day/month/year", "month_first": "month/day/year"}
"""How dates with slashes are read, by the words of a scenario."""
TWO_WAYS = (
    "which can be two days, and no date of the column proves which: write 'date_order: day_first' or 'date_order: "
    "month_first' beside 'people', or write dates as 2016-05-30"
)
LEFT = frozenset(
    {"terminated", "inactive", "left", "leaver", "resigned", "retired", "former", "dismissed", "withdrawn"}
)
"""What columns say of people who have left, in small letters."""


def named(values: Sequence[str]) -> Attribute:
    """Number values by their names in order; empty ones are unknown."""
    names = tuple(sorted(set(values) - {""}))
    code = {name: at for at, name in enumerate(names)}
    return Attribute(np.array([code.get(value, -1) for value in values], np.int32), names)


def units_from(roster: Roster, manager: Ints, key: Key, findings: Findings) -> tuple[Ints, tuple[str, ...], Ints]:
    """Unit of each person, names of units, and which unit each is part of.

    Args:
        roster: The people file.
        manager: Row of each person's manager, -1 for nobody; shape (n,).
        key: The seed for units cut out of reporting lines.
        findings: Takes what is repaired and assumed.
    """
    if roster.has("unit"):
        cells = _with_managers_unit(roster.cells("unit"), manager, roster.places, findings)
        unit, names = named(cells)
        return unit, names, _parents(unit, len(names), manager)
    if not np.any(manager >= 0):
        findings.assume("no column holds units: everybody is in one unit")
        return np.zeros(roster.people, np.int32), ("all",), np.full(1, -1, np.int32)
    findings.assume("no column holds units: units are cut out of the reporting lines, teams kept whole")
    units = cut_units(manager, USUAL_UNIT, key)
    labels = roster.cells("person")
    return units.unit, tuple(f"unit of {labels[head]}" for head in units.head.tolist()), units.parent


def _with_managers_unit(cells: list[str], manager: Ints, places: Sequence[str], findings: Findings) -> list[str]:
    """Units with those of managers filled in where people have none."""
    known = list(cells)
    for row, cell in enumerate(cells):
        above = row
        while above >= 0 and not cells[above]:
            above = int(manager[above])
        if not cell:
            known[row] = cells[above] if above >= 0 else "unknown"
            findings.repair("unit unknown, taken from the manager, else 'unknown'", places[row])
    return known


def _parents(unit: Ints, units: int, manager: Ints) -> Ints:
    """Unit each unit is part of: the one its topmost person reports into, -1 at the top.

    This cannot go round, since the topmost person of the unit above has more people below than that of the unit.
    """
    below = people_below(manager)
    parent = np.full(units, -1, np.int32)
    for row in np.lexsort((np.arange(len(unit)), below)).tolist():  # The largest tree of a unit decides, being last.
        manager_row = int(manager[row])
        if manager_row < 0 or unit[manager_row] != unit[row]:
            parent[unit[row]] = unit[manager_row] if manager_row >= 0 else -1
    return parent


def sites_from(roster: Roster, findings: Findings) -> Workplaces:
    """Where people work; without a column for sites each country is one site, and without either all are in one."""
    people = roster.people
    if not roster.has("country"):
        country = Attribute(np.zeros(people, np.int32), ("home",))
    else:
        country = named([cell or "unknown" for cell in roster.cells("country")])
    if roster.has("site"):
        site = named([cell or "unknown" for cell in roster.cells("site")])
    else:
        site = country if roster.has("country") else Attribute(np.zeros(people, np.int32), ("site 1",))
        each = "each country is one site" if roster.has("country") else "everybody is on one site"
        findings.assume(f"no column holds sites: {each}")
    return Workplaces(site.code, site.names, country.code, country.names)


def seniority(roster: Roster) -> Doubles:
    """Age, else years in the organisation, not a number where unknown; shape (n,)."""
    for field in ("age", "tenure_years"):
        if roster.has(field):
            return np.array([read_number(cell) for cell in roster.cells(field)])
    return np.full(roster.people, np.nan)


def ages_from(roster: Roster, level: Ints, manages: NDArray[np.bool_], key: Key, findings: Findings) -> Ints:
    """Age band of each person, drawn from what is usual where it is unknown."""
    field = next((field for field in ("age", "age_band") if roster.has(field)), "")
    drawn = age_bands(level, manages, key)
    if not field:
        findings.assume("no column holds ages: ages are drawn from what is usual")
        return drawn
    for row, (place, cell) in enumerate(zip(roster.places, roster.cells(field), strict=True)):
        band = band_of_age(read_number(cell)) if field == "age" else band_of_words(cell)
        if band == UNKNOWN:
            findings.repair("age unknown, drawn from what is usual", place)
        else:
            drawn[row] = band
    return drawn


def tenures_from(roster: Roster, age_band: Ints, specification: Import, key: Key, findings: Findings) -> Ints:
    """Workdays each person has been there, drawn from what is usual where it is unknown."""
    tenure = tenures(age_band, key)
    if roster.has("tenure_years") and _are_no_years(roster.cells("tenure_years")):
        findings.ignore(
            f"column '{roster.columns['tenure_years']}' says more than {LONGEST_YEARS:.0f} of many people, which "
            "are no years: tenure is drawn from what is usual; write years"
        )
    elif roster.has("tenure_years"):
        for row, (place, cell) in enumerate(zip(roster.places, roster.cells("tenure_years"), strict=True)):
            years = read_number(cell)
            if 0 <= years <= LONGEST_YEARS:
                tenure[row] = int(years * WORKDAYS_A_YEAR)
            else:
                findings.repair("years in the organisation unknown, drawn from what is usual", place)
    elif roster.has("joined"):
        _since_joining(roster, tenure, specification, findings)
    else:
        findings.assume("no column holds tenure: tenure is drawn from what is usual")
    return tenure


def _are_no_years(cells: Sequence[str]) -> bool:
    """Whether more numbers than single mistakes are too large for years, as months or days are."""
    values = [read_number(cell) for cell in cells if isfinite(read_number(cell))]
    return sum(value > LONGEST_YEARS for value in values) > max(1, MANY * len(values))


def _since_joining(roster: Roster, tenure: Ints, specification: Import, findings: Findings) -> None:
    """Fill in workdays since joining dates."""
    cells = roster.cells("joined")
    read = read_days(cells, ORDERS[specification.date_order])
    as_of = specification.as_of
    end = as_of or max((day for day in read.days if day), default=None)
    for row, (place, cell, day) in enumerate(zip(roster.places, cells, read.days, strict=True)):
        if day and end:
            tenure[row] = int(np.busday_count(day, end)) if day <= end else 0
            if day > end:
                findings.repair("joined after the date of the file, taken as new", place)
        elif row in read.two_ways:
            findings.refuse(place, f"joining date is '{cell}', {TWO_WAYS}", "two ways")
        elif row in read.unreadable:
            findings.refuse(place, f"joining date is '{cell}'; write dates as 2016-05-30", "no date")
        else:
            what = "that cannot be" if row in read.impossible else "unknown"
            findings.repair(f"joining date {what}, tenure drawn from what is usual", place)
    _tell_dates(read, end, specification, findings)


def _tell_dates(read: Days, end: date | None, specification: Import, findings: Findings) -> None:
    """Say how dates were read, and which scenario says the same."""
    if read.order:
        findings.choices["date_order"] = next(word for word, order in ORDERS.items() if order == read.order)
        if specification.date_order == "auto":
            findings.assume(f"joining dates are read as {read.order}, since some of them can be nothing else")
    if read.counted:
        findings.assume("joining dates that are numbers are read as days counted by a spreadsheet, 42000 is 2014-12-27")
    if end:
        findings.choices["as_of"] = end
        if not specification.as_of:
            findings.assume(f"tenure is counted to the last joining date, {end}; as_of decides")


def frontline_from(roster: Roster, findings: Findings) -> Bytes:
    """Who has no desk; nobody where the file is silent."""
    frontline = np.zeros(roster.people, np.int8)
    if not roster.has("frontline"):
        findings.assume("no column holds frontline work: everybody has a desk")
        return frontline
    for row, (place, cell) in enumerate(zip(roster.places, roster.cells("frontline"), strict=True)):
        answer = yes_or_no(cell)
        frontline[row] = answer == 1
        if answer == UNKNOWN:
            findings.repair("frontline is neither yes nor no, taken as desk", place)
    return frontline


def extras(roster: Roster, findings: Findings) -> dict[str, Attribute]:
    """Other columns that put people into groups; those that do not are told."""
    kept = {}
    unused = []
    for name in roster.table.header:
        if name in roster.columns.values():
            continue
        attribute = named(roster.table.column(name))
        many = len(attribute.names)
        if many > MOST_NAMES or many > max(ALWAYS_FEW, roster.people // 2):
            unused.append(f"'{name}' ({many:,} different values make no groups)")
        elif many <= 1:
            unused.append(f"'{name}' ({'everybody has the same value' if many else 'empty'})")
        else:
            kept[name] = attribute
    if unused:
        findings.ignore(f"{roster.table.file}: columns not used: {', '.join(unused)}")
    _tell_leavers(kept, findings)
    return kept


def _tell_leavers(properties: Mapping[str, Attribute], findings: Findings) -> None:
    """Say if a column marks people who have left and who are taken for people all the same."""
    for name, attribute in properties.items():
        gone = [code for code, value in enumerate(attribute.names) if value.casefold() in LEFT]
        stay = [value for value in attribute.names if value.casefold() not in LEFT]
        if gone and stay:
            count = int(np.isin(attribute.code, gone).sum())
            values = ", ".join(f"'{attribute.names[code]}'" for code in gone)
            findings.note(
                f"column '{name}' says {values} of {count:,} people, who are taken for people all the same; "
                f"where: {{{name}: {stay[0]}}} leaves others out"
            )
