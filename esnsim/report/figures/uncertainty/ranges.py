"""A page of constants, a row each, on which something is drawn within the range that evidence allows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from esnsim.numerals import numeral
from esnsim.report.layout.frame import MARGIN, WIDTH, head_of, head_room, panel_head
from esnsim.report.layout.sweep_page import Words, framed_page
from esnsim.report.letters import NOTE, SMALL, extent, fitted, widest
from esnsim.report.style import INK, styled

GAP, FOOT, NAME_ROOM = 0.15, 0.5, 3.4


def ranges_page(words: Words, names: Sequence[str], row: float, draw: Callable[[Axes], None]) -> Figure:
    """The page: 0 is the low end of each range, 1 the high one.

    Args:
        words: Title, text and footer.
        names: Of the constants, from top to bottom; row ``n`` is drawn at height ``n``.
        row: Inches a row at least.
        draw: Draws all rows.
    """
    shown = [fitted(name, NAME_ROOM, SMALL) for name in names]
    row = max(row, *(extent(name, SMALL).height + 0.06 for name in shown))
    left = widest(shown, SMALL) + GAP
    wide = WIDTH - 2 * MARGIN - left
    head = head_of(
        "Within the range that evidence allows", "0: its low end, 1: its high end; equal factors where it is wide", wide
    )
    with styled():
        made = framed_page(words, head_room([head]) + row * len(shown) + FOOT, {}, "")
        axes = made.axes(MARGIN + left, head_room([head]), wide, row * len(shown))
        draw(axes)
        axes.set_yticks(range(len(shown)), shown, fontsize=SMALL)
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.set_xlim(0.0, 1.0)
        axes.grid(visible=False, axis="y")
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: numeral(round(value, 2))))
        axes.set_xlabel("place within the range", fontsize=NOTE)
        panel_head(axes, head)
    return made.figure


def mark_median(axes: Axes, place: float, at: int) -> None:
    """Mark the median of a row."""
    axes.plot([place], [at], "o", color="white", markeredgecolor=INK, markersize=5)
