"""Runs that go on from today: those that went like what was counted count for more, and all begin at today's level.

Every run draws a plausible model and an organisation. Its weight is how likely what was counted is under it, given what
the model itself may be wrong by and that people are counted in whole numbers; weights are made more even until a fifth
of all runs counts and as many as a band takes, since a few runs are no forecast. What a run counts is moved, as a
square root, to today's level.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from esnsim.analysis.calibration.counted import Counted, CountedWeeks
from esnsim.analysis.calibration.study import discrepancy_of
from esnsim.analysis.calibration.summaries import summaries_of, summarised
from esnsim.analysis.prediction.rivals import LATELY
from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.experiments import Experiment
from esnsim.experiments.estimates.bands import least_for
from esnsim.rng.address import Draw, Key, key_of
from esnsim.rng.arrays import uniforms
from esnsim.state import Doubles

COVERAGE = 0.8
"""Chance with which bands hold what comes."""
LEAST_COUNTING, FEWEST_COUNTING = 0.2, float(least_for(COVERAGE))
"""Share of runs that count for something after weighting, at least, and how many: fewer mark no band off."""
HALVINGS = 40
FEW = 1.0
"""People a week, below which a count is not taken for the level."""


class Futures(NamedTuple):
    """What comes after today, under each programme.

    Attributes:
        today: The last week that was counted.
        weeks: Weeks after it, up to the last.
        series: What is counted.
        done: The programme under which it was counted.
        weights: Of runs, adding up to 1; shape (runs,).
        values: Values for each person of headcount by programme, of each series; shape (runs, weeks) each.
        other_past: Programmes that would have been another one before today already.
    """

    today: int
    weeks: tuple[int, ...]
    series: tuple[Counted, ...]
    done: str
    weights: Doubles
    values: dict[str, tuple[Doubles, ...]]
    other_past: tuple[str, ...]

    @property
    def counting(self) -> float:
        """How many runs count, as if all that do were equal."""
        return 1.0 / float((self.weights**2).sum())


def futures_of(experiment: Experiment, counted: CountedWeeks, done: str, discrepancy: float) -> Futures:
    """Futures from runs of all programmes that begin before what was counted.

    Args:
        experiment: Runs, up to the last week that is forecast.
        counted: What was counted so far.
        done: The programme under which it was.
        discrepancy: By what share of a level the model itself may be wrong, one standard deviation.
    """
    people, today = experiment.beginning.people, counted.last_week
    weeks = np.arange(today + 1, experiment.last_week + 1)
    records = {name: [run.record for run in experiment.runs_of(name)] for name in experiment.programmes}
    past = past_of(experiment, counted, done)
    shifts = [shift_to(each, values, people) for each, values in zip(counted.series, past, strict=True)]
    ahead = tuple(each._replace(weeks=weeks, values=np.full(len(weeks), np.nan)) for each in counted.series)
    values = {
        name: tuple(
            moved_by(np.stack([each.of(record, people) for record in found]), shift)
            for each, shift in zip(ahead, shifts, strict=True)
        )
        for name, found in records.items()
    }
    last_day = today * WORKDAYS_A_WEEK
    other = tuple(
        name
        for name, found in records.items()
        if any(
            (one[: last_day + 1] != two[: last_day + 1]).any() for one, two in zip(found, records[done], strict=True)
        )
    )
    weights = weights_of(counted, past, people, discrepancy)
    return Futures(today, tuple(weeks.tolist()), ahead, done, weights, values, other)


def past_of(experiment: Experiment, counted: CountedWeeks, programme: str) -> list[Doubles]:
    """What runs of a programme count in the weeks that were counted, of each series; shape (runs, weeks) each."""
    people = experiment.beginning.people
    return [np.stack([each.of(run.record, people) for run in experiment.runs_of(programme)]) for each in counted.series]


def moved_by(values: Doubles, shift: Doubles) -> Doubles:
    """Values whose square roots are moved, never below 0."""
    found: Doubles = np.maximum(np.sqrt(values) + shift, 0.0) ** 2
    return found


def shift_to(series: Counted, past: Doubles, people: int) -> Doubles:
    """What has to be added to square roots of each run so that its last weeks are at today's level; shape (runs, 1).

    Args:
        series: What was counted.
        past: What runs count; shape (runs, weeks).
        people: Headcount.
    """
    lately = series.weeks > series.weeks[-1] - LATELY
    today = level_today(float(series.values[lately].mean()), people, len(past), key_of("esnsim", "level", series.name))
    found: Doubles = (today - np.sqrt(past[:, lately].mean(axis=1)))[:, None]
    return found


def level_today(counted: float, people: int, runs: int, key: Key) -> Doubles:
    """Today's level for each run, as a square root below which there is nothing: what was counted, if it was anybody.

    Nobody among few people is no level of 0: whoever counts none of n may have a level of one or two in n, and a model
    that is wrong by a part of its level is not right for sure where that is 0. Of less than one person a week, roots
    are spread around it as those of counts of a few are (a variance of a half of one person's), evenly over runs; those
    below 0 stay at nothing. The more was counted, the more the count itself is taken.

    Args:
        counted: What was counted lately, for each person of headcount.
        people: Headcount.
        runs: How many.
        key: Address of the random numbers.

    Returns:
        Shape (runs,).
    """
    number, plain = counted * people, float(np.sqrt(counted))
    if number >= FEW:
        return np.full(runs, plain)
    turn = np.argsort(np.argsort(uniforms(key, np.arange(runs), 0, Draw.TRY), kind="stable"), kind="stable")
    found: Doubles = plain + (1.0 - number / FEW) * ndtri((turn + 0.5) / runs) * np.sqrt(0.5 / people)
    return found


def weights_of(counted: CountedWeeks, past: Sequence[Doubles], people: int, discrepancy: float) -> Doubles:
    """How much each run counts, by how it went; shape (runs,).

    Args:
        counted: What was counted.
        past: What runs count, of each series; shape (runs, weeks) each.
        people: Headcount.
        discrepancy: By what share of a level the model itself may be wrong.
    """
    summaries = summaries_of(counted)
    observed = summarised([each.values for each in counted.series], summaries)
    # A count has a variance of about itself, so its square root one of a quarter, whatever the level.
    spread = discrepancy_of(observed, people, discrepancy) + 0.25 / people
    likely = -0.5 * ((summarised(past, summaries) - observed) ** 2 / spread).sum(axis=1)
    return _evened(likely - likely.max())


def _evened(likely: Doubles) -> Doubles:
    """Weights from log likelihoods, as uneven as leaves enough runs that count."""
    least = min(max(FEWEST_COUNTING, LEAST_COUNTING * len(likely)), float(len(likely)))
    low, high = 0.0, 1.0
    if _counting(likely) >= least:
        return _weights(likely)
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if _counting(middle * likely) >= least else (low, middle)
    return _weights(low * likely)


def _weights(likely: Doubles) -> Doubles:
    found: Doubles = np.exp(likely) / np.exp(likely).sum()
    return found


def _counting(likely: Doubles) -> float:
    return 1.0 / float((_weights(likely) ** 2).sum())
