"""The frame around pictures of sweeps: answer, what is drawn, legend, and where it comes from; places are in inches."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, MaxNLocator, NullFormatter, NullLocator

from esnsim.report.curves import limits as share_limits
from esnsim.report.difference import limits as difference_limits
from esnsim.report.outcomes import Shown
from esnsim.report.style import FAINT, Look, wrapped
from esnsim.report.wording import Varied

WIDTH, MARGIN = 12.0, 0.5
TITLE_LETTERS, SUBTITLE_LETTERS, FOOTER_LETTERS, LEGEND_LETTERS, ROW_LETTERS = 80, 130, 165, 60, 125
MOST_LINES = 7
"""Lines of a subtitle: what it says is never cut unless somebody's own words fill the page."""
LETTER = 0.105
"""Width of a letter of ordinary size, inches, on the safe side."""
HEAD = 0.6
"""Inches above a panel for what it shows."""
MOST_TICKS = 12
DIGITS = ((1, 2, 5), (1, 3), (1,))
"""With what the numbers at a logarithmic axis begin: the closest ones that have room."""
ROOM = 0.05
UNIT = re.compile(r"(?<=\d) (?=%|points)")
"""The space between a number and its unit, where no line ends."""
FEWEST_TICKS = 3
WIDEST_ROOM = 0.16
"""Part of an axis that is left free at either end at most, so that names end within it."""
BINS = (5, 4, 3, 2)
"""Into how many parts an axis is cut at most: the most that leave room for their names."""


class Words(NamedTuple):
    """The words around the panels.

    Attributes:
        title: The answer.
        subtitle: What is drawn.
        footer: Where it comes from, and what the intervals cover.
    """

    title: str
    subtitle: str
    footer: str


class Sheet(NamedTuple):
    """A figure whose frame is drawn.

    Attributes:
        figure: The figure.
        top: Where the panels begin, inches from the top.
    """

    figure: Figure
    top: float

    def axes(self, left: float, down: float, width: float, height: float) -> Axes:
        """Axes somewhere below the frame.

        Args:
            left: Inches from the left edge of the figure.
            down: Inches from where the panels begin.
            width: Inches.
            height: Inches.
        """
        wide, tall = self.figure.get_size_inches()
        bottom = 1 - (self.top + down + height) / tall
        return self.figure.add_axes((left / wide, bottom, width / wide, height / tall))


def sheet(words: Words, body: float, looks: Mapping[str, Look], baseline: str) -> Sheet:
    """A figure with its frame.

    Args:
        words: The words around the panels.
        body: Height of everything between, inches.
        looks: How each programme is drawn; none for a figure that needs no legend.
        baseline: The programme that is marked as such.
    """
    joined = Words(*(UNIT.sub("\N{NO-BREAK SPACE}", text) for text in words))
    title, subtitle = wrapped(joined.title, TITLE_LETTERS, 3), wrapped(joined.subtitle, SUBTITLE_LETTERS, MOST_LINES)
    footer = wrapped(joined.footer, FOOTER_LETTERS, 3)
    names = [wrapped(f"{name} (baseline)" if name == baseline else name, LEGEND_LETTERS) for name in looks]
    below_title = 0.22 + 0.27 * _lines(title) + 0.05
    legend = below_title + 0.18 * _lines(subtitle) + 0.14
    top = legend + _legend_height(names) + 0.05
    height = top + body + 0.22 + 0.16 * _lines(footer)
    figure = Figure(figsize=(WIDTH, height))
    left = MARGIN / WIDTH
    figure.text(left, 1 - 0.22 / height, title, fontsize=16, fontweight="bold", va="top")
    figure.text(left, 1 - below_title / height, subtitle, fontsize=10.5, color=FAINT, va="top")
    figure.text(left, 0.12 / height, footer, fontsize=9, color=FAINT, va="bottom")
    if looks:
        _legend(figure, list(looks.values()), names, legend)
    return Sheet(figure, top)


def _legend(figure: Figure, looks: Sequence[Look], names: Sequence[str], top: float) -> None:
    figure.legend(
        handles=[Line2D([], [], color=look.colour, linestyle=look.stroke, linewidth=3) for look in looks],
        labels=[f" {name}" if name.startswith("_") else name for name in names],  # else it would be left out
        loc="upper left",
        bbox_to_anchor=(MARGIN / WIDTH - 0.008, 1 - top / figure.get_figheight()),
        ncols=_side_by_side(names),
        frameon=False,
        handlelength=1.4,
        columnspacing=1.8,
        borderaxespad=0,
    )


