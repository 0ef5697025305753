"""Letters of pictures are measured, never guessed: how wide a text is, where its lines end, what is cut and said."""

from __future__ import annotations

import re
import warnings
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache, partial
from typing import NamedTuple

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

FAMILY = "DejaVu Sans"
"""Comes with matplotlib, so that a figure is the same on every machine."""
TITLE, ANSWER, PANEL, BODY, NOTE, SMALL = 17.0, 13.0, 14.0, 12.0, 11.0, 10.5
"""Sizes of letters, points, from the question of a picture down to the smallest that is used anywhere."""
HINTING = "none"
"""Letters are as wide on every screen and in print as they were measured; fitted to dots, they are not."""
CUT = "\N{HORIZONTAL ELLIPSIS}"
LETTERS_KEPT = 2
"""Letters that stay on either side of a cut, however little room there is."""
POINTS, NARROWEST = 72.0, 0.1
"""Points of an inch, and the least width of a letter over its size: a third of any that is not drawn over another."""
BREAKS = re.compile(r"(?<=[-_/.,:;])(?=\w)")
"""Where a word may go on in the next line, if it has to."""
COMMUNITIES = re.compile(r"[ \t\n]+")
"""Between words; a space that is not to be broken is none of them."""


class Size(NamedTuple):
    """Of a text on paper, inches."""

    width: float
    height: float


@cache
def _scratch() -> Figure:
    """A figure on which texts are measured and nothing is drawn."""
    figure = Figure(figsize=(1, 1), dpi=144)
    FigureCanvasAgg(figure)
    return figure


@lru_cache(maxsize=20_000)
def extent(text: str, size: float = BODY, *, bold: bool = False) -> Size:
    """How much room a text takes, all its lines together.

    Args:
        text: One or more lines.
        size: Of its letters, points.
        bold: Whether they are heavy.
    """
    figure = _scratch()
    look = {"fontfamily": FAMILY, "fontsize": size, "fontweight": "bold" if bold else "normal"}
    with mpl.rc_context({"text.hinting": HINTING}), warnings.catch_warnings():
        # A letter that the font lacks is drawn as a box, and as wide as one.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        box = Text(0, 0, text, parse_math=False, figure=figure, **look).get_window_extent(dpi=figure.dpi)  # type: ignore[arg-type]
    return Size(float(box.width) / figure.dpi, float(box.height) / figure.dpi)


def widest(texts: Sequence[str], size: float = BODY, *, bold: bool = False) -> float:
    """Width of the widest of several texts, inches; 0 for none."""
    return max((extent(text, size, bold=bold).width for text in texts), default=0.0)


def fitted(text: str, inches: float, size: float = BODY, *, lines: int = 2, bold: bool = False) -> str:
    """A text in lines that are no wider than this; what has no room even so is cut from the middle of the last line.

    Args:
        text: What is to be written.
        inches: Room for a line.
        size: Of its letters, points.
        lines: How many lines there may be.
        bold: Whether its letters are heavy.
    """
    rows: list[str] = []
    rest = " ".join(COMMUNITIES.split(text.strip()))
    while rest and len(rows) < lines - 1:
        row = _row(rest, inches, size, bold=bold)
        rows.append(row.rstrip(" "))
        rest = rest[len(row) :].lstrip(" ")
    return "\n".join([*rows, shortened(rest, inches, size, bold=bold)] if rest else rows) or " "


def _row(text: str, inches: float, size: float, *, bold: bool) -> str:
    """The beginning of a text that fits a line: whole words, parts of a word, or letters; never nothing."""
    text = text[: _most_letters(inches, size)]
    for parts in (text.split(" "), BREAKS.split(text.split(" ", maxsplit=1)[0]), list(text)):
        joint = " " if parts and len(parts) > 1 and " ".join(parts) == text else ""
        widths = partial(_width_of_first, parts, joint, size, bold)
        if fits := bisect_right(range(1, len(parts) + 1), inches, key=widths):
            return joint.join(parts[:fits])
    return text[:1]


def _most_letters(inches: float, size: float) -> int:
    """More letters than a line can have, so that no long text is measured whole to find the beginning that fits."""
    return int(inches * POINTS / size / NARROWEST) + 1


def _width_of_first(parts: Sequence[str], joint: str, size: float, bold: bool, count: int) -> float:
    """How wide so many parts are beside each other, inches."""
    return extent(joint.join(parts[:count]), size, bold=bold).width


def shortened(text: str, inches: float, size: float = BODY, *, bold: bool = False) -> str:
    """A text in one line of at most this width; of one that is wider, its beginning and its end.

    What tells names apart stands at their ends as often as at their beginnings.
    """
    most = _most_letters(inches, size)
    if len(text) <= most and extent(text, size, bold=bold).width <= inches:
        return text
    least, most = 2 * LETTERS_KEPT, min(len(text) - 1, most)
    while least < most:
        kept = (least + most + 1) // 2
        fits = extent(_cut(text, kept), size, bold=bold).width <= inches
        least, most = (kept, most) if fits else (least, kept - 1)
    return _cut(text, least) if len(text) > least + 1 else text


def _cut(text: str, kept: int) -> str:
    """A text of which so many letters are left, more of them in front."""
    front = kept - kept // 2
    return f"{text[:front].rstrip()}{CUT}{text[len(text) - kept // 2 :].lstrip()}"


def key_of_cuts(written: dict[str, str]) -> str:
    """What cut names are in full, in a line for the foot of a picture; nothing where none was cut.

    Args:
        written: What is written, by full name.
    """
    told = [f"{_one_line(short)} = {name}" for name, short in written.items() if CUT in short and CUT not in name]
    return f"Names that have no room: {'; '.join(told)}." if told else ""


def _one_line(text: str) -> str:
    return text.replace("\n", " ")
