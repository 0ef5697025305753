"""What programmes take and give: hours, and value with what is not known about it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.experiments import Experiment
from esnsim.experiments.results.costs import assumptions_of, costs
from esnsim.report.layout.page import Heading, PageFrame, page
from esnsim.report.letters import NOTE, fitted, widest
from esnsim.report.style import FAINT, HUES, INK, Look, looks_of, styled
from esnsim.report.text.provenance import origin
from esnsim.report.text.worth import largest_assumptions, short_sum

LANE = 0.42
LEAST_TALL = 1.9
NAME_ROOM, NAME_GAP = 2.2, 0.15
"""Inches for the names of programmes at most, in two lines, and from there to their lanes."""
HEADINGS = (
    Heading("hours", "left: saved; right: taken"),
    Heading("value, in money", "dot: at the defaults; line: 80 % of prices and times"),
)
HOURS = {
    "hours_saved": ("saved by use", HUES[2]),
    "hours_replaced": ("of mail and meetings, replaced", HUES[3]),
    "hours_reading": ("reading", HUES[0]),
    "hours_writing": ("writing", HUES[5]),
    "hours": ("staff, for the programme", HUES[1]),
}
ROOM_BESIDE = 0.04
"""Of the width, beside the longest bars, which would look cut off at the edge."""
GIVEN = ("hours_saved", "hours_replaced")


def cost_figure(experiment: Experiment) -> Figure:
    """Hours that each programme takes and saves, and what that is worth, with ranges.

    Args:
        experiment: What was run.
    """
    table = costs(experiment)
    names = [str(name) for name in table["programme"]]
    looks = {words: Look(colour, "-") for words, colour in HOURS.values()}
    frame = PageFrame(
        title="What does it take, and what is it worth?",
        answer=largest_assumptions(assumptions_of(table)),
        subtitle=f"Whole time, {experiment.scenario.weeks:,} weeks, all people{_money(table)}",
        footer=origin(experiment),
        looks=looks,
        baseline="",
    )
    told = [fitted(name, NAME_ROOM, NOTE) for name in names]
    tall = max(LEAST_TALL, LANE * 2.2 * len(names))
    with styled():
        made = page(frame, HEADINGS, tall=tall, names=widest(told, NOTE) + NAME_GAP)
        _hours(made.panels[0], table, told)
        _values(made.panels[1], table, looks_of(names, experiment.scenario.baseline))
    return made.figure


def _money(table: pd.DataFrame) -> str:
    """What was spent besides hours, where anything was."""
    spent = [f"'{row['programme']}' {short_sum(row['money'])}" for row in table.to_dict("records") if row["money"]]
    return f"; money spent besides: {', '.join(spent)}" if spent else ""


def _hours(axes: Axes, table: pd.DataFrame, names: Sequence[str]) -> None:
    for lane, row in enumerate(table.to_dict("records")):
        saved = taken = 0.0
        for name, (_, colour) in HOURS.items():
            size = float(row[name])
            if name in GIVEN:
                axes.barh(lane, -size, 0.62, left=-saved, color=colour)
                saved += size
            else:
                axes.barh(lane, size, 0.62, left=taken, color=colour)
                taken += size
    axes.use_sticky_edges = False
    axes.set_xmargin(ROOM_BESIDE)
    _lanes(axes, names)
    axes.xaxis.set_major_formatter(lambda value, _: short_sum(abs(value)))


def _values(axes: Axes, table: pd.DataFrame, looks: dict[str, Look]) -> None:
    for lane, row in enumerate(table.to_dict("records")):
        colour = looks[str(row["programme"])].colour
        axes.hlines(lane, float(row["range_low"]), float(row["range_high"]), color=colour, linewidth=3)
        axes.plot(float(row["value"]), lane, "o", color=colour, markersize=10)
    _lanes(axes, [""] * len(table))
    axes.xaxis.set_major_formatter(lambda value, _: short_sum(value))


def _lanes(axes: Axes, names: Sequence[str]) -> None:
    axes.axvline(0.0, color=INK, linewidth=1)
    axes.set_yticks(range(len(names)), list(names), fontsize=NOTE)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", visible=False)
    axes.locator_params(axis="x", nbins=5)
    axes.tick_params(axis="x", labelcolor=FAINT)
