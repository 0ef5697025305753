"""What something more would take, told before it is added."""

from __future__ import annotations

import asyncio
from functools import partial

from shiny import reactive, render

from esnsim.numerals import numeral
from esnsim.report.text.deciding.limits import MARK, is_over
from esnsim.web.play.parts import PlayPage
from esnsim.web.play.play import Play
from esnsim.web.sliders import SLIDER

SETTLED = 0.2
"""Seconds without anything new before it is priced."""
LEAST = 0.5
"""A sum that is written as one at least."""


class Offer:
    """What is chosen on one browser's page, and what it would take.

    Attributes:
        told: In a sentence; empty while it is worked out.
    """

    def __init__(self, page: PlayPage) -> None:
        """Wire this part of the page."""
        self.page = page
        self.told = reactive.Value("", name="told")
        self._wanted: tuple[Play, str, float] | None = None
        self._task: asyncio.Task[None] | None = None

        @reactive.effect
        def _chosen() -> None:
            page.tabled.get()
            kind, amount = page.input["lever"](), page.input["lever_amount"]()
            if not page.running.get():
                with reactive.isolate():
                    self._price(kind, amount)

        @render.text
        def offer() -> str:
            return self.told.get()

    def _price(self, kind: object, amount: object) -> None:
        """Have it priced, if it is something that can be done."""
        play, slider = self.page.play, SLIDER.get(kind) if isinstance(kind, str) else None
        self.told.set("")
        if play is None or slider is None or not isinstance(amount, int | float):
            return
        if not slider.low <= amount <= slider.high:
            return
        self._wanted = play, slider.kind, float(amount)
        if self._task is None or self._task.done():
            self._task = self.page.desk.go(self._work_out())

    async def _work_out(self) -> None:
        desk = self.page.desk
        while self._wanted is not None:
            await asyncio.sleep(SETTLED)
            wanted, self._wanted = self._wanted, None
            told = await desk.in_turn(offer_told, *wanted)
            if self._wanted is None and wanted[0] is self.page.play:
                await desk.tell(partial(self.told.set, told))


def offer_told(play: Play, kind: str, amount: float) -> str:
    """What something more would take from tomorrow until the end, and the active plan with it; empty at the end."""
    if play.table.day >= play.last_day:
        return ""
    scenario, plan, more = play.setting.scenario, play.prices[play.table.active], play.offered(kind, amount)
    sums = (
        (more.money, plan.money, scenario.budget, scenario.currency),
        (more.hours, plan.hours, scenario.staff_hours, "hours of staff"),
    )
    parts = [_told(*each) for each in sums if each[0] >= LEAST]
    return f"Takes some {' and '.join(parts)} until the end." if parts else "Takes no money and no hours of staff."


def _told(more: float, before: float, allowed: float | None, unit: str) -> str:
    """A sum that would be added, and what it would make of what is allowed."""
    text = f"{numeral(more, ',.0f')} {unit}"
    if allowed is None:
        return text
    mark = MARK if is_over(before + more, allowed) else ""
    return f"{text} (the plan then {numeral(before + more, ',.0f')}{mark} of {numeral(allowed, ',.0f')})"
