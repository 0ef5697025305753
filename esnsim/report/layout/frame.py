"""The words around the panels of any picture: question, answer, what is drawn, legend, and where it comes from.

Everything is measured and placed in inches from the top, so that letters keep their size however many programmes there
are, and nothing lies over anything else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D

from esnsim.report.letters import ANSWER, BODY, NOTE, PANEL, SMALL, TITLE, extent, fitted, widest
from esnsim.report.style import FAINT, Look, styled

WIDTH, MARGIN = 12.0, 0.5
"""Of a picture and its empty edges, inches."""
TOP, BETWEEN, FOOT = 0.22, 0.08, 0.12
"""Inches above the first line, between texts, and below the last one."""
ENDS = 0.1
"""Inches between the words above and the panels, and between the panels and the foot."""
MOST_LINES, MOST_TOLD, MOST_OF_KEY = 4, 8, 24
"""Lines of a question or a foot, of what is drawn, and of a key; cut only where somebody's own words fill the page."""
HANDLE, HANDLE_GAP, ENTRY_GAP = 1.4, 0.8, 1.8
"""Of a legend: length of a line, from there to its name, and from there to the next line, each in letters."""
ENTRY_LINES = 3
ABOVE_PANEL, BELOW_HEAD = 0.06, 0.1
"""Inches between the name of a panel and what it means, and from there to the panel."""
MARKS = 0.17
"""Inches more where the numbers of marks stand there."""


class Surround(NamedTuple):
    """The words around the panels.

    Attributes:
        title: The question that the picture answers, or its answer.
        answer: What it says, in a sentence; may be empty.
        subtitle: What is drawn.
        footer: Where it comes from.
        key: What numbers or cut names in the panels stand for; may be empty.
    """

    title: str
    answer: str
    subtitle: str
    footer: str
    key: str = ""


class Framed(NamedTuple):
    """A figure whose words are drawn.

    Attributes:
        figure: The figure.
        top: Where the panels begin, inches from the top.
    """

    figure: Figure
    top: float

    def axes(self, left: float, down: float, width: float, height: float) -> Axes:
        """Axes somewhere below the words.

        Args:
            left: Inches from the left edge of the figure.
            down: Inches from where the panels begin.
            width: Inches.
            height: Inches.
        """
        wide, tall = self.figure.get_size_inches()
        bottom = 1 - (self.top + down + height) / tall
        return self.figure.add_axes((left / wide, bottom, width / wide, height / tall))


def framed(words: Surround, body: float, looks: Mapping[str, Look], baseline: str) -> Framed:
    """A figure with the words around its panels.

    Args:
        words: What they are.
        body: Height of everything between, inches.
        looks: How each programme is drawn; none for a figure that needs no legend.
        baseline: The programme that is marked as such.
    """
    parts: list[tuple[str, float, int, dict[str, Any]]] = [
        (words.title, TITLE, MOST_LINES, {"fontweight": "bold"}),
        (words.answer, ANSWER, MOST_LINES, {}),
        (words.subtitle, NOTE, MOST_TOLD, {"color": FAINT}),
    ]
    figure, down = Figure(figsize=(WIDTH, 1.0)), TOP
    drawn = []
    for text, size, lines, look in parts:
        bold = "fontweight" in look
        told = fitted(text, WIDTH - 2 * MARGIN, size, lines=lines, bold=bold)
        if told.strip():
            drawn.append((down, figure.text(MARGIN / WIDTH, 0.0, told, fontsize=size, va="top", **look)))
            down += extent(told, size, bold=bold).height + BETWEEN
    legend = _legend(figure, looks, baseline) if looks else None
    legend_at = down + BETWEEN
    top = (legend_at + _height(legend, figure) if legend else down) + ENDS
    foot = "\n".join(
        fitted(text, WIDTH - 2 * MARGIN, SMALL, lines=lines)
        for text, lines in ((words.key, MOST_OF_KEY), (words.footer, MOST_LINES))
        if text.strip()
    )
    height = top + body + ENDS + extent(foot, SMALL).height + FOOT
    figure.set_size_inches(WIDTH, height)
    for at, text_drawn in drawn:
        text_drawn.set_y(1 - at / height)
    figure.text(MARGIN / WIDTH, FOOT / height, foot, fontsize=SMALL, color=FAINT, va="bottom")
    if legend:
        legend.set_bbox_to_anchor((MARGIN / WIDTH, 1 - legend_at / height), figure.transFigure)
    return Framed(figure, top)


