"""What can be done in the app: each kind of intervention with one slider in plain words.

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
        title: What a button says.
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
    title: str
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
    def meaning(self) -> str:
        """What it means, in a sentence."""
        return kinds()[self.kind].meaning


PRICE = 30.0
"""Points for full strength of a kind whose price nobody has judged: that of most."""

PART = {"share": 0.2}
"""Whom a pilot reaches, drawn by chance."""
JUDGED = (
    Slider("ambassadors", "Ambassadors", "share", 0.2, 5.0, 0.2, 1.4, "% of the people", 20.0, scale=0.01),
    Slider("senior_training", "Train the leaders, in private", "dose", 0.1, 1.0, 0.1, 1.0, "of the session", 10.0),
    Slider("leader_presence", "Leaders are there", "replies_per_week", 0, 10, 0.5, 3, "replies a leader and week", 5.0),
    Slider("training", "Hands-on training for all", "dose", 0.1, 1.0, 0.1, 1.0, "of a session", 60.0),
    Slider("campaign", "Campaign", "dose", 0.1, 1.0, 0.1, 1.0, "of full strength", 20.0),
    Slider("community_management", "Community managers", "count", 1, 10, 1, 1, "people", 25.0),
    Slider("process_integration", "Let work happen there", "dose", 0.1, 1.0, 0.1, 0.5, "of the processes", 80.0),
    Slider("integration", "Put it into mail and chat", "dose", 0.1, 1.0, 0.1, 1.0, "of full strength", 30.0),
    Slider("listening", "Ask for feedback", "answered", 0.0, 1.0, 0.1, 0.8, "of it is answered", 15.0),
    Slider("recognition", "Peers thank each other", "strength", 0.1, 1.0, 0.1, 0.2, "strength", 30.0),
    Slider("case_studies", "Tell uses that worked", "per_month", 1, 20, 1, 4, "stories a month", 4.0),
    Slider("reactivation", "Win people back", "dose", 0.1, 1.0, 0.1, 1.0, "of full strength", 25.0),
    Slider("onboarding", "Newcomers begin there", "dose", 0.1, 1.0, 0.1, 1.0, "of full strength", 15.0),
    Slider("trust_building", "Leaders earn trust", "dose", 0.1, 1.0, 0.1, 1.0, "of full strength", 30.0),
    Slider("champion_team", "A team from all parts", "count", 2, 40, 1, 12, "people", 2.5),
    Slider("pilot", "Begin with a part", "dose", 0.1, 1.0, 0.1, 1.0, "of full help", 20.0, (("audience", PART),)),
    Slider("early_wins", "Show first results", "dose", 0.1, 1.0, 0.1, 1.0, "of full strength", 10.0),
    Slider("policy", "Clear rules", "clarity", 0.0, 1.0, 0.1, 0.7, "how clear", 10.0),
    Slider("mandate", "Order people to use it", "strictness", 0.1, 1.0, 0.1, 0.6, "strictness", 5.0),
    Slider("incentives", "Reward contributions", "strength", 0.1, 2.0, 0.1, 0.5, "strength", 30.0),
)
"""Sliders that somebody chose the words and the price of, in the order of the app."""


def slider_of(kind: str) -> Slider:
    """A slider for the dose of a kind, in words of its own."""
    title = in_words(kind).replace("_", " ").capitalize()
    return Slider(kind, title, "dose", 0.1, 1.0, 0.1, 1.0, "of full strength", PRICE)


def sliders_of(kinds: Iterable[str]) -> tuple[Slider, ...]:
    """A slider for each of these kinds: those that were judged first."""
    wanted = dict.fromkeys(kinds)
    judged = [lever for lever in JUDGED if lever.kind in wanted]
    known = {lever.kind for lever in judged}
    return (*judged, *(slider_of(kind) for kind in wanted if kind not in known))


SLIDERS = sliders_of(kinds())
SLIDER = {lever.kind: lever for lever in SLIDERS}
