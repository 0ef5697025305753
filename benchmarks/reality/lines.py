"""Who writes after whom along the reporting line: ``python -m benchmarks.reality.lines --data FOLDER``.

A company's handbook says who edited it in each week, and a chart of each month of 2022 who reports to whom. Each test
is a difference between people whose manager, or colleagues of one manager, wrote in the month before, and those whose
did not. It is held against what it is when lines mean nothing: histories of writing change places among people who
were there in the same months and do or do not lead, so that who writes, how much and who leaves stay as they are.

A handbook is no feed: nobody reacts, reading is unseen, and for some writing is part of the job.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.reality.records import data_folder, read_columns
from esnsim.state import Doubles

RECORD = "sourcegraph_handbook"
PERMUTATIONS = 2000
NOBODY = -1
LEAVING = 10
"""People who leave between two months, from which on it counts as a lay-off."""

Wrote = NDArray[np.bool_]


class Chart(NamedTuple):
    """Who was there in each month, and under whom.

    Attributes:
        months: Their names.
        there: Whether somebody is in the chart; shape (months, people).
        manager: Their manager as a place among people, `NOBODY` without one; shape (months, people).
        leads: Whether somebody ever leads; shape (people,).
    """

    months: list[str]
    there: Wrote
    manager: NDArray[np.int64]
    leads: Wrote


class LineTest(NamedTuple):
    """One test.

    Attributes:
        name: What it asks.
        found: The difference, in points of a share.
        low: Lower end of where 95 % of permuted lines lie.
        high: Upper end.
        chance: Share of permuted lines that differ from their mean by as much.
        cases: People and months on the smaller side.
    """

    name: str
    found: float
    low: float
    high: float
    chance: float
    cases: int


def read_chart(folder: Path) -> tuple[Chart, Wrote]:
    """Charts of all months, and who edited in each of them; shape (months, people).

    Raises:
        RecordError: If a file is not there or lacks a column.
    """
    rows = read_columns(folder / "org_by_month.csv", ("month", "person", "manager", "leads"))
    edits = read_columns(folder / "edits_by_week.csv", ("week", "person", "edits"))
    people = {name: nth for nth, name in enumerate(sorted(set(rows["person"])))}
    months = sorted(set(rows["month"]))
    shape = (len(months), len(people))
    there, manager = np.zeros(shape, bool), np.full(shape, NOBODY)
    leads, wrote = np.zeros(len(people), bool), np.zeros(shape, bool)
    for row in rows.itertuples(index=False):
        month, person = months.index(row.month), people[row.person]
        there[month, person] = True
        leads[person] |= bool(int(row.leads))
        if isinstance(row.manager, str) and row.manager in people:
            manager[month, person] = people[row.manager]
    # A week belongs to the month of its Thursday, as ISO weeks belong to years.
    of = (pd.to_datetime(edits["week"]) + pd.Timedelta(days=3)).dt.strftime("%Y-%m")
    for name, person in zip(of, edits["person"], strict=True):
        if name in months and person in people:
            wrote[months.index(name), people[person]] = True
    return Chart(months, there, manager, leads), wrote


def _strata(chart: Chart) -> list[NDArray[np.int64]]:
    """People who were there in the same months and all lead or all do not."""
    names = pd.Series(["".join(map(str, column.astype(int))) for column in (*chart.there.T,)]) + chart.leads.astype(str)
    return [np.flatnonzero(names == name) for name in names.unique()]


def _permuted(wrote: Wrote, strata: list[NDArray[np.int64]], rng: np.random.Generator) -> Wrote:
    """Histories of writing that changed places among people alike."""
    found = wrote.copy()
    for people in strata:
        found[:, people] = wrote[:, rng.permutation(people)]
    return found


def _manager_wrote(chart: Chart, wrote: Wrote) -> Doubles:
    """Whether the manager of each wrote in the month, not a number without one; shape (months, people)."""
    said = np.take_along_axis(wrote.astype(float), np.maximum(chart.manager, 0), axis=1)
    return np.where(chart.manager == NOBODY, np.nan, said)


def _colleagues_wrote(chart: Chart, wrote: Wrote) -> Doubles:
    """Share of the other people of one's manager who wrote in the month; shape (months, people)."""
    found = np.full(wrote.shape, np.nan)
    for month, managers in enumerate(chart.manager):
        count = np.bincount(managers + 1, chart.there[month], wrote.shape[1] + 1)
        writing = np.bincount(managers + 1, wrote[month] & chart.there[month], wrote.shape[1] + 1)
        others = count[managers + 1] - 1.0
        known = (managers != NOBODY) & (others > 0)
        found[month, known] = ((writing[managers + 1] - wrote[month]) / np.maximum(others, 1.0))[known]
    return found


