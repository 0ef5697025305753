"""What is seen in a class: ways in, a team's plan, the facilitator's board, and the debrief."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

from shiny import ui

from esnsim.interventions.intervention import Cost
from esnsim.report.text.sizes import ProgrammeSize, size_remark, tied_remark
from esnsim.scenario import Scenario
from esnsim.web.catalogue import lever_help
from esnsim.web.classroom.classroom import SLACK, Choice, Classroom, Team
from esnsim.web.classroom.runs import Debriefed
from esnsim.web.sliders import SLIDER, SLIDERS

Widths = dict[Literal["xs", "sm", "md", "lg", "xl", "xxl"], Iterable[int] | int | None]
WIDTHS_OF_TWO: Widths = {"sm": 12, "lg": 6}
WIDTHS_OF_THREE: Widths = {"sm": 12, "lg": 4}
READY = "Planned; it can be changed until the round begins."
NOT_READY = "Not planned yet: nothing new is done."
NOT_ACCEPTED = "Not accepted, and not done: {why}. What was planned before stands; change this and plan again."
HOURS_A_POINT = 8
"""A point is about a day of somebody's time."""
Told = tuple[list[Debriefed], tuple[tuple[Choice, ...], float]]
"""What teams are told in the end, and the best plan with what it reaches."""


def begun(found: Classroom, team: Team) -> tuple[Choice, ...]:
    """What a team does in the rounds that have been simulated."""
    return tuple(each for each in team.choices if each.week < found.week)


def wanted(found: Classroom, team: Team) -> tuple[Choice, ...]:
    """What a team has ticked for the next round: what was not accepted stays, to be mended."""
    if not team.why:
        return tuple(each for each in team.choices if each.week >= found.week)
    doing = {each.lever for each in begun(found, team)}
    return tuple(each for each in team.refused if each.lever not in doing)


def total(
    found: Classroom, team: Team, ticked: Mapping[str, float], prices: Mapping[str, Cost] = MappingProxyType({})
) -> str:
    """What a team would have spent with what is ticked.

    Args:
        found: The class.
        team: The team.
        ticked: Where sliders stand of what is ticked.
        prices: What kinds of interventions cost, from `prices_of`.
    """
    new = sum(SLIDER[kind].cost(amount) for kind, amount in ticked.items())
    spent = new + sum(each.cost for each in begun(found, team))
    left = found.budget - spent
    rest = f"{left:.4g} left" if left >= -SLACK else f"{-left:.4g} too many"
    hours = round(new * HOURS_A_POINT)
    return (
        f"Ticked: {new:.4g} points, about {hours:,} hours of work. With what is being done that is {spent:.4g} of "
        f"{found.budget:g} points: {rest}.{_money(found, team, ticked, prices)}"
    )


def prices_of(scenario: Scenario) -> dict[str, Cost]:
    """What each kind of intervention costs that a scenario has given a cost, the first of each kind."""
    prices: dict[str, Cost] = {}
    for name in scenario.programmes:
        for one in scenario.programme(name):
            if one.cost is not None and one.cost != Cost():
                prices.setdefault(one.kind, one.cost)
    return prices


def _money(found: Classroom, team: Team, ticked: Iterable[str], prices: Mapping[str, Cost]) -> str:
    """What all of it costs until the end; nothing where no price is known."""
    weeks = found.rounds * found.weeks
    spent = [(each.lever, weeks - each.week) for each in begun(found, team)]
    spent += [(kind, weeks - found.week) for kind in ticked]
    known = [(prices[kind], left) for kind, left in spent if kind in prices]
    if not known:
        return ""
    fixed = sum(price.once + price.per_week * left for price, left in known)
    each = sum(price.per_person for price, _ in known)
    reached = f", and {each:,.4g} for each person reached" if each else ""
    return f" In money: at most {fixed:,.0f} until the end{reached}, at the prices of the app's scenario."


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


