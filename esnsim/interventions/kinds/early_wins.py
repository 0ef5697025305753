"""Early wins: results that everybody can see, soon after the start.

A question answered within the hour and told on, a saving found by a colleague far away: they move the belief in
usefulness, the strongest cause of use [TAI13], and make people talk. News wears off [LEC14a].
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.interventions.charge import Charge, Per
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.moments import Duration
from esnsim.interventions.scene import Pull, Scene


class EarlyWins(Kind):
    """Show results early.

    Attributes:
        convincing: Share of the gap to full believed usefulness that is closed in four weeks.
        pull_per_month: Share brought to try it in four weeks, alone.
        hours_per_week: Time of those who look for them, in hours.
    """

    meaning: ClassVar[str] = "Results that everybody can see, soon after the start, show what it is good for."
    source: ClassVar[str] = "[TAI13][LEC14a] direction; sizes are judgement"
    charges: ClassVar[tuple[Charge, ...]] = (
        Charge(
            "look for results and tell them", "staff of the programme", "hours", Per.WEEK, "hours_per_week", 2.0, 16.0
        ),
        Charge("read of them", "those it is for", "minutes", Per.PERSON_WEEK, 0.5, 0.1, 2.0, reached=True),
    )

    kind: Literal["early_wins"] = Field(description="show results early")
    duration: Duration | None = Field(Duration(8 * WORKDAYS_A_WEEK), description="how long they are shown")
    convincing: float = Field(
        0.065, ge=0, le=0.9, description="share of the gap to full usefulness closed in four weeks"
    )
    pull_per_month: float = Field(0.01, ge=0, le=0.5, description="share brought to try it in four weeks, alone")
    hours_per_week: float = Field(8.0, ge=0, le=1000, description="time of those who look for them, in hours")

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Those reached see what it is good for, and some try it."""
        shown = progress.holders(scene)
        month = 4 * WORKDAYS_A_WEEK
        levers.add("teach_usefulness", shown, 1.0 - (1.0 - self.dose * self.convincing) ** (1.0 / month))
        levers.add("hear", shown, self.dose * self.pull_per_month / month)
