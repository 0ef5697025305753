"""How an outcome came about over the weeks: one panel a point, or lines coloured by the factor that matters most."""

from __future__ import annotations

import warnings
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from esnsim.experiments.estimates.bands import middle
from esnsim.report.layout.frame import MARGIN, WIDTH, head_of, head_room, panel_head
from esnsim.report.layout.sweep_page import Words, framed_page, limits, outcome_scale
from esnsim.report.letters import SMALL
from esnsim.report.style import BAND_OPACITY, FAINT, STROKES, Look, styled
from esnsim.report.text.outcomes import Shown
from esnsim.report.text.sweep_data import INTERVAL, Side, SweepData
from esnsim.report.text.sweep_effects import factor_effects, grouped_places
from esnsim.report.text.wording import Varied, distinct_labels

MOST_PANELS, PAIR = 12, 2
TALL, LOW, SCALE_ROOM, BELOW = 1.7, 0.95, 0.68, 0.62
RIGHT_ROOM = 0.25
MOST_ROWS = 3
"""Rows from which panels are low, so that all of them fit a slide."""
COLUMNS = 4
WIDE_TALL = 3.2
MOST_BANDS = 5
DARKEST, BRIGHTEST = 0.0, 0.86
"""Part of the colour scale that is taken for lines; the brightest yellow cannot be seen on white."""


class Bundle(NamedTuple):
    """Curves of groups of points.

    Attributes:
        factor: What the groups are made of.
        names: What each group is called.
        table: group, programme, week, median, low, high, points.
    """

    factor: Varied
    names: tuple[str, ...]
    table: pd.DataFrame


def curves_of(of: SweepData) -> pd.DataFrame:
    """The outcome's measure week by week at each point and programme; see `Sweep.curves`."""
    with warnings.catch_warnings():
        # A share of nobody has no value, as before the first person contributes.
        warnings.filterwarnings("ignore", "All-NaN slice encountered", RuntimeWarning)
        table = of.sweep.curves(of.outcome.measure, of.outcome.per, INTERVAL, of.outcome.each)
    return table[["point", "programme", "week", "median", "low", "high", "n"]].dropna(subset="week")


def panels(of: SweepData, shown: Shown, curves: pd.DataFrame, words: Words) -> Figure:
    """One panel a point, one line a programme, with the band of the middle 80 % of runs.

    Args:
        of: A sweep of at most `MOST_PANELS` points.
        shown: The outcome, not against the baseline.
        curves: As `curves_of` gives them.
        words: The words around it.
    """
    points = sorted(set(curves["point"].astype(int)), key=lambda point: [each.places[point] for each in of.factors])
    columns = _columns(len(points))
    width = (WIDTH - MARGIN - RIGHT_ROOM) / columns - SCALE_ROOM
    heads = [head_of(*_where(point, of, shown), width) for point in points]
    rows = [heads[nth : nth + columns] for nth in range(0, len(heads), columns)]
    tall = TALL if len(rows) < MOST_ROWS else LOW
    with styled():
        made = framed_page(words, sum(head_room(row) + tall + BELOW for row in rows), of.looks, of.baseline)
        scale = _scale(curves, shown)
        down = 0.0
        for nth, (point, head) in enumerate(zip(points, heads, strict=True)):
            row, column = divmod(nth, columns)
            down += head_room(rows[row]) if column == 0 else 0.0
            axes = made.axes(MARGIN + SCALE_ROOM + column * (width + SCALE_ROOM), down, width, tall)
            own = curves[curves["point"] == point]
            for name, look in of.looks.items():
                _line(axes, own[own["programme"] == name], look, shown, band=True)
            _weeks(axes, of, scale, shown)
            panel_head(axes, head)
            down += tall + BELOW if column == columns - 1 else 0.0
    return made.figure


def _columns(count: int) -> int:
    return min(count, COLUMNS if count > 2 * (COLUMNS - 1) or count == COLUMNS else COLUMNS - 1)


def _where(point: int, of: SweepData, shown: Shown) -> tuple[str, str]:
    """What differs at a point: the value of the first factor as the head, those of the others below it."""
    if not of.factors:
        said = [f"{each.label} {each.name_of(each.places[point])}" for each in of.still] or ["as the scenario says"]
        return said[0], ", ".join(said[1:]) or shown.meaning
    values = [each.name_of(each.places[point]) for each in of.factors]
    if len(of.factors) == 1:
        return values[0], of.factors[0].label
    labels = distinct_labels([each.label for each in of.factors])
    told = [f"{label} {value}" for label, value in zip(labels, values, strict=True)]
    return ", ".join(told[:PAIR]), ", ".join(told[PAIR:])


