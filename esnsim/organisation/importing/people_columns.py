"""Which columns of a people file hold what: values decide first, names of columns second.

ODD element: input data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from esnsim.organisation.importing.columns import find_columns
from esnsim.organisation.importing.files.table import FileTable
from esnsim.organisation.importing.findings import Findings
from esnsim.organisation.importing.fitting import HALF, fit_to_field, has_own_values
from esnsim.organisation.importing.headers import PERSON_COLUMNS, columns_called
from esnsim.organisation.importing.levels import why_no_levels
from esnsim.organisation.importing.line_columns import find_lines, find_person
from esnsim.organisation.specification import Import

HIERARCHY = ("manager", "level", "managers_in")
WHY_NOT = {
    "joined": "holds no dates",
    "frontline": "holds neither yes nor no",
    "age": "holds no ages",
    "age_band": "holds no ages",
    "tenure_years": "holds no numbers",
}


def find_people_columns(table: FileTable, specification: Import, findings: Findings) -> dict[str, str]:
    """Which column is taken for which field.

    People and managers are found together, by values: who is told apart, and who names others. Of the other fields each
    is found by usual names, and the best of several that fit is taken; a choice between several is told.

    Raises:
        OrganisationError: a named column is not there, none is known to hold people, or two may hold managers.
    """
    named = find_columns(table, specification.columns, dict.fromkeys(map(str, specification.columns), ()), (), findings)
    person = named.get("person") or find_person(table, named, findings)
    named["person"] = person
    if specification.flat:
        _tell_unused(table, findings)
    elif "manager" not in named or "managers_in" not in named:
        named |= find_lines(table, named, findings)
    fields = [field for field in PERSON_COLUMNS if field not in named and field not in {"person", "manager"}]
    for field in fields:
        if specification.flat and field in HIERARCHY:
            continue
        if column := _best(table, field, named, findings):
            named[field] = column
    return {field: named[field] for field in (*PERSON_COLUMNS, "managers_in") if field in named}


def level_columns(table: FileTable, taken: Mapping[str, str]) -> list[str]:
    """Columns that may hold levels by their names and values, the best names first."""
    others = [column for field, column in taken.items() if field != "level"]
    names = [name for name in columns_called(table.header, PERSON_COLUMNS["level"]) if name not in others]
    return [name for name in names if not why_no_levels(name, table.column(name))]


def _best(table: FileTable, field: str, taken: Mapping[str, str], findings: Findings) -> str | None:
    """The column of a field: of those with usual names the best fitting one, the best name of equals."""
    names = [name for name in columns_called(table.header, PERSON_COLUMNS[field]) if name not in taken.values()]
    if not names:
        return None
    if field == "level":
        return _level(table, names, findings)
    fits = {name: fit_to_field(field, table.column(name)) for name in names}
    best = max(names, key=lambda name: (fits[name] >= HALF, fits[name] if fits[name] < HALF else 1.0))
    if fits[best] < HALF:
        _tell_unfit(table, field, best, findings)
        return None
    if best != names[0]:
        findings.assume(
            f"column '{best}' is taken for {field} rather than '{names[0]}', since its values fit", severity="medium"
        )
    return best


def _level(table: FileTable, names: Sequence[str], findings: Findings) -> str | None:
    """The first column of levels whose values are levels; of the others it is told why they are none."""
    why = {name: why_no_levels(name, table.column(name)) for name in names}
    for name in names:
        if not why[name]:
            return name
        findings.ignore(f"column '{name}' {why[name]} and is kept as it is, not as level")
    return None


def _tell_unfit(table: FileTable, field: str, column: str, findings: Findings) -> None:
    """Say why the only column with the name of a field is not taken for it."""
    if has_own_values(table.column(column)) and field not in WHY_NOT:
        findings.ignore(
            f"column '{column}' has a value of its own on nearly every row, makes no groups, and is not taken for "
            f"{field}",
            severity="medium",
        )
    else:
        findings.ignore(f"column '{column}' {WHY_NOT[field]} and is kept as it is, not as {field}", severity="medium")


def _tell_unused(table: FileTable, findings: Findings) -> None:
    """Say which columns of a hierarchy are left alone in an organisation that is said to have none."""
    for field in ("manager", "level"):
        for name in columns_called(table.header, PERSON_COLUMNS[field]):
            findings.ignore(f"column '{name}' is not taken for {field}, since the organisation is said to be flat")
