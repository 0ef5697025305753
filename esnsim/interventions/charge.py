"""What it takes to carry something out: whose hours, how much money, for what, and how well that is known.

No intervention is free: somebody designs and sends it, and those it is for read, learn or answer. Every kind lists what
it takes where a scenario says nothing else. What those take who carry it out is replaced by the scenario's ``cost``,
where one is given, so that nobody's time is charged twice; the time of those it reaches is counted in any case.

ODD element: submodel (observation).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NamedTuple

MINUTES_AN_HOUR = 60.0


class Per(StrEnum):
    """What a charge is taken for."""

    ONCE = "once"
    """At the start."""
    WEEK = "a week"
    """Each week in force."""
    PERSON = "a person"
    """Each person reached or appointed, once."""
    PERSON_WEEK = "a person and week"
    """Each person reached, or serving where people are appointed, in each week in force."""


LED = frozenset({"leaders", "managers"})
"""Whose hours a scenario may count with a price of their own."""


class Charge(NamedTuple):
    """One thing that it takes.

    Attributes:
        what: What it is taken for, as a phrase.
        whose: Whose hours, or who pays.
        unit: ``hours``, ``minutes`` or ``money`` (defaults are in euro).
        per: What it is taken for, each.
        usual: How much, if nothing is said; the name of an entry of the intervention where a scenario may say it.
        low: Least plausible value.
        high: Largest plausible value.
        source: Where the range comes from.
        reached: Whether it is time of those it is for; otherwise of those who carry it out.
    """

    what: str
    whose: str
    unit: Literal["hours", "minutes", "money"]
    per: Per
    usual: float | str
    low: float
    high: float
    source: str = "judgement"
    reached: bool = False

    def amount(self, of: object) -> float:
        """How much an intervention takes, in hours or in money, for each.

        Args:
            of: The intervention, or its kind's defaults.
        """
        number = float(getattr(of, self.usual)) if isinstance(self.usual, str) else self.usual
        return number / MINUTES_AN_HOUR if self.unit == "minutes" else number


AT_LEAST = (
    Charge("design and announce it", "staff of the programme", "hours", Per.ONCE, 40.0, 8.0, 160.0),
    Charge("read of it", "those it is for", "minutes", Per.PERSON, 5.0, 2.0, 15.0, reached=True),
)
"""What a kind takes that says nothing of it."""
