"""Where a plan tips: where runs end by where they began, the critical mass, and whether anything warned."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.analysis.tipping import Tipping
from esnsim.analysis.tipping.mass import Mass
from esnsim.analysis.tipping.starts import NOTHING
from esnsim.analysis.tipping.warning import Warnings
from esnsim.analysis.tipping.words import name_of, sentences, varied_text
from esnsim.numerals import numeral
from esnsim.report.layout.frame import MARGIN, WIDTH, Head, head_of, panel_head
from esnsim.report.layout.sweep_page import Words, framed_page
from esnsim.report.letters import NOTE, SMALL, fitted
from esnsim.report.style import BAND_OPACITY, FAINT, GREY, HUES, INK, styled

LOW, HIGH, EDGE = HUES[0], HUES[1], INK
TALL, FOOT, LEFT, GAP, SCALES = 4.4, 0.65, MARGIN + 0.6, 0.95, 0.7
"""Of the first panel and below it; left of it and to the others; and of what stands below one of these, inches."""
GOLDEN = 0.6180339887498949
SPREAD = 0.12
CURVE_PLACES = 200


def tipping_figure(answer: Tipping, footer: str = "") -> Figure:
    """Where runs end, and beside it which of them end high and early warning, as far as these can be told.

    Args:
        answer: Where the plan tips.
        footer: Where it comes from.
    """
    judged = answer.warnings is not None and answer.warnings.variance is not None
    beside = answer.mass is not None or judged
    wide, right = (5.8, 3.6) if beside else (10.4, 0.0)
    first = head_of(f"{answer.runs.outcome}s at the end", _legend(answer), wide)
    others = _heads(answer, right, judged=judged)
    room = max(first.height, others[0].height) if others else first.height
    small = (TALL - SCALES - others[-1].height) / 2 if len(others) > 1 else TALL
    with styled():
        made = framed_page(Words(_title(answer), _subtitle(answer), footer), room + TALL + FOOT, {}, "")
        axes = made.axes(LEFT, room, wide, TALL)
        _ends(axes, answer)
        panel_head(axes, first)
        down = room
        for head, draw in zip(others, _beside(answer, judged=judged), strict=True):
            axes = made.axes(LEFT + wide + GAP, down, right, small)
            draw(axes)
            panel_head(axes, head)
            down += small + SCALES + head.height
    return made.figure


def _beside(answer: Tipping, *, judged: bool) -> list[Callable[[Axes], None]]:
    """What draws the panels on the right."""
    drawn: list[Callable[[Axes], None]] = []
    if answer.mass is not None:
        drawn.append(partial(_share, answer=answer, mass=answer.mass))
    if answer.warnings is not None and judged:
        drawn.append(partial(_warning, warnings=answer.warnings))
    return drawn


def _heads(answer: Tipping, width: float, *, judged: bool) -> list[Head]:
    """What the panels on the right show."""
    heads = []
    if answer.mass is not None:
        heads.append(head_of("runs that end high", _mass_text(answer, answer.mass), width))
    if answer.warnings is not None and judged:
        verdict = "visible" if answer.warnings.visible else "none visible"
        heads.append(head_of("early warning", f"{verdict}; how two figures move, one dot a run", width))
    return heads


def _legend(answer: Tipping) -> str:
    """What the marks of the first panel are."""
    parts = ["dot: a run", "diamond: median"]
    parts += ["dashed: no change"] * answer.runs.starts_vary
    parts += ["dotted: low or high"] * (answer.mass is not None)
    return "; ".join(parts)


def in_percent(share: float, _nth: object) -> str:
    """A share as it stands on an axis."""
    return f"{numeral(round(100.0 * share, 6))} %"


def _title(answer: Tipping) -> str:
    runs = answer.runs
    what = f"{runs.outcome}s"
    doing = "when nothing is done" if runs.programme == NOTHING else f"under '{runs.programme}'"
    return f"Where do {what} go {doing}, and from where on do they tip?"


def _subtitle(answer: Tipping) -> str:
    skipped = len(answer.runs.left_out)
    told = (f"{sentence[0].upper()}{sentence[1:]}." for sentence in sentences(answer)[skipped : skipped + 3])
    return " ".join(told).replace(" %", "\N{NO-BREAK SPACE}%")


def _ends(axes: Axes, answer: Tipping) -> None:
    """One dot a run, the median of each value, and the line on which nothing would change."""
    runs = answer.runs
    values, replicates = runs.ends.shape
    began = runs.series[:, :, 0] if runs.starts_vary else np.repeat(runs.tried[:, None], replicates, 1)
    # Multiples of the golden section set dots apart evenly without random numbers.
    aside = SPREAD * (np.arange(replicates) * GOLDEN % 1.0 - 0.5) * float(np.diff(runs.tried).min())
    high = answer.ends_high if answer.mass else np.zeros((values, replicates), bool)
    for chosen, colour in ((~high, LOW), (high, HIGH)):
        axes.scatter((began + aside)[chosen], runs.ends[chosen], s=16, color=colour, alpha=0.55, linewidths=0, zorder=2)
    axes.plot(runs.tried, np.median(runs.ends, 1), color=INK, linewidth=1.6, marker="D", markersize=4, zorder=3)
    if runs.starts_vary:
        top = float(max(runs.tried[-1], runs.ends.max()))
        axes.plot([0, top], [0, top], color=FAINT, linestyle="--", linewidth=1, zorder=1)
    if answer.mass is not None:
        axes.axhline(answer.divide, color=FAINT, linestyle=":", linewidth=1, zorder=1)
        _edge(axes, answer.mass)
    axes.set_ylim(bottom=-0.02 * float(runs.ends.max()))
    axes.yaxis.set_major_formatter(in_percent)
    _values(axes, answer)


def _values(axes: Axes, answer: Tipping) -> None:
    wide = axes.get_position().width * WIDTH
    axes.set_xlabel(fitted(name_of(answer.runs.path), wide, NOTE), fontsize=NOTE, labelpad=2)
    if answer.runs.path.startswith("initial."):
        axes.xaxis.set_major_formatter(in_percent)


def _edge(axes: Axes, mass: Mass) -> None:
    """The critical mass and its interval."""
    if mass.where != "inside":
        return
    low, high = axes.get_xlim()
    axes.axvspan(max(mass.low, low), min(mass.high, high), color=EDGE, alpha=BAND_OPACITY, linewidth=0, zorder=0)
    axes.axvline(mass.point, color=EDGE, linewidth=1.4, zorder=1)


def _share(axes: Axes, answer: Tipping, mass: Mass) -> None:
    """The share of runs that end high by value, with its logistic curve."""
    values = answer.runs.tried
    places = np.linspace(values[0], values[-1], CURVE_PLACES)
    if mass.where == "inside":
        axes.plot(places, mass.curve.at(places), color=GREY, linewidth=1.6)
    axes.scatter(values, answer.ends_high.mean(1), s=28, color=HIGH, zorder=3)
    _edge(axes, mass)
    axes.set_ylim(-0.05, 1.05)
    axes.yaxis.set_major_formatter(in_percent)
    axes.set_yticks([0.0, 0.5, 1.0])
    _values(axes, answer)


def _mass_text(answer: Tipping, mass: Mass) -> str:
    if mass.where != "inside":
        return "no critical mass in this range"
    return f"half of them at {varied_text(answer, mass.point)} (band: 80 % interval)"


def _warning(axes: Axes, warnings: Warnings) -> None:
    """Trends of the two figures in runs before they tipped, and in others."""
    groups = [
        ("varies:\ntips", [each.variance for each in warnings.tipped], HIGH),
        ("varies:\nstays", [each.variance for each in warnings.stayed], LOW),
        ("is alike:\ntips", [each.memory for each in warnings.tipped], HIGH),
        ("is alike:\nstays", [each.memory for each in warnings.stayed], LOW),
    ]
    for place, (_, trends, colour) in enumerate(groups):
        aside = 0.5 * (np.arange(len(trends)) * GOLDEN % 1.0 - 0.5)
        axes.scatter(place + aside, trends, s=12, color=colour, alpha=0.6, linewidths=0, zorder=2)
        axes.plot([place - 0.3, place + 0.3], [np.median(trends)] * 2, color=INK, linewidth=2, zorder=3)
    axes.axhline(0.0, color=FAINT, linewidth=1, zorder=1)
    axes.set_ylim(-1.05, 1.05)
    axes.set_yticks([-1, 0, 1], ["falls", "0", "rises"])
    axes.set_xticks(range(len(groups)), [name for name, _, _ in groups], fontsize=SMALL)
