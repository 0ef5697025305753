"""The clock: workdays, weeks, months and years, and the windows that "in the last 28 days" means.

One step is one workday, Monday to Friday; there are no holidays. Workdays are counted from 0, the scenario's first day.
A date on a weekend means the Monday after it.

ODD element: scales; process overview and scheduling (the clock).
"""

from __future__ import annotations

from datetime import date

WORKDAYS_A_WEEK = 5
WEEKS_A_YEAR = 52
MONTHS_A_YEAR = 12
WORKDAYS_A_YEAR = WORKDAYS_A_WEEK * WEEKS_A_YEAR
WEEKS_A_MONTH = WEEKS_A_YEAR / MONTHS_A_YEAR
"""Weeks in a calendar month, on average."""
WEEKS_A_CALENDAR_MONTH = 4.345
"""The same for 365 days rather than 52 weeks a year."""
WORKDAYS_A_MONTH = WORKDAYS_A_YEAR / MONTHS_A_YEAR
"""Workdays in a calendar month, on average."""

QUARTER_WEEKS = WEEKS_A_YEAR // 4
HALF_YEAR_WEEKS = WEEKS_A_YEAR // 2
MONTH_WEEKS = 4

MONTH = MONTH_WEEKS * WORKDAYS_A_WEEK
"""28 days in workdays: the window of reader, interactive, contributor and regular."""
LAPSE = 8 * WORKDAYS_A_WEEK
"""56 days in workdays: without a visit for so long, a reader has lapsed; without a post, a community is silent."""
ARCHIVE = WORKDAYS_A_YEAR
"""A year in workdays: without a post for so long, a community is closed."""
HALF_YEAR = HALF_YEAR_WEEKS * WORKDAYS_A_WEEK
"""26 weeks in workdays: the window over which inequality is measured."""
DAYS_A_WEEK = 7
MONTH_DAYS, LAPSE_DAYS = MONTH_WEEKS * DAYS_A_WEEK, LAPSE // WORKDAYS_A_WEEK * DAYS_A_WEEK
"""The same windows in days of the calendar, 28 and 56, as exports of real networks count."""
QUARTER_DAYS, HALF_YEAR_DAYS = QUARTER_WEEKS * DAYS_A_WEEK, HALF_YEAR_WEEKS * DAYS_A_WEEK
"""Quarter and half of a year in days of the calendar: 91 and 182."""
FRESH = 3
"""Workdays for which a post counts as new to the author's contacts."""
ITEM_LIFE = 2 * WORKDAYS_A_WEEK
"""Workdays (two weeks) after which a post without an answer is given up on."""
ITEM_LIFE_DAYS = ITEM_LIFE // WORKDAYS_A_WEEK * DAYS_A_WEEK
"""The same in days of the calendar."""

LONGEST_WEEKS = 1040
"""Weeks of the longest scenario: twenty years."""
LONGEST = LONGEST_WEEKS * WORKDAYS_A_WEEK
YEARS = (1900, 2200)
"""Years in which dates may lie."""


def _workdays_since_the_beginning(day: date) -> int:
    weeks, weekday = divmod(day.toordinal() - 1, 7)
    return weeks * WORKDAYS_A_WEEK + min(weekday, WORKDAYS_A_WEEK)


def workday_of(day: date, start: date) -> int:
    """Workday of a date, counted from 0 at the start; negative before it; a weekend counts as the Monday after."""
    return _workdays_since_the_beginning(day) - _workdays_since_the_beginning(start)


def date_of(workday: int, start: date) -> date:
    """Date of a workday, counted from 0 at the start."""
    weeks, weekday = divmod(_workdays_since_the_beginning(start) + workday, WORKDAYS_A_WEEK)
    return date.fromordinal(weeks * 7 + weekday + 1)


def first_workday(day: date) -> date:
    """The date itself, or the Monday after a weekend."""
    return date_of(0, day)
