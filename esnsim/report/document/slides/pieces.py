"""A tall picture in pieces whose letters can be read on a slide: rows of panels below the words of the picture."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from esnsim.report.letters import SMALL
from esnsim.report.style import png_of

DOTS = 130
SMALLEST = 9.0
"""Points of the smallest letters on a slide."""
LEAST_SCALE = SMALLEST / SMALL
"""How much smaller than it was drawn a picture may be shown."""
EDGE = 0.05
"""Inches left free above a row of panels that is cut off."""


class Piece(NamedTuple):
    """A part of a picture.

    Attributes:
        wide: Inches, as it was drawn.
        tall: Inches.
        png: Its dots.
    """

    wide: float
    tall: float
    png: bytes


def pieces(figure: Figure, most_tall: float) -> list[Piece]:
    """A figure in as many pieces as let its letters be read, each with the words and the legend where there is room.

    Args:
        figure: The figure.
        most_tall: Inches that a slide has, from the top of a picture to its foot.
    """
    wide, tall = (float(inches) for inches in figure.get_size_inches())
    most = most_tall / LEAST_SCALE
    png = png_of(figure, DOTS)
    rows = _rows(figure)
    if tall <= most or len(rows) <= 1:
        return [Piece(wide, tall, png)]
    head = rows[0][0]
    ends = [*(low for low, _ in rows), tall]
    return [
        Piece(wide, sum(bottom - top for top, bottom in strips), _cut(png, tall, strips))
        for strips in _strips(ends, head, most)
    ]


def _rows(figure: Figure) -> list[tuple[float, float]]:
    """Where rows of panels begin and end with all of their words, inches from the top."""
    FigureCanvasAgg(figure)
    dots, tall = figure.dpi, float(figure.get_size_inches()[1])
    boxes = [box for axes in figure.axes if (box := axes.get_tightbbox()) is not None]
    spans = sorted((tall - box.y1 / dots - EDGE, tall - box.y0 / dots) for box in boxes)
    rows: list[tuple[float, float]] = []
    for low, high in spans:
        if rows and low < rows[-1][1]:
            rows[-1] = rows[-1][0], max(rows[-1][1], high)
        else:
            rows.append((low, high))
    return rows


def _strips(ends: Sequence[float], head: float, most: float) -> list[list[tuple[float, float]]]:
    """Which strips of a picture, from the top, make each piece: as many rows as there is room for below the words."""
    again = head if head < most / 2 else 0.0
    found: list[list[float]] = []
    for low, high in pairwise(ends):
        top = found[-1][0] - again if found else 0.0
        if found and high - (top if len(found) > 1 else 0.0) <= most:
            found[-1][1] = high
        else:
            found.append([low, high])
    return [
        [(0.0, high)] if nth == 0 else [*([(0.0, head)] if again else []), (low, high)]
        for nth, (low, high) in enumerate(found)
    ]


def _cut(png: bytes, tall: float, strips: Sequence[tuple[float, float]]) -> bytes:
    """Strips of a picture below each other."""
    from PIL import Image  # noqa: PLC0415 - comes with matplotlib

    with Image.open(io.BytesIO(png)) as image:
        dots = np.asarray(image.convert("RGB"))
    high = len(dots)
    kept = [dots[round(top / tall * high) : round(bottom / tall * high)] for top, bottom in strips]
    file = io.BytesIO()
    Image.fromarray(np.concatenate(kept)).save(file, format="png")
    return file.getvalue()
