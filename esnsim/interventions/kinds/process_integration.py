"""Process integration: work happens on the network.

Files, financial results and questions to leaders are to be found and answered there and not by mail [SEED 000]; a
network outside the work is visited by will alone [SEED 002]. It gives reasons to come (a cue that habit can form
around), and content worth finding. Spaces for working together outlive announcements [LEC14a]; bringing the network
into other tools raised reading to 85 % and did not raise contribution [SW21].
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.scene import Pull, Scene


class ProcessIntegration(Kind):
    """Let work happen on the network.

    Attributes:
        cue: Log-odds of a visit added because a task is done there.
        content: Useful content put within reach, worth so many posts.
        enrolment: Hazard to begin, per workday, because a task needs it.
        exchange: Log rate of contributing added because the task is an exchange.
        hours_each: Time it takes each person reached to learn the new way, in hours.
    """

    meaning: ClassVar[str] = "What people need for their work is to be found, asked and decided there, and not by mail."
    source: ClassVar[str] = "SEED 000, 002; [LEC14a][SW21]; sizes are judgement"

    kind: Literal["process_integration"] = Field(description="let work happen on the network")
    cue: float = Field(1.0, ge=0, le=4, description="log-odds of a visit added because a task is done there")
    content: float = Field(15.0, ge=0, le=200, description="useful content put within reach, worth so many posts")
    enrolment: float = Field(0.01, ge=0, le=1, description="hazard to begin, per workday, because a task needs it")
    exchange: float = Field(0.3, ge=0, le=2, description="log rate of contributing added")
    hours_each: float = Field(0.5, ge=0, le=16, description="time to learn the new way, for each person, in hours")

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Those reached have reasons to come, to look and to write."""
        bound = progress.holders(scene)
        levers.add("prompt", bound, self.dose * self.cue)
        levers.add("content", bound, self.dose * self.content)
        levers.add("hear", bound, self.dose * self.enrolment)
        levers.add("encourage", bound, self.dose * self.exchange)

    def hours(self, scene: Scene, progress: Progress) -> float:
        """The time of those who learn the new way this week."""
        del scene
        return self.dose * self.hours_each * len(progress.newly)
