"""Champion team: a small group from all parts and ages that leads the change.

Cross-functional and cross-generational teams reach parts of the organisation that volunteers of one kind do not [SEED
004]. Its members do what ambassadors do, and are taken from as many units and age bands as there are places.
"""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from esnsim.behaviour.person import Role
from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.interventions.charge import Charge, Per
from esnsim.interventions.kind import Progress
from esnsim.interventions.roles import Appointing
from esnsim.interventions.scene import Mask, Pull, Scene


class ChampionTeam(Appointing):
    """Appoint a team from all parts and ages.

    Attributes:
        count: How many.
        replies_per_week: Replies each promises to write in a week.
        posts_per_week: Posts each promises to write in a week.
        hours_per_week: Time each spends in a week, in hours.
    """

    meaning: ClassVar[str] = "A small team from all parts and ages leads the change and shows how it is done."
    source: ClassVar[str] = "SEED 004; sizes are judgement"
    role: ClassVar[Role] = Role.AMBASSADOR
    charges: ClassVar[tuple[Charge, ...]] = (
        Charge(
            "lead the change",
            "team",
            "hours",
            Per.PERSON_WEEK,
            "hours_per_week",
            1.0,
            6.0,
            "SEED 004; size L",
            reached=True,
        ),
        Charge("be briefed", "team", "hours", Per.PERSON, 4.0, 2.0, 8.0, "[TD-CIO][AFD] 4-8 h", reached=True),
        Charge("look after the team", "staff of the programme", "hours", Per.WEEK, 2.0, 0.5, 8.0),
    )
    hours_hold_writing: ClassVar[bool] = True

    kind: Literal["champion_team"] = Field(description="appoint a team from all parts and ages")
    count: int = Field(12, ge=0, le=10_000, description="how many")
    replies_per_week: float = Field(3.0, ge=0, le=50, description="replies each promises to write in a week")
    posts_per_week: float = Field(0.5, ge=0, le=20, description="posts each promises to write in a week")
    hours_per_week: float = Field(3.0, ge=0, le=20, description="time each spends in a week, in hours")

    def places(self, members: int) -> int:
        """How many are wanted at full dose."""
        del members
        return self.count

    def preference(self) -> str:
        """Who comes first within a unit and age band."""
        return "volunteers"

    def calls(self, scene: Scene, progress: Progress) -> bool:
        """Whether this is the week of the first effect."""
        return scene.day == (progress.effective or 0)

    def eligible(self, scene: Scene, progress: Progress, members: Mask) -> Mask:
        """One of each unit and age band, who sees most use in it, before any second."""
        del progress
        people = scene.world.people
        rows = np.flatnonzero(members)
        order = rows[np.lexsort((scene.persons[rows], -people.usefulness[rows]))]
        kinds = people.unit[order].astype(np.int64) * 8 + people.age_band[order]
        _, first = np.unique(kinds, return_index=True)
        chosen = np.zeros(len(members), np.bool_)
        chosen[order[first]] = True
        return chosen if int(chosen.sum()) >= self.wanted(len(rows)) else members

    def reach(self, scene: Scene, progress: Progress) -> None:
        """The team is appointed, not reached."""
        del scene
        progress.newly = np.zeros(0, np.int64)

    def welcome(self, scene: Scene, progress: Progress, chosen: NDArray[np.int64]) -> None:
        """Those who were appointed are those who were reached."""
        progress.newly = chosen
        progress.reached[chosen] = scene.persons[chosen]
        progress.reached_on[chosen] = scene.day

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """The team keeps its promise to reply, to post and to be there."""
        serving = self.serving(scene, progress)
        levers.add("duty_replies", serving, self.replies_per_week / WORKDAYS_A_WEEK)
        levers.add("duty_posts", serving, self.posts_per_week / WORKDAYS_A_WEEK)
        levers.add("prompt", serving, scene.parameters.ambassador_presence)
