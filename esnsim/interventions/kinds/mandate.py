"""Mandate: use is ordered.

Widening access by order raises reading and dilutes contribution: 85 % read and 31 % acted where everybody was brought
in, against 38 % acting before [SW21][SW22]. Pressure breeds resistance, in models of organisations [SAE15] as in
practice (forced adoption and many terms backfire [SEED 003]). People comply while it is in force, and who comes because
they have to reads and no more; what they think of it stays for a while. Not everybody obeys: encouraged by their
employer 83 % used a new tool, else 47 % [HUM25], and an order moves those who heed it.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.interventions.charge import Charge, Per
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.scene import Pull, Scene
from esnsim.rng.address import Draw


class Mandate(Kind):
    """Order people to use the network.

    Attributes:
        strictness: How strongly it is felt as pressure: 0 a friendly default, 1 ordered, watched and sanctioned.
        enrolment: Hazard to begin, per workday, while it is in force.
        visits_per_week: Visits that are ordered, in a week.
        obeyed: Share of those ordered who obey; a matter of the person, and the same on every day.
    """

    meaning: ClassVar[str] = "Use is ordered and watched: people come because they have to, and some resent it."
    source: ClassVar[str] = "[SW21][SAE15] SEED 003; sizes are judgement"
    charges: ClassVar[tuple[Charge, ...]] = (
        Charge(
            "clear it with lawyers and staff councils, announce it",
            "staff of the programme",
            "hours",
            Per.ONCE,
            40.0,
            8.0,
            160.0,
        ),
        Charge("watch and remind", "managers", "minutes", Per.PERSON_WEEK, 0.5, 0.1, 3.0),
        Charge("read the order", "those it is for", "minutes", Per.PERSON, 5.0, 2.0, 15.0, reached=True),
    )

    kind: Literal["mandate"] = Field(description="order people to use the network")
    strictness: float = Field(0.6, ge=0, le=1, description="how strongly it is felt as pressure, 0 to 1")
    enrolment: float = Field(0.1, ge=0, le=1, description="hazard to begin, per workday, while it is in force")
    visits_per_week: float = Field(2.0, ge=0, le=5, description="visits that are ordered, in a week")
    obeyed: float = Field(0.65, ge=0, le=1, description="share of those ordered who obey")

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Those reached feel the pressure; who obeys begins and comes."""
        bound = progress.holders(scene)
        obeying = bound & (scene.numbers(Draw.OBEY, progress.ordinal) < self.obeyed)
        levers.add("hear", obeying, self.dose * self.enrolment)
        levers.add("drop_in", obeying, self.dose * self.visits_per_week / WORKDAYS_A_WEEK)
        levers.add("pressure", bound, self.dose * self.strictness)
