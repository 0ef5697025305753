"""The people file beside the usage: who of it has which account, whatever column holds the ids that both know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from esnsim.errors import UsageFileError
from esnsim.organisation import ImportReport
from esnsim.organisation.importing.read import Imported, read_in_full
from esnsim.organisation.specification import Import
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.pseudonyms import without_people
from esnsim.usage.record import UNKNOWN, Accounts, AccountState

FEWEST_MATCHED = 0.05
"""Share of accounts that have to be somebody's if the people file is the organisation's at all."""
MANY_UNKNOWN = 0.1


@dataclass(frozen=True)
class PeopleBeside:
    """A people file and the accounts of its people.

    Attributes:
        specification: How the file is read.
        imported: What was made of it.
        row: By number of the account, the row of the file; `UNKNOWN` for accounts of nobody in it.
        column: Which column of the file knows the accounts.
    """

    specification: Import
    imported: Imported
    row: NDArray[np.int64]
    column: str

    @property
    def headcount(self) -> int:
        """How many people are in it."""
        return self.imported.organisation.people


def people_beside(specification: Import, accounts: Accounts, findings: UsageFindings) -> PeopleBeside:
    """Read a people file and find its people's accounts.

    Args:
        specification: How it is read.
        accounts: Those that usage files know.
        findings: Takes what is noticed.

    Raises:
        OrganisationError: the file cannot be read or understood.
        UsageFileError: it knows none of the accounts.
    """
    imported = read_in_full(specification, Path())
    known = [[alias.casefold() for alias in aliases] for aliases in accounts.all_aliases()]
    name, row = _best_column(imported, known)
    real = np.frombuffer(accounts.states, np.int8) == AccountState.EMPLOYEE
    real |= np.frombuffer(accounts.states, np.int8) == AccountState.UNLISTED
    matched = int((row[real] >= 0).sum())
    if matched < max(1, FEWEST_MATCHED * int(real.sum())):
        why = (
            "the platform has hidden who they are"
            if accounts.concealed
            else "give a people file with a column of the addresses, ids or user names that the usage files have"
        )
        raise UsageFileError(f"{specification.people}: knows {matched} of {int(real.sum()):,} accounts; {why}")
    _tell(int(real.sum()) - matched, int(real.sum()), name, findings)
    return PeopleBeside(specification, imported, row, name)


def _best_column(imported: Imported, known: Sequence[Sequence[str]]) -> tuple[str, NDArray[np.int64]]:
    """The column of the people file that knows most accounts, and the row of each account."""
    table = imported.roster.table
    best, rows = "", np.full(len(known), UNKNOWN, np.int64)
    wanted = {alias for aliases in known for alias in aliases}
    for name, column in zip(table.header, table.columns, strict=True):
        cells = [cell.casefold() for cell in column]
        if len(set(cells) & wanted) <= int((rows >= 0).sum()):
            continue
        place = {cell: nth for nth, cell in enumerate(cells) if cell}
        found = np.array([next((place[a] for a in aliases if a in place), UNKNOWN) for aliases in known], np.int64)
        if (found >= 0).sum() > (rows >= 0).sum():
            best, rows = name, found
    return best, rows


def _tell(strangers: int, accounts: int, column: str, findings: UsageFindings) -> None:
    """Note how accounts were found, and how many are nobody's."""
    findings.note(f"accounts are found in column '{column}' of the people file", "low")
    if strangers:
        findings.note(
            f"{strangers:,} of {accounts:,} accounts belong to nobody in the people file (people who left, others, "
            "or another spelling); they do not count as people",
            "high" if strangers > MANY_UNKNOWN * accounts else "medium",
        )


def findings_on_people(beside: PeopleBeside, call: Callable[[str], str]) -> ImportReport:
    """What was noticed in the people file, without the names that findings repeat, unless people are named.

    Args:
        beside: The people file.
        call: What people are called; `str` where by their ids as they are.
    """
    report = beside.imported.report
    if call is str:
        return report
    roster = beside.imported.roster
    names = {cell for field in ("person", "manager") if roster.has(field) for cell in roster.cells(field)}
    findings = tuple(each._replace(what=without_people(each.what, names)) for each in report.findings)
    return replace(report, findings=findings)
