"""Leader presence: leaders visit, reply and post as a promise.

A 46,000-person firm with an exemplary chief executive, 18 replies and 1.6 posts a week, had 47 % interactive people
against 38 % elsewhere [SW-CEO]; replies weigh more than broadcasts. Others find no influence from the top [WAN13].
Staff are moved only by seeing managers and top leaders there, and by being answered.

Practice tells three depths apart [LI15]: leaders who listen answer now and then, those who share write, those
who engage close the loop where all can see it. What is answered by mail or in a meeting is seen by nobody else; a post
that somebody else wrote in a leader's name answers nobody.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.interventions.audience import Audience
from esnsim.interventions.charge import Charge, Per
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.scene import Pull, Scene

DEPTHS = {"listen": (2.0, 0.0), "share": (2.0, 1.5), "engage": (5.0, 1.0)}
"""Replies and posts a week that leaders of each depth promise, if nothing else is said (judgement, after [SW-CEO])."""


class LeaderPresence(Kind):
    """Have leaders be there.

    Attributes:
        depth: Whether leaders listen, share or engage: numbers of replies and posts that are promised; those that are
            written down count.
        voice: Whether they write themselves, or somebody in their name, who answers nobody.
        answered_here: Share of their answers that are given on the network, for all to see, rather than by mail.
        replies_per_week: Replies each leader promises to write in a week.
        posts_per_week: Posts each leader promises to write in a week.
        presence: Log-odds of a visit added by the promise.
        minutes_per_item: Time that a reply or post takes a leader.
    """

    meaning: ClassVar[str] = "Leaders visit, answer and now and then write themselves, where everybody can see it."
    source: ClassVar[str] = "[SW-CEO] against [WAN13]; cadence 2-5 replies and 0.5-1 post a week"
    charges: ClassVar[tuple[Charge, ...]] = (
        Charge(
            "write what was promised",
            "leaders",
            "minutes",
            Per.PERSON_WEEK,
            "minutes_per_week",
            5.0,
            60.0,
            "[SW-CEO] cadence; size L",
            reached=True,
        ),
        Charge("be briefed", "leaders", "hours", Per.PERSON, 1.0, 0.5, 2.0, reached=True),
        Charge("prepare and point out what wants an answer", "communications staff", "hours", Per.WEEK, 1.0, 0.0, 8.0),
    )
    hours_hold_writing: ClassVar[bool] = True

    kind: Literal["leader_presence"] = Field(description="have leaders be there")
    audience: Audience = Field(
        Audience(top_share=0.01), description="for whom; the highest 1 % of the staff if nothing is said"
    )
    depth: Literal["listen", "share", "engage"] | None = Field(
        None, description="listen, share or engage, instead of numbers"
    )
    voice: Literal["own", "ghostwritten"] = Field("own", description="whether leaders write themselves")
    answered_here: float = Field(
        1.0, ge=0, le=1, description="share of answers given on the network rather than elsewhere"
    )
    replies_per_week: float = Field(3.0, ge=0, le=50, description="replies each leader promises to write in a week")
    posts_per_week: float = Field(0.75, ge=0, le=20, description="posts each leader promises to write in a week")
    presence: float = Field(0.5, ge=0, le=4, description="log-odds of a leader's visit added by the promise")
    minutes_per_item: float = Field(6.0, ge=0, le=60, description="time that a reply or post takes a leader, minutes")

    @model_validator(mode="before")
    @classmethod
    def _as_deep_as_said(cls, content: object) -> object:
        """Fill in what a depth means, where no numbers are written."""
        depth = content.get("depth") if isinstance(content, dict) else None
        if not isinstance(content, dict) or not isinstance(depth, str) or depth not in DEPTHS:
            return content
        replies, posts = DEPTHS[depth]
        return {"replies_per_week": replies, "posts_per_week": posts, **content}

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Leaders reached keep their promise as far as they dare."""
        bound = progress.holders(scene)
        levers.add("duty_replies", bound, self.dose * self.seen_replies / WORKDAYS_A_WEEK)
        levers.add("duty_posts", bound, self.dose * self.posts_per_week / WORKDAYS_A_WEEK)
        levers.add("prompt", bound, self.dose * self.presence)
        levers.add("hear", bound, self.dose * scene.parameters.leader_trial)

    @property
    def seen_replies(self) -> float:
        """Replies a week that others can see."""
        return self.replies_per_week * self.answered_here if self.voice == "own" else 0.0

    @property
    def minutes_per_week(self) -> float:
        """Time of each leader for what was promised, in minutes a week."""
        return (self.seen_replies + self.posts_per_week) * self.minutes_per_item
