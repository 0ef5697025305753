"""What programmes take and give: hours, and value with what is not known about it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.experiments import Experiment
from esnsim.experiments.costs import costs
from esnsim.report.page import Frame, page, panel_head
from esnsim.report.provenance import origin
from esnsim.report.style import FAINT, HUES, INK, Look, looks_of, styled, wrapped

LANE = 0.42
LEAST_TALL = 1.9
NAME_LETTERS = 18
HOURS = {
    "hours_saved": ("saved by use", HUES[2]),
    "hours_reading": ("reading", HUES[0]),
    "hours_writing": ("writing", HUES[5]),
    "hours": ("staff, for the programme", HUES[1]),
}
THOUSAND, MILLION = 1e3, 1e6


def cost_figure(experiment: Experiment) -> Figure:
    """Hours that each programme takes and saves, and what that is worth, with ranges.

    Args:
        experiment: What was run.
    """
    table = costs(experiment)
    names = [str(name) for name in table["programme"]]
    looks = {words: Look(colour, "-") for words, colour in HOURS.values()}
    frame = Frame(
        title="What does it take, and what is it worth?",
        answer="",
        subtitle=f"Whole time, {experiment.scenario.weeks:,} weeks, all people{_money(table)}",
        footer=origin(experiment),
        looks=looks,
        baseline="",
    )
    tall = max(LEAST_TALL, LANE * 2.2 * len(names))
    with styled():
        made = page(frame, 2, tall=tall)
        _hours(made.panels[0], table)
        panel_head(made.panels[0], "hours", "left: saved; right: taken")
        _values(made.panels[1], table, looks_of(names, experiment.scenario.baseline))
        panel_head(made.panels[1], "value, in money", "dot: at the defaults; line: 80 % of prices and times")
    return made.figure


def _money(table: pd.DataFrame) -> str:
    """What was spent besides hours, where anything was."""
    spent = [f"'{row['programme']}' {amount(row['money'])}" for row in table.to_dict("records") if row["money"]]
    return f"; money spent besides: {', '.join(spent)}" if spent else ""


def _hours(axes: Axes, table: pd.DataFrame) -> None:
    for lane, row in enumerate(table.to_dict("records")):
        at = 0.0
        for name, (_, colour) in HOURS.items():
            size = float(row[name])
            if name == "hours_saved":
                axes.barh(lane, -size, 0.62, color=colour)
                continue
            axes.barh(lane, size, 0.62, left=at, color=colour)
            at += size
    _lanes(axes, [str(name) for name in table["programme"]])
    axes.xaxis.set_major_formatter(lambda value, _: amount(abs(value)))


def _values(axes: Axes, table: pd.DataFrame, looks: dict[str, Look]) -> None:
    for lane, row in enumerate(table.to_dict("records")):
        colour = looks[str(row["programme"])].colour
        axes.hlines(lane, float(row["range_low"]), float(row["range_high"]), color=colour, linewidth=3)
        axes.plot(float(row["value"]), lane, "o", color=colour, markersize=10)
    _lanes(axes, [""] * len(table))
    axes.xaxis.set_major_formatter(lambda value, _: amount(value))


def _lanes(axes: Axes, names: Sequence[str]) -> None:
    axes.axvline(0.0, color=INK, linewidth=1)
    axes.set_yticks(range(len(names)), [wrapped(name, NAME_LETTERS) for name in names], fontsize=10)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", visible=False)
    axes.locator_params(axis="x", nbins=5)
    axes.tick_params(axis="x", labelcolor=FAINT)


def amount(value: float) -> str:
    """A sum in few letters: ``1.2 million``, ``340 thousand``, ``12``."""
    sign, size = ("\N{MINUS SIGN}" if value < 0 else ""), abs(value)
    if size >= MILLION:
        return f"{sign}{size / MILLION:,.3g} M"
    if size >= THOUSAND:
        return f"{sign}{size / THOUSAND:,.3g} k"
    return f"{sign}{size:,.0f}"
