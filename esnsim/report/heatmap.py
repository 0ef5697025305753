"""How an outcome follows two factors on a grid, or three: one map a programme and value of the third."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Colormap, Normalize, TwoSlopeNorm
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from esnsim.experiments.differences import interval_of_mean
from esnsim.report.outcomes import Shown
from esnsim.report.page import panel_head
from esnsim.report.sheet import HEAD, LETTER, MARGIN, WIDTH, Sheet, Words, outcome_scale, sheet
from esnsim.report.style import INK, styled, wrapped
from esnsim.report.tabled import INTERVAL, Side, Tabled
from esnsim.report.wording import Varied
from esnsim.world import Doubles

MOST_WRITTEN = 8
"""Rows and columns up to which values are written into the cells."""
MOST_COLUMNS = 6
"""Values of a third factor that stand side by side."""
MOST_NAMED = 10
NAME_LETTERS = 20
CELL, LEAST_TALL, MOST_TALL = 0.42, 1.7, 4.2
BAR, BAR_ROOM = 0.16, 1.15
BELOW, GAP = 0.85, 0.3
BOTH_SIGNS = "PuOr_r"
ONE_SIGN = "viridis"
DARK = 0.45
"""Brightness of a cell below which white is read better on it than black."""
BRIGHTNESS = (0.2126, 0.7152, 0.0722)


class Map(NamedTuple):
    """One map.

    Attributes:
        programme: Whose.
        over: Place of the third factor; None where there are two.
        means: As drawn, NaN where there are no runs; shape (rows, columns).
        marked: Which cells are the highest, or not told apart from it.
        highest: Row and column of the highest; None where it lies in another map of the programme.
    """

    programme: str
    over: float | None
    means: Doubles
    marked: NDArray[np.bool_]
    highest: tuple[int, int] | None


class Grid(NamedTuple):
    """Which factor goes where.

    Attributes:
        across: On the horizontal axis.
        up: On the vertical axis.
        over: Spread over the maps, None where there are two factors.
    """

    across: Varied
    up: Varied
    over: Varied | None


def grid_of(of: Tabled) -> Grid | None:
    """The factors on their axes; None where maps would not show them: the third has too many values."""
    factors = list(of.factors)
    if len(factors) not in (2, 3) or not of.is_grid:
        return None
    over = min(factors, key=lambda each: (len(each.levels), -factors.index(each))) if len(factors) > 2 else None  # noqa: PLR2004
    if over and len(over.levels) > MOST_COLUMNS:
        return None
    across, up = (each for each in factors if each is not over)
    # Long names stand better below each other.
    if max(map(len, across.names)) > max(map(len, up.names)) and not across.numeric:
        across, up = up, across
    return Grid(across, up, over)


def heat_maps(of: Tabled, side: Side, grid: Grid, words: Words) -> Figure:
    """The outcome on a grid, all maps on one scale.

    Args:
        of: A sweep in which two or three factors differ between points.
        side: What is drawn.
        grid: Which factor goes where.
        words: The words around it.
    """
    drawn = [made for programme in side.programmes for made in _maps(side, programme, grid)]
    columns = len(grid.over.levels) if grid.over else min(len(drawn), 2 if len(drawn) in (2, 4) else 3)
    names = [wrapped(name, NAME_LETTERS) for name in grid.up.names]
    left = MARGIN + 0.42 + LETTER * 0.92 * max(len(line) for name in names for line in name.split("\n"))
    width = (WIDTH - left - BAR_ROOM - GAP * (columns - 1)) / columns
    tall = min(MOST_TALL, max(LEAST_TALL, CELL * len(names)))
    rows = -(-len(drawn) // columns)
    with styled():
        made = sheet(words, rows * (HEAD + tall + BELOW), {}, of.baseline)
        paint = _paint(side)
        for nth, one in enumerate(drawn):
            row, column = divmod(nth, columns)
            axes = made.axes(left + column * (width + GAP), row * (HEAD + tall + BELOW) + HEAD, width, tall)
            _draw(axes, one, paint, side.shown)
            _name_cells(axes, grid, width, names if column == 0 else None)
            panel_head(axes, *_head(one, grid, of, side, width))
        _bar(made, paint, side.shown, tall)
    return made.figure


def _maps(side: Side, programme: str, grid: Grid) -> Iterator[Map]:
    own = side.of(programme).set_index("point")
    best, marked = _highest(side, programme)
    shape = (len(grid.up.levels), len(grid.across.levels))
    across, up = (dict(factor.places.items()) for factor in (grid.across, grid.up))
    third = dict(grid.over.places.items()) if grid.over else {}
    for over in grid.over.levels if grid.over else (None,):
        means, like, highest = np.full(shape, np.nan), np.zeros(shape, bool), None
        for point, mean in own["mean"].items():
            if third.get(point) == over:
                cell = grid.up.levels.index(up[point]), grid.across.levels.index(across[point])
                means[cell], like[cell] = side.shown.factor * mean, point in marked
                highest = cell if point == best else highest
        yield Map(programme, over, means, like, highest)


def _highest(side: Side, programme: str) -> tuple[int, set[int]]:
    """The point with the highest mean, and those whose lives do not tell them apart from it."""
    own = side.lives[side.lives["programme"] == programme]
    wide = own.pivot_table(index="replicate", columns="point", values="value")
    means = side.of(programme).set_index("point")["mean"]
    best: Any = means.idxmax()
    marked = {int(best)}
    for point in wide.columns:
        behind = (wide[best] - wide[point]).dropna().to_numpy(np.float64)
        if len(behind) and not (interval_of_mean(behind, INTERVAL).low > 0.0 or len(behind) == 1):
            marked.add(int(point))
    return int(best), marked


def _paint(side: Side) -> ScalarMappable:
    """Colours of all maps: from the lowest to the highest, or from zero in both directions."""
    means = side.shown.factor * side.means["mean"]
    low, high = float(means.min()), float(means.max())
    if side.shown.against and low < 0.0 < high:
        reach = max(-low, high)
        return ScalarMappable(TwoSlopeNorm(0.0, -reach, reach), mpl.colormaps[BOTH_SIGNS])
    colours: Colormap = mpl.colormaps[ONE_SIGN]
    return ScalarMappable(Normalize(low, high if high > low else low + 1.0), colours)


def _colours(paint: ScalarMappable) -> dict[str, Any]:
    """The same colours for another drawing."""
    return {"cmap": paint.cmap, "norm": paint.norm}


def _draw(axes: Axes, one: Map, paint: ScalarMappable, shown: Shown) -> None:
    rows, columns = one.means.shape
    axes.imshow(np.ma.masked_invalid(one.means), origin="lower", aspect="auto", **_colours(paint))
    axes.grid(visible=False)
    for row, column in zip(*np.nonzero(np.isnan(one.means)), strict=True):
        axes.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, hatch="////", edgecolor="#B0B0B0", lw=0))
    _outline(axes, one.marked)
    if max(rows, columns) <= MOST_WRITTEN:
        _write(axes, one, paint, shown)
    elif one.highest:
        axes.plot(one.highest[1], one.highest[0], "*", color="white", markeredgecolor=INK, markersize=13)


def _write(axes: Axes, one: Map, paint: ScalarMappable, shown: Shown) -> None:
    low, high = paint.get_clim()
    span = ((high or 1.0) - (low or 0.0)) / shown.factor
    for row, column in zip(*np.nonzero(~np.isnan(one.means)), strict=True):
        value = float(one.means[row, column])
        red, green, blue, _ = paint.to_rgba(np.array(value))
        dark = float(np.dot(BRIGHTNESS, (red, green, blue))) < DARK
        bold = (row, column) == one.highest
        sign = "+" if shown.against and value > 0.0 else ""
        text = sign + shown.figure(value / shown.factor, span)
        axes.text(
            column,
            row,
            text,
            ha="center",
            va="center",
            color="white" if dark else INK,
            fontsize=12 if bold else 10.5,
            fontweight="bold" if bold else "normal",
        )


def _outline(axes: Axes, marked: NDArray[np.bool_]) -> None:
    """A line around the marked cells, drawn twice so that it is seen on bright and on dark ones."""
    padded = np.pad(marked, 1)
    segments = []
    for row, column in zip(*np.nonzero(padded), strict=True):
        x, y = column - 1.5, row - 1.5
        edges = {
            (0, -1): ((x, x), (y, y + 1)),
            (0, 1): ((x + 1, x + 1), (y, y + 1)),
            (-1, 0): ((x, x + 1), (y, y)),
            (1, 0): ((x, x + 1), (y + 1, y + 1)),
        }
        segments += [edge for (up, right), edge in edges.items() if not padded[row + up, column + right]]
    for colour, wide in (("white", 5.0), (INK, 2.4)):
        for across, up in segments:
            axes.plot(across, up, color=colour, linewidth=wide, solid_capstyle="projecting", clip_on=False, zorder=3)


def _name_cells(axes: Axes, grid: Grid, width: float, names: list[str] | None) -> None:
    rows, columns = len(grid.up.levels), len(grid.across.levels)
    longest = max(map(len, grid.across.names))
    fits = max(1, min(MOST_NAMED, math.floor(width / (LETTER * longest + 0.12))))
    every = -(-columns // fits)
    letters = max(4, math.floor(width / columns / LETTER))
    across = [wrapped(name, letters if every == 1 else NAME_LETTERS) for name in grid.across.names]
    axes.set_xticks(range(0, columns, every), across[::every])
    upward = -(-rows // MOST_NAMED)
    axes.set_yticks(range(0, rows, upward), names[::upward] if names else [""] * len(range(0, rows, upward)))
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xlim(-0.5, columns - 0.5)
    axes.set_ylim(-0.5, rows - 0.5)
    axes.set_xlabel(wrapped(grid.across.title, max(12, int(width / LETTER)), 2))
    if names:
        axes.set_ylabel(wrapped(grid.up.title, 34, 2))


def _head(one: Map, grid: Grid, of: Tabled, side: Side, width: float) -> tuple[str, str]:
    letters = int(width / 0.115)
    name = f"{one.programme} (baseline)" if one.programme == of.baseline else one.programme
    if grid.over is None or one.over is None:
        means = side.of(one.programme)["mean"]
        low, high = (
            side.shown.written(float(mean), float(means.max() - means.min())) for mean in (means.min(), means.max())
        )
        return wrapped(name, letters, 1), f"from {low} to {high}" if low != high else f"{low} everywhere"
    label = f"{grid.over.label} "
    if len(label) + max(map(len, grid.over.names)) > letters:
        label = ""
    return wrapped(label + grid.over.name_of(one.over), letters, 1), wrapped(name, int(width / 0.092), 1)


def _bar(made: Sheet, paint: ScalarMappable, shown: Shown, tall: float) -> None:
    axes = made.axes(WIDTH - BAR_ROOM + 0.25, HEAD, BAR, tall)
    made.figure.colorbar(paint, cax=axes)
    low, high = paint.get_clim()
    outcome_scale(axes.yaxis, low or 0.0, high or 1.0, shown)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)


def mapped(of: Tabled, side: Side) -> pd.DataFrame:
    """The numbers of the maps: the means, with whether a point is the highest of its programme or like it."""
    table = of.with_values(side.means)
    like = {name: _highest(side, name)[1] for name in side.programmes}
    marked = [int(point) in like[name] for point, name in zip(table["point"], table["programme"], strict=True)]
    return table.assign(like_the_highest=marked)
