"""Recognition: thanks from peers, and questions that are fun to answer.

Thanks and light questions lower the bar of a first post [SEED 004]. Unlike points and prizes (`incentives`) they come
from colleagues and do not take the place of own motives [THO12]; that they never tire is an assumption.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from esnsim.interventions.charge import Charge, Per
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.scene import Pull, Scene


class Recognition(Kind):
    """Let peers thank each other.

    Attributes:
        strength: Log rate of contributing added.
        minutes_each: Time it takes everybody reached in a week, in minutes.
    """

    meaning: ClassVar[str] = "Colleagues thank each other in public and answer questions that are fun."
    source: ClassVar[str] = "SEED 004; [THO12] for the difference from prizes; sizes are judgement"
    charges: ClassVar[tuple[Charge, ...]] = (
        Charge("set it up", "staff of the programme", "hours", Per.ONCE, 20.0, 8.0, 80.0),
        Charge("think of questions and begin", "staff of the programme", "hours", Per.WEEK, 1.0, 0.2, 4.0),
        Charge(
            "thank and answer", "those it is for", "minutes", Per.PERSON_WEEK, "minutes_each", 0.5, 5.0, reached=True
        ),
    )

    kind: Literal["recognition"] = Field(description="let peers thank each other")
    strength: float = Field(0.11, ge=0, le=1, description="log rate of contributing added")
    minutes_each: float = Field(2.0, ge=0, le=60, description="time it takes each in a week, in minutes")

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Those reached write more easily."""
        thanked = progress.holders(scene)
        levers.add("encourage", thanked, self.dose * self.strength)
        levers.add("teach_trust", thanked, self.dose * scene.parameters.recognition_safety)
