"""Panels side by side below the words of a picture, with a strip for what is done when.

Everything is placed in inches from the top, so that letters keep their size however many programmes there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.report.layout.frame import MARGIN, WIDTH, Framed, Head, Surround, framed, head_of, head_room, panel_head
from esnsim.report.style import Look

COLUMNS = 2
"""Panels stand in two columns, so that their letters can be read from the back of a board room, ..."""
MOST_COLUMNS, MOST_IN_TWO = 3, 4
"""... or in three, if there would be more than two rows otherwise and they are narrow enough for it."""
SCALE_ROOM = 0.9
"""Inches left of a panel for the values of its scale."""
RIGHT_ROOM = 0.25
"""Inches right of the last panel, where the last date of an axis ends."""
PANEL, BELOW = 1.75, 0.6
"""Height of a panel, and of its dates below it, inches."""


class PageFrame(NamedTuple):
    """The words around the panels.

    Attributes:
        title: The question that the picture answers.
        answer: What it says, in a sentence; may be empty.
        subtitle: What is drawn.
        footer: Where it comes from.
        looks: How each programme is drawn.
        baseline: The programme that the others are compared with.
        key: What numbers or cut names in the panels stand for; may be empty.
    """

    title: str
    answer: str
    subtitle: str
    footer: str
    looks: Mapping[str, Look]
    baseline: str
    key: str = ""


class Heading(NamedTuple):
    """What a panel shows.

    Attributes:
        title: Its name.
        meaning: What the name means; may be empty.
        room: Inches left free between them and the panel.
    """

    title: str
    meaning: str = ""
    room: float = 0.0


class Strip(NamedTuple):
    """What is asked of the strip for what is done when.

    Attributes:
        heading: What it shows.
        tall: Its height, inches.
        least_wide: Inches that its names need.
    """

    heading: Heading
    tall: float
    least_wide: float = 0.0


class Page(NamedTuple):
    """A figure whose words are drawn and whose panels are empty.

    Attributes:
        figure: The figure.
        panels: Axes in reading order, each below what it shows.
        strip: Axes for what is done, in the last row where that has room for it, else below all panels; None where
            none was asked for.
    """

    figure: Figure
    panels: list[Axes]
    strip: Axes | None


class _Grid(NamedTuple):
    """Where panels stand, inches.

    Attributes:
        columns: How many stand side by side.
        names: Room left of those in the first column.
        width: Of a panel.
    """

    columns: int
    names: float
    width: float

    def left(self, column: int) -> float:
        """Where the panels of a column begin."""
        return MARGIN + self.names + column * (self.width + SCALE_ROOM)

    @property
    def whole(self) -> float:
        """Width of all columns together."""
        return self.columns * self.width + (self.columns - 1) * SCALE_ROOM


def page(
    frame: PageFrame,
    panels: Sequence[Heading],
    strip: Strip | None = None,
    tall: float = PANEL,
    columns: int = COLUMNS,
    names: float = SCALE_ROOM,
) -> Page:
    """A figure with its words and empty panels.

    Args:
        frame: The words around the panels.
        panels: What each panel shows.
        strip: What the strip for what is done needs; None for none.
        tall: Height of a panel, inches.
        columns: How many panels stand side by side.
        names: Inches left of the panels in the first column, for the names or values of their scales.
    """
    grid = _Grid(columns, names, panel_width(columns, names))
    heads = [head_of(each.title, each.meaning, grid.width, each.room) for each in panels]
    rows = [heads[nth : nth + columns] for nth in range(0, len(heads), columns)]
    wide = _beside(strip, tall, len(panels), grid)
    rest = [_strip_head(strip, wide or grid.whole)] if strip else []
    if wide:
        rows[-1] += rest
    under = 0.0 if wide or strip is None else head_room(rest) + strip.tall + BELOW
    body = sum(head_room(row) + tall + BELOW for row in rows) + under
    made = framed(Surround(*frame[:4], frame.key), body, frame.looks, frame.baseline)
    axes = _drawn(made, rows, grid, [tall] * len(panels) + ([strip.tall] if strip and wide else []), wide)
    if strip is None:
        return Page(made.figure, axes, None)
    if wide:
        return Page(made.figure, axes[:-1], axes[-1])
    below = made.axes(grid.left(0), body - BELOW - strip.tall, grid.whole, strip.tall)
    panel_head(below, rest[0])
    return Page(made.figure, axes, below)


def _beside(strip: Strip | None, tall: float, panels: int, grid: _Grid) -> float:
    """Width of the strip in what is left of the last row, 0 where it has no room there."""
    free = -panels % grid.columns
    wide = free * grid.width + (free - 1) * SCALE_ROOM
    return wide if strip is not None and free and strip.tall <= tall and strip.least_wide <= wide else 0.0


def _strip_head(strip: Strip, wide: float) -> Head:
    return head_of(strip.heading.title, strip.heading.meaning, wide, strip.heading.room)


def panel_width(columns: int = COLUMNS, names: float = SCALE_ROOM) -> float:
    """How wide a panel is, inches.

    Args:
        columns: How many panels stand side by side.
        names: Inches left of those in the first column.
    """
    return (WIDTH - MARGIN - RIGHT_ROOM - names - (columns - 1) * SCALE_ROOM) / columns


def _drawn(
    made: Framed, rows: Sequence[Sequence[Head]], grid: _Grid, tall: Sequence[float], last_wide: float
) -> list[Axes]:
    """The panels, each as high as told and below what it shows, in reading order; the last may be wider."""
    axes: list[Axes] = []
    down = 0.0
    for row in rows:
        down += head_room(row)
        for column, head in enumerate(row):
            is_last = len(axes) == len(tall) - 1
            wide = last_wide if is_last and last_wide else grid.width
            axes.append(made.axes(grid.left(column), down, wide, tall[len(axes)]))
            panel_head(axes[-1], head)
        down += tall[0] + BELOW
    return axes
