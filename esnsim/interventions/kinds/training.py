"""Training: sessions for the staff, hands-on or as a webinar, and a private one for leaders before everybody else.

Training goes moderately with success, more where the system is complex [HWA14][SY07]. In practice one to two hours for
everybody; open two-hour sessions gave way to personal help at AFD [AFD], weekly voluntary calls at TD Bank [TD-CIO].
A webinar reaches remote sites and lets nobody try; a tutorial to be read helps only those who are comfortable already.
The ratios of their effects are judgement.

Senior training moves what keeps leaders silent, the fear of looking incompetent in front of the staff [SEED 000];
training goes with success moderately and partly mediates the effect of top-management support [HWA14]. It reaches the
staff only through what the leaders then do.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from esnsim.interventions.audience import Audience
from esnsim.interventions.charge import Charge, Per
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
    charges: ClassVar[tuple[Charge, ...]] = (
        Charge("prepare sessions", "trainers", "hours", Per.ONCE, 24.0, 8.0, 80.0),
        Charge("hold sessions for a dozen", "trainers", "hours", Per.PERSON, 0.15, 0.05, 0.5),
        Charge(
            "be in a session",
            "those it is for",
            "hours",
            Per.PERSON,
            "session_hours",
            1.0,
            2.0,
            "[AFD][TD-CIO]",
            reached=True,
        ),
    )

    kind: Literal["training"] = Field(description="train the staff")
    form: Literal["hands_on", "webinar", "tutorial"] = Field(
        "hands_on", description="a hands-on session, a webinar, or a tutorial for the already comfortable"
    )
    gap_closed: float = Field(0.35, ge=0, le=0.95, description="share of the gap to full ease closed by a session")
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
    charges: ClassVar[tuple[Charge, ...]] = (
        Charge("prepare sessions", "trainers", "hours", Per.ONCE, 8.0, 4.0, 40.0),
        Charge("hold a session in private", "trainers", "hours", Per.PERSON, "session_hours", 1.0, 4.0),
        Charge(
            "be in a session", "leaders", "hours", Per.PERSON, "session_hours", 2.0, 4.0, "practice 2-4 h", reached=True
        ),
    )

    kind: Literal["senior_training"] = Field(description="train leaders in private")
    audience: Audience = Field(
        Audience(top_share=0.01), description="for whom; the highest 1 % of the staff if nothing is said"
    )
    gap_closed: float = Field(0.5, ge=0, le=0.95, description="share of the gap to full ease closed by a session")
    usefulness_closed: float = Field(0.2, ge=0, le=0.95, description="the same for believed usefulness")
    session_hours: float = Field(3.0, ge=0, le=16, description="length of a session in hours, 2 to 4 in practice")

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """In the week of their session leaders learn a fifth of it each workday."""
        del scene
        gaps = {"teach_ease": self.gap_closed, "teach_usefulness": self.usefulness_closed}
        teach(levers, progress.newly, {lever: self.dose * closed for lever, closed in gaps.items()})
