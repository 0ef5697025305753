"""Incentives: points, badges and prizes for contributions.

They about doubled contributions in an experiment in a firm, partly as a novelty, and removing them cut activity, by
about half in one report [FAR08][THO12][GAM12]. While they are on they add to the wish to contribute; little by little
they take the place of the motives that were there before, which shows when they end (`behaviour.motives`).
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.scene import Pull, Scene


class Incentives(Kind):
    """Reward contributions.

    Attributes:
        strength: Log rate of contributing added while they are on, before it saturates; see `behaviour.motives`.
    """

    meaning: ClassVar[str] = "Points, badges or prizes for what people write, as long as it lasts."
    source: ClassVar[str] = "[FAR08][THO12][GAM12], F20"

    kind: Literal["incentives"] = Field(description="reward contributions")
    strength: float = Field(
        1.1, ge=0, le=3, description="log rate of contributing added while they are on, before it saturates"
    )

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Those reached are rewarded for what they write."""
        levers.add("reward", progress.holders(scene), self.dose * self.strength)
