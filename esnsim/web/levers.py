"""What can be done in the app: each kind of intervention with one slider in plain words."""

from __future__ import annotations

from typing import Any, NamedTuple

from esnsim.interventions import KINDS, Kind


class Lever(NamedTuple):
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
        return KIND[self.kind].meaning


KIND: dict[str, type[Kind]] = {kind.model_fields["kind"].annotation.__args__[0]: kind for kind in KINDS}  # type: ignore[union-attr]

LEVERS = (
    Lever("ambassadors", "Ambassadors", "share", 0.2, 5.0, 0.2, 1.4, "% of the people", 20.0, scale=0.01),
    Lever("senior_training", "Train the leaders, in private", "dose", 0.1, 1.0, 0.1, 1.0, "of the session", 10.0),
    Lever("leader_presence", "Leaders are there", "replies_per_week", 0, 10, 0.5, 3, "replies a leader and week", 5.0),
    Lever("training", "Hands-on training for all", "dose", 0.1, 1.0, 0.1, 1.0, "of a session", 60.0),
    Lever("campaign", "Campaign", "dose", 0.1, 1.0, 0.1, 1.0, "of full strength", 20.0),
    Lever("community_management", "Community managers", "count", 1, 10, 1, 1, "people", 25.0),
    Lever("process_integration", "Let work happen there", "dose", 0.1, 1.0, 0.1, 0.5, "of the processes", 80.0),
    Lever("integration", "Put it into mail and chat", "dose", 0.1, 1.0, 0.1, 1.0, "of full strength", 30.0),
    Lever("listening", "Ask for feedback", "answered", 0.0, 1.0, 0.1, 0.8, "of it is answered", 15.0),
    Lever("recognition", "Peers thank each other", "strength", 0.1, 1.0, 0.1, 0.2, "strength", 30.0),
    Lever("case_studies", "Tell uses that worked", "per_month", 1, 20, 1, 4, "stories a month", 4.0),
    Lever("reactivation", "Win people back", "dose", 0.1, 1.0, 0.1, 1.0, "of full strength", 25.0),
    Lever("onboarding", "Newcomers begin there", "dose", 0.1, 1.0, 0.1, 1.0, "of full strength", 15.0),
    Lever("trust_building", "Leaders earn trust", "dose", 0.1, 1.0, 0.1, 1.0, "of full strength", 30.0),
    Lever("mandate", "Order people to use it", "strictness", 0.1, 1.0, 0.1, 0.6, "strictness", 5.0),
    Lever("incentives", "Reward contributions", "strength", 0.1, 2.0, 0.1, 0.5, "strength", 30.0),
)
LEVER = {lever.kind: lever for lever in LEVERS}
