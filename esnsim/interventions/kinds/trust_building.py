"""Trust building: what leaders do away from the network.

Psychological safety is learnt from how leaders behave in real life more than from what a network's rules say [CIPD13];
how far it carries over to a network is judgement.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from esnsim.interventions.charge import Charge, Per
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.scene import Pull, Scene


class TrustBuilding(Kind):
    """Let leaders earn trust.

    Attributes:
        pace: Part of the gap to full psychological safety closed a workday.
        minutes_each: Time of leaders for each person reached in a week, in minutes.
    """

    meaning: ClassVar[str] = "Leaders admit mistakes and keep their word in real life, so that it is safe to write."
    source: ClassVar[str] = "[CIPD13] direction; sizes are judgement"
    charges: ClassVar[tuple[Charge, ...]] = (
        Charge("prepare leaders", "staff of the programme", "hours", Per.ONCE, 20.0, 8.0, 80.0),
        Charge("be open in real life", "leaders", "minutes", Per.PERSON_WEEK, "minutes_each", 0.2, 5.0),
    )

    kind: Literal["trust_building"] = Field(description="let leaders earn trust")
    pace: float = Field(0.001, ge=0, le=0.1, description="part of the gap to full safety closed a workday")
    minutes_each: float = Field(1.0, ge=0, le=60, description="leaders' time for each person in a week, in minutes")

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Those reached feel safer from day to day."""
        levers.add("teach_trust", progress.holders(scene), self.dose * self.pace)