def plan(found: Classroom, team: Team) -> ui.Tag:
    """What a team sees: its budget, what it does, what it may do next, and its own curve."""
    doing = {each.lever: each for each in begun(found, team)}
    next_ones = {each.lever: each for each in wanted(found, team)}
    left = found.budget - sum(each.cost for each in doing.values())
    over = found.over
    heading = "The last round has been played" if over else f"Round {found.round + 1} of {found.rounds}"
    state = NOT_ACCEPTED.format(why=team.why) if team.why else READY if team.ready else NOT_READY
    rows = [_row(slider.kind, next_ones.get(slider.kind)) for slider in SLIDERS if slider.kind not in doing]
    form = ui.div(
        *rows,
        ui.p(ui.output_text("class_total", inline=True), class_="total", role="status"),
        ui.p(state, class_="hint", role="status"),
        ui.input_action_button("submit_plan", "Plan this round", class_="btn-primary"),
    )
    return ui.div(
        ui.h1(f"{team.name}: {found.title}", class_="question"),
        ui.p(
            f"{heading}. Week {found.week} of {found.rounds * found.weeks}; {left:g} of {found.budget:g} points left."
        ),
        ui.p(f"To come back: code {found.code}, key {team.key}", class_="hint"),
        ui.layout_columns(
            ui.div(
                ui.h2("What we do"),
                _begun_list(doing),
                *([] if over else [ui.h2("What we add next"), form]),
                class_="panel",
            ),
            ui.div(ui.h2("Contributors, % of headcount"), _drawing(), class_="panel"),
            col_widths=WIDTHS_OF_TWO,
        ),
        ui.input_action_button("leave_class", "Leave"),
    )


def _drawing() -> ui.Tag:
    """Where curves will be drawn."""
    return ui.div(ui.p("Being worked out ...", class_="hint"), id="board", role="img", aria_label="Not drawn yet")


def _begun_list(doing: Mapping[str, Choice]) -> ui.Tag:
    if not doing:
        return ui.p("Nothing so far.", class_="hint")
    return ui.tags.ul(*(ui.tags.li(_chosen(each)) for each in doing.values()))


def _chosen(each: Choice) -> str:
    slider = SLIDER[each.lever]
    return f"{slider.title}, {each.amount:g} {slider.unit}, from week {each.week + 1} ({each.cost:g} points)"


def _row(kind: str, planned: Choice | None) -> ui.Tag:
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
                planned.amount if planned else slider.usual,
                step=slider.step,
            ),
        ),
        class_="lever-row",
    )


def board(found: Classroom, told: Told | None) -> ui.Tag:
    """What a facilitator sees: everybody's curve, who has planned, and the debrief."""
    rows = [
        ui.tags.tr(
            ui.tags.td(each.name),
            ui.tags.td(_state(each)),
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
        else ui.input_action_button("next_round", f"Simulate the next {found.weeks} weeks", class_="btn-primary")
    )
    return ui.div(
        ui.h1(found.title, class_="question"),
        ui.p("Teams join with the code ", ui.span(found.code, class_="code")),
        ui.p(f"Week {found.week} of {found.rounds * found.weeks}. {end}", role="status"),
        button,
        ui.div(ui.h2("Contributors, % of headcount"), _drawing(), class_="panel"),
        ui.div(ui.h2("Teams"), table, class_="panel board"),
        *([_debriefed(found, *told)] if told and found.over else []),
        ui.div(
            ui.input_action_button("show_key", "Show my key"),
            ui.input_action_button("leave_class", "Leave"),
            ui.input_action_button("end_class", "End this class", class_="btn-outline-danger"),
            class_="controls",
        ),
    )


def _state(team: Team) -> str:
    """Whether a team has planned the next round."""
    if team.why:
        return f"not accepted: {team.why}"
    return "yes" if team.ready else "not yet"


def key_shown(found: Classroom) -> ui.Tag:
    """The facilitator's key, which is shown when it is asked for."""
    return ui.modal(
        ui.p("To come back as facilitator, from here or another machine, page Class, Come back:"),
        ui.p(f"code {found.code}, key ", ui.span(found.key, id="facilitator_key")),
        ui.p("Whoever knows the key leads the class; teams need the code only.", class_="hint"),
        title="Your key",
        easy_close=True,
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


def _doubts(teams: list[Debriefed]) -> list[str]:
    """Who may be as good as the first, and whether teams took very unequal effort."""
    sizes = {each.team: ProgrammeSize(None, each.spent * HOURS_A_POINT) for each in teams if each.spent}
    said = [tied_remark(teams[0].team, [each.team for each in teams if each.tied])] if teams else []
    return [f"{each[0].upper()}{each[1:]}." for each in [*said, *size_remark(sizes)] if each]


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
        ui.p(
            "Means of three runs with the same random numbers for all; a difference below two points may "
            "be random variation."
        ),
        ui.tags.ol(*parts),
        *(ui.p(each) for each in _doubts(teams)),
        ui.h3(f"The best plan found reaches {reached:.1f} %"),
        ui.p("; ".join(map(_chosen, plan)) or "Nothing is done."),
        ui.p(
            "Found by trying each intervention from the first week, and the strongest together; no proof.",
            class_="hint",
        ),
        ui.h3("What nobody knew"),
        ui.p(f"Constants of this class: {hidden}."),
        class_="panel",
    )
