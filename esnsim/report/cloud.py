"""How an outcome follows two sampled factors: the points where they lie, and beside them what each factor does."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from esnsim.report.effects import BELOW, SCALE_ROOM, draw_effect, effect, effect_limits, told
from esnsim.report.page import panel_head
from esnsim.report.sheet import HEAD, MARGIN, WIDTH, Words, factor_scale, outcome_scale, sheet
from esnsim.report.style import styled, wrapped
from esnsim.report.tabled import Side, Tabled


def scatter(of: Tabled, side: Side, words: Words) -> Figure:
    """For two sampled factors: the points coloured by the outcome, and beside them what each factor does on its own.

    Args:
        of: A sweep in which two factors differ between points.
        side: What is drawn.
        words: The words around it.
    """
    across, up = of.factors
    bar = 0.9
    width = (WIDTH - MARGIN - bar - 0.3 - 3 * SCALE_ROOM) / 3
    tall = 3.0
    looks = {name: of.looks[name] for name in of.looks if name in side.programmes}
    with styled():
        made = sheet(words, len(side.programmes) * (HEAD + tall + BELOW), {}, of.baseline)
        shares = side.shown.factor * side.means["mean"]
        low, high = float(shares.min()), float(shares.max())
        paint = ScalarMappable(Normalize(low, high if high > low else low + 1.0), mpl.colormaps["viridis"])
        found = [effect(side, name, factor) for name in side.programmes for factor in of.factors]
        scale = effect_limits(found, side.shown)
        for row, programme in enumerate(side.programmes):
            down = row * (HEAD + tall + BELOW) + HEAD
            axes = made.axes(MARGIN + SCALE_ROOM, down, width, tall)
            _cloud(axes, side, programme, of, paint, (width, tall))
            name = f"{programme} (baseline)" if programme == of.baseline else programme
            panel_head(axes, wrapped(name, 34, 1), f"{len(side.of(programme)):,} points, coloured by the outcome")
            colours = made.axes(MARGIN + SCALE_ROOM + width + 0.12, down, 0.14, tall)
            made.figure.colorbar(paint, cax=colours)
            outcome_scale(colours.yaxis, *paint.get_clim(), side.shown)
            colours.grid(visible=False)
            for nth, factor in enumerate((across, up)):
                left = MARGIN + 2 * SCALE_ROOM + bar + width + nth * (width + SCALE_ROOM)
                axes = made.axes(left, down, width, tall)
                only = Side(side.shown, side.of(programme), side.lives, (programme,), side.baseline)
                draw_effect(axes, only, factor, looks, scale, width)
                panel_head(axes, wrapped(factor.label, 32, 1), told(effect(side, programme, factor), only))
    return made.figure


def _cloud(
    axes: Axes, side: Side, programme: str, of: Tabled, paint: ScalarMappable, size: tuple[float, float]
) -> None:
    own = side.of(programme)
    across, up = of.factors
    colours: dict[str, Any] = {"cmap": paint.cmap, "norm": paint.norm}
    axes.scatter(
        own["point"].map(across.places),
        own["point"].map(up.places),
        c=side.shown.factor * own["mean"],
        s=34,
        edgecolor="white",
        linewidth=0.5,
        **colours,
    )
    for axis, factor, length in ((axes.xaxis, across, size[0]), (axes.yaxis, up, size[1])):
        if factor.numeric:
            factor_scale(axis, factor, length)
        else:
            axis.set_ticks(list(factor.levels), [wrapped(name, 12) for name in factor.names])
    axes.set_xlabel(wrapped(across.title, 34, 2))
    axes.set_ylabel(wrapped(up.title, 34, 2))