def _side_by_side(names: Sequence[str]) -> int:
    """How many entries stand side by side without leaving the figure."""
    longest = max(len(line) for name in names for line in name.split("\n"))
    return max(1, min(len(names), ROW_LETTERS // (longest + 7)))


def _legend_height(names: Sequence[str]) -> float:
    if not names:
        return 0.0
    return 0.1 + -(-len(names) // _side_by_side(names)) * (0.07 + 0.2 * max(map(_lines, names)))


def _lines(text: str) -> int:
    return text.count("\n") + 1


def limits(low: float, high: float, shown: Shown) -> tuple[float, float]:
    """Where a scale of an outcome begins and ends.

    Args:
        low: Lowest value drawn, as drawn: percent for shares.
        high: Highest value drawn.
        shown: The outcome.
    """
    if not (math.isfinite(low) and math.isfinite(high)):
        return 0.0, 1.0
    if shown.percent:
        return difference_limits(low, high) if shown.against else share_limits(low, high)
    if shown.against or low < high / 2:
        low, high = min(low, 0.0), max(high, 0.0)
    room = ROOM * ((high - low) or abs(high) or 1.0)
    return (low - room if low else 0.0), (high + room if high else 0.0)


def outcome_scale(axis: Axis, low: float, high: float, shown: Shown) -> None:
    """A scale of an outcome with a handful of round values, on either side of a panel."""

    def written(value: float, _nth: object) -> str:
        value = round(value, 9) + 0.0
        text = f"{value:+,.10g}" if shown.against and value else f"{value:,.10g}"
        return f"{text}{shown.unit}".replace("-", "\N{MINUS SIGN}")

    axis.set_view_interval(low, high, ignore=True)
    axis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(written)
    axis.set_tick_params(length=0)


def factor_scale(axis: Axis, factor: Varied, width: float, notes: Sequence[str] = ()) -> None:
    """The scale of a numeric factor: its own values where there is room for them, otherwise round ones.

    Args:
        axis: Which.
        factor: What.
        width: Length of the axis, inches.
        notes: What is written below each value, if there is room.
    """
    axes = axis.axes
    low, high = (_log(value, factor) for value in (factor.levels[0], factor.levels[-1]))
    free = _free(factor, width) if axis is axes.xaxis else ROOM
    room = free * ((high - low) or abs(high) or 1.0)
    if factor.log:
        axes.set_xscale("log") if axis is axes.xaxis else axes.set_yscale("log")
        axis.set_view_interval(math.exp(low - room), math.exp(high + room), ignore=True)
    else:
        axis.set_view_interval(low - room, high + room, ignore=True)
    axis.set_minor_locator(NullLocator())
    axis.set_minor_formatter(NullFormatter())
    width *= (1 + 2 * ROOM) / (1 + 2 * free)
    kept = _with_room(factor, width)
    if len(kept) == len(factor.levels):
        axis.set_major_locator(FixedLocator(list(factor.levels)))
        texts = [f"{name}\n{note}" for name, note in zip(factor.names, notes or [""] * len(kept), strict=True)]
        axis.set_ticklabels([text.rstrip("\n") for text in texts])
    elif factor.log:
        axis.set_major_locator(FixedLocator(kept))
        axis.set_ticklabels([factor.written(_rounded(value)) for value in kept])
    else:
        ticks = next((ticks for bins in BINS if (ticks := _even_ticks(factor, bins, width))), _three(factor))
        axis.set_major_locator(FixedLocator(ticks))
        axis.set_ticklabels([factor.written(tick) for tick in ticks])


def _with_room(factor: Varied, width: float) -> list[float]:
    """The levels, if all their names have room beside each other; otherwise a few round values between them."""
    first, last = _log(factor.levels[0], factor), _log(factor.levels[-1], factor)
    inches = [
        (_log(value, factor) - first) / ((last - first) or 1.0) * width / (1 + 2 * ROOM) for value in factor.levels
    ]
    letters = [max(len(name), 4) for name in factor.names]
    free = all(
        inches[nth] - inches[nth - 1] > LETTER * (letters[nth - 1] + letters[nth]) / 2 + 0.1
        for nth in range(1, len(inches))
    )
    if free and len(inches) <= MOST_TICKS:
        return list(factor.levels)
    if not factor.log:
        return []
    return next((ticks for digits in DIGITS if (ticks := _round_ticks(factor, digits, width))), _three(factor))


def _free(factor: Varied, width: float) -> float:
    """How much room beyond its values an axis needs, as a part of their range, so that names end within it."""
    letters = max(len(factor.written(factor.levels[end], 2)) for end in (0, -1))
    part = min(LETTER * letters / 2 / width, WIDEST_ROOM)
    return max(ROOM, part / (1 - 2 * part))


def _three(factor: Varied) -> list[float]:
    """The ends of the range and its middle."""
    first, last = factor.levels[0], factor.levels[-1]
    middle = math.sqrt(first * last) if factor.log else (first + last) / 2
    return sorted({first, float(f"{middle:.2g}"), last})


def _even_ticks(factor: Varied, bins: int, width: float) -> list[float]:
    """Round numbers in equal distances on the axis of a factor; none where they have no room."""
    first, last = factor.levels[0], factor.levels[-1]
    room = ROOM * (last - first)
    found = MaxNLocator(nbins=bins, steps=[1, 2, 2.5, 5, 10]).tick_values(first, last)
    ticks = [_rounded(tick) + 0.0 for tick in found if first - room <= tick <= last + room]
    apart = (ticks[1] - ticks[0]) / (last - first + 2 * room) * width if len(ticks) > 1 else width
    if len(ticks) < FEWEST_TICKS:
        return []
    return ticks if apart > LETTER * max((len(factor.written(tick)) for tick in ticks), default=0) + 0.1 else []


def _round_ticks(factor: Varied, digits: Sequence[int], width: float) -> list[float]:
    """All numbers on a logarithmic axis that begin with one of these digits; none where they have no room."""
    first, last = factor.levels[0], factor.levels[-1]
    powers = range(math.floor(math.log10(first)), math.ceil(math.log10(last)) + 1)
    ticks = [_rounded(digit * 10.0**power) for power in powers for digit in digits]
    found = [tick for tick in ticks if first * 0.999 <= tick <= last * 1.001]
    inch = width / math.log(last / first)
    free = all(
        math.log(after / before) * inch > LETTER * len(factor.written(after)) + 0.1 for before, after in pairwise(found)
    )
    return found if free and len(found) >= FEWEST_TICKS else []


def _rounded(value: float) -> float:
    return float(f"{value:.6g}")


def _log(value: float, factor: Varied) -> float:
    return math.log(value) if factor.log else value
