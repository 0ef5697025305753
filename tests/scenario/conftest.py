"""Plain kinds of intervention, until the real ones are there."""

from typing import ClassVar, Literal

from pydantic import Field

import esnsim.interventions
from esnsim.interventions.base import Intervention


class Ambassadors(Intervention):
    """Volunteers who help their colleagues."""

    meaning: ClassVar[str] = "Volunteers help and invite the colleagues around them."
    kind: Literal["ambassadors"] = "ambassadors"
    count: int = Field(ge=1, le=100_000, description="how many there are")
    recruit: Literal["volunteers", "enthusiasts", "managers", "random"] = "volunteers"


class Campaign(Intervention):
    """News about the network."""

    meaning: ClassVar[str] = "Everybody hears of the network."
    kind: Literal["campaign"] = "campaign"
    reach: float = Field(0.5, ge=0, le=1, description="share reached a week")


class Training(Intervention):
    """Hands-on help."""

    kind: Literal["training"] = "training"


class LeaderPresence(Intervention):
    """Leaders write and answer."""

    kind: Literal["leader_presence"] = "leader_presence"
    replies_per_week: float = Field(3.0, ge=0, le=50)


if not hasattr(esnsim.interventions, "KINDS"):
    esnsim.interventions.KINDS = (Ambassadors, Campaign, Training, LeaderPresence)
