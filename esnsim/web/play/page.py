"""The page on which a scenario is played."""

from __future__ import annotations

from typing import cast

from shiny import ui

from esnsim.analysis.person_level import LadderPlace
from esnsim.report.layout.stages import COLOURS, NAMES
from esnsim.scenario.shipped import shipped
from esnsim.web.chores import FRESH, MOST_PEOPLE, OWN
from esnsim.web.play.play import SHOWN
from esnsim.web.sliders import SLIDERS

MOST_SEED = 2**32 - 1
SPEEDS = {"1": "slow", "5": "a week at a time", "20": "a month at a time"}
"""Workdays between two looks."""


def play_page() -> ui.CardItem:
    """The page."""
    return ui.layout_sidebar(
        ui.sidebar(
            ui.accordion(
                ui.accordion_panel("What is played", _choose()),
                ui.accordion_panel("What is done", _plan()),
                ui.accordion_panel("Take away", _take()),
                id="parts",
                open=["What is played", "What is done"],
            ),
            width=380,
            open={"desktop": "open", "mobile": "closed"},
        ),
        ui.tags.h1(ui.output_text("question", inline=True), class_="question"),
        ui.div(
            ui.input_action_button("run", "Run", class_="btn-primary"),
            ui.input_action_button("day", "One day"),
            ui.input_action_button("week", "One week"),
            ui.input_action_button("undo", "Undo"),
            ui.input_select("speed", "Speed", SPEEDS, selected="5", width="11rem"),
            class_="controls",
            role="group",
            aria_label="Time",
        ),
        ui.p(ui.output_text("now", inline=True), class_="now", role="status", aria_live="polite"),
        ui.output_ui("problem"),
        ui.output_ui("files"),
        ui.div(
            ui.div(
                ui.h2("Curves"),
                ui.input_radio_buttons(
                    "rung", None, {rung: rung for rung in SHOWN}, selected="contributor", inline=True
                ),
                ui.p(ui.output_text("meaning", inline=True), class_="hint"),
                ui.div(id="curves", role="img", aria_label="Curves of the plans over time"),
                class_="panel",
            ),
            ui.div(
                ui.h2(ui.output_text("mapped", inline=True)),
                ui.div(
                    *(
                        ui.span(ui.tags.i(style=f"background:{COLOURS[place]}"), NAMES[place])
                        for place in reversed(LadderPlace)
                    ),
                    class_="key",
                ),
                ui.div(id="map", role="group", aria_label="Map of the units; each is a button that tells who is there"),
                class_="panel",
            ),
            class_="panels",
        ),
        ui.div(ui.h2("Look inside"), ui.output_ui("inside"), ui.output_ui("story"), class_="panel", aria_live="polite"),
    )


def _choose() -> ui.TagList:
    cases = {OWN: OWN, FRESH: FRESH, **{name: name.replace("_", " ") for name in shipped()}}
    return ui.TagList(
        ui.input_select("case", "Case", cases, selected="launch"),
        ui.panel_conditional(
            f"input.case === '{OWN}'",
            # Without an id, so that the library does not send the file itself: the page reads its text.
            ui.tags.label(
                "Scenario file (YAML)",
                ui.tags.input(
                    type="file", accept=".yaml,.yml,text/plain", class_="form-control", data_scenario_file="true"
                ),
            ),
            ui.input_text_area("scenario_text", "or its text", rows=6, spellcheck="false"),
        ),
        ui.panel_conditional(
            f"input.case === '{FRESH}'",
            ui.input_slider("reader", "Readers at the start, %", 0, 95, 45),
            ui.input_slider("contributor", "Contributors at the start, %", 0, 40, 6),
            ui.input_slider("weeks", "Weeks", 13, 208, 104, step=13),
        ),
        ui.input_numeric("people", "People (empty: as the case says)", cast("float", None), min=20, max=MOST_PEOPLE),
        ui.input_numeric("seed", "Random seed (a whole number)", 1, min=0, max=MOST_SEED),
        ui.input_action_button("begin", "Begin", class_="btn-primary"),
    )


def _plan() -> ui.TagList:
    return ui.TagList(
        ui.output_ui("plans"),
        ui.output_ui("doing"),
        ui.input_select("lever", "Add", {slider.kind: slider.title for slider in SLIDERS}),
        ui.output_ui("amount"),
        ui.div(
            ui.input_action_button("add", "From tomorrow"),
            ui.input_action_button("fork_add", "Fork with it"),
            class_="controls",
        ),
        ui.input_text("fork_name", "Name of a fork", placeholder="from here with ..."),
        ui.div(
            ui.input_action_button("fork", "Fork as it is"),
            ui.input_action_button("drop", "Drop this plan"),
            class_="controls",
        ),
    )


def _take() -> ui.TagList:
    return ui.TagList(
        ui.p("The scenario gives these curves from the command line, bit for bit: esnsim run my.yaml", class_="hint"),
        ui.download_button("take_yaml", "Scenario (YAML)"),
        ui.download_button("take_data", "Data (CSV)"),
        ui.download_button("take_report", "Report (HTML, takes half a minute)"),
    )