def _apart(values: Wrote, sign: Doubles, among: Wrote) -> tuple[float, int]:
    """Share of those with a sign above one half less that of those without, and the smaller number of them."""
    known = among & np.isfinite(sign)
    with_sign, without = known & (sign >= 0.5), known & (sign < 0.5)
    if not with_sign.any() or not without.any():
        return np.nan, 0
    return float(values[with_sign].mean() - values[without].mean()), int(min(with_sign.sum(), without.sum()))


def _after(
    sign: Callable[[Chart, Wrote], Doubles], *, had_written: bool
) -> Callable[[Chart, Wrote], tuple[float, int]]:
    """Who writes in a month by a sign in the month before, among those who had written then or had not."""

    def test(chart: Chart, wrote: Wrote) -> tuple[float, int]:
        both = chart.there[:-1] & chart.there[1:]
        among = both & (wrote[:-1] if had_written else ~wrote[:-1])
        return _apart(wrote[1:], sign(chart, wrote)[:-1], among)

    return test


def _laid_off(chart: Chart, wrote: Wrote) -> tuple[float, int]:
    """How writing changed among those whose manager lost people in a lay-off, less among the others."""
    changes, touched = [], []
    for month in range(len(chart.months) - 1):
        gone = chart.there[month] & ~chart.there[month + 1]
        if gone.sum() < LEAVING:
            continue
        lost = np.bincount(chart.manager[month] + 1, gone, wrote.shape[1] + 1)
        stay = chart.there[month] & chart.there[month + 1] & (chart.manager[month] != NOBODY)
        changes.append(wrote[month + 1, stay].astype(float) - wrote[month, stay])
        touched.append(lost[chart.manager[month, stay] + 1] > 0)
    change, near = np.concatenate(changes), np.concatenate(touched)
    return float(change[near].mean() - change[~near].mean()), int(min(near.sum(), (~near).sum()))


def _of_teams(chart: Chart, wrote: Wrote) -> tuple[float, int]:
    """By how much two people of one manager are alike in how many months they wrote: a correlation within teams."""
    first = chart.manager[0]
    members = chart.there[0] & (first != NOBODY)
    share = wrote.sum(axis=0) / np.maximum(chart.there.sum(axis=0), 1)
    centred = share[members] - share[members].mean()
    team = first[members]
    count, total, squares = (np.bincount(team, each) for each in (np.ones(len(team)), centred, centred**2))
    pairs = (count * (count - 1.0)).sum()
    return float((total**2 - squares).sum() / pairs / centred.var()), int(members.sum())


TESTS: Mapping[str, Callable[[Chart, Wrote], tuple[float, int]]] = {
    "begin or return after their manager wrote": _after(_manager_wrote, had_written=False),
    "begin or return after half of their colleagues wrote": _after(_colleagues_wrote, had_written=False),
    "go on after their manager wrote": _after(_manager_wrote, had_written=True),
    "go on after half of their colleagues wrote": _after(_colleagues_wrote, had_written=True),
    "change after colleagues were laid off": _laid_off,
    "are alike within teams (correlation)": _of_teams,
}
"""Differences by what they ask; the last is a correlation."""


def line_tests(chart: Chart, wrote: Wrote, permutations: int = PERMUTATIONS, seed: int = 1) -> list[LineTest]:
    """All tests, each against lines that mean nothing."""
    rng, strata = np.random.default_rng(seed), _strata(chart)
    null = [{name: test(chart, other)[0] for name, test in TESTS.items()} for other in
            (_permuted(wrote, strata, rng) for _ in range(permutations))]  # fmt: skip
    found = []
    for name, test in TESTS.items():
        value, cases = test(chart, wrote)
        drawn = np.array([each[name] for each in null])
        low, high = np.nanquantile(drawn, (0.025, 0.975))
        centre = np.nanmean(drawn)
        far = np.abs(drawn - centre) >= abs(value - centre)
        chance = (1.0 + far.sum()) / (1.0 + len(drawn))
        found.append(LineTest(name, value, float(low), float(high), float(chance), cases))
    return found


def main() -> None:
    """Test and print."""
    reader = argparse.ArgumentParser(
        prog="python -m benchmarks.reality.lines", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    reader.add_argument("--data", type=Path, help="folder of the data sets")
    reader.add_argument("--permutations", type=int, default=PERMUTATIONS)
    asked = reader.parse_args()
    chart, wrote = read_chart(data_folder(asked.data) / RECORD)
    for month, there, some in zip(chart.months, chart.there, wrote, strict=True):
        print(f"{month}: {there.sum()} people, {100 * (some & there).sum() / there.sum():.0f} % wrote")
    print(f"people whose histories could change places: {sum(len(each) for each in _strata(chart) if len(each) > 1)}")
    for each in line_tests(chart, wrote, asked.permutations):
        print(
            f"{each.name}: {each.found:+.3f}; permuted lines {each.low:+.3f} to {each.high:+.3f}, "
            f"chance {each.chance:.4f} ({each.cases} cases)"
        )


if __name__ == "__main__":
    main()
