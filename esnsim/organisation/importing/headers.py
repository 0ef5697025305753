"""What people call columns, in headers of files.

ODD element: input data.
"""

from __future__ import annotations

import re
import unicodedata
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
        "abteilung",
        "bereich",
        "kostenstelle",
        "service",
        "departement",
        "equipe",
        "departamento",
        "equipo",
    ),
    "site": (
        "site",
        "site_id",
        "office",
        "location",
        "office_location",
        "city",
        "workplace",
        "building",
        "plant",
        "standort",
        "stadt",
        "lieu",
        "ville",
        "sede",
        "ciudad",
    ),
    "country": ("country", "country_code", "nation", "region", "land", "pays", "pais"),
    "level": (
        "level",
        "org_level",
        "hierarchy_level",
        "management_level",
        "job_level",
        "rank",
        "grade",
        "status",
        "ebene",
        "stufe",
        "niveau",
        "nivel",
    ),
    "age": ("age", "age_years", "alter", "edad"),
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
    "joined": (
        "joined",
        "joined_on",
        "hire_date",
        "start_date",
        "date_joined",
        "joining_date",
        "entry_date",
        "eintrittsdatum",
        "eintritt",
        "date_d_entree",
        "date_embauche",
        "fecha_de_ingreso",
    ),
    "frontline": ("frontline", "is_frontline", "frontline_worker", "worker_type"),
}
LINES = ("person", "manager")
"""Fields that hold people."""
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
        "vertex_1",
        "node_1",
        "source_id",
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
        "vertex_2",
        "node_2",
        "target_id",
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
    vorgesetzter vorgesetzte vorgesetzten vorgesetztennummer fuehrungskraft fuhrungskraft leiter teamleiter
    responsable superieur chef jefe gerente encargado lead leader
"""
MANAGER_WORDS = frozenset(_MANAGER_WORDS.split())
"""Words in the name of a column that is taken for managers if its values are other people of the file."""
_OTHER_MANAGERS = r"""
    matrix dotted functional former previous prior old second secondary skip hr project indirect deputy level 2
    count of span total is has title since date hiring onboarding mentor buddy coach n_2 position job role
"""
OTHER_MANAGERS = frozenset(_OTHER_MANAGERS.split())
"""Words by which the name of a column speaks of somebody else than the one people report to, or of no person."""

_PEOPLE_WORDS = """
    employee employees emp worker workers staff person persons people personnel user users associate member colleague
    mitarbeiter personal pers salarie employe collaborateur empleado persona matricula
"""
PEOPLE_WORDS = frozenset(_PEOPLE_WORDS.split())
_ID_WORDS = """
    id ids no nr num number code key nummer numero matricule identifier kennung ref reference
"""
ID_WORDS = frozenset(_ID_WORDS.split())
"""Words of which one of each in the name of a column speaks of the ids of people."""
_NAME_COLUMNS = """
    name full_name display_name employee_name worker_name preferred_name person_name staff_name legal_name common_name
    nom_complet vollstandiger_name nombre
"""
NAME_COLUMNS = frozenset(_NAME_COLUMNS.split())
"""Names of columns that hold what people are called by others."""
FIRST_NAMES = ("first_name", "firstname", "given_name", "forename", "vorname", "prenom", "nombre")
LAST_NAMES = ("last_name", "lastname", "surname", "family_name", "nachname", "nom", "apellido")
"""Names of columns that hold a part of a name each."""

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
    """A column name without case, accents and punctuation: ``Manager ID`` is ``manager_id``."""
    if not name.isascii():
        letters = unicodedata.normalize("NFKD", name)
        name = "".join(letter for letter in letters if not unicodedata.combining(letter))
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
    return re.sub(r"[^a-z0-9]+", "_", spaced.lower()).strip("_")


def squeezed(name: str) -> str:
    """A column name in which words are not parted: ``HIREDATE`` and ``hire_date`` are the same."""
    return plain_heading(name).replace("_", "")


def speaks_of_managers(name: str) -> bool:
    """Whether a column is called as if it held the people whom others report to."""
    words = plain_heading(name).split("_")
    to = any(first in {"reports", "reporting"} and then in {"to", "into"} for first, then in pairwise(words))
    return (to or words == ["n", "1"] or not MANAGER_WORDS.isdisjoint(words)) and OTHER_MANAGERS.isdisjoint(words)


def speaks_of_others(name: str) -> bool:
    """Whether a column is called as if it spoke of managers, but of none that people report to."""
    words = plain_heading(name).split("_")
    return not MANAGER_WORDS.isdisjoint(words) and not OTHER_MANAGERS.isdisjoint(words)


def speaks_of_people(name: str) -> bool:
    """Whether a column is called as if it held the ids of people."""
    plain = plain_heading(name)
    words = set(plain.split("_"))
    both = not PEOPLE_WORDS.isdisjoint(words) and not ID_WORDS.isdisjoint(words)
    return (both and MANAGER_WORDS.isdisjoint(words)) or may_be_called(name, tuple(PEOPLE_BY_VALUE))


def is_usual_for_others(name: str) -> bool:
    """Whether a column has a usual name of something that is no person, such as a unit or a date."""
    return any(may_be_called(name, names) for field, names in PERSON_COLUMNS.items() if field not in LINES)


def may_be_called(name: str, names: Sequence[str]) -> bool:
    """Whether a column has one of some usual names, however its words are parted."""
    return plain_heading(name) in names or squeezed(name) in {squeezed(usual) for usual in names}


def columns_called(header: Sequence[str], names: Sequence[str]) -> list[str]:
    """The columns of a header that have one of some usual names, in the order of the names."""
    found = [name for usual in names for name in header if plain_heading(name) == usual]
    spelt = {squeezed(usual) for usual in names}
    return list(dict.fromkeys([*found, *(name for name in header if squeezed(name) in spelt)]))
