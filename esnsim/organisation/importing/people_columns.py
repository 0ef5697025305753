"""Which columns of a people file hold what, where names of columns alone do not tell.

ODD element: input data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from esnsim.organisation.importing.columns import find_columns
from esnsim.organisation.importing.findings import Findings
from esnsim.organisation.importing.fitting import HALF, Candidate, are_lines, fits, is_flag, share_found, tells_apart
from esnsim.organisation.importing.headers import (
    PEOPLE_BY_VALUE,
    PERSON_COLUMNS,
    may_be_called,
    plain_heading,
    speaks_of_managers,
    squeezed,
)
from esnsim.organisation.importing.labels import Labels
from esnsim.organisation.importing.levels import why_no_levels
from esnsim.organisation.importing.table import FileTable
from esnsim.organisation.specification import Import, PersonColumn

HIERARCHY = ("manager", "level")


def find_people_columns(table: FileTable, specification: Import, findings: Findings) -> dict[str, str]:
    """Which column is taken for which field.

    Names decide first. A column of an unusual name is taken for people if it tells them apart, and one whose name
    speaks of managers for managers if its values are other people. Of several the first one that fits is taken.

    Raises:
        OrganisationError: a named column is not there, or none is known to hold people.
    """
    named = dict(specification.columns)
    usual: dict[str, Sequence[str]] = _with_other_spellings(table)
    if "person" not in named and (person := _person(table, usual)):
        named["person"] = person
    if specification.flat:
        usual |= dict.fromkeys(HIERARCHY, ())
        _tell_unused(table, findings)
    elif "manager" not in named:
        manager = _manager(table, named, usual, findings)
        usual["manager"] = ()
        if manager:
            named["manager"] = manager
    columns = find_columns(table, named, usual, ("person",), findings)
    if "level" in columns and "level" not in specification.columns:
        _judge_levels(table, columns, findings)
    return columns


def likely_managers(table: FileTable, person: str, taken: Sequence[str]) -> list[Candidate]:
    """Columns that look like managers, those found in the person column first, then the surest.

    Args:
        table: The people file.
        person: The column that is taken for people.
        taken: Columns that are taken for something already.
    """
    others = [name for name in table.header if name != person and tells_apart(table.column(name))]
    found = []
    for ids in (person, *others):
        labels = Labels(table.column(ids))
        for name in table.header:
            cells = table.column(name)
            if name == ids or name in taken or is_flag(cells):
                continue
            share = share_found(labels, cells)
            if share >= HALF and are_lines(labels, cells):
                found.append(Candidate(ids, name, share))
    return sorted(found, key=lambda one: (one.person != person, not speaks_of_managers(one.manager), -one.share))


def _with_other_spellings(table: FileTable) -> dict[str, Sequence[str]]:
    """Usual names, with those of the table that differ from one of them in how words are parted, such as HIREDATE."""
    spelt = {squeezed(name): plain_heading(name) for name in reversed(table.header)}
    return {
        field: (*names, *(spelt[squeezed(name)] for name in names if squeezed(name) in spelt))
        for field, names in PERSON_COLUMNS.items()
    }


def _called(table: FileTable, names: Sequence[str], without: Mapping[PersonColumn, str]) -> Iterator[str]:
    """Columns with these names, in the order of the names, but for those named for something else."""
    known = {plain_heading(name): name for name in reversed(table.header)}
    yield from (known[name] for name in dict.fromkeys(names) if name in known and known[name] not in without.values())


def _person(table: FileTable, usual: Mapping[str, Sequence[str]]) -> str | None:
    """The column of people, if it is none of the usual names: an unusual name of which each row has its own value."""
    if next(_called(table, usual["person"], {}), None):
        return None
    unusual = (name for name in table.header if may_be_called(name, tuple(PEOPLE_BY_VALUE)))
    return next((name for name in unusual if tells_apart(table.column(name))), None)


def _manager(
    table: FileTable, named: Mapping[PersonColumn, str], usual: Mapping[str, Sequence[str]], findings: Findings
) -> str | None:
    """The column of managers: the first usual one that fits, else one that speaks of managers and fits beyond doubt."""
    person = named.get("person") or next(_called(table, usual["person"], named), None)
    called = [name for name in _called(table, usual["manager"], named) if not is_flag(table.column(name))]
    if person not in table.header:
        return next(iter(called), None)
    labels = Labels(table.column(person))
    shares = {name: share_found(labels, table.column(name)) for name in called}
    if fitting := next((name for name in called if shares[name] >= HALF), None):
        if fitting != called[0]:
            findings.assume(f"column '{fitting}' is taken for managers, since its values are ids of column '{person}'")
        return fitting
    for name in table.header:
        free = name != person and name not in named.values() and name not in called
        if free and speaks_of_managers(name) and fits(labels, table.column(name)):
            findings.assume(f"column '{name}' is taken for managers, since its values are ids of column '{person}'")
            return name
    return next((name for name in called if any(table.column(name))), next(iter(called), None))


def _tell_unused(table: FileTable, findings: Findings) -> None:
    """Say which columns of a hierarchy are left alone in an organisation that is said to have none."""
    for field in HIERARCHY:
        for name in _called(table, PERSON_COLUMNS[field], {}):
            findings.ignore(f"column '{name}' is not taken for {field}, since the organisation is said to be flat")


def _judge_levels(table: FileTable, columns: dict[str, str], findings: Findings) -> None:
    """Leave a column alone whose name speaks of levels and whose values do not."""
    if why := why_no_levels(columns["level"], table.column(columns["level"])):
        findings.ignore(f"column '{columns['level']}' {why} and is kept as it is, not as level")
        del columns["level"]
