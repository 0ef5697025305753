"""The page of a class: joining, a team's plan, the facilitator's board, and the debrief."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from shiny import Inputs, Session, reactive, render, ui

from esnsim.report.style import GREY, HUES
from esnsim.web.classroom import (
    NOTHING,
    Choice,
    ClassError,
    Classes,
    Classroom,
    Debriefed,
    Team,
    best_plan,
    curves,
    debrief,
)
from esnsim.web.levers import LEVER, LEVERS

COLOURS = tuple(HUES)
Widths = dict[Literal["xs", "sm", "md", "lg", "xl", "xxl"], Iterable[int] | int | None]
WIDTHS_OF_TWO: Widths = {"sm": 12, "lg": 6}
WIDTHS_OF_THREE: Widths = {"sm": 12, "lg": 4}
READY = "Planned; it can be changed until the round begins."
NOT_READY = "Not planned yet: nothing new is done."
EVERY = 5
"""Workdays between two points of a curve."""
LOOK = 1.0
"""Seconds between two looks at what others have done."""


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


def class_page() -> ui.Tag:
    """The page."""
    return ui.div(ui.output_ui("class_problem"), ui.output_ui("class_content"), class_="container-fluid")


def serve_class(input: Inputs, session: Session, classes: Classes) -> None:  # noqa: A002, C901, PLR0915 - one session's wiring
    """Wire one session's page.

    Args:
        input: What is said in the page.
        session: Whose page it is.
        classes: All classes.
    """
    place: reactive.Value[Place | None] = reactive.Value(None)
    trouble = reactive.Value("")
    told = reactive.Value[Any](None)
    # Pages are made anew only when something on them changes: what somebody has ticked would be lost.
    seen: reactive.Value[tuple[Classroom, Team | None] | str | None] = reactive.Value(None)

    @reactive.poll(lambda: classes.version, LOOK)
    def version() -> int:
        return classes.version

    async def enter(role: str, code: str, key: str) -> None:
        place.set(Place(role, code, key))
        told.set(None)
        await session.send_custom_message("remember", {"role": role, "code": code, "key": key})

    def tried(action: Any, *args: Any) -> Any:  # noqa: ANN401
        try:
            done = action(*args)
        except (ClassError, TypeError, ValueError) as error:
            trouble.set(str(error) if isinstance(error, ClassError) else "fill in every field with a number")
            return None
        trouble.set("")
        return done

    @reactive.effect
    @reactive.event(input.remembered)
    async def _remembered() -> None:
        known = input.remembered()
        if place.get() is None and isinstance(known, dict):
            role, code, key = (str(known.get(name, "")) for name in ("role", "code", "key"))
            try:
                (classes.lead if role == "facilitator" else classes.team)(code, key)
            except ClassError:
                return
            place.set(Place(role, code, key))

    @reactive.effect
    @reactive.event(input.join)
    async def _join() -> None:
        team = tried(classes.join, input.join_code(), input.team_name())
        if team is not None:
            await enter("team", classes.find(input.join_code()).code, team.key)

    @reactive.effect
    @reactive.event(input.come_back)
    async def _come_back() -> None:
        code, key = input.back_code(), input.back_key()
        if tried(classes.find, code) is None:
            return
        for role, ask in (("facilitator", classes.lead), ("team", classes.team)):
            try:
                ask(code, key)
            except ClassError:
                continue
            trouble.set("")
            await enter(role, classes.find(code).code, key)
            return
        trouble.set("this key belongs to no team and no facilitator of this class")

    @reactive.effect
    @reactive.event(input.create)
    async def _create() -> None:
        def made() -> Classroom:
            numbers = (input.class_people(), input.budget(), input.rounds(), input.round_weeks(), input.class_seed())
            people, budget, rounds, weeks, seed = (int(number) for number in numbers)
            return classes.create(input.class_title(), people, budget, rounds, weeks, seed)

        found = tried(made)
        if found is not None:
            await enter("facilitator", found.code, found.key)

    @reactive.effect
    @reactive.event(input.leave_class)
    async def _leave() -> None:
        place.set(None)
        await session.send_custom_message("remember", {})

    @reactive.effect
    @reactive.event(input.next_round)
    def _next() -> None:
        here = place.get()
        if here is not None:
            tried(classes.next_round, here.code, here.key)

    @reactive.effect
    @reactive.event(input.submit_plan)
    def _submit() -> None:
        here = place.get()
        if here is None:
            return
        wanted = {lever.kind: float(input[f"amount_{lever.kind}"]()) for lever in LEVERS if _ticked(input, lever.kind)}
        if tried(classes.plan, here.code, here.key, wanted) is not None:
            # At once: what is ticked next must not be lost when others are looked at.
            seen.set(_seen(classes, here))

    @reactive.effect
    @reactive.event(input.show_debrief)
    async def _debrief() -> None:
        here = place.get()
        if here is not None and here.role == "facilitator":
            found = classes.find(here.code)
            try:
                told.set((await asyncio.to_thread(debrief, found), await asyncio.to_thread(best_plan, found)))
            except ClassError as error:
                trouble.set(str(error))

    @render.ui
    def class_problem() -> ui.Tag | None:
        return ui.div(trouble.get(), class_="alert alert-warning", role="alert") if trouble.get() else None

    @reactive.effect
    def _look() -> None:
        version()
        now = _seen(classes, place.get())
        with reactive.isolate():
            if seen.get() != now:
                seen.set(now)

    @render.ui
    def class_content() -> ui.Tag:
        now = seen.get()
        if now is None:
            return _doors()
        if isinstance(now, str):
            return ui.div(ui.p(now), ui.input_action_button("leave_class", "Back"))
        found, team = now
        return _board(found, told.get()) if team is None else _plan(found, team)

    @reactive.effect
    async def _curves() -> None:
        now = seen.get()
        told.get()
        if now is None or isinstance(now, str):
            return
        found, own = now
        # A team sees its own curve only.
        plans = {each.name: _begun(found, each) for each in ([own] if own else found.teams.values())}
        values = await asyncio.to_thread(curves, found, plans)
        colours = {NOTHING: GREY, **{name: COLOURS[nth % len(COLOURS)] for nth, name in enumerate(found.teams)}}
        lines = [
            {"name": name, "colour": colours[name], "values": line, "every": EVERY} for name, line in values.items()
        ]
        message = {"id": "board", "curves": lines, "weeks": found.rounds * found.weeks}

        async def once_the_page_stands() -> None:
            await session.send_custom_message("board", message)

        session.on_flushed(once_the_page_stands, once=True)


def _seen(classes: Classes, place: Place | None) -> tuple[Classroom, Team | None] | str | None:
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


def _ticked(input: Inputs, kind: str) -> bool:  # noqa: A002
    return bool(input[f"do_{kind}"]())


def _begun(found: Classroom, team: Team) -> tuple[Choice, ...]:
    """What a team does in the rounds that have been lived."""
    return tuple(each for each in team.choices if each.week < found.week)


def _doors() -> ui.Tag:
    """Ways into a class."""
    return ui.layout_columns(
        ui.card(
            ui.card_header("Join as a team"),
            ui.input_text("join_code", "Code of the class"),
            ui.input_text("team_name", "Name of your team"),
            ui.input_action_button("join", "Join", class_="btn-primary"),
        ),
        ui.card(
            ui.card_header("Come back"),
            ui.p("With the key that was shown to your team, or to you as facilitator.", class_="hint"),
            ui.input_text("back_code", "Code of the class"),
            ui.input_text("back_key", "Key"),
            ui.input_action_button("come_back", "Come back"),
        ),
        ui.card(
            ui.card_header("Begin a class"),
            ui.input_text("class_title", "Title", "Our class"),
            ui.input_numeric("class_people", "People in the organisation", 600),
            ui.input_numeric("budget", "Budget of each team, points", 150),
            ui.input_numeric("rounds", "Rounds", 4),
            ui.input_numeric("round_weeks", "Weeks of a round", 8),
            ui.input_numeric("class_seed", "Luck (the same number gives the same class)", 1),
            ui.input_action_button("create", "Begin", class_="btn-primary"),
        ),
        col_widths=WIDTHS_OF_THREE,
    )


def _plan(found: Classroom, team: Team) -> ui.Tag:
    """What a team sees: its budget, what it does, what it may do next, and its own curve."""
    begun = {each.lever: each for each in _begun(found, team)}
    next_ones = {each.lever: each for each in team.choices if each.week >= found.week}
    left = found.budget - sum(each.cost for each in begun.values())
    over = found.over
    heading = "The last round has been played" if over else f"Round {found.round + 1} of {found.rounds}"
    state = (
        "Planned; it can be changed until the round begins." if team.ready else "Not planned yet: nothing new is done."
    )
    rows = [_row(lever.kind, next_ones.get(lever.kind)) for lever in LEVERS if lever.kind not in begun]
    form = ui.div(
        *rows,
        ui.p(state, class_="hint", role="status"),
        ui.input_action_button("submit_plan", "Plan this round", class_="btn-primary"),
    )
    return ui.div(
        ui.h1(f"{team.name}: {found.title}", class_="question"),
        ui.p(
            f"{heading} Week {found.week} of {found.rounds * found.weeks}. Budget left: {left:g} of {found.budget:g}."
        ),
        ui.p(f"To come back: code {found.code}, key {team.key}", class_="hint"),
        ui.layout_columns(
            ui.div(
                ui.h2("What we do"),
                _begun_list(begun),
                *([] if over else [ui.h2("What we add next"), form]),
                class_="panel",
            ),
            ui.div(ui.h2("Contributors, % of headcount"), ui.div(id="board", role="img"), class_="panel"),
            col_widths=WIDTHS_OF_TWO,
        ),
        ui.input_action_button("leave_class", "Leave"),
    )


def _begun_list(begun: Mapping[str, Choice]) -> ui.Tag:
    if not begun:
        return ui.p("Nothing so far.", class_="hint")
    return ui.tags.ul(*(ui.tags.li(_chosen(each)) for each in begun.values()))


def _chosen(each: Choice) -> str:
    lever = LEVER[each.lever]
    return f"{lever.title}, {each.amount:g} {lever.unit}, from week {each.week + 1} ({each.cost:g} points)"


def _row(kind: str, planned: Choice | None) -> ui.Tag:
    """One thing that may be done."""
    lever = LEVER[kind]
    return ui.div(
        ui.input_checkbox(f"do_{kind}", lever.title, value=planned is not None),
        ui.panel_conditional(
            f"input.do_{kind}",
            ui.p(lever.meaning, class_="hint"),
            ui.input_slider(
                f"amount_{kind}",
                f"How much ({lever.unit}); {lever.price:g} points each",
                lever.low,
                lever.high,
                planned.amount if planned else lever.usual,
                step=lever.step,
            ),
        ),
        class_="lever-row",
    )


def _board(found: Classroom, told: Any) -> ui.Tag:  # noqa: ANN401 - a debrief, or nothing yet
    """What a facilitator sees: everybody's curve, who has planned, and the debrief."""
    rows = [
        ui.tags.tr(
            ui.tags.td(each.name),
            ui.tags.td("yes" if each.ready else "not yet"),
            ui.tags.td(f"{each.spent:g}"),
            ui.tags.td("; ".join(map(_chosen, each.choices)) or "nothing"),
        )
        for each in found.teams.values()
    ]
    table = ui.tags.table(
        ui.tags.thead(ui.tags.tr(*(ui.tags.th(name) for name in ("Team", "Planned", "Points spent", "What it does")))),
        ui.tags.tbody(*rows),
    )
    end = "All rounds have been played." if found.over else f"Round {found.round + 1} of {found.rounds} comes next."
    button = (
        ui.input_action_button("show_debrief", "Debrief", class_="btn-primary")
        if found.over
        else ui.input_action_button("next_round", f"Live the next {found.weeks} weeks", class_="btn-primary")
    )
    return ui.div(
        ui.h1(found.title, class_="question"),
        ui.p("Teams join with the code ", ui.span(found.code, class_="code")),
        ui.p(f"Your key, to come back: {found.key}", class_="hint"),
        ui.p(f"Week {found.week} of {found.rounds * found.weeks}. {end}", role="status"),
        button,
        ui.div(ui.h2("Contributors, % of headcount"), ui.div(id="board", role="img"), class_="panel"),
        ui.div(ui.h2("Teams"), table, class_="panel board"),
        *([_debriefed(found, *told)] if told and found.over else []),
        ui.input_action_button("leave_class", "Leave"),
    )


def _debriefed(found: Classroom, teams: list[Debriefed], best: tuple[tuple[Choice, ...], float]) -> ui.Tag:
    """What worked, what would have been without it, and what the best plan was."""
    parts = [
        ui.tags.li(
            ui.tags.b(f"{each.team}: {each.reached:.1f} % write"),
            f", {each.gained:+.1f} points more than if nothing is done, for {each.spent:g} points. ",
            "Without: " + "; ".join(f"{_chosen(one)} {-lost:+.1f} points" for one, lost in each.lost)
            if each.lost
            else "",
        )
        for each in teams
    ]
    plan, reached = best
    hidden = ", ".join(f"{name} {value:g}" for name, value in found.hidden.items())
    return ui.div(
        ui.h2("Debrief"),
        ui.p("Means of three lives with the same luck for all; a difference below two points may be luck."),
        ui.tags.ol(*parts),
        ui.h3(f"The best plan found reaches {reached:.1f} %"),
        ui.p("; ".join(map(_chosen, plan)) or "Nothing is done."),
        ui.p("Found by trying each lever from the first week, and the strongest together; no proof.", class_="hint"),
        ui.h3("What nobody knew"),
        ui.p(f"Constants of this class: {hidden}."),
        class_="panel",
    )
