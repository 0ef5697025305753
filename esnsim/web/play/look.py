"""Looking inside: who is in a unit, and what led a person there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from shiny import ui

from esnsim.analysis.attribution.trace import trace
from esnsim.analysis.attribution.words import chain, described
from esnsim.analysis.person_level import LadderPlace
from esnsim.analysis.person_level.portrait import ladder_places
from esnsim.report.layout.stages import NAMES
from esnsim.scenario import Scenario
from esnsim.simulation.simulate import Prepared
from esnsim.web.play.play import REPLICATE, Play

MOST_PEOPLE = 60
"""People of a unit that are listed."""
MOST_CONTACTS = 12


def unit_people(play: Play, unit: int) -> ui.TagList:
    """The people of a unit, those who do most first, each a button."""
    simulation = play.runs[play.table.active]
    rows = np.flatnonzero(play.branches.of == unit)
    found = ladder_places(simulation.world, simulation.day - 1)[simulation.world.row_of][rows]
    order = rows[np.argsort(-found, kind="stable")]
    by_row = dict(zip(rows.tolist(), found.tolist(), strict=True))
    labels = play.setting.organisation.labels
    counts = ", ".join(
        f"{int((found == place).sum())} {NAMES[place]}" for place in reversed(LadderPlace) if (found == place).any()
    )
    people = [_person(f"{labels[row]}: {NAMES[LadderPlace(by_row[row])]}", row) for row in order[:MOST_PEOPLE].tolist()]
    more = ui.p(f"and {len(order) - MOST_PEOPLE:,} more", class_="hint") if len(order) > MOST_PEOPLE else None
    return ui.TagList(
        ui.h3(f"{play.branches.names[unit]}: {len(rows):,} people"),
        ui.p(counts),
        ui.div(*people, class_="people"),
        more,
    )


def person_today(play: Play, row: int) -> ui.TagList:
    """Who somebody is, their rung today, and whom they work with."""
    who, simulation = play.setting.organisation, play.runs[play.table.active]
    now = ladder_places(simulation.world, simulation.day - 1)[simulation.world.row_of]
    mine = slice(int(who.ties.start[row]), int(who.ties.start[row + 1]))
    pairs = zip(who.ties.other[mine].tolist(), who.ties.weight[mine].tolist(), strict=True)
    contacts = sorted(pairs, key=lambda each: (-each[1], each[0]))
    others = [_person(f"{who.labels[other]}: {NAMES[LadderPlace(int(now[other]))]}", other) for other, _ in contacts]
    return ui.TagList(
        ui.h3(f"{who.labels[row]}: {NAMES[LadderPlace(int(now[row]))]}"),
        ui.p(described(who, row)),
        ui.h4("Closest contacts"),
        ui.div(*others[:MOST_CONTACTS], class_="people"),
    )


def person_story(setting: Prepared, short: Scenario, active: str, row: int, day: int) -> ui.TagList:
    """Why somebody adopted or lapsed, step by step up to a day: the run is simulated again and watched.

    Args:
        setting: What is played.
        short: Its scenario, up to the week of the day.
        active: Name of the plan.
        row: Position of the person.
        day: Workdays simulated.
    """
    who = setting.organisation
    told = trace(replace(setting, scenario=short), active, REPLICATE, [row])
    today = short.date(day).isoformat()
    steps = [ui.tags.li(ui.tags.b(date), f" {sentence}") for date, sentence in chain(who, short, told) if date < today]
    return ui.TagList(
        ui.h4(f"What happened, with '{active}'"),
        ui.tags.ol(*steps) if steps else ui.p("Nothing worth telling yet.", class_="hint"),
    )


def _person(text: str, row: int) -> ui.Tag:
    """Somebody, as a button."""
    look = "btn btn-sm btn-outline-secondary person"
    return ui.tags.button(text, type="button", class_=look, data_person=str(row))
