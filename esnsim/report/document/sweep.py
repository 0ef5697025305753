"""A report of a sweep, put together."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from esnsim.experiments.design.labels import amount, band, counted, is_share, value_text
from esnsim.experiments.design.outcome import Outcome
from esnsim.experiments.estimates.ranking import RankStatus
from esnsim.experiments.results.sweep_result import Sweep
from esnsim.experiments.store.lacking import lacking
from esnsim.report.document import sweep_pictures as sweeps
from esnsim.report.document.content import Briefing, Grid, Picture, Section
from esnsim.report.document.exploring.looked_at import points_looked_at
from esnsim.report.document.provenance import trust
from esnsim.report.layout.sweep_page import Words
from esnsim.report.text.outcomes import first_up
from esnsim.report.text.ranking import best_point_sentence, sizes_at_best
from esnsim.report.text.sweep_data import SweepData, sweep_data
from esnsim.report.text.sweep_text import footer, sweep_headline

ALTS = {
    "sweep_response": "The outcome along what was varied.",
    "sweep_map": "The outcome on the grid of what was varied.",
    "sweep_map_difference": "What programmes change on the grid of what was varied.",
    "sweep_points": "The outcome at the points of the sweep.",
    "sweep_points_difference": "What programmes change at the points of the sweep.",
    "sweep_effects": "The outcome along each factor.",
    "sweep_effects_difference": "What programmes change along each factor.",
    "sweep_curves": "The measure over time, by what was varied.",
}
MOST, MOST_LISTED = 20, 500
"""Points that are listed among the best, and of all."""


def sweep_briefing(sweep: Sweep, outcome: str | None = None) -> Briefing:
    """The whole report of a sweep.

    Args:
        sweep: What was run.
        outcome: What is looked at, None for what the sweep is judged by.
    """
    of = sweep_data(sweep, outcome)
    drawn = [
        Picture(
            each.name,
            ALTS.get(each.name, each.name),
            each.draw,
            each.table,
            finding=each.words.title,
            on_slide=each.draw_below_answer,
        )
        for each in sweeps.pictures(sweep, outcome)
    ]
    ranked = sweep.best(of.outcome)
    found = [best_point_sentence(sweep, ranked), *sizes_at_best(sweep, ranked)]
    sections = [
        Section("answer", "What comes of what", pictures=drawn),
        *([_explored(of)] if of.sides else []),
        Section(
            "best",
            "Which point is best",
            [_sentence(each) for each in found if each],
            grids=[_best(of, ranked)],
            finding=first_up(found[0].split("; ")[0]) if found[0] else "",
        ),
        trust(),
    ]
    words: Words | str = sweep_headline(of, of.sides[0]) if of.sides else "No run of this sweep has a value yet"
    told = [words, *_unfinished(sweep)]
    if of.sides and len(of.sides[0].programmes) > 1 and found[0]:
        # What factors do is told of the best programme that they move, which need not be the best of all.
        told.insert(0, found[0])
    answer, *more = map(_sentence, told)
    name = sweep.entry.sweep_record.name
    origin = footer(of, "") if of.sides else name
    return Briefing(name, "", answer, more, origin, sections)


def _sentence(words: Words | str) -> str:
    return f"{first_up(str(words))}."


def _explored(of: SweepData) -> Section:
    """Every point with its scenario, outcomes and curves: to be chosen where scripts run, else as a table."""
    runs, points = counted(of.sweep.count.done, "run"), counted(len(of.sweep.points), "point")
    text = (
        f"{runs} at {points}, told by point: choose what is drawn along the axes, and choose a point for its scenario, "
        "its outcomes and its curves."
    )
    return Section("points", "Point by point", [text], grids=[_points(of)], looked_at=partial(points_looked_at, of))


def _points(of: SweepData) -> Grid:
    """The outcome of every point, in the order in which they were asked for."""
    side = of.sides[0]
    outcome = replace(of.outcome, against_baseline=bool(side.shown.against))
    wide = side.means.pivot_table(index="point", columns="programme", values="mean", sort=False)
    rows = [
        [
            f"{point}",
            *(each.name_of(each.places[point]) for each in of.factors),
            *(amount(outcome, float(wide[name].get(point, math.nan))) for name in side.programmes),
        ]
        for point in wide.index[:MOST_LISTED]
    ]
    first = f"the first {MOST_LISTED:,} of {len(wide):,} points; the data has all" if len(wide) > MOST_LISTED else "all"
    unit = f" in {side.shown.unit.strip()}" if side.shown.unit else ""
    caption = f"{side.shown.subject}{unit} by programme, mean over runs: {first}."
    head = ["point", *(each.title for each in of.factors), *side.programmes]
    table = of.with_values(side.means)
    return Grid(caption, head, rows, words=len(of.factors) + 1, data=table, name="points", folded=True)


def _unfinished(sweep: Sweep) -> list[str]:
    """How much of a sweep is not there; nothing if all is."""
    shared, found, count = sweep.entry.sweep_record.shared, lacking(sweep.requests, sweep.entry), sweep.count
    if shared is not None and found:
        asked, left = sweep.requests.open_keys(sweep.entry.number)
        shares = f"{len(found):,} of {found[0].of:,} shares of the sweep are missing or half done"
        return [f"{asked - left:,} of {shared.runs:,} runs are there; {shares}"]
    return [f"{count.done:,} of {count.total:,} runs are finished"] if count.done < count.total else []


def _behind(outcome: Outcome, row: Mapping[Hashable, Any]) -> tuple[str, str]:
    """How far a row is behind the first with its interval, or why there is none."""
    if row["standing"] == RankStatus.FIRST:
        return "", ""
    plain = replace(outcome, against_baseline=False)
    interval = band(plain, row["behind_low"], row["behind_high"])
    return amount(plain, row["behind"]), str(row["standing"]) if math.isnan(row["behind_low"]) else interval


def _best(of: SweepData, table: pd.DataFrame) -> Grid:
    """Points and programmes, the highest first."""
    factors = list(of.sweep.factors)
    rows = [
        [
            *(value_text(row[path], share=path in of.sweep.shares) for path in factors),
            str(row["programme"]),
            amount(of.outcome, row["mean"]),
            *_behind(of.outcome, row),
        ]
        for row in table.head(MOST).to_dict("records")
    ]
    in_percent = ", in %" if is_share(of.outcome) else ""
    caption = (
        f"{of.outcome}{in_percent}, mean over runs, and how far behind the best, run by run, with an interval that "
        f"holds for all at once with a chance of 80 %; the first {min(MOST, len(table))} of {len(table):,}."
    )
    head = [*factors, "programme", "mean", "behind the best", "80 % interval"]
    return Grid(caption, head, rows, words=len(factors) + 1, data=table, name="best")
