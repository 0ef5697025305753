"""Listening: criticism and ideas get an answer, or none.

Constructive criticism that is answered makes it safe to write more; a network that is asked for feedback and ignored
falls silent [SEED 003][CIPD13]. Answers from above have a rule of their own (`behaviour.beliefs`); this is the promise
of the organisation that what is said there has consequences.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from esnsim.interventions.charge import Charge, Per
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.scene import Pull, Scene


class Listening(Kind):
    """Ask for feedback.

    Attributes:
        answered: Share of criticism and ideas that get an answer with consequences, 0 to 1.
        hours_per_week: Time of those who answer, in hours.
    """

    meaning: ClassVar[str] = "People are asked what they think; what they say has consequences, or is ignored."
    source: ClassVar[str] = "SEED 003; [CIPD13] direction; sizes are judgement"
    charges: ClassVar[tuple[Charge, ...]] = (
        Charge("answer and see to consequences", "leaders and staff", "hours", Per.WEEK, "hours_of_answers", 2.0, 40.0),
        Charge("say what one thinks", "those who are asked", "minutes", Per.PERSON_WEEK, 0.2, 0.05, 1.0, reached=True),
    )

    kind: Literal["listening"] = Field(description="ask for feedback")
    answered: float = Field(0.8, ge=0, le=1, description="share of feedback that gets an answer with consequences")
    hours_per_week: float = Field(8.0, ge=0, le=1000, description="time of those who answer, in hours")

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Those reached are encouraged as far as they are heard."""
        asked, parameters = progress.holders(scene), scene.parameters
        levers.add("teach_trust", asked, self.dose * parameters.listening_safety * self.answered)
        felt = parameters.listening_heard * self.answered - parameters.listening_ignored * (1.0 - self.answered)
        levers.add("encourage", asked, self.dose * felt)

    @property
    def hours_of_answers(self) -> float:
        """Time of those who answer, in hours a week, for the share that gets an answer."""
        return self.answered * self.hours_per_week
