"""Onboarding: whoever joins the organisation is brought onto the network.

Recommending people and communities at sign-up raised ties, contributions and return visits in a live trial [FRE09];
starting with newcomers is how one bank and one telecom began [SEED 000]. It reaches few at a time, and adds up with
turnover.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.interventions.charge import Charge, Per
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.moments import Span
from esnsim.interventions.scene import Mask, Pull, Scene


class Onboarding(Kind):
    """Bring newcomers onto the network.

    Attributes:
        lasts: How long after joining somebody is looked after.
        enrolment: Hazard to begin, per workday.
        introductions: Communities recommended and looked at on a visit.
        prompting: Log rate of contributing added.
        teaching: Part of the gap to full ease closed a workday.
        hours_each: Time it takes for each newcomer, in hours.
    """

    meaning: ClassVar[str] = "Newcomers get an account, people and communities to follow, and somebody who asks."
    source: ClassVar[str] = "[FRE09] +20-50 % in the first month; SEED 000; sizes are judgement"
    charges: ClassVar[tuple[Charge, ...]] = (
        Charge("introduce and help", "colleagues", "hours", Per.PERSON, "hours_each", 0.5, 4.0),
        Charge("be introduced", "newcomers", "hours", Per.PERSON, 0.5, 0.25, 2.0, reached=True),
    )

    kind: Literal["onboarding"] = Field(description="bring newcomers onto the network")
    lasts: Span = Field(8 * WORKDAYS_A_WEEK, description="how long after joining somebody is looked after")
    enrolment: float = Field(0.07, ge=0, le=1, description="hazard to begin, per workday")
    introductions: float = Field(0.15, ge=0, le=1, description="communities recommended and looked at on a visit")
    prompting: float = Field(0.3, ge=0, le=2, description="log rate of contributing added")
    teaching: float = Field(0.02, ge=0, le=0.5, description="part of the gap to full ease closed a workday")
    hours_each: float = Field(1.0, ge=0, le=40, description="time it takes for each newcomer, in hours")

    def members(self, scene: Scene, progress: Progress) -> Mask:
        """Rows of the audience whose holder joined lately."""
        newcomers: Mask = super().members(scene, progress) & (scene.world.people.joined > scene.day - self.lasts)
        return newcomers

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Newcomers begin, are shown around, asked and helped."""
        newcomers = self.members(scene, progress) & progress.holders(scene)
        levers.add("hear", newcomers, self.dose * self.enrolment)
        levers.add("introduce", newcomers, self.dose * self.introductions)
        levers.add("encourage", newcomers, self.dose * self.prompting)
        levers.add("teach_ease", newcomers, self.dose * self.teaching)
