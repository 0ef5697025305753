"""What happens on the page of a class when something is said in it: one object for each browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from shiny import Inputs, Session, reactive, ui

from esnsim.interventions.intervention import Cost
from esnsim.web.classroom.classes import Classes
from esnsim.web.classroom.classroom import ClassError, Classroom, UnknownError
from esnsim.web.classroom.seen import ClassRole, Seen, seen_by, standing_part
from esnsim.web.classroom.shown import ClassShown
from esnsim.web.classroom.views import end_asked, key_asked, key_shown
from esnsim.web.classroom.work import ClassWork
from esnsim.web.desk import Desk
from esnsim.web.fields import LONGEST, Fields, on
from esnsim.web.patience import Patience
from esnsim.web.workers import Workers

LOOK = 1.0
"""Seconds between two looks at what others have done."""
NUMBERS = ("class_people", "budget", "rounds", "round_weeks", "class_seed")
MUCH = 1e9
"""Beyond any number in a field; what a class takes is said when it is begun."""
NOWHERE = "you are in no class any more"
T = TypeVar("T")


def class_page() -> ui.Tag:
    """The page."""
    return ui.div(ui.output_ui("class_problem"), ui.output_ui("class_content"), class_="container-fluid")


class ClassSession:
    """One browser's page of a class.

    Attributes:
        place: What somebody is here, None outside of a class.
        trouble: What was refused, in words.
        seen: What may be seen.
        frame: The part of it that the page is made anew for: what somebody has ticked would be lost.
        shown: Everything that follows from that.
    """

    def __init__(
        self,
        input: Inputs,  # noqa: A002 - the library's name
        session: Session,
        classes: Classes,
        work: ClassWork,
        workers: Workers,
        patience: Patience,
        costs: Mapping[str, Cost],
    ) -> None:
        """Wire the page.

        Args:
            input: What is said in the page.
            session: Whose page it is.
            classes: All classes.
            work: What is computed for them.
            workers: Who does what is short.
            patience: Who has to wait before another code is tried.
            costs: What kinds of interventions cost that the app's scenario gives a cost.
        """
        self.input, self.session, self.classes, self.fields = input, session, classes, Fields(input)
        self.work, self.patience = work, patience
        self.visitor = address_of(session)
        self.place: reactive.Value[ClassRole | None] = reactive.Value(None, name="place")
        self.trouble = reactive.Value("", name="trouble")
        self.seen: reactive.Value[Seen] = reactive.Value(None, name="seen")
        self.frame: reactive.Value[Seen] = reactive.Value(None, name="frame")
        desk = Desk(session, workers, self.trouble)
        self.shown = ClassShown(session, self.fields, desk, work, costs, self.seen, self.frame, self.trouble)
        self._come_in()
        self._lead()
        self._plan()
        self._look()

    def _on(self, name: str, heard: Callable[[], object]) -> None:
        def cleared() -> object:
            self.trouble.set("")
            return heard()

        on(self.input[name], cleared, self.trouble)

    async def _enter(self, role: str, code: str, key: str) -> None:
        self.place.set(ClassRole(role, code, key))
        self.shown.clear()
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

        async def leave() -> None:
            self.place.set(None)
            await self.session.send_custom_message("remember", {})

        self._on("join", join)
        self._on("create", create)
        self._on("come_back", come_back)
        self._on("remembered", self._remembered)
        self._on("leave_class", leave)

    async def _remembered(self) -> None:
        """Come back to where this browser was before the page was loaded anew, with what was ticked there."""
        known = self.input.remembered()
        if self.place.get() is not None or not isinstance(known, dict) or not known:
            return
        place = ClassRole(*(str(known.get(name, ""))[:LONGEST] for name in ClassRole._fields))
        try:
            self.place.set(self._with_code(self._known, place.code, place.key))
        except UnknownError:
            # The class has ended: the browser forgets it, and it counts as one wrong code only.
            await self.session.send_custom_message("remember", {})
        except ClassError:
            return
        else:
            self.shown.recall(known.get("ticks"))

    def _known(self, code: str, key: str) -> ClassRole:
        """Whose key this is.

        Raises:
            ClassError: If it is nobody's.
        """
        found = self.classes.find(code)
        for role in ("facilitator", "team"):
            place = ClassRole(role, found.code, key)
            if not isinstance(seen_by(self.classes, place), str):
                return place
        raise UnknownError("this key belongs to no team and no facilitator of this class")

    def _leads(self) -> tuple[Classroom, str]:
        """The class that is led here, and its key.

        Raises:
            ClassError: If none is.
        """
        here = self.place.get()
        if here is None:
            raise ClassError(NOWHERE)
        return self.classes.lead(here.code, here.key), here.key

    def _lead(self) -> None:
        def next_round() -> None:
            found, key = self._leads()
            # Whoever clicks twice means the round that is on the screen.
            if self.input.next_round() == found.round:
                self.classes.next_round(found.code, key)

        def show_debrief() -> None:
            found, _ = self._leads()
            if found.over:
                self.shown.debrief(found)

        def show_key() -> None:
            ui.modal_remove()
            ui.modal_show(key_shown(self._leads()[0]))

        def end() -> None:
            found, key = self._leads()
            self.classes.end(found.code, key)
            self.work.forget(found.code)
            ui.modal_remove()
            self.place.set(None)

        self._on("next_round", next_round)
        self._on("show_debrief", show_debrief)
        self._on("show_key", lambda: ui.modal_show(key_asked()) if self._leads() else None)
        self._on("show_key_now", show_key)
        self._on("end_class", lambda: ui.modal_show(end_asked(self._leads()[0])))
        self._on("end_class_now", end)

    def _plan(self) -> None:
        def submit() -> None:
            here = self.place.get()
            if here is None:
                raise ClassError(NOWHERE)
            wanted = self.shown.ticked()
            try:
                self.classes.plan(here.code, here.key, wanted)
            finally:
                # At once: what is ticked next must not be lost when others are looked at.
                self._see(seen_by(self.classes, here))

        self._on("submit_plan", submit)

    def _see(self, now: Seen) -> None:
        with reactive.isolate():
            if self.seen.get() != now:
                self.seen.set(now)
            if self.frame.get() != standing_part(now):
                self.frame.set(standing_part(now))

    def _look(self) -> None:
        @reactive.poll(lambda: self.classes.version, LOOK)
        def version() -> int:
            return self.classes.version

        @reactive.effect
        def _others() -> None:
            version()
            self._see(seen_by(self.classes, self.place.get()))


def address_of(session: Session) -> str:
    """Where somebody comes from; empty if that is not known."""
    client = getattr(getattr(session, "http_conn", None), "client", None)
    return "" if client is None else str(client.host)
