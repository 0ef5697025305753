"""How unequally people write: how much of everything comes from how few."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.analysis.person_level import Gallery
from esnsim.analysis.person_level.tables import concentration
from esnsim.calendar import HALF_YEAR_WEEKS
from esnsim.numerals import numeral
from esnsim.report.layout.page import Heading, PageFrame, page
from esnsim.report.letters import NOTE, SMALL
from esnsim.report.style import FAINT, Look, date_axis, looks_of, styled, value_axis
from esnsim.report.text.provenance import origin

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
    frame = PageFrame(
        title="How few write how much?",
        answer="",
        subtitle="Posts and replies of half-years by people with an account; equals would lie on the dotted line",
        footer=origin(experiment),
        looks=looks,
        baseline=experiment.scenario.baseline,
    )
    table = experiment.inequality()
    one = len(table["week"].unique()) <= 1
    headings = [
        Heading("share of what is written", "from the most active; the last half-year"),
        Heading("Gini coefficient", f"0: all write the same; 1: one writes everything{_when(table)}"),
    ]
    with styled():
        made = page(frame, headings, tall=TALL)
        _curves(made.panels[0], {name: concentration(runs) for name, runs in gallery.portraits.items()}, looks)
        (_dots if one else _over_time)(made.panels[1], gallery, table, looks)
    return made.figure


def _when(table: pd.DataFrame) -> str:
    """Which half-years there are, where they make no line."""
    weeks = table["week"].unique()
    return "" if len(weeks) > 1 else f"; one half-year, to week {weeks[0]}" if len(weeks) else ""


def _curves(axes: Axes, curves: dict[str, pd.DataFrame], looks: dict[str, Look]) -> None:
    axes.plot([0, 100], [0, 100], color=FAINT, linestyle=":", linewidth=1.4)
    for name, curve in curves.items():
        look = looks[name]
        axes.plot(
            100 * curve["people"], 100 * curve["written"], color=look.colour, linestyle=look.stroke, linewidth=2.4
        )
    axes.axvline(100 * MARKED, color=FAINT, linewidth=0.8)
    axes.text(100 * MARKED + 1.5, 2, "most active 5 %", fontsize=SMALL, color=FAINT)
    axes.set_xlim(0, 100)
    axes.xaxis.set_major_formatter(lambda value, _: f"{numeral(value)} %")
    axes.set_xlabel("of the people with an account", fontsize=NOTE, labelpad=2)
    value_axis(axes, 0.0, 101.0, " %")


def _over_time(axes: Axes, gallery: Gallery, table: pd.DataFrame, looks: dict[str, Look]) -> None:
    """A line a programme, a dot a half-year."""
    scenario = gallery.experiment.scenario
    for name, look in looks.items():
        own = table[table["programme"] == name]
        dots: dict[str, Any] = {
            "color": look.colour,
            "linestyle": look.stroke,
            "linewidth": 2.4,
            "markersize": 7,
            "clip_on": False,
        }
        axes.plot(own["date"], own["gini"], "o", **dots)
    date_axis(axes, scenario.date(-1), scenario.date(scenario.days - 1))
    value_axis(axes, 0.0, 1.02)


def _dots(axes: Axes, gallery: Gallery, table: pd.DataFrame, looks: dict[str, Look]) -> None:
    """A dot a programme with its number, for one half-year is no course."""
    found = dict(zip(table["programme"], table["gini"], strict=True))
    for lane, (name, look) in enumerate(looks.items()):
        if name not in found:
            continue
        axes.hlines(lane, 0.0, found[name], color=look.colour, linewidth=2, linestyle=look.stroke)
        axes.plot(found[name], lane, "o", color=look.colour, markersize=9)
        right = found[name] <= 1 / 2
        axes.annotate(
            numeral(found[name], ".2f"),
            (found[name], lane),
            (10 if right else -10, 3),
            textcoords="offset points",
            ha="left" if right else "right",
            va="bottom",
            fontsize=NOTE,
        )
    if not found:
        weeks = gallery.experiment.scenario.weeks
        short = weeks < HALF_YEAR_WEEKS
        text = f"not known: {weeks} weeks are shorter than a half-year" if short else "not known: nobody wrote"
        axes.text(0.5, 0.5, text, transform=axes.transAxes, ha="center", color=FAINT)
    axes.set_xlim(0.0, 1.02)
    axes.set_xlabel("Gini coefficient", fontsize=NOTE, labelpad=2)
    axes.set_ylim(max(len(looks), 1) - 0.4, -0.8)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="y", visible=False)
