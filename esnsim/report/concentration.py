"""How unequally people write: how much of everything comes from how few."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.experiments.portraits import Gallery
from esnsim.experiments.portraits.tables import concentration
from esnsim.report.page import Frame, page, panel_head
from esnsim.report.provenance import origin
from esnsim.report.style import FAINT, Look, date_axis, looks_of, styled, value_axis

TALL = 3.0
MARKED = 0.05
"""Part of the people whose share is written down."""


def inequality_figure(gallery: Gallery) -> Figure:
    """The share of everything written that comes from the most active, and the Gini coefficient over time.

    Args:
        gallery: Portraits of an experiment.
    """
    experiment = gallery.experiment
    looks = looks_of(experiment.programmes, experiment.scenario.baseline)
    frame = Frame(
        title="How few write how much?",
        answer="",
        subtitle="Posts and replies of half-years by people with an account; equals would lie on the dotted line",
        footer=origin(experiment),
        looks=looks,
        baseline=experiment.scenario.baseline,
    )
    with styled():
        made = page(frame, 2, tall=TALL)
        _curves(made.panels[0], {name: concentration(lives) for name, lives in gallery.portraits.items()}, looks)
        panel_head(made.panels[0], "share of what is written", "from the most active; the last half-year")
        _gini(made.panels[1], gallery, looks)
        panel_head(made.panels[1], "Gini coefficient", "0: all write the same; 1: one writes everything")
    return made.figure


def _curves(axes: Axes, curves: dict[str, pd.DataFrame], looks: dict[str, Look]) -> None:
    axes.plot([0, 100], [0, 100], color=FAINT, linestyle=":", linewidth=1.4)
    for name, curve in curves.items():
        look = looks[name]
        axes.plot(
            100 * curve["people"], 100 * curve["written"], color=look.colour, linestyle=look.stroke, linewidth=2.4
        )
    axes.axvline(100 * MARKED, color=FAINT, linewidth=0.8)
    axes.text(100 * MARKED + 1.5, 2, "most active 5 %", fontsize=9.5, color=FAINT)
    axes.set_xlim(0, 100)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g} %")
    value_axis(axes, 0.0, 101.0, " %")


def _gini(axes: Axes, gallery: Gallery, looks: dict[str, Look]) -> None:
    scenario = gallery.experiment.scenario
    table = gallery.experiment.inequality()
    for name, look in looks.items():
        own = table[table["programme"] == name]
        axes.plot(
            own["date"],
            own["gini"],
            "o",
            color=look.colour,
            linestyle=look.stroke,
            linewidth=2.4,
            markersize=7,
            clip_on=False,
        )
    if table.empty:
        axes.text(0.5, 0.5, "shorter than a half-year", transform=axes.transAxes, ha="center", color=FAINT)
    date_axis(axes, scenario.date(-1), scenario.date(scenario.days - 1))
    value_axis(axes, 0.0, 1.02)
