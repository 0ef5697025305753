"""What every intervention says: what it is, for whom, when, how strongly and at what cost."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from esnsim.calendar import date_of, workday_of
from esnsim.interventions.audience import Audience
from esnsim.interventions.forms import Closed, Frame
from esnsim.interventions.moments import Duration, Span
from esnsim.interventions.schedule import Start


class Cost(Closed):
    """What it takes those who carry an intervention out, in place of what is usual for its kind.

    The time of the people it reaches is counted by the model in any case.

    Attributes:
        once: Money at the start.
        per_week: Money for each week in force.
        per_person: Money for each person reached, once.
        hours_once: Hours of staff at the start.
        hours_per_week: Hours of staff for each week in force.
        hours_per_person: Hours of staff for each person reached, once.
    """

    once: float = Field(0.0, ge=0, description="money at the start")
    per_week: float = Field(0.0, ge=0, description="money for each week in force")
    per_person: float = Field(0.0, ge=0, description="money for each person reached, once")
    hours_once: float = Field(0.0, ge=0, description="hours of staff at the start")
    hours_per_week: float = Field(0.0, ge=0, description="hours of staff for each week in force")
    hours_per_person: float = Field(0.0, ge=0, description="hours of staff for each person reached, once")


class Intervention(Closed):
    """Something done about adoption; each kind is a subclass with a literal ``kind``.

    Attributes:
        meaning: One plain sentence: what is done and whom it helps; stands in help texts and summaries.
        source: Where the evidence for it is.
        kind: Which kind it is.
        name: What reports call it; the kind if left out.
        audience: For whom.
        start: When it begins.
        duration: How long it is in force; None to the end of the scenario.
        dose: Share of full strength, in [0, 1]; 0 is exactly nothing.
        lead_time: Workdays between the start and the first effect.
        capacity: Most people reached a week; None without limit.
        cost: Money and hours of those who carry it out; None for what is usual.
    """

    meaning: ClassVar[str] = ""
    source: ClassVar[str] = ""

    kind: str
    name: str | None = Field(None, min_length=1, max_length=80, description="what reports call it")
    audience: Audience = Field(Audience(), description="for whom")
    start: Start = Field(Start(), description="when it begins: a date, a week, a day or a condition")
    duration: Duration | None = Field(None, description="how long it is in force; nothing means to the end")
    dose: float = Field(1.0, ge=0, le=1, description="share of full strength")
    lead_time: Span = Field(0, description="time between the start and the first effect")
    capacity: int | None = Field(None, ge=1, description="most people reached a week; nothing means no limit")
    cost: Cost | None = Field(
        None, description="money and hours of those who carry it out; nothing means what is usual for the kind"
    )

    @field_validator("start")
    @classmethod
    def _not_in_the_past(cls, start: Start, info: ValidationInfo) -> Start:
        if isinstance(info.context, Frame) and start.workday(info.context.start) < 0:
            raise ValueError(f"that is before the scenario starts, on {info.context.start.isoformat()}")
        return start

    @field_validator("duration")
    @classmethod
    def _ends_after_the_start(cls, duration: Duration | None, info: ValidationInfo) -> Duration | None:
        if duration and isinstance(duration.span, date) and isinstance(info.context, Frame) and "start" in info.data:
            start = info.context.start
            begin = info.data["start"].workday(start)
            if workday_of(duration.span, start) < begin:
                raise ValueError(f"it begins only on {date_of(begin, start).isoformat()}")
        return duration

    def window(self, scenario_start: date, scenario_end: int) -> tuple[int, int]:
        """First workday, and first workday after it, of something that begins at its earliest moment.

        Args:
            scenario_start: Date of workday 0.
            scenario_end: First workday after the scenario.
        """
        begin = self.start.workday(scenario_start)
        end = scenario_end if self.duration is None else self.duration.end(begin, scenario_start)
        return begin, min(end, scenario_end)
