"""What an outcome depends on: the change that each constant makes, and shares of variance of the strongest."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from esnsim.analysis.sensitivity import Sensitivity
from esnsim.analysis.sensitivity.answer import Screened
from esnsim.analysis.sensitivity.indices import VarianceShare
from esnsim.analysis.sensitivity.words import constant_name, sentences
from esnsim.experiments.design.factors import Range
from esnsim.experiments.design.labels import is_share, unit
from esnsim.experiments.estimates.interval import Interval
from esnsim.numerals import numeral
from esnsim.report.layout.frame import MARGIN, WIDTH, Head, head_of, head_room, panel_head
from esnsim.report.layout.sweep_page import Words, framed_page
from esnsim.report.letters import NOTE, SMALL, extent, fitted, key_of_cuts, widest
from esnsim.report.style import FAINT, HUES, INK, styled
from esnsim.report.text.outcomes import shown_outcome

MOST_BARS = 16
"""Constants that are drawn; the others matter less."""
FOOT, ROW, ROWS_APART, LEAST = 0.6, 0.28, 0.08, 1.5
NAME_ROOM, NAME_GAP = 2.1, 0.15
"""Inches for names at most, in two lines, and from there to their bars."""
WIDE_PART = 0.62
"""Of the room for both panels, the part of the first."""
UP, DOWN, NOISE = HUES[0], HUES[1], "#C8C8C8"
THIN, THICK = 0.62, 1.3


def tornado_figure(answer: Sensitivity, footer: str = "") -> Figure:
    """Bars of change from the low to the high end of each range, and beside them shares of variance.

    Args:
        answer: What was found.
        footer: Where it comes from.
    """
    bars = list(answer.screened[:MOST_BARS])
    names = [fitted(constant_name(each.range.path), NAME_ROOM, SMALL) for each in bars]
    parts = [fitted(constant_name(each.path), NAME_ROOM, SMALL) for each, _ in answer.parts]
    row = max(ROW, *(extent(name, SMALL).height + ROWS_APART for name in [*names, *parts]))
    tall = max(LEAST, row * len(bars))
    left, between = (widest(each, SMALL) + NAME_GAP for each in (names, parts))
    beside = bool(answer.parts)
    free = WIDTH - 2 * MARGIN - left - (between if beside else 0.0)
    wide = free * (WIDE_PART if beside else 1.0)
    heads = _heads(answer, bars, wide, free - wide)
    named = shown_outcome(answer.outcome, "", None).subject
    first, *more = sentences(answer, named)
    key = key_of_cuts(
        {constant_name(each.range.path): name for each, name in zip(bars, names, strict=True)}
        | {constant_name(each.path): name for (each, _), name in zip(answer.parts, parts, strict=True)}
    )
    with styled():
        words = Words(first, " ".join(f"{each[0].upper()}{each[1:]}." for each in more), footer, key)
        made = framed_page(words, head_room(heads) + tall + FOOT, {}, "")
        axes = made.axes(MARGIN + left, head_room(heads), wide, tall)
        _changes(axes, answer, bars, names, named)
        panel_head(axes, heads[0])
        if beside:
            down = max(LEAST / 2.0, row * len(answer.parts))
            axes = made.axes(MARGIN + left + wide + between, head_room(heads), free - wide, down)
            _shares(axes, answer.parts, parts)
            panel_head(axes, heads[1])
    return made.figure


def _heads(answer: Sensitivity, bars: Sequence[Screened], wide: float, beside: float) -> list[Head]:
    """What the panels show, each in lines as wide as it is."""
    left = len(answer.screened) - len(bars)
    others = f"; {left} weaker ones are left out" if left else ""
    heads = [head_of("From the low to the high end of its range", f"grey: no more than random variation{others}", wide)]
    return [*heads, head_of("Shares of variance", "full: with others; open: alone", beside)] if beside else heads


def _changes(axes: Axes, answer: Sensitivity, bars: Sequence[Screened], names: Sequence[str], named: str) -> None:
    """One bar a constant, the strongest at the top; grey where random variation explains all."""
    scale = 100.0 if is_share(answer.outcome) else 1.0
    places = range(len(bars))
    for place, each in zip(places, bars, strict=True):
        change = each.effect.change
        colour = (UP if change.mean > 0.0 else DOWN) if each.effect.is_finding else NOISE
        axes.barh(place, scale * change.mean, color=colour, height=THIN)
        axes.plot([scale * change.low, scale * change.high], [place, place], color=INK, linewidth=THICK)
    axes.axvline(0.0, color=FAINT, linewidth=1)
    _rows(axes, names)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: numeral(value, "+g")))
    told = "points of headcount" if unit(answer.outcome).strip() in ("%", "points") else "in its own unit"
    axes.set_xlabel(f"change of {named}, {told}", fontsize=NOTE)


def _shares(axes: Axes, parts: Sequence[tuple[Range, VarianceShare]], names: Sequence[str]) -> None:
    """Two dots a constant: alone, and with what it does together with others."""
    for place, (_, part) in enumerate(parts):
        for shift, interval, filled in ((-0.16, part.total, True), (0.16, part.alone, False)):
            _dot(axes, place + shift, interval, UP if part.is_finding else NOISE, filled=filled)
    axes.axvline(0.0, color=FAINT, linewidth=1)
    axes.set_xlim(min(-0.05, axes.get_xlim()[0]), max(1.0, axes.get_xlim()[1]))
    axes.xaxis.set_major_locator(MaxNLocator(3))
    _rows(axes, names)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{numeral(round(100.0 * share, 6))} %"))
    axes.set_xlabel("of the variance", fontsize=NOTE)


def _dot(axes: Axes, place: float, interval: Interval, colour: str, *, filled: bool) -> None:
    axes.plot([interval.low, interval.high], [place, place], color=colour, linewidth=THICK, zorder=2)
    face = colour if filled else "white"
    axes.plot([interval.mean], [place], "o", color=colour, markerfacecolor=face, markersize=6, zorder=3)


def _rows(axes: Axes, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), list(names), fontsize=SMALL)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(visible=False, axis="y")
