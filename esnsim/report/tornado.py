"""What an outcome hangs on: the change that each constant makes, and shares of variance of the strongest."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from esnsim.experiments.differences import Interval
from esnsim.experiments.factors import Range
from esnsim.experiments.labels import is_share, unit
from esnsim.experiments.sensitivity import Sensitivity
from esnsim.experiments.sensitivity.answer import Screened
from esnsim.experiments.sensitivity.indices import Part
from esnsim.experiments.sensitivity.words import name_of, sentences
from esnsim.report.page import panel_head
from esnsim.report.sheet import Words, sheet
from esnsim.report.style import FAINT, HUES, INK, styled

MOST_BARS = 16
"""Constants that are drawn; the others matter less."""
HEAD, FOOT, ROW, LEAST = 0.75, 0.7, 0.3, 1.5
NAMES, BARS, GAP, SECOND = 2.4, 4.3, 2.2, 2.6
UP, DOWN, LUCK = HUES[0], HUES[1], "#C8C8C8"
THIN, THICK = 0.62, 1.3


def tornado_figure(answer: Sensitivity, footer: str = "") -> Figure:
    """Bars of change from the low to the high end of each range, and beside them shares of variance.

    Args:
        answer: What was found.
        footer: Where it comes from.
    """
    bars = list(answer.screened[:MOST_BARS])
    tall = max(LEAST, ROW * len(bars))
    first, *more = sentences(answer)
    with styled():
        words = Words(first, " ".join(f"{each[0].upper()}{each[1:]}." for each in more), footer)
        made = sheet(words, HEAD + tall + FOOT, {}, "")
        beside = bool(answer.parts)
        _changes(made.axes(NAMES, HEAD, BARS if beside else BARS + GAP + SECOND, tall), answer, bars)
        if beside:
            down = max(LEAST / 2.0, ROW * len(answer.parts))
            _shares(made.axes(NAMES + BARS + GAP, HEAD, SECOND, down), answer.parts)
    return made.figure


def _changes(axes: Axes, answer: Sensitivity, bars: Sequence[Screened]) -> None:
    """One bar a constant, the strongest at the top; grey where luck explains all."""
    scale = 100.0 if is_share(answer.outcome) else 1.0
    places = range(len(bars))
    for place, each in zip(places, bars, strict=True):
        change = each.effect.change
        colour = (UP if change.mean > 0.0 else DOWN) if each.effect.is_finding else LUCK
        axes.barh(place, scale * change.mean, color=colour, height=THIN)
        axes.plot([scale * change.low, scale * change.high], [place, place], color=INK, linewidth=THICK)
    axes.axvline(0.0, color=FAINT, linewidth=1)
    _rows(axes, [name_of(each.range.path) for each in bars])
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:+g}" if value else "0"))
    told = "points of headcount" if unit(answer.outcome).strip() in ("%", "points") else "in its own unit"
    axes.set_xlabel(f"change of {answer.outcome}, {told}")
    left = len(answer.screened) - len(bars)
    others = f"; {left} weaker ones are left out" if left else ""
    panel_head(axes, "From the low to the high end of its range", f"grey: no more than luck{others}")


def _shares(axes: Axes, parts: Sequence[tuple[Range, Part]]) -> None:
    """Two dots a constant: alone, and with what it does together with others."""
    for place, (_, part) in enumerate(parts):
        for shift, interval, filled in ((-0.16, part.total, True), (0.16, part.alone, False)):
            _dot(axes, place + shift, interval, UP if part.is_finding else LUCK, filled=filled)
    axes.axvline(0.0, color=FAINT, linewidth=1)
    axes.set_xlim(min(-0.05, axes.get_xlim()[0]), max(1.0, axes.get_xlim()[1]))
    axes.xaxis.set_major_locator(MaxNLocator(3))
    _rows(axes, [name_of(each.path) for each, _ in parts])
    axes.set_xlabel("share of variance")
    panel_head(axes, "Shares of variance", "full: with others; open: alone")


def _dot(axes: Axes, place: float, interval: Interval, colour: str, *, filled: bool) -> None:
    axes.plot([interval.low, interval.high], [place, place], color=colour, linewidth=THICK, zorder=2)
    face = colour if filled else "white"
    axes.plot([interval.mean], [place], "o", color=colour, markerfacecolor=face, markersize=6, zorder=3)


def _rows(axes: Axes, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), names, fontsize=10.5)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(visible=False, axis="y")
