"""What each programme changes against the baseline over time, run by run with the same random numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.experiments import Experiment
from esnsim.experiments.design.labels import PLURALS
from esnsim.experiments.estimates.bands import held_in_band
from esnsim.experiments.estimates.interval import LEAST_RUNS
from esnsim.experiments.results.models import first_runs
from esnsim.report.layout.page import Heading, PageFrame, page
from esnsim.report.layout.panels import MARKED, small_panels
from esnsim.report.layout.scales import difference_limits
from esnsim.report.letters import fitted
from esnsim.report.style import BAND_OPACITY, INK, Look, date_axis, looks_of, styled, value_axis
from esnsim.report.text.answers import headline
from esnsim.report.text.ladder import DEFINITIONS, DRAWN
from esnsim.report.text.provenance import origin

WIDE = 2.6
"""Height of the one panel of a summary, inches."""
NAMES, KEY = 1.9, 0.6
"""Inches for the names beside a panel, and of them for the stroke before each."""
BESIDE = 8.5
"""Points of words beside a panel."""
NAME_LINE, MOST_LINES = 0.19, 3
"""Inches that a line of a name takes beside a panel, and the most lines of one."""


def decisive_panel(experiment: Experiment, rung: str, programmes: Sequence[str], axes: Axes) -> None:
    """The panel of `decisive_difference` alone, with names of programmes on its right.

    Args:
        experiment: Runs of the baseline and at least one more programme.
        rung: The rung.
        programmes: Those that are drawn.
        axes: Where it is drawn; names take `NAMES` inches more, and fewer lines each where it is low.
    """
    scenario = experiment.scenario
    looks = looks_of(experiment.programmes, scenario.baseline)
    others = {name: looks[name] for name in experiment.others if name in programmes}
    _panel(experiment.difference_curves(rung), others, axes)
    date_axis(axes, scenario.date(-1), scenario.date(scenario.days - 1))
    axes.tick_params(labelsize=BESIDE)
    high = axes.bbox.height / axes.figure.dpi
    of_each = max(1, min(MOST_LINES, int(high / NAME_LINE / max(len(others), 1))))
    names = [fitted(name, NAMES - KEY, BESIDE, lines=of_each) for name in others]
    lines = [line for line in axes.get_lines() if line.get_label() in others]
    axes.legend(
        lines, names, loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=BESIDE, frameon=False, handlelength=1.5
    )


def decisive_difference(experiment: Experiment, rung: str) -> Figure:
    """One wide panel: what each programme changes on one rung, with few words around it.

    Args:
        experiment: Runs of the baseline and at least one more programme.
        rung: The rung.
    """
    scenario = experiment.scenario
    looks = looks_of(experiment.programmes, scenario.baseline)
    others = {name: looks[name] for name in experiment.others}
    title = f"{PLURALS[rung].capitalize()} added against '{scenario.baseline}', points of headcount"
    frame = PageFrame(title, "", "", origin(experiment), others, scenario.baseline)
    with styled():
        made = page(frame, [Heading(rung, DEFINITIONS[rung])], tall=WIDE, columns=1)
        _panel(experiment.difference_curves(rung), others, made.panels[0])
        date_axis(made.panels[0], scenario.date(-1), scenario.date(scenario.days - 1))
    return made.figure


def paired_differences(experiment: Experiment) -> Figure:
    """Small panels, one a rung: the mean difference to the baseline, replicate by replicate, and its 80 % interval.

    Args:
        experiment: Runs of the baseline and at least one more programme.
    """
    baseline = experiment.scenario.baseline
    looks = looks_of(experiment.programmes, baseline)
    others = {name: looks[name] for name in experiment.others}
    frame = PageFrame(
        title=f"What does each programme change against '{baseline}'?",
        answer=headline(experiment),
        subtitle=_subtitle(experiment),
        footer=origin(experiment),
        looks=others,
        baseline=baseline,
    )
    panels = {rung: partial(_panel, experiment.difference_curves(rung), others) for rung in DRAWN}
    return small_panels(experiment, frame, others, panels, DEFINITIONS)


def _subtitle(experiment: Experiment) -> str:
    runs = "one run of each, so there is no interval"
    if experiment.draws:
        models = len(first_runs(experiment.draws))
        band = f"band: where {held_in_band(models)} of them lie" if models >= LEAST_RUNS else "too few for a band"
        runs = f"line: mean over {models} plausible models; {band}"
    elif experiment.scenario.replicates >= LEAST_RUNS:
        runs = "line: mean over runs; band: 80 % interval of that mean (random variation only)"
    elif experiment.scenario.replicates > 1:
        runs = f"line: mean over runs; no interval with fewer than {LEAST_RUNS}"
    return f"Difference in points (pts) of headcount, with the same random numbers in both; {runs}; {MARKED}"


def _panel(curve: pd.DataFrame, looks: dict[str, Look], axes: Axes) -> None:
    axes.axhline(0.0, color=INK, linewidth=1)
    for name, look in looks.items():
        own = curve[curve["programme"] == name]
        low, high, mean = (100.0 * own[column] for column in ("low", "high", "difference"))
        axes.fill_between(own["date"], low, high, color=look.colour, alpha=BAND_OPACITY, linewidth=0)
        axes.plot(own["date"], mean, color=look.colour, linestyle=look.stroke, linewidth=2.4, label=name)
    shown = 100.0 * curve[["low", "high", "difference"]]
    value_axis(axes, *difference_limits(float(shown.min().min()), float(shown.max().max())), " pts", signed=True)
