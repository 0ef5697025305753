"""Which columns of a people file hold people, and which their managers: by whom values name, then by headings.

ODD element: input data.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from esnsim.organisation.importing.files.table import FileTable
from esnsim.organisation.importing.findings import Findings
from esnsim.organisation.importing.fitting import (
    BEYOND_DOUBT,
    ENOUGH,
    HALF,
    Candidate,
    agree,
    are_lines,
    are_lines_beyond_doubt,
    are_small_numbers,
    is_flag,
    lines_of,
    share_found,
    tells_apart,
)
from esnsim.organisation.importing.headers import (
    NAME_COLUMNS,
    PERSON_COLUMNS,
    columns_called,
    is_usual_for_others,
    plain_heading,
    speaks_of_managers,
    speaks_of_others,
    speaks_of_people,
)
from esnsim.organisation.importing.labels import AMBIGUOUS, UNKNOWN_LABEL, Labels
from esnsim.organisation.importing.numbers import read_number
from esnsim.state import Longs

BETTER = 0.02
"""By how much more values another column has to hold the people than the one of ids does."""
TOLD_OF_PEOPLE = 0.5
"""Share of different values from which a column of names may tell who a manager is."""
ADDRESSES = frozenset(["email", "mail", "e_mail", "upn", "user_principal_name", "email_address", "work_email", "label"])


class ManagerColumn(NamedTuple):
    """A column that holds managers.

    Attributes:
        column: The column.
        people: In which column these people are found.
        share: Share of its values found there, 0 to 1.
        above: Row of each person's manager, below 0 for nobody; shape (n,).
        is_called_so: Whether its name speaks of managers.
    """

    column: str
    people: str
    share: float
    above: Longs
    is_called_so: bool

    @property
    def fits(self) -> bool:
        """Whether its values are managers, given that its name says so."""
        return self.share >= HALF and bool((self.above != UNKNOWN_LABEL).any())

    @property
    def fits_well(self) -> bool:
        """Whether its values are the managers of the people in its rows."""
        return self.share >= ENOUGH and are_lines(self.above)


def find_person(table: FileTable, named: Mapping[str, str], findings: Findings) -> str:
    """The column of people.

    Of columns with the name of ids the first one that tells people apart, but for one whose ids managers are told by;
    without such a name the one column that managers are told by.

    Raises:
        OrganisationError: no column is known to hold people, or several may.
    """
    free = [name for name in table.header if name not in named.values()]
    usual = [name for name in columns_called(table.header, PERSON_COLUMNS["person"]) if name in free]
    ids = [*usual, *(name for name in free if name not in usual and speaks_of_people(name))]
    apart = [name for name in ids if tells_apart(table.column(name))]
    if apart:
        return _meant(table, apart, findings)
    telling = [name for name in free if tells_apart(table.column(name)) and _may_tell(name)]
    unusual = list(dict.fromkeys(one.people for one in _surest(table, telling, named)))
    if len(unusual) == 1 and not _is_number(unusual[0]):
        findings.assume(
            f"column '{unusual[0]}' is taken for people, since its values distinguish them and managers are told by it",
            severity="medium",
        )
        return unusual[0]
    if usual:
        return usual[0]
    _ask_for_people(table, unusual or telling, findings)
    raise AssertionError  # pragma: no cover - asking stops


def _meant(table: FileTable, apart: Sequence[str], findings: Findings) -> str:
    """Of several columns of ids the first, unless managers are told by another and not by it."""
    numbers = [name for name in apart if plain_heading(name) not in ADDRESSES]
    if len(numbers) < 2:  # noqa: PLR2004
        return apart[0]
    managers = [name for name in table.header if speaks_of_managers(name) and name not in numbers]
    shares = {name: max((_share(table, name, manager) for manager in managers), default=0.0) for name in numbers}
    best = max(numbers, key=lambda name: shares[name])
    if apart[0] in numbers and shares[apart[0]] + BETTER >= shares[best]:
        return apart[0]
    if apart[0] not in numbers and shares[best] < HALF:
        return apart[0]
    findings.assume(
        f"column '{best}' is taken for people rather than '{apart[0]}', since managers are told by it",
        severity="medium",
    )
    return best


def _share(table: FileTable, ids: str, manager: str) -> float:
    return share_found(Labels(table.column(ids)), table.column(manager))


def _may_tell(name: str) -> bool:
    """Whether a column of this name may be that of people."""
    return not (is_usual_for_others(name) or speaks_of_managers(name) or speaks_of_others(name) or _is_number(name))


def _is_number(name: str) -> bool:
    """Whether a heading is a number, as where a file has no header."""
    return read_number(name) == read_number(name)


def _ask_for_people(table: FileTable, telling: Sequence[str], findings: Findings) -> None:
    """Ask which column holds people.

    Raises:
        OrganisationError: always.
    """
    seen = ""
    if telling:
        listed = " and ".join(f"'{name}'" for name in telling[:3])
        seen = f"; nearly every row has a value of its own in {listed}: {_line('person', telling[0])}"
    findings.stop(
        f"{table.file}:{table.lines[0] - 1 if table.rows else 1}",
        "no column is known to hold person; name it in the scenario, or in the header, "
        f"such as 'person'{seen}; columns are: {', '.join(table.header)}",
    )


def find_lines(table: FileTable, named: Mapping[str, str], findings: Findings) -> dict[str, str]:
    """The column of managers, and in which column these are found if not by the ids of people; nothing if none fits.

    Raises:
        OrganisationError: two columns that fit equally well contradict each other.
    """
    person = named["person"]
    if "manager" in named:
        one = _looked_at(table, named["manager"], _called_people(table, person, named))
        return _with_people(one, person) if one else {}
    usual = columns_called(table.header, PERSON_COLUMNS["manager"])
    found = [one for one in all_managers(table, named) if one.fits]
    so_called = sorted((one for one in found if one.is_called_so), key=lambda one: _rank(one, usual))
    if so_called:
        best = so_called[0]
        _ask_between(table, best, so_called[1:], findings)
        if usual[:1] != [best.column] or best.people != person:
            _tell(best, usual, findings)
        return _with_people(best, person)
    sure = [one for one in found if one.share >= BEYOND_DOUBT and _is_sure(table, one)]
    if sure and all(agree(sure[0].above, one.above) for one in sure[1:]):
        best = max(sure, key=lambda one: one.people == person)
        _tell(best, usual, findings)
        return _with_people(best, person)
    free = [name for name in usual if name not in named.values() and not is_flag(table.column(name))]
    left = next((name for name in free if any(table.column(name))), next(iter(free), None))
    return {"manager": left} if left else {}


def _rank(one: ManagerColumn, usual: Sequence[str]) -> tuple[bool, bool, int, float]:
    """Better ones first: those that fit well, those without namesakes, then by their names, then by their share."""
    place = usual.index(one.column) if one.column in usual else len(usual)
    return not one.fits_well, bool(np.any(one.above == AMBIGUOUS)), place, -one.share


def _is_sure(table: FileTable, one: ManagerColumn) -> bool:
    return are_lines_beyond_doubt(one.above, table.column(one.column))


def _ask_between(table: FileTable, best: ManagerColumn, others: Sequence[ManagerColumn], findings: Findings) -> None:
    """Ask which of two columns is meant, if both fit and they contradict each other.

    Raises:
        OrganisationError: they do.
    """
    for other in others:
        if best.fits_well and other.fits_well and not agree(best.above, other.above):
            findings.stop(
                table.file,
                f"columns '{best.column}' and '{other.column}' both look like managers and contradict each other; "
                f"{_line('manager', best.column)} (or {other.column})",
            )


def _line(field: str, column: str) -> str:
    """What to write in a scenario, or behind a command, to name a column."""
    quoted = column if re.fullmatch(r"[A-Za-z][A-Za-z0-9_ ]*", column) else json.dumps(column, ensure_ascii=False)
    option = f"{field}={column}"
    option = option if re.fullmatch(r"[\w./=:-]+", option) else f'"{option}"'
    return f"write 'columns: {{{field}: {quoted}}}' beside 'people', or add --column {option}"


def _tell(best: ManagerColumn, usual: Sequence[str], findings: Findings) -> None:
    """Say which column was taken for managers, and why."""
    what = "" if not usual or usual[0] == best.column else f" rather than '{usual[0]}'"
    findings.assume(
        f"column '{best.column}' is taken for managers{what}, since its values are ids of column '{best.people}'",
        severity="low" if best.is_called_so else "medium",
    )


def _with_people(one: ManagerColumn, person: str) -> dict[str, str]:
    return {"manager": one.column} | ({} if one.people == person else {"managers_in": one.people})


def all_managers(table: FileTable, named: Mapping[str, str]) -> list[ManagerColumn]:
    """Every column that may hold managers, looked at with the column in which most of them are found."""
    people = _called_people(table, named["person"], named)
    found = []
    for name in table.header:
        if name in named.values() or speaks_of_others(name) or is_usual_for_others(name):
            continue
        one = _looked_at(table, name, people)
        if one is not None and not is_flag(table.column(name)):
            found.append(one)
    return found


def _surest(table: FileTable, telling: Sequence[str], named: Mapping[str, str]) -> list[ManagerColumn]:
    """Columns that hold managers beyond doubt, or are called so and fit well, told by one of some columns of people."""
    found = []
    for ids in telling:
        labels = {ids: Labels(table.column(ids))}
        for name in table.header:
            if name == ids or name in named.values() or speaks_of_others(name) or is_usual_for_others(name):
                continue
            one = _looked_at(table, name, labels)
            if one and one.fits and (_is_sure(table, one) or (one.is_called_so and one.fits_well)):
                found.append(one)
    return found


def _called_people(table: FileTable, person: str, named: Mapping[str, str]) -> dict[str, Labels]:
    """Columns by whose values people may be called, that of ids first."""
    if "managers_in" in named:
        return {named["managers_in"]: Labels(table.column(named["managers_in"]))}
    people = {person: Labels(table.column(person))}
    for name in table.header:
        if name == person or name in named.values() or is_usual_for_others(name) or speaks_of_managers(name):
            continue
        cells = table.column(name)
        is_called = plain_heading(name) in (NAME_COLUMNS | ADDRESSES) or speaks_of_people(name)
        different = len(set(cells) - {""})
        if different >= MOSTLY_APART[is_called] * len(cells) and different > 1:
            people[name] = Labels(cells)
    return people


MOSTLY_APART = {True: TOLD_OF_PEOPLE, False: 0.9}
"""Share of rows with a value of their own from which a column may tell people apart, by whether its name says so."""


def _looked_at(table: FileTable, name: str, people: Mapping[str, Labels]) -> ManagerColumn | None:
    """A column as one of managers, found in the first column of people unless another has clearly more of them."""
    cells = table.column(name)
    best: tuple[float, str] | None = None
    for column, labels in people.items():
        if column == name:
            continue
        share = share_found(labels, cells)
        if best is None or share > best[0] + BETTER:
            best = (share, column)
    if best is None:
        return None
    share, column = best
    return ManagerColumn(
        name, column, share, lines_of(people[column], cells), speaks_of_managers(name) or _is_usual(name)
    )


def _is_usual(name: str) -> bool:
    return bool(columns_called((name,), PERSON_COLUMNS["manager"]))


def likely_managers(table: FileTable, person: str, taken: Sequence[str]) -> list[Candidate]:
    """Columns that look like managers, those found in the person column first, then the surest.

    Args:
        table: The people file.
        person: The column that is taken for people.
        taken: Columns that are taken for something already.
    """
    named = {"person": person} | {f"{nth}": name for nth, name in enumerate(taken) if name != person}
    found = [
        one
        for one in all_managers(table, named)
        if one.share >= HALF
        and are_lines(one.above)
        and (one.is_called_so or not are_small_numbers(table.column(one.column)))
    ]
    found.sort(key=lambda one: (one.people != person, not one.is_called_so, -one.share))
    return [Candidate(one.people, one.column, one.share) for one in found]
