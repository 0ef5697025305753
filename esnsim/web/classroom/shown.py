"""What the page of a class shows in one browser: all that follows from what may be seen there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from functools import partial

from shiny import Session, reactive, render, ui

from esnsim.interventions.intervention import Cost
from esnsim.web.classroom.classroom import Choice, Classroom, Team, begun
from esnsim.web.classroom.debrief import Lesson, debrief, plans_to_run, with_and_without
from esnsim.web.classroom.lesson_view import lesson
from esnsim.web.classroom.prices import plan_price, points_total, taken
from esnsim.web.classroom.runs import Plan, PlanCurve, contributor_curves
from esnsim.web.classroom.seen import Seen, begun_plans, drawn_curves
from esnsim.web.classroom.views import board, doors, plan, teams_table, wanted
from esnsim.web.classroom.work import ClassWork
from esnsim.web.desk import Desk
from esnsim.web.fields import Fields
from esnsim.web.sliders import SLIDER, SLIDERS

LONGEST_WAIT = 4.0
"""Seconds that a debrief waits for the search of the best plan to come to its end."""
LOOK_AT_SEARCH = 0.2


class ClassShown:
    """The outputs of one browser's page of a class.

    Attributes:
        told: The debrief, once it was asked for.
        curves: By team, with the round that they go to.
        takes: Hours and money of what is ticked and done, in words.
    """

    def __init__(
        self,
        session: Session,
        fields: Fields,
        desk: Desk,
        work: ClassWork,
        costs: Mapping[str, Cost],
        seen: reactive.Value[Seen],
        frame: reactive.Value[Seen],
        trouble: reactive.Value[str],
    ) -> None:
        """Wire the outputs.

        Args:
            session: Whose page it is.
            fields: What stands in the page.
            desk: The work of this browser.
            work: What is computed for all classes.
            costs: What kinds of interventions cost that the app's scenario gives a cost.
            seen: What may be seen.
            frame: The part of it that the page is made anew for.
            trouble: What was refused, in words.
        """
        self.session, self.fields, self.desk, self.work, self.costs = session, fields, desk, work, costs
        self.seen, self.frame, self.trouble = seen, frame, trouble
        self.told: reactive.Value[Lesson | None] = reactive.Value(None, name="told")
        self.curves: reactive.Value[tuple[int, Mapping[str, PlanCurve]]] = reactive.Value((0, {}), name="curves")
        self.takes = reactive.Value("", name="takes")
        self._ticks: dict[str, float] | None = None
        self._page_of: tuple[str, str] | None = None
        self._priced: tuple[Classroom, Plan] | None = None
        self._pricing: asyncio.Task[None] | None = None
        self._drawn: tuple[Classroom, dict[str, Plan]] | None = None
        self._frame()
        self._parts()
        self._totals()
        self._begin_work()

    def clear(self) -> None:
        """Somebody comes into another class, or another place in it."""
        self.told.set(None)
        self.curves.set((0, {}))
        self._ticks, self._page_of, self._drawn = None, None, None

    def recall(self, ticks: object) -> None:
        """Tick again what was ticked before the page was loaded anew; whatever is none of the kinds is left out."""
        if isinstance(ticks, dict):
            self._ticks = {
                kind: float(amount)
                for kind, amount in ticks.items()
                if kind in SLIDER
                and isinstance(amount, int | float)
                and SLIDER[kind].low <= amount <= SLIDER[kind].high
            }

    def ticked(self) -> dict[str, float]:
        """Where sliders stand of what is ticked, by kind.

        What was ticked for an earlier round stays so as long as the browser is there, though nobody sees it any more.

        Raises:
            ValueError: If one of them is no number.
        """
        with reactive.isolate():
            now = self.seen.get()
        team = None if now is None or isinstance(now, str) else now
        doing = {each.lever for each in begun(team[0], team[1])} if team and team[1] else set()
        free = [slider.kind for slider in SLIDERS if slider.kind not in doing]
        kinds = [kind for kind in free if self.fields.ticked(f"do_{kind}")]
        return {kind: self.fields.number(f"amount_{kind}", SLIDER[kind].low, SLIDER[kind].high) for kind in kinds}

    def _kept(self, found: Classroom, team: Team) -> dict[str, float] | None:
        """What is ticked on the page that is made anew, so that it stays ticked; None if it is another one's page."""
        here, self._page_of = (found.code, team.key), self._page_of
        if self._page_of == here:
            try:
                with reactive.isolate():
                    self._ticks = self.ticked()
            except ValueError:
                self._ticks = None
        kept, self._ticks, self._page_of = self._ticks, None, here
        return kept

    def _frame(self) -> None:
        @render.ui
        def class_problem() -> ui.Tag | None:
            text = self.trouble.get()
            return ui.div(text, class_="alert alert-warning", role="alert") if text else None

        @render.ui
        def class_content() -> ui.Tag:
            now = self.frame.get()
            if now is None:
                return doors()
            if isinstance(now, str):
                return ui.div(ui.p(now), ui.input_action_button("leave_class", "Back"))
            found, team = now
            return board(found) if team is None else plan(found, team, self._kept(found, team))

    def _parts(self) -> None:
        @render.ui
        def class_teams() -> ui.Tag | None:
            now = self.seen.get()
            if now is None or isinstance(now, str):
                return None
            until, curves = self.curves.get()
            return teams_table(now[0], curves if until == now[0].round else {})

        @render.ui
        def class_lesson() -> ui.Tag | None:
            now, told = self.seen.get(), self.told.get()
            if now is None or isinstance(now, str) or told is None or not now[0].over:
                return None
            return lesson(now[0], told)

    def _now_ticked(self) -> tuple[Classroom, Team, list[Choice]] | None:
        """A team's class, the team, and what it has ticked; None for others.

        Raises:
            ValueError: If a slider is put where it cannot be.
        """
        now = self.seen.get()
        if now is None or isinstance(now, str) or now[1] is None:
            return None
        return now[0], now[1], [Choice(kind, amount, now[0].week) for kind, amount in self.ticked().items()]

    def _totals(self) -> None:
        @render.text
        def class_total() -> str:
            try:
                now = self._now_ticked()
            except ValueError as error:
                return str(error)
            return "" if now is None else f"{points_total(*now)}{_changed(*now)}"

        @render.text
        def class_takes() -> str:
            return self.takes.get()

        @reactive.effect
        def _price() -> None:
            try:
                now = self._now_ticked()
            except ValueError:
                return
            if now is not None:
                self._priced = now[0], (*begun(now[0], now[1]), *now[2])
                if self._pricing is None or self._pricing.done():
                    self._pricing = self.desk.go(self._price_all())

    async def _price_all(self) -> None:
        """Foresee what plans take, the last one that was asked for."""
        while self._priced is not None:
            (found, plan), self._priced = self._priced, None
            await self.work.ready(found)
            price = await self.desk.in_turn(plan_price, found, plan, self.costs)
            if self._priced is None:
                await self.desk.tell(partial(self.takes.set, taken(price) if plan else ""))

    def _begin_work(self) -> None:
        @reactive.effect
        def _curves() -> None:
            now = self.seen.get()
            if now is None or isinstance(now, str):
                return
            found, own = now
            plans = begun_plans(found, own)
            self._look_ahead(found, own)
            if self._drawn is None or (self._drawn[0].code, self._drawn[0].round, self._drawn[1]) != (
                found.code,
                found.round,
                plans,
            ):
                self._drawn = found, plans
                self.desk.go(self._draw(found, own))

    def _look_ahead(self, found: Classroom, own: Team | None) -> None:
        """Begin what will be asked for: the best plan, the next round of who has planned it, and the debrief."""
        if found.teams:
            self.work.search(found)
        last, week = found.round + 1 >= found.rounds, min(found.round + 1, found.rounds) * found.weeks
        for team in [own] if own else found.teams.values():
            if team.ready or found.over:
                plans = with_and_without(team.choices) if last else [team.choices]
                self.work.foresee(found, team.name, [(), *plans], week)

    async def _draw(self, found: Classroom, own: Team | None) -> None:
        """Draw the curves that may be seen, once the page stands."""
        plans = begun_plans(found, own)
        source = await self.work.runs(found, [(), *plans.values()], found.week)
        curves = contributor_curves(found, plans, source)
        await self.desk.tell(lambda: self.curves.set((found.round, curves)))
        async with reactive.lock():
            await self.session.send_custom_message("board", drawn_curves(found, own, curves))

    def debrief(self, found: Classroom) -> None:
        """Work out what worked, and show it."""
        self.desk.go(self._debrief(found))

    async def _debrief(self, found: Classroom) -> None:
        begun_at = time.monotonic()
        self.work.search(found)
        with ui.Progress(0, 1, session=self.session) as bar:
            bar.set(0, message="Working out what worked")

            def done(count: int, of: int) -> None:
                bar.set(0.9 * count / of, message="Working out what worked", detail=f"{count} of {of} plans")

            await self.work.runs(found, plans_to_run(found), found.week, done)
            while not self._is_searched(found) and time.monotonic() - begun_at < LONGEST_WAIT:
                bar.set(0.95, message="Looking for the best plan")
                await asyncio.sleep(LOOK_AT_SEARCH)
            best = self.work.best(found.code)
            plans = [*plans_to_run(found), *([best.plan] if best else [])]
            source = await self.work.runs(found, plans, found.week)
            told = await self.desk.in_turn(debrief, found, source, best)
            told = told._replace(teams=await self.desk.in_turn(self._with_prices, found, told))
        await self.desk.tell(lambda: self.told.set(told))

    def _is_searched(self, found: Classroom) -> bool:
        best = self.work.best(found.code)
        return best is not None and best.complete

    def _with_prices(self, found: Classroom, told: Lesson) -> tuple:  # type: ignore[type-arg]
        """What teams are told, with what each took."""
        teams = found.teams
        return tuple(
            each._replace(price=plan_price(found, teams[each.team].choices, self.costs)) for each in told.teams
        )


def _changed(found: Classroom, team: Team, ticked: list[Choice]) -> str:
    """Whether something else is ticked than what was planned."""
    same = set(ticked) == set(wanted(found, team))
    return " Changed since you planned: plan again." if team.ready and not team.why and not same else ""
