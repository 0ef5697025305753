"""How an outcome follows two factors on a grid, or three: one map a programme and value of the third."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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

from esnsim.experiments.estimates.ranking import behind_first
from esnsim.report.layout.frame import MARGIN, WIDTH, Framed, Head, head_of, head_room, panel_head
from esnsim.report.layout.sweep_page import Words, framed_page, outcome_scale
from esnsim.report.letters import NOTE, SMALL, extent, fitted, widest
from esnsim.report.style import INK, styled
from esnsim.report.text.outcomes import Shown
from esnsim.report.text.sweep_data import INTERVAL, Side, SweepData
from esnsim.report.text.wording import Varied
from esnsim.scenario.route import PROGRAMMES, read_route
from esnsim.state import Doubles

MOST_WRITTEN = 8
"""Rows and columns up to which values are written into the cells."""
MOST_COLUMNS = 6
"""Values of a third factor that stand side by side."""
MOST_NAMED = 10
NAME_ROOM, NAME_LINES, NAMES_APART, TITLE_ROOM, HEAD_ROOM = 2.2, 4, 0.1, 0.55, 0.4
"""Inches for names beside a map, lines of names below it, and inches between these, for a title, and above a map."""
PROGRAMME_AND_MORE = 3
CELL, LEAST_TALL, MOST_TALL = 0.42, 1.7, 4.2
BAR, BAR_ROOM = 0.16, 1.15
MORE_FOR_DIFFERENCES = 0.3
"""Their numbers have a sign, and points are a longer word than percent."""
BELOW, GAP = 0.65, 0.3
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
        marked: Which cells are the highest, or statistically tied with it.
        highest: Row and column of the highest; None where it lies in another map of the programme.
        idle: Factors that do not apply to the programme: their first level stands for all.
        is_repeated: Whether another map of the programme shows the same.
        blank: Cells left blank, because another one stands for them; shape (rows, columns).
    """

    programme: str
    over: float | None
    means: Doubles
    marked: NDArray[np.bool_]
    highest: tuple[int, int] | None
    idle: Sequence[Varied]
    is_repeated: bool
    blank: NDArray[np.bool_]


class Across(NamedTuple):
    """What stands below the maps.

    Attributes:
        texts: Names of the levels that are named.
        every: Which are named: each, every other, ...
        title: What they are.
    """

    texts: list[str]
    every: int
    title: str


class HeatmapGrid(NamedTuple):
    """Which factor goes where.

    Attributes:
        across: On the horizontal axis.
        up: On the vertical axis.
        over: Spread over the maps, None where there are two factors.
    """

    across: Varied
    up: Varied
    over: Varied | None


def grid_of(of: SweepData) -> HeatmapGrid | None:
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
    return HeatmapGrid(across, up, over)


