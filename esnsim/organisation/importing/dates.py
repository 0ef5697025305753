"""Dates as people and systems write them in a column, where one date may prove how the others are meant.

ODD element: input data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from esnsim.organisation.importing.labels import is_nobody
from esnsim.organisation.importing.numbers import day_of

EARLIEST, LATEST = 1930, 2050
"""Years outside of which nobody who works today joined: systems write 9999 or 1900 for what they do not know."""
LONGEST_GAP = 30 * 366
"""Days between the last date and the one before from which the last is taken for a slip of the pen."""
EPOCH = date(1970, 1, 1)
"""The first day of many computers, written where there is no date."""
TWO_WAYS = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?:[T ,].*)?")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LAST_MONTH = len(MONTHS)
SPELLED = {
    "mai": "may",
    "mär": "mar",
    "mrz": "mar",
    "okt": "oct",
    "dez": "dec",
    "fév": "feb",
    "fev": "feb",
    "avr": "apr",
    "aoû": "aug",
    "aou": "aug",
    "déc": "dec",
    "ene": "jan",
    "abr": "apr",
    "ago": "aug",
    "dic": "dec",
    "janv": "jan",
}
"""Months in German, French and Spanish by how they begin."""
WITH_MONTH = (
    (re.compile(r"(\d{1,2})[-. /]*([^\W\d_]{3})[^\W\d_]*[-., /]*(\d{4})", re.IGNORECASE), (1, 2, 3)),
    (re.compile(r"([^\W\d_]{3})[^\W\d_]*[-. ]*(\d{1,2})[-., ]+(\d{4})", re.IGNORECASE), (2, 1, 3)),
)
COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
FIRST_SERIAL = date(1899, 12, 30)
"""Day nought of the days that spreadsheets count."""
LIKE_A_DAY = re.compile(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}(?:[T ,].*)?")
ZEROS = re.compile(r"[0./-]+")


class Days(NamedTuple):
    """What a column of dates says.

    Attributes:
        days: The day of each cell, None where it is unknown or cannot be read.
        impossible: Which cells hold a date that cannot be.
        unreadable: Which cells hold something that is no date, or can be two.
        order: How dates that can be two were read, such as ``month/day/year``; nothing where there are none.
        two_ways: Which cells hold a date that can be two days, and no other date proves which.
        counted: Whether some are numbers of days as spreadsheets count them.
    """

    days: list[date | None]
    impossible: frozenset[int]
    unreadable: frozenset[int]
    order: str
    two_ways: frozenset[int]
    counted: bool


def looks_like_day(cell: str) -> bool:
    """Whether a text is a date, be it one that can be two days or none."""
    return bool(LIKE_A_DAY.fullmatch(cell) or ZEROS.fullmatch(cell)) or _day(cell, "day/month/year") is not None


def read_days(cells: Sequence[str], told_order: str = "") -> Days:
    """Read a column of dates.

    ``3/4/2015`` can be two days; if another date of the column, such as ``3/25/2012``, can be only one, all are read in
    its order. Dates that cannot be are unknown.

    Args:
        cells: The dates.
        told_order: ``day/month/year`` or ``month/day/year`` where somebody said so.
    """
    order = told_order or _order(cells)
    days: list[date | None] = []
    impossible, unreadable = set(), set()
    for row, cell in enumerate(cells):
        day = _day(cell, order)
        if day is None and cell and ZEROS.fullmatch(cell):
            impossible.add(row)
        elif day is None and not is_nobody(cell):
            unreadable.add(row)
        elif day and (not EARLIEST <= day.year <= LATEST or day == EPOCH):
            impossible.add(row)
        days.append(None if row in impossible else day)
    far = _far_ahead([day for day in days if day])
    impossible |= {row for row, day in enumerate(days) if day and day in far}
    two_ways = frozenset(row for row in unreadable if _is_two_ways(cells[row])) if not order else frozenset[int]()
    counted = any(SERIAL.fullmatch(cell) and day for cell, day in zip(cells, days, strict=True))
    left = [None if day in far else day for day in days]
    return Days(left, frozenset(impossible), frozenset(unreadable) - two_ways, order, two_ways, counted)


def _is_two_ways(cell: str) -> bool:
    """Whether a date can be read with the day first and with the month first, to two different days or to one."""
    return all(_day(cell, order) for order in ("day/month/year", "month/day/year"))


def _order(cells: Sequence[str]) -> str:
    """The order that dates with two meanings prove, nothing if none or several are proved."""
    found = [match for cell in cells if (match := TWO_WAYS.fullmatch(cell))]
    first = any(int(match[1]) > LAST_MONTH for match in found)
    second = any(int(match[3]) > LAST_MONTH for match in found)
    if first == second:
        return ""
    return "day/month/year" if first else "month/day/year"


def _day(cell: str, order: str) -> date | None:
    """The day a cell means, if there is one."""
    if two := TWO_WAYS.fullmatch(cell):
        day, month = (two[1], two[3]) if order == "day/month/year" else (two[3], two[1])
        return _date(two[4], month, day) if order else None
    for form, (day_at, month_at, year_at) in WITH_MONTH:
        if named := form.fullmatch(cell):
            month = named[month_at].casefold()
            month = SPELLED.get(month, month)
            if month in MONTHS:
                return _date(named[year_at], MONTHS.index(month) + 1, named[day_at])
    if compact := COMPACT.fullmatch(cell):
        return _date(*compact.groups())
    if SERIAL.fullmatch(cell):
        return FIRST_SERIAL + timedelta(int(float(cell)))
    return day_of(cell)


def _date(year: int | str, month: int | str, day: int | str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _far_ahead(days: Sequence[date]) -> frozenset[date]:
    """Days so long after all others that they are mistakes: those after the first long gap from the middle on."""
    ordered = sorted(days)
    later = ordered[len(ordered) // 2 :]
    if len(ordered) <= 2:  # noqa: PLR2004 - which of two is wrong nobody can tell
        return frozenset()
    gap = next((after for before, after in pairwise(later) if (after - before).days > LONGEST_GAP), None)
    return frozenset(day for day in later if gap and day >= gap)
