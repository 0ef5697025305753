"""What was observed in the organisation a scenario describes, to be held against what the model makes of it.

Nothing is fitted to it: it is drawn over the curves, and how far they miss it is told.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from esnsim.calendar import LONGEST_WEEKS
from esnsim.interventions.forms import Closed

Rung = Literal["enabled", "reader", "interactive", "contributor", "regular", "lapsed"]


class Observed(Closed):
    """A share of headcount that was counted on some day.

    Attributes:
        measure: A rung of the ladder.
        week: At the end of which week; 0 for the start.
        share: Share of headcount.
        programme: The programme that describes what was done there; the baseline if left out.
        source: Who says so.
    """

    measure: Rung = Field(description="rung of the ladder")
    week: int = Field(ge=0, le=LONGEST_WEEKS, description="at the end of which week, 0 for the start")
    share: float = Field(ge=0, le=1, description="share of headcount that was counted")
    programme: str | None = Field(
        None, description="programme that describes what was done; nothing means the baseline"
    )
    source: str = Field("", max_length=300, description="who says so")
