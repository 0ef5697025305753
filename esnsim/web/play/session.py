"""What happens on the page of play when something is asked for in it: one object for each browser."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from functools import partial

from shiny import Inputs, Session, reactive, ui

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.scenario import Scenario
from esnsim.scenario.shipped import shipped
from esnsim.web.chores import FRESH, MOST_LETTERS, MOST_PEOPLE, OWN, Asked, prepared_content
from esnsim.web.desk import Desk
from esnsim.web.fields import Fields, on
from esnsim.web.play.accounts import PlanAccounts
from esnsim.web.play.forms import PlanTable, Screen, screen_of
from esnsim.web.play.inside import Inside
from esnsim.web.play.offer import Offer
from esnsim.web.play.page import MOST_SEED, SPEEDS
from esnsim.web.play.play import LONGEST, SHOWN, Play
from esnsim.web.play.sureness import Sureness
from esnsim.web.play.told import Told
from esnsim.web.sliders import SLIDER
from esnsim.web.workers import Workers

TICK, BREATH = 0.04, 0.02
"""Seconds between two looks at the screen while it runs, and for others in between at least."""
NOT_YET = "wait until everybody is at their desk"
BUSY = "wait until what you have asked for is done"


def _nothing(_play: Play) -> None:
    """Change nothing."""


class PlaySession:
    """One browser's page of play.

    Attributes:
        play: What is played, None until everybody is at their desk; touched by one thread at a time.
        desk: The work of this browser.
        shown: What the page shows.
        tabled: The plans among it, which are drawn only when they change.
        accounts: What they take, and what becomes of the goal; likewise.
        running: Whether days go by, as the page says it.
        trouble: What was refused, in words.
    """

    def __init__(self, input: Inputs, session: Session, first: Play, workers: Workers) -> None:  # noqa: A002
        """Wire the page.

        Args:
            input: What is said in the page.
            session: Whose page it is.
            first: What is played first.
            workers: Who does what takes long.
        """
        self.input, self.session, self.fields = input, session, Fields(input)
        self.play: Play | None = None
        self.shown: reactive.Value[Screen | None] = reactive.Value(None, name="shown")
        self.tabled: reactive.Value[PlanTable | None] = reactive.Value(None, name="tabled")
        self.accounts: reactive.Value[PlanAccounts | None] = reactive.Value(None, name="accounts")
        self.running: reactive.Value[bool] = reactive.Value(value=False, name="running")
        self.trouble = reactive.Value("", name="trouble")
        self.desk = Desk(session, workers, self.trouble)
        session.on_ended(self._leave)
        self.inside, self.sureness = Inside(self), Sureness(self)
        self._rung, self._speed = "contributor", WORKDAYS_A_WEEK
        self._runs, self._goes = 0, 0
        self._beginning: asyncio.Task[None] | None = None
        self._look_at_choices()
        self._begin(first)
        self._let_time_pass()
        self._change_plans()
        Offer(self)
        Told(self, self.sureness)

    def _on(self, name: str, heard: Callable[[], object]) -> None:
        on(self.input[name], heard, self.trouble)

    def _leave(self) -> None:
        """Let go of what was played: the rest of a visit is kept until somebody looks for what nobody holds."""
        self._goes, self.play = 0, None

    def _look_at_choices(self) -> None:
        """Note what the curves show and how fast days go by, for work that cannot ask the page."""

        def rung() -> None:
            self._rung = self.fields.one_of("rung", SHOWN)
            self.refresh()

        def speed() -> None:
            self._speed = int(self.fields.one_of("speed", SPEEDS))

        self._on("rung", rung)
        self._on("speed", speed)

    def act(self, action: Callable[[Play], object]) -> None:
        """Do something with what is played, beside the loop that answers everybody, and show what came of it.

        Raises:
            ValueError: If nothing is played yet, or too much waits to be done.
        """
        if self.play is None:
            raise ValueError(NOT_YET)
        self._pause()
        if self.desk.go(self._acted(self.play, action)) is None:
            raise ValueError(BUSY)

    def refresh(self) -> None:
        """Show what is played once more, if anything is."""
        if self.play is not None:
            self.desk.go(self._acted(self.play, _nothing))

    def _pause(self) -> None:
        self._goes = 0
        self.running.set(False)

    async def _acted(self, play: Play, action: Callable[[Play], object]) -> None:
        screen = await self.desk.in_turn(self._after, play, action, anew=True)
        await self._show(play, screen)

    def _after(self, play: Play, action: Callable[[Play], object], *, anew: bool) -> Screen:
        """Do something; what the page shows then."""
        action(play)
        return screen_of(play, self._rung, self.inside.looked, anew=anew)

    async def _show(self, play: Play, screen: Screen) -> None:
        """Put on the page what came of it, unless something else was begun meanwhile."""
        if play is not self.play:
            return

        def change() -> None:
            self.trouble.set("")
            self.shown.set(screen)
            self._tabled(screen)
            if not self._goes:
                self.inside.look_back(play)

        await self.session.send_custom_message("play", screen.picture)
        await self.desk.tell(change)

    def _tabled(self, screen: Screen) -> None:
        with reactive.isolate():
            if self.tabled.get() != screen.tabled:
                self.tabled.set(screen.tabled)
            if self.accounts.get() != screen.accounts:
                self.accounts.set(screen.accounts)

    def _begin(self, first: Play) -> None:
        @reactive.effect
        def _first() -> None:
            self._open(lambda: self._afresh(first))

        self._on("begin", self._begin_another)

    def _begin_another(self) -> None:
        asked = self._asked()
        self._open(lambda: self._another(asked))

    def _open(self, made: Callable[[], Awaitable[Play]]) -> None:
        """Begin something else; what was asked for before is not wanted any more."""
        if self._beginning is not None:
            self._beginning.cancel()
        self._beginning = self.desk.go(self._opened(made))
        if self._beginning is None:
            raise ValueError(BUSY)

    async def _opened(self, made: Callable[[], Awaitable[Play]]) -> None:
        with ui.Progress(session=self.session) as bar:
            bar.set(message="Getting everybody to their desks")
            play = await made()
        self.play, self.inside.looked = play, None

        def another() -> None:
            self._pause()
            self.sureness.forget()

        await self.desk.tell(another)
        await self._acted(play, _nothing)

    async def _afresh(self, first: Play) -> Play:
        return await self.desk.workers.short(first.afresh, self.desk.check)

    async def _another(self, asked: Asked) -> Play:
        content = await self.desk.workers.long(prepared_content, asked)
        return await self.desk.workers.short(Play.of, Scenario.of(content), self.desk.check)

    def _asked(self) -> Asked:
        """What the fields ask for.

        Raises:
            ValueError: If one of them holds what it cannot.
        """
        case = self.fields.one_of("case", {OWN, FRESH, *shipped()})
        people = self.fields.perhaps("people", 20, MOST_PEOPLE)
        seed = self.fields.perhaps("seed", 0, MOST_SEED)
        if case == OWN:
            return Asked(case, self.fields.text("scenario_text", MOST_LETTERS), people, seed)
        if case != FRESH:
            return Asked(case, "", people, seed)
        shares = self.fields.whole("reader", 0, 95), self.fields.whole("contributor", 0, 40)
        return Asked(case, "", people, seed, *shares, self.fields.whole("weeks", 13, 208))

    def _let_time_pass(self) -> None:
        self._on("run", self._run_or_pause)
        self._on("day", lambda: self.act(lambda play: play.step(1)))
        self._on("week", lambda: self.act(lambda play: play.step(WORKDAYS_A_WEEK)))

        @reactive.effect
        def _label() -> None:
            ui.update_action_button("run", label="Pause" if self.running.get() else "Run")

    def _run_or_pause(self) -> None:
        if self.play is None:
            raise ValueError(NOT_YET)
        if self._goes or self.play.table.day >= self.play.last_day:
            self._pause()
            return
        self._runs += 1
        if self.desk.go(self._run(self.play, self._runs)) is None:
            raise ValueError(BUSY)
        self._goes = self._runs
        self.running.set(True)

    async def _run(self, play: Play, nth: int) -> None:
        """Let days go by until it is paused, over, or something else is done."""
        await self.desk.in_turn(play.remember)
        while self._goes == nth and play is self.play:
            begun_at = time.monotonic()
            screen = await self.desk.in_turn(self._after, play, partial(Play.advance, days=self._speed), anew=False)
            if self._goes == nth and screen.day >= screen.last_day:
                await self.desk.tell(self._pause)
            await self._show(play, screen)
            spent = time.monotonic() - begun_at
            await asyncio.sleep(max(TICK - spent, BREATH))

    def _change_plans(self) -> None:
        def more() -> tuple[str, float]:
            kind = self.fields.one_of("lever", SLIDER)
            return kind, self.fields.number("lever_amount", SLIDER[kind].low, SLIDER[kind].high)

        def fork_with() -> None:
            name, (kind, amount) = self.fields.text("fork_name", LONGEST), more()
            self.act(lambda play: play.fork_with(name, kind, amount))

        def add() -> None:
            kind, amount = more()
            self.act(lambda play: play.add(kind, amount))

        def fork() -> None:
            name = self.fields.text("fork_name", LONGEST)
            self.act(lambda play: play.fork(name))

        def stop() -> None:
            nth = self.fields.whole("stop_one", 0, 1_000)
            self.act(lambda play: play.stop(nth))

        def choose() -> None:
            name, now = self.fields.text("active"), self.tabled.get()
            if now is not None and name != now.active:
                self.act(lambda play: play.choose(name))

        self._on("add", add)
        self._on("fork_add", fork_with)
        self._on("fork", fork)
        self._on("stop_one", stop)
        self._on("active", choose)
        self._on("undo", lambda: self.act(Play.undo))
        self._on("drop", lambda: self.act(lambda play: play.drop(play.table.active)))
