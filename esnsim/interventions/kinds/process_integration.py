"""Process integration: work happens on the network.

Files, financial results and questions to leaders are to be found and answered there and not by mail [SEED 000]; a
network outside the work is visited by will alone [SEED 002]. It gives reasons to come (a cue that habit can form
around), and content worth finding. Spaces for working together outlive announcements [LEC14a]. Work that moves is
finite: not everybody has such work, what must be agreed on moves by whole teams (access for single people left meetings
as they were [DIL25]), what has moved does not move again with a second programme, and a task asks for so many posts and
replies and no more, some of which would have been written there anyway.
"""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from esnsim.interventions.charge import Charge, Per
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.scene import Mask, Pull, Scene
from esnsim.rng.address import Draw


class ProcessIntegration(Kind):
    """Let work happen on the network.

    Attributes:
        moved: Share of teams whose work moves there; a team is whoever reports to one person.
        cue: Log-odds of a visit added because a task is done there.
        content: Useful content put within reach, worth so many posts.
        enrolment: Hazard to begin, per workday, because a task needs it.
        exchange: Posts and replies a visit that the task asks for.
        hours_each: Time it takes each person reached to learn the new way, in hours.
    """

    meaning: ClassVar[str] = "What people need for their work is to be found, asked and decided there, and not by mail."
    source: ClassVar[str] = "SEED 000, 002; [LEC14a][DIL25]; sizes are judgement"
    charges: ClassVar[tuple[Charge, ...]] = (
        Charge("describe and set up the new way", "staff of the programme", "hours", Per.ONCE, 80.0, 20.0, 320.0),
        Charge(
            "move what a team works with",
            "staff of the programme",
            "hours",
            Per.PERSON,
            0.5,
            0.25,
            4.0,
            "[SAN20] under 23 dollars each",
        ),
        Charge(
            "learn the new way", "those whose work moves", "hours", Per.PERSON, "hours_each", 0.25, 4.0, reached=True
        ),
    )
    moves_work: ClassVar[bool] = True

    kind: Literal["process_integration"] = Field(description="let work happen on the network")
    moved: float = Field(0.2, ge=0, le=1, description="share of teams whose work moves there")
    cue: float = Field(1.5, ge=0, le=4, description="log-odds of a visit added because a task is done there")
    content: float = Field(15.0, ge=0, le=200, description="useful content put within reach, worth so many posts")
    enrolment: float = Field(0.04, ge=0, le=1, description="hazard to begin, per workday, because a task needs it")
    exchange: float = Field(0.035, ge=0, le=5, description="posts and replies a visit that the task asks for")
    hours_each: float = Field(0.5, ge=0, le=16, description="time to learn the new way, for each person, in hours")

    @property
    def part_of_audience(self) -> float:
        """Of the teams in the audience, those whose work moves."""
        return self.moved

    def members(self, scene: Scene, progress: Progress) -> Mask:
        """Those of the audience whose team's work moves: decided by the position of the team's manager.

        What another intervention has moved is there already.
        """
        members = super().members(scene, progress)
        manager = scene.world.people.manager
        team = np.where(manager >= 0, manager, np.arange(len(manager)))
        moves: Mask = scene.numbers_of_positions(Draw.WORK, progress.ordinal)[team] < self.moved
        return members & moves & ~progress.elsewhere

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Those reached have reasons to come, to look and to write."""
        bound = progress.holders(scene)
        levers.add("prompt", bound, self.dose * self.cue)
        levers.add("content", bound, self.dose * self.content)
        levers.add("hear", bound, self.dose * self.enrolment)
        a_post = 1.0 / (1.0 + scene.parameters.replies_a_post)
        levers.add("duty_posts", bound, self.dose * self.exchange * a_post)
        levers.add("duty_replies", bound, self.dose * self.exchange * (1.0 - a_post))
