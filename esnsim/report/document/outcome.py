"""The parts of a report that say what came out: the ladder, the curves, the differences, what was done."""

from __future__ import annotations

import math

import pandas as pd

from esnsim.experiments import Experiment
from esnsim.experiments.design.labels import in_words
from esnsim.experiments.estimates.bands import held_in_band
from esnsim.experiments.results.folder import interventions, paired
from esnsim.numerals import numeral
from esnsim.report.document.charts import curves_chart, differences_chart
from esnsim.report.document.content import Grid, Picture, Section
from esnsim.report.document.native import changes_by_rung, contributors_by_week
from esnsim.report.figures.curves import adoption_curves
from esnsim.report.figures.difference import paired_differences
from esnsim.report.text.answers import better_in
from esnsim.report.text.cells import band_cell, percent_cell, points_cell
from esnsim.report.text.deciding.claims import goal_sentences
from esnsim.report.text.deciding.findings import (
    dearest_finding,
    effects_finding,
    knowing_finding,
    ladder_finding,
    rungs_finding,
    without_finding,
)
from esnsim.report.text.deciding.first_by_criteria import first_sentence
from esnsim.report.text.deciding.limits import over_limits, with_mark
from esnsim.report.text.deciding.trip_wires import HEAD, MEANS, knowing_sentences
from esnsim.report.text.decision import SHOWN, decision, enlisted_sentences, explained, trade_offs_told
from esnsim.report.text.ladder import ANSWERED, DEFINITIONS, DRAWN
from esnsim.report.text.sizes import involved_sentences
from esnsim.report.text.worth import short_sum
from esnsim.scenario.reach import percentage
from esnsim.state.ladder import LADDER


def decision_section(experiment: Experiment) -> Section:
    """What to decide by: effects with their intervals, what programmes take, and how sure the effects are."""
    rows = decision(experiment)
    asked = experiment.scenario
    over = [f"* {each}" for each in over_limits(asked, [(row.programme, row.money, row.hours) for row in rows])]
    more = (*over, *goal_sentences(experiment), *trade_offs_told(rows), *enlisted_sentences(rows))
    told = [first_sentence(experiment, rows), *(f"{each}." for each in more)]
    cells = [
        [
            row.programme,
            *(points_cell(each.points / 100.0, each.low / 100.0, each.high / 100.0) for each in row.effects),
            with_mark(short_sum(row.hours), row.hours, asked.staff_hours),
            with_mark(short_sum(row.money), row.money, asked.budget),
            "" if math.isnan(row.value) else short_sum(row.value, signed=True),
            f"{row.enlisted:,} ({percentage(row.share)})",
            "" if row.each_100_hours is None else numeral(row.each_100_hours, "+.1f"),
            row.certainty,
        ]
        for row in rows
    ]
    grid = Grid(
        explained(experiment),
        ["programme", *SHOWN, "hours", "money", "value", "enlisted", "per 100\N{NO-BREAK SPACE}h", "certainty"],
        cells,
        name="decision",
    )
    found = effects_finding(rows) if rows else ""
    return Section("decision", "What to decide by", [each for each in told if each], grids=[grid], finding=found)


def knowing_section(experiment: Experiment) -> Section:
    """When it would be known which programme is under way, and the numbers to look at."""
    told = [f"{each}." for each in knowing_sentences(experiment)]
    more = [MEANS] if any("Trip wire" in each for each in told) else []
    found = knowing_finding(experiment) if told else ""
    return Section("knowing", HEAD, [*told, *more], finding=found)


def ladder(experiment: Experiment) -> Section:
    """How many stand on each rung at the start, and at the end of each programme."""
    table = experiment.ladder([0, experiment.last_week])
    baseline = experiment.scenario.baseline if experiment.scenario.baseline in experiment.programmes else None
    start = table[(table["week"] == 0) & (table["programme"] == (baseline or experiment.programmes[0]))]
    rows = [["at the start", *(percent_cell(value) for value in start["median"])]]
    for name in experiment.programmes:
        end = table[(table["week"] == experiment.last_week) & (table["programme"] == name)]
        cells = [f"{percent_cell(row['median'])}{band_cell(row['low'], row['high'])}" for row in end.to_dict("records")]
        rows.append([f"{name} (baseline)" if name == baseline else name, *cells])
    grid = Grid(
        f"Share of headcount on each rung at the end, week {experiment.last_week}: median of runs, in brackets "
        f"{held_in_band(experiment.scenario.replicates)} of them.",
        ["programme", *LADDER],
        rows,
        data=experiment.ladder(),
        name="ladder",
    )
    found = ladder_finding(experiment)
    return Section("ladder", "People on each rung", grids=[grid], lists=list(DEFINITIONS.items()), finding=found)


