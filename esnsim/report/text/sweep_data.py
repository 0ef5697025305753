"""What pictures of a sweep are drawn from: the outcome at each point and programme, and the words for it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import pandas as pd

from esnsim.analysis.planning.looking import is_low
from esnsim.atomic_file import whole_file
from esnsim.experiments.design.outcome import Outcome, read_outcome
from esnsim.experiments.estimates.interval import UNKNOWN, Interval
from esnsim.experiments.estimates.means import interval_of_mean
from esnsim.experiments.estimates.ranking import behind_first
from esnsim.experiments.results.folder import harmless
from esnsim.experiments.results.sweep_result import Sweep, grouped
from esnsim.report.style import Look, looks_of
from esnsim.report.text.outcomes import Shown, shown_outcome
from esnsim.report.text.wording import Varied, varied

INTERVAL = 0.8
USUAL = "contributor@end"
MANY_LEVELS = 40
STILL = 1e-9
"""Part of an outcome by which rounding may move it."""
LEAST_FILLED = 0.5
"""Share of the combinations of levels that are there, from which points are taken for a grid."""


@dataclass(frozen=True, slots=True)
class Side:
    """One outcome at all points, either as it is or against the baseline.

    Attributes:
        shown: The outcome in words.
        means: point, programme, mean, low, high, n; only where there are runs with a value.
        runs: point, programme, replicate, value.
        programmes: Names of those that are drawn.
        baseline: The programme the others are compared with.
        people: What the people of each point are drawn by; points with the same text have the same people.
        low_is_best: Whether the outcome is to be low.
    """

    shown: Shown
    means: pd.DataFrame
    runs: pd.DataFrame
    programmes: tuple[str, ...]
    baseline: str
    people: Mapping[int, str]
    low_is_best: bool = False

    def of(self, programme: str) -> pd.DataFrame:
        """The means of one programme."""
        return self.means[self.means["programme"] == programme]

    @property
    def lead(self) -> str:
        """The programme with the best point, of those that the factors move; the baseline only if it is alone."""
        ends = self.means.groupby("programme", sort=False)["mean"].agg(["min", "max"])
        others = [name for name in self.programmes if name != self.baseline] or list(self.programmes)
        moved = [name for name in others if ends["max"][name] - ends["min"][name] > STILL * abs(ends["max"][name])]
        best = -ends["min"] if self.low_is_best else ends["max"]
        return max(moved or others, key=lambda name: float(best[name]))

    def apart(self, programme: str, first: int, second: int) -> Interval:
        """How far the second point lies above the first, replicate by replicate.

        Not known where no replicate is shared, and where the people differ: one organisation each does not show how far
        organisations differ.
        """
        own = self.runs[self.runs["programme"] == programme]
        wide = own[own["point"].isin((first, second))].pivot_table(index="replicate", columns="point", values="value")
        if first == second or not {first, second} <= set(wide.columns) or self.people[first] != self.people[second]:
            return UNKNOWN
        paired = (wide[second] - wide[first]).dropna().to_numpy(np.float64)
        return interval_of_mean(paired, INTERVAL)

    def apart_from_all(self, programme: str, point: int, *, lowest: bool = False) -> dict[int, Interval]:
        """How far each point lies below one that was chosen for being the highest, all intervals at once.

        Args:
            programme: Whose outcome.
            point: The one that was chosen.
            lowest: Whether it was chosen for being the lowest, and the others lie above it.
        """
        own = self.runs[self.runs["programme"] == programme]
        wide = own.pivot_table(index="replicate", columns="point", values="value")
        points = [int(each) for each in wide.columns]
        compared = np.array([self.people[each] == self.people[point] for each in points])
        values = (-1.0 if lowest else 1.0) * wide.to_numpy(np.float64)
        found = behind_first(values, points.index(point), INTERVAL, compared)
        rows = zip(points, found.mean, found.low, found.high, strict=True)
        return {each: Interval(float(mean), float(low), float(high)) for each, mean, low, high in rows}


@dataclass(frozen=True, slots=True)
class SweepData:
    """A sweep as pictures see it.

    Attributes:
        sweep: Where it comes from.
        name: What the scenario is called.
        outcome: What is looked at, not against the baseline.
        factors: Those that differ between points.
        still: Those that are the same everywhere.
        looks: How each programme is drawn.
        baseline: The programme the others are compared with.
        sides: The outcome as it is, and its difference from the baseline where there is another programme; only the
            difference where that was asked for.
    """

    sweep: Sweep
    name: str
    outcome: Outcome
    factors: tuple[Varied, ...]
    still: tuple[Varied, ...]
    looks: dict[str, Look]
    baseline: str
    sides: tuple[Side, ...]

    @property
    def is_grid(self) -> bool:
        """Whether most combinations of the values of the factors are there."""
        levels = [len(each.levels) for each in self.factors]
        return max(levels, default=0) <= MANY_LEVELS and self.points >= LEAST_FILLED * math.prod(levels)

    @property
    def points(self) -> int:
        """How many points there are."""
        return len(self.sweep.points)

    def placed(self, table: pd.DataFrame) -> pd.DataFrame:
        """A table by point with the places of the factors that differ, in columns named by their paths."""
        places = {each.path: table["point"].map(each.places) for each in self.factors}
        return table.assign(**places)

    def with_values(self, table: pd.DataFrame) -> pd.DataFrame:
        """A table by point with the factors as they were asked for, as it is written to a file."""
        return self.sweep.points.merge(table, on="point", how="right")


def sweep_data(sweep: Sweep, outcome: str | Outcome | None = None) -> SweepData:
    """Everything that the pictures of a sweep show but curves.

    Args:
        sweep: What was run.
        outcome: What is looked at, None for what the sweep is judged by.

    Raises:
        RunError: If the outcome lies beyond the end of the runs.
        ValueError: If the outcome cannot be read.
    """
    asked = outcome or sweep.entry.sweep_record.outcome or USUAL
    chosen = asked if isinstance(asked, Outcome) else read_outcome(asked)
    plain = Outcome(chosen.measure, chosen.week, chosen.per)
    asking = list(sweep.asking.values())
    names = tuple(dict.fromkeys(name for each in asking for name in each.programmes))
    baseline = asking[0].baseline if asking else ""
    against = Outcome(chosen.measure, chosen.week, chosen.per, against_baseline=True)
    values = sweep.values([plain])
    factors = varied(sweep)
    others = tuple(name for name in names if name != baseline)
    lengths = {each.weeks for each in asking}
    last = lengths.pop() if len(lengths) == 1 else None
    people = {point: each.people for point, each in sweep.asking.items()}
    sides = []
    if not (chosen.against_baseline and others):
        sides.append(_side(values, plain, names, baseline, shown_outcome(plain, baseline, last), people))
    if others:
        sides.append(
            _side(
                _apart(values, plain, against, baseline),
                against,
                others,
                baseline,
                shown_outcome(against, baseline, last),
                people,
            )
        )
    return SweepData(
        sweep=sweep,
        name=_name(sweep),
        outcome=plain,
        factors=tuple(each for each in factors if len(each.levels) > 1),
        still=tuple(each for each in factors if len(each.levels) == 1),
        looks=looks_of(names, baseline),
        baseline=baseline,
        sides=tuple(side for side in sides if len(side.means)),
    )


def _apart(values: pd.DataFrame, outcome: Outcome, against: Outcome, baseline: str) -> pd.DataFrame:
    """How far the runs of the other programmes lie above the same runs under the baseline."""
    keys = ["point", "replicate"]
    base = values[values["programme"] == baseline].set_index(keys)[str(outcome)].rename("base")
    others = values[values["programme"] != baseline].join(base, on=keys)
    return others.assign(**{str(against): others[str(outcome)] - others["base"]})


def _name(sweep: Sweep) -> str:
    """What the scenario is called at the first point."""
    points = sweep.requests.points(sweep.entry.number)
    return str(sweep.requests.content(points[0].question)["name"]) if points else sweep.entry.sweep_record.name


def _side(
    values: pd.DataFrame,
    outcome: Outcome,
    names: tuple[str, ...],
    baseline: str,
    words: Shown,
    people: Mapping[int, str],
) -> Side:
    rows = [
        (point, programme, *interval_of_mean(numbers, INTERVAL).within(*outcome.bounds), len(numbers))
        for point, programme, numbers in grouped(values, outcome)
    ]
    means = pd.DataFrame(rows, columns=["point", "programme", "mean", "low", "high", "n"])
    runs = values[["point", "programme", "replicate"]].assign(value=values[str(outcome)])
    there = set(means["programme"])
    drawn = tuple(name for name in names if name in there)
    return Side(words, means, runs.dropna(subset="value"), drawn, baseline, people, is_low(outcome))


def write_table(table: pd.DataFrame, path: Path) -> Path:
    """The numbers of a picture as CSV, no cell or heading of which a spreadsheet takes for a formula."""
    renamed = table.rename(columns=lambda name: cast("str", harmless(name)))
    texts = {
        name: renamed[name].map(harmless)
        for name in renamed.columns
        if not pd.api.types.is_numeric_dtype(renamed[name])
    }
    with whole_file(path) as unfinished:
        renamed.assign(**texts).to_csv(unfinished, index=False, lineterminator="\n", encoding="utf-8")
    return path
