"""Two experiments side by side: another organisation, another beginning, another plan, or other constants.

Where both have the same people and the same random numbers, runs are compared one by one, and what differs is the
scenario's doing. Where only the random numbers differ, two samples of runs are compared, which takes many more of them.
Where the people differ, the means are told and no interval, unless replicates draw organisations: those that are alike
in all that is asked differ from each other as much as runs do, or more, and one of each does not show by how much.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from esnsim.errors import RunError
from esnsim.experiments.estimates.interval import Interval, share_bounds
from esnsim.experiments.estimates.means import interval_of_difference
from esnsim.experiments.results.experiment import FEWER_IS_BETTER, HEADCOUNT, Experiment
from esnsim.experiments.results.models import effect_interval
from esnsim.interventions.forms import suggestion
from esnsim.scenario.route import Route, route_text
from esnsim.state import Doubles
from esnsim.state.ladder import LADDER

COVERAGE = 0.8
NOT_TOLD = ("name", "question")

Pair = tuple[str, str]
"""A programme of the first experiment, and one of the second."""


@dataclass(frozen=True)
class SideBySide:
    """Two experiments to be compared.

    Attributes:
        first: The one that the other is compared with.
        second: The other.
        pairs: Which programmes are compared.
    """

    first: Experiment
    second: Experiment
    pairs: tuple[Pair, ...]

    @property
    def unpaired(self) -> str:
        """Why runs cannot be compared one by one, empty where they can."""
        if self.first.beginning.organisation != self.second.beginning.organisation:
            return "the people are not the same"
        if self.first.scenario.seed != self.second.scenario.seed:
            return "the seeds, and so the random numbers, are not the same"
        if not _drawn_alike(*self._both):
            return "the replicates do not draw the same models"
        return ""

    @property
    def unsure(self) -> str:
        """Why nothing can be said about how sure a difference is, empty where something can.

        Where replicates draw organisations, how far these differ is in the spread of the replicates.
        """
        drawn = all(any(each.organisation for each in both.draws) for both in self._both)
        if drawn or self.first.beginning.organisation == self.second.beginning.organisation:
            return ""
        return (
            "the people are not the same, and of either scenario one organisation was drawn: how far organisations "
            "alike in everything else differ is not known from one each"
        )

    @cached_property
    def last_week(self) -> int:
        """The last week that both reach."""
        return min(self.first.last_week, self.second.last_week)

    def table(self, measures: Iterable[str], week: int | None = None) -> pd.DataFrame:
        """Both at the end of a week, and how the second differs from the first.

        Args:
            measures: Columns of `Experiment.weekly`, taken as shares of headcount.
            week: Which week, None for the last that both have.

        Returns:
            One row a pair, measure and kind (``share``, and ``effect``, the difference from the own baseline):
            first_programme, second_programme, measure, kind, week, first, second (means over runs), difference, low,
            high (its 80 % interval), better (runs in which the second is better; missing unless paired), n.

        Raises:
            RunError: If one of them is not that long.
        """
        at = self.last_week if week is None else week
        if not 0 <= at <= self.last_week:
            raise RunError(f"week {at} is not there in both; weeks go from 0, the start, to {self.last_week}")
        rows = [self._row(pair, measure, kind, at) for pair in self.pairs for measure in measures for kind in KINDS]
        return pd.DataFrame([row for row in rows if row]).astype({"better": "Int64", "same": "Int64"})

    def _row(self, pair: Pair, measure: str, kind: str, week: int) -> dict[str, object] | None:
        one, two = (_values(each, name, measure, kind) for each, name in zip(self._both, pair, strict=True))
        if one is None or two is None:
            return None
        mine, theirs = one[week], two[week]
        better: int | None = None
        same: int | None = None
        if not self.unpaired:
            both = mine.index.intersection(theirs.index)
            mine, theirs = mine.loc[both], theirs.loc[both]
            gained = theirs - mine
            better = int((gained < 0.0).sum() if measure in FEWER_IS_BETTER else (gained > 0.0).sum())
            same = int((gained == 0.0).sum())
        found = self._difference(mine.to_numpy(float), theirs.to_numpy(float))
        if kind == "share" and measure in LADDER:
            found = found.within(*map(float, share_bounds(mine.to_numpy(float))))
        return {
            "first_programme": pair[0],
            "second_programme": pair[1],
            "measure": measure,
            "kind": kind,
            "week": week,
            "first": float(mine.mean()),
            "second": float(theirs.mean()),
            "difference": found.mean,
            "low": found.low,
            "high": found.high,
            "better": better,
            "same": same,
            "n": min(len(mine), len(theirs)),
        }

    @property
    def _both(self) -> tuple[Experiment, Experiment]:
        return self.first, self.second

    def _difference(self, mine: Doubles, theirs: Doubles) -> Interval:
        if self.unsure:
            return Interval(float(theirs.mean() - mine.mean()), math.nan, math.nan)
        if self.unpaired:
            return interval_of_difference(mine, theirs, COVERAGE)
        return effect_interval(theirs - mine, self.first.draws[: len(mine)], COVERAGE)

    def changes(self) -> list[tuple[str, object, object]]:
        """Where the two scenarios differ: path, the first's value and the second's, None where there is nothing."""
        one, two = (dict(_leaves((), each.scenario.content())) for each in self._both)
        places = [*one, *(route for route in two if route not in one)]
        return [
            (route_text(route), one.get(route), two.get(route))
            for route in places
            if one.get(route) != two.get(route) and route[0] not in NOT_TOLD
        ]


def _drawn_alike(first: Experiment, second: Experiment) -> bool:
    """Whether those replicates that both have were simulated with the same models and organisations."""
    common = min(len(first.draws), len(second.draws))
    return bool(first.draws) == bool(second.draws) and first.draws[:common] == second.draws[:common]


KINDS = ("share", "effect")


def _values(experiment: Experiment, programme: str, measure: str, kind: str) -> pd.DataFrame | None:
    """A row a run, a column a week; None for the effect of the baseline."""
    shares = experiment.weeks(programme, measure, HEADCOUNT)
    if kind == "share":
        return shares
    if programme == experiment.scenario.baseline:
        return None
    return shares - experiment.weeks(experiment.scenario.baseline, measure, HEADCOUNT)


def pairs_of(first: Experiment, second: Experiment, asked: Sequence[str] = ()) -> tuple[Pair, ...]:
    """Which programmes are compared: those asked for, else those of one name, else the first that do something.

    Args:
        first: One experiment.
        second: The other.
        asked: Names, or two of them as ``ambassadors=more ambassadors``.

    Raises:
        RunError: With every name that is in none of them.
    """
    if not asked:
        common = [(name, name) for name in first.programmes if name in second.programmes]
        return tuple(common) or ((_busiest(first), _busiest(second)),)
    pairs, wrong = [], []
    for text in asked:
        pair = (text, text) if text in first.programmes else (text.partition("=")[0], text.partition("=")[2] or text)
        for name, each in zip(pair, (first, second), strict=True):
            if name not in each.programmes:
                known = suggestion(name, each.programmes, "programmes")
                wrong.append(f"'{name}' is no programme of '{each.scenario.name}'; {known}")
        pairs.append(pair)
    if wrong:
        raise RunError("\n".join(wrong))
    return tuple(pairs)


def _busiest(experiment: Experiment) -> str:
    return next(iter(experiment.others), experiment.programmes[0])


def _leaves(above: Route, value: Any) -> Iterator[tuple[Route, object]]:  # noqa: ANN401 - plain values of any depth
    """Every value that is no mapping or list, with its route."""
    items: Iterable[tuple[str | int, Any]]
    if isinstance(value, Mapping) and value:
        items = value.items()
    elif isinstance(value, list) and value:
        items = enumerate(value)
    else:
        yield above, value
        return
    for part, inner in items:
        yield from _leaves((*above, part), inner)
