"""Integration: the network appears where people work already, in mail or chat.

Bringing a network into other tools raised reading to 85 % and did not raise contribution [SW21]; an assistant built
into mail and documents was used by 80 % of those who had it, by half of these regularly [DIL25]. So people come upon
it in passing, look and go on with what they were at; who comes in passing forms no habit of coming, and what people
write does not change: they need a reason, too.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from esnsim.interventions.charge import Charge, Per
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.scene import Pull, Scene


class Integration(Kind):
    """Put the network into mail and chat.

    Attributes:
        passing: Chance to look in on a workday, and only read, because it shows in a tool that is open anyhow.
        ease: Part of the gap to full ease closed a workday.
        enrolment: Hazard to begin, per workday.
    """

    meaning: ClassVar[str] = "The network appears in the mail or chat client that is open all day."
    source: ClassVar[str] = "[SW21][DIL25]; sizes are judgement"
    charges: ClassVar[tuple[Charge, ...]] = (
        Charge("connect, test and roll out", "technical staff", "hours", Per.ONCE, 160.0, 40.0, 600.0),
        Charge("keep it working", "technical staff", "hours", Per.WEEK, 2.0, 0.5, 8.0),
        Charge("connectors", "programme", "money", Per.PERSON, 1.0, 0.0, 10.0),
        Charge("find one's way", "those it is for", "minutes", Per.PERSON, 5.0, 2.0, 15.0, reached=True),
    )

    kind: Literal["integration"] = Field(description="put the network into mail and chat")
    passing: float = Field(0.012, ge=0, le=1, description="chance to look in on a workday, and only read, in passing")
    ease: float = Field(0.0003, ge=0, le=0.2, description="part of the gap to full ease closed a workday")
    enrolment: float = Field(0.0002, ge=0, le=0.2, description="hazard to begin, per workday")

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Those reached come upon it."""
        there = progress.holders(scene)
        levers.add("drop_in", there, self.dose * self.passing)
        levers.add("teach_ease", there, self.dose * self.ease)
        levers.add("hear", there, self.dose * self.enrolment)
