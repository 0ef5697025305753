"""Outcomes of a sweep in plain words: ``contributor@week26`` is "contributors at week 26", in percent of headcount."""

from __future__ import annotations

import math
from dataclasses import dataclass

from esnsim.experiments.design.labels import PLURALS
from esnsim.experiments.design.outcome import HEADCOUNT, Outcome
from esnsim.numerals import numeral
from esnsim.report.text.ladder import DEFINITIONS
from esnsim.scenario.wanted import ACCOUNTS
from esnsim.simulation.record import Measure
from esnsim.simulation.run import FLOWS

COARSE, MIDDLE = 5.0, 0.5
"""Two percentages further apart than this are distinguished without decimals, or with one."""
PEOPLE = PLURALS | {
    "headcount": "people employed",
    "ambassador": "ambassadors",
    "ever_reader": "people who ever visited",
    "replies_placed": "replies to colleagues' posts",
    "posts_answered": "posts answered for the first time",
    "posts_silent": "posts without an answer for two weeks",
}
ACCOUNT_WORDS = {"hours": "hours of staff", "money": "money", "cost": "cost", "value": "value"}
ACCOUNT_MEANINGS = {
    "hours": "Hours of staff that the programme takes, added up.",
    "money": "Money that the programme takes, added up.",
    "cost": "Money and hours that the programme takes, as one sum of money.",
    "value": "What use is worth, less the time it takes, accounts and the programme.",
}
SINGULAR = {"headcount": "person", "posts": "post", "replies": "reply", "reactions": "reaction"}


@dataclass(frozen=True, slots=True)
class Shown:
    """An outcome as pictures show it.

    Attributes:
        subject: What it is, such as ``contributors at week 26``.
        meaning: How it is counted.
        percent: Whether it is a share.
        against: Name of the baseline where the difference from it is meant, else empty.
    """

    subject: str
    meaning: str
    percent: bool
    against: str = ""

    @property
    def factor(self) -> float:
        """What values are multiplied with to be drawn."""
        return 100.0 if self.percent else 1.0

    @property
    def unit(self) -> str:
        """What is written behind a value on an axis."""
        return "" if not self.percent else " pts" if self.against else " %"

    def written(self, value: float, span: float = math.inf) -> str:
        """A value in a sentence, with as many digits as it takes to tell it from others.

        Args:
            value: In the outcome's own unit: shares are 0 to 1.
            span: How far the values lie apart that are told with it.
        """
        text = self.figure(value, span, signed=bool(self.against))
        return f"{text}{' points' if self.against else ' %'}" if self.percent else text

    def figure(self, value: float, span: float = math.inf, *, signed: bool = False) -> str:
        """The bare number, with the same number of decimals for all values of a span."""
        value, span = value * self.factor, (abs(span) or math.inf) * self.factor
        sign = "+" if signed else ""
        if self.percent:
            return numeral(value, f"{sign}.{0 if span >= COARSE else 1 if span >= MIDDLE else 2}f")
        digits = max(0, 2 - math.floor(math.log10(span))) if math.isfinite(span) and span > 0.0 else 2
        return numeral(value, f"{sign},.{min(digits, 6)}f")


def shown_outcome(outcome: Outcome, baseline: str, last: int | None) -> Shown:
    """An outcome in words.

    Args:
        outcome: What is looked at.
        baseline: Name of the programme it is compared with, if it is.
        last: The last week, None where runs differ in length.
    """
    week = last if outcome.week is None else outcome.week
    flow = outcome.is_flow
    if outcome.measure in ACCOUNTS:
        against = baseline if outcome.against_baseline else ""
        return Shown(_account(outcome, last), ACCOUNT_MEANINGS[outcome.measure], percent=False, against=against)
    when = f"{'in' if flow else 'at'} {'the last week' if flow else 'the end'}"
    when = when if week is None else f"{'in' if flow else 'at'} week {week}"
    what = plural(outcome.measure)
    percent = False
    if outcome.per is not None:
        percent = not flow and outcome.per not in ACCOUNTS and Measure[outcome.per.upper()] not in FLOWS
        if percent and outcome.per != HEADCOUNT:
            what = f"{what} as a share of {plural(outcome.per)}"
        elif not percent:
            each = f"{outcome.each:,} {spaced(outcome.per)}" if outcome.each > 1 else ""
            what = f"{what} per {each or SINGULAR.get(outcome.per, spaced(outcome.per))}"
    meaning = DEFINITIONS.get(outcome.measure, "")
    return Shown(f"{what} {when}", meaning, percent, baseline if outcome.against_baseline else "")


def _account(outcome: Outcome, last: int | None) -> str:
    """What a programme takes or gives up to a week, in words."""
    week = last if outcome.week is None else outcome.week
    per = f" per {f'{outcome.each:,} ' if outcome.each > 1 else ''}{spaced(outcome.per)}" if outcome.per else ""
    return f"{ACCOUNT_WORDS[outcome.measure]}{per} up to {'the end' if week is None else f'week {week}'}"


def plural(measure: str) -> str:
    """What those counted are called."""
    name = spaced(measure)
    return PEOPLE.get(measure, name if name.endswith("s") else f"{name}s")


def spaced(name: str) -> str:
    """A name of the program as words."""
    return name.replace("_", " ")


def first_up(words: str) -> str:
    """Words as a sentence begins: the first letter large, whatever stands after it as it is."""
    return words[:1].upper() + words[1:]