def _legend(figure: Figure, looks: Mapping[str, Look], baseline: str) -> Legend:
    """The legend of a figure, in as many columns as have room beside each other."""
    names = [f"{name} (baseline)" if name == baseline else name for name in looks]
    handles = [Line2D([], [], color=look.colour, linestyle=look.stroke, linewidth=3) for look in looks.values()]
    free = WIDTH - 2 * MARGIN
    around = (HANDLE + HANDLE_GAP) * BODY / 72.0
    entries = [fitted(name, free - around, BODY, lines=ENTRY_LINES) for name in names]
    wide = widest(entries) + around + ENTRY_GAP * BODY / 72.0
    return figure.legend(
        handles=handles,
        # A name that begins with an underscore would be left out.
        labels=[f" {entry}" if entry.startswith("_") else entry for entry in entries],
        loc="upper left",
        ncols=max(1, min(len(names), int((free + ENTRY_GAP * BODY / 72.0) / wide))),
        frameon=False,
        fontsize=BODY,
        handlelength=HANDLE,
        handletextpad=HANDLE_GAP,
        columnspacing=ENTRY_GAP,
        borderpad=0.0,
        borderaxespad=0.0,
    )


def _height(legend: Legend, figure: Figure) -> float:
    """How high the legend of a figure is, inches."""
    with styled():
        FigureCanvasAgg(figure)
        return float(legend.get_window_extent().height) / figure.dpi


class Head(NamedTuple):
    """What a panel shows, in lines that are no wider than it.

    Attributes:
        title: Its name.
        meaning: What the name means; may be empty.
        room: Inches left free between them and the panel.
    """

    title: str
    meaning: str
    room: float = 0.0

    @property
    def height(self) -> float:
        """How much room it needs above its panel, inches."""
        return self.title_at + extent(self.title, PANEL, bold=True).height + BELOW_HEAD

    @property
    def title_at(self) -> float:
        """How far above its panel the name stands, inches."""
        told = extent(self.meaning, NOTE).height + ABOVE_PANEL if self.meaning else 0.0
        return BELOW_HEAD + self.room + told


def head_of(title: str, meaning: str, width: float, room: float = 0.0) -> Head:
    """What a panel shows, in lines as wide as the panel.

    Args:
        title: Its name.
        meaning: What the name means.
        width: Of the panel, inches.
        room: Inches left free between them and the panel.
    """
    told = fitted(meaning, width, NOTE, lines=4) if meaning.strip() else ""
    return Head(fitted(title, width, PANEL, lines=3, bold=True), told, room)


def head_room(heads: Sequence[Head]) -> float:
    """Inches above panels that stand side by side, for all of their names and meanings."""
    return max((head.height for head in heads), default=0.0)


def panel_head(axes: Axes, head: Head) -> None:
    """Write above a panel what it shows."""
    height = axes.get_position().height * axes.figure.get_figure(root=True).get_figheight()
    above: list[tuple[str, float, dict[str, Any]]] = [
        (head.title, head.title_at, {"fontweight": "bold", "fontsize": PANEL})
    ]
    above += [(head.meaning, BELOW_HEAD + head.room, {"fontsize": NOTE, "color": FAINT})] if head.meaning else []
    for text, inches, look in above:
        axes.text(0, 1 + inches / height, text, transform=axes.transAxes, va="bottom", **look)
