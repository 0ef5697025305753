"""The parts of a report that say who moved, who writes, who talks with whom, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from esnsim.analysis.person_level import Gallery, LadderPlace
from esnsim.analysis.person_level.tables import (
    communities,
    concentration,
    exchanges,
    journeys,
    people_by_rung,
    shown_groups,
    week_by_week,
    who_moved,
)
from esnsim.experiments import Experiment
from esnsim.experiments.estimates.bands import held_in_band
from esnsim.experiments.results.costs import RESTS_ON, Assumption, assumptions_of, costs
from esnsim.report.document.charts import activity_chart
from esnsim.report.document.content import Grid, Picture, Section
from esnsim.report.figures.activity import SIGNS, activity_figure, sign_curve
from esnsim.report.figures.costs import cost_figure
from esnsim.report.figures.inequality import inequality_figure
from esnsim.report.figures.map import unit_map
from esnsim.report.figures.stage_areas import alluvial, stage_areas
from esnsim.report.figures.units import unit_heatmap, unit_shares
from esnsim.report.text.answers import leading, ranked_by_contributors
from esnsim.report.text.cells import percent_cell, points_cell
from esnsim.report.text.deciding.findings import (
    REAL_TOP_SHARE,
    communities_finding,
    groups_finding,
    moved_finding,
    places_finding,
    unequal_finding,
    worth_finding,
)
from esnsim.report.text.worth import assumption_named, ends, largest_assumptions, short_sum

KEPT_BACK = (
    "Groups of fewer than five people are not shown, nor a second one from which the first could be found by "
    "subtraction."
)
ILLUSTRATIVE = (
    "The organisation was generated, and this is one of many that were possible: it illustrates what may happen, and "
    "its units are nobody's."
)
WORTH = (
    "Value is the time that use saves, and that of mail and meetings whose place it takes, less the time it takes "
    "(most of a whole network's is reading), the accounts and the programme, in money (euro at the defaults). "
    "Savings are ceilings from consultants' studies times realised use, never effects that were measured; "
    "what better decisions, a quicker start of newcomers or people who stay are worth is not in it."
)
SLIDE_TALL = 3.5
"""Inches of panels on slides: with the words of the picture as high as lets its letters be read from afar."""
MANY = 12
"""Groups from which a table is folded."""


def moved(gallery: Gallery) -> Section:
    """Who moved: from where to where, and in which groups."""
    table = who_moved(gallery)
    flows = pd.concat([journeys(runs).assign(programme=name) for name, runs in gallery.portraits.items()])
    places = week_by_week(gallery)
    pictures = [
        Picture(
            "journeys",
            "The rungs of people at the start and at the end.",
            lambda: alluvial(gallery),
            flows,
            on_slide=lambda: alluvial(of_two(gallery), SLIDE_TALL),
        ),
        Picture(
            "places",
            "People on each rung, over time.",
            lambda: stage_areas(gallery),
            places,
            on_slide=lambda: stage_areas(of_two(gallery)),
            finding=places_finding(places, most_contributors(gallery.experiment)),
        ),
    ]
    grids = [_groups(gallery, str(name), rows) for name, rows in table.groupby("grouping", sort=False)]
    runs = "the first run" if gallery.runs == 1 else f"the first {gallery.runs} runs"
    text = [f"Seen in {runs} of each programme, person by person. {KEPT_BACK}"]
    if gallery.experiment.scenario.organisation.generate is not None:
        text.append(ILLUSTRATIVE)
    order = [place.name.lower() for place in LadderPlace]
    found = moved_finding(flows, order, most_contributors(gallery.experiment))
    return Section("moved", "Who moved", text, pictures, grids, finding=found)


def most_contributors(experiment: Experiment) -> str:
    """The leading programme by contributors; the baseline where nothing else was run."""
    return leading(ranked_by_contributors(experiment)).programme if experiment.others else experiment.programmes[0]


def of_two(gallery: Gallery) -> Gallery:
    """Portraits of the baseline and of the programme with most contributors: as much as a slide has room for."""
    experiment = gallery.experiment
    baseline, best = experiment.scenario.baseline, most_contributors(experiment)
    kept = {name: runs for name, runs in gallery.portraits.items() if name in (baseline, best)}
    return replace(gallery, experiment=experiment.against(baseline, [best]), portraits=kept)


def _groups(gallery: Gallery, name: str, table: pd.DataFrame) -> Grid:
    """One way to divide people: shares at the start, and at the end of the baseline and of the best programme."""
    experiment = gallery.experiment
    baseline = experiment.scenario.baseline
    best = most_contributors(experiment) if experiment.others else baseline
    rows = []
    for group, own in table.groupby("group", sort=False):
        cells = [str(group), f"{int(own['people'].iloc[0]):,}"]
        wrote, read = (own[own["rung"] == rung].set_index("programme") for rung in ("contributor", "reader"))
        cells += [percent_cell(wrote["start"][baseline]), percent_cell(wrote["end"][baseline])]
        if best != baseline:
            cells.append(percent_cell(wrote["end"][best]))
            cells += [points_cell(*of.loc[best, ["difference", "low", "high"]]) for of in (wrote, read)]
        rows.append(cells)
    head = [name, "people", "contributors at the start", f"with '{baseline}'"]
    head += [f"with '{best}'", "difference", "readers: difference"] if best != baseline else []
    known = "with its 80 % interval" if table["low"].notna().any() else "of too few runs for an interval"
    caption = f"By {name}: share of the group, and the difference at the end in points, {known}."
    return Grid(
        caption,
        head,
        rows,
        data=table,
        name=f"moved-{name.replace(' ', '-')}",
        folded=len(rows) >= MANY,
        finding=groups_finding(name, table, best),
    )


def units(gallery: Gallery) -> Section:
    """Where in the organisation."""
    table = _mapped(gallery)
    pictures = [
        Picture(
            "map",
            "Units by size, the rungs of their people, and replies between them.",
            lambda: unit_map(gallery),
            table,
            on_slide=lambda: unit_map(of_two(gallery), SLIDE_TALL),
        ),
        Picture(
            "units",
            "Share of contributors in each unit, over time.",
            lambda: unit_heatmap(gallery),
            unit_shares(gallery),
            on_slide=lambda: unit_heatmap(of_two(gallery), most_tall=SLIDE_TALL),
        ),
    ]
    moves = who_moved(gallery)
    # Units of a generated organisation are nobody's.
    unit = "illustrative unit" if gallery.experiment.scenario.organisation.generate is not None else "unit"
    found = groups_finding(unit, moves[moves["grouping"] == "unit"], most_contributors(gallery.experiment))
    return Section("units", "Where in the organisation", pictures=pictures, finding=found)


def _mapped(gallery: Gallery) -> pd.DataFrame:
    """The numbers behind the map: people of each unit in each place, and replies to and from other units."""
    names, of = gallery.branches.names, gallery.branches.of.astype(np.int64)
    shown = shown_groups(np.bincount(of, minlength=len(names)))
    tables = []
    for programme, runs in gallery.portraits.items():
        between = exchanges(runs)
        np.fill_diagonal(between, 0.0)
        table = pd.DataFrame(
            people_by_rung(runs, of, len(names)), columns=[place.name.lower() for place in LadderPlace]
        )
        table.insert(0, "programme", programme)
        table.insert(1, "unit", list(names))
        table["replies_to_others"], table["replies_from_others"] = between.sum(1), between.sum(0)
        tables.append(table[shown])
    return pd.concat(tables, ignore_index=True)


def inequality_section(gallery: Gallery) -> Section:
    """How unequally people write."""
    experiment = gallery.experiment
    table = experiment.inequality()
    rows = [
        [str(row["programme"]), f"{row['week']}", f"{row['gini']:.2f}", percent_cell(row["top_share"])]
        for row in table.to_dict("records")
    ]
    grid = Grid(
        "Half-year by half-year, over people with an account: Gini coefficient of posts and replies, and the share "
        f"that the most active 5 % wrote; medians of runs. Real networks have 0.75 to 0.95, and {REAL_TOP_SHARE}.",
        ["programme", "half-year to week", "Gini", "written by the top 5 %"],
        rows,
        data=table,
        name="inequality",
    )
    data = pd.concat([concentration(runs).assign(programme=name) for name, runs in gallery.portraits.items()])
    picture = Picture(
        "inequality", "Share of everything written by the most active people.", lambda: inequality_figure(gallery), data
    )
    found = unequal_finding(table) if rows else ""
    grids = [grid] if rows else []
    return Section("inequality", "How unequally people write", pictures=[picture], grids=grids, finding=found)


def activity(gallery: Gallery) -> Section:
    """Communities, replies across units, answers."""
    experiment = gallery.experiment
    data = pd.concat([sign_curve(experiment, sign) for sign in SIGNS], ignore_index=True)
    picture = Picture(
        "activity",
        "Living communities, share of replies across units, replies a post and posts over time; a line is the median "
        f"of a programme's runs, shaded is {held_in_band(experiment.scenario.replicates)} of them.",
        lambda: activity_figure(experiment),
        data,
        lambda: activity_chart(experiment, data),
    )
    table = communities(gallery)
    rows = [
        [str(row["programme"]), *("" if pd.isna(row[name]) else f"{row[name]:,.0f}" for name in COMMUNITY)]
        for row in table.to_dict("records")
    ]
    grid = Grid(
        "Communities written in during the last 56 days: how many, members of the middle and of the largest one, and "
        "weeks since the middle one was founded; means over the runs looked at.",
        ["programme", "communities", "members, median", "members, largest", "age in weeks, median"],
        rows,
        data=table,
        name="communities",
    )
    found = communities_finding(table, experiment.scenario.baseline)
    return Section("activity", "How active the network is", pictures=[picture], grids=[grid], finding=found)


COMMUNITY = ("open", "members", "largest", "age")


def money(experiment: Experiment) -> Section:
    """Costs, hours and value with ranges."""
    table, currency = costs(experiment), experiment.scenario.currency
    assumptions = assumptions_of(table)
    rows = [_costs_of(row) for row in table.to_dict("records")]
    grid = Grid(
        f"Over the whole time, means of {'models' if experiment.draws else 'runs'}; what those write who are paid or "
        "enlisted for it is in the hours of staff or the money, and not in the hours writing. The range of the value "
        "is where the middle 80 % of values lie when all prices, times and costs (an hour of staff, the search that "
        "use saves, minutes to read and write, an account, what programmes take) are varied over what is known of "
        "them, apart from those that the scenario gives; random variation is small beside it. The largest assumption "
        "is the one of them that moves the value against the baseline most over its range.",
        [
            "programme",
            f"money spent, {currency}",
            "hours of staff",
            "hours reading",
            "hours writing",
            "hours saved",
            "hours of mail and meetings replaced",
            "accounts",
            f"value, {currency}",
            "range of the value",
            "value against the baseline (range)",
            "its largest assumption",
        ],
        rows,
        data=table,
        name="costs",
    )
    picture = Picture(
        "costs", "Hours taken and saved, and value with its range.", lambda: cost_figure(experiment), table
    )
    said = [WORTH, largest_assumptions(assumptions)]
    found = worth_finding(experiment)
    return Section("costs", "What it takes, and what it is worth", said, [picture], [grid], finding=found)


def _costs_of(row: Mapping[Any, Any]) -> list[str]:
    """A row of the table of costs, as it is written."""
    amounts = ("money", "hours", "hours_reading", "hours_writing", "hours_saved", "hours_replaced", "accounts", "value")
    gain = ""
    if not pd.isna(row["gain"]):
        within = f"{short_sum(row['gain_range_low'])} to {short_sum(row['gain_range_high'])}"
        gain = f"{short_sum(row['gain'])}\n({within})"
    return [
        str(row["programme"]),
        *(short_sum(row[name]) for name in amounts),
        f"{short_sum(row['range_low'])}\nto {short_sum(row['range_high'])}",
        gain,
        _largest(row),
    ]


def _largest(row: Mapping[Any, Any]) -> str:
    """What a programme's value against the baseline rests on most."""
    if pd.isna(row["gain"]):
        return ""
    assumption = Assumption(*(row[f"gain_{name}"] for name in RESTS_ON))
    return f"{assumption_named(assumption)}: {ends(assumption)}"
