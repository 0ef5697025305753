"""How pictures look: colours that everybody can distinguish, letters that can be read on a slide, and quiet axes."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import AutoDateLocator, date2num, num2date
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from esnsim.atomic_file import whole_file
from esnsim.numerals import numeral
from esnsim.report.letters import BODY, FAMILY, HINTING, extent

Stroke: TypeAlias = Literal["-", "--", ":"]

GREY = "#4D4D4D"
HUES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
"""Okabe and Ito's colours in a fixed order, without the yellow, which cannot be seen on white."""
STROKES: tuple[Stroke, ...] = ("-", "--", ":")
"""Once all colours are taken, the next programmes begin again with another stroke."""
BAND_OPACITY = 0.16
INK, FAINT, GRID = "#222222", "#6B6B6B", "#E4E4E4"
DOTS_PER_INCH = 150
MOST_DOTS = 6_000_000
"""Dots of a picture; a figure of a dozen programmes is 55 inches tall, and every dot of it takes some 10 bytes."""
DATES_BELOW = 9.0
"""Points between an axis and its dates, so that the lowest value beside it ends above them."""
MOST_DATES, FEWEST_DATES, DATES_APART = 6, 3, 0.1
"""Labels of an axis of dates, and the inches between two of them."""
SHORTEST_YEAR, SHORTEST_MONTH = 365, 28
"""Days between two labels from which they name years, or months."""
STYLE: Any = {  # matplotlib types these by a list of all its names
    "font.family": FAMILY,
    "font.size": BODY,
    "text.color": INK,
    "text.hinting": HINTING,
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


def date_axis(axes: Axes, first: date, last: date) -> None:
    """A horizontal axis of dates with few, short labels; the year stands below the first one and where it changes."""
    axes.set_xlim(place(first), place(last))
    inches = axes.get_position().width * axes.figure.get_figure(root=True).get_figwidth()
    for most in range(MOST_DATES, 0, -1):
        days = _round_days(first, last, most)
        labels = _dated(days)
        if most == 1 or _have_room(days, labels, inches / ((last - first).days or 1)):
            axes.set_xticks([place(day) for day in days], labels)
            axes.tick_params(axis="x", pad=DATES_BELOW)
            return


def _have_room(days: Sequence[date], labels: Sequence[str], scale: float) -> bool:
    """Whether labels of days, so many inches a day, do not touch."""
    wide = [extent(label).width for label in labels]
    return all(
        (later - earlier).days * scale > (wide[nth] + wide[nth + 1]) / 2 + DATES_APART
        for nth, (earlier, later) in enumerate(pairwise(days))
    )


def _dated(days: Sequence[date]) -> list[str]:
    """What is written at days."""
    between = min((later - earlier).days for earlier, later in pairwise(days)) if days[1:] else 1
    form = "%Y" if between >= SHORTEST_YEAR else "%b" if between >= SHORTEST_MONTH else "{day} %b"
    labels = [day.strftime(form).format(day=day.day) for day in days]
    if between >= SHORTEST_YEAR:
        return labels
    new = [not nth or day.year != days[nth - 1].year for nth, day in enumerate(days)]
    years = [day.year if is_new else " " for day, is_new in zip(days, new, strict=True)]
    return [f"{label}\n{year}" for label, year in zip(labels, years, strict=True)]


def _round_days(first: date, last: date, most: int) -> list[date]:
    """A few days that are easy to name: beginnings of years, months or weeks."""
    locator = AutoDateLocator(minticks=min(FEWEST_DATES, most), maxticks=most)  # type: ignore[no-untyped-call]
    ends = [datetime.combine(day, time(), UTC) for day in (first, last)]
    with warnings.catch_warnings():
        # Where no step gives so few dates, matplotlib says so and gives more; who asks then tries with fewer.
        warnings.filterwarnings("ignore", "AutoDateLocator was unable to pick", UserWarning)
        ticks = locator.tick_values(*ends)  # type: ignore[no-untyped-call]
    days = [num2date(tick).date() for tick in ticks]  # type: ignore[no-untyped-call]
    return sorted({day for day in days if first <= day <= last}) or [first]


def place(day: date) -> float:
    """Where a date is on a horizontal axis."""
    return float(date2num(day))  # type: ignore[no-untyped-call]


def value_axis(axes: Axes, low: float, high: float, unit: str = "", *, signed: bool = False) -> None:
    """A vertical axis from ``low`` to ``high`` with a handful of round values."""

    def written(value: float, _nth: object) -> str:
        return f"{numeral(round(value, 6), '+g' if signed else 'g')}{unit}"

    axes.set_ylim(low, high)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))
    axes.yaxis.set_major_formatter(written)
    axes.tick_params(axis="y", length=0)


def save_figure(figure: Figure, path: Path) -> list[Path]:
    """Write a figure as PNG and as SVG, each of them whole or not at all.

    Args:
        figure: What to write.
        path: Where, without an ending.

    Returns:
        The two files.
    """
    png, svg = path.with_name(f"{path.name}.png"), path.with_name(f"{path.name}.svg")
    _write(figure, png, dpi=affordable(figure, DOTS_PER_INCH))
    _write(figure, svg, metadata={"Date": None})
    return [png, svg]


def affordable(figure: Figure, dots: float) -> float:
    """Dots per inch of a figure: as many as are wanted, fewer where it is so large that it would fill the memory."""
    return min(dots, math.sqrt(MOST_DOTS / (figure.get_figwidth() * figure.get_figheight())))


def _write(figure: Figure, target: Path, **options: Any) -> None:  # noqa: ANN401 - matplotlib's own options
    with whole_file(target) as unfinished, styled():
        FigureCanvasAgg(figure)
        figure.savefig(unfinished, format=target.suffix[1:], **options)


def png_of(figure: Figure, dots: int) -> bytes:
    """A figure as PNG.

    Args:
        figure: The figure.
        dots: Dots an inch, fewer where it is very large.
    """
    file = io.BytesIO()
    with styled():
        FigureCanvasAgg(figure)
        figure.savefig(file, format="png", dpi=affordable(figure, dots))
    return file.getvalue()
