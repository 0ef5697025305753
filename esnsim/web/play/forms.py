"""What the page of play shows, as plain values."""

from __future__ import annotations

from typing import Any, NamedTuple

from shiny import ui

from esnsim.analysis.person_level import LadderPlace
from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.experiments.design.labels import in_words
from esnsim.report.layout.stages import COLOURS, NAMES
from esnsim.report.style import GREY, HUES
from esnsim.web.play.accounts import PlanAccounts, accounts_of, goal_day
from esnsim.web.play.look import person_today, unit_people
from esnsim.web.play.play import Play
from esnsim.web.sliders import SLIDER

PLAN_COLOURS = (GREY, *HUES)


class LookedAt(NamedTuple):
    """What is looked at.

    Attributes:
        what: ``unit`` or ``person``.
        nth: Which.
    """

    what: str
    nth: int


class PlanTable(NamedTuple):
    """The plans that are on the table.

    Attributes:
        plans: Their names.
        active: The plan that is changed.
        doing: What it does.
        files: What was repaired, assumed, ignored and noted in imported files, a sentence each.
    """

    plans: tuple[str, ...]
    active: str
    doing: tuple[str, ...]
    files: tuple[str, ...] = ()


class Screen(NamedTuple):
    """What the page shows, made beside the loop that answers everybody.

    Attributes:
        question: What is asked.
        now: How it stands, in a sentence.
        tabled: The plans.
        accounts: What they take, and what becomes of the goal.
        day: Workdays simulated.
        last_day: Workdays of the scenario.
        units: How many units there are.
        people: How many positions there are.
        picture: Map and curves, as plain values.
        inside: The unit or person that is looked at.
    """

    question: str
    now: str
    tabled: PlanTable
    accounts: PlanAccounts
    day: int
    last_day: int
    units: int
    people: int
    picture: dict[str, Any]
    inside: ui.TagList | None


def screen_of(play: Play, rung: str, looked: LookedAt | None, *, anew: bool) -> Screen:
    """What the page shows of a play.

    Args:
        play: What is played.
        rung: What the curves show.
        looked: Which unit or person is looked at.
        anew: Whether the map is drawn afresh.
    """
    scenario, table = play.setting.scenario, play.table
    return Screen(
        scenario.question or scenario.name,
        said(play),
        PlanTable(tuple(table.plans), table.active, tuple(map(done, table.plans[table.active])), import_findings(play)),
        accounts_of(play),
        table.day,
        play.last_day,
        len(play.branches.names),
        play.setting.organisation.people,
        picture(play, rung, anew=anew),
        None if looked is None else look_inside(play, looked),
    )


def import_findings(play: Play) -> tuple[str, ...]:
    """What was made of imported files; nothing of a generated organisation."""
    report = play.setting.report
    return (
        ()
        if report is None
        else tuple(f"{finding.severity}: {finding.kind}: {finding}" for finding in report.by_severity)
    )


def look_inside(play: Play, looked: LookedAt) -> ui.TagList:
    """A unit or a person, looked at from near."""
    return unit_people(play, looked.nth) if looked.what == "unit" else person_today(play, looked.nth)


def said(play: Play) -> str:
    """How it stands, in a sentence."""
    day, active = play.table.day, play.table.active
    shares = {rung: values[-1] for rung, values in play.shares(active).items()}
    when = "At the start" if not day else f"Week {-(-day // WORKDAYS_A_WEEK)}, {play.setting.scenario.date(day - 1)}"
    over = "; this is the end" if day >= play.last_day else ""
    return (
        f"{when}, with '{active}': {shares['reader']:.1f} % read, {shares['interactive']:.1f} % react or write, "
        f"{shares['contributor']:.1f} % write{over}."
    )


def done(one: dict[str, Any]) -> str:
    """One thing that is done, and when."""
    title = SLIDER[one["kind"]].title if one["kind"] in SLIDER else in_words(one["kind"])
    name = title if one.get("name") in (None, one["kind"]) else str(one["name"])
    until = f", until {one['duration']['until']}" if isinstance(one.get("duration"), dict) else ""
    start = one.get("start", "the start")
    when = f"from {start}" if isinstance(start, str) else "on a condition"
    return f"{name}, {when}{until}"


def item(nth: int, said: str) -> ui.Tag:
    """One thing that is done, with a button to stop it."""
    look = "btn btn-sm btn-outline-secondary stop"
    label = f"Stop {said.rsplit(', from ', 1)[0]}"
    stop = ui.tags.button("Stop", type="button", class_=look, data_stop=str(nth), aria_label=label)
    return ui.tags.li(ui.span(said), stop)


def picture(play: Play, rung: str, *, anew: bool) -> dict[str, Any]:
    """What the screen shows, as plain values."""
    names = list(play.table.plans)
    scenario = play.setting.scenario
    goal = scenario.judged_goal
    content: dict[str, Any] = {
        "day": play.table.day,
        "days": play.last_day,
        "start": scenario.start.isoformat(),
        "goal": {"day": goal_day(scenario, goal), "percent": 100.0 * goal.number}
        if goal is not None and goal.measure == rung
        else None,
        "curves": [
            {"name": name, "colour": PLAN_COLOURS[nth], "values": play.shares(name)[rung]}
            for nth, name in enumerate(names)
        ],
        "rung": rung,
        "units": play.units(play.table.active).tolist(),
    }
    if anew:
        content["map"] = [
            {"x": spot.x, "y": spot.y, "r": spot.radius, "name": name}
            for spot, name in zip(play.spots, play.branches.names, strict=True)
        ]
        content["colours"] = [COLOURS[place] for place in LadderPlace]
        content["places"] = [NAMES[place] for place in LadderPlace]
    return content
