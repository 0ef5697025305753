"""Weeks, months and years stand in the calendar and nowhere else."""

from __future__ import annotations

import ast

from esnsim import calendar
from tests.contracts.paths import PACKAGE

WORDS = ("WEEK", "WEEKS", "MONTH", "MONTHS", "YEAR", "YEARS", "QUARTER", "HALF", "LAPSE", "WORKDAYS")
TIMES = {
    calendar.WORKDAYS_A_WEEK,
    calendar.WEEKS_A_YEAR,
    calendar.WORKDAYS_A_YEAR,
    calendar.QUARTER_WEEKS,
    calendar.HALF_YEAR_WEEKS,
    calendar.MONTH,
    calendar.LAPSE,
    calendar.HALF_YEAR,
}


def times_of_its_own(text: str) -> list[str]:
    """Names of times that a module gives a number to by itself."""
    found = []
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.value.value in TIMES:
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            found += [name for name in names if set(name.split("_")) & set(WORDS)]
    return found


def test_no_other_module_has_the_number_of_a_time():
    """Whoever needs one imports it."""
    own = {
        path.relative_to(PACKAGE).as_posix(): times_of_its_own(path.read_text("utf-8"))
        for path in PACKAGE.rglob("*.py")
        if path.name != "calendar.py"
    }

    assert {place: names for place, names in own.items() if names} == {}


def test_the_test_above_sees_one():
    """A week of five days in some module."""
    assert times_of_its_own("WEEK = 5\nSEATS = 6\n") == ["WEEK"]


def test_windows_are_what_the_ladder_says():
    """28 and 56 days, 26 weeks, in workdays."""
    assert (calendar.MONTH, calendar.LAPSE, calendar.HALF_YEAR, calendar.WORKDAYS_A_YEAR) == (20, 40, 130, 260)
