"""Pilot: a part of the organisation first, with somebody at hand.

A pilot has what a launch lacks: few people who know each other, help at the elbow and a reason to look. It says little
of the rest, because its people are chosen; whom it makes enthusiasts can be ambassadors later (Pearson began with 150
to 500, AFD with one department) [PEA-TI][AFD].
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.interventions.charge import Charge, Per
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.moments import Duration
from esnsim.interventions.scene import Pull, Scene


class Pilot(Kind):
    """Let a part begin.

    Attributes:
        enrolment: Hazard to begin, per workday.
        cue: Log-odds of a visit added while it lasts.
        prompting: Log rate of contributing added while it lasts.
        teaching: Part of the gap to full ease closed a workday.
        hours_each: Time of those who help, for each person, in hours.
    """

    meaning: ClassVar[str] = "A part of the organisation begins, with help at the elbow; the rest comes later."
    source: ClassVar[str] = "[PEA-TI][AFD]; sizes are judgement"
    charges: ClassVar[tuple[Charge, ...]] = (
        Charge("prepare", "staff of the programme", "hours", Per.ONCE, 40.0, 16.0, 160.0),
        Charge("help at the elbow", "helpers", "hours", Per.PERSON, "hours_each", 0.5, 4.0),
        Charge("learn and report", "those it is for", "hours", Per.PERSON, 1.0, 0.5, 4.0, reached=True),
    )

    kind: Literal["pilot"] = Field(description="let a part begin")
    duration: Duration | None = Field(Duration(12 * WORKDAYS_A_WEEK), description="how long it lasts")
    enrolment: float = Field(0.1, ge=0, le=1, description="hazard to begin, per workday")
    cue: float = Field(0.6, ge=0, le=3, description="log-odds of a visit added while it lasts")
    prompting: float = Field(0.55, ge=0, le=2, description="log rate of contributing added while it lasts")
    teaching: float = Field(0.01, ge=0, le=0.5, description="part of the gap to full ease closed a workday")
    hours_each: float = Field(1.0, ge=0, le=40, description="time of those who help, for each person, in hours")

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Those reached begin, come, write and learn."""
        part = progress.holders(scene)
        levers.add("hear", part, self.dose * self.enrolment)
        levers.add("prompt", part, self.dose * self.cue)
        levers.add("encourage", part, self.dose * self.prompting)
        levers.add("teach_ease", part, self.dose * self.teaching)
