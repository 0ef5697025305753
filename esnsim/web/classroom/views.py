"""What is seen in a class: ways in, a team's plan, and the facilitator's board."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Literal

from shiny import ui

from esnsim.experiments.design.labels import counted
from esnsim.web.catalogue import lever_help
from esnsim.web.classroom.classroom import Choice, Classroom, Team, begun
from esnsim.web.classroom.lesson_view import choice_told, points_with_interval, share_with_interval
from esnsim.web.classroom.runs import RUNS, PlanCurve
from esnsim.web.sliders import SLIDER, SLIDERS

Widths = dict[Literal["xs", "sm", "md", "lg", "xl", "xxl"], Iterable[int] | int | None]
WIDTHS_OF_TWO: Widths = {"sm": 12, "lg": 6}
WIDTHS_OF_THREE: Widths = {"sm": 12, "lg": 4}
READY = "Planned; it can be changed until the round begins."
NOT_READY = "Not planned yet: nothing new is done until you press Plan this round."
NOT_ACCEPTED = "Not accepted, and not done: {why}. What was planned before stands; change this and plan again."
KEY_SECONDS = 60
"""How long the facilitator's key is shown."""


def wanted(found: Classroom, team: Team) -> tuple[Choice, ...]:
    """What a team has ticked for the next round: what was not accepted stays, to be mended."""
    if not team.why:
        return tuple(each for each in team.choices if each.week >= found.week)
    doing = {each.lever for each in begun(found, team)}
    return tuple(each for each in team.refused if each.lever not in doing)


def doors() -> ui.Tag:
    """Ways into a class."""
    ways = ui.layout_columns(
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
            ui.input_numeric("class_seed", "Random seed (the same number gives the same class)", 1),
            ui.input_action_button("create", "Begin", class_="btn-primary"),
        ),
        col_widths=WIDTHS_OF_THREE,
    )
    return ui.div(ui.h1("Class", class_="question"), ways)


def plan(found: Classroom, team: Team, ticks: Mapping[str, float] | None = None) -> ui.Tag:
    """What a team sees: its budget, what it does, what it may do next, and its own curve.

    Args:
        found: The class.
        team: The team.
        ticks: Where sliders stand of what is ticked; what the team planned last unless it is given.
    """
    doing = {each.lever: each for each in begun(found, team)}
    left = found.budget - sum(each.cost for each in doing.values())
    heading = f"Round {found.round + 1} of {found.rounds}" if not found.over else f"All {found.rounds} rounds are over"
    return ui.div(
        ui.h1(f"{team.name}: {found.title}", class_="question"),
        ui.p(
            f"{heading}. Week {found.week} of {found.rounds * found.weeks}; {left:g} of {found.budget:g} points left."
        ),
        ui.p(f"To come back: code {found.code}, key {team.key}", class_="hint"),
        ui.layout_columns(
            ui.div(
                *(_done(found) if found.over else []),
                ui.h2("What we do" if not found.over else "What we did"),
                _begun_list(doing),
                *([] if found.over else _next_round(found, team, doing, ticks)),
                class_="panel",
            ),
            ui.div(ui.h2("Contributors, % of headcount"), _drawing(found, team.name), class_="panel"),
            col_widths=WIDTHS_OF_TWO,
        ),
        ui.input_action_button("leave_class", "Leave"),
    )


def _done(found: Classroom) -> list[ui.Tag]:
    return [
        ui.h2("Done", id="done"),
        ui.p(
            f"The last round has been played: week {found.week} is the end. What worked, what did not and what "
            "nobody knew is in the debrief, which your facilitator shows.",
            role="status",
        ),
    ]


def _next_round(found: Classroom, team: Team, doing: Container[str], ticks: Mapping[str, float] | None) -> list[ui.Tag]:
    """What a team may add, and what that adds up to."""
    planned = {each.lever: each.amount for each in wanted(found, team)} if ticks is None else ticks
    state = NOT_ACCEPTED.format(why=team.why) if team.why else READY if team.ready else NOT_READY
    return [
        ui.h2("What we add next"),
        *(_row(slider.kind, planned.get(slider.kind)) for slider in SLIDERS if slider.kind not in doing),
        ui.div(
            ui.p(ui.output_text("class_total", inline=True), class_="total", role="status"),
            ui.p(ui.output_text("class_takes", inline=True), class_="hint", role="status"),
            ui.p(state, class_="hint", role="status"),
            ui.input_action_button("submit_plan", "Plan this round", class_="btn-primary"),
            class_="sum",
        ),
    ]


def _drawing(found: Classroom, whose: str) -> ui.Tag:
    """Where curves will be drawn; what was drawn for another class or team does not belong here."""
    waiting = ui.p("Being worked out ...", class_="hint")
    return ui.div(
        waiting,
        id="board",
        role="img",
        aria_label="Not drawn yet",
        data_whose=drawing_place(found, whose),
        class_="drawn",
    )


def drawing_place(found: Classroom, whose: str) -> str:
    """What a drawing belongs to: a round of a class, and a team of it or its facilitator, whose name is empty."""
    return f"{found.code} {found.round} {whose}"


def _begun_list(doing: Mapping[str, Choice]) -> ui.Tag:
    if not doing:
        return ui.p("Nothing so far.", class_="hint")
    return ui.tags.ul(*(ui.tags.li(choice_told(each)) for each in doing.values()))


