"""How pictures look: colours that everybody can tell apart, letters that can be read on a slide, and quiet axes."""

from __future__ import annotations

import textwrap
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from esnsim.experiments.whole import whole_file

Stroke: TypeAlias = Literal["-", "--", ":"]

GREY = "#4D4D4D"
HUES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
"""Okabe and Ito's colours in a fixed order, without the yellow, which cannot be seen on white."""
STROKES: tuple[Stroke, ...] = ("-", "--", ":")
"""Once all colours are taken, the next programmes begin again with another stroke."""
BAND_OPACITY = 0.16
INK, FAINT, GRID = "#222222", "#6B6B6B", "#E4E4E4"
DOTS_PER_INCH = 150
STYLE: Any = {  # matplotlib types these by a list of all its names
    "font.family": "DejaVu Sans",  # comes with matplotlib, so that a figure is the same on every machine
    "font.size": 11.0,
    "text.color": INK,
    "text.parse_math": False,  # a programme may be called "$5 a head"
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.color": FAINT,
    "xtick.major.pad": 6.0,
    "xtick.major.size": 0.0,
    "ytick.color": FAINT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "figure.facecolor": "white",
    "svg.hashsalt": "esnsim",  # else every file has other ids
    "svg.fonttype": "path",  # text drawn as shapes fits its place without the font
}


class Look(NamedTuple):
    """How a programme is drawn.

    Attributes:
        colour: As ``#RRGGBB``.
        stroke: Dash pattern of its line.
    """

    colour: str
    stroke: Stroke


@contextmanager
def styled() -> Iterator[None]:
    """The look of esnsim, for as long as the block lasts; the caller's own settings are left alone."""
    with mpl.rc_context(STYLE), warnings.catch_warnings():
        # A name in letters that the font lacks is drawn as boxes; that is no reason to alarm anybody.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def looks_of(programmes: Sequence[str], baseline: str) -> dict[str, Look]:
    """How each programme is drawn: the baseline in grey, the others in colours by their order."""
    looks = {}
    others = [name for name in programmes if name != baseline]
    for name in programmes:
        nth = others.index(name) if name != baseline else 0
        stroke = STROKES[nth // len(HUES) % len(STROKES)]
        looks[name] = Look(GREY, "-") if name == baseline else Look(HUES[nth % len(HUES)], stroke)
    return looks


def wrapped(text: str, width: int, lines: int = 2) -> str:
    """Text on a few lines of at most so many letters; what does not fit ends in dots."""
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder=" …")) or " "


def date_axis(axes: Axes, first: date, last: date) -> None:
    """A horizontal axis of dates with few, short labels."""
    locator = AutoDateLocator(minticks=3, maxticks=6)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    formatter = ConciseDateFormatter(locator, show_offset=False)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(formatter)
    axes.set_xlim(place(first), place(last))


def place(day: date) -> float:
    """Where a date is on a horizontal axis."""
    return float(date2num(day))  # type: ignore[no-untyped-call]


def value_axis(axes: Axes, low: float, high: float, unit: str = "", *, signed: bool = False) -> None:
    """A vertical axis from ``low`` to ``high`` with a handful of round values."""

    def written(value: float, _nth: object) -> str:
        value = round(value, 6) + 0.0
        text = f"{value:+g}{unit}" if signed and value else f"{value:g}{unit}"
        return text.replace("-", "\N{MINUS SIGN}")

    axes.set_ylim(low, high)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))
    axes.yaxis.set_major_formatter(written)
    axes.tick_params(axis="y", length=0)


def save(figure: Figure, path: Path) -> list[Path]:
    """Write a figure as PNG and as SVG, each of them whole or not at all.

    Args:
        figure: What to write.
        path: Where, without an ending.

    Returns:
        The two files.
    """
    png, svg = path.with_name(f"{path.name}.png"), path.with_name(f"{path.name}.svg")
    _write(figure, png, dpi=DOTS_PER_INCH)
    _write(figure, svg, metadata={"Date": None})
    return [png, svg]


def _write(figure: Figure, target: Path, **options: Any) -> None:  # noqa: ANN401 - matplotlib's own options
    with whole_file(target) as unfinished, styled():
        FigureCanvasAgg(figure)
        figure.savefig(unfinished, format=target.suffix[1:], **options)
