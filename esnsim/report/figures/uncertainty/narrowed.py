"""What counted weeks narrowed: for each constant, where models lay before and where those lie that fit."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from esnsim.analysis.calibration.answer import Calibration, Learned
from esnsim.numerals import numeral
from esnsim.report.layout.frame import MARGIN, WIDTH, head_of, head_room, panel_head
from esnsim.report.layout.sweep_page import Words, framed_page
from esnsim.report.letters import NOTE, SMALL, extent, fitted, widest
from esnsim.report.style import FAINT, HUES, INK, styled

MOST_BARS = 20
"""Constants that are drawn: those that were narrowed most."""
ROW, GAP, FOOT, NAME_ROOM = 0.26, 0.15, 0.5, 3.4


def narrowed_figure(found: Calibration, footer: str = "") -> Figure:
    """Grey bars before, blue ones after, each the middle 80 % of models; dots at the medians of models that fit."""
    bars = found.learned[:MOST_BARS]
    names = [fitted(each.dimension.name, NAME_ROOM, SMALL) for each in bars]
    row = max(ROW, *(extent(name, SMALL).height + 0.06 for name in names))
    left = widest(names, SMALL) + GAP
    wide = WIDTH - 2 * MARGIN - left
    head = head_of(
        "Within the range that evidence allows", "0: its low end, 1: its high end; equal factors where it is wide", wide
    )
    count = len(found.narrowed)
    title = (
        f"These weeks narrow {count} of {len(found.learned)} constants and sizes by a fifth or more"
        if count
        else f"These weeks narrow none of {len(found.learned)} constants and sizes beyond random variation"
    )
    with styled():
        words = Words(
            title,
            "Grey: the middle 80 % of plausible models before; blue: of models that fit; dot: their median. The "
            f"{len(bars)} most narrowed.",
            footer,
        )
        made = framed_page(words, head_room([head]) + row * len(bars) + FOOT, {}, "")
        axes = made.axes(MARGIN + left, head_room([head]), wide, row * len(bars))
        _bars(axes, bars, names)
        panel_head(axes, head)
    return made.figure


def _bars(axes: Axes, bars: Sequence[Learned], names: Sequence[str]) -> None:
    for at, each in enumerate(bars):
        place = each.dimension.place
        for ends, colour, tall, seen in ((each.before, FAINT, 0.7, 0.35), (each.after, HUES[0], 0.36, 1.0)):
            low, high = place(ends[0]), place(ends[2])
            axes.barh(at, high - low, left=low, color=colour, height=tall, alpha=seen)
        axes.plot([place(each.after[1])], [at], "o", color="white", markeredgecolor=INK, markersize=5)
    axes.set_yticks(range(len(names)), list(names), fontsize=SMALL)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlim(0.0, 1.0)
    axes.grid(visible=False, axis="y")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: numeral(round(value, 2))))
    axes.set_xlabel("place within the range", fontsize=NOTE)
