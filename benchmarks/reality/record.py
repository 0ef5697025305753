"""What a record of real adoption holds, and what of it a forecaster may know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from esnsim import calendar
from esnsim.calendar import WORKDAYS_A_WEEK, WORKDAYS_A_YEAR
from esnsim.errors import EsnsimError

Levels: TypeAlias = NDArray[np.float64]
"""People who have adopted so far, at the end of each period."""
FEWEST_PERIODS = 8
"""Fewer leave too little to fit on."""


class RecordError(EsnsimError):
    """A record of real adoption is not there or cannot be read; says which and why."""


class Tie(NamedTuple):
    """Two people who know each other.

    Attributes:
        source: One of them.
        target: The other.
        weight: How often they name each other, >= 1.
    """

    source: str
    target: str
    weight: int


class Society(NamedTuple):
    """The people among whom something spreads, as far as they are known at the split.

    Attributes:
        people: Everybody's label; nobody where the people who could adopt are not known.
        units: The town or village of each of them; as long as ``people``.
        ties: Who knows whom; none where that is not known.
        mean_ties: Ties a person is taken to have where none are known, people.
    """

    people: Sequence[str]
    units: Sequence[str]
    ties: Sequence[Tie]
    mean_ties: float


class Period(NamedTuple):
    """A step of time of a record.

    Attributes:
        name: ``week``, ``month`` or ``year``.
        workdays: Workdays it has by the calendar.
    """

    name: str
    workdays: int


WEEK, MONTH, YEAR = Period("week", WORKDAYS_A_WEEK), Period("month", calendar.MONTH), Period("year", WORKDAYS_A_YEAR)


class History(NamedTuple):
    """What forecasters are given: the first half of a record and nothing from after it.

    Attributes:
        name: Name of the record; also the seed of a forecast.
        period: A step of time.
        adopted: People who have adopted at the end of each period so far; shape (known,).
        ahead: Periods to forecast, >= 1.
        society: The people.
    """

    name: str
    period: Period
    adopted: Levels
    ahead: int
    society: Society

    @property
    def seen(self) -> float:
        """People who have adopted at the split."""
        return float(self.adopted[-1])

    @property
    def population(self) -> int | None:
        """People who could adopt; None where nobody counted those who did not."""
        return len(self.society.people) or None

    @property
    def increments(self) -> Levels:
        """People who adopted in each period; nobody had before the first."""
        return np.diff(self.adopted, prepend=0.0)


class Record(NamedTuple):
    """Real adoption, dated.

    Attributes:
        name: Name of its folder.
        title: What it is called in a table.
        about: What was adopted by whom and when, in at most 60 letters.
        period: A step of time.
        adopted: People who have adopted at the end of each period, never falling; shape (periods,).
        society: The people, as known at the split.
    """

    name: str
    title: str
    about: str
    period: Period
    adopted: Levels
    society: Society

    @property
    def known(self) -> int:
        """Periods in the first half of the time, rounded down."""
        return len(self.adopted) // 2

    @property
    def size(self) -> int:
        """People by whom scores are divided: all who could adopt, or where unknown, all who had in the end."""
        return len(self.society.people) or int(self.adopted[-1])

    @property
    def history(self) -> History:
        """The first half."""
        ahead = len(self.adopted) - self.known
        return History(self.name, self.period, self.adopted[: self.known], ahead, self.society)

    @property
    def future(self) -> Levels:
        """The second half, which only the scores see."""
        return self.adopted[self.known :]


def checked(record: Record) -> Record:
    """The record, if there is something to forecast in it.

    Raises:
        RecordError: If it is too short, or nobody adopts in the first half.
    """
    if len(record.adopted) < FEWEST_PERIODS:
        raise RecordError(
            f"{record.name} has {len(record.adopted)} {record.period.name}s; "
            f"a first half to fit on needs {FEWEST_PERIODS} or more in all"
        )
    if record.history.seen <= 0:
        raise RecordError(f"{record.name}: nobody adopts in the first half, so there is nothing to fit to")
    return record
