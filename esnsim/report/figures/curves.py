"""How many people stand on each rung of the ladder over time, one line a programme."""

from __future__ import annotations

from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.experiments import Experiment
from esnsim.experiments.estimates.bands import held_in_band
from esnsim.experiments.results.misfit import misfit
from esnsim.report.layout.page import PageFrame
from esnsim.report.layout.panels import MARKED, small_panels
from esnsim.report.layout.scales import share_limits
from esnsim.report.letters import SMALL
from esnsim.report.style import BAND_OPACITY, FAINT, INK, Look, looks_of, value_axis
from esnsim.report.text.ladder import DEFINITIONS, DRAWN
from esnsim.report.text.provenance import origin
from esnsim.scenario import Scenario


def adoption_curves(experiment: Experiment) -> Figure:
    """Small panels, one a rung: the median of the runs of each programme and the band of the middle 80 %.

    Args:
        experiment: Runs of one or more programmes.
    """
    scenario = experiment.scenario
    looks = looks_of(experiment.programmes, scenario.baseline)
    frame = PageFrame(
        title=scenario.question or scenario.name,
        answer="",
        subtitle=_subtitle(experiment),
        footer=origin(experiment),
        looks=looks,
        baseline=scenario.baseline,
    )
    seen = misfit(experiment)
    panels = {
        rung: partial(_panel, experiment.curves(rung), looks, _dated(seen, rung, scenario))
        for rung in _rungs(experiment)
    }
    return small_panels(experiment, frame, looks, panels, DEFINITIONS)


def _rungs(experiment: Experiment) -> tuple[str, ...]:
    """The usual panels, and accounts too where not everybody has one at the start."""
    return DRAWN if experiment.scenario.initial.enabled >= 1.0 else ("enabled", *DRAWN)


def _subtitle(experiment: Experiment) -> str:
    runs = "one run of each programme"
    if experiment.scenario.replicates > 1:
        runs = f"line: median of the runs of a programme; band: {held_in_band(experiment.scenario.replicates)} of them"
    observed = "; diamonds: observed in reality" if not misfit(experiment).empty else ""
    return f"Share of headcount on each rung of the ladder; {runs}{observed}; {MARKED}"


def _dated(seen: pd.DataFrame, rung: str, scenario: Scenario) -> pd.DataFrame:
    """What was observed of a rung, with dates."""
    mine = seen[seen["measure"] == rung]
    dates = [scenario.date(int(week) * WORKDAYS_A_WEEK - 1) for week in mine["week"]]
    return mine.assign(date=pd.to_datetime(dates))


def _panel(curve: pd.DataFrame, looks: dict[str, Look], seen: pd.DataFrame, axes: Axes) -> None:
    for name, look in looks.items():
        own = curve[curve["programme"] == name]
        low, high, median = (100.0 * own[column] for column in ("low", "high", "median"))
        axes.fill_between(own["date"], low, high, color=look.colour, alpha=BAND_OPACITY, linewidth=0)
        axes.plot(own["date"], median, color=look.colour, linestyle=look.stroke, linewidth=2.4)
    for programme, own in seen.groupby("programme"):
        colour = looks[str(programme)].colour
        axes.plot(own["date"], 100.0 * own["observed"], "D", color=colour, markeredgecolor=INK, markersize=8, zorder=5)
    lowest = min([float(curve["low"].min()), *seen["observed"]])
    highest = max([float(curve["high"].max()), *seen["observed"]])
    floor, ceiling = share_limits(100.0 * lowest, 100.0 * highest)
    value_axis(axes, floor, ceiling, " %")
    if floor:
        note = axes.text(0.99, 0.03, f"axis begins at {floor:g} %", fontsize=SMALL, color=FAINT, ha="right")
        note.set_transform(axes.transAxes)
