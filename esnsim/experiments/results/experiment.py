"""An experiment: many runs of one scenario, as tables that answer questions.

Every table is tidy: one row an observation, the same columns whatever was run. Shares are shares of headcount on the
same day, 0 to 1. ODD element: observation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from esnsim.calendar import QUARTER_WEEKS, WORKDAYS_A_WEEK
from esnsim.ensemble.draws import WorldDraw
from esnsim.errors import RunError
from esnsim.experiments.estimates.bands import middle
from esnsim.experiments.estimates.interval import share_bounds
from esnsim.experiments.estimates.means import interval_of_mean, intervals_of_means
from esnsim.experiments.estimates.more_runs import runs_needed
from esnsim.experiments.results.about import NOTHING, About
from esnsim.experiments.results.glance import as_html, in_a_line
from esnsim.experiments.results.models import UNKNOWN_PARTS, Parts, first_runs, middle_of_models, parts_of_width
from esnsim.scenario import Scenario
from esnsim.simulation.run import Run
from esnsim.simulation.starting.shares import Target
from esnsim.state import Doubles
from esnsim.state.ladder import LADDER

HEADCOUNT = "headcount"
FEWER_IS_BETTER = ("lapsed", "posts_silent")
RUN_COVERAGE = 0.8
"""Share of single replicates between ``low_run`` and ``high_run``."""


class Beginning(NamedTuple):
    """Where all runs began.

    Attributes:
        people: Headcount.
        organisation: Digest of the organisation.
        reached: Shares on the ladder at the start.
        platform_fit: Constant solved for: how well the platform fits the work here.
        writing_offset: Constant solved for: how freely people write.
        reacting_offset: Constant solved for: how freely people react.
        account_access: Constant solved for: how easily those without an account get one.
    """

    people: int
    organisation: str
    reached: Target
    platform_fit: float
    writing_offset: float
    reacting_offset: float
    account_access: float = 1.0


class Computation(NamedTuple):
    """How the runs came about.

    Attributes:
        started: When it was asked for.
        finished: When the last run was there.
        wall_seconds: Time between the two.
        workers: Number of processes, or address of a Dask scheduler.
        reused: Runs that had been computed before.
    """

    started: datetime
    finished: datetime
    wall_seconds: float
    workers: int | str
    reused: int


@dataclass(frozen=True)
class Experiment:
    """Many runs of one scenario.

    Attributes:
        scenario: What was asked, resolved, with the programmes and replicates that were run.
        beginning: Where all runs began.
        runs: By programme in the scenario's order, then by replicate.
        computation: How they came about.
        about: What has to be known beside the numbers.
        draws: Model and organisation of each replicate; empty where all share the scenario's own.
    """

    scenario: Scenario
    beginning: Beginning
    runs: tuple[Run, ...]
    computation: Computation
    about: About = NOTHING
    draws: tuple[WorldDraw, ...] = ()

    def __repr__(self) -> str:
        """A line: all runs in full are some forty thousand letters."""
        return in_a_line(self.scenario, self.programmes, self.beginning.people)

    def _repr_html_(self) -> str:
        """What a notebook shows: the question, the ladder at the end, and what each programme changes."""
        ladder = self.ladder([self.last_week])
        return as_html(self.scenario, self.beginning.people, ladder, self.compare(LADDER))

    @property
    def programmes(self) -> tuple[str, ...]:
        """Names of the programmes that were run, in the scenario's order."""
        return tuple(dict.fromkeys(run.programme for run in self.runs))

    @property
    def others(self) -> tuple[str, ...]:
        """Programmes that are compared with the baseline."""
        return tuple(name for name in self.programmes if name != self.scenario.baseline)

    def runs_of(self, programme: str) -> tuple[Run, ...]:
        """The runs of one programme, by replicate."""
        return tuple(run for run in self.runs if run.programme == programme)

    def against(self, baseline: str, programmes: Collection[str]) -> Experiment:
        """The same runs of these programmes, with one more programme to compare them with.

        Args:
            baseline: Name of the programme to compare with.
            programmes: Names of the programmes that are compared with it.
        """
        scenario = self.scenario.model_copy(update={"baseline": baseline})
        runs = tuple(run for run in self.runs if run.programme == baseline or run.programme in programmes)
        chosen = replace(self, scenario=scenario, runs=runs)
        # A run has the same weeks whatever it is compared with.
        mine = self._weekly["programme"].isin([baseline, *programmes])
        vars(chosen)["_weekly"] = self._weekly[mine].reset_index(drop=True)
        return chosen

    @cached_property
    def _daily(self) -> pd.DataFrame:
        return pd.concat([run.daily(self.scenario) for run in self.runs], ignore_index=True)

    @cached_property
    def _weekly(self) -> pd.DataFrame:
        return pd.concat([run.weekly(self.scenario) for run in self.runs], ignore_index=True)

    def table(self) -> pd.DataFrame:
        """Counts of all runs day by day: programme, replicate, day, date and every `Measure`; day -1 is the start."""
        return self._daily.copy()

    def weekly(self) -> pd.DataFrame:
        """Counts of all runs week by week; week 0 is the start, flows are sums over the week."""
        return self._weekly.copy()

    def weeks(self, programme: str, measure: str, per: str | None = HEADCOUNT) -> pd.DataFrame:
        """One measure of one programme: a row a replicate, a column a week.

        Args:
            programme: Name of the programme.
            measure: A column of `weekly`.
            per: Column to divide by, None for counts; where it is 0 the value is missing.

        Raises:
            RunError: If there is no such programme or measure.
        """
        for name in (measure, per):
            if name is not None and name not in self._measures:
                raise RunError(f"'{name}' is not measured; measures are {', '.join(self._measures)}")
        if programme not in self.programmes:
            raise RunError(f"programme '{programme}' was not run; there are {', '.join(self.programmes)}")
        rows = self._weekly_of[programme]
        values = rows[measure].to_numpy(float)
        if per is not None:
            # What there is nothing to divide by has no value; an infinite one would take quantiles and means along.
            base = rows[per].to_numpy(float)
            values = np.divide(values, base, out=np.full_like(values, np.nan), where=base != 0.0)
        replicates = pd.Index([run.replicate for run in self.runs_of(programme)], name="replicate")
        weeks = pd.Index(np.arange(self.last_week + 1), name="week")
        return pd.DataFrame(values.reshape(len(replicates), len(weeks)), index=replicates, columns=weeks)

    @cached_property
    def _weekly_of(self) -> dict[str, pd.DataFrame]:
        """Weeks of each programme."""
        return {str(name): rows for name, rows in self._weekly.groupby("programme", sort=False)}

    @cached_property
    def _measures(self) -> list[str]:
        return [name for name in self._weekly.columns if name not in ("programme", "replicate", "week", "day", "date")]

    def curves(self, measure: str = "reader", per: str | None = HEADCOUNT, interval: float = 0.8) -> pd.DataFrame:
        """A measure week by week: median and mean over replicates, and where the middle of the replicates lies.

        Args:
            measure: A column of `weekly`.
            per: Column to divide by, None for counts.
            interval: Share of replicates between ``low`` and ``high``, in (0, 1); all, where they are too few to mark
                it off (`estimates.bands`).

        Returns:
            Columns programme, week, date, median, mean, low, high, n (replicates).
        """
        return pd.concat(
            [self._spread(name, self.weeks(name, measure, per), interval) for name in self.programmes],
            ignore_index=True,
        )

    def _spread(self, programme: str, values: pd.DataFrame, interval: float) -> pd.DataFrame:
        """Median, mean and middle of every week."""
        low, high = middle(values.to_numpy(float), interval)
        return pd.DataFrame(
            {
                "programme": programme,
                "week": values.columns,
                "date": self._dates(values.columns),
                "median": values.median().to_numpy(),
                "mean": values.mean().to_numpy(),
                "low": low,
                "high": high,
                "n": len(values),
            }
        )

    def _dates(self, weeks: pd.Index[Any]) -> pd.DatetimeIndex:
        """Last workdays of weeks; of week 0, the workday before the start."""
        return pd.to_datetime([self.scenario.date(int(week) * WORKDAYS_A_WEEK - 1) for week in weeks])

    @property
    def last_week(self) -> int:
        """The week in which the runs end."""
        return (len(self.runs[0].record) - 1) // WORKDAYS_A_WEEK

    def ladder(self, weeks: Iterable[int] | None = None, interval: float = 0.8) -> pd.DataFrame:
        """The rungs of the ladder as shares of headcount.

        Args:
            weeks: Which weeks, None for the start, every quarter and the end.
            interval: Share of replicates between ``low`` and ``high``, in (0, 1).

        Returns:
            Columns programme, week, rung, median, low, high.
        """
        chosen = self._week_list(weeks)
        table = pd.concat([self.curves(rung, HEADCOUNT, interval).assign(rung=rung) for rung in LADDER])
        table = table[table["week"].isin(chosen)]
        place = table["programme"].map({name: place for place, name in enumerate(self.programmes)})
        # A stable sort leaves the rungs in their order.
        table = table.assign(place=place).sort_values(["place", "week"], kind="stable")
        return table[["programme", "week", "rung", "median", "low", "high"]].reset_index(drop=True)

    def _week_list(self, weeks: Iterable[int] | None) -> list[int]:
        if weeks is None:
            return sorted({*range(0, self.last_week + 1, QUARTER_WEEKS), self.last_week})
        return [self._checked_week(week) for week in weeks]

    def _checked_week(self, week: int | None) -> int:
        if week is None:
            return self.last_week
        if not 0 <= week <= self.last_week:
            raise RunError(f"week {week} is not there; weeks go from 0, the start, to {self.last_week}")
        return week

    def _paired(self, programme: str, measure: str, per: str | None) -> pd.DataFrame:
        """Differences from the baseline: a row a replicate, a column a week."""
        if self.scenario.baseline not in self.programmes:
            raise RunError(f"the baseline '{self.scenario.baseline}' was not run, so nothing can be compared with it")
        mine, theirs = self.weeks(programme, measure, per), self.weeks(self.scenario.baseline, measure, per)
        both = mine.index.intersection(theirs.index)
        return mine.loc[both] - theirs.loc[both]

    def _bounds(self, measure: str, per: str | None, week: int | None = None) -> tuple[Doubles, Doubles]:
        """How far differences from the baseline can lie, in one week or in each: shares have ends, others none."""
        base = self.weeks(self.scenario.baseline, measure, per)
        values = (base if week is None else base[week]).to_numpy(float)
        if measure in LADDER and per == HEADCOUNT:
            return share_bounds(values)
        endless = np.full(values.shape[1:], np.inf)
        return -endless, endless

    def compare(
        self,
        measure: str | Iterable[str] = "contributor",
        week: int | None = None,
        interval: float = 0.8,
        per: str | None = HEADCOUNT,
    ) -> pd.DataFrame:
        """What each programme changes in a measure against the baseline, replicate by replicate.

        Where replicates draw models, the interval is where so many of the models lie, each with an organisation and
        random numbers of its own (`results.models`). With one model, it is that of the mean (`estimates.means`): it
        covers random variation between runs in this one organisation with these constants, and not what is unknown
        about them. With fewer than five models or replicates, and where none differs, it is NaN; shares stay between
        nobody and everybody.

        Args:
            measure: One or several columns of `weekly`.
            week: At the end of which week, None for the last.
            interval: Chance that ``low`` to ``high`` holds the mean, in (0, 1).
            per: Column to divide by, None for counts.

        Returns:
            One row a programme and measure: programme, measure, week, difference (mean), low, high, low_run and
            high_run (between which 80 % of single replicates lie; all, where they are fewer than nine), better
            (replicates above the baseline; below it where fewer is better), same (replicates in which nothing differs),
            n (replicates), needed (how many more give the interval a chance of 80 % to leave out zero, if the
            difference is as large as it looks; missing when it does already, and where the difference is below its
            standard error), parameters, organisation and random (shares of the variance between models, missing with
            one model or too few that were simulated twice). Where replicates draw models, those are counted.
        """
        measures = [measure] if isinstance(measure, str) else list(measure)
        at = self._checked_week(week)
        rows = [
            {"programme": name, "measure": each, "week": at, **self._row(values, each, interval, bounds)}
            for name in self.others
            for each in measures
            for values in [self._paired(name, each, per)[at].to_numpy(float)]
            for bounds in [self._bounds(each, per, at)]
        ]
        columns = ("programme", "measure", "week", *DIFFERENCE, *PARTS)
        return pd.DataFrame(rows, columns=list(columns)).astype({"needed": "Int64"})

    def _row(
        self, values: Doubles, measure: str, interval: float, bounds: tuple[Doubles, Doubles]
    ) -> dict[str, float | int | None]:
        """One row of `compare`, without its names."""
        if not self.draws:
            return _difference(values, measure, interval, bounds)
        models = values[first_runs(self.draws)]
        low, high = map(float, middle_of_models(values, self.draws, interval))
        found = _difference(models, measure, interval, bounds) | {"low": low, "high": high, "needed": None}
        return found | parts_of_width(values, self.draws)._asdict()

    def difference_curves(
        self, measure: str = "contributor", interval: float = 0.8, per: str | None = HEADCOUNT
    ) -> pd.DataFrame:
        """The paired difference from the baseline week by week, with the interval of the mean.

        Returns:
            Columns programme, week, date, difference, low, high, n.
        """
        tables = []
        for name in self.others:
            values = self._paired(name, measure, per)
            found = self._intervals(values.to_numpy(float), interval, self._bounds(measure, per))
            table = pd.DataFrame(dict(zip(("difference", "low", "high"), found, strict=True))).assign(n=len(values))
            table.insert(0, "programme", name)
            table.insert(1, "week", values.columns)
            table.insert(2, "date", self._dates(values.columns))
            tables.append(table)
        columns = ["programme", "week", "date", "difference", "low", "high", "n"]
        return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)

    def _intervals(
        self, values: Doubles, interval: float, bounds: tuple[Doubles, Doubles]
    ) -> tuple[Doubles, Doubles, Doubles]:
        """Mean difference of every week, and its interval; over models where replicates draw them."""
        if not self.draws:
            mean, low, high = intervals_of_means(values, interval).within(*bounds)
            return mean, low, high
        low, high = middle_of_models(values, self.draws, interval)
        return values[first_runs(self.draws)].mean(axis=0), low, high

    @property
    def counted(self) -> frozenset[int]:
        """Replicates of which means over models are taken: one of each model where they are drawn, else all."""
        one_a_model = [self.draws[nth].replicate for nth in first_runs(self.draws)]
        return frozenset(one_a_model or (run.replicate for run in self.runs))

    def expenses(self) -> pd.DataFrame:
        """Money and hours of staff each programme took: programme, money, hours, n; means of `counted`."""
        weekly = self._weekly[self._weekly["replicate"].isin(self.counted)]
        sums = weekly.groupby(["programme", "replicate"], sort=False)[["money", "hours"]].sum()
        means = sums.groupby("programme", sort=False).mean()
        return means.assign(n=sums.groupby("programme", sort=False).size()).reset_index()

    def inequality(self) -> pd.DataFrame:
        """How unequally people wrote, half-year by half-year: programme, week, date, gini, top_share (medians), n."""
        rows = self._weekly.dropna(subset="gini")
        grouped = rows.groupby(["programme", "week", "date"], sort=False)[["gini", "top_share"]]
        return grouped.median().assign(n=grouped.size()).reset_index()


DIFFERENCE = ("difference", "low", "high", "low_run", "high_run", "better", "same", "n", "needed")
PARTS = Parts._fields


def _difference(
    values: Doubles, measure: str, interval: float, bounds: tuple[Doubles, Doubles]
) -> dict[str, float | int | None]:
    """One row of `Experiment.compare`, without its names."""
    mean = interval_of_mean(values, interval).within(*map(float, bounds))
    low_run, high_run = map(float, middle(values, RUN_COVERAGE))
    better = values < 0.0 if measure in FEWER_IS_BETTER else values > 0.0
    counts = int(better.sum()), int((values == 0.0).sum()), len(values)
    row = dict(zip(DIFFERENCE, (*mean, low_run, high_run, *counts, runs_needed(values, interval)), strict=True))
    return row | UNKNOWN_PARTS._asdict()
