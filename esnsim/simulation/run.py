"""A run: one replicate of one programme, written down.

ODD element: observation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.behaviour.economics import (
    Spent,
    Use,
    cost,
    hours_reading,
    hours_replaced,
    hours_saved,
    hours_writing,
    value,
)
from esnsim.calendar import WORKDAYS_A_WEEK, date_of
from esnsim.scenario.model import Scenario
from esnsim.scenario.wanted import ACCOUNTS
from esnsim.simulation.programme import Event, Expense, expenses_by_week
from esnsim.simulation.record import Measure
from esnsim.state import Doubles, Longs, World

if TYPE_CHECKING:
    import pandas as pd


class Inequality(NamedTuple):
    """How unequally people wrote in one half-year.

    Attributes:
        day: Last workday of the half-year.
        gini: Gini coefficient of posts and replies over people with an account, 0 to 1; NaN when nobody wrote, and of
            fewer than ten people.
        top_share: Share of all posts and replies written by the most active 5 % of them, 0 to 1; NaN when nobody wrote.
    """

    day: int
    gini: float
    top_share: float


class Writers(NamedTuple):
    """Who writes at the end, position by position, so that those enlisted can be told from everybody else.

    Attributes:
        contributors: Who wrote in the last 28 days; shape (people,).
        enlisted: Who promised to write at any time, as ambassadors, leaders and community managers do, and is still
            there; shape (people,).
    """

    contributors: NDArray[np.bool_]
    enlisted: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Run:
    """One replicate of one programme.

    Attributes:
        programme: Name of the programme.
        replicate: Which one, counted from 0.
        record: Counts by `Measure`: row 0 at the start, row d + 1 at the end of workday d; shape (days + 1, measures).
        events: When interventions began and ended.
        expenses: What they took, week by week.
        inequality: How unequally people wrote, half-year by half-year.
        digest: SHA-256 of every person's last state: equal simulations have equal digests, whatever the driver.
        kernel_seconds: Time spent in compiled days.
        writers: Who writes at the end; None where that was not kept.
    """

    programme: str
    replicate: int
    record: Longs
    events: tuple[Event, ...]
    expenses: tuple[Expense, ...]
    inequality: tuple[Inequality, ...]
    digest: str
    kernel_seconds: float
    writers: Writers | None = None

    def __repr__(self) -> str:
        """A line; the record is a table of its own."""
        days = len(self.record) - 1
        return f"<Run {self.programme!r}, replicate {self.replicate}: {days} workdays, digest {self.digest[:8]}>"

    def daily(self, scenario: Scenario) -> pd.DataFrame:
        """Counts at the end of each workday, with dates; workday -1 is the start."""
        import pandas as pd  # noqa: PLC0415 - a worker process makes no tables, and starts in half the time

        days = np.arange(-1, len(self.record) - 1)
        return pd.DataFrame(
            {
                "programme": self.programme,
                "replicate": self.replicate,
                "day": days,
                "date": pd.to_datetime([date_of(int(day), scenario.start) for day in days]),
                **_by_measure(self.record),
            }
        )

    def weekly(self, scenario: Scenario) -> pd.DataFrame:
        """Shares and flows week by week; week 0 is the start, and a share is taken on the week's last workday."""
        import pandas as pd  # noqa: PLC0415

        columns = self.by_week(scenario)
        weeks = np.arange(len(columns["value"]))
        ends = weeks * WORKDAYS_A_WEEK - 1
        uneven = {each.day // WORKDAYS_A_WEEK + 1: each for each in self.inequality}
        return pd.DataFrame(
            {
                "programme": self.programme,
                "replicate": self.replicate,
                "week": weeks,
                "day": ends,
                "date": pd.to_datetime([date_of(int(day), scenario.start) for day in ends]),
                **columns,
                "gini": [getattr(uneven.get(week), "gini", np.nan) for week in range(len(weeks))],
                "top_share": [getattr(uneven.get(week), "top_share", np.nan) for week in range(len(weeks))],
            }
        )

    def by_week(self, scenario: Scenario) -> dict[str, NDArray[Any]]:
        """What is counted, spent and gained in each week, without a table around it.

        Args:
            scenario: What was asked, for its prices.

        Returns:
            By name, one value a week; week 0 is the start, where flows, hours and money are 0; shape (weeks + 1,).
        """
        weeks = (len(self.record) - 1) // WORKDAYS_A_WEEK
        days = self.record[1 : weeks * WORKDAYS_A_WEEK + 1].reshape(weeks, WORKDAYS_A_WEEK, -1)
        counts, flows = self.record[::WORKDAYS_A_WEEK][: weeks + 1].copy(), list(FLOWS)
        counts[0, flows], counts[1:, flows] = 0, days[:, :, flows].sum(1)
        columns: dict[str, NDArray[Any]] = _by_measure(counts)
        for name, column in zip(Spent._fields, expenses_by_week(self.expenses, weeks), strict=True):
            columns[name] = np.concatenate([[0.0], column])
        for measure, name in VISITS.items():
            columns[name] = np.concatenate([[0], days[:, :, measure].sum(1)])
        for name, column in economics_of(scenario, columns).items():
            columns[name] = np.where(np.arange(weeks + 1) > 0, column, 0.0)
        return columns


def _by_measure(counts: Longs) -> dict[str, Longs]:
    """Columns of a record by the names of what they count."""
    return {measure.name.lower(): counts[:, measure] for measure in Measure}


VISITS = {Measure.DAILY_READER: "visits", Measure.DAILY_WILLING_READER: "willing_visits"}
"""Names of the sums over a week of who visited on a day."""


def use_of(weekly: Mapping[str, Doubles] | pd.DataFrame) -> tuple[Use, Spent]:
    """Use of each week of a weekly table, and what the programme took in it."""
    columns = {
        "readers": "reader",
        "willing_readers": "willing_reader",
        "weekly_readers": "weekly_reader",
        "items": "items_read",
    }
    use, spent = (
        [np.asarray(weekly[columns.get(name, name)], np.float64) for name in fields]
        for fields in (Use._fields, Spent._fields)
    )
    return Use(*use), Spent(*spent)


def economics_of(scenario: Scenario, weekly: Mapping[str, Doubles] | pd.DataFrame) -> dict[str, Doubles]:
    """Hours, cost and value of each week of a weekly table, priced as the scenario says."""
    use, spent = use_of(weekly)
    parameters, surcharge = scenario.prices, scenario.manager_surcharge
    return {
        "hours_saved": hours_saved(parameters, use),
        "hours_replaced": hours_replaced(parameters, use, spent),
        "hours_reading": hours_reading(parameters, use),
        "hours_writing": hours_writing(parameters, use, spent),
        "cost": cost(parameters, spent, surcharge),
        "value": value(parameters, use, spent, surcharge),
    }


def accounts(run: Run, scenario: Scenario) -> dict[str, Doubles]:
    """What a run took and gave, added up from the start: hours, money, cost and value.

    Args:
        run: What was simulated.
        scenario: What was asked.

    Returns:
        By name, the sum up to each week; week 0 is the start, with nothing; shape (weeks + 1,).
    """
    columns = run.by_week(scenario)
    return {name: np.cumsum(columns[name]) for name in ACCOUNTS}


FLOWS = (
    Measure.POSTS,
    Measure.REPLIES,
    Measure.REACTIONS,
    Measure.REPLIES_PLACED,
    Measure.CROSS_UNIT_REPLIES,
    Measure.POSTS_ANSWERED,
    Measure.POSTS_SILENT,
    Measure.COMMUNITIES_FOUNDED,
    Measure.COMMUNITIES_CLOSED,
    Measure.COMMUNITY_POSTS,
    Measure.ITEMS_READ,
)
"""Measures that are counted over a day rather than at its end; weeks add them up."""


def state_digest(world: World) -> str:
    """SHA-256 of every person's state, in order of position, and of what can be seen.

    Rows may be numbered in any way: columns that hold rows are left out or put in order of position.
    """
    digest = hashlib.sha256()
    order = world.row_of
    for table, skipped in ((world.people, ("manager",)), (world.contact_counts, ("latest",))):
        for name in table.dtype.names or ():
            if name not in skipped:
                digest.update(np.ascontiguousarray(table[name][order]).tobytes())
    digest.update(np.ascontiguousarray(world.seats[order]).tobytes())
    digest.update(np.ascontiguousarray(world.interest[order]).tobytes())
    for name in world.communities.dtype.names or ():
        if name not in ("owner", "latest"):
            digest.update(np.ascontiguousarray(world.communities[name]).tobytes())
    digest.update(world.unit_stock.tobytes())
    digest.update(world.aggregates.tobytes())
    digest.update(world.counters.tobytes())
    return digest.hexdigest()
