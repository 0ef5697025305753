"""How an outcome follows two sampled factors: the points where they lie, and beside them what each factor does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from esnsim.report.figures.effects import BELOW, SCALE_ROOM, below_names, draw_effect, effect_limits, told
from esnsim.report.layout.frame import MARGIN, WIDTH, head_of, head_room, panel_head
from esnsim.report.layout.sweep_page import Words, factor_scale, framed_page, outcome_scale
from esnsim.report.letters import NOTE, SMALL, fitted
from esnsim.report.style import styled
from esnsim.report.text.sweep_data import Side, SweepData
from esnsim.report.text.sweep_effects import effect

TALL, LOW = 3.0, 1.2
"""Height of a panel for one programme, and for several, inches."""
NAME_ROOM = 0.8
"""Inches left of the points for names."""


def scatter(of: SweepData, side: Side, words: Words) -> Figure:
    """For two sampled factors: the points coloured by the outcome, and beside them what each factor does on its own.

    Args:
        of: A sweep in which two factors differ between points.
        side: What is drawn.
        words: The words around it.
    """
    bar = 0.9
    width = (WIDTH - MARGIN - bar - 0.3 - 3 * SCALE_ROOM) / 3
    tall = TALL if len(side.programmes) == 1 else LOW
    names = [f"{name} (baseline)" if name == of.baseline else name for name in side.programmes]
    clouds = [
        head_of(name, f"{len(side.of(programme)):,} points, coloured by the outcome", width)
        for name, programme in zip(names, side.programmes, strict=True)
    ]
    found = {
        (programme, nth): effect(side, programme, factor)
        for programme in side.programmes
        for nth, factor in enumerate(of.factors)
    }
    beside = {
        (programme, nth): head_of(one.factor.label, told(one, _alone(side, programme)), width)
        for (programme, nth), one in found.items()
    }
    room = head_room([*clouds, *beside.values()])
    below = max(BELOW, *(below_names(factor, width) for factor in of.factors)) + 0.2
    looks = {name: of.looks[name] for name in of.looks if name in side.programmes}
    with styled():
        made = framed_page(words, len(side.programmes) * (room + tall + below), {}, of.baseline)
        shares = side.shown.factor * side.means["mean"]
        low, high = float(shares.min()), float(shares.max())
        paint = ScalarMappable(Normalize(low, high if high > low else low + 1.0), mpl.colormaps["viridis"])
        scale = effect_limits(list(found.values()), side.shown)
        for row, programme in enumerate(side.programmes):
            down = row * (room + tall + below) + room
            axes = made.axes(MARGIN + SCALE_ROOM, down, width, tall)
            _cloud(axes, side, programme, of, paint, (width, tall))
            panel_head(axes, clouds[row])
            colours = made.axes(MARGIN + SCALE_ROOM + width + 0.12, down, 0.14, tall)
            made.figure.colorbar(paint, cax=colours)
            outcome_scale(colours.yaxis, *paint.get_clim(), side.shown)
            colours.grid(visible=False)
            for nth, factor in enumerate(of.factors):
                left = MARGIN + 2 * SCALE_ROOM + bar + width + nth * (width + SCALE_ROOM)
                axes = made.axes(left, down, width, tall)
                draw_effect(axes, _alone(side, programme), factor, looks, scale, width)
                panel_head(axes, beside[programme, nth])
    return made.figure


def _alone(side: Side, programme: str) -> Side:
    """One programme of what is drawn."""
    return replace(side, means=side.of(programme), programmes=(programme,))


def _cloud(
    axes: Axes, side: Side, programme: str, of: SweepData, paint: ScalarMappable, size: tuple[float, float]
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
            room = size[0] / len(factor.levels) - 0.1 if axis is axes.xaxis else NAME_ROOM
            axis.set_ticks(list(factor.levels), [fitted(name, room, SMALL, lines=3) for name in factor.names])
    axes.set_xlabel(fitted(across.title, size[0], NOTE), fontsize=NOTE, labelpad=2)
    axes.set_ylabel(fitted(up.title, size[1], NOTE), fontsize=NOTE, labelpad=2)
