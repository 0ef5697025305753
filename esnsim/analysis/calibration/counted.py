"""What was counted week by week, beside the measures of a run that count the same.

A row of seven days counts who did something in those days, a row of about a month, or an observation of a scenario, who
did within 28 days; both have measures of their own. What a run does not count is left out, and said.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from esnsim.calendar import DAYS_A_WEEK, LONGEST_WEEKS, MONTH_DAYS, WORKDAYS_A_WEEK
from esnsim.errors import Mistake, ScenarioError
from esnsim.scenario import Scenario
from esnsim.simulation.record import Measure
from esnsim.state import Doubles, Longs
from esnsim.usage.assessing.assessment import Assessment, assess
from esnsim.usage.assessing.rungs import standing_in
from esnsim.usage.assessing.weeks import UsageWeek
from esnsim.usage.record import COUNTED, Span

PEOPLE_OF_A_WEEK = {
    "accounts": Measure.ENABLED,
    "readers": Measure.WEEKLY_READER,
    "interactive": Measure.WEEKLY_INTERACTIVE,
    "contributors": Measure.WEEKLY_CONTRIBUTOR,
}
PEOPLE_OF_A_MONTH = {
    "accounts": Measure.ENABLED,
    "readers": Measure.READER,
    "interactive": Measure.INTERACTIVE,
    "contributors": Measure.CONTRIBUTOR,
}
ACTIONS = {
    "posts": (Measure.POSTS,),
    "replies": (Measure.REPLIES,),
    "messages": (Measure.POSTS, Measure.REPLIES),
    "reactions": (Measure.REACTIONS,),
}
MONTH_OF_DAYS = (26, 32)
"""Days of a row that stands for 28."""
RUNGS_OF_A_MONTH = {"enabled": "accounts", "reader": "readers", "contributor": "contributors"}
FEWEST_VALUES = 4
"""Numbers from which on anything can be narrowed."""


class Counted(NamedTuple):
    """One thing that was counted, over time.

    Attributes:
        name: What it is, in words.
        measures: What of a run counts the same, added up.
        is_flow: Whether it is summed over the days of a week, rather than counted at its end.
        weeks: At the end of which weeks of the scenario, from 1; shape (n,).
        values: People, or actions of a week, for each person of headcount; shape (n,).
    """

    name: str
    measures: tuple[Measure, ...]
    is_flow: bool
    weeks: Longs
    values: Doubles

    def of(self, record: Longs, people: int) -> Doubles:
        """The same of a run; shape (n,).

        Args:
            record: Counts of a run by day, that go on to the last week.
            people: Headcount.
        """
        counts = record[:, list(self.measures)].sum(axis=1)
        if self.is_flow:
            total = np.concatenate([[0], np.cumsum(counts[1:])])
            ends = total[self.weeks * WORKDAYS_A_WEEK] - total[(self.weeks - 1) * WORKDAYS_A_WEEK]
        else:
            ends = counts[self.weeks * WORKDAYS_A_WEEK]
        found: Doubles = ends / float(people)
        return found


class CountedWeeks(NamedTuple):
    """Everything that was counted and can be held against runs.

    Attributes:
        series: By what was counted.
        source: Where it is from.
        left_out: What is not used, each in a sentence without its full stop.
        months: Who did so within the 28 days that end with a week, where files know single people. Nothing is fitted to
            them, since they share days with each other and with the weeks.
    """

    series: tuple[Counted, ...]
    source: str
    left_out: tuple[str, ...] = ()
    months: tuple[Counted, ...] = ()

    @property
    def last_week(self) -> int:
        """The last week in which anything was counted."""
        return max(int(each.weeks.max()) for each in self.series)

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return sum(len(each.weeks) for each in self.series)

    def between(self, first: int, last: int) -> CountedWeeks:
        """Only what was counted in these weeks."""
        chosen = []
        for each in self.series:
            inside = (each.weeks >= first) & (each.weeks <= last)
            if inside.any():
                chosen.append(each._replace(weeks=each.weeks[inside], values=each.values[inside]))
        return self._replace(series=tuple(chosen))


def counted_in(file: Path, scenario: Scenario, people: int) -> CountedWeeks:
    """The weeks of a file: whatever `esnsim assess` reads, or the document that it wrote.

    Args:
        file: The file.
        scenario: Whose weeks they are: week 1 begins on its first day.
        people: Headcount.

    Raises:
        UsageFileError: If it cannot be read as usage.
        ScenarioError: If it holds too little for the scenario's weeks, or more people than there are.
    """
    read = None if file.suffix == ".json" else assess([file])
    weeks = _of_document(file) if read is None else list(read.weeks)
    numbers: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    left: defaultdict[str, list[str]] = defaultdict(list)
    start = scenario.start.toordinal()
    wrong = []
    for each in weeks:
        first = date.fromordinal(each.span.first).isoformat()
        after = each.span.last + 1 - start
        if not DAYS_A_WEEK <= after <= DAYS_A_WEEK * LONGEST_WEEKS:
            left["weeks before the scenario starts"].append(first)
        elif not each.is_whole:
            left["weeks of which files cover a part"].append(first)
        else:
            for name, value in _numbers_of(each, left):
                if value > people and name in (*PEOPLE_OF_A_WEEK, *map(_month, PEOPLE_OF_A_MONTH)):
                    said = (
                        f"{value:,} {name} in the week of {first} are more than the {people:,} people of the scenario"
                    )
                    wrong.append(Mistake(str(file), said))
                numbers[name].append((after // DAYS_A_WEEK, value / people))
    if wrong:
        raise ScenarioError(wrong)
    months = () if read is None else _series(_months(read, start, people))
    found = CountedWeeks(_series(numbers), file.name, tuple(_left_out(left)), months)
    return _enough(found, str(file), scenario)


def _months(read: Assessment, start: int, people: int) -> Mapping[str, Sequence[tuple[int, float]]]:
    """People of the 28 days that end with each week, as shares of headcount; of files that know single people.

    Args:
        read: What files say.
        start: Day on which week 1 begins.
        people: Headcount.
    """
    activity = read.activity
    numbers: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    if activity.messages is None and not activity.sums_are_short:
        return numbers
    whole = {each.span.first for each in read.weeks if each.is_whole}
    for first in sorted(whole):
        end = first + DAYS_A_WEEK
        month = Span(end - MONTH_DAYS, end - 1)
        if end - start < DAYS_A_WEEK or not whole.issuperset(range(month.first, end, DAYS_A_WEEK)):
            continue
        standing = standing_in(activity, month, former=True)
        there = {"readers": standing.reader, "contributors": standing.contributor}
        there |= {"interactive": standing.interactive} if standing.interactive_whole else {}
        for word, mask in there.items():
            if mask is not None:
                numbers[_month(word)].append(((end - start) // DAYS_A_WEEK, int(mask.sum()) / people))
    return numbers


def _of_document(file: Path) -> list[UsageWeek]:
    """The weeks of an assessment's document.

    Raises:
        ScenarioError: If it is none.
    """
    try:
        content: Any = json.loads(file.read_text(encoding="utf-8"))
        weeks = content["weeks"]
        return [_week_of(each) for each in weeks]
    except OSError as error:
        raise ScenarioError([Mistake(str(file), f"cannot be read: {error.strerror}")]) from None
    except (ValueError, KeyError, TypeError):
        said = "is no document of 'esnsim assess': it has no weeks with their first and last days"
        raise ScenarioError([Mistake(str(file), said)]) from None


def _week_of(said: Mapping[str, Any]) -> UsageWeek:
    span = Span(*(date.fromisoformat(said[end]).toordinal() for end in ("first", "last")))
    counts = {word: int(said[word]) for word in COUNTED if said.get(word) is not None}
    return UsageWeek(span, counts, int(said["days_covered"]))


def _month(word: str) -> str:
    return word if word == "accounts" else f"{word} within 28 days"


def _numbers_of(week: UsageWeek, left: defaultdict[str, list[str]]) -> Iterable[tuple[str, int]]:
    """What a row counts and a run does too, by name."""
    first = date.fromordinal(week.span.first).isoformat()
    of_month = MONTH_OF_DAYS[0] <= week.span.days <= MONTH_OF_DAYS[1]
    if week.span.days != DAYS_A_WEEK and not of_month:
        left["rows of neither a week nor a month"].append(first)
        return
    for word, count in week.counts.items():
        if word in PEOPLE_OF_A_WEEK:
            yield (_month(word) if of_month else word), count
        elif word in ACTIONS and not of_month and not (word == "messages" and "posts" in week.counts):
            yield word, count
        elif word not in ACTIONS:
            left[f"{word}, which a run does not count in the same way"].append(first)
        elif of_month:
            left[f"{word} of months"].append(first)


def _left_out(left: Mapping[str, Sequence[str]]) -> Iterable[str]:
    for what, firsts in left.items():
        days = sorted(set(firsts))
        yield f"{what}: {days[0]}" + (f" to {days[-1]} ({len(days)} rows)" if len(days) > 1 else "")


def _series(numbers: Mapping[str, Sequence[tuple[int, float]]]) -> tuple[Counted, ...]:
    """What was counted, one after the other, each in the order of its weeks."""
    known: dict[str, tuple[Measure, ...]] = {
        **{word: (measure,) for word, measure in PEOPLE_OF_A_WEEK.items()},
        **{_month(word): (measure,) for word, measure in PEOPLE_OF_A_MONTH.items()},
        **{rung.name.lower(): (rung,) for rung in (Measure.REGULAR, Measure.LAPSED)},
        **ACTIONS,
    }
    found = []
    for name, measures in known.items():
        if rows := sorted(dict(numbers.get(name, ())).items()):
            weeks, values = zip(*rows, strict=True)
            found.append(Counted(name, measures, name in ACTIONS, np.array(weeks, np.int64), np.array(values, float)))
    return tuple(found)


def counted_by(scenario: Scenario, programme: str) -> CountedWeeks:
    """What the scenario itself says was observed under a programme, the start left out: runs begin there.

    Raises:
        ScenarioError: If that is too little.
    """
    numbers: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for seen in scenario.observed:
        if (seen.programme or scenario.baseline) == programme and seen.week > 0:
            word = RUNGS_OF_A_MONTH.get(seen.measure, seen.measure)
            name = _month(word) if word in PEOPLE_OF_A_MONTH else word
            numbers[name].append((seen.week, seen.share))
    return _enough(CountedWeeks(_series(numbers), "observed"), "observed", scenario)


def _enough(found: CountedWeeks, place: str, scenario: Scenario) -> CountedWeeks:
    if sum(len(each.weeks) for each in found.series) < FEWEST_VALUES:
        said = (
            f"counts fewer than {FEWEST_VALUES} numbers after {scenario.start.isoformat()}, when the scenario starts; "
            "give the weeks that followed with --data, or an earlier start"
        )
        left = f" (left out: {'; '.join(found.left_out)})" if found.left_out else ""
        raise ScenarioError([Mistake(place, said + left)])
    return found