def curves(experiment: Experiment) -> Section:
    """The rungs week by week."""
    data = pd.concat([experiment.curves(rung).assign(rung=rung) for rung in DRAWN], ignore_index=True)
    shaded = held_in_band(experiment.scenario.replicates)
    alt = (
        f"Share of headcount on four rungs of the ladder over {experiment.last_week} weeks; a line is the median of a "
        f"programme's runs, shaded is {shaded} of them, dashed verticals are where interventions begin."
    )
    picture = Picture(
        "adoption",
        alt,
        lambda: adoption_curves(experiment),
        data,
        lambda: curves_chart(experiment, data),
        native=lambda: contributors_by_week(experiment),
    )
    return Section("curves", "How it comes about", pictures=[picture], finding=without_finding(experiment))


def differences_section(experiment: Experiment) -> Section:
    """What each programme changes against the baseline, and every two against each other."""
    table = paired(experiment)
    at_end = table[table["measure"].isin(ANSWERED)]
    first = at_end["against"] == experiment.scenario.baseline
    over_models = bool(experiment.draws)
    what = f"Against the baseline: {OVER_MODELS if over_models else COMPARED}."
    grids = [_compared(at_end[first], what, table, over_models=over_models)]
    if not first.all():
        what = "Every two of the others against each other, likewise."
        grids.append(_compared(at_end[~first], what, None, over_models=over_models, folded=True))
    data = pd.concat([experiment.difference_curves(rung).assign(rung=rung) for rung in DRAWN], ignore_index=True)
    picture = Picture(
        "difference",
        "Difference of each programme from the baseline over time, in points of headcount, with its interval.",
        lambda: paired_differences(experiment),
        data,
        lambda: differences_chart(experiment, data),
        native=lambda: changes_by_rung(experiment),
    )
    found = rungs_finding(experiment)
    return Section("differences", "What each programme changes", pictures=[picture], grids=grids, finding=found)


COMPARED = (
    "points of headcount at the end, each run compared with the run that had the same random numbers; the mean with "
    "its 80 % interval, where 80 % of single runs lie (of fewer than nine, all), in how many runs it is better, and "
    "how many more runs have an 80 % chance to exclude no difference, if it is as large as it looks"
)


OVER_MODELS = (
    "points of headcount at the end, each run compared with the run that had the same model, organisation and random "
    "numbers; the mean over models, between which values 80 % of them lie (of fewer than nine, all), and in how many "
    "it is better"
)
FOR_ONE_MODEL = ("single runs", "more runs needed")
"""Columns that say nothing more where every run is another model."""


def _compared(
    rows: pd.DataFrame, caption: str, data: pd.DataFrame | None, *, over_models: bool, folded: bool = False
) -> Grid:
    """Programmes against others, rung by rung."""
    cells = [
        [
            str(row["programme"]),
            str(row["against"]),
            str(row["measure"]),
            points_cell(row["difference"], row["low"], row["high"]),
            f"{points_cell(row['low_run'])} to {points_cell(row['high_run'])}",
            better_in(int(row["better"]), int(row["same"]), int(row["n"])),
            "" if pd.isna(row["needed"]) else f"{row['needed']:,} more",
        ]
        for row in rows.to_dict("records")
    ]
    head = ["programme", "against", "rung", "difference", "single runs", "better in", "more runs needed"]
    shown = [nth for nth, name in enumerate(head) if not (over_models and name in FOR_ONE_MODEL)]
    cells = [[row[nth] for nth in shown] for row in cells]
    return Grid(caption, [head[nth] for nth in shown], cells, words=3, data=data, name="differences", folded=folded)


def programmes_section(experiment: Experiment) -> Section:
    """What was done, when, and what it took."""
    table = interventions(experiment)
    meanings = {
        (name, one.name): type(one).meaning
        for name in experiment.programmes
        for one in experiment.scenario.programme(name)
    }
    rows = [
        [
            str(row["programme"]),
            in_words(str(row["intervention"])),
            meanings[(row["programme"], row["intervention"])],
            "" if pd.isna(row["people"]) else f"{row['people']:,} ({percentage(row['share'])})",
            _began(row["date"], int(row["began"]), int(row["n"])),
            short_sum(float(row["hours"])),
            short_sum(float(row["money"])),
        ]
        for row in table.to_dict("records")
    ]
    grid = Grid(
        "What each programme consists of; people are those it is for at the start, or those it appoints, with their "
        f"share of headcount; hours of staff and money are means of {'models' if experiment.draws else 'runs'}.",
        ["programme", "intervention", "what it means", "people", "first effect", "hours", "money"],
        rows,
        words=3,
        data=table,
        name="interventions",
    )
    sizes = [f"{sentence}." for sentence in involved_sentences(experiment)]
    found = dearest_finding(experiment)
    return Section("interventions", "What is done, and when", sizes, grids=[grid] if rows else [], finding=found)


def _began(date: object, began: int, runs: int) -> str:
    """When it had its first effect, and in how many runs where that depended on what happened."""
    if not began:
        return "never"
    return str(date) if began == runs else f"{date}, in {began} of {runs} runs"
