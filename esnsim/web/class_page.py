"""What happens on the page of a class when something is said in it: one object for each browser."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from shiny import Inputs, Session, reactive, render, ui

from esnsim.report.style import GREY, HUES
from esnsim.web.class_lives import best_plan, curves, debrief
from esnsim.web.class_views import Told, begun, board, doors, plan
from esnsim.web.classroom import NOTHING, ClassError, Classes, Classroom, Team
from esnsim.web.levers import LEVERS

COLOURS = tuple(HUES)
EVERY = 5
"""Workdays between two points of a curve."""
LOOK = 1.0
"""Seconds between two looks at what others have done."""
NUMBERS = ("class_people", "budget", "rounds", "round_weeks", "class_seed")
T = TypeVar("T")


class Place(NamedTuple):
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
    """

    def __init__(self, input: Inputs, session: Session, classes: Classes) -> None:  # noqa: A002 - the library's name
        """Wire the page.

        Args:
            input: What is said in the page.
            session: Whose page it is.
            classes: All classes.
        """
        self.input, self.session, self.classes = input, session, classes
        self.place: reactive.Value[Place | None] = reactive.Value(None)
        self.trouble = reactive.Value("")
        self.told: reactive.Value[Told | None] = reactive.Value(None)
        self.seen: reactive.Value[Seen] = reactive.Value(None)
        self._come_in()
        self._come_back()
        self._go_on()
        self._look()
        self._show()

    async def _enter(self, role: str, code: str, key: str) -> None:
        self.place.set(Place(role, code, key))
        self.told.set(None)
        await self.session.send_custom_message("remember", {"role": role, "code": code, "key": key})

    def _tried(self, action: Callable[..., T], *args: object) -> T | None:
        """Do something that may be refused; None if it was."""
        try:
            done = action(*args)
        except ClassError as error:
            self.trouble.set(str(error))
            return None
        except (TypeError, ValueError):
            self.trouble.set("fill in every field with a number")
            return None
        self.trouble.set("")
        return done

    def _come_in(self) -> None:
        @reactive.effect
        @reactive.event(self.input.join)
        async def _join() -> None:
            code = self.input.join_code()
            team = self._tried(self.classes.join, code, self.input.team_name())
            if team is not None:
                await self._enter("team", self.classes.find(code).code, team.key)

        @reactive.effect
        @reactive.event(self.input.create)
        async def _create() -> None:
            found = self._tried(self._made)
            if found is not None:
                await self._enter("facilitator", found.code, found.key)

    def _made(self) -> Classroom:
        """A new class, as the fields say."""
        people, budget, rounds, weeks, seed = (int(self.input[name]()) for name in NUMBERS)
        return self.classes.create(self.input.class_title(), people, budget, rounds, weeks, seed)

    def _come_back(self) -> None:
        @reactive.effect
        @reactive.event(self.input.remembered)
        async def _remembered() -> None:
            known = self.input.remembered()
            if self.place.get() is None and isinstance(known, dict):
                place = Place(*(str(known.get(name, "")) for name in Place._fields))
                if not isinstance(_seen(self.classes, place), str):
                    self.place.set(place)

        @reactive.effect
        @reactive.event(self.input.come_back)
        async def _back() -> None:
            found, key = self._tried(self.classes.find, self.input.back_code()), self.input.back_key()
            if found is None:
                return
            places = (Place(role, found.code, key) for role in ("facilitator", "team"))
            mine = next((place for place in places if not isinstance(_seen(self.classes, place), str)), None)
            if mine is None:
                self.trouble.set("this key belongs to no team and no facilitator of this class")
            else:
                await self._enter(*mine)

        @reactive.effect
        @reactive.event(self.input.leave_class)
        async def _leave() -> None:
            self.place.set(None)
            await self.session.send_custom_message("remember", {})

    def _go_on(self) -> None:
        @reactive.effect
        @reactive.event(self.input.next_round)
        def _next() -> None:
            here = self.place.get()
            if here is not None:
                self._tried(self.classes.next_round, here.code, here.key)

        @reactive.effect
        @reactive.event(self.input.submit_plan)
        def _submit() -> None:
            here = self.place.get()
            if here is not None and self._tried(self.classes.plan, here.code, here.key, self._wanted()) is not None:
                # At once: what is ticked next must not be lost when others are looked at.
                self.seen.set(_seen(self.classes, here))

        @reactive.effect
        @reactive.event(self.input.show_debrief)
        async def _debrief() -> None:
            here = self.place.get()
            if here is not None and here.role == "facilitator":
                found = self.classes.find(here.code)
                if found.over:
                    self.told.set((await asyncio.to_thread(debrief, found), await asyncio.to_thread(best_plan, found)))

    def _wanted(self) -> dict[str, float]:
        """Where sliders stand of what is ticked."""
        ticked = [lever.kind for lever in LEVERS if self.input[f"do_{lever.kind}"]()]
        return {kind: float(self.input[f"amount_{kind}"]()) for kind in ticked}

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

        @reactive.effect
        async def _curves() -> None:
            now = self.seen.get()
            self.told.get()
            if now is not None and not isinstance(now, str):
                message = await asyncio.to_thread(_drawn, *now)

                async def once_the_page_stands() -> None:
                    await self.session.send_custom_message("board", message)

                self.session.on_flushed(once_the_page_stands, once=True)


def _seen(classes: Classes, place: Place | None) -> Seen:
    """What somebody in this place may see: of other teams a team sees nothing."""
    if place is None:
        return None
    try:
        if place.role == "facilitator":
            return classes.lead(place.code, place.key), None
        team = classes.team(place.code, place.key)
        return replace(classes.find(place.code), teams={team.name: team}), team
    except ClassError as error:
        return str(error)


def _drawn(found: Classroom, own: Team | None) -> dict[str, Any]:
    """The curves that may be seen: a team's own one only."""
    plans = {each.name: begun(found, each) for each in ([own] if own else found.teams.values())}
    colours = {NOTHING: GREY, **{name: COLOURS[nth % len(COLOURS)] for nth, name in enumerate(found.teams)}}
    lines = [
        {"name": name, "colour": colours[name], "values": values, "every": EVERY}
        for name, values in curves(found, plans).items()
    ]
    return {"id": "board", "curves": lines, "weeks": found.rounds * found.weeks}
