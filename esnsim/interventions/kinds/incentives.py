"""Incentives: points, badges and prizes for contributions.

They about doubled contributions in an experiment in a firm, partly as a novelty, and removing them cut activity, by
about half in one report [FAR08][THO12][GAM12]. While they are on they add to the wish to contribute; little by little
they take the place of the motives that were there before, which shows when they end (`behaviour.motives`).
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from esnsim.interventions.charge import Charge, Per
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.scene import Pull, Scene


class Incentives(Kind):
    """Reward contributions.

    Attributes:
        strength: Log rate of contributing added while they are on, before it saturates; see `behaviour.motives`.
    """

    meaning: ClassVar[str] = "Points, badges or prizes for what people write, as long as it lasts."
    source: ClassVar[str] = "[FAR08][THO12][GAM12], F20"
    charges: ClassVar[tuple[Charge, ...]] = (
        Charge(
            "design rules, agree on them and set them up",
            "staff of the programme",
            "hours",
            Per.ONCE,
            40.0,
            16.0,
            160.0,
        ),
        Charge("score and award", "staff of the programme", "hours", Per.WEEK, 2.0, 0.5, 8.0),
        Charge("prizes", "programme", "money", Per.PERSON_WEEK, 0.17, 0.0, 1.2, "[MIL21] 0.75 a person and month"),
        Charge("look at points", "those it is for", "minutes", Per.PERSON_WEEK, 0.5, 0.0, 3.0, reached=True),
    )

    kind: Literal["incentives"] = Field(description="reward contributions")
    strength: float = Field(
        1.3, ge=0, le=3, description="log rate of contributing added while they are on, before it saturates"
    )

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Those reached are rewarded for what they write."""
        levers.add("reward", progress.holders(scene), self.dose * self.strength)
