"""The frame around the panels of a picture: question, legend, panels, strip of what is done when, and provenance.

Everything is placed in inches from the top, so that letters keep their size however many programmes there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from esnsim.report.style import FAINT, Look, wrapped

WIDTH = 12.0
LEFT, RIGHT = 0.045, 0.975
COLUMNS, COLUMN_GAP = 2, 0.063
"""Panels stand in two columns, so that their letters can be read from the back of a board room."""
TITLE_LETTERS, ANSWER_LETTERS, SUBTITLE_LETTERS, FOOTER_LETTERS, LEGEND_LETTERS = 76, 108, 128, 150, 56
PANEL, PANEL_GAP, PANEL_HEAD = 2.1, 0.5, 0.8
HEAD_NAME, HEAD_MEANING = 0.32, 0.1
"""How far above a panel its name and meaning stand, inches, ..."""
MARKS = 0.16
"""... and how much farther where the numbers of marks stand between."""


class Frame(NamedTuple):
    """The words around the panels.

    Attributes:
        title: The question that the picture answers.
        answer: What it says, in a sentence; may be empty.
        subtitle: What is drawn.
        footer: Where it comes from.
        looks: How each programme is drawn.
        baseline: The programme that the others are compared with.
    """

    title: str
    answer: str
    subtitle: str
    footer: str
    looks: Mapping[str, Look]
    baseline: str


class Page(NamedTuple):
    """A figure whose frame is drawn and whose panels are empty.

    Attributes:
        figure: The figure.
        panels: Axes in reading order.
        strip: Axes for what is done, as wide as a panel where the last row has room for it, else below all panels;
            None when no height was asked for.
    """

    figure: Figure
    panels: list[Axes]
    strip: Axes | None


def page(frame: Frame, panels: int, strip: float = 0.0, tall: float = PANEL) -> Page:
    """A figure with its frame.

    Args:
        frame: The words around the panels.
        panels: How many panels.
        strip: Height of the strip for what is done, inches; 0 for none.
        tall: Height of a panel, inches.
    """
    names = [_entry(name, frame.baseline) for name in frame.looks]
    lines = _lines_of_text(frame)
    legend_top = lines[-1].below + 0.14
    top = legend_top + _legend_height(names) + 0.05
    footer = wrapped(frame.footer, FOOTER_LETTERS, 3)
    beside = 0.0 < strip <= tall and panels % COLUMNS != 0
    body = -(-panels // COLUMNS) * (PANEL_HEAD + tall + PANEL_GAP)
    under = PANEL_HEAD + strip + PANEL_GAP if strip and not beside else 0.0
    height = top + body + under + 0.2 + 0.16 * _lines(footer)
    figure = Figure(figsize=(WIDTH, height))
    for line in lines:
        figure.text(LEFT, 1 - line.top / height, line.text, va="top", **line.look)
    _legend(figure, frame, names, legend_top)
    figure.text(LEFT, 0.12 / height, footer, fontsize=9.5, color=FAINT, va="bottom")
    axes = [_cell(figure, nth, top, tall, tall) for nth in range(panels)]
    if beside:
        return Page(figure, axes, _cell(figure, panels, top, strip, tall))
    return Page(figure, axes, _strip(figure, top + body, strip) if strip else None)


class _Line(NamedTuple):
    """A line, or a few, above the panels: what, how, and from where to where, inches from the top."""

    text: str
    look: dict[str, Any]
    top: float
    below: float


def _lines_of_text(frame: Frame) -> list[_Line]:
    """Title, answer and subtitle, one below the other."""
    parts: list[tuple[str, dict[str, Any], float]] = [
        (wrapped(frame.title, TITLE_LETTERS), {"fontsize": 17, "fontweight": "bold"}, 0.29),
        (wrapped(frame.answer, ANSWER_LETTERS), {"fontsize": 13}, 0.22),
        (wrapped(frame.subtitle, SUBTITLE_LETTERS), {"fontsize": 11, "color": FAINT}, 0.19),
    ]
    lines: list[_Line] = []
    for text, look, tall in parts:
        if not text.strip():
            continue
        top = lines[-1].below + 0.07 if lines else 0.25
        lines.append(_Line(text, look, top, top + tall * _lines(text)))
    return lines


def panel_head(axes: Axes, title: str, meaning: str, room: float = 0.0) -> None:
    """What a panel shows: its name, and below it what the name means.

    Args:
        axes: The panel.
        title: Its name.
        meaning: What the name means.
        room: Inches left free between them and the panel.
    """
    height = axes.get_position().height * axes.figure.get_figure(root=True).get_figheight()
    above: list[tuple[str, float, dict[str, Any]]] = [
        (title, HEAD_NAME, {"fontweight": "bold", "fontsize": 14}),
        (meaning, HEAD_MEANING, {"fontsize": 11, "color": FAINT}),
    ]
    for text, inches, look in above:
        axes.text(0, 1 + (inches + room) / height, text, transform=axes.transAxes, va="bottom", **look)


def _cell(figure: Figure, nth: int, top: float, tall: float, apart: float) -> Axes:
    """Axes in the nth place in reading order, where rows are so far apart."""
    row, column = divmod(nth, COLUMNS)
    height = figure.get_figheight()
    width = (RIGHT - LEFT - COLUMNS * COLUMN_GAP) / COLUMNS
    bottom = top + row * (PANEL_HEAD + apart + PANEL_GAP) + PANEL_HEAD + tall
    left = LEFT + COLUMN_GAP + column * (width + COLUMN_GAP)
    return figure.add_axes((left, 1 - bottom / height, width, tall / height))


def _strip(figure: Figure, top: float, tall: float) -> Axes:
    """Axes below all panels, as wide as all of them."""
    height = figure.get_figheight()
    bottom = top + PANEL_HEAD + tall
    return figure.add_axes((LEFT + COLUMN_GAP, 1 - bottom / height, RIGHT - LEFT - COLUMN_GAP, tall / height))


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
