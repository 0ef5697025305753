"""When an intervention begins: at a moment, or once a measure of the network has done something for long enough.

``start: week 4``, ``start: 2017-01-30``, ``start: {when: reader < 0.70, for: 4 weeks, not_before: week 8}`` or
``start: {when: reader falls, for: 4 weeks}``. A condition sees whole past days only, never the day it decides about.
"""

from __future__ import annotations

import itertools
import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from pydantic import (
    Field,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from esnsim.calendar import WORKDAYS_A_WEEK, date_of
from esnsim.interventions.forms import Closed, Written, suggestion
from esnsim.interventions.moments import Moment, Span, span_text
from esnsim.state.ladder import LADDER

MEASURES = LADDER
"""Shares of headcount a condition may ask about."""

COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
TRENDS: dict[str, Callable[[float, float], bool]] = {"falls": operator.lt, "rises": operator.gt}
CLAIM_HELP = "write a measure and what it does, such as 'reader < 0.70', 'reader falls' or 'contributor rises'"

History = Mapping[str, Sequence[float]]
"""For each measure its share of headcount at the end of workday 0, 1, 2 ..."""


@dataclass(frozen=True, slots=True)
class MeasureCondition(Written):
    """Something that is true of the network on a day, or not.

    Attributes:
        measure: One of `MEASURES`.
        relation: A comparison with a level, or a trend from week to week.
        level: Share of headcount to compare with, in [0, 1]; None for a trend.
    """

    measure: str
    relation: str
    level: float | None = None

    SPELLING: ClassVar[dict[str, Any]] = {"type": "string", "examples": ["reader < 0.70", "reader falls"]}

    @classmethod
    def parse(cls, value: object) -> Self:
        """A claim from its sentence.

        Raises:
            ValueError: If the measure or the relation is not known, or the level is no share.
        """
        pattern = r"(\w+) *(?:(<=|<|>=|>) *(\d*\.?\d+) *(%?)|(falls|rises))"
        match = re.fullmatch(pattern, value.strip()) if isinstance(value, str) else None
        if not match:
            raise ValueError(CLAIM_HELP)
        measure, comparison, number, percent, trend = match.groups()
        if measure not in MEASURES:
            raise ValueError(f"'{measure}' is no measure; {suggestion(measure, MEASURES, 'measures')}")
        if trend:
            return cls(measure, trend)
        level = float(number) / (100.0 if percent else 1.0)
        if level > 1.0:
            raise ValueError("a measure is a share of headcount; compare with a number from 0 to 1")
        return cls(measure, comparison, level)

    def written(self) -> str:
        """The claim as a sentence."""
        return f"{self.measure} {self.relation}" + ("" if self.level is None else f" {self.level!r}")

    def holds(self, past: Sequence[float], days: int) -> bool:
        """Whether it was true on each of the last ``days`` days of the past.

        A trend compares the means of whole weeks, counted back from the last day: each week below (above) the one
        before it. So "falls for 4 weeks" needs five weeks of past, and a past too short makes nothing true.
        """
        if self.level is not None:
            compare, level = COMPARISONS[self.relation], self.level
            return len(past) >= days and all(compare(share, level) for share in past[-days:])
        weeks = -(-days // WORKDAYS_A_WEEK) + 1
        recent = past[-weeks * WORKDAYS_A_WEEK :]
        if len(recent) < weeks * WORKDAYS_A_WEEK:
            return False
        totals = [math.fsum(recent[i : i + WORKDAYS_A_WEEK]) for i in range(0, len(recent), WORKDAYS_A_WEEK)]
        return all(TRENDS[self.relation](later, earlier) for earlier, later in itertools.pairwise(totals))


class Start(Closed):
    """When an intervention begins: at a moment, or on the first day from then on that a claim has held long enough.

    Attributes:
        when: What has to be true; None to begin at the moment itself.
        for_: How long it has to have been true, in workdays; written ``for``.
        not_before: The moment, or with a claim the earliest one.
    """

    when: MeasureCondition | None = Field(None, description="what has to be true of the network")
    for_: Span = Field(WORKDAYS_A_WEEK, alias="for", description="how long it has to have been true")
    not_before: Moment = Field(Moment(), description="the earliest day")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return value if isinstance(value, (dict, cls)) else {"not_before": value}

    @model_validator(mode="after")
    def _weeks_are_whole(self) -> Self:
        if not self.for_:
            raise ValueError("'for' is at least one day")
        if self.when and self.when.level is None and self.for_ % WORKDAYS_A_WEEK:
            raise ValueError(f"'{self.when.relation}' compares weeks; write 'for' in whole weeks, such as '4 weeks'")
        return self

    @model_serializer(mode="wrap")
    def _to_text(self, handler: SerializerFunctionWrapHandler) -> object:
        return handler(self) if self.when else self.not_before.written()

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """A moment, or a mapping with a claim."""
        return {"anyOf": [dict(Moment.SPELLING), handler(schema)]}

    def workday(self, start: date) -> int:
        """Earliest workday on which it may begin, counted from 0; negative if the date lies before the start."""
        return self.not_before.workday(start)

    def holds(self, history: History, day: int) -> bool:
        """Whether the claim has held long enough on the days before ``day``; always true without a claim.

        Args:
            history: Past daily shares by measure; what it tells of ``day`` itself and later is not looked at.
            day: Workday being decided about, counted from 0.
        """
        return self.when is None or self.when.holds(history[self.when.measure][:day], self.for_)

    def begins(self, history: History, day: int, start: date) -> bool:
        """Whether it may begin on this workday."""
        return day >= self.workday(start) and self.holds(history, day)

    def sentence(self, start: date) -> str:
        """In words, with dates."""
        begin = date_of(self.workday(start), start).isoformat()
        if not self.when:
            return f"from {begin}"
        return f"once {self.when.written()} for {span_text(self.for_)}, not before {begin}"
