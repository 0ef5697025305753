"""The page on which a scenario is played: time, curves, what is done, the map, what it takes, and a look inside.

In the order in which it is read aloud. Beside each other on a screen, below each other on a phone, where the curves
stay in sight.
"""

from __future__ import annotations

from typing import cast

from shiny import ui

from esnsim.analysis.person_level import LadderPlace
from esnsim.report.layout.stages import COLOURS, NAMES
from esnsim.scenario.shipped import shipped
from esnsim.web.chores import FRESH, MOST_PEOPLE, OWN
from esnsim.web.play.play import SHOWN
from esnsim.web.range_field import range_field
from esnsim.web.sliders import SLIDERS

MOST_SEED = 2**32 - 1
SPEEDS = {"1": "slow", "5": "a week at a time", "20": "a month at a time"}
"""Workdays between two looks."""
MAP_HELP = "Map of the units: arrow keys go from one to the next, Enter tells who is there"


def play_page(case: str, text: str) -> ui.Tag:
    """The page.

    Args:
        case: The case that is played first, or `OWN` where it is none of those that ship.
        text: Of that one, empty where it is no text that the app takes.
    """
    return ui.tags.main(
        ui.div(ui.h1(ui.output_text("question", inline=True), class_="question"), _time(), class_="head"),
        ui.p(ui.output_text("now", inline=True), class_="now", role="status", aria_live="polite", id="standing"),
        ui.output_ui("problem"),
        ui.output_ui("files"),
        ui.div(_curves(), _levers(_choose(case, text)), _map(), _accounts(), class_="stage"),
        ui.tags.section(
            ui.h2("Look inside"),
            ui.output_ui("inside"),
            ui.output_ui("story"),
            class_="panel",
            aria_label="Look inside",
            aria_live="polite",
            id="within",
        ),
        class_="play",
    )


def _time() -> ui.Tag:
    return ui.div(
        ui.input_action_button("run", "Run", class_="btn-primary"),
        ui.input_action_button("day", "One day"),
        ui.input_action_button("week", "One week"),
        ui.input_action_button("undo", "Undo"),
        ui.input_select("speed", "Speed", SPEEDS, selected="5", width="15rem"),
        class_="controls",
        role="group",
        aria_label="Time",
    )


def _curves() -> ui.Tag:
    rungs = {rung: rung for rung in SHOWN}
    return ui.tags.section(
        ui.h2("Curves", class_="unseen"),
        ui.input_radio_buttons("rung", "Rung", rungs, selected="contributor", inline=True),
        ui.p(ui.output_text("meaning", inline=True), class_="hint"),
        ui.div(id="curves", role="img", aria_label="Curves of the plans over time"),
        class_="panel shown-curves",
    )


def _map() -> ui.Tag:
    key = [ui.span(ui.tags.i(style=f"background:{COLOURS[place]}"), NAMES[place]) for place in reversed(LadderPlace)]
    return ui.tags.section(
        ui.h2(ui.output_text("mapped", inline=True)),
        ui.div(*key, class_="key"),
        ui.div(id="map", role="group", aria_label=MAP_HELP),
        class_="panel shown-map",
    )


def _accounts() -> ui.Tag:
    return ui.tags.section(
        ui.div(ui.h2("What it takes, and the goal"), ui.output_ui("sureness"), class_="head"),
        ui.output_ui("accounts"),
        class_="panel accounts",
    )


def _levers(choice: ui.TagList) -> ui.Tag:
    return ui.tags.section(
        _folded("Play another case", choice),
        ui.h2("What is done", class_="unseen"),
        ui.output_ui("plans"),
        ui.input_select("lever", "Add", {slider.kind: slider.title for slider in SLIDERS}),
        ui.output_ui("amount"),
        ui.p(ui.output_text("offer", inline=True), class_="hint", id="offered"),
        ui.div(
            ui.input_action_button("add", "From tomorrow"),
            ui.input_action_button("fork_add", "Fork with it"),
            class_="controls",
        ),
        ui.output_ui("doing"),
        _folded(
            "Fork or drop the plan",
            ui.input_text("fork_name", "Name of a fork", placeholder="from here with ..."),
            ui.div(
                ui.input_action_button("fork", "Fork as it is"),
                ui.input_action_button("drop", "Drop this plan"),
                class_="controls",
            ),
        ),
        _folded("Take away", _take()),
        class_="panel levers",
    )


def _folded(title: str, *content: ui.TagChild) -> ui.Tag:
    """Something that is shown when it is asked for."""
    return ui.tags.details(ui.tags.summary(title), *content)


def _choose(case: str, text: str) -> ui.TagList:
    cases = {OWN: OWN, FRESH: FRESH, **{name: name.replace("_", " ") for name in shipped()}}
    return ui.TagList(
        ui.input_select("case", "Case", cases, selected=case),
        ui.panel_conditional(
            f"input.case === '{OWN}'",
            # Without an id, so that the library does not send the file itself: the page reads its text.
            ui.tags.label(
                "Scenario file (YAML)",
                ui.tags.input(
                    type="file", accept=".yaml,.yml,text/plain", class_="form-control", data_scenario_file="true"
                ),
            ),
            ui.input_text_area("scenario_text", "or its text", text, rows=6, spellcheck="false"),
        ),
        ui.panel_conditional(
            f"input.case === '{FRESH}'",
            range_field("reader", "Readers at the start, %", 0, 95, 45),
            range_field("contributor", "Contributors at the start, %", 0, 40, 6),
            range_field("weeks", "Weeks", 13, 208, 104, step=13),
        ),
        ui.input_numeric("people", "People (empty: as the case says)", cast("float", None), min=20, max=MOST_PEOPLE),
        ui.input_numeric("seed", "Random seed (empty: as the case says)", cast("float", None), min=0, max=MOST_SEED),
        ui.input_action_button("begin", "Begin", class_="btn-primary"),
    )


def _take() -> ui.TagList:
    return ui.TagList(
        ui.p("The scenario gives these curves from the command line, bit for bit: esnsim run my.yaml", class_="hint"),
        ui.download_button("take_yaml", "Scenario (YAML)"),
        ui.download_button("take_data", "Data (CSV)"),
        ui.download_button("take_report", "Report (HTML, takes half a minute)"),
    )
