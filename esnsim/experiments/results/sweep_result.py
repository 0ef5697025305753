"""Reading a sweep back: tidy tables of all its points, from the store alone.

Only what is asked for is unpacked, so that ten thousand runs are read in a second or two.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeAlias, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.errors import RunError
from esnsim.experiments.design.outcome import HEADCOUNT, Condition, Outcome, read_outcome
from esnsim.experiments.design.quantities import SHARE, unit_and_meaning
from esnsim.experiments.estimates.bands import median_of, middle
from esnsim.experiments.estimates.means import interval_of_mean
from esnsim.experiments.estimates.ranking import behind_first, held_out_mean, standings
from esnsim.experiments.results.glance import cut_text
from esnsim.experiments.store.codec import Packed, series, unpack
from esnsim.experiments.store.place import store_file
from esnsim.experiments.store.requests import FINISHED, Entry, RequestTable, RunRequest, SweepCount
from esnsim.experiments.store.store import PACKED_OF_SWEEP, Store, as_packed
from esnsim.scenario import Scenario
from esnsim.scenario.route import read_route
from esnsim.scenario.wanted import ACCOUNTS
from esnsim.simulation.record import Measure
from esnsim.simulation.run import FLOWS, Run
from esnsim.state import Doubles, Longs
from esnsim.state.ladder import LADDER

RunParts: TypeAlias = list[tuple[float, float]]
"""Of each outcome, what is counted in a run and what it is divided by."""


class Asking(NamedTuple):
    """What was asked at a point, as far as tables need it.

    Attributes:
        weeks: How long.
        baseline: Name of the programme the others are compared with.
        programmes: Names, in the scenario's order.
        people: What the people are drawn by: points with the same text have the same people and random numbers.
    """

    weeks: int
    baseline: str
    programmes: tuple[str, ...]
    people: str


def read_sweep(path: Path | str, name: str | int | None = None) -> Sweep:
    """A sweep from a store.

    Args:
        path: The store, or the folder it lies in.
        name: Name or number of the sweep, None for the one begun last.

    Raises:
        RunError: If there is no such store or sweep.
    """
    store = Store(store_file(Path(path)), reading=True)
    try:
        return Sweep(store, RequestTable(store).entry(name))
    except RunError:
        store.file.close()
        raise


class Sweep:
    """A sweep in a store that stays open; may be used in a ``with`` statement.

    Attributes:
        entry: What it is and how it ended.
        requests: Where it stands.
    """

    def __init__(self, store: Store, entry: Entry) -> None:
        """The sweep of an entry."""
        self.requests, self.entry = RequestTable(store), entry
        self._scenarios: dict[str, Scenario] = {}

    def __repr__(self) -> str:
        """What it is and how far."""
        count = self.count
        varied = ", ".join(self.factors) or "nothing varied"
        name = cut_text(self.entry.sweep_record.name)
        return f"<Sweep {name!r}: {cut_text(varied, 200)}; {count.done:,} of {count.total:,} runs>"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.requests.store.file.close()

    @property
    def factors(self) -> tuple[str, ...]:
        """Paths of what is varied."""
        return self.entry.sweep_record.factors

    @cached_property
    def shares(self) -> frozenset[str]:
        """Those of them whose numbers are shares, which are told in percent."""
        point_records = self.requests.points(self.entry.number)
        if not point_records:
            return frozenset()
        scenario = self.requests.question(point_records[0].question)
        return frozenset(path for path in self.factors if unit_and_meaning(read_route(path), scenario)[0] == SHARE)

    @property
    def count(self) -> SweepCount:
        """How many runs were asked for, are there, and failed."""
        return self.requests.count(self.entry.number)

    @property
    def finished(self) -> bool:
        """Whether nothing is left to be simulated; runs that failed are not waited for."""
        count = self.count
        # A rule may ask for more runs when all asked for are there.
        return self.entry.state == FINISHED and count.done + count.failed == count.total

    @cached_property
    def points(self) -> pd.DataFrame:
        """The points: point, and a column a factor."""
        rows = self.requests.points(self.entry.number)
        values = [{"point": row.number} | {path: row.factors.get(path) for path in self.factors} for row in rows]
        return pd.DataFrame(values, columns=["point", *self.factors])

    @cached_property
    def asking(self) -> dict[int, Asking]:
        """What was asked, by point."""
        known: dict[str, Asking] = {}
        found = {}
        for row in self.requests.points(self.entry.number):
            if row.question not in known:
                known[row.question] = self._asking(row.question)
            found[row.number] = known[row.question]
        return found

    def _asking(self, question: str) -> Asking:
        content = self.requests.content(question)
        with self.requests.store.guarded():
            people = json.dumps([content["organisation"], content["seed"]], sort_keys=True)
            return Asking(int(content["weeks"]), content["baseline"], tuple(content["programmes"]), people)

    @cached_property
    def _asked(self) -> list[RunRequest]:
        ranks = {point: {name: nth for nth, name in enumerate(each.programmes)} for point, each in self.asking.items()}
        rows = self.requests.asked(self.entry.number)
        with self.requests.store.guarded():
            return sorted(rows, key=lambda row: (row.point, ranks[row.point][row.programme], row.replicate))

    def _packed(self, wanted: Iterable[str]) -> Iterator[Packed]:
        """The runs with these keys that are there, each once, in no order."""
        keys = set(wanted)
        store = self.requests.store
        with store.guarded():
            for row in store.file.execute(PACKED_OF_SWEEP, (self.entry.number,)):
                if row[1] in keys:
                    yield as_packed(row)

    def _check_all(self, found: int, count: SweepCount) -> None:
        """See that none was passed over, as happens where an index of the file is damaged.

        Args:
            found: Runs that were read.
            count: What was there before; others may have come since.

        Raises:
            RunError: If some are missing.
        """
        with self.requests.store.guarded():
            if found < count.done:
                raise ValueError(f"{count.done - found:,} of {count.done:,} runs cannot be found by their keys")
            if self.entry.state == FINISHED and count.done + count.failed < count.total:
                self.requests.store.check_index()

    def runs(self, point: int = 0) -> list[Run]:
        """The runs of a point that are there, by programme in the scenario's order, then by replicate."""
        rows = [row for row in self._asked if row.point == point]
        packed = {each.key: each for each in self._packed(row.key for row in rows)}
        return [unpack(packed[row.key], row.programme, row.replicate) for row in rows if row.key in packed]

    def values(self, outcomes: Sequence[Outcome], points: Iterable[int] | None = None) -> pd.DataFrame:
        """Outcomes of every run that is there.

        Args:
            outcomes: What is looked at.
            points: Numbers of points, None for all.

        Returns:
            One row a run: point, programme, replicate, and a column an outcome, named as the outcome is written.
            An outcome against the baseline is missing where the same run under the baseline is.

        Raises:
            RunError: If an outcome lies beyond the end of the runs.
        """
        wanted, count = None if points is None else set(points), self.count
        rows = [row for row in self._asked if wanted is None or row.point in wanted]
        own = self._parts_of(rows, outcomes)
        there = [row for row in rows if (row.key, self._priced(row.point)) in own]
        if wanted is None:
            self._check_all(len(there), count)
        table = pd.DataFrame(
            [(row.point, row.programme, row.replicate) for row in there], columns=["point", "programme", "replicate"]
        )
        parts = [own[row.key, self._priced(row.point)] for row in there]
        base = self._baselines(there, parts, len(outcomes))
        for nth, outcome in enumerate(outcomes):
            table[str(outcome)] = [
                outcome.from_parts(mine[nth], theirs[nth] if outcome.against_baseline else None)
                for mine, theirs in zip(parts, base, strict=True)
            ]
        return table.astype({str(outcome): np.float64 for outcome in outcomes})

    def _parts_of(self, rows: Sequence[RunRequest], outcomes: Sequence[Outcome]) -> dict[tuple[str, str], RunParts]:
        """What outcomes are made of, by key of the run and by question: runs that differ in prices share a key."""
        priced = any(each.is_priced for each in outcomes)
        asked: dict[str, dict[str, int]] = {}
        for row in rows:
            asked.setdefault(row.key, {}).setdefault(self._priced(row.point), row.point)
        own: dict[tuple[str, str], RunParts] = {}
        for packed in self._packed(asked):
            run = unpack(packed, "", 0)
            for question, point in asked[packed.key].items():
                scenario = self._scenario(question) if priced else None
                weeks = self.asking[point].weeks
                own[packed.key, question] = [each.parts(run, weeks, scenario) for each in outcomes]
        return own

    def _priced(self, point: int) -> str:
        """Digest of what was asked at a point."""
        return self._questions[point]

    @cached_property
    def _questions(self) -> dict[int, str]:
        return {row.number: row.question for row in self.requests.points(self.entry.number)}

    def _scenario(self, question: str) -> Scenario:
        """What was asked, read once."""
        if question not in self._scenarios:
            self._scenarios[question] = self.requests.question(question)
        return self._scenarios[question]

    def _baselines(self, rows: Sequence[RunRequest], parts: Sequence[RunParts], outcomes: int) -> list[RunParts]:
        """The same runs under the baseline of their points."""
        baselines = {
            (row.point, row.replicate): own
            for row, own in zip(rows, parts, strict=True)
            if row.programme == self.asking[row.point].baseline
        }
        none = [(np.nan, 1.0)] * outcomes
        return [baselines.get((row.point, row.replicate), none) for row in rows]

    def table(self, outcomes: Iterable[str | Outcome] | None = None) -> pd.DataFrame:
        """One row a point, programme and replicate: point, a column a factor, programme, replicate, outcomes.

        Args:
            outcomes: What is looked at, such as ``contributor@week52``; None for what the sweep is judged by, and the
                ladder, hours and money at the end.

        Raises:
            RunError: If an outcome lies beyond the end of the runs.
            ValueError: If an outcome cannot be read.
        """
        looked_at = self._outcomes(outcomes)
        return self.points.merge(self.values(looked_at), on="point", how="right")

    def _outcomes(self, outcomes: Iterable[str | Outcome] | None) -> list[Outcome]:
        if outcomes is None:
            judged = [self.entry.sweep_record.outcome] if self.entry.sweep_record.outcome else []
            outcomes = [*judged, *(f"{rung}@end" for rung in LADDER), "hours@end", "money@end"]
        read = [each if isinstance(each, Outcome) else read_outcome(each) for each in outcomes]
        return list(dict.fromkeys(read))

    def compare(self, outcome: str | Outcome | None = None, interval: float = 0.8) -> pd.DataFrame:
        """What each programme changes at each point, replicate by replicate with the same random numbers.

        Args:
            outcome: What is looked at, None for what the sweep is judged by; the baseline is always taken off.
            interval: Chance that ``low`` to ``high`` holds the mean, in (0, 1).

        Returns:
            One row a point and programme but the baseline: point, a column a factor, programme, outcome, difference,
            low, high, better (replicates above the baseline), n.
        """
        chosen = self.outcome(outcome)
        against = replace(chosen, against_baseline=True)
        return self._means(against, interval, "difference", with_baseline=False)

    def response(self, outcome: str | Outcome | None = None, interval: float = 0.8) -> pd.DataFrame:
        """The mean of an outcome at each point, with its interval.

        Returns:
            One row a point and programme: point, a column a factor, programme, outcome, mean, low, high, n.
        """
        chosen = self.outcome(outcome)
        table = self._means(chosen, interval, "mean", with_baseline=not chosen.against_baseline)
        return table.drop(columns="better")

    def outcome(self, outcome: str | Outcome | None = None) -> Outcome:
        """What is looked at: as said, or what the sweep is judged by, or contributors at the end.

        Raises:
            ValueError: If it cannot be read.
        """
        if outcome is None:
            outcome = self.entry.sweep_record.outcome or "contributor@end"
        return outcome if isinstance(outcome, Outcome) else read_outcome(outcome)

    def _means(self, outcome: Outcome, interval: float, name: str, *, with_baseline: bool) -> pd.DataFrame:
        rows: list[tuple[Any, ...]] = []
        for point, programme, numbers in grouped(self.values([outcome]), outcome):
            if with_baseline or programme != self.asking[point].baseline:
                better = int((numbers > 0.0).sum())
                rows.append(
                    (
                        point,
                        programme,
                        *interval_of_mean(numbers, interval).within(*outcome.bounds),
                        better,
                        len(numbers),
                    )
                )
        table = pd.DataFrame(rows, columns=["point", "programme", name, "low", "high", "better", "n"])
        table.insert(2, "outcome", str(outcome))
        return self.points.merge(table, on="point", how="right")

    def best(
        self,
        outcome: str | Outcome | None = None,
        interval: float = 0.8,
        *,
        lowest: bool = False,
        subject_to: Sequence[Condition] = (),
    ) -> pd.DataFrame:
        """Points and programmes from the highest mean to the lowest, or the other way round.

        Args:
            outcome: What is looked at, None for what the sweep is judged by.
            interval: Chance that all intervals hold at once, in (0, 1).
            lowest: Whether the lowest is the best.
            subject_to: What means have to meet; points and programmes that do not are left out.

        Returns:
            As `response`, with ``behind`` (mean difference from the first, replicate by replicate with the same random
            numbers, above 0 for all that are worse; of points with other people the difference of the means),
            ``behind_low`` and ``behind_high`` (its interval, all at once: `estimates.ranking`; missing where there is
            none), ``standing`` (how it stands to the first, see `RankStatus`), and in the first row ``held_out`` (the
            mean of the best from replicates that did not choose it).
        """
        chosen, sign = self.outcome(outcome), -1.0 if lowest else 1.0
        response = self.response(chosen, interval)
        for condition in subject_to:
            response = response[self._meets(response, condition)]
        ranked = response.sort_values("mean", ascending=lowest, kind="stable", ignore_index=True)
        if ranked.empty:
            return ranked.assign(behind=np.nan, behind_low=np.nan, behind_high=np.nan, standing="", held_out=np.nan)
        values = sign * self._side_by_side(chosen, ranked)
        people = np.array([self.asking[point].people for point in ranked["point"]])
        compared = people == people[0]
        found = behind_first(values, 0, interval, compared)
        means = ranked["mean"].to_numpy(np.float64)
        held_out = np.full(len(ranked), np.nan)
        held_out[0] = sign * held_out_mean(values[:, compared])
        return ranked.assign(
            behind=np.where(compared, found.mean, sign * (means[0] - means)),
            behind_low=found.low,
            behind_high=found.high,
            standing=standings(found, compared),
            held_out=held_out,
        )

    def _meets(self, response: pd.DataFrame, condition: Condition) -> NDArray[np.bool_]:
        """Which rows have a mean that meets a condition."""
        means = {
            (point, programme): float(numbers.mean())
            for point, programme, numbers in grouped(self.values([condition.outcome]), condition.outcome)
        }
        found = [means.get(each, np.nan) for each in zip(response["point"], response["programme"], strict=True)]
        return condition.holds(np.array(found, np.float64))

    def _side_by_side(self, outcome: Outcome, ranked: pd.DataFrame) -> Doubles:
        """An outcome, a row a replicate, a column a row of the table, missing where it has no value."""
        values = self.values([outcome]).dropna(subset=str(outcome))
        wide = values.pivot_table(index="replicate", columns=["point", "programme"], values=str(outcome))
        return wide[list(zip(ranked["point"], ranked["programme"], strict=True))].to_numpy(np.float64)

    def curves(
        self, measure: str = "reader", per: str | None = HEADCOUNT, interval: float = 0.8, each: int = 1
    ) -> pd.DataFrame:
        """A measure week by week at each point: median and mean over replicates, and where their middle lies.

        Of fewer than nine replicates all lie between ``low`` and ``high`` (`estimates.bands`).

        Args:
            measure: Name of a `Measure`, in small letters, or what programmes take and give, added up.
            per: What to divide by, None for counts.
            interval: Share of replicates between ``low`` and ``high``, in (0, 1).
            each: For how many of what it is divided by.

        Returns:
            Columns point, a column a factor, programme, week, median, mean, low, high, n.

        Raises:
            RunError: If there is no such measure.
        """
        parts = []
        accounted = {measure, per} & set(ACCOUNTS)
        weekly = self._weekly_accounts(measure, per) if accounted else self._weekly(measure, per)
        for (point, programme), found in weekly.items():
            values = found * each
            low, high = middle(values, interval)
            parts.append(
                pd.DataFrame(
                    {
                        "point": point,
                        "programme": programme,
                        "week": np.arange(values.shape[1]),
                        "median": median_of(values),
                        "mean": values.mean(axis=0),
                        "low": low,
                        "high": high,
                        "n": len(values),
                    }
                )
            )
        columns = ["point", "programme", "week", "median", "mean", "low", "high", "n"]
        table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
        return self.points.merge(table, on="point", how="right")

    def _weekly(self, measure: str, per: str | None) -> dict[tuple[int, str], Doubles]:
        """One measure week by week, of all runs of a point and programme; shape (replicates, weeks + 1)."""
        counted = tuple(_measure(name) for name in (measure, per) if name is not None)
        rows, count = self._asked, self.count
        days = {row.key: self.asking[row.point].weeks * WORKDAYS_A_WEEK for row in rows}
        runs: dict[str, Doubles] = {}
        for packed in self._packed(days):
            found = series(packed, counted, days[packed.key])
            parts = [_by_week(counts, each) for counts, each in zip(found, counted, strict=True)]
            runs[packed.key] = _quotient(parts[0], parts[1]) if per else parts[0]
        self._check_all(sum(row.key in runs for row in rows), count)
        together: dict[tuple[int, str], list[Doubles]] = {}
        for row in rows:
            if row.key in runs:
                together.setdefault((row.point, row.programme), []).append(runs[row.key])
        return {name: np.array(each) for name, each in together.items()}

    def _weekly_accounts(self, measure: str, per: str | None) -> dict[tuple[int, str], Doubles]:
        """What programmes take and give, added up week by week, or what is divided by it, by run."""
        outcome, together = Outcome(measure, None, per), defaultdict[tuple[int, str], list[Doubles]](list)
        for row in self._asked:
            packed = self.requests.store.packed(row.key)
            if packed is None:
                continue
            run, scenario = unpack(packed, row.programme, row.replicate), self._scenario(self._priced(row.point))
            weeks = range(self.asking[row.point].weeks + 1)
            values = [replace(outcome, week=week).of_run(run, scenario) for week in weeks]
            together[row.point, row.programme].append(np.array(values))
        return {name: np.array(each) for name, each in together.items()}

    def failures(self) -> pd.DataFrame:
        """Runs that could not be finished: point, a column a factor, programme, replicate, key, reason."""
        rows = [
            (asked.point, asked.programme, asked.replicate, asked.key, failure.reason)
            for asked, failure in self.requests.failures(self.entry.number)
        ]
        table = pd.DataFrame(rows, columns=["point", "programme", "replicate", "key", "reason"])
        return self.points.merge(table, on="point", how="right")


