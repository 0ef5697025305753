"""What can be done in the app: each kind of intervention with one slider, named as in scenario files.

A kind that has no slider here gets one for its dose, so that whatever a scenario may use is in the app too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from esnsim.experiments.design.labels import in_words
from esnsim.interventions import kinds


class Slider(NamedTuple):
    """Something to do.

    Attributes:
        kind: Kind of intervention.
        entry: Entry of the intervention that the slider sets.
        low: Lowest value.
        high: Highest value.
        step: Between two values.
        usual: Where the slider stands at first.
        unit: What the value counts.
        price: Points that a class pays for each unit of the slider (judgement: a day of staff is about a point).
        more: Further entries of the intervention.
        scale: What the value is multiplied with for the intervention, such as 0.01 for percent.
    """

    kind: str
    entry: str
    low: float
    high: float
    step: float
    usual: float
    unit: str
    price: float
    more: tuple[tuple[str, Any], ...] = ()
    scale: float = 1.0

    def intervention(self, amount: float, start: str) -> dict[str, Any]:
        """The intervention, as a scenario file writes it.

        Args:
            amount: Where the slider stands.
            start: When it begins.
        """
        whole = self.step >= 1.0 and float(amount).is_integer()
        value = int(amount) if whole else round(float(amount) * self.scale, 6)
        return {"kind": self.kind, self.entry: value, "start": start, **dict(self.more)}

    def cost(self, amount: float) -> float:
        """Points that a class pays."""
        return self.price * amount

    @property
    def title(self) -> str:
        """What a button says: the kind as scenario files have it, in words."""
        return in_words(self.kind).replace("_", " ").capitalize()

    @property
    def meaning(self) -> str:
        """What it means, in a sentence."""
        return kinds()[self.kind].meaning


PRICE = 30.0
"""Points for full strength of a kind whose price nobody has judged: that of most."""

PART = {"share": 0.2}
"""Whom a pilot reaches, drawn by chance."""
JUDGED = (
    Slider("ambassadors", "share", 0.2, 5.0, 0.2, 1.4, "% of the people", 20.0, scale=0.01),
    Slider("senior_training", "dose", 0.1, 1.0, 0.1, 1.0, "of the session", 10.0),
    Slider("leader_presence", "replies_per_week", 0, 10, 0.5, 3, "replies a leader and week", 5.0),
    Slider("training", "dose", 0.1, 1.0, 0.1, 1.0, "of a session", 60.0),
    Slider("campaign", "dose", 0.1, 1.0, 0.1, 1.0, "of full strength", 20.0),
    Slider("community_management", "count", 1, 10, 1, 1, "people", 25.0),
    Slider("process_integration", "dose", 0.1, 1.0, 0.1, 0.5, "of the processes", 80.0),
    Slider("integration", "dose", 0.1, 1.0, 0.1, 1.0, "of full strength", 30.0),
    Slider("listening", "answered", 0.0, 1.0, 0.1, 0.8, "of it is answered", 15.0),
    Slider("recognition", "strength", 0.1, 1.0, 0.1, 0.2, "strength", 30.0),
    Slider("case_studies", "per_month", 1, 20, 1, 4, "stories a month", 4.0),
    Slider("reactivation", "dose", 0.1, 1.0, 0.1, 1.0, "of full strength", 25.0),
    Slider("onboarding", "dose", 0.1, 1.0, 0.1, 1.0, "of full strength", 15.0),
    Slider("trust_building", "dose", 0.1, 1.0, 0.1, 1.0, "of full strength", 30.0),
    Slider("champion_team", "count", 2, 40, 1, 12, "people", 2.5),
    Slider("pilot", "dose", 0.1, 1.0, 0.1, 1.0, "of full help", 20.0, (("audience", PART),)),
    Slider("early_wins", "dose", 0.1, 1.0, 0.1, 1.0, "of full strength", 10.0),
    Slider("policy", "clarity", 0.0, 1.0, 0.1, 0.7, "how clear", 10.0),
    Slider("mandate", "strictness", 0.1, 1.0, 0.1, 0.6, "strictness", 5.0),
    Slider("incentives", "strength", 0.1, 2.0, 0.1, 0.5, "strength", 30.0),
)
"""Sliders whose entry and price somebody chose, in the order of the app."""


def slider_of(kind: str) -> Slider:
    """A slider for the dose of a kind."""
    return Slider(kind, "dose", 0.1, 1.0, 0.1, 1.0, "of full strength", PRICE)


def sliders_of(kinds: Iterable[str]) -> tuple[Slider, ...]:
    """A slider for each of these kinds: those that were judged first."""
    wanted = dict.fromkeys(kinds)
    judged = [slider for slider in JUDGED if slider.kind in wanted]
    known = {slider.kind for slider in judged}
    return (*judged, *(slider_of(kind) for kind in wanted if kind not in known))


SLIDERS = sliders_of(kinds())
SLIDER = {slider.kind: slider for slider in SLIDERS}
