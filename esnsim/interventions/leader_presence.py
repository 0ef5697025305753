"""Leader presence: leaders visit, reply and post as a promise.

A 46,000-person firm with an exemplary chief executive, 18 replies and 1.6 posts a week, had 47 % interactive people
against 38 % elsewhere [SW-CEO]; replies weigh more than broadcasts. Others find no influence from the top [WAN13].
Staff are moved only by seeing managers and top leaders there, and by being answered.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from esnsim.interventions.audience import Audience
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.scene import Pull, Scene
from esnsim.interventions.workdays import WORKDAYS_A_WEEK

TRYING = 0.05
"""Hazard to begin, per workday, for a leader who has promised to be there (judgement: within a month)."""


class LeaderPresence(Kind):
    """Have leaders be there.

    Attributes:
        replies_per_week: Replies each leader promises to write in a week.
        posts_per_week: Posts each leader promises to write in a week.
        presence: Log-odds of a visit added by the promise.
        minutes_per_item: Time that a reply or post takes a leader.
    """

    meaning: ClassVar[str] = "Leaders visit, answer and now and then write themselves, where everybody can see it."
    source: ClassVar[str] = "[SW-CEO] against [WAN13]; cadence 2-5 replies and 0.5-1 post a week"

    kind: Literal["leader_presence"] = Field(description="have leaders be there")
    audience: Audience = Field(
        Audience(level_at_most=2), description="for whom; the top three levels if nothing is said"
    )
    replies_per_week: float = Field(3.0, ge=0, le=50, description="replies each leader promises to write in a week")
    posts_per_week: float = Field(0.75, ge=0, le=20, description="posts each leader promises to write in a week")
    presence: float = Field(1.5, ge=0, le=4, description="log-odds of a leader's visit added by the promise")
    minutes_per_item: float = Field(6.0, ge=0, le=60, description="time that a reply or post takes a leader, minutes")

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Leaders reached keep their promise as far as they dare."""
        bound = progress.holders(scene)
        levers.add("duty_replies", bound, self.dose * self.replies_per_week / WORKDAYS_A_WEEK)
        levers.add("duty_posts", bound, self.dose * self.posts_per_week / WORKDAYS_A_WEEK)
        levers.add("prompt", bound, self.dose * self.presence)
        levers.add("hear", bound, self.dose * TRYING)

    def hours(self, scene: Scene, progress: Progress) -> float:
        """The leaders' time for what they promised."""
        items = self.dose * (self.replies_per_week + self.posts_per_week)
        return int(progress.holders(scene).sum()) * items * self.minutes_per_item / 60.0
