"""Case studies: uses that worked, told where everybody reads them.

The belief in usefulness is the strongest cause of use [TAI13], and non-users hardly have it (6 against 47 %) [CIPD13];
Air France collected uses of its communities and told them on [AFR17]. They are also content that stays.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from esnsim.calendar import MONTH_WEEKS, WORKDAYS_A_WEEK
from esnsim.interventions.charge import Charge, Per
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.scene import Pull, Scene


class CaseStudies(Kind):
    """Tell uses that worked.

    To be told that something saves time moves what people believe and hardly what they do: in a trial on a new tool
    use did not rise at all [HUM24]. And a story is read by those who read.

    Attributes:
        per_month: Stories told in four weeks.
        convincing: Share of the gap to full believed usefulness that one story closes for who reads it.
        hours_each: Time to find and write one, in hours.
    """

    meaning: ClassVar[str] = "Uses that worked are told as stories, so that people see what it is good for."
    source: ClassVar[str] = "[CIPD13][TAI13][AFR17]; sizes are judgement"
    charges: ClassVar[tuple[Charge, ...]] = (
        Charge("find and write stories", "communications staff", "hours", Per.WEEK, "hours_per_week", 0.5, 12.0),
        Charge("read stories", "those it is for", "minutes", Per.PERSON_WEEK, 0.5, 0.1, 2.0, reached=True),
    )

    kind: Literal["case_studies"] = Field(description="tell uses that worked")
    per_month: float = Field(2.0, ge=0, le=100, description="stories told in four weeks")
    convincing: float = Field(
        0.006, ge=0, le=0.5, description="share of the gap to full usefulness that one story closes"
    )
    hours_each: float = Field(6.0, ge=0, le=100, description="time to find and write one, in hours")

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Readers learn what it is good for; what is told stays to be found by everybody."""
        told = progress.holders(scene)
        reading = told & scene.state["reader"]
        a_day = self.dose * self.per_month / (4 * WORKDAYS_A_WEEK)
        levers.add("teach_usefulness", reading, 1.0 - (1.0 - self.convincing) ** a_day)
        levers.add("content", told, self.dose * self.per_month)

    @property
    def hours_per_week(self) -> float:
        """Time of those who find and write stories, in hours a week."""
        return self.per_month / MONTH_WEEKS * self.hours_each
