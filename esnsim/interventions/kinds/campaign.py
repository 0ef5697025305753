"""Campaign: internal communication that makes people hear of the network and try it.

Programmes register 5 to 25 % of those left a month (fits to Pearson's launch and others, F12); enthusiasm fades with
a half-life of two to six weeks once the campaign ends [LEC14a]. A campaign moves trying far more than writing.
"""

from __future__ import annotations

import math
from typing import ClassVar, Literal

from pydantic import Field

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.interventions.charge import Charge, Per
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.moments import Duration, Span
from esnsim.interventions.scene import Pull, Scene

FADED = 6
"""Half-lives after which a campaign is over: less than 2 % is left."""


class Campaign(Kind):
    """Campaign for the network.

    Attributes:
        pull_per_month: Share of the audience that it would bring to try the network in four weeks, alone.
        reminder: Log-odds of a visit added while it runs, for those who use the network already.
        half_life: Time in which its effect halves once it has ended.
    """

    meaning: ClassVar[str] = "Posters, mails, events and managers' words make people hear of the network and try it."
    source: ClassVar[str] = "fits to launches (F12); fading [LEC14a]"
    charges: ClassVar[tuple[Charge, ...]] = (
        Charge("design and produce it", "communications staff", "hours", Per.ONCE, 80.0, 24.0, 240.0),
        Charge("posters, films and events", "programme", "money", Per.PERSON, 1.0, 0.0, 5.0),
        Charge("read and watch it", "those it is for", "minutes", Per.PERSON, 5.0, 2.0, 15.0, reached=True),
    )

    kind: Literal["campaign"] = Field(description="campaign for the network")
    duration: Duration | None = Field(Duration(4 * WORKDAYS_A_WEEK), description="how long it runs")
    pull_per_month: float = Field(0.24, ge=0, le=0.9, description="share brought to try it in four weeks, alone")
    reminder: float = Field(0.28, ge=0, le=2, description="log-odds of a visit added while it runs")
    half_life: Span = Field(2 * WORKDAYS_A_WEEK, description="time in which its effect halves after it has ended")

    @property
    def tail(self) -> int:
        """Workdays after its end during which something is still felt."""
        return FADED * self.half_life

    def strength(self, scene: Scene, progress: Progress) -> float:
        """Full while it runs, then halving with every half-life."""
        ended = progress.ends
        if ended is None or scene.day < ended:
            return self.dose
        faded: float = 0.5 ** ((scene.day - ended) / max(self.half_life, 1))
        return self.dose * faded

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """The audience hears of the network and is reminded of it."""
        audience = self.members(scene, progress)
        if self.capacity is not None:
            audience &= progress.holders(scene)
        strength = self.strength(scene, progress)
        rate = -math.log1p(-self.pull_per_month) / (4 * WORKDAYS_A_WEEK)
        levers.add("hear", audience, strength * rate)
        levers.add("prompt", audience, strength * self.reminder)
