"""Which column holds what: named in the scenario, or found by the names people use.

ODD element: input data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from esnsim.organisation.importing.files.table import FileTable
from esnsim.organisation.importing.findings import Findings, suggest
from esnsim.organisation.importing.headers import plain_heading
from esnsim.organisation.specification import PersonColumn, TieColumn


def find_columns(
    table: FileTable,
    named: Mapping[PersonColumn, str] | Mapping[TieColumn, str],
    usual: Mapping[str, Sequence[str]],
    needed: Sequence[str],
    findings: Findings,
) -> dict[str, str]:
    """Which column of a table is taken for which field.

    Args:
        table: The table.
        named: Columns the scenario names, by field.
        usual: Usual names by field, the best first, in lower case with underscores.
        needed: Fields without which nothing can be read.
        findings: Takes refusals.

    Raises:
        OrganisationError: a named column is not there, or a needed one is not found.
    """
    known = {plain_heading(name): name for name in reversed(table.header)}
    taken: dict[str, str] = {}
    told: dict[str, str] = dict(named.items())
    for field, name in told.items():
        if name in table.header or plain_heading(name) in known:
            taken[field] = name if name in table.header else known[plain_heading(name)]
        else:
            findings.refuse(table.file, f"there is no column '{name}' for {field}{suggest(name, table.header)}")
    for field, names in usual.items():
        found = (known[name] for name in names if name in known and known[name] not in taken.values())
        if field not in told and (name_found := next(found, None)):
            taken[field] = name_found
    for field in needed:
        if field not in taken and field not in told:
            findings.refuse(
                f"{table.file}:1",
                f"no column is known to hold {field}; name it in the scenario, or in the header, "
                f"such as '{usual[field][0]}'; columns are: {', '.join(table.header)}",
            )
    findings.check()
    return {field: taken[field] for field in usual if field in taken}
