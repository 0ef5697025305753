"""Senior training: a private, hands-on session for leaders before everybody else.

It moves what keeps leaders silent, the fear of looking incompetent in front of the staff [SEED 000]; training goes
with success moderately and partly mediates the effect of top-management support [HWA14]. It reaches the staff only
through what the leaders then do.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from esnsim.interventions.audience import Audience
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.lessons import teach
from esnsim.interventions.scene import Pull, Scene


class SeniorTraining(Kind):
    """Train leaders in private.

    Attributes:
        gap_closed: Share of the gap to full ease closed by a session at full dose.
        usefulness_closed: The same for believed usefulness.
        session_hours: Length of a session, for each leader.
    """

    meaning: ClassVar[str] = (
        "Leaders learn the network hands-on and in private, so that they need not fear to look incompetent."
    )
    source: ClassVar[str] = "[HWA14] SEED 000; sizes are judgement"

    kind: Literal["senior_training"] = Field(description="train leaders in private")
    audience: Audience = Field(
        Audience(level_at_most=2), description="for whom; the top three levels if nothing is said"
    )
    gap_closed: float = Field(0.5, ge=0, le=0.95, description="share of the gap to full ease closed by a session")
    usefulness_closed: float = Field(0.2, ge=0, le=0.95, description="the same for believed usefulness")
    session_hours: float = Field(3.0, ge=0, le=16, description="length of a session in hours, 2 to 4 in practice")

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """In the week of their session leaders learn a fifth of it each workday."""
        del scene
        gaps = {"teach_ease": self.gap_closed, "teach_usefulness": self.usefulness_closed}
        teach(levers, progress.newly, {lever: self.dose * closed for lever, closed in gaps.items()})

    def hours(self, scene: Scene, progress: Progress) -> float:
        """The leaders' time in sessions."""
        del scene
        return self.dose * self.session_hours * len(progress.newly)
