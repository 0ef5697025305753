"""Integration: the network appears where people work already, in mail or chat.

A cue in the client that is open all day costs no habit of its own; ease is a weak cause of use [TAI13], a cue at the
right place a strong one [LAL10]. What people do there does not change: they need a reason, too.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.scene import Pull, Scene


class Integration(Kind):
    """Put the network into mail and chat.

    Attributes:
        cue: Log-odds of a visit added.
        ease: Part of the gap to full ease closed a workday.
        enrolment: Hazard to begin, per workday.
    """

    meaning: ClassVar[str] = "The network appears in the mail or chat client that is open all day."
    source: ClassVar[str] = "[LAL10][TAI13] direction; sizes are judgement"

    kind: Literal["integration"] = Field(description="put the network into mail and chat")
    cue: float = Field(0.4, ge=0, le=3, description="log-odds of a visit added by the cue")
    ease: float = Field(0.005, ge=0, le=0.2, description="part of the gap to full ease closed a workday")
    enrolment: float = Field(0.003, ge=0, le=0.2, description="hazard to begin, per workday")

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Those reached come upon it."""
        there = progress.holders(scene)
        levers.add("prompt", there, self.dose * self.cue)
        levers.add("teach_ease", there, self.dose * self.ease)
        levers.add("hear", there, self.dose * self.enrolment)
