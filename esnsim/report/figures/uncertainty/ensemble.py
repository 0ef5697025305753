"""What the ensemble narrowed: for each constant, the middle of its members against its whole range."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.ensemble.summary import Narrowing
from esnsim.report.figures.uncertainty.ranges import mark_median, ranges_page
from esnsim.report.layout.sweep_page import Words
from esnsim.report.style import FAINT, HUES, INK

MOST_BARS = 25
"""Dimensions that are drawn: those that were narrowed most, as many as can be read on a slide."""
ROW = 0.24


def ensemble_figure(found: Sequence[Narrowing], members: int, footer: str = "") -> Figure:
    """Bars from the tenth to the ninetieth of a hundred members, a dot at the median, a mark at the default.

    Args:
        found: Dimensions, the most narrowed first.
        members: How many members there are.
        footer: Where it comes from.
    """
    bars = found[:MOST_BARS]
    words = Words(
        f"What {members} plausible models say about the constants",
        "Grey: the whole range; blue: the middle 80 % of models; dot: their median; cross: the default. The "
        f"{len(bars)} most narrowed of {len(found)} constants and sizes.",
        footer,
    )
    return ranges_page(words, [each.dimension.name for each in bars], ROW, partial(_bars, bars))


def _bars(bars: Sequence[Narrowing], axes: Axes) -> None:
    for at, each in enumerate(bars):
        place = each.dimension.place
        axes.barh(at, 1.0, color=FAINT, height=0.5, alpha=0.35)
        axes.barh(at, place(each.high) - place(each.low), left=place(each.low), color=HUES[0], height=0.5)
        mark_median(axes, place(each.median), at)
        axes.plot([place(each.dimension.default)], [at], "x", color=INK, markersize=5)
