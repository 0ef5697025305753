"""Policy: the rules of the network, and how they are watched.

Clear rules with reasons make it safe to write; many vague or strict ones frighten [SEED 003], and whoever is
watched without being told why holds back. Clarity and strictness are two things: rules can be clear and mild. Mild
rules threaten nobody, so what they threaten rises with the third power of their strictness; the size of what strict
ones cost is that of control: attitudes suffer, what people do hardly [SIE22][ZIE12].
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from esnsim.interventions.charge import Charge, Per
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.scene import Pull, Scene


class Policy(Kind):
    """Give the network rules.

    Attributes:
        clarity: How clear the rules and their reasons are, 0 to 1.
        strictness: How much they forbid and sanction, 0 to 1.
        monitoring: Whether use is watched, and whether it is said why.
    """

    meaning: ClassVar[str] = "Rules say what may be written; clear ones make it safe, strict or vague ones silence."
    source: ClassVar[str] = "SEED 003; [CIPD13] direction; sizes are judgement"
    charges: ClassVar[tuple[Charge, ...]] = (
        Charge(
            "draft rules and agree on them",
            "lawyers, human resources, staff councils",
            "hours",
            Per.ONCE,
            60.0,
            16.0,
            200.0,
        ),
        Charge("see to it that they are kept", "staff of the programme", "hours", Per.WEEK, 0.5, 0.1, 4.0),
        Charge("read the rules", "those it is for", "minutes", Per.PERSON, 10.0, 5.0, 30.0, reached=True),
    )

    kind: Literal["policy"] = Field(description="give the network rules")
    clarity: float = Field(0.7, ge=0, le=1, description="how clear the rules and their reasons are, 0 to 1")
    strictness: float = Field(0.2, ge=0, le=1, description="how much they forbid and sanction, 0 to 1")
    monitoring: Literal["none", "explained", "unexplained"] = Field(
        "none", description="whether use is watched, and whether it is said why"
    )

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Those reached feel safe, frightened or pressed."""
        bound, parameters = progress.holders(scene), scene.parameters
        threat = self.strictness**3
        pressure = parameters.policy_pressure * threat + (
            parameters.unexplained_watching if self.monitoring == "unexplained" else 0.0
        )
        levers.add("teach_trust", bound, self.dose * parameters.policy_safety * self.clarity * (1.0 - self.strictness))
        levers.add("encourage", bound, -self.dose * parameters.policy_chill * threat)
        levers.add("pressure", bound, self.dose * min(pressure, 1.0))