def _line(axes: Axes, own: pd.DataFrame, look: Look, shown: Shown, *, band: bool) -> None:
    week = own["week"].to_numpy(np.float64)
    low, median, high = (shown.factor * own[name].to_numpy(np.float64) for name in ("low", "median", "high"))
    if band:
        axes.fill_between(week, low, high, color=look.colour, alpha=BAND_OPACITY, linewidth=0)
    axes.plot(week, median, color=look.colour, linestyle=look.stroke, linewidth=2)


def _scale(table: pd.DataFrame, shown: Shown) -> tuple[float, float]:
    drawn = shown.factor * table[["low", "median", "high"]].to_numpy(np.float64)
    return limits(float(np.nanmin(drawn)), float(np.nanmax(drawn)), shown)


def _weeks(axes: Axes, of: SweepData, scale: tuple[float, float], shown: Shown) -> None:
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.set_xlabel("week", fontsize=SMALL, color=FAINT, labelpad=2)
    axes.margins(x=0)
    if of.outcome.week and of.outcome.week < axes.get_xlim()[1]:
        axes.axvline(of.outcome.week, color=FAINT, linestyle=(0, (4, 3)), linewidth=1)
    outcome_scale(axes.yaxis, *scale, shown)


def bundle(of: SweepData, side: Side, curves: pd.DataFrame) -> Bundle:
    """Curves of groups of points along the factor that matters most.

    Where a group is one point, its median and the middle 80 % of runs; where it is several, the median of their
    medians, and the middle 80 % of these.
    """
    factor = factor_effects(side, of)[0].factor
    groups = grouped_places(factor.places.to_numpy(np.float64), factor)
    group_of = dict(zip(factor.places.index, groups.tolist(), strict=True))
    table = curves.assign(group=curves["point"].map(group_of))
    keys = ["group", "programme", "week"]
    many = table.groupby(keys, sort=False)["median"].agg(
        median="median",
        low=lambda medians: middle(medians.to_numpy(np.float64), INTERVAL)[0],
        high=lambda medians: middle(medians.to_numpy(np.float64), INTERVAL)[1],
        points="size",
    )
    lone = table.groupby(keys, sort=False)[["low", "high"]].first()
    many.loc[many["points"] == 1, ["low", "high"]] = lone[many["points"] == 1]
    kept = sorted(set(many.index.get_level_values("group")))
    names = {group: _group_name(factor, groups, group) for group in kept}
    found = many.reset_index()
    found["group"] = found["group"].map(kept.index)
    return Bundle(factor, tuple(names[group] for group in kept), found)


def _group_name(factor: Varied, groups: np.ndarray, group: int) -> str:
    inside = factor.places.to_numpy(np.float64)[groups == group]
    low, high = float(inside.min()), float(inside.max())
    if low == high:
        return factor.name_of(low)
    return f"{factor.written(low, 2)} to {factor.written(high, 2)}"


def bundles(of: SweepData, shown: Shown, drawn: Bundle, words: Words) -> Figure:
    """One panel a programme, one line a group of points, coloured from the lowest value of the factor to the highest.

    Args:
        of: The sweep.
        shown: The outcome, not against the baseline.
        drawn: What is drawn.
        words: The words around it.
    """
    names = [name for name in of.looks if name in set(drawn.table["programme"])]
    looks = _shades(drawn)
    columns = min(len(names), 3 if len(names) != COLUMNS else 2)
    width = (WIDTH - MARGIN - RIGHT_ROOM) / columns - SCALE_ROOM
    titles = [f"{name} (baseline)" if name == of.baseline else name for name in names]
    heads = [head_of(title, shown.meaning, width) for title in titles]
    room = head_room(heads) + WIDE_TALL + BELOW
    with styled():
        made = framed_page(words, -(-len(names) // columns) * room, looks, "")
        scale = _scale(drawn.table, shown)
        for nth, (name, head) in enumerate(zip(names, heads, strict=True)):
            row, column = divmod(nth, columns)
            down = row * room + head_room(heads)
            axes = made.axes(MARGIN + SCALE_ROOM + column * (width + SCALE_ROOM), down, width, WIDE_TALL)
            own = drawn.table[drawn.table["programme"] == name]
            for group, look in enumerate(looks.values()):
                _line(axes, own[own["group"] == group], look, shown, band=len(looks) <= MOST_BANDS)
            _weeks(axes, of, scale, shown)
            panel_head(axes, head)
    return made.figure


def _shades(drawn: Bundle) -> dict[str, Look]:
    """A colour for each group: along a scale for numbers, with strokes in turn for names."""
    steps = np.linspace(DARKEST, BRIGHTEST, len(drawn.names))
    colours = [mpl.colors.to_hex(mpl.colormaps["viridis"](step)) for step in steps]
    first = f"{drawn.factor.label} "
    return {
        (first if nth == 0 else "") + name: Look(colour, "-" if drawn.factor.numeric else STROKES[nth % len(STROKES)])
        for nth, (name, colour) in enumerate(zip(drawn.names, colours, strict=True))
    }
