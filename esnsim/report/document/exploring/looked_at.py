"""What a page keeps of a sweep: every point with its scenario, its outcomes and its curves, as plain values.

Runs are told by point, since a page of ten thousand of them would be one that no browser opens; curves are thinned to
fewer weeks where even so there would be too many numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from esnsim.experiments.design.outcome import read_outcome
from esnsim.experiments.estimates.interval import Interval
from esnsim.experiments.estimates.means import interval_of_mean
from esnsim.experiments.results.sweep_result import grouped
from esnsim.report.figures.paths import curves_of
from esnsim.report.text.outcomes import Shown, shown_outcome
from esnsim.report.text.sweep_data import INTERVAL, Side, SweepData
from esnsim.report.text.sweep_effects import factor_effects
from esnsim.report.text.wording import Varied
from esnsim.state.ladder import LADDER

Place: TypeAlias = tuple[str | int, ...]
"""Where something stands in plain values: names and numbers, from outside to inside."""
Ends: TypeAlias = dict[tuple[str, int], Interval]
"""Mean and interval by programme and point."""
TAKEN = ("hours", "money", "value")
"""What programmes take of staff and money, and what use is worth."""
MOST_NUMBERS = 600_000
"""Numbers of curves that a page has at most, which are some three megabytes of it."""
LOOKS = 53
"""Weeks of a curve from which on it is thinned: more cannot be told apart."""
PERCENT = 100.0
DIGITS = 4
"""Digits of a number: more than can be read off a screen."""
ENDS = ("mean", "low", "high")
LINES = ("median", "low", "high")


def points_looked_at(of: SweepData) -> dict[str, Any]:
    """What a browser needs to show a sweep point by point.

    Args:
        of: The sweep.

    Returns:
        Plain values: ``factors`` (what may be an axis), ``outcomes`` (what may be another), ``programmes``,
        ``scenario`` (that of the first point) and ``changes`` (what another point has instead), ``values`` (by outcome
        and programme, a row each of `ENDS`, a number a point) and ``curves`` (the same by programme and of `LINES`, a
        list of weeks a point). What is not known is None.
    """
    numbers = [int(each) for each in of.sweep.points["point"]]
    names = list(of.looks)
    outcomes = _outcomes(of)
    base, changes = _scenarios(of, numbers)
    return {
        "points": numbers,
        "factors": [
            {
                "title": f"{each.label} ({each.unit})" if each.unit else each.label,
                "numeric": each.numeric,
                "log": each.log,
                "places": [_told(each.places[point], PERCENT if each.unit == "%" else 1.0) for point in numbers],
                "names": [each.name_of(each.places[point]) for point in numbers],
            }
            for each in _factors(of)
        ],
        "outcomes": [{"name": _subject(shown), "unit": shown.unit.strip()} for shown, _ in outcomes],
        "programmes": [{"name": name, **of.looks[name]._asdict()} for name in names],
        "baseline": of.baseline,
        "runs": _runs(of, numbers, names),
        "values": _values(outcomes, numbers, names),
        "curves": _curves(of, numbers, names),
        "scenario": base,
        "changes": changes,
    }


def _factors(of: SweepData) -> list[Varied]:
    """What differs between points, what explains most first."""
    return [each.factor for each in factor_effects(of.sides[0], of)] if of.sides else list(of.factors)


def _outcomes(of: SweepData) -> list[tuple[Shown, Ends]]:
    """What points can be looked at for: what the sweep is judged by, its difference, the ladder, and what is taken."""
    found = {_subject(side.shown): (side.shown, _ends_of(side)) for side in of.sides}
    lengths = {each.weeks for each in of.sweep.asking.values()}
    week = lengths.pop() if len(lengths) == 1 else None
    more = [read_outcome(f"{measure}@end") for measure in (*LADDER, *TAKEN)]
    table = of.sweep.values(more)
    for outcome in more:
        shown = shown_outcome(outcome, of.baseline, week)
        means = {
            (programme, point): interval_of_mean(numbers, INTERVAL).within(*outcome.bounds)
            for point, programme, numbers in grouped(table, outcome)
        }
        found.setdefault(_subject(shown), (shown, means))
    return list(found.values())


def _subject(shown: Shown) -> str:
    """What an outcome is called in a list."""
    return f"{shown.subject}, difference from '{shown.against}'" if shown.against else shown.subject


def _ends_of(side: Side) -> Ends:
    """Mean and interval by programme and point."""
    rows = side.means[["programme", "point", *ENDS]].itertuples(index=False)
    return {(programme, int(point)): Interval(mean, low, high) for programme, point, mean, low, high in rows}


def _runs(of: SweepData, points: Sequence[int], names: Sequence[str]) -> list[list[int]]:
    """How many runs there are, by programme and point."""
    counts = of.sides[0].means.set_index(["programme", "point"])["n"].to_dict() if of.sides else {}
    return [[int(counts.get((name, point), 0)) for point in points] for name in names]


def _values(
    outcomes: Sequence[tuple[Shown, Ends]], points: Sequence[int], names: Sequence[str]
) -> list[list[list[list[float | None]]]]:
    """Mean and interval by outcome and programme."""
    return [
        [
            [[_told(getattr(ends.get((name, point)), end, None), shown.factor) for point in points] for end in ENDS]
            for name in names
        ]
        for shown, ends in outcomes
    ]


def _curves(of: SweepData, points: Sequence[int], names: Sequence[str]) -> dict[str, Any]:
    """The outcome's measure week by week, by programme, line and point; thinned where numbers would be too many."""
    table = curves_of(of)
    plain = shown_outcome(of.outcome, of.baseline, None)
    weeks = int(table["week"].max()) if len(table) else 0
    every = _every(weeks, len(points) * len(names))
    kept = [week for week in range(weeks + 1) if (weeks - week) % every == 0]
    own = {key: rows.set_index("week") for key, rows in table[table["week"].isin(kept)].groupby(["programme", "point"])}
    lines = [
        [[_line(own.get((name, point)), line, kept, plain.factor) for point in points] for line in LINES]
        for name in names
    ]
    what = plain.subject.rsplit(" at ", 1)[0].rsplit(" in ", 1)[0]
    return {"name": what, "unit": plain.unit.strip(), "weeks": kept, "every": every, "lines": lines}


