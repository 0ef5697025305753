"""Looking inside: who is in a unit, and what led a person where they stand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from shiny import ui

from esnsim.experiments.portraits import Place
from esnsim.experiments.portraits.portrait import places
from esnsim.experiments.why.trace import trace
from esnsim.experiments.why.words import chain, described
from esnsim.interventions.workdays import WORKDAYS_A_WEEK
from esnsim.report.places import NAMES
from esnsim.web.play import LUCK, Play

MOST_PEOPLE = 60
"""People of a unit that are listed."""
MOST_CONTACTS = 12


def unit_people(play: Play, unit: int) -> ui.TagList:
    """The people of a unit, those who do most first, each a button."""
    life = play.lives[play.table.active]
    rows = np.flatnonzero(play.branches.of == unit)
    found = places(life.world, life.day - 1)[life.world.row_of][rows]
    order = rows[np.argsort(-found, kind="stable")]
    by_row = dict(zip(rows.tolist(), found.tolist(), strict=True))
    labels = play.setting.organisation.labels
    counts = ", ".join(
        f"{int((found == place).sum())} {NAMES[place]}" for place in reversed(Place) if (found == place).any()
    )
    people = [
        ui.tags.button(
            f"{labels[row]}: {NAMES[Place(by_row[row])]}",
            type="button",
            class_="btn btn-sm btn-outline-secondary person",
            data_person=str(row),
        )
        for row in order[:MOST_PEOPLE].tolist()
    ]
    more = ui.p(f"and {len(order) - MOST_PEOPLE:,} more", class_="hint") if len(order) > MOST_PEOPLE else None
    return ui.TagList(
        ui.h3(f"{play.branches.names[unit]}: {len(rows):,} people"), ui.p(counts), ui.div(*people, class_="people"), more
    )


def person_story(play: Play, row: int) -> ui.TagList:
    """Who somebody is, whom they work with, and why they adopted or lapsed, step by step up to today."""
    who, active = play.setting.organisation, play.table.active
    life = play.lives[active]
    now = places(life.world, life.day - 1)[life.world.row_of]
    ties = who.ties
    mine = slice(int(ties.start[row]), int(ties.start[row + 1]))
    contacts = sorted(zip(ties.other[mine].tolist(), ties.weight[mine].tolist(), strict=True), key=lambda each: -each[1])
    weeks = max(1, -(-play.table.day // WORKDAYS_A_WEEK))
    short = play.scenario.model_copy(update={"weeks": weeks})
    told = trace(replace(play.setting, scenario=short), active, LUCK, [row])
    today = play.setting.scenario.date(play.table.day)
    steps = [
        ui.tags.li(ui.tags.b(date), f" {sentence}")
        for date, sentence in chain(who, short, told)
        if date < today.isoformat()
    ]
    others = [
        ui.tags.button(
            f"{who.labels[other]}: {NAMES[Place(int(now[other]))]}",
            type="button",
            class_="btn btn-sm btn-outline-secondary person",
            data_person=str(other),
        )
        for other, _ in contacts[:MOST_CONTACTS]
    ]
    return ui.TagList(
        ui.h3(f"{who.labels[row]}: {NAMES[Place(int(now[row]))]}"),
        ui.p(described(who, row)),
        ui.h4(f"What happened, with '{active}'"),
        ui.tags.ol(*steps) if steps else ui.p("Nothing worth telling yet.", class_="hint"),
        ui.h4("Closest contacts"),
        ui.div(*others, class_="people"),
    )
