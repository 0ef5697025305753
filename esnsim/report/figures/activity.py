"""How active the network is over time: communities, replies across units, answers and posts; one line a programme."""

from __future__ import annotations

from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.experiments import Experiment
from esnsim.experiments.estimates.bands import held_in_band
from esnsim.report.layout.page import PageFrame
from esnsim.report.layout.panels import MARKED, small_panels
from esnsim.report.style import BAND_OPACITY, Look, looks_of, value_axis
from esnsim.report.text.provenance import origin

SIGNS = {
    "communities": ("communities", None, "with a post in the last 56 days, or founded in them"),
    "replies across units": ("cross_unit_replies", "replies_placed", "share of the week's replies"),
    "replies a post": ("replies", "posts", "replies of the week for each post of the week"),
    "posts": ("posts", "headcount", "a week, for each 100 people"),
}
"""What is drawn: the measure, what it is divided by, and what that means."""
PERCENT = ("replies across units", "posts")
SMOOTH = 4
"""Weeks of which the mean is drawn: the flows of one week are mostly random variation."""


def activity_figure(experiment: Experiment) -> Figure:
    """Small panels, one a sign of activity: the median of the runs of each programme and the middle 80 % of them.

    Args:
        experiment: What was run.
    """
    looks = looks_of(experiment.programmes, experiment.scenario.baseline)
    held = f"{held_in_band(experiment.scenario.replicates)} of them"
    frame = PageFrame(
        title="How active is the network?",
        answer="",
        subtitle=f"Line: median of the runs of a programme, mean of {SMOOTH} weeks; band: {held}; {MARKED}",
        footer=origin(experiment),
        looks=looks,
        baseline=experiment.scenario.baseline,
    )
    panels = {sign: partial(_panel, sign, sign_curve(experiment, sign), looks) for sign in SIGNS}
    return small_panels(experiment, frame, looks, panels, {sign: meaning for sign, (_, _, meaning) in SIGNS.items()})


def sign_curve(experiment: Experiment, sign: str) -> pd.DataFrame:
    """One sign of activity week by week, as `Experiment.curves` has it, smoothed; from the first week on."""
    measure, per, _ = SIGNS[sign]
    curve = experiment.curves(measure, per)
    curve = curve[curve["week"] > 0].copy()
    columns = ["median", "mean", "low", "high"]
    smooth = curve.groupby("programme", sort=False)[columns].rolling(SMOOTH, min_periods=1).mean()
    curve[columns] = smooth.reset_index(level=0, drop=True)
    return curve.assign(sign=sign)


def _panel(sign: str, curve: pd.DataFrame, looks: dict[str, Look], axes: Axes) -> None:
    scale = 100.0 if sign in PERCENT else 1.0
    for name, look in looks.items():
        own = curve[curve["programme"] == name]
        low, high, median = (scale * own[column] for column in ("low", "high", "median"))
        axes.fill_between(own["date"], low, high, color=look.colour, alpha=BAND_OPACITY, linewidth=0)
        axes.plot(own["date"], median, color=look.colour, linestyle=look.stroke, linewidth=2.4)
    highest = scale * float(curve["high"].max())
    value_axis(axes, 0.0, 1.08 * highest if highest > 0.0 else 1.0, " %" if sign == "replies across units" else "")
