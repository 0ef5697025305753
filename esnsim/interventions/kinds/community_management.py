"""Community management: people whose job it is that communities thrive.

88 % of the best communities have at least one full-time manager [CR15], one for some 5,000 to 10,000 users. They
answer what nobody answers, prompt (+10 to 30 % activity from prompts to community leaders [GUY16]), welcome, prune,
and keep away what is of no concern, which raises contribution most where much is written [REN].
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from esnsim.behaviour.person import Role
from esnsim.calendar import WEEKS_A_YEAR
from esnsim.interventions.charge import Charge, Per
from esnsim.interventions.kind import Progress
from esnsim.interventions.roles import Appointing
from esnsim.interventions.scene import Mask, Pull, Scene


class CommunityManagement(Appointing):
    """Have communities looked after.

    Attributes:
        count: How many community managers; or
        span: people of the audience for each.
        reach_of_one: People whose communities one manager can look after in full.
        replies_per_day: Replies each writes a workday, first where nobody has answered.
        posts_per_day: Prompts each writes a workday.
        tending: Part of the gap to full liveliness that full care closes, for members.
        sifting: Share of offered items that full care keeps away as of no concern.
        prompting: Log rate of contributing that full care adds.
        hours_per_week: Paid time of each, in hours.
        hired: Whether they are taken on for it: their salary is money then, and no hours of staff.
        salary: Money a year for each who is taken on, with what the employer adds.
    """

    meaning: ClassVar[str] = "Community managers answer what nobody answered, prompt, welcome, and keep noise away."
    source: ClassVar[str] = "[CR15][GUY16][REN][AON]; sizes are judgement"
    role: ClassVar[Role] = Role.COMMUNITY_MANAGER
    charges: ClassVar[tuple[Charge, ...]] = (
        Charge(
            "their job", "community managers", "hours", Per.PERSON_WEEK, "hours_per_week", 8.0, 40.0, "[CR15] full time"
        ),
    )
    hours_hold_writing: ClassVar[bool] = True

    kind: Literal["community_management"] = Field(description="have communities looked after")
    count: int | None = Field(None, ge=0, le=100_000, description="how many; or give span", examples=[2])
    span: int | None = Field(None, ge=1, description="people of the audience for each manager", examples=[5000])
    reach_of_one: int = Field(1500, ge=50, description="people whose communities one can look after in full")
    replies_per_day: float = Field(6.0, ge=0, le=20, description="replies each writes a workday")
    posts_per_day: float = Field(0.4, ge=0, le=4, description="prompts each writes a workday")
    tending: float = Field(0.1, ge=0, le=1, description="part of the gap to full liveliness closed by full care")
    sifting: float = Field(0.1, ge=0, le=1, description="share of items kept away by full care")
    prompting: float = Field(0.05, ge=0, le=1, description="log rate of contributing added by full care")
    hours_per_week: float = Field(37.5, ge=0, le=60, description="paid time of each, in hours")
    hired: bool = Field(default=False, description="whether they are taken on for it: a salary, and no hours of staff")
    salary: float = Field(65_000.0, ge=0, le=1_000_000, description="money a year for each who is taken on")

    @model_validator(mode="after")
    def _a_number_of_them(self) -> Self:
        if (self.count is None) == (self.span is None):
            raise ValueError("write either 'count', a number of managers, or 'span', people of the audience for each")
        return self

    def price(self, times: Mapping[Per, float]) -> tuple[float, float]:
        """A salary is charged once: as money where they are taken on, else as hours."""
        if not self.hired or self.cost is not None:
            return super().price(times)
        return self.dose * times[Per.PERSON_WEEK] * self.salary / WEEKS_A_YEAR, 0.0

    def places(self, members: int) -> int:
        """How many managers are wanted at full dose; with a span at least one, for whoever there is."""
        if self.count is not None:
            return self.count
        return max(1, round(members / (self.span or 1))) if members else 0

    def wanted(self, members: int) -> int:
        """A part of a job is a part-time job: the dose is what each does of it."""
        return self.places(members) if self.dose > 0.0 else 0

    def preference(self) -> str:
        """They are found among those who write most."""
        return "enthusiasts"

    def eligible(self, scene: Scene, progress: Progress, members: Mask) -> Mask:
        """They come from among those they look after."""
        return members & progress.holders(scene)

    def calls(self, scene: Scene, progress: Progress) -> bool:
        """A vacant job is filled every week."""
        del scene, progress
        return True

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Managers do their job; the audience feels it as far as there are managers enough."""
        serving = self.serving(scene, progress)
        levers.add("duty_replies", serving, self.dose * self.replies_per_day)
        levers.add("duty_posts", serving, self.dose * self.posts_per_day)
        levers.add("prompt", serving, scene.parameters.manager_presence)
        levers.add("hear", serving, scene.parameters.manager_trial)
        audience = progress.holders(scene)
        care = min(1.0, self.dose * len(serving) * self.reach_of_one / max(int(audience.sum()), 1))
        levers.add("tend", audience, care * self.tending)
        levers.add("sift", audience, care * self.sifting)
        levers.add("encourage", audience, care * self.prompting)

    def share_of_charge(self, per: Per) -> float:
        """A part of a job is a part-time job: the dose is what each does of it."""
        del per
        return self.dose
