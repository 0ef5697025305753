"""Pictures of what each of several factors does on its own: one panel a factor."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.report.layout.frame import MARGIN, WIDTH, head_of, head_room, panel_head
from esnsim.report.layout.sweep_page import Words, factor_scale, framed_page, limits, outcome_scale
from esnsim.report.letters import SMALL, extent, fitted
from esnsim.report.style import BAND_OPACITY, INK, Look, styled
from esnsim.report.text.outcomes import Shown
from esnsim.report.text.sweep_data import Side, SweepData
from esnsim.report.text.sweep_effects import FactorEffect, effect, factor_effects
from esnsim.report.text.wording import Varied

MOST_PANELS = 12
TALL, LOW, SCALE_ROOM, BELOW = 2.5, 1.3, 0.8, 0.65
COLUMNS = 3
LEAST_WRITTEN = 0.005
MOST_NAMES, NAME_LINES, NAMES_APART = 5, 4, 0.12
"""Names at an axis, the lines of each, and the inches between two."""
RIGHT_ROOM = 0.25


def main_effects(of: SweepData, side: Side, words: Words) -> Figure:
    """One panel a factor, what explains most first.

    Args:
        of: A sweep in which several factors differ between points.
        side: What is drawn.
        words: The words around it.
    """
    drawn = factor_effects(side, of)[:MOST_PANELS]
    columns = min(COLUMNS, len(drawn))
    width = (WIDTH - MARGIN - RIGHT_ROOM) / columns - SCALE_ROOM
    heads = [head_of(one.factor.label, told(one, side), width) for one in drawn]
    rows = [range(nth, min(nth + columns, len(drawn))) for nth in range(0, len(drawn), columns)]
    above = [head_room([heads[nth] for nth in row]) for row in rows]
    below = [max(below_names(drawn[nth].factor, width) for nth in row) for row in rows]
    tall = TALL if len(rows) == 1 else LOW
    looks = {name: of.looks[name] for name in of.looks if name in side.programmes}
    with styled():
        made = framed_page(words, sum(above) + len(rows) * tall + sum(below), looks, of.baseline)
        scale = effect_limits([effect(side, name, one.factor) for one in drawn for name in side.programmes], side.shown)
        for row, places in enumerate(rows):
            down = sum(above[: row + 1]) + row * tall + sum(below[:row])
            for column, nth in enumerate(places):
                axes = made.axes(MARGIN + SCALE_ROOM + column * (width + SCALE_ROOM), down, width, tall)
                draw_effect(axes, side, drawn[nth].factor, looks, scale, width)
                panel_head(axes, heads[nth])
    return made.figure


def told(one: FactorEffect, side: Side) -> str:
    """How far a factor moves the mean of the leading programme, and how much of the differences goes with it."""
    unit = " pts" if side.shown.percent else ""
    if not one.explained:
        return "no more than random variation"
    share = f"{100.0 * one.explained:.0f} %" if one.explained >= LEAST_WRITTEN else "less than 1 %"
    return f"range {side.shown.figure(one.reach, one.reach)}{unit}, explains {share}"


def effect_limits(drawn: list[FactorEffect], shown: Shown) -> tuple[float, float]:
    """Where a scale of the outcome begins and ends that all these fit on."""
    together = shown.factor * pd.concat([each.groups[["mean", "low", "high"]] for each in drawn])
    return limits(float(together.min().min()), float(together.max().max()), shown)


def draw_effect(
    axes: Axes, side: Side, factor: Varied, looks: dict[str, Look], scale: tuple[float, float], width: float
) -> None:
    """Means of groups along a factor with their intervals, one line a programme.

    Args:
        axes: Where.
        side: What is drawn.
        factor: Along which factor.
        looks: How each programme is drawn.
        scale: Where the scale of the outcome begins and ends, as drawn.
        width: Of the axes, inches.
    """
    for nth, programme in enumerate(side.programmes):
        groups, look = effect(side, programme, factor).groups, looks[programme]
        place = groups["place"].to_numpy(np.float64)
        low, mean, high = (side.shown.factor * groups[name].to_numpy(np.float64) for name in ("low", "mean", "high"))
        if factor.numeric:
            axes.fill_between(place, low, high, color=look.colour, alpha=BAND_OPACITY, linewidth=0)
            axes.plot(place, mean, "o", color=look.colour, linestyle=look.stroke, linewidth=2, markersize=5)
        else:
            place = place + 0.5 * (nth + 0.5) / len(side.programmes) - 0.25
            axes.plot(place, mean, "o", color=look.colour, markersize=6)
        axes.vlines(place, low, high, color=look.colour, linewidth=1.6)
    if side.shown.against:
        axes.axhline(0.0, color=INK, linewidth=1)
    outcome_scale(axes.yaxis, *scale, side.shown)
    if factor.numeric:
        factor_scale(axes.xaxis, factor, width)
        axes.set_xlabel(f"{factor.unit}" if factor.unit not in ("", "%", "week") else "", fontsize=SMALL, labelpad=2)
    else:
        _names(axes, factor, width)


def below_names(factor: Varied, width: float) -> float:
    """Inches below a panel for what stands at its axis.

    Args:
        factor: Along which factor.
        width: Of the panel.
    """
    if factor.numeric:
        return BELOW
    return BELOW + max(extent(name, SMALL).height for name in _written(factor, width)) - extent("n", SMALL).height


def _written(factor: Varied, width: float) -> list[str]:
    """The names at the axis of a factor that is no number, each in lines as wide as its room; of many, every other."""
    every = -(-len(factor.levels) // MOST_NAMES)
    room = every * width / (len(factor.levels) + 0.2) - NAMES_APART
    return [fitted(name, room, SMALL, lines=NAME_LINES) for name in factor.names[::every]]


def _names(axes: Axes, factor: Varied, width: float) -> None:
    count = len(factor.levels)
    names = _written(factor, width)
    axes.set_xticks(list(factor.levels)[:: -(-count // MOST_NAMES)], names, fontsize=SMALL)
    axes.set_xlim(-0.6, count - 0.4)
    axes.grid(axis="x", visible=False)
