"""What is looked at in a run: one number, such as the share of contributors in week 104.

Written ``contributor@week104``, ``contributor@end``, ``posts@week52 per contributor``, ``posts@week52 as count`` or
``contributor@week104 vs baseline``; a condition adds a comparison, ``contributor@week104 < 10%``. What a programme
takes and gives is added up to the week: ``hours@end``, ``money@end``, ``cost@end`` (both as money), ``value@end``; and
``contributor@end per 100 hours vs baseline`` is how many contributors more there are for every 100 hours more. ODD
element: observation.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.errors import RunError
from esnsim.interventions.forms import suggestion
from esnsim.scenario import Scenario
from esnsim.scenario.wanted import ACCOUNTS
from esnsim.simulation.programme import expenses_by_week
from esnsim.simulation.record import Measure
from esnsim.simulation.run import FLOWS, Run, accounts
from esnsim.state import Doubles, Longs

Operator = Literal["<", "<=", ">", ">="]

HEADCOUNT = "headcount"
PRICED = ("cost", "value")
"""Of what programmes take and give, what depends on the price of an hour."""
PATTERN = re.compile(
    r"(?P<measure>\w+)"
    r"(?:\s*@\s*(?:week\s*(?P<week>\d{1,4})|(?P<end>end)))?"
    r"(?:\s+per\s+(?:(?P<each>\d{1,7})\s+)?(?P<per>[a-z]\w*)|\s+(?P<count>as\s+count))?"
    r"(?P<against>\s+(?:vs\.?|versus|against)\s+(?:the\s+)?baseline)?"
)
HELP = "write a measure and when, such as contributor@week104, contributor@end or posts@week52 per contributor"
CONDITION = re.compile(
    r"(?P<outcome>.*?[\w.])\s*(?P<operator><=|>=|<|>)\s*(?P<value>[-+]?(?:\d+\.?\d*|\.\d+))\s*(?P<percent>%?)"
)
CONDITION_HELP = "write an outcome and a comparison, such as contributor@week104 < 10%"
NARROWER = {
    "regular": "contributor",
    "contributor": "interactive",
    "interactive": "reader",
    "reader": "enabled",
    "daily_reader": "weekly_reader",
    "weekly_reader": "reader",
    "daily_interactive": "weekly_interactive",
    "weekly_interactive": "interactive",
    "daily_contributor": "weekly_contributor",
    "weekly_contributor": "contributor",
    "cross_unit_replies": "replies_placed",
    "replies_placed": "replies",
}
"""Counts that are a part of another count."""
COMPARISONS: dict[str, Callable[[Doubles, float], NDArray[np.bool_]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One number of a run.

    Attributes:
        measure: Name of a `Measure`, in small letters, or one of `ACCOUNTS`.
        week: At the end of which week, 0 for the start; None for the last.
        per: Measure to divide by, None for the count itself. Flows are those of the week, others those of its last day.
        against_baseline: Whether the difference from the same run under the baseline is meant; of what is divided by
            an account, what more of the one there is for each more of the other.
        each: For how many of what it is divided by.
    """

    measure: str
    week: int | None = None
    per: str | None = HEADCOUNT
    against_baseline: bool = False
    each: int = 1

    def __str__(self) -> str:
        """The text that reads back to the same outcome."""
        when = "end" if self.week is None else f"week{self.week}"
        per = "" if self.per == HEADCOUNT else " as count" if self.per is None else f" per {self._each}{self.per}"
        per = "" if self.measure in ACCOUNTS and self.per is None else per
        return f"{self.measure}@{when}{per}{' vs baseline' if self.against_baseline else ''}"

    @property
    def _each(self) -> str:
        return "" if self.each == 1 else f"{self.each} "

    @property
    def is_account(self) -> bool:
        """Whether it is, or is divided by, what a programme takes or gives, which no record holds."""
        return self.measure in ACCOUNTS or self.per in ACCOUNTS

    @property
    def is_priced(self) -> bool:
        """Whether it depends on what an hour costs."""
        return bool({self.measure, self.per} & set(PRICED))

    @property
    def is_flow(self) -> bool:
        """Whether it is added up over a time rather than counted at its end."""
        return self.measure in ACCOUNTS or Measure[self.measure.upper()] in FLOWS

    @property
    def is_part(self) -> bool:
        """Whether it divides a part by its whole, so that it cannot be above 1."""
        if self.per == HEADCOUNT:
            return not self.is_flow
        whole = NARROWER.get(self.measure)
        while whole is not None and whole != self.per:
            whole = NARROWER.get(whole)
        return whole is not None

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which its mean lies: a part is nothing to everything, other numbers have no ends."""
        if not self.is_part:
            return -math.inf, math.inf
        return (-1.0, 1.0) if self.against_baseline else (0.0, 1.0)

    def at(self, weeks: int) -> int:
        """The week it is looked at.

        Args:
            weeks: How long the runs are.

        Raises:
            RunError: If the runs end before it.
        """
        if self.week is not None and self.week > weeks:
            raise RunError(f"outcome {self} lies beyond the end; the runs end in week {weeks}")
        return weeks if self.week is None else self.week

    def of(self, record: Longs, weeks: int) -> Doubles:
        """Its value in one run or in several, of the programme itself even where the baseline is to be taken off.

        Args:
            record: Counts by `Measure`, row 0 at the start; shape (..., days + 1, measures).
            weeks: How long the runs are.

        Returns:
            Shape (...); NaN where it would be divided by zero.

        Raises:
            RunError: If the runs end before its week.
        """
        week = self.at(weeks)
        if record.shape[-2] <= week * WORKDAYS_A_WEEK:
            ends = (record.shape[-2] - 1) // WORKDAYS_A_WEEK
            raise RunError(f"outcome {self} lies beyond the end; the runs end in week {ends}")
        counts = _counted(record, self.measure, week)
        if self.per is None:
            return counts
        return _quotient(counts, _counted(record, self.per, week), self.each)

    def parts(self, run: Run, weeks: int, scenario: Scenario | None = None) -> tuple[float, float]:
        """What is counted in a run, and what it is divided by; 1 where it is divided by nothing.

        Args:
            run: What was simulated.
            weeks: How long it is.
            scenario: What was asked, which says what an hour costs; only what is priced needs it.

        Raises:
            RunError: If the run ends before its week.
        """
        week = self.at(weeks)
        taken = self._taken(run, weeks, scenario) if self.is_account else {}

        def one(name: str) -> float:
            return float(taken[name][week] if name in taken else _counted(run.record, name, week))

        return one(self.measure), 1.0 if self.per is None else one(self.per) / self.each

    @staticmethod
    def _taken(run: Run, weeks: int, scenario: Scenario | None) -> Mapping[str, Doubles]:
        """What a programme takes and gives up to each week; without prices, money and hours alone."""
        if scenario is not None:
            return accounts(run, scenario)
        spent = expenses_by_week(run.expenses, weeks)
        return {name: np.concatenate([[0.0], np.cumsum(getattr(spent, name))]) for name in ("money", "hours")}

    def of_run(self, run: Run, scenario: Scenario, baseline: Run | None = None) -> float:
        """Its value in one run; NaN where it would be divided by zero.

        Args:
            run: What was simulated.
            scenario: What was asked.
            baseline: The same run under the baseline, which is taken off where the outcome says so.

        Raises:
            RunError: If the run ends before its week.
        """
        own = self.parts(run, scenario.weeks, scenario)
        paired = self.against_baseline and baseline is not None
        base = self.parts(baseline, scenario.weeks, scenario) if paired and baseline is not None else None
        return self.from_parts(own, base)

    def from_parts(self, own: tuple[float, float], base: tuple[float, float] | None) -> float:
        """Its value from `parts` of a run, and of the same run under the baseline if that is to be taken off."""
        if base is not None and self.per in ACCOUNTS:
            return _ratio(own[0] - base[0], own[1] - base[1])
        return _ratio(*own) - (_ratio(*base) if base is not None else 0.0)

    def against(self, record: Longs, baseline: Longs, weeks: int) -> Doubles:
        """How far it lies above the same run under the baseline; both records have the same shape.

        Raises:
            RunError: If the runs end before its week.
        """
        return self.of(record, weeks) - self.of(baseline, weeks)


@dataclass(frozen=True, slots=True)
class Condition:
    """A question about an outcome that is answered with yes or no.

    Attributes:
        outcome: What is looked at.
        operator: How it is compared.
        value: With what, in the outcome's own unit: shares are 0 to 1.
    """

    outcome: Outcome
    operator: Operator
    value: float

    def __str__(self) -> str:
        """The text that reads back to the same condition."""
        return f"{self.outcome} {self.operator} {self.value!r}"

    def holds(self, values: Doubles) -> NDArray[np.bool_]:
        """Where it is true; never for NaN."""
        return COMPARISONS[self.operator](np.asarray(values, np.float64), self.value)


def read_outcome(text: str) -> Outcome:
    """The outcome written as ``contributor@week104``; without a week, at the end.

    Raises:
        ValueError: If it cannot be read or names no measure.
    """
    match = PATTERN.fullmatch(text.strip())
    if not match:
        raise ValueError(HELP)
    measure = _known(match["measure"])
    per = None if match["count"] or measure in (HEADCOUNT, *ACCOUNTS) else HEADCOUNT
    if match["per"]:
        per = _known(match["per"])
    each = int(match["each"] or 1)
    if not each:
        raise ValueError("'per 0' divides by nothing; write how many, such as 'per 100 hours'")
    return Outcome(measure, int(match["week"]) if match["week"] else None, per, bool(match["against"]), each)


def read_condition(text: str) -> Condition:
    """The condition written as ``contributor@week104 < 0.10``, or ``< 10%``.

    Raises:
        ValueError: If it cannot be read, or compares a share with more than everybody.
    """
    match = CONDITION.fullmatch(text.strip())
    if not match:
        raise ValueError(CONDITION_HELP)
    value = float(match["value"]) / (100.0 if match["percent"] else 1.0)
    chosen = next(each for each in get_args(Operator) if each == match["operator"])
    outcome = read_outcome(match["outcome"])
    check_share(outcome, value)
    return Condition(outcome, chosen, value)


def check_share(outcome: Outcome, value: float) -> None:
    """Refuse a share that is larger than the whole: somebody has thought of percent.

    Args:
        outcome: What is compared.
        value: With what; shares are 0 to 1.

    Raises:
        ValueError: If it is a share, and the value above 1 or below -1.
    """
    if outcome.is_part and abs(value) > 1.0:
        raise ValueError(f"{outcome} is a share of 0 to 1; did you mean {value:g} %, which is {value / 100.0:g}?")


def _known(name: str) -> str:
    known = [*(measure.name.lower() for measure in Measure), *ACCOUNTS]
    if name.lower() not in known:
        raise ValueError(f"'{name}' is no measure; {suggestion(name, known, 'measures')}")
    return name.lower()


def _counted(record: Longs, name: str, week: int) -> Doubles:
    """Counts at the end of a week, or of all the week for flows."""
    measure = Measure[name.upper()]
    last = week * WORKDAYS_A_WEEK
    if measure in FLOWS:
        first = last - WORKDAYS_A_WEEK + 1 if week else last + 1
        return np.asarray(record[..., first : last + 1, measure].sum(-1), np.float64)
    return np.asarray(record[..., last, measure], np.float64)


def _quotient(counts: Doubles, base: Doubles, each: int) -> Doubles:
    """Counts by what they are divided by; NaN where that is zero."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(base == 0.0, np.nan, counts / base * each)


def _ratio(counts: float, base: float) -> float:
    return counts / base if base else math.nan