def grouped(values: pd.DataFrame, outcome: Outcome) -> Iterator[tuple[int, str, Doubles]]:
    """The replicates of each point and programme, those without a value left out."""
    there = values.dropna(subset=str(outcome))
    for names, rows in there.groupby(["point", "programme"], sort=False)[str(outcome)]:
        point, programme = cast("tuple[int, str]", names)
        yield point, programme, rows.to_numpy(np.float64)


def _measure(name: str) -> Measure:
    """A measure by its name in small letters.

    Raises:
        RunError: If there is none.
    """
    try:
        return Measure[name.upper()]
    except KeyError:
        known = ", ".join(each.name.lower() for each in Measure)
        raise RunError(f"'{name}' is not measured; measures are {known}") from None


def _quotient(counts: Doubles, base: Doubles) -> Doubles:
    """Counts by what they are held against; missing where that is 0, since an infinite one would take means along."""
    found: Doubles = np.divide(counts, base, out=np.full(len(counts), np.nan), where=base != 0.0)
    return found


def _by_week(days: Longs, measure: Measure) -> NDArray[np.float64]:
    """Counts at the ends of weeks; of flows, sums over the week, and nothing in week 0."""
    if measure not in FLOWS:
        return days[::WORKDAYS_A_WEEK].astype(np.float64)
    weeks = (len(days) - 1) // WORKDAYS_A_WEEK
    sums: Any = days[1 : weeks * WORKDAYS_A_WEEK + 1].reshape(weeks, WORKDAYS_A_WEEK).sum(1)
    return np.concatenate([[0.0], sums])