def heat_maps(of: SweepData, side: Side, grid: HeatmapGrid, words: Words) -> Figure:
    """The outcome on a grid, all maps on one scale.

    Args:
        of: A sweep in which two or three factors differ between points.
        side: What is drawn.
        grid: Which factor goes where.
        words: The words around it.
    """
    drawn = [made for programme in side.programmes for made in _maps(side, programme, grid)]
    columns = len(grid.over.levels) if grid.over else min(len(drawn), 2 if len(drawn) in (2, 4) else 3)
    names = [fitted(name, NAME_ROOM, NOTE) for name in grid.up.names]
    left = MARGIN + TITLE_ROOM + widest(names, NOTE)
    width = (WIDTH - left - _bar_room(side.shown) - GAP * (columns - 1)) / columns
    tall = min(MOST_TALL, max(LEAST_TALL, len(names) * max(CELL, extent(names[0], NOTE).height + 0.06)))
    heads = [_head(one, grid, of, side, width) for one in drawn]
    across = _across(grid, width)
    above = head_room([head for head in heads if head])
    room = above + tall + BELOW + max(extent(text, NOTE).height for text in across.texts)
    with styled():
        made = framed_page(words, -(-len(drawn) // columns) * room, {}, of.baseline)
        paint = _paint(side)
        for nth, (one, head) in enumerate(zip(drawn, heads, strict=True)):
            if head is None:
                continue
            row, column = divmod(nth, columns)
            axes = made.axes(left + column * (width + GAP), row * room + above, width, tall)
            _draw(axes, one, paint, side.shown)
            _name_cells(axes, grid, across, names if column == 0 else None, tall)
            panel_head(axes, head)
        _bar(made, paint, side.shown, above, tall)
    return made.figure


def _maps(side: Side, programme: str, grid: HeatmapGrid) -> Iterator[Map]:
    own = side.of(programme).set_index("point")
    best, marked = _highest(side, programme)
    factors = [factor for factor in grid if factor is not None]
    idle = [factor for factor in factors if not applies(factor, programme, own["mean"], factors)]
    shape = (len(grid.up.levels), len(grid.across.levels))
    for nth, over in enumerate(grid.over.levels if grid.over else (None,)):
        means, like, highest = np.full(shape, np.nan), np.zeros(shape, bool), None
        for point, mean in zip(own.index.astype(int).tolist(), own["mean"], strict=True):
            if grid.over and grid.over.places[point] != over:
                continue
            cell = _cell(grid.up, point, idle), _cell(grid.across, point, idle)
            means[cell], like[cell] = side.shown.factor * mean, like[cell] or point in marked
            highest = cell if point == best else highest
        blank = np.zeros(shape, bool)
        blank[1:] |= _has(idle, grid.up)
        blank[:, 1:] |= _has(idle, grid.across)
        yield Map(programme, over, means, like, highest, idle, bool(nth) and _has(idle, grid.over), blank)


def _has(idle: Sequence[Varied], factor: Varied | None) -> bool:
    return any(each is factor for each in idle)


def _cell(factor: Varied, point: int, idle: Sequence[Varied]) -> int:
    """Where a point stands along a factor: at its first level, where the factor does not apply."""
    return 0 if _has(idle, factor) else factor.levels.index(float(factor.places[point]))


def applies(factor: Varied, programme: str, means: pd.Series[float], factors: Sequence[Varied]) -> bool:
    """Whether a factor can change what comes of a programme: those inside another programme cannot.

    Args:
        factor: The factor.
        programme: The programme.
        means: What comes of it, by point; where that follows the factor all the same, it applies.
        factors: All that differ between points.
    """
    route = read_route(factor.path)
    if route[0] != PROGRAMMES or len(route) < PROGRAMME_AND_MORE or route[1] == programme:
        return True
    others = [each.places[means.index].to_numpy() for each in factors if each is not factor]
    return bool(means.groupby(others).agg(lambda same: same.max() - same.min()).max() > 0.0)


def _highest(side: Side, programme: str) -> tuple[int, set[int]]:
    """The point with the highest mean, and those that are statistically tied with it."""
    own = side.runs[side.runs["programme"] == programme]
    wide = own.pivot_table(index="replicate", columns="point", values="value")
    means = side.of(programme).set_index("point")["mean"]
    best: Any = means.idxmax()
    points = [int(point) for point in wide.columns]
    compared = np.array([side.people[point] == side.people[int(best)] for point in points])
    found = behind_first(wide.to_numpy(np.float64), points.index(int(best)), INTERVAL, compared)
    # What is not compared at all is not marked either: nothing is known of it.
    marked = np.array(points)[(found.low <= 0.0) | found.same]
    return int(best), {int(best), *marked.tolist()}


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
    for row, column in zip(*np.nonzero(np.isnan(one.means) & ~one.blank), strict=True):
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
        text = shown.figure(value / shown.factor, span, signed=bool(shown.against))
        axes.text(
            column,
            row,
            text,
            ha="center",
            va="center",
            color="white" if dark else INK,
            fontsize=SMALL,
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


def _across(grid: HeatmapGrid, width: float) -> Across:
    """What stands below a map of this width, in as many lines as its room takes."""
    names, columns = grid.across.names, len(grid.across.levels)
    title = fitted(grid.across.title, width, NOTE)
    cell = width / columns - NAMES_APART
    if columns <= MOST_NAMED:
        texts = [fitted(name, cell, NOTE, lines=NAME_LINES) for name in names]
        if all(text.replace("\n", " ") == name for text, name in zip(texts, names, strict=True)):
            return Across(texts, 1, title)
    every = -(-columns // max(1, min(MOST_NAMED, int(width / (widest(names, NOTE) + NAMES_APART)))))
    if grid.across.numeric:
        return Across(list(names[::every]), every, title)
    every = -(-columns // MOST_NAMED)
    room = every * cell
    return Across([fitted(name, room, NOTE, lines=NAME_LINES) for name in names[::every]], every, title)


def _name_cells(axes: Axes, grid: HeatmapGrid, across: Across, names: list[str] | None, tall: float) -> None:
    rows, columns = len(grid.up.levels), len(grid.across.levels)
    axes.set_xticks(range(0, columns, across.every), across.texts, fontsize=NOTE)
    upward = -(-rows // MOST_NAMED)
    shown = names[::upward] if names else [""] * len(range(0, rows, upward))
    axes.set_yticks(range(0, rows, upward), shown, fontsize=NOTE)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xlim(-0.5, columns - 0.5)
    axes.set_ylim(-0.5, rows - 0.5)
    axes.set_xlabel(across.title, fontsize=NOTE)
    if names:
        axes.set_ylabel(fitted(grid.up.title, tall + HEAD_ROOM, NOTE), fontsize=NOTE)


def _head(one: Map, grid: HeatmapGrid, of: SweepData, side: Side, width: float) -> Head | None:
    """What a map shows, and which factor does not apply to its programme; None for one that is not drawn."""
    if one.is_repeated:
        return None
    name = f"{one.programme} (baseline)" if one.programme == of.baseline else one.programme
    idle = "; ".join(f"'{each.label}' does not apply" for each in one.idle)
    if grid.over is None or one.over is None:
        means = side.of(one.programme)["mean"]
        low, high = (
            side.shown.written(float(mean), float(means.max() - means.min())) for mean in (means.min(), means.max())
        )
        reach = f"from {low} to {high}" if low != high else f"{low} everywhere"
        return head_of(name, f"{reach}; {idle}" if idle else reach, width)
    if _has(one.idle, grid.over):
        return head_of(name, idle, width)
    value = grid.over.name_of(one.over)
    return head_of(f"{grid.over.label} {value}", f"{name}; {idle}" if idle else name, width)


def _bar_room(shown: Shown) -> float:
    """Inches for the scale of colours with its numbers."""
    return BAR_ROOM + (MORE_FOR_DIFFERENCES if shown.against else 0.0)


def _bar(made: Framed, paint: ScalarMappable, shown: Shown, down: float, tall: float) -> None:
    axes = made.axes(WIDTH - _bar_room(shown) + 0.25, down, BAR, tall)
    made.figure.colorbar(paint, cax=axes)
    low, high = paint.get_clim()
    outcome_scale(axes.yaxis, low or 0.0, high or 1.0, shown)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)


def mapped(of: SweepData, side: Side) -> pd.DataFrame:
    """The numbers of the maps: the means, with whether a point is the highest of its programme or like it."""
    table = of.with_values(side.means)
    like = {name: _highest(side, name)[1] for name in side.programmes}
    marked = [int(point) in like[name] for point, name in zip(table["point"], table["programme"], strict=True)]
    return table.assign(like_the_highest=marked)
