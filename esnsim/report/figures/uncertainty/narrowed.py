"""What counted weeks narrowed: for each constant, where models lay before and where those lie that fit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.analysis.calibration.answer import Calibration, Learned
from esnsim.report.figures.uncertainty.ranges import mark_median, ranges_page
from esnsim.report.layout.sweep_page import Words
from esnsim.report.style import FAINT, HUES

MOST_BARS = 20
"""Constants that are drawn: those that were narrowed most."""
ROW = 0.26


def narrowed_figure(found: Calibration, footer: str = "") -> Figure:
    """Grey bars before, blue ones after, each the middle 80 % of models; dots at the medians of models that fit."""
    bars = found.learned[:MOST_BARS]
    count = len(found.narrowed)
    title = (
        f"These weeks narrow {count} of {len(found.learned)} constants and sizes by a fifth or more"
        if count
        else f"These weeks narrow none of {len(found.learned)} constants and sizes beyond random variation"
    )
    words = Words(
        title,
        "Grey: the middle 80 % of plausible models before; blue: of models that fit; dot: their median. The "
        f"{len(bars)} most narrowed.",
        footer,
    )
    return ranges_page(words, [each.dimension.name for each in bars], ROW, partial(_bars, bars))


def _bars(bars: Sequence[Learned], axes: Axes) -> None:
    for at, each in enumerate(bars):
        place = each.dimension.place
        for ends, colour, tall, seen in ((each.before, FAINT, 0.7, 0.35), (each.after, HUES[0], 0.36, 1.0)):
            low, high = place(ends[0]), place(ends[2])
            axes.barh(at, high - low, left=low, color=colour, height=tall, alpha=seen)
        mark_median(axes, place(each.after[1]), at)
