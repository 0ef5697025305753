"""Compares a figure with the picture of it that somebody has looked at."""

from __future__ import annotations

import io

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from esnsim.report.style import styled

DOTS = 45
"""Enough to see what is where, and small files."""
COLOURS = 48
"""Of a picture that is kept: a palette takes a third of the bytes."""
TOLERANCE = 8.0
"""Root of the mean squared difference, of 255: letters differ a little between versions of the library, ..."""
A_LINE = 4
"""... and so does, by these dots at most, how high a picture is whose words are measured."""


def looks_like(figure, golden, accept, folder):
    """Whether a figure looks as it did; what it looks like now is written into the folder if it does not.

    Args:
        figure: The figure.
        golden: The picture that was looked at; its folder is made if new ones are accepted.
        accept: Whether the picture is written anew instead.
        folder: For the picture as it is now.
    """
    file = io.BytesIO()
    with styled():
        FigureCanvasAgg(figure)
        figure.savefig(file, format="png", dpi=DOTS)
    drawn = Image.open(file).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    if accept:
        golden.parent.mkdir(exist_ok=True)
        drawn.save(golden, optimize=True)
        return True
    drawn.save(folder / golden.name)
    with Image.open(golden) as image:
        return _apart(np.asarray(drawn.convert("RGB"), float), np.asarray(image.convert("RGB"), float)) <= TOLERANCE


def _apart(one, other):
    """How far two pictures are apart; infinitely if they differ in size by more than a little."""
    if max(abs(np.subtract(one.shape, other.shape))) > A_LINE:
        return np.inf
    tall, wide = np.minimum(one.shape, other.shape)[:2]
    return float(np.sqrt(np.mean((one[:tall, :wide] - other[:tall, :wide]) ** 2)))
