"""What models that fit would have counted, beside what was counted: where they miss it can be seen."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.analysis.calibration.answer import Calibration
from esnsim.analysis.calibration.counted import ACTIONS, Counted
from esnsim.experiments.estimates.bands import median_of, middle
from esnsim.report.layout.frame import MARGIN, WIDTH, head_of, head_room, panel_head
from esnsim.report.layout.sweep_page import Words, framed_page
from esnsim.report.letters import NOTE
from esnsim.report.style import BAND_OPACITY, HUES, INK, styled, value_axis
from esnsim.state import Doubles

COLUMNS = 2
TALL, GAP, SCALE, FOOT = 1.9, 0.5, 0.7, 0.55
COVERAGE = 0.8


def predicted_figure(found: Calibration, footer: str = "") -> Figure:
    """A panel for each thing that was counted: the band and median of models that fit, dots for what was counted."""
    series = found.asked.counted.series
    columns = min(COLUMNS, len(series))
    wide = (WIDTH - 2 * MARGIN - columns * SCALE - (columns - 1) * GAP) / columns
    heads = [head_of(each.name, _unit(each), wide) for each in series]
    row = head_room(heads) + TALL + FOOT
    rows = -(-len(series) // columns)
    missed = len(found.unfitted)
    title = (
        f"Models that fit best miss {missed} of {len(found.asked.summaries)} four-week means"
        if missed
        else "Models that fit count what was counted"
    )
    with styled():
        words = Words(
            title,
            "Line and band: median and middle 80 % of models after calibration, one run each; dots: what was counted",
            footer,
        )
        made = framed_page(words, row * rows, {}, "")
        for nth, (each, head) in enumerate(zip(series, heads, strict=True)):
            at, down = nth % columns, nth // columns
            left = MARGIN + SCALE + at * (wide + SCALE + GAP)
            axes = made.axes(left, down * row + head_room(heads), wide, TALL)
            _draw(axes, each, found.predicted[nth])
            panel_head(axes, head)
            axes.set_xlabel("week" if down == rows - 1 or nth + columns >= len(series) else "", fontsize=NOTE)
    return made.figure


def _unit(series: Counted) -> str:
    return "a week, for every 100 people" if series.name in ACTIONS else "% of headcount"


def _draw(axes: Axes, series: Counted, predicted: Doubles) -> None:
    there = 100.0 * predicted[np.isfinite(predicted).all(axis=1)]
    low, high = middle(there, COVERAGE)
    axes.fill_between(series.weeks, low, high, color=HUES[0], alpha=BAND_OPACITY, linewidth=0)
    axes.plot(series.weeks, median_of(there), color=HUES[0], linewidth=2.2)
    axes.plot(series.weeks, 100.0 * series.values, "o", color=INK, markersize=4)
    most = max(float(high.max()), float(100.0 * series.values.max()), 1e-3)
    value_axis(axes, 0.0, 1.08 * most, "" if series.name in ACTIONS else " %")
