"""What people call columns, in headers of files.

ODD element: input data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

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
    "source": (
        "source",
        "sender",
        "from",
        "from_id",
        "ego",
        "person",
        "person_id",
        "person_a",
        "a",
        "i",
        "primary_collaborator_person_id",
    ),
    "target": (
        "target",
        "recipient",
        "receiver",
        "to",
        "to_id",
        "alter",
        "colleague",
        "person_b",
        "b",
        "j",
        "secondary_collaborator_person_id",
    ),
    "weight": ("weight", "messages", "count", "strength", "frequency", "value", "emails", "n"),
}
"""Usual names by field, the best first, in lower case with underscores."""
_PEOPLE_BY_VALUE = r"""
    emp_no emp_num emp_number empno empl_id emplid employee_num employee_code employee_key eeid personnel_number
    personnel_no personnel_num personnel_id pers_no pernr person_number person_no worker worker_id worker_number
    worker_no staff_number staff_no staff associate_id associate_number colleague_id member_id payroll_number
    payroll_id payroll_no badge_number badge_id global_id uid guid uuid login username user_name user_login
    network_id sam_account_name samaccountname account account_name object_id mail e_mail email_address
    e_mail_address work_email work_e_mail primary_email business_email email_id key code record_id workday_id sap_id
    hr_id personalnummer personal_nr pers_nr mitarbeiternummer mitarbeiter_id mitarbeiter matricule
"""
PEOPLE_BY_VALUE = frozenset(_PEOPLE_BY_VALUE.split())
"""Names of columns that are taken for people if nearly every row has a value of its own."""
_MANAGER_WORDS = r"""
    manager managers managerid mgr mgrid supervisor supervisors supervisorid boss parent parentid superior reportsto
    vorgesetzter vorgesetzte vorgesetztennummer responsable
"""
MANAGER_WORDS = frozenset(_MANAGER_WORDS.split())
"""Words in the name of a column that is taken for managers if its values are other people of the file."""
_OTHER_MANAGERS = r"""
    matrix dotted functional former previous prior old second secondary skip hr project indirect deputy level 2
    count of span total is has title since date
"""
OTHER_MANAGERS = frozenset(_OTHER_MANAGERS.split())
"""Words by which the name of a column speaks of somebody else than the one people report to, or of no person."""

STRENGTH_WORDS = frozenset(("weight", "weights", "strength", "strong", "intensity"))
"""Words in the name of a column that says how strong ties are."""
_WEIGHT_WORDS = """
    n num number count counts total sum score messages msgs emails mails email mail meetings meeting chats chat calls
    call interactions interaction contacts frequency freq hours minutes duration volume times amount replies reactions
    mentions collaboration
"""
WEIGHT_WORDS = frozenset(_WEIGHT_WORDS.split())
"""Words in the name of a column that counts what passes between two people."""
_OTHER_NUMBERS = """
    id ids rank ranked order year month week weekday day date time timestamp at period code type kind index line row key
    surveyed topic distance delay latency age level grade floor diverse share percent pct latitude longitude phone wave
    quarter version group team unit department
"""
OTHER_NUMBERS = frozenset(_OTHER_NUMBERS.split())
"""Words in the name of a column whose numbers are no amounts, or less the more there is."""


def plain_heading(name: str) -> str:
    """A column name without case and punctuation: ``Manager ID`` is ``manager_id``."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
    return re.sub(r"[^a-z0-9]+", "_", spaced.lower()).strip("_")


def squeezed(name: str) -> str:
    """A column name in which words are not parted: ``HIREDATE`` and ``hire_date`` are the same."""
    return plain_heading(name).replace("_", "")


def speaks_of_managers(name: str) -> bool:
    """Whether a column is called as if it held the people whom others report to."""
    words = plain_heading(name).split("_")
    to = any(first in {"reports", "reporting"} and then in {"to", "into"} for first, then in pairwise(words))
    return (to or not MANAGER_WORDS.isdisjoint(words)) and OTHER_MANAGERS.isdisjoint(words)


def may_be_called(name: str, names: Sequence[str]) -> bool:
    """Whether a column has one of some usual names, however its words are parted."""
    return plain_heading(name) in names or squeezed(name) in {squeezed(usual) for usual in names}
