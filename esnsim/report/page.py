"""The frame around the panels of a picture: question, legend, panels, strip of what is done when, and provenance.

Everything is placed in inches from the top, so that letters keep their size however many programmes there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from esnsim.report.style import FAINT, Look, wrapped

WIDTH = 12.0
LEFT, RIGHT = 0.045, 0.975
TITLE_LETTERS, SUBTITLE_LETTERS, FOOTER_LETTERS, LEGEND_LETTERS = 80, 150, 165, 60
PANEL, PANEL_GAP, PANEL_HEAD = 2.1, 0.32, 0.62
STRIP_HEAD = 0.62


class Frame(NamedTuple):
    """The words around the panels.

    Attributes:
        title: The question that the picture answers.
        subtitle: What is drawn.
        footer: Where it comes from.
        looks: How each programme is drawn.
        baseline: The programme that the others are compared with.
    """

    title: str
    subtitle: str
    footer: str
    looks: Mapping[str, Look]
    baseline: str


class Page(NamedTuple):
    """A figure whose frame is drawn and whose panels are empty.

    Attributes:
        figure: The figure.
        panels: Axes in reading order.
        strip: Axes below the panels, None when no height was asked for.
    """

    figure: Figure
    panels: list[Axes]
    strip: Axes | None


def page(frame: Frame, panels: int, columns: int, strip: float = 0.0) -> Page:
    """A figure with its frame.

    Args:
        frame: The words around the panels.
        panels: How many panels.
        columns: How many of them stand side by side.
        strip: Height of the strip below the panels, inches.
    """
    rows = -(-panels // columns)
    title, subtitle = wrapped(frame.title, TITLE_LETTERS), wrapped(frame.subtitle, SUBTITLE_LETTERS)
    footer = wrapped(frame.footer, FOOTER_LETTERS, 3)
    names = [_entry(name, frame.baseline) for name in frame.looks]
    legend_top = 0.25 + 0.28 * _lines(title) + 0.08 + 0.19 * _lines(subtitle) + 0.16
    top = legend_top + _legend_height(names) + 0.05
    body = rows * (PANEL_HEAD + PANEL + PANEL_GAP)
    height = top + body + (strip + STRIP_HEAD + PANEL_GAP if strip else 0.0) + 0.2 + 0.16 * _lines(footer)
    figure = Figure(figsize=(WIDTH, height))
    figure.text(LEFT, 1 - 0.25 / height, title, fontsize=16, fontweight="bold", va="top")
    below = 0.25 + 0.28 * _lines(title) + 0.06
    figure.text(LEFT, 1 - below / height, subtitle, fontsize=10.5, color=FAINT, va="top")
    _legend(figure, frame, names, legend_top)
    figure.text(LEFT, 0.12 / height, footer, fontsize=9, color=FAINT, va="bottom")
    axes = [_panel(figure, nth, columns, top) for nth in range(panels)]
    return Page(figure, axes, _strip(figure, top + body, strip) if strip else None)


def panel_head(axes: Axes, title: str, meaning: str) -> None:
    """What a panel shows: its name, and below it what the name means."""
    height = axes.get_position().height * axes.figure.get_figure(root=True).get_figheight()
    axes.text(0, 1 + 0.3 / height, title, transform=axes.transAxes, fontweight="bold", fontsize=12.5, va="bottom")
    axes.text(0, 1 + 0.1 / height, meaning, transform=axes.transAxes, fontsize=9.5, color=FAINT, va="bottom")


def _panel(figure: Figure, nth: int, columns: int, top: float) -> Axes:
    row, column = divmod(nth, columns)
    height = figure.get_figheight()
    gap = 0.055
    width = (RIGHT - LEFT - columns * gap) / columns
    bottom = top + row * (PANEL_HEAD + PANEL + PANEL_GAP) + PANEL_HEAD + PANEL
    return figure.add_axes((LEFT + gap + column * (width + gap), 1 - bottom / height, width, PANEL / height))


def _strip(figure: Figure, top: float, tall: float) -> Axes:
    height = figure.get_figheight()
    gap = 0.055
    bottom = top + STRIP_HEAD + tall
    return figure.add_axes((LEFT + gap, 1 - bottom / height, RIGHT - LEFT - gap, tall / height))


def _legend(figure: Figure, frame: Frame, names: Sequence[str], top: float) -> None:
    handles = [Line2D([], [], color=look.colour, linestyle=look.stroke, linewidth=3) for look in frame.looks.values()]
    # A name that begins with an underscore would be left out.
    labels = [f" {name}" if name.startswith("_") else name for name in names]
    top_left = (LEFT - 0.008, 1 - top / figure.get_figheight())
    figure.legend(
        handles=handles,
        labels=labels,
        loc="upper left",
        bbox_to_anchor=top_left,
        ncols=_legend_columns(names),
        frameon=False,
        handlelength=1.4,
        columnspacing=1.8,
        borderaxespad=0,
    )


def _entry(name: str, baseline: str) -> str:
    return wrapped(f"{name} (baseline)" if name == baseline else name, LEGEND_LETTERS)


def _legend_columns(names: Sequence[str]) -> int:
    """How many entries stand side by side without leaving the figure."""
    longest = max(len(line) for name in names for line in name.split("\n"))
    return max(1, min(len(names), 135 // (longest + 7)))


def _legend_height(names: Sequence[str]) -> float:
    rows = -(-len(names) // _legend_columns(names))
    return rows * (0.06 + 0.19 * max(map(_lines, names)))


def _lines(text: str) -> int:
    return text.count("\n") + 1
