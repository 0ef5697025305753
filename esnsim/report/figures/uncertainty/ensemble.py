"""What the ensemble narrowed: for each constant, the middle of its members against its whole range."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from esnsim.ensemble.summary import Narrowing
from esnsim.numerals import numeral
from esnsim.report.layout.frame import MARGIN, WIDTH, head_of, head_room, panel_head
from esnsim.report.layout.sweep_page import Words, framed_page
from esnsim.report.letters import NOTE, SMALL, extent, fitted, widest
from esnsim.report.style import FAINT, HUES, INK, styled

MOST_BARS = 30
"""Dimensions that are drawn: those that were narrowed most."""
ROW, GAP, FOOT, NAME_ROOM = 0.24, 0.15, 0.5, 3.4


def ensemble_figure(found: Sequence[Narrowing], members: int, footer: str = "") -> Figure:
    """Bars from the tenth to the ninetieth of a hundred members, a dot at the median, a mark at the default.

    Args:
        found: Dimensions, the most narrowed first.
        members: How many members there are.
        footer: Where it comes from.
    """
    bars = found[:MOST_BARS]
    names = [fitted(each.dimension.name, NAME_ROOM, SMALL) for each in bars]
    row = max(ROW, *(extent(name, SMALL).height + 0.06 for name in names))
    left = widest(names, SMALL) + GAP
    wide = WIDTH - 2 * MARGIN - left
    head = head_of(
        "Within the range that evidence allows", "0: its low end, 1: its high end; equal factors where it is wide", wide
    )
    with styled():
        words = Words(
            f"What {members} plausible models say about the constants",
            "Grey: the whole range; blue: the middle 80 % of models; dot: their median; cross: the default. The "
            f"{len(bars)} most narrowed of {len(found)} constants and sizes.",
            footer,
        )
        made = framed_page(words, head_room([head]) + row * len(bars) + FOOT, {}, "")
        axes = made.axes(MARGIN + left, head_room([head]), wide, row * len(bars))
        _bars(axes, bars, names)
        panel_head(axes, head)
    return made.figure


def _bars(axes: Axes, bars: Sequence[Narrowing], names: Sequence[str]) -> None:
    for at, each in enumerate(bars):
        place = each.dimension.place
        axes.barh(at, 1.0, color=FAINT, height=0.5, alpha=0.35)
        axes.barh(at, place(each.high) - place(each.low), left=place(each.low), color=HUES[0], height=0.5)
        axes.plot([place(each.median)], [at], "o", color="white", markeredgecolor=INK, markersize=5)
        axes.plot([place(each.dimension.default)], [at], "x", color=INK, markersize=5)
    axes.set_yticks(range(len(names)), list(names), fontsize=SMALL)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlim(0.0, 1.0)
    axes.grid(visible=False, axis="y")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: numeral(round(value, 2))))
    axes.set_xlabel("place within the range", fontsize=NOTE)
