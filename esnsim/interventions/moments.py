"""When things are: dates and workdays, moments, and lengths of time, as a scenario writes them.

One step is one workday, Monday to Friday; there are no holidays. Workdays are counted from 0, the scenario's first
day; people count from one, so ``day 1`` and ``week 1`` are both workday 0, and ``week w`` begins at workday
(w - 1) * 5. A date on a weekend means the Monday after it.

ODD element: process overview and scheduling (the clock).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Self

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from esnsim.calendar import LONGEST, LONGEST_WEEKS, WORKDAYS_A_WEEK, YEARS, workday_of
from esnsim.interventions.forms import Written

DATE_PATTERN = r"\d{4}-\d{2}-\d{2}"
SPAN_PATTERN = r"(\d{1,6}) ?(weeks?|days?|workdays?)"
MOMENT_HELP = "write a date such as 2017-01-30, 'week 4' or 'day 10' (the first week is week 1)"
SPAN_HELP = "write a number of weeks or workdays, such as '12 weeks' or '60 days'"
DURATION_HELP = f"{SPAN_HELP}, or {{until: 2017-12-29}}"


def parse_date(value: object) -> date:
    """A date written as year, month, day.

    Raises:
        ValueError: If there is no such day, or it lies outside 1900 to 2200.
    """
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(DATE_PATTERN, value.strip()):
        raise ValueError("write a date such as 2017-01-30")
    try:
        day = date.fromisoformat(value.strip())
    except ValueError:
        raise ValueError("there is no such day; write year-month-day, such as 2017-01-30") from None
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise ValueError(f"write a date in the years {YEARS[0]} to {YEARS[1]}")
    return day


def parse_span(value: object) -> int:
    """A length of time in workdays, written in weeks or days; a week is five workdays.

    Raises:
        ValueError: If it has no unit, or is longer than 1,040 weeks.
    """
    match = re.fullmatch(SPAN_PATTERN, value.strip()) if isinstance(value, str) else None
    if not match:
        raise ValueError(SPAN_HELP)
    days = int(match[1]) * (WORKDAYS_A_WEEK if match[2].startswith("week") else 1)
    if days > LONGEST:
        raise ValueError(f"write at most {LONGEST_WEEKS} weeks")
    return days


def span_text(days: int) -> str:
    """The length as a person writes it: weeks where they are whole."""
    weeks, rest = divmod(days, WORKDAYS_A_WEEK)
    number, unit = (days, "day") if rest or not days else (weeks, "week")
    return f"{number} {unit}{'' if number == 1 else 's'}"


SPAN_SPELLING: dict[str, Any] = {"type": "string", "pattern": f"^{SPAN_PATTERN}$", "examples": ["12 weeks", "60 days"]}
DATE_SPELLING: dict[str, Any] = {"type": "string", "format": "date", "examples": ["2017-01-30"]}

Span = Annotated[int, PlainValidator(parse_span), PlainSerializer(span_text), WithJsonSchema(SPAN_SPELLING)]
"""A length of time, held in workdays."""

Day = Annotated[date, PlainValidator(parse_date), PlainSerializer(date.isoformat), WithJsonSchema(DATE_SPELLING)]
"""A date."""


@dataclass(frozen=True, slots=True)
class Moment(Written):
    """A point in time: a date, or so many workdays after the scenario's start.

    Attributes:
        at: A date, or a workday counted from 0.
    """

    at: date | int = 0

    SPELLING: ClassVar[dict[str, Any]] = {
        "type": "string",
        "pattern": f"^({DATE_PATTERN}|(week|day) \\d+)$",
        "examples": ["2017-01-30", "week 4", "day 10"],
    }

    @classmethod
    def parse(cls, value: object) -> Self:
        """A moment from ``2017-01-30``, ``week 4`` or ``day 10``.

        Raises:
            ValueError: If it is none of these.
        """
        if isinstance(value, date) or (isinstance(value, str) and re.fullmatch(DATE_PATTERN, value.strip())):
            return cls(parse_date(value))
        match = re.fullmatch(r"(week|day) ?(\d{1,6})", value.strip()) if isinstance(value, str) else None
        if not match:
            raise ValueError(MOMENT_HELP)
        workday = (int(match[2]) - 1) * (WORKDAYS_A_WEEK if match[1] == "week" else 1)
        if not 0 <= workday < LONGEST:
            raise ValueError(f"the first {match[1]} is {match[1]} 1 and the last week is week {LONGEST_WEEKS}")
        return cls(workday)

    def written(self) -> str:
        """The moment as a person writes it."""
        if isinstance(self.at, date):
            return self.at.isoformat()
        weeks, rest = divmod(self.at, WORKDAYS_A_WEEK)
        return f"day {self.at + 1}" if rest else f"week {weeks + 1}"

    def workday(self, start: date) -> int:
        """Workday counted from 0 at the start; negative if the date lies before it."""
        return workday_of(self.at, start) if isinstance(self.at, date) else self.at


@dataclass(frozen=True, slots=True)
class Duration(Written):
    """How long something lasts once it has begun.

    Attributes:
        span: Workdays, at least 1; or the last date on which it is in force.
    """

    span: int | date

    SPELLING: ClassVar[dict[str, Any]] = {
        "anyOf": [
            SPAN_SPELLING,
            {
                "type": "object",
                "properties": {"until": DATE_SPELLING},
                "required": ["until"],
                "additionalProperties": False,
            },
        ]
    }

    @classmethod
    def parse(cls, value: object) -> Self:
        """A duration from ``12 weeks``, ``60 days`` or ``{until: 2017-12-29}``.

        Raises:
            ValueError: If it is none of these, or lasts no day.
        """
        if isinstance(value, dict):
            if set(value) != {"until"}:
                raise ValueError(DURATION_HELP)
            return cls(parse_date(value["until"]))
        if not isinstance(value, str) or not re.fullmatch(SPAN_PATTERN, value.strip()):
            raise ValueError(DURATION_HELP)
        if not (days := parse_span(value)):
            raise ValueError("it lasts at least one day; leave out what shall not happen")
        return cls(days)

    def written(self) -> str | dict[str, str]:
        """The duration as a person writes it."""
        return {"until": self.span.isoformat()} if isinstance(self.span, date) else span_text(self.span)

    def end(self, begin: int, start: date) -> int:
        """First workday on which it is over, for something that begins on workday ``begin``; never before ``begin``."""
        if not isinstance(self.span, date):
            return begin + self.span
        # The last date itself still counts; a weekend counts as the Friday before it.
        after = date.fromordinal(self.span.toordinal() + 1)
        return max(begin, workday_of(after, start))
