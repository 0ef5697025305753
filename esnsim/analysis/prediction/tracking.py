"""A programme that is under way: how far it is from what was foreseen, what it has changed, which trip wire is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from esnsim.analysis.calibration.counted import Counted, CountedWeeks
from esnsim.analysis.prediction.futures import Futures, moved_by, past_of, shift_to
from esnsim.analysis.prediction.rivals import LATELY
from esnsim.analysis.prediction.scores import equal_weights, weighted_quantiles
from esnsim.analysis.prediction.study import QUANTILES, UsageForecast, forecast_of, seen_before
from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.experiments import Experiment, compare
from esnsim.experiments.execution.executor import Watcher, unwatched
from esnsim.experiments.results.knowing import MONTH_WEEKS, MONTHLY, Known, when_known
from esnsim.scenario import Scenario
from esnsim.simulation.record import Measure
from esnsim.state import Doubles, Longs


class UsageBand(NamedTuple):
    """Where something lies, for each person of headcount.

    Attributes:
        low: Lower end of the middle 80 %.
        median: Its middle.
        high: Upper end.
    """

    low: float
    median: float
    high: float


class Departure(NamedTuple):
    """One series beside what was foreseen, and beside what would be had nothing been done; means of its last weeks.

    Attributes:
        series: What was counted.
        counted: What it came to.
        foreseen: What runs of the programme count, each the same.
        since: The week since which it has been outside what was foreseen without a break; None if it is within.
        end_foreseen: What was foreseen for the last week.
        end: What is forecast for it now.
        undone: What would be counted had the baseline gone on; None where that is the same so far.
        effect: By how much more is counted than that, run by run; None likewise.
    """

    series: str
    counted: float
    foreseen: UsageBand
    since: int | None
    end_foreseen: UsageBand
    end: UsageBand
    undone: UsageBand | None
    effect: UsageBand | None


class Wire(NamedTuple):
    """A trip wire, and what was counted in its week.

    Attributes:
        known: Programme, measure, week and level.
        is_due: Whether its week has come.
        counted: What was counted in that week, as a share of headcount; None where it was not.
        estimated: Where it lies by what was counted in single weeks, where a month was not; None where that is not
            known either.
    """

    known: Known
    is_due: bool
    counted: float | None
    estimated: UsageBand | None = None

    @property
    def works(self) -> bool | None:
        """Whether the programme is on its own side of the level; None where that is not known."""
        if not self.is_due:
            return None
        if self.counted is not None:
            return (self.counted > self.known.level) == self.known.above
        if self.estimated is None or self.estimated.low <= self.known.level <= self.estimated.high:
            return None
        return (self.estimated.low > self.known.level) == self.known.above


@dataclass(frozen=True)
class Track:
    """A programme that is under way.

    Attributes:
        forecast: What comes, from today.
        departures: Of each series.
        wires: Trip wires against the baseline, those that are due first.
        enough: Whether there are runs enough for trip wires.
        baseline: What it is held against.
    """

    forecast: UsageForecast
    departures: tuple[Departure, ...]
    wires: tuple[Wire, ...]
    enough: bool
    baseline: str


def track_usage(
    scenario: Scenario,
    counted: CountedWeeks,
    done: str,
    discrepancy: float = 0.1,
    workers: int | str = 1,
    out: Path | None = None,
    progress: Watcher = unwatched,
) -> Track:
    """Simulate every programme over plausible models, and hold what was counted against the one that is done.

    Args:
        scenario: The plan; its weeks go beyond those counted.
        counted: What was counted.
        done: The programme under which it was.
        discrepancy: By what share of a level the model itself may be wrong.
        workers: Number of processes, or address of a Dask scheduler; results do not depend on it.
        out: Folder of finished runs, from which the same call goes on; None keeps nothing.
        progress: Told after every run.

    Raises:
        ScenarioError: If nothing is left to forecast.
    """
    seen = seen_before(scenario, counted, 0)
    experiment = compare(scenario, workers=workers, out=out, progress=progress)
    forecast = forecast_of(experiment, counted, seen, done, 0, discrepancy)
    known = when_known(experiment)
    wires = sorted(_wires(experiment, known, counted, done), key=lambda each: each.known.week or 0)
    departures = _departures(experiment, counted, forecast.futures)
    enough = all(each.enough for each in known)
    return Track(forecast, departures, tuple(wires), enough, scenario.baseline)


def _departures(experiment: Experiment, counted: CountedWeeks, futures: Futures) -> tuple[Departure, ...]:
    done, baseline, people = futures.done, experiment.scenario.baseline, experiment.beginning.people
    past = past_of(experiment, counted, done)
    undone = past_of(experiment, counted, baseline) if baseline in futures.other_past else [None] * len(past)
    found = []
    for nth, series in enumerate(counted.series):
        end = series._replace(weeks=np.array([experiment.last_week]), values=np.zeros(1))
        unmoved = np.stack([end.of(run.record, people) for run in experiment.runs_of(done)])
        now = futures.values[done][nth][:, -1:]
        shift = shift_to(series, past[nth], people)
        found.append(_departure(series, past[nth], undone[nth], shift, unmoved, now, futures.weights))
    return tuple(found)


def _departure(
    series: Counted,
    past: Doubles,
    undone: Doubles | None,
    shift: Doubles,
    unmoved: Doubles,
    now: Doubles,
    weights: Doubles,
) -> Departure:
    """One series, from what runs of the programme and of the baseline count."""
    even = equal_weights(len(weights))
    lately = series.weeks > series.weeks[-1] - LATELY
    level = float(series.values[lately].mean())
    without = effect = None
    if undone is not None:
        each = moved_by(undone, shift)[:, lately].mean(axis=1, keepdims=True)
        without, effect = _band(each, weights), _band(level - each, weights)
    foreseen = _band(past[:, lately].mean(axis=1, keepdims=True), even)
    return Departure(
        series.name,
        level,
        foreseen,
        since_when(series, past),
        _band(unmoved, even),
        _band(now, weights),
        without,
        effect,
    )


def since_when(series: Counted, past: Doubles) -> int | None:
    """Since which week what was counted is outside the middle 80 % of runs without a break; None if it is not.

    Args:
        series: What was counted.
        past: What runs count; shape (runs, weeks).
    """
    low, _, high = weighted_quantiles(past, equal_weights(len(past)), QUANTILES)
    inside = np.flatnonzero((low <= series.values) & (series.values <= high))
    first = int(inside[-1]) + 1 if len(inside) else 0
    return int(series.weeks[first]) if first < len(series.weeks) else None


def _band(values: Doubles, weights: Doubles) -> UsageBand:
    return UsageBand(*weighted_quantiles(values, weights, QUANTILES)[:, 0].tolist())


def _wires(experiment: Experiment, all_known: Sequence[Known], counted: CountedWeeks, done: str) -> Iterator[Wire]:
    """Trip wires of the programme against the baseline that were found."""
    baseline = experiment.scenario.baseline
    for known in all_known:
        if known.programme == done and known.other == baseline and known.enough and known.week is not None:
            if known.week > counted.last_week:
                yield Wire(known, is_due=False, counted=None)
                continue
            there = counted_at(counted, known.measure, known.week)
            records = np.stack([run.record for name in (done, baseline) for run in experiment.runs_of(name)])
            people = experiment.beginning.people
            wanted = there is None and known.counted == MONTHLY
            estimated = month_of_weeks(counted, known.measure, known.week, records, people) if wanted else None
            yield Wire(known, is_due=True, counted=there, estimated=estimated)


def month_of_weeks(counted: CountedWeeks, measure: str, week: int, records: Longs, people: int) -> UsageBand | None:
    """Where a count of 28 days lies by those of its four weeks, as runs relate them; None where weeks are missing.

    In runs, the square root of the one is a straight line in that of the mean of the others, and a run's distance from
    it is how far such a reckoning misses.

    Args:
        counted: What was counted.
        measure: The rung, counted over 28 days.
        week: At the end of which they end.
        records: Counts of runs by day; shape (runs, days + 1, measures).
        people: Headcount.
    """
    weekly = Measure.__members__.get(f"WEEKLY_{measure.upper()}")
    weeks = np.arange(week - MONTH_WEEKS + 1, week + 1)
    series = next((each for each in counted.series if weekly is not None and each.measures == (weekly,)), None)
    if weekly is None or series is None or not np.isin(weeks, series.weeks).all():
        return None
    seen = float(np.sqrt(series.values[np.isin(series.weeks, weeks)].mean()))
    days = weeks * WORKDAYS_A_WEEK
    across = np.sqrt(records[:, days, weekly].mean(axis=1) / people)
    month = np.sqrt(records[:, days[-1], Measure[measure.upper()]] / people)
    if not across.min() < across.max() or not across.min() <= seen <= across.max():
        return None
    slope, start = np.polyfit(across, month, 1)
    missed = month - (start + slope * across)
    low, middle, high = np.quantile(missed, QUANTILES, method="weibull") + start + slope * seen
    return UsageBand(*(float(max(each, 0.0) ** 2) for each in (low, middle, high)))


def counted_at(counted: CountedWeeks, measure: str, week: int) -> float | None:
    """What was counted of a measure in a week, as a share of headcount; None where it was not."""
    for series in (*counted.series, *counted.months):
        if series.measures == (Measure[measure.upper()],) and week in series.weeks:
            return float(series.values[series.weeks == week][0])
    return None
