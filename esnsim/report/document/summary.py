"""The one-page summary: the table to decide by, the curve that matters, how sure, what it costs, what to do next."""

from __future__ import annotations

from dataclasses import replace

from esnsim.experiments import Experiment
from esnsim.report.document.content import Picture, Section
from esnsim.report.document.outcome import decision_section
from esnsim.report.document.provenance import record_told
from esnsim.report.figures.difference import decisive_difference, decisive_panel
from esnsim.report.text.deciding.findings import decided_finding
from esnsim.report.text.deciding.next_steps import first_by_contributors, how_sure, what_it_costs, what_next
from esnsim.report.text.decision import decision
from esnsim.report.text.ladder import ANSWERED

MOST_ROWS = 6
"""Programmes that the table on one page has; of more, those with most contributors."""


def all_fit(experiment: Experiment) -> bool:
    """Whether every programme is on the page, so that the whole table need not follow."""
    return len(experiment.others) <= MOST_ROWS


def special(experiment: Experiment) -> list[str]:
    """What else has to be known of single programmes: what they trade, and whom they enlist."""
    return [*decision_section(experiment).text[1:]]


def summary_sheet(experiment: Experiment) -> Section:
    """What fits on one sheet of paper, and is enough to decide by."""
    rows, whole = decision(experiment), decision_section(experiment)
    (grid,) = whole.grids
    if not all_fit(experiment):
        most = sorted(rows, key=lambda row: -row.effects[0].points)[:MOST_ROWS]
        kept = {row.programme for row in most}
        caption = f"{grid.caption} The {MOST_ROWS} of {len(rows)} programmes with most contributors; all stand below."
        grid = replace(grid, caption=caption, rows=[row for row in grid.rows if row[0] in kept])
    points = [
        ("How sure", f"{how_sure(first_by_contributors(rows))} {record_told()}"),
        ("What it costs", " ".join(what_it_costs(experiment, rows))),
        ("What to do next", " ".join(what_next(experiment, rows))),
    ]
    return Section(
        "summary",
        "What to decide by",
        whole.text[:1],
        [_curve(experiment, [row[0] for row in grid.rows])],
        [grid],
        points=points,
        finding=whole.finding,
        conclusion=decided_finding(experiment, rows),
    )


def _curve(experiment: Experiment, programmes: list[str]) -> Picture:
    """What each programme changes in contributors, week by week; beside words, those of the table."""
    rung = ANSWERED[0]
    return Picture(
        "summary",
        "Contributors that each programme adds over time, in points of headcount, with the interval.",
        lambda: decisive_difference(experiment, rung),
        experiment.difference_curves(rung),
        inset=lambda axes: decisive_panel(experiment, rung, programmes, axes),
    )
