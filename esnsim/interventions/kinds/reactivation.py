"""Reactivation: the third of the five steps of a relaunch.

A relaunch assesses, plans, reactivates, sustains and tracks [BW-RB]; here is the third step, in its order: those who
are active already are asked first, because there is somebody to find then; those who have an account and never came
follow; those who have given up come last; then it begins anew. Being spoken to works for days: a mail that wins people
back is over in about two [WIK12]. Assessing and tracking are conditions on measures, sustaining is
`community_management`.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.interventions.charge import Charge, Per
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.moments import Duration, Span
from esnsim.interventions.scene import Pull, Scene


class Reactivation(Kind):
    """Win people back, step by step.

    Attributes:
        step: Time from one group to the next.
        prompting: Log rate of contributing added for active people in the week in which they are asked.
        reminder: Log-odds of a visit added in the week in which somebody is told of the relaunch.
        enrolment: Hazard to begin or to come back, per workday of the week in which somebody is spoken to.
        minutes_each: Time for each person who is spoken to, in minutes.
    """

    meaning: ClassVar[str] = "Active people are asked first, then those who never came, then those who gave up."
    source: ClassVar[str] = "[BW-RB] SEED 001; sizes are judgement"
    charges: ClassVar[tuple[Charge, ...]] = (
        Charge("speak to people", "staff of the programme", "minutes", Per.PERSON, "minutes_each", 2.0, 30.0),
        Charge("listen", "those it is for", "minutes", Per.PERSON, 5.0, 1.0, 15.0, reached=True),
    )

    kind: Literal["reactivation"] = Field(description="win people back, step by step")
    duration: Duration | None = Field(Duration(26 * WORKDAYS_A_WEEK), description="how long it lasts")
    step: Span = Field(4 * WORKDAYS_A_WEEK, description="time from one group to the next")
    prompting: float = Field(0.4, ge=0, le=2, description="log rate of contributing added for active people")
    reminder: float = Field(0.6, ge=0, le=2, description="log-odds of a visit added in that week")
    enrolment: float = Field(0.06, ge=0, le=0.5, description="hazard to begin or to come back, per workday")
    minutes_each: float = Field(10.0, ge=0, le=600, description="time for each person spoken to, in minutes")

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Everybody is told once; then one group after the other is spoken to, each in the first week of its turn."""
        levers.add("prompt", progress.newly, self.dose * self.reminder)
        asked, state = progress.holders(scene), scene.state
        turn, since = divmod(scene.day - (progress.effective or 0), max(self.step, WORKDAYS_A_WEEK))
        if since >= WORKDAYS_A_WEEK:
            return
        groups = (state["interactive"], ~state["reader"] & ~state["lapsed"], state["lapsed"])
        spoken_to = asked & groups[turn % len(groups)]
        if turn % len(groups) == 0:
            levers.add("encourage", spoken_to, self.dose * self.prompting)
        else:
            levers.add("hear", spoken_to, self.dose * self.enrolment)
