"""Forecasts of one's own weeks: from today under each programme, and how they would have fared on weeks held out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from esnsim.analysis.calibration.counted import Counted, CountedWeeks
from esnsim.analysis.prediction.futures import Futures, futures_of
from esnsim.analysis.prediction.held_out import ForecastTrial, tried_on
from esnsim.analysis.prediction.rivals import FEWEST
from esnsim.analysis.prediction.scores import weighted_quantiles
from esnsim.errors import Mistake, ScenarioError
from esnsim.experiments import Experiment, compare
from esnsim.experiments.execution.executor import Watcher, unwatched
from esnsim.rng.address import key_of
from esnsim.scenario import Scenario

QUANTILES = (0.1, 0.5, 0.9)


@dataclass(frozen=True)
class UsageForecast:
    """What comes, and how such forecasts fared.

    Attributes:
        scenario: The question.
        counted: What was counted.
        futures: What comes after today.
        held: How many of the last weeks were held out.
        tried: How forecasts of them fared, of every series that could be scored.
        untried: What could not be scored, and why, each in a sentence without its full stop.
        runs: How many runs of each programme.
        one_model: Whether all runs have one model, so that bands hold random variation alone.
        discrepancy: By what share of a level the model itself is taken to miss it.
    """

    scenario: Scenario
    counted: CountedWeeks
    futures: Futures
    held: int
    tried: tuple[ForecastTrial, ...]
    untried: tuple[str, ...]
    runs: int
    one_model: bool
    discrepancy: float

    def rows(self) -> list[dict[str, object]]:
        """The table: a row a programme, series and week, with median and middle 80 %."""
        found: list[dict[str, object]] = []
        for programme, series in self.futures.values.items():
            for each, values in zip(self.futures.series, series, strict=True):
                low, middle, high = weighted_quantiles(values, self.futures.weights, QUANTILES)
                found += [
                    {
                        "programme": programme,
                        "series": each.name,
                        "week": week,
                        "low": float(low[nth]),
                        "median": float(middle[nth]),
                        "high": float(high[nth]),
                    }
                    for nth, week in enumerate(self.futures.weeks)
                ]
        return found


def forecast_usage(
    scenario: Scenario,
    counted: CountedWeeks,
    done: str,
    hold_out: int = 0,
    discrepancy: float = 0.1,
    workers: int | str = 1,
    out: Path | None = None,
    progress: Watcher = unwatched,
) -> UsageForecast:
    """Simulate every programme over plausible models, and go on from what was counted.

    Args:
        scenario: The question; its weeks go beyond those counted.
        counted: What was counted.
        done: The programme under which it was.
        hold_out: How many of the last weeks counted are held out, to see how forecasts of them fare.
        discrepancy: By what share of a level the model itself may be wrong.
        workers: Number of processes, or address of a Dask scheduler; results do not depend on it.
        out: Folder of finished runs, from which the same call goes on; None keeps nothing.
        progress: Told after every run.

    Raises:
        ScenarioError: If there is nothing to forecast, or too much is held out.
    """
    seen = seen_before(scenario, counted, hold_out)
    experiment = compare(scenario, workers=workers, out=out, progress=progress)
    return forecast_of(experiment, counted, seen, done, hold_out, discrepancy)


def forecast_of(
    experiment: Experiment, counted: CountedWeeks, seen: CountedWeeks, done: str, hold_out: int, discrepancy: float
) -> UsageForecast:
    """The forecast from runs that are there.

    Args:
        experiment: Runs of every programme.
        counted: What was counted.
        seen: The same without what is held out.
        done: The programme under which it was.
        hold_out: How many of the last weeks are held out.
        discrepancy: By what share of a level the model itself may be wrong.
    """
    futures = futures_of(experiment, counted, done, discrepancy)
    tried, untried = _tried(experiment, counted, seen, done, discrepancy) if hold_out else ([], [])
    runs, one_model = len(experiment.runs_of(done)), not experiment.draws
    return UsageForecast(
        experiment.scenario,
        counted,
        futures,
        hold_out,
        tuple(tried),
        tuple(untried),
        runs,
        one_model,
        discrepancy,
    )


def seen_before(scenario: Scenario, counted: CountedWeeks, hold_out: int) -> CountedWeeks:
    """What is counted before the weeks that are held out.

    Raises:
        ScenarioError: If there is nothing to forecast, or too much is held out.
    """
    today = counted.last_week
    if scenario.weeks <= today:
        said = f"is {scenario.weeks}, and weeks are counted up to {today}: say how far to look with --weeks"
        raise ScenarioError([Mistake("weeks", said)])
    seen = counted.between(1, today - hold_out)
    if [each.name for each in seen.series] != [each.name for each in counted.series]:
        raise ScenarioError([Mistake(f"--hold-out {hold_out}", f"leaves too little of {today} weeks to go on from")])
    return seen


def _tried(
    experiment: Experiment, counted: CountedWeeks, seen: CountedWeeks, done: str, discrepancy: float
) -> tuple[list[ForecastTrial], list[str]]:
    """How forecasts from earlier weeks fared on later ones, series by series; and which could not be scored."""
    before = futures_of(experiment, seen, done, discrepancy)
    found, left = [], []
    for known, whole, members in zip(seen.series, counted.series, before.values[done], strict=True):
        later = whole.weeks > before.today
        if reason := _unscorable(known, whole, before.today):
            left.append(f"{whole.name}, {reason}")
            continue
        ahead = members[:, whole.weeks[later] - before.today - 1]
        key = key_of("esnsim", "held out", known.name)
        found.append(tried_on(known.name, known.values, whole.values[later], ahead, before.weights, key))
    return found, left


def _unscorable(known: Counted, whole: Counted, today: int) -> str:
    """Why a series cannot be scored beside plain forecasts; empty if it can."""
    if whole.weeks[-1] <= today:
        return "of which nothing was counted in the weeks held out"
    if len(known.weeks) < FEWEST:
        return f"of which {len(known.weeks)} numbers are left, where plain forecasts take {FEWEST}"
    return "which was not counted at even distances" if len(np.unique(np.diff(whole.weeks))) > 1 else ""
