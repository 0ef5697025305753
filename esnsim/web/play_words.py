"""What is asked for on the page of play, and what the page shows, as plain values."""

from __future__ import annotations

from typing import Any

from shiny import Inputs, ui

from esnsim.experiments.labels import in_words
from esnsim.experiments.portraits import Place
from esnsim.interventions.workdays import WORKDAYS_A_WEEK
from esnsim.report.map import layout
from esnsim.report.places import COLOURS, NAMES
from esnsim.report.style import GREY, HUES
from esnsim.scenario import Scenario
from esnsim.scenario import load as load_scenario
from esnsim.scenario.shipped import shipped
from esnsim.web.levers import LEVER
from esnsim.web.play import Play

MOST_LETTERS = 200_000
"""A scenario that is given to the app has at most so many."""
OWN, FRESH = "(a scenario of my own)", "(a fresh organisation)"
PLAN_COLOURS = (GREY, *HUES)


def asked(input: Inputs) -> Scenario:  # noqa: A002 - the library's name
    """The scenario that is asked for.

    Raises:
        ScenarioError: If it says something that cannot be.
        ValueError: If it is too long, or would read files of this machine.
    """
    changes = [f"organisation.generate.people={int(input.people())}"] if input.people() else []
    changes += [f"seed={int(input.seed())}"] if input.seed() is not None else []
    if input.case() == FRESH:
        return _fresh(int(input.reader()), int(input.contributor()), int(input.weeks()), changes)
    if input.case() != OWN:
        known = shipped()
        if input.case() not in known:
            raise ValueError("there is no such case")
        return load_scenario(known[input.case()], changes)
    text = input.scenario_text()
    if not text.strip():
        raise ValueError("choose a scenario file, or paste its text")
    if len(text) > MOST_LETTERS:
        raise ValueError(f"that is more than {MOST_LETTERS:,} letters; a scenario is shorter")
    scenario = load_scenario(text if "\n" in text else f"{text}\n", changes)
    if scenario.organisation.import_ is not None:
        raise ValueError("a scenario that is given to the app has to generate its organisation; it reads no files")
    return scenario


def _fresh(reader: int, contributor: int, weeks: int, changes: list[str]) -> Scenario:
    if reader and contributor >= reader:
        raise ValueError("contributors are readers too, so there have to be fewer of them")
    initial = f"{{reader: {reader / 100}, contributor: {contributor / 100}}}" if reader else "launch"
    text = (
        f"name: A fresh organisation\nweeks: {weeks}\norganisation: {{generate: {{people: 1000}}}}\n"
        f"initial: {initial}\nprogrammes:\n  nothing is done: []\n  our plan: []\nbaseline: nothing is done\n"
    )
    return load_scenario(text, changes)


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


def item(nth: int, one: dict[str, Any]) -> ui.Tag:
    """One thing that is done, with a button to stop it."""
    title = LEVER[one["kind"]].title if one["kind"] in LEVER else in_words(one["kind"])
    name = title if one.get("name") in (None, one["kind"]) else str(one["name"])
    until = f", until {one['duration']['until']}" if isinstance(one.get("duration"), dict) else ""
    start = one.get("start", "the start")
    when = f"from {start}" if isinstance(start, str) else "on a condition"
    stop = ui.tags.button(
        "Stop",
        type="button",
        class_="btn btn-sm btn-outline-secondary stop",
        data_stop=str(nth),
        aria_label=f"Stop {name}",
    )
    return ui.tags.li(ui.span(f"{name}, {when}{until}"), stop)


def picture(play: Play, rung: str, *, anew: bool) -> dict[str, Any]:
    """What the screen shows, as plain values."""
    names = list(play.table.plans)
    content: dict[str, Any] = {
        "day": play.table.day,
        "days": play.last_day,
        "start": play.setting.scenario.start.isoformat(),
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
            for spot, name in zip(layout(play.branches), play.branches.names, strict=True)
        ]
        content["colours"] = [COLOURS[place] for place in Place]
        content["places"] = [NAMES[place] for place in Place]
    return content
