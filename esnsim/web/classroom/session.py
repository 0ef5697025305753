"""What happens on the page of a class when something is said in it: one object for each browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from shiny import Inputs, Session, reactive, render, ui

from esnsim.interventions.intervention import Cost
from esnsim.report.style import GREY, HUES
from esnsim.web.chores import make_start_ready
from esnsim.web.classroom.classes import Classes
from esnsim.web.classroom.classroom import NOTHING, ClassError, Classroom, Team, UnknownError
from esnsim.web.classroom.runs import contributor_curves, debriefed, ground
from esnsim.web.classroom.views import Told, begun, board, doors, end_asked, key_shown, plan, total
from esnsim.web.desk import Desk
from esnsim.web.fields import LONGEST, Fields, on
from esnsim.web.patience import Patience
from esnsim.web.sliders import SLIDERS
from esnsim.web.workers import Workers

COLOURS = tuple(HUES)
EVERY = 5
"""Workdays between two points of a curve."""
LOOK = 1.0
"""Seconds between two looks at what others have done."""
NUMBERS = ("class_people", "budget", "rounds", "round_weeks", "class_seed")
MUCH = 1e9
"""Beyond any number in a field; what a class takes is said when it is begun."""
T = TypeVar("T")


class ClassRole(NamedTuple):
    """What somebody is in a class.

    Attributes:
        role: ``team`` or ``facilitator``.
        code: Of the class.
        key: What only they know.
    """

    role: str
    code: str
    key: str


Seen = tuple[Classroom, Team | None] | str | None
"""A class and the own team, None for a facilitator; or why nothing is seen; or nothing, outside of a class."""


def class_page() -> ui.Tag:
    """The page."""
    return ui.div(ui.output_ui("class_problem"), ui.output_ui("class_content"), class_="container-fluid")


class ClassSession:
    """One browser's page of a class.

    Attributes:
        place: What somebody is here, None outside of a class.
        trouble: What was refused, in words.
        told: The debrief, once it was asked for.
        seen: What may be seen. Pages are made anew only when it changes: what somebody has ticked would be lost.
        desk: The work of this browser.
    """

    def __init__(
        self,
        input: Inputs,  # noqa: A002 - the library's name
        session: Session,
        classes: Classes,
        workers: Workers,
        patience: Patience,
        prices: Mapping[str, Cost],
    ) -> None:
        """Wire the page.

        Args:
            input: What is said in the page.
            session: Whose page it is.
            classes: All classes.
            workers: Who does what takes long.
            patience: Who has to wait before another code is tried.
            prices: What kinds of interventions cost in money.
        """
        self.input, self.session, self.classes, self.fields = input, session, classes, Fields(input)
        self.patience, self.prices = patience, prices
        self.visitor = address_of(session)
        self.place: reactive.Value[ClassRole | None] = reactive.Value(None, name="place")
        self.trouble = reactive.Value("", name="trouble")
        self.told: reactive.Value[Told | None] = reactive.Value(None, name="told")
        self.seen: reactive.Value[Seen] = reactive.Value(None, name="seen")
        self.desk = Desk(session, workers, self.trouble)
        self._come_in()
        self._lead()
        self._look()
        self._show()

    def _on(self, name: str, heard: Callable[[], object]) -> None:
        def cleared() -> object:
            self.trouble.set("")
            return heard()

        on(self.input[name], cleared, self.trouble)

    async def _enter(self, role: str, code: str, key: str) -> None:
        self.place.set(ClassRole(role, code, key))
        self.told.set(None)
        await self.session.send_custom_message("remember", {"role": role, "code": code, "key": key})

    def _with_code(self, action: Callable[..., T], *args: object) -> T:
        """Do something that needs a code: whoever tries many wrong ones has to wait.

        Raises:
            ClassError: If it is refused.
        """
        self.patience.check(self.visitor)
        try:
            done = action(*args)
        except UnknownError:
            self.patience.wrong(self.visitor)
            raise
        self.patience.right(self.visitor)
        return done

    def _come_in(self) -> None:
        async def join() -> None:
            code = self.fields.text("join_code")
            team = self._with_code(self.classes.join, code, self.fields.text("team_name"))
            await self._enter("team", self.classes.find(code).code, team.key)

        async def create() -> None:
            people, budget, rounds, weeks, seed = (self.fields.number(name, -MUCH, MUCH) for name in NUMBERS)
            title, whole = self.fields.text("class_title"), (int(each) for each in (people, rounds, weeks, seed))
            if any(not float(each).is_integer() for each in (people, rounds, weeks, seed)):
                raise ClassError("people, rounds, weeks and the random seed are whole numbers")
            heads, times, long, number = whole
            found = self.classes.create(title, heads, budget, times, long, number, self.visitor)
            await self._enter("facilitator", found.code, found.key)

        async def come_back() -> None:
            code, key = self.fields.text("back_code"), self.fields.text("back_key")
            await self._enter(*self._with_code(self._known, code, key))

        async def remembered() -> None:
            known = self.input.remembered()
            if self.place.get() is None and isinstance(known, dict) and known:
                place = ClassRole(*(str(known.get(name, ""))[:LONGEST] for name in ClassRole._fields))
                try:
                    self.place.set(self._with_code(self._known, place.code, place.key))
                except UnknownError:
                    # The class has ended: the browser forgets it, and it counts as one wrong code only.
                    await self.session.send_custom_message("remember", {})
                except ClassError:
                    return

        async def leave() -> None:
            self.place.set(None)
            await self.session.send_custom_message("remember", {})

        self._on("join", join)
        self._on("create", create)
        self._on("come_back", come_back)
        self._on("remembered", remembered)
        self._on("leave_class", leave)

    def _known(self, code: str, key: str) -> ClassRole:
        """Whose key this is.

        Raises:
            ClassError: If it is nobody's.
        """
        found = self.classes.find(code)
        for role in ("facilitator", "team"):
            place = ClassRole(role, found.code, key)
            if not isinstance(_seen(self.classes, place), str):
                return place
        raise UnknownError("this key belongs to no team and no facilitator of this class")

    def _leads(self) -> tuple[Classroom, str]:
        """The class that is led here, and its key.

        Raises:
            ClassError: If none is.
        """
        here = self.place.get()
        if here is None:
            raise ClassError("you are in no class any more")
        return self.classes.lead(here.code, here.key), here.key

    def _lead(self) -> None:
        def next_round() -> None:
            found, key = self._leads()
            self.classes.next_round(found.code, key)

        def submit() -> None:
            here = self.place.get()
            if here is None:
                raise ClassError("you are in no class any more")
            wanted = self._wanted()
            try:
                self.classes.plan(here.code, here.key, wanted)
            finally:
                # At once: what is ticked next must not be lost when others are looked at.
                self.seen.set(_seen(self.classes, here))

        def show_debrief() -> None:
            found, _ = self._leads()
            if found.over:
                self.desk.go(self._debrief(found))

        def end() -> None:
            found, key = self._leads()
            self.classes.end(found.code, key)
            ui.modal_remove()
            self.place.set(None)

        self._on("next_round", next_round)
        self._on("submit_plan", submit)
        self._on("show_debrief", show_debrief)
        self._on("show_key", lambda: ui.modal_show(key_shown(self._leads()[0])))
        self._on("end_class", lambda: ui.modal_show(end_asked(self._leads()[0])))
        self._on("end_class_now", end)

    async def _debrief(self, found: Classroom) -> None:
        with ui.Progress(session=self.session) as bar:
            bar.set(message="Working out what worked")
            told = await self.desk.workers.long(debriefed, found)
        await self.desk.tell(lambda: self.told.set(told))

    def _wanted(self) -> dict[str, float]:
        """Where sliders stand of what is ticked.

        Raises:
            ValueError: If one of them is no number.
        """
        ticked = [slider.kind for slider in SLIDERS if self.fields.ticked(f"do_{slider.kind}")]
        return {kind: self.fields.number(f"amount_{kind}", -MUCH, MUCH) for kind in ticked}

    def _look(self) -> None:
        @reactive.poll(lambda: self.classes.version, LOOK)
        def version() -> int:
            return self.classes.version

        @reactive.effect
        def _others() -> None:
            version()
            now = _seen(self.classes, self.place.get())
            with reactive.isolate():
                if self.seen.get() != now:
                    self.seen.set(now)

    def _show(self) -> None:
        @render.ui
        def class_problem() -> ui.Tag | None:
            text = self.trouble.get()
            return ui.div(text, class_="alert alert-warning", role="alert") if text else None

        @render.ui
        def class_content() -> ui.Tag:
            now = self.seen.get()
            if now is None:
                return doors()
            if isinstance(now, str):
                return ui.div(ui.p(now), ui.input_action_button("leave_class", "Back"))
            found, team = now
            return board(found, self.told.get()) if team is None else plan(found, team)

        @render.text
        def class_total() -> str:
            now = self.seen.get()
            if now is None or isinstance(now, str) or now[1] is None:
                return ""
            try:
                return total(now[0], now[1], self._wanted(), self.prices)
            except ValueError as error:
                return str(error)

        @reactive.effect
        def _curves() -> None:
            now = self.seen.get()
            self.told.get()
            if now is not None and not isinstance(now, str):
                self.desk.go(self._draw(*now))

    async def _draw(self, found: Classroom, own: Team | None) -> None:
        """Draw the curves that may be seen, once the page stands."""
        async with self.classes.settling:
            if not self.classes.settled(found.code):
                await self.desk.workers.long(make_start_ready, ground(found))
                self.classes.settled(found.code, now=True)
        message = await self.desk.in_turn(_drawn, found, own)
        async with reactive.lock():
            await self.session.send_custom_message("board", message)


def address_of(session: Session) -> str:
    """Where somebody comes from; empty if that is not known."""
    client = getattr(getattr(session, "http_conn", None), "client", None)
    return "" if client is None else str(client.host)


def _seen(classes: Classes, place: ClassRole | None) -> Seen:
    """What somebody in this place may see: of other teams a team sees nothing."""
    if place is None:
        return None
    try:
        if place.role == "facilitator":
            return classes.lead(place.code, place.key), None
        team = classes.team(place.code, place.key)
        return replace(classes.find(place.code), teams={team.name: team}, changed=""), team
    except ClassError as error:
        return str(error)


def _drawn(found: Classroom, own: Team | None) -> dict[str, Any]:
    """The curves that may be seen: a team's own one only."""
    plans = {each.name: begun(found, each) for each in ([own] if own else found.teams.values())}
    colours = {NOTHING: GREY, **{name: COLOURS[nth % len(COLOURS)] for nth, name in enumerate(found.teams)}}
    lines = [
        {"name": name, "colour": colours[name], "values": values, "every": EVERY}
        for name, values in contributor_curves(found, plans).items()
    ]
    return {"id": "board", "curves": lines, "weeks": found.rounds * found.weeks}
