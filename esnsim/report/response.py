"""How an outcome follows one factor: a curve over its numbers, or dots beside its names."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.report.page import panel_head
from esnsim.report.sheet import HEAD, LETTER, MARGIN, WIDTH, Sheet, Words, factor_scale, limits, outcome_scale, sheet
from esnsim.report.style import BAND_OPACITY, INK, Look, styled, wrapped
from esnsim.report.tabled import Side, Tabled
from esnsim.report.wording import Varied

TALL = 3.7
SCALE_ROOM = 0.85
"""Inches left of a panel for the values of its scale."""
BELOW = 0.95
ROW, LANE = 0.4, 0.2
NAME_LETTERS = 32
SPREAD = 0.62
"""Part of the room of a row that its programmes take."""
MOST_STEMS = 15
"""Points beyond which the band alone shows the intervals."""


def response(of: Tabled, words: Words) -> Figure:
    """The outcome over one factor, and beside it the difference from the baseline.

    Args:
        of: A sweep in which one factor differs between points.
        words: The words around it.
    """
    with styled():
        return _over_numbers(of, words) if of.factors[0].numeric else _beside_names(of, words)


def _over_numbers(of: Tabled, words: Words) -> Figure:
    factor = of.factors[0]
    width = (WIDTH - MARGIN - 0.3) / len(of.sides) - SCALE_ROOM
    made = sheet(words, HEAD + TALL + BELOW, _looks(of), of.baseline)
    for nth, side in enumerate(of.sides):
        axes = made.axes(MARGIN + SCALE_ROOM + nth * (width + SCALE_ROOM), HEAD, width, TALL)
        for programme in side.programmes:
            _curve(axes, side, programme, of)
        outcome_scale(axes.yaxis, *_limits(side), side.shown)
        factor_scale(axes.xaxis, factor, width, lives_at(side, factor))
        axes.set_xlabel(factor.title)
        _head(axes, side)
    return made.figure


def _curve(axes: Axes, side: Side, programme: str, of: Tabled) -> None:
    factor, look = of.factors[0], of.looks[programme]
    own = side.of(programme)
    own = own.assign(place=own["point"].map(factor.places)).sort_values("place", kind="stable")
    low, mean, high = (side.shown.factor * own[name].to_numpy(np.float64) for name in ("low", "mean", "high"))
    axes.fill_between(own["place"], low, high, color=look.colour, alpha=BAND_OPACITY, linewidth=0)
    if len(own) <= MOST_STEMS:
        axes.vlines(own["place"], low, high, color=look.colour, linewidth=1.6)
    dots = "o" if len(own) <= 2 * MOST_STEMS else ""
    axes.plot(own["place"], mean, dots, color=look.colour, linestyle=look.stroke, linewidth=2, markersize=5.5)


def _beside_names(of: Tabled, words: Words) -> Figure:
    factor = of.factors[0]
    counts = lives_at(of.sides[0], factor)
    names = [f"{wrapped(name, NAME_LETTERS)}\n{n}" for name, n in zip(factor.names, counts, strict=True)]
    left = MARGIN + 0.2 + LETTER * max(len(line) for name in names for line in name.split("\n"))
    most = max(len(side.programmes) for side in of.sides)
    tall = max(1.2, len(names) * (ROW + LANE * most))
    made = sheet(words, HEAD + tall + BELOW, _looks(of), of.baseline)
    gap = 0.45
    width = (WIDTH - left - 0.55 - gap * (len(of.sides) - 1)) / len(of.sides)
    for nth, side in enumerate(of.sides):
        axes = made.axes(left + nth * (width + gap), HEAD, width, tall)
        _dots(axes, side, of)
        outcome_scale(axes.xaxis, *_limits(side), side.shown)
        axes.set_yticks(list(factor.levels), names if nth == 0 else [""] * len(names))
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="y", visible=False)
        _head(axes, side)
    _row_title(made, factor, left)
    return made.figure


def _row_title(made: Sheet, factor: Varied, left: float) -> None:
    """What the rows are, above their names."""
    axes = made.figure.axes[0]
    up = 1 + 0.1 / (axes.get_position().height * made.figure.get_figheight())
    title = wrapped(factor.title, max(8, int((left - MARGIN) / 0.08)), 3)
    wide = axes.get_position().width * WIDTH
    axes.text((MARGIN - left) / wide, up, title, transform=axes.transAxes, fontsize=9.5, va="bottom")


def _dots(axes: Axes, side: Side, of: Tabled) -> None:
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


def _head(axes: Axes, side: Side) -> None:
    if side.shown.against:
        unit = "in points; " if side.shown.percent else ""
        panel_head(axes, f"difference from '{side.shown.against}'", f"{unit}same lives, same luck")
        if axes.get_ylim()[0] < axes.get_ylim()[1]:
            axes.axhline(0.0, color=INK, linewidth=1)
    else:
        panel_head(axes, side.shown.subject, side.shown.meaning or " ")


def _limits(side: Side) -> tuple[float, float]:
    drawn: pd.DataFrame = side.shown.factor * side.means[["low", "mean", "high"]]
    return limits(float(drawn.min().min()), float(drawn.max().max()), side.shown)


def _looks(of: Tabled) -> dict[str, Look]:
    return {name: of.looks[name] for name in of.looks if any(name in side.programmes for side in of.sides)}


def lives_at(side: Side, factor: Varied) -> list[str]:
    """How many lives each level stands on, such as ``n = 20``, or the least and the most."""
    counts = side.means.assign(place=side.means["point"].map(factor.places)).groupby("place")["n"]
    least, most = counts.min().to_dict(), counts.max().to_dict()
    return [
        "no runs" if level not in least else f"n = {least[level]}" + _upwards(least[level], most[level])
        for level in factor.levels
    ]


def _upwards(least: int, most: int) -> str:
    return "" if least == most else f"\N{EN DASH}{most}"
