"""What the page of play tells, and what can be taken away from it."""

from __future__ import annotations

from typing import Any

from shiny import render, ui

from esnsim.report.text.ladder import DEFINITIONS
from esnsim.web.catalogue import lever_help
from esnsim.web.chores import report_page
from esnsim.web.play.accounts import account_table
from esnsim.web.play.forms import PLAN_COLOURS, item
from esnsim.web.play.parts import PlayPage
from esnsim.web.play.play import SHOWN, Play
from esnsim.web.play.sureness import Sureness
from esnsim.web.play.take import data_csv
from esnsim.web.range_field import range_field
from esnsim.web.sliders import SLIDER


class Told:
    """Everything on the page that follows from what is shown."""

    def __init__(self, page: PlayPage, sureness: Sureness) -> None:
        """Wire this part of the page."""
        self.page, self.sureness = page, sureness
        self._words()
        self._lever()
        self._plans()
        self._take_away()

    def _words(self) -> None:
        page = self.page

        @render.text
        def question() -> str:
            now = page.shown.get()
            return "" if now is None else now.question

        @render.text
        def now() -> str:
            current = page.shown.get()
            return "Getting ready ..." if current is None else current.now

        @render.text
        def meaning() -> str:
            rung = page.input.rung()
            return DEFINITIONS[rung] if rung in SHOWN else ""

        @render.text
        def mapped() -> str:
            current = page.tabled.get()
            return "Units" if current is None else f"Units, with '{current.active}'"

        @render.ui
        def problem() -> ui.Tag | None:
            text, look = page.trouble.get(), "alert alert-warning"
            return ui.div(text, class_=look, role="alert", style="white-space: pre-wrap") if text else None

        @render.ui
        def files() -> ui.Tag | None:
            current = page.tabled.get()
            if current is None or not current.files:
                return None
            found = ui.tags.ul(*(ui.tags.li(each) for each in current.files))
            return ui.tags.details(ui.tags.summary("What was made of the files"), found, open="", class_="files")

    def _lever(self) -> None:
        page = self.page

        @render.ui
        def amount() -> ui.TagList | None:
            chosen = page.input.lever()
            slider = SLIDER.get(chosen) if isinstance(chosen, str) else None
            if slider is None:
                return None
            label, limits = f"How much ({slider.unit})", (slider.low, slider.high, slider.usual)
            amount = range_field("lever_amount", label, *limits, step=slider.step)
            return ui.TagList(ui.p(slider.meaning, class_="hint"), lever_help(slider.kind), amount)

    def _plans(self) -> None:
        page = self.page

        @render.ui
        def plans() -> ui.Tag | None:
            current = page.tabled.get()
            if current is None:
                return None
            choices = {
                name: ui.span(ui.tags.i(class_="swatch", style=f"background:{PLAN_COLOURS[nth]}"), name)
                for nth, name in enumerate(current.plans)
            }
            return ui.input_radio_buttons("active", "Plan", choices, selected=current.active)

        @render.ui
        def doing() -> ui.Tag | None:
            current = page.tabled.get()
            if current is None:
                return None
            if not current.doing:
                return ui.p("Nothing is done.", class_="hint")
            return ui.tags.ul(*(item(nth, one) for nth, one in enumerate(current.doing)), class_="doing")

        @render.ui
        def accounts() -> ui.TagList | None:
            current = page.accounts.get()
            return None if current is None else account_table(current, self.sureness.of(current))

    def _take_away(self) -> None:
        page = self.page

        @render.download_button(filename="scenario.yaml")
        async def take_yaml() -> Any:  # noqa: ANN401 - a generator of text
            play = page.play
            yield "" if play is None else await page.desk.in_turn(lambda: play.yaml)

        @render.download_button(filename="days.csv")
        async def take_data() -> Any:  # noqa: ANN401
            play = page.play
            yield "" if play is None else await page.desk.in_turn(data_csv, play)

        @render.download_button(filename="report.html")
        async def take_report() -> Any:  # noqa: ANN401
            play = page.play
            yield "" if play is None else await self._report(play)

    async def _report(self, play: Play) -> str:
        """The report, unless whoever asked leaves before it is written."""
        desk = self.page.desk
        content = await desk.in_turn(play.content)
        task = desk.go(desk.workers.long(report_page, content))
        return "" if task is None else await task
