"""Organisations in which no hierarchy was found, and who asks for one.

ODD element: input data.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from esnsim.organisation.importing.findings import Findings
from esnsim.organisation.importing.fitting import Candidate
from esnsim.organisation.importing.line_columns import likely_managers
from esnsim.organisation.importing.roster import Roster
from esnsim.organisation.specification import Import

SHOWN = 3
NO_ANSWER = (
    "in none of them are most values ids of other people; name the column of managers with "
    "'columns: {manager: ...}' beside 'people', or --set organisation.import.columns.manager=..."
)


class Needs(NamedTuple):
    """Who cannot be chosen without a hierarchy.

    Attributes:
        levels: What asks for levels, which a column or reporting lines give, as places in the scenario.
        lines: What asks for reporting lines.
    """

    levels: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


NO_NEEDS = Needs()


def tell_missing(roster: Roster, needs: Needs, specification: Import, findings: Findings, *, has_levels: bool) -> None:
    """Say that there are no reporting lines: refuse where something needs them, else remark.

    Args:
        roster: The people file, in which no reporting lines were found.
        needs: What asks for a hierarchy.
        specification: What the scenario says.
        findings: Takes what is said.
        has_levels: Whether a column holds levels.
    """
    if specification.flat:
        findings.note("flat: nobody reports to anybody, and nobody is a leader", "low")
        return
    taken = [column for field, column in roster.columns.items() if field != "manager"]
    likely = likely_managers(roster.table, roster.columns["person"], taken)
    asking = needs.lines if has_levels else (*needs.levels, *needs.lines)
    seen = "; ".join(_answer(one, roster) for one in likely[:SHOWN])
    if not asking:
        looks = f"; {seen}" if seen else ""
        what = f"column '{roster.columns['manager']}' holds no" if roster.has("manager") else "no column holds"
        findings.assume(f"{what} managers: there are no reporting lines{looks}", "medium")
        return
    listed = ", ".join(dict.fromkeys(asking[:SHOWN])) + (", ..." if len(asking) > SHOWN else "")
    header = ", ".join(f"'{name}'" for name in roster.table.header)
    findings.refuse(
        roster.table.file,
        f"no reporting lines are known, and {listed} cannot do without; looked at the columns {header}; "
        f"{seen or NO_ANSWER}; "
        "if nobody reports to anybody, write 'flat: true' there and choose people by other properties",
    )


def _answer(likely: Candidate, roster: Roster) -> str:
    """What a column looks like, and what to write if it is that."""
    person = roster.columns["person"]
    share = _percent(likely.share)
    found = f"column '{likely.manager}' looks like managers: {share} of its values are ids in column '{likely.person}'"
    columns = {"manager": likely.manager} | ({"person": likely.person} if likely.person != person else {})
    line = ", ".join(f"{field}: {_quoted(column)}" for field, column in columns.items())
    named = [f"{field}={column}" for field, column in columns.items()]
    options = " ".join(f"--set {_shell(f'organisation.import.columns.{one}')}" for one in named)
    looked = " ".join(f"--column {_shell(one)}" for one in named)
    file = _shell(roster.table.file)
    return (
        f"{found}; if so, write 'columns: {{{line}}}' beside 'people', or add {options} "
        f"('esnsim org describe {file} {looked}' shows it)"
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f} percent"


def _quoted(column: str) -> str:
    """A name as YAML takes it for a text."""
    return column if re.fullmatch(r"[A-Za-z][A-Za-z0-9_ ]*", column) else json.dumps(column, ensure_ascii=False)


def _shell(text: str) -> str:
    """A word as a shell takes it for one."""
    return text if re.fullmatch(r"[\w./=:-]+", text) else f'"{text}"'
