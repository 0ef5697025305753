"""Looking inside on the page of play: a unit, a person, and what led to each of their steps."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from shiny import reactive, render, ui

from esnsim.web.chores import story
from esnsim.web.fields import on
from esnsim.web.play.forms import LookedAt
from esnsim.web.play.parts import PlayPage
from esnsim.web.play.play import Play

BACK = "Looking back ..."
SETTLED = 0.3
"""Seconds without anything new before somebody's past is asked for."""


class Inside:
    """What one browser looks at.

    Attributes:
        looked: Which unit or person.
        told: What happened to the person.
    """

    def __init__(self, page: PlayPage) -> None:
        """Wire this part of the page."""
        self.page = page
        self.looked: LookedAt | None = None
        self.told = reactive.Value("", name="told")
        self._wanted: Play | None = None
        self._task: asyncio.Task[None] | None = None
        on(page.input["unit"], lambda: self._look("unit"), page.trouble)
        on(page.input["person"], lambda: self._look("person"), page.trouble)
        self._show()

    def _look(self, what: str) -> None:
        now = self.page.shown.get()
        if now is None or self.page.play is None:
            return
        most = now.units if what == "unit" else now.people
        self.looked = LookedAt(what, self.page.fields.whole(what, 0, most - 1))
        self.page.refresh()

    def look_back(self, play: Play) -> None:
        """Ask what happened to whom is looked at, up to where it stands when nothing more is asked for."""
        if self.looked is None or self.looked.what != "person":
            return
        self.told.set(BACK)
        self._wanted = play
        if self._task is None or self._task.done():
            self._task = self.page.desk.go(self._look_back())

    async def _look_back(self) -> None:
        desk = self.page.desk
        while self._wanted is not None:
            await asyncio.sleep(SETTLED)
            play, looked, self._wanted = self._wanted, self.looked, None
            if looked is None or looked.what != "person":
                return
            content, active, day = await desk.in_turn(_where, play)
            told = await desk.workers.long(story, content, active, looked.nth, day)
            if self._wanted is None and looked == self.looked:
                await desk.tell(partial(self.told.set, told))

    def _show(self) -> None:
        page = self.page

        @render.ui
        def inside() -> ui.TagList | ui.Tag:
            now = page.shown.get()
            if now is None or now.inside is None:
                return ui.p("Click a unit of the map, then one of its people.", class_="hint")
            return now.inside

        @render.ui
        def story() -> ui.TagList | ui.Tag | None:
            now = page.shown.get()
            if now is None or now.inside is None or self.looked is None or self.looked.what != "person":
                return None
            if page.running.get():
                return ui.p("Pause to read what happened.", class_="hint")
            told = self.told.get()
            return ui.p(BACK, class_="hint") if told == BACK else ui.TagList(ui.HTML(told))


def _where(play: Play) -> tuple[dict[str, Any], str, int]:
    """What is played, the active plan, and the day."""
    return play.content(), play.table.active, play.table.day