def _every(weeks: int, curves: int) -> int:
    """Every how many weeks a curve is looked at."""
    most = max(2, min(LOOKS, MOST_NUMBERS // max(1, curves * len(LINES))))
    return max(1, math.ceil(weeks / (most - 1)))


def _line(rows: pd.DataFrame | None, line: str, weeks: Sequence[int], factor: float) -> list[float | None]:
    """One line of a curve; nothing where there are no runs."""
    if rows is None:
        return []
    found = rows[line].reindex(list(weeks)).to_numpy(np.float64)
    return [_told(value, factor) for value in found]


def _told(value: float | None, factor: float) -> float | None:
    """A number as it is drawn, in few digits; None where it is not known."""
    if value is None or not math.isfinite(value):
        return None
    return float(f"{factor * value:.{DIGITS}g}") + 0.0


def _scenarios(of: SweepData, points: Sequence[int]) -> tuple[dict[str, Any], list[list[list[Any]]]]:
    """The scenario of the first point, and for each point what it has instead: place and value."""
    asked = {each.number: each.question for each in of.sweep.requests.points(of.sweep.entry.number)}
    base = of.sweep.requests.content(asked[points[0]])
    return base, [
        [[list(place), value] for place, value in places_that_differ(base, of.sweep.requests.content(asked[point]))]
        for point in points
    ]


def places_that_differ(base: Any, other: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:  # noqa: ANN401 - plain values
    """Where plain values differ, and what the second has there.

    Args:
        base: Plain values.
        other: Others; what lies at the same place is compared as far down as both have the same shape.
        place: Where both lie.
    """
    if isinstance(base, Mapping) and isinstance(other, Mapping) and base.keys() == other.keys():
        for key in base:
            yield from places_that_differ(base[key], other[key], (*place, key))
    elif isinstance(base, list) and isinstance(other, list) and len(base) == len(other):
        for nth, (one, two) in enumerate(zip(base, other, strict=True)):
            yield from places_that_differ(one, two, (*place, nth))
    elif base != other:
        yield place, other