def _row(kind: str, planned: float | None) -> ui.Tag:
    """One thing that may be done."""
    slider = SLIDER[kind]
    return ui.div(
        ui.input_checkbox(f"do_{kind}", slider.title, value=planned is not None),
        ui.panel_conditional(
            f"input.do_{kind}",
            ui.p(slider.meaning, class_="hint"),
            lever_help(kind),
            ui.input_slider(
                f"amount_{kind}",
                f"How much ({slider.unit}); {slider.price:g} points each",
                slider.low,
                slider.high,
                slider.usual if planned is None else planned,
                step=slider.step,
            ),
        ),
        class_="lever-row",
    )


def board(found: Classroom) -> ui.Tag:
    """What a facilitator sees, and may show on the wall: the code, everybody's curve, who has planned, the debrief."""
    end = (
        "Done: all rounds have been played." if found.over else f"Round {found.round + 1} of {found.rounds} comes next."
    )
    button = (
        ui.input_action_button("show_debrief", "Debrief", class_="btn-primary")
        if found.over
        else ui.tags.button(
            f"Simulate the next {found.weeks} weeks",
            id="begin_round",
            type="button",
            class_="btn btn-primary",
            # A second click that was meant for this round does not simulate the next one, too.
            data_round=str(found.round),
        )
    )
    return ui.div(
        ui.h1(found.title, class_="question"),
        ui.p("Teams join with the code ", ui.span(found.code, class_="code")),
        ui.p(f"Week {found.week} of {found.rounds * found.weeks}. {end}", role="status", id="class_week"),
        button,
        ui.output_ui("class_lesson"),
        ui.div(ui.h2("Contributors, % of headcount"), _drawing(found, ""), class_="panel"),
        ui.div(ui.h2("Teams"), ui.output_ui("class_teams"), class_="panel board"),
        ui.div(
            ui.input_action_button("show_key", "Show my key"),
            ui.input_action_button("leave_class", "Leave"),
            ui.input_action_button("end_class", "End this class", class_="btn-outline-danger"),
            class_="controls",
        ),
    )


HEADS = ("Team", "Write now", "Against doing nothing, % of headcount", "Planned", "Points spent")
UNTOLD = "..."
"""Stands for what is not worked out yet."""


def teams_table(found: Classroom, curves: Mapping[str, PlanCurve]) -> ui.Tag:
    """How each team fares, who has planned the next round, and, folded, what each of them does.

    Args:
        found: The class.
        curves: By team, as far as they are known.
    """
    if not found.teams:
        return ui.p("Nobody has joined yet.", class_="hint")
    rows = []
    for each in found.teams.values():
        curve = curves.get(each.name)
        own = (
            (UNTOLD, UNTOLD)
            if curve is None or curve.gained is None
            else (share_with_interval(curve.reached), points_with_interval(curve.gained))
        )
        cells = (*own, "done" if found.over else _state(each), f"{each.spent:g}")
        rows.append(ui.tags.tr(ui.tags.th(each.name, scope="row"), *map(ui.tags.td, cells)))
    ready = sum(each.ready for each in found.teams.values())
    plans = [ui.tags.li(ui.tags.b(f"{each.name}: "), _does(each)) for each in found.teams.values()]
    return ui.div(
        *([] if found.over else [ui.p(f"{ready} of {counted(len(found.teams), 'team')} planned.", role="status")]),
        ui.tags.table(
            ui.tags.thead(ui.tags.tr(*(ui.tags.th(name, scope="col") for name in HEADS))), ui.tags.tbody(*rows)
        ),
        ui.p(f"In brackets: 80 % interval of the mean of {RUNS} runs.", class_="hint"),
        ui.tags.details(
            ui.tags.summary("What each team does (not for the wall while others plan)"), ui.tags.ul(*plans)
        ),
    )


def _does(team: Team) -> str:
    """All a team has decided, what was not accepted included."""
    refused = f"; not accepted: {'; '.join(map(choice_told, team.refused))}" if team.refused else ""
    return f"{'; '.join(map(choice_told, team.choices)) or 'nothing'}{refused}"


def _state(team: Team) -> str:
    """Whether a team has planned the next round."""
    if team.why:
        return f"not accepted: {team.why}"
    return "yes" if team.ready else "not yet"


def key_asked() -> ui.Tag:
    """Whether the key shall really be shown: the page may be on the wall."""
    return ui.modal(
        ui.p("Whoever sees the key can lead this class. Turn the projector off first, if it shows this page."),
        title="Show your key?",
        footer=ui.TagList(
            ui.modal_button("No"), ui.input_action_button("show_key_now", "Show it", class_="btn-primary")
        ),
    )


def key_shown(found: Classroom) -> ui.Tag:
    """The facilitator's key, which is shown when it is asked for; the page takes it away by itself."""
    return ui.modal(
        ui.p(
            "Write it down: with it you come back as facilitator, from here or another machine (page Class, Come back)."
        ),
        ui.p(f"code {found.code}, key ", ui.span(found.key, id="facilitator_key", data_seconds=str(KEY_SECONDS))),
        ui.p(f"It is gone from this page in {KEY_SECONDS} seconds, or when you close this.", class_="hint"),
        title="Your key",
        easy_close=True,
        footer=ui.modal_button("I have it"),
    )


def end_asked(found: Classroom) -> ui.Tag:
    """Whether a class shall really end."""
    return ui.modal(
        ui.p(f"'{found.title}' with its {len(found.teams)} teams and all their plans is deleted for good."),
        title="End this class?",
        footer=ui.TagList(
            ui.modal_button("No"), ui.input_action_button("end_class_now", "End it", class_="btn-danger")
        ),
    )
