"""What happens on the page of play when something is said in it: one object for each browser."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from shiny import Inputs, Session, reactive, render, ui

from esnsim.errors import EsnsimError
from esnsim.interventions.workdays import WORKDAYS_A_WEEK
from esnsim.report.rungs import DEFINITIONS
from esnsim.scenario import Scenario
from esnsim.scenario import load as load_scenario
from esnsim.web.levers import LEVER
from esnsim.web.look import person_story, person_today, unit_people
from esnsim.web.play import Plan, Play
from esnsim.web.play_words import PLAN_COLOURS, asked, item, picture, said
from esnsim.web.take import data_csv, report_html

TICK, BREATH = 0.04, 0.02
"""Seconds between two looks at the screen while it runs, and for others in between at least."""


class PlaySession:
    """One browser's page of play.

    Attributes:
        play: What is played, None until everybody is at their desk.
        news: Grows with every change of it.
        running: Whether days go by.
        trouble: What was refused, in words.
        looked: What is looked at: ``unit`` or ``person``, and which.
    """

    def __init__(self, input: Inputs, session: Session, first: str) -> None:  # noqa: A002 - the library's name
        """Wire the page.

        Args:
            input: What is said in the page.
            session: Whose page it is.
            first: Name or file of the scenario that is played first.
        """
        self.input, self.session = input, session
        self.play: reactive.Value[Play | None] = reactive.Value(None)
        self.news = reactive.Value(0)
        self.running: reactive.Value[bool] = reactive.Value(value=False)
        self.trouble = reactive.Value("")
        self.looked: reactive.Value[tuple[str, int] | None] = reactive.Value(None)
        self._begin(first)
        self._let_time_pass()
        self._change_plans()
        self._change_the_table()
        self._tell()
        self._tell_plans()
        self._look_inside()
        self._take_away()

    def _changed(self) -> None:
        with reactive.isolate():
            self.news.set(self.news.get() + 1)

    async def _show(self, *, anew: bool = False) -> None:
        """Send the screen what it shows."""
        now = self.play.get()
        if now is not None:
            await self.session.send_custom_message("play", picture(now, self.input.rung(), anew=anew))

    async def _tried(self, action: Callable[..., object], *args: object) -> bool:
        """Do something that may be refused, beside the loop that answers everybody."""
        self.running.set(False)
        try:
            await asyncio.to_thread(action, *args)
        except (EsnsimError, ValueError) as error:
            self.trouble.set(str(error))
            return False
        self.trouble.set("")
        self._changed()
        return True

    async def _act(self, action: Callable[..., object], *args: object) -> bool:
        """The same, and show what came of it."""
        done = await self._tried(action, *args)
        await self._show(anew=True)
        return done

    async def _open(self, read: Callable[[], Scenario]) -> None:
        """Begin another scenario."""
        self.looked.set(None)
        made: list[Play] = []
        with ui.Progress() as bar:
            bar.set(message="Getting everybody to their desks")
            if await self._tried(lambda: made.append(Play.of(read()))):
                self.play.set(made[0])
                await self._show(anew=True)

    def _begin(self, first: str) -> None:
        @reactive.effect
        async def _first() -> None:
            with reactive.isolate():
                await self._open(lambda: load_scenario(first))

        @reactive.effect
        @reactive.event(self.input.begin)
        async def _another() -> None:
            try:
                wanted = asked(self.input)
            except (EsnsimError, ValueError) as error:
                self.trouble.set(str(error))
            else:
                await self._open(lambda: wanted)

    def _let_time_pass(self) -> None:
        @reactive.effect
        @reactive.event(self.input.run)
        def _run() -> None:
            now = self.play.get()
            goes = now is not None and not self.running.get() and now.table.day < now.last_day
            if goes and now is not None:
                now.remember()
            self.running.set(goes)

        @reactive.effect
        def _label() -> None:
            ui.update_action_button("run", label="Pause" if self.running.get() else "Run")

        @reactive.effect
        async def _tick() -> None:
            if self.running.get():
                with reactive.isolate():
                    spent = await self._look()
                reactive.invalidate_later(max(TICK - spent, BREATH))

        for button, days in ((self.input.day, 1), (self.input.week, WORKDAYS_A_WEEK)):
            self._step(button, days)

    def _step(self, button: Any, days: int) -> None:  # noqa: ANN401 - an input
        @reactive.effect
        @reactive.event(button)
        async def _step() -> None:
            now = self.play.get()
            if now is not None:
                now.remember()
                await self._tried(now.advance, days)
                await self._show()

    async def _look(self) -> float:
        """Let some days go by and show them; the seconds it took."""
        now, begun = self.play.get(), time.monotonic()
        if now is not None:
            await asyncio.to_thread(now.advance, int(self.input.speed()))
            if now.table.day >= now.last_day:
                self.running.set(False)
            await self._show()
            self._changed()
        return time.monotonic() - begun

    def _wanted(self, now: Play) -> Plan:
        """The active plan with what stands under the lever."""
        one = LEVER[self.input.lever()].intervention(float(self.input.lever_amount()), now.today())
        return (*now.table.plans[now.table.active], one)

    def _change_plans(self) -> None:
        @reactive.effect
        @reactive.event(self.input.add)
        async def _add() -> None:
            now = self.play.get()
            if now is not None:
                await self._act(now.change, self._wanted(now))

        @reactive.effect
        @reactive.event(self.input.fork_add)
        async def _fork_add() -> None:
            now = self.play.get()
            if now is not None:
                name = self.input.fork_name() or f"from here with {LEVER[self.input.lever()].title.lower()}"
                if await self._act(now.fork, name):
                    await self._act(now.change, self._wanted(now))

        @reactive.effect
        @reactive.event(self.input.stop_one)
        async def _stop() -> None:
            now, nth = self.play.get(), int(self.input.stop_one())
            if now is not None and 0 <= nth < len(now.table.plans[now.table.active]):
                await self._act(now.change, now.stopped(nth))

    def _change_the_table(self) -> None:
        @reactive.effect
        @reactive.event(self.input.undo)
        async def _undo() -> None:
            now = self.play.get()
            if now is not None:
                await self._act(now.undo)

        @reactive.effect
        @reactive.event(self.input.fork)
        async def _fork() -> None:
            now = self.play.get()
            if now is not None:
                await self._act(now.fork, self.input.fork_name())

        @reactive.effect
        @reactive.event(self.input.drop)
        async def _drop() -> None:
            now = self.play.get()
            if now is not None:
                await self._act(now.drop, now.table.active)

        @reactive.effect
        @reactive.event(self.input.active)
        async def _active() -> None:
            now, name = self.play.get(), self.input.active()
            if now is not None and name in now.table.plans and name != now.table.active:
                now.choose(name)
                self._changed()
                await self._show(anew=True)

        @reactive.effect
        @reactive.event(self.input.rung)
        async def _rung() -> None:
            await self._show(anew=True)

    def _now(self) -> Play | None:
        """What is played; whoever asks is told of every change."""
        self.news.get()
        return self.play.get()

    def _tell(self) -> None:
        @render.text
        def question() -> str:
            now = self.play.get()
            return "" if now is None else now.setting.scenario.question or now.setting.scenario.name

        @render.text
        def now() -> str:
            current = self._now()
            return "Getting ready ..." if current is None else said(current)

        @render.text
        def meaning() -> str:
            return DEFINITIONS[self.input.rung()]

        @render.text
        def mapped() -> str:
            current = self._now()
            return "Units" if current is None else f"Units, with '{current.table.active}'"

        @render.ui
        def problem() -> ui.Tag | None:
            text, look = self.trouble.get(), "alert alert-warning"
            return ui.div(text, class_=look, role="alert", style="white-space: pre-wrap") if text else None

    def _tell_plans(self) -> None:
        @render.ui
        def amount() -> ui.TagList:
            lever = LEVER[self.input.lever()]
            label, limits = f"How much ({lever.unit})", (lever.low, lever.high, lever.usual)
            slider = ui.input_slider("lever_amount", label, *limits, step=lever.step)
            return ui.TagList(ui.p(lever.meaning, class_="hint"), slider)

        @render.ui
        def plans() -> ui.Tag | None:
            current = self._now()
            if current is None:
                return None
            choices = {
                name: ui.span(ui.tags.i(class_="swatch", style=f"background:{PLAN_COLOURS[nth]}"), name)
                for nth, name in enumerate(current.table.plans)
            }
            return ui.input_radio_buttons("active", "Plan", choices, selected=current.table.active)

        @render.ui
        def doing() -> ui.Tag | None:
            current = self._now()
            if current is None:
                return None
            plan = current.table.plans[current.table.active]
            if not plan:
                return ui.p("Nothing is done.", class_="hint")
            return ui.tags.ul(*(item(nth, one) for nth, one in enumerate(plan)), class_="doing")

    def _look_inside(self) -> None:
        @reactive.effect
        @reactive.event(self.input.unit)
        def _unit() -> None:
            now, nth = self.play.get(), int(self.input.unit())
            if now is not None and 0 <= nth < len(now.branches.names):
                self.looked.set(("unit", nth))

        @reactive.effect
        @reactive.event(self.input.person)
        def _person() -> None:
            now, row = self.play.get(), int(self.input.person())
            if now is not None and 0 <= row < now.setting.organisation.people:
                self.looked.set(("person", row))

        @render.ui
        def inside() -> ui.TagList | ui.Tag:
            current, what = self.play.get(), self.looked.get()
            if current is None or what is None:
                return ui.p("Click a unit of the map, then one of its people.", class_="hint")
            if not self.running.get():
                self.news.get()
            return unit_people(current, what[1]) if what[0] == "unit" else person_today(current, what[1])

        self._look_back()

    def _look_back(self) -> None:
        @reactive.extended_task
        async def back(current: Play, row: int, active: str, day: int) -> ui.TagList:
            return await asyncio.to_thread(person_story, current, row, active, day)

        @reactive.effect
        def _begin() -> None:
            what = self.looked.get()
            if what is not None and what[0] == "person" and not self.running.get():
                current = self._now()
                if current is not None:
                    back(current, what[1], current.table.active, current.table.day)

        @render.ui
        def story() -> ui.TagList | ui.Tag | None:
            what = self.looked.get()
            if what is None or what[0] != "person":
                return None
            if self.running.get():
                return ui.p("Pause to read what happened.", class_="hint")
            if back.status() in ("running", "initial"):
                return ui.p("Looking back ...", class_="hint")
            return back.result()

    def _take_away(self) -> None:
        @render.download_button(filename="scenario.yaml")
        def take_yaml() -> Any:  # noqa: ANN401 - a generator of text
            now = self.play.get()
            yield now.yaml if now is not None else ""

        @render.download_button(filename="days.csv")
        def take_data() -> Any:  # noqa: ANN401
            now = self.play.get()
            yield data_csv(now) if now is not None else ""

        @render.download_button(filename="report.html")
        async def take_report() -> Any:  # noqa: ANN401
            now = self.play.get()
            yield await asyncio.to_thread(report_html, now) if now is not None else ""
