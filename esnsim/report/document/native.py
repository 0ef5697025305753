"""Charts of a report that can be edited where slides are: the same numbers as its pictures, without bands."""

from __future__ import annotations

from esnsim.experiments import Experiment
from esnsim.report.document.content import NativeChart, NativeSeries
from esnsim.report.style import looks_of
from esnsim.report.text.answers import differences
from esnsim.report.text.ladder import ANSWERED, DRAWN


def contributors_by_week(experiment: Experiment) -> NativeChart:
    """Contributors of each programme week by week, median of its runs."""
    weeks = {name: 100.0 * experiment.weeks(name, ANSWERED[0]).median() for name in experiment.programmes}
    first = next(iter(weeks.values()))
    return NativeChart(
        "lines",
        "Contributors of each programme week by week, median of its runs, without their spread.",
        "week",
        "contributors, % of headcount",
        [f"{week}" for week in first.index],
        [_series(experiment, name, found.tolist()) for name, found in weeks.items()],
    )


def changes_by_rung(experiment: Experiment) -> NativeChart:
    """What each programme changes on each rung at the end."""
    found = {(one.programme, one.rung): one.points for one in differences(experiment)}
    return NativeChart(
        "bars",
        "What each programme changes on each rung at the end; the intervals stand in the table.",
        "rung of the ladder",
        f"points of headcount against '{experiment.scenario.baseline}'",
        list(DRAWN),
        [_series(experiment, name, [found[name, rung] for rung in DRAWN]) for name in experiment.others],
    )


def _series(experiment: Experiment, programme: str, values: list[float]) -> NativeSeries:
    look = looks_of(experiment.programmes, experiment.scenario.baseline)[programme]
    return NativeSeries(programme, values, look.colour, dashed=look.stroke != "-")
