"""Training: sessions for the staff, hands-on or as a webinar.

Training goes moderately with success, more where the system is complex [HWA14][SY07]. In practice one to two hours for
everybody; open two-hour sessions gave way to personal help at AFD [AFD], weekly voluntary calls at TD Bank [TD-CIO].
A webinar reaches remote sites and lets nobody try; a tutorial to be read helps only those who are comfortable already.
The ratios of their effects are judgement.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.lessons import teach
from esnsim.interventions.scene import Pull, Scene


class Training(Kind):
    """Train the staff.

    Attributes:
        form: A hands-on session, a webinar, or a tutorial, which helps those only who are comfortable already.
        gap_closed: Share of the gap to full ease closed by a hands-on session.
        usefulness_closed: The same for believed usefulness.
        session_hours: Length of a session, for each person.
    """

    meaning: ClassVar[str] = "People learn the network in a session, at a desk or on a screen, and try it there."
    source: ClassVar[str] = "[HWA14][SY07][AFD][TD-CIO]; sizes are judgement"

    kind: Literal["training"] = Field(description="train the staff")
    form: Literal["hands_on", "webinar", "tutorial"] = Field(
        "hands_on", description="a hands-on session, a webinar, or a tutorial for the already comfortable"
    )
    gap_closed: float = Field(0.4, ge=0, le=0.95, description="share of the gap to full ease closed by a session")
    usefulness_closed: float = Field(0.15, ge=0, le=0.95, description="the same for believed usefulness")
    session_hours: float = Field(1.5, ge=0, le=16, description="length of a session in hours, 1 to 2 in practice")

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """In the week of their session people learn a fifth of it each workday, and begin."""
        rows, parameters = progress.newly, scene.parameters
        if self.form == "tutorial":
            rows = rows[scene.world.people.ease[rows] >= parameters.tutorial_ease]
        effect = self.dose * (1.0 if self.form == "hands_on" else parameters.remote_training)
        gaps = {"teach_ease": self.gap_closed, "teach_usefulness": self.usefulness_closed}
        teach(levers, rows, {lever: effect * closed for lever, closed in gaps.items()})
        levers.add("hear", rows, effect * parameters.training_trial)

    def hours(self, scene: Scene, progress: Progress) -> float:
        """Everybody's time in sessions."""
        del scene
        return self.dose * self.session_hours * len(progress.newly)
