"""Ambassadors: volunteers who help their colleagues to use the network.

In practice about 1 in 75 people (TD Bank 0.7-0.9 %, La Poste 1.0 %, Pearson 1.4 %, Canal+ 2.9 %) [AMB][TD-CIO];
no released time and no official status [SEED 004]; one to two hours a week. Opinion leaders move the behaviour of
those around them by a median of 12 points in health care [FLO11]. What an ambassador does to contacts stands in the
rules (invitation, teaching, support); here they are found, asked to reply and to be present, and renewed.
"""

from __future__ import annotations

from typing import ClassVar, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from esnsim.behaviour.person import Role
from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.interventions.charge import Charge, Per
from esnsim.interventions.kind import Progress
from esnsim.interventions.lessons import teach
from esnsim.interventions.moments import Span
from esnsim.interventions.roles import Appointing
from esnsim.interventions.scene import Mask, Pull, Scene

Recruitment = Literal[
    "volunteers", "enthusiasts", "managers", "most_central", "nominated", "community_owners", "random"
]


class Ambassadors(Appointing):
    """Recruit ambassadors.

    Attributes:
        count: How many; or
        share: which share of the audience.
        recruit: How they are found.
        replies_per_week: Replies each promises to write in a week.
        posts_per_week: Posts each promises to write in a week.
        hours_per_week: Own time each spends in a week; counted in hours, not paid.
        renew_every: Time after which vacant places are filled again; nothing means never.
        confirmed_by_manager: Whether the line manager has to agree, as only those do who are on the network themselves.
        objective: Whether it was said what the role is for; where not, ``vague_promise`` of each is kept.
        privileges: Share of the gap to full ease and believed usefulness that extra training and previews close in the
            first week.
        help: Whether they coach, which is show what the network is good for, or support, which is answer how-to
            questions: colleagues find it easier then, and posts are fewer.
        own_community: Whether they have a community of their own, to help each other.
        visibility: How much more their posts attract because a badge, a signature or a directory shows them.
    """

    meaning: ClassVar[str] = (
        "Volunteers among the staff invite colleagues, answer their posts and show what it is good for."
    )
    source: ClassVar[str] = "[AMB][TD-CIO][FLO11] SEED 004"
    role: ClassVar[Role] = Role.AMBASSADOR
    charges: ClassVar[tuple[Charge, ...]] = (
        Charge(
            "be there, answer and invite",
            "ambassadors",
            "hours",
            Per.PERSON_WEEK,
            "hours_per_week",
            1.0,
            2.0,
            "[AMB][TD-CIO]",
            reached=True,
        ),
        Charge("be briefed", "ambassadors", "hours", Per.PERSON, 4.0, 2.0, 8.0, "[TD-CIO][AFD] 4-8 h", reached=True),
        Charge("look after ambassadors", "staff of the programme", "hours", Per.WEEK, 2.0, 0.5, 8.0),
    )
    hours_hold_writing: ClassVar[bool] = True

    kind: Literal["ambassadors"] = Field(description="recruit ambassadors")
    count: int | None = Field(
        None, ge=0, le=1_000_000, description="how many ambassadors; or give share", examples=[500]
    )
    share: float | None = Field(
        None, ge=0, le=1, description="ambassadors as a share of the audience", examples=[0.013]
    )
    recruit: Recruitment = Field("volunteers", description="how they are found")
    replies_per_week: float = Field(3.0, ge=0, le=50, description="replies each promises to write in a week")
    posts_per_week: float = Field(0.5, ge=0, le=20, description="posts each promises to write in a week")
    hours_per_week: float = Field(1.5, ge=0, le=20, description="own time each spends in a week, in hours")
    renew_every: Span | None = Field(None, description="time after which vacant places are filled again")
    confirmed_by_manager: bool = Field(default=False, description="whether the manager has to be a reader, and agrees")
    objective: Literal["clear", "vague"] = Field("clear", description="whether it was said what the role is for")
    privileges: float = Field(
        0.0,
        ge=0,
        le=0.95,
        description="share of the gap to full ease and usefulness closed by training and previews",
    )

    help: Literal["coach", "support"] = Field("coach", description="show uses, or answer how-to questions")
    own_community: bool = Field(default=False, description="whether they have a community to help each other")
    visibility: float = Field(
        0.0, ge=0, le=3, description="how much more their posts attract by badge, signature, directory"
    )

    @model_validator(mode="after")
    def _a_number_of_them(self) -> Self:
        if (self.count is None) == (self.share is None):
            raise ValueError("write either 'count', a number of people, or 'share', a share of the audience")
        return self

    def places(self, members: int) -> int:
        """How many ambassadors are wanted at full dose."""
        return self.count if self.count is not None else round((self.share or 0.0) * members)

    def preference(self) -> str:
        """How they are found."""
        return self.recruit

    def calls(self, scene: Scene, progress: Progress) -> bool:
        """Whether this is the week of the first effect or of a renewal; renewals fall on whole weeks."""
        since = scene.day - (progress.effective or 0)
        if self.renew_every is None:
            return since == 0
        weeks = max(1, -(-self.renew_every // WORKDAYS_A_WEEK))
        return since % (weeks * WORKDAYS_A_WEEK) == 0

    def eligible(self, scene: Scene, progress: Progress, members: Mask) -> Mask:
        """Those in the audience whose manager agrees, where that is asked for; nobody has to ask above the head."""
        members = super().eligible(scene, progress, members)
        if not self.confirmed_by_manager:
            return members
        manager = scene.world.people.manager
        agreed: Mask = members & ((manager < 0) | scene.state["reader"][np.maximum(manager, 0)])
        return agreed

    def reach(self, scene: Scene, progress: Progress) -> None:
        """Ambassadors are appointed, not reached."""
        del scene
        progress.newly = np.zeros(0, np.int64)

    def welcome(self, scene: Scene, progress: Progress, chosen: NDArray[np.int64]) -> None:
        """Those who were appointed are those who were reached."""
        progress.newly = chosen
        progress.reached[chosen] = scene.persons[chosen]
        progress.reached_on[chosen] = scene.day

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Ambassadors keep their promise to reply, to post and to be there."""
        serving, parameters = self.serving(scene, progress), scene.parameters
        kept = 1.0 if self.objective == "clear" else parameters.vague_promise
        levers.add("duty_replies", serving, kept * self.replies_per_week / WORKDAYS_A_WEEK)
        posts = self.posts_per_week * (parameters.support_posts if self.help == "support" else 1.0)
        levers.add("duty_posts", serving, kept * posts / WORKDAYS_A_WEEK)
        levers.add("prompt", serving, kept * parameters.ambassador_presence)
        if self.help == "support":
            levers.add("teach_ease", self._colleagues(scene, progress, serving), kept * parameters.support_ease)
        if self.own_community:
            levers.add("encourage", serving, parameters.ambassador_company)
        if self.visibility:
            levers.add("show", serving, self.visibility)
        if self.privileges:
            teach(levers, progress.newly, {"teach_ease": self.privileges, "teach_usefulness": self.privileges})

    def _colleagues(self, scene: Scene, progress: Progress, serving: NDArray[np.int64]) -> Mask:
        """Those in the audience who work with somebody who serves."""
        ties = scene.world.ties
        near = np.zeros(len(scene.persons), np.bool_)
        for row in serving.tolist():
            near[ties.other[int(ties.start[row]) : int(ties.start[row + 1])]] = True
        found: Mask = near & self.members(scene, progress)
        return found
