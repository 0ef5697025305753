"""When it would be known which programme is under way, by what is counted in one organisation.

Whoever carries out a programme sees one course of one measure. A level separates two programmes in a week if nine in
ten runs of the one are above it and nine in ten runs of the other below; where replicates draw models, each is another
model that may be the true one. Levels lie between quantiles that hold for further runs (`estimates.bands`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from esnsim.experiments.estimates.bands import least_for
from esnsim.experiments.results.experiment import FEWER_IS_BETTER, Experiment
from esnsim.experiments.results.models import first_runs
from esnsim.scenario import Scenario
from esnsim.state import Doubles
from esnsim.state.ladder import LADDER

SURE = 0.9
"""Share of runs that a level has to be right in, of either programme."""
LASTING = 4
"""Weeks in a row in which it has to be."""
MONTHLY, WEEKLY = "in the last 28 days", "in the week"
MONTH_WEEKS = 4
USUAL = "contributor"


class Known(NamedTuple):
    """When two programmes can be distinguished by one count.

    Attributes:
        programme: The programme.
        other: The one it is held against.
        measure: What is counted.
        counted: How: `MONTHLY`, looked at every fourth week, or `WEEKLY`.
        week: The first week in which a level separates the two, and in those after it; None if there is none.
        level: The level, as a share of headcount; not a number where there is none.
        above: Whether the programme is above it.
        right: In which share of runs the level is on the right side, of the programme that it is less often.
        best_week: The week in which they are furthest apart.
        best_right: In which share of runs a level is right in that week.
        runs: How many runs of each, one a model.
    """

    programme: str
    other: str
    measure: str
    counted: str
    week: int | None
    level: float
    above: bool
    right: float
    best_week: int
    best_right: float
    runs: int

    @property
    def enough(self) -> bool:
        """Whether there are runs enough to say what nine in ten do."""
        return self.runs >= least_for(2.0 * SURE - 1.0)


def rung_counted(scenario: Scenario) -> str:
    """The rung that is counted there: that of the goal, else the one that was observed, else contributors."""
    rung = scenario.goal.measure if scenario.goal and scenario.goal.measure in LADDER else ""
    return rung or next((seen.measure for seen in scenario.observed), "") or USUAL


def measures_counted(experiment: Experiment) -> list[tuple[str, str, int]]:
    """What can be counted there: name of the measure, how, and every how many weeks.

    The rung of the goal, else the rung that was observed, else contributors; monthly, and weekly where that is counted.
    """
    rung = rung_counted(experiment.scenario)
    found = [(rung, MONTHLY, MONTH_WEEKS)]
    weekly = f"weekly_{rung}"
    return [*found, (weekly, WEEKLY, 1)] if weekly in experiment.weekly().columns else found


def when_known(experiment: Experiment) -> list[Known]:
    """When every two programmes can be distinguished, those against the baseline first, by each count."""
    return [known for pair in _pairs(experiment) for known in known_against(experiment, *pair)]


def known_against(experiment: Experiment, programme: str, other: str) -> list[Known]:
    """When two programmes can be distinguished, by each count."""
    return [_known(experiment, programme, other, *counted) for counted in measures_counted(experiment)]


def earliest(found: Sequence[Known]) -> Known | None:
    """The count by which two programmes can be distinguished first, the surest of several; None if by none."""
    known = [each for each in found if each.week is not None]
    return min(known, key=lambda each: (each.week or 0, -each.right)) if known else None


def _pairs(experiment: Experiment) -> Iterator[tuple[str, str]]:
    if experiment.scenario.baseline in experiment.programmes:
        yield from ((name, experiment.scenario.baseline) for name in experiment.others)
    yield from combinations(experiment.others, 2)


def _known(experiment: Experiment, programme: str, other: str, measure: str, counted: str, every: int) -> Known:
    """The first week in which a level separates two programmes."""
    mine, theirs = (_runs(experiment, name, measure) for name in (programme, other))
    weeks = np.arange(every, experiment.last_week + 1, every)
    if not len(weeks):
        weeks = np.array([experiment.last_week])
    above = bool(np.median(mine[:, weeks[-1]]) >= np.median(theirs[:, weeks[-1]]))
    if measure in FEWER_IS_BETTER and np.median(mine[:, weeks[-1]]) == np.median(theirs[:, weeks[-1]]):
        above = False
    high, low = (mine, theirs) if above else (theirs, mine)
    levels, right = separated(high[:, weeks], low[:, weeks])
    first = _first(right >= SURE, max(1, LASTING // every))
    best = int(np.argmax(right))
    found = first is not None
    return Known(
        programme,
        other,
        measure,
        counted,
        int(weeks[first]) if first is not None else None,
        float(levels[first]) if first is not None else np.nan,
        above,
        float(right[first]) if found and first is not None else np.nan,
        int(weeks[best]),
        float(right[best]),
        min(len(mine), len(theirs)),
    )


def _runs(experiment: Experiment, programme: str, measure: str) -> Doubles:
    """Shares of headcount, a row a run (one a model), a column a week."""
    values = experiment.weeks(programme, measure).to_numpy(float)
    return values[first_runs(experiment.draws)] if experiment.draws else values


def separated(high: Doubles, low: Doubles) -> tuple[Doubles, Doubles]:
    """The level that separates two sets of runs best in each week, and in which share of further runs it is right.

    Args:
        high: Runs that lie higher; shape (n, weeks).
        low: Runs that lie lower; shape (m, weeks).

    Returns:
        Levels halfway between neighbouring values, and shares of the set in which it is right less often, each at
        k/(n + 1) of n runs; shape (weeks,).
    """
    levels, rights = np.empty(high.shape[1]), np.empty(high.shape[1])
    for week in range(high.shape[1]):
        values = np.unique(np.concatenate([high[:, week], low[:, week]]))
        between = (values[1:] + values[:-1]) / 2.0 if len(values) > 1 else values
        over = (high[:, week][None, :] > between[:, None]).sum(1) / (len(high) + 1.0)
        under = (low[:, week][None, :] < between[:, None]).sum(1) / (len(low) + 1.0)
        right = np.minimum(over, under)
        # Of equally good levels the one in the middle, which is furthest from either set.
        best = np.flatnonzero(right == right.max())
        chosen = best[len(best) // 2]
        levels[week], rights[week] = between[chosen], right[chosen]
    return levels, rights


def _first(right: np.ndarray, lasting: int) -> int | None:
    """The first place from which on it holds so often in a row, or to the end."""
    for place in range(len(right)):
        if right[place : place + lasting].all():
            return place
    return None
