"""Which column holds what: named in the scenario, or found by the names people use.

ODD element: input data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from esnsim.organisation.findings import Findings
from esnsim.organisation.specification import PersonColumn, TieColumn
from esnsim.organisation.table import Table

PERSON_COLUMNS: dict[str, tuple[str, ...]] = {
    "person": (
        "person",
        "person_id",
        "id",
        "employee",
        "employee_id",
        "employee_number",
        "employee_no",
        "emp_id",
        "staff_id",
        "user_id",
        "user",
        "node",
        "post",
        "post_id",
        "post_unique_reference",
        "upn",
        "user_principal_name",
        "email",
        "label",
    ),
    "manager": (
        "manager",
        "manager_id",
        "reports_to",
        "reports_to_id",
        "line_manager",
        "line_manager_id",
        "supervisor",
        "supervisor_id",
        "boss",
        "boss_id",
        "reports_to_senior_post",
        "manager_email",
    ),
    "unit": (
        "unit",
        "unit_id",
        "department",
        "department_id",
        "dept",
        "team",
        "team_id",
        "org_unit",
        "business_unit",
        "group",
        "practice",
        "cost_centre",
        "cost_center",
    ),
    "site": ("site", "site_id", "office", "location", "office_location", "city", "workplace", "building", "plant"),
    "country": ("country", "country_code", "nation", "region"),
    "level": ("level", "org_level", "hierarchy_level", "management_level", "job_level", "rank", "grade", "status"),
    "age": ("age", "age_years"),
    "age_band": ("age_band", "age_group", "age_class"),
    "tenure_years": (
        "tenure_years",
        "tenure",
        "years_with_firm",
        "years_of_service",
        "service_years",
        "years_in_company",
        "seniority_years",
    ),
    "joined": ("joined", "joined_on", "hire_date", "start_date", "date_joined", "joining_date", "entry_date"),
    "frontline": ("frontline", "is_frontline", "frontline_worker", "worker_type"),
}
TIE_COLUMNS: dict[str, tuple[str, ...]] = {
    "source": ("source", "sender", "from", "from_id", "ego", "person", "person_id", "person_a", "a", "i"),
    "target": ("target", "recipient", "receiver", "to", "to_id", "alter", "colleague", "person_b", "b", "j"),
    "weight": ("weight", "messages", "count", "strength", "frequency", "value", "emails", "n"),
}


def find_columns(
    table: Table,
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
    plain = {_plain(name): name for name in reversed(table.header)}
    taken: dict[str, str] = {}
    told: dict[str, str] = dict(named.items())
    for field, name in told.items():
        if name in table.header or _plain(name) in plain:
            taken[field] = name if name in table.header else plain[_plain(name)]
        else:
            findings.refuse(table.file, f"there is no column '{name}' for {field}{suggest(name, table.header)}")
    for field, names in usual.items():
        found = (plain[name] for name in names if name in plain and plain[name] not in taken.values())
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


def suggest(name: str, known: Sequence[str]) -> str:
    """The end of a message: the nearest known name, then some of the others."""
    near = get_close_matches(name, known, n=1)
    hint = f"; did you mean '{near[0]}'?" if near else "; "
    others = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")  # noqa: PLR2004 - a line's worth
    return f"{hint}{' ' if near else ''}known: {others}"


def _plain(name: str) -> str:
    """A column name without case and punctuation: ``Manager ID`` is ``manager_id``."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
    return re.sub(r"[^a-z0-9]+", "_", spaced.lower()).strip("_")
