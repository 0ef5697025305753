"""A sheet: a question, a line on what is drawn, room for panels of any size, and where it comes from."""

from __future__ import annotations

from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.report.page import FOOTER_LETTERS, LEFT, SUBTITLE_LETTERS, TITLE_LETTERS, WIDTH
from esnsim.report.style import FAINT, wrapped

NO_BREAK = "\N{NO-BREAK SPACE}"


class Room(NamedTuple):
    """Where a panel stands, in inches from the left and top of the room below the title.

    Attributes:
        left: Distance from the left of the sheet.
        top: Distance from the top of the room.
        width: Width.
        height: Height.
    """

    left: float
    top: float
    width: float
    height: float


def sheet(title: str, subtitle: str, footer: str, rooms: list[Room]) -> tuple[Figure, list[Axes]]:
    """A figure with its words and empty panels.

    Args:
        title: The question, or the answer.
        subtitle: What is drawn.
        footer: Where it comes from.
        rooms: Where panels stand.
    """
    # A number and its percent sign stay on one line.
    title, subtitle = (
        wrapped(title, TITLE_LETTERS),
        wrapped(subtitle.replace(" %", NO_BREAK + "%"), SUBTITLE_LETTERS, 4),
    )
    footer = wrapped(footer, FOOTER_LETTERS)
    below_title = 0.31 + 0.28 * _lines(title)
    top = below_title + 0.19 * _lines(subtitle) + 0.1
    height = top + max(room.top + room.height for room in rooms) + 0.75 + 0.16 * _lines(footer)
    figure = Figure(figsize=(WIDTH, height))
    figure.text(LEFT, 1 - 0.25 / height, title, fontsize=16, fontweight="bold", va="top")
    figure.text(LEFT, 1 - below_title / height, subtitle, fontsize=10.5, color=FAINT, va="top")
    figure.text(LEFT, 0.12 / height, footer, fontsize=9, color=FAINT, va="bottom")
    panels = [
        figure.add_axes(
            (
                room.left / WIDTH,
                1 - (top + room.top + room.height) / height,
                room.width / WIDTH,
                room.height / height,
            )
        )
        for room in rooms
    ]
    return figure, panels


def _lines(text: str) -> int:
    return text.count("\n") + 1
