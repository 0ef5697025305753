"""How an outcome follows one factor: a curve over its numbers, or dots beside its names."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.report.layout.frame import BELOW_HEAD, MARGIN, WIDTH, Head, head_of, head_room, panel_head
from esnsim.report.layout.sweep_page import Words, factor_scale, framed_page, limits, outcome_scale
from esnsim.report.letters import NOTE, extent, fitted, widest
from esnsim.report.style import BAND_OPACITY, INK, Look, styled
from esnsim.report.text.sweep_data import Side, SweepData
from esnsim.report.text.wording import Varied

TALL = 3.7
SCALE_ROOM = 0.85
"""Inches left of a panel for the values of its scale."""
BELOW = 0.95
ROW, LANE = 0.4, 0.2
NAME_ROOM, NAME_GAP, LEAST_TITLE = 3.2, 0.15, 1.2
"""Inches for names at most, from there to their rows, and for what the rows are at least."""
SPREAD = 0.62
"""Part of the room of a row that its programmes take."""
MOST_STEMS = 15
"""Points beyond which the band alone shows the intervals."""


def response(of: SweepData, words: Words) -> Figure:
    """The outcome over one factor, and beside it the difference from the baseline.

    Args:
        of: A sweep in which one factor differs between points.
        words: The words around it.
    """
    with styled():
        return _over_numbers(of, words) if of.factors[0].numeric else _beside_names(of, words)


def _over_numbers(of: SweepData, words: Words) -> Figure:
    factor = of.factors[0]
    width = (WIDTH - MARGIN - 0.3) / len(of.sides) - SCALE_ROOM
    heads = [_head(side, width) for side in of.sides]
    made = framed_page(words, head_room(heads) + TALL + BELOW, _looks(of), of.baseline)
    for nth, side in enumerate(of.sides):
        axes = made.axes(MARGIN + SCALE_ROOM + nth * (width + SCALE_ROOM), head_room(heads), width, TALL)
        for programme in side.programmes:
            _curve(axes, side, programme, of)
        outcome_scale(axes.yaxis, *_limits(side), side.shown)
        factor_scale(axes.xaxis, factor, width, runs_at(side, factor))
        axes.set_xlabel(fitted(factor.title, width, NOTE), fontsize=NOTE)
        if side.shown.against:
            axes.axhline(0.0, color=INK, linewidth=1)
        panel_head(axes, heads[nth])
    return made.figure


def _curve(axes: Axes, side: Side, programme: str, of: SweepData) -> None:
    factor, look = of.factors[0], of.looks[programme]
    own = side.of(programme)
    own = own.assign(place=own["point"].map(factor.places)).sort_values("place", kind="stable")
    low, mean, high = (side.shown.factor * own[name].to_numpy(np.float64) for name in ("low", "mean", "high"))
    axes.fill_between(own["place"], low, high, color=look.colour, alpha=BAND_OPACITY, linewidth=0)
    if len(own) <= MOST_STEMS:
        axes.vlines(own["place"], low, high, color=look.colour, linewidth=1.6)
    dots = "o" if len(own) <= 2 * MOST_STEMS else ""
    axes.plot(own["place"], mean, dots, color=look.colour, linestyle=look.stroke, linewidth=2, markersize=5.5)


def _beside_names(of: SweepData, words: Words) -> Figure:
    factor = of.factors[0]
    counts = runs_at(of.sides[0], factor)
    names = [f"{fitted(name, NAME_ROOM, NOTE)}\n{n}" for name, n in zip(factor.names, counts, strict=True)]
    wide = max(widest(names, NOTE), LEAST_TITLE)
    left = MARGIN + wide + NAME_GAP
    title = fitted(factor.title, wide, NOTE, lines=3)
    most = max(len(side.programmes) for side in of.sides)
    tall = max(1.2, len(names) * max(ROW + LANE * most, max(extent(name, NOTE).height for name in names) + 0.1))
    gap = 0.45
    width = (WIDTH - left - 0.8 - gap * (len(of.sides) - 1)) / len(of.sides)
    heads = [_head(side, width) for side in of.sides]
    room = max(head_room(heads), extent(title, NOTE).height + BELOW_HEAD)
    made = framed_page(words, room + tall + BELOW, _looks(of), of.baseline)
    for nth, side in enumerate(of.sides):
        axes = made.axes(left + nth * (width + gap), room, width, tall)
        _dots(axes, side, of)
        outcome_scale(axes.xaxis, *_limits(side), side.shown, width)
        axes.set_yticks(list(factor.levels), names if nth == 0 else [""] * len(names), fontsize=NOTE)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="y", visible=False)
        panel_head(axes, heads[nth])
        if not nth:
            up = 1 + BELOW_HEAD / tall
            axes.text((MARGIN - left) / width, up, title, transform=axes.transAxes, fontsize=NOTE, va="bottom")
    return made.figure


def _dots(axes: Axes, side: Side, of: SweepData) -> None:
    factor = of.factors[0]
    shift = SPREAD / max(len(side.programmes), 1)
    for nth, programme in enumerate(side.programmes):
        own, look = side.of(programme), of.looks[programme]
        rows = own["point"].map(factor.places) + shift * (nth - (len(side.programmes) - 1) / 2)
        low, mean, high = (side.shown.factor * own[name] for name in ("low", "mean", "high"))
        axes.hlines(rows, low, high, color=look.colour, linewidth=2.2, linestyle=look.stroke)
        axes.plot(mean, rows, "o", color=look.colour, markersize=6.5)
    if side.shown.against:
        axes.axvline(0.0, color=INK, linewidth=1)


def _head(side: Side, width: float) -> Head:
    if not side.shown.against:
        return head_of(side.shown.subject, side.shown.meaning, width)
    unit = "in points; " if side.shown.percent else ""
    return head_of(f"difference from '{side.shown.against}'", f"{unit}same runs, same random numbers", width)


def _limits(side: Side) -> tuple[float, float]:
    drawn: pd.DataFrame = side.shown.factor * side.means[["low", "mean", "high"]]
    return limits(float(drawn.min().min()), float(drawn.max().max()), side.shown)


def _looks(of: SweepData) -> dict[str, Look]:
    return {name: of.looks[name] for name in of.looks if any(name in side.programmes for side in of.sides)}


def runs_at(side: Side, factor: Varied) -> list[str]:
    """How many runs each level stands on, such as ``n = 20``, or the least and the most."""
    counts = side.means.assign(place=side.means["point"].map(factor.places)).groupby("place")["n"]
    least, most = counts.min().to_dict(), counts.max().to_dict()
    return [
        "no runs" if level not in least else f"n = {least[level]}" + _upwards(least[level], most[level])
        for level in factor.levels
    ]


def _upwards(least: int, most: int) -> str:
    return "" if least == most else f"\N{EN DASH}{most}"
