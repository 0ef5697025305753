"""What the parts of the page of play know of the page they are parts of."""

from __future__ import annotations

from typing import Protocol

from shiny import Inputs, reactive

from esnsim.web.desk import Desk
from esnsim.web.fields import Fields
from esnsim.web.play.accounts import PlanAccounts
from esnsim.web.play.forms import PlanTable, Screen
from esnsim.web.play.play import Play


class PlayPage(Protocol):
    """One browser's page of play, as its parts see it.

    Attributes:
        input: What is said in the page.
        fields: The same, checked.
        play: What is played, None until everybody is at their desk; touched by one thread at a time.
        desk: The work of this browser.
        shown: What the page shows.
        tabled: The plans among it, which are drawn only when they change.
        accounts: What the plans take, and what becomes of the goal; likewise.
        running: Whether days go by, as the page says it.
        trouble: What was refused, in words.
    """

    input: Inputs
    fields: Fields
    play: Play | None
    desk: Desk
    shown: reactive.Value[Screen | None]
    tabled: reactive.Value[PlanTable | None]
    accounts: reactive.Value[PlanAccounts | None]
    running: reactive.Value[bool]
    trouble: reactive.Value[str]

    def refresh(self) -> None:
        """Show what is played once more, if anything is."""
