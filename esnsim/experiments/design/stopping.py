"""How often each point of an experiment is simulated: so many times, or until a mean is known well enough."""

from __future__ import annotations

import re
from dataclasses import dataclass

from esnsim.experiments.design.outcome import Outcome, check_share, read_outcome

MOST_REPLICATES = 10_000
AT_LEAST, AT_MOST = 20, 200
"""Who looks earlier stops where the spread happens to be small: of intervals of points that were looked at from 20
replicates on 80 % hold, from 5 on 73 to 78 %, and next to none where one run in ten is unlike all others."""
FEWEST = 5
"""Replicates that have an interval."""
PATTERN = re.compile(
    r"(?P<outcome>.+?)\s+narrower\s+than\s+(?P<width>\d+\.?\d*|\.\d+)\s*(?P<percent>%?)", re.IGNORECASE
)
HELP = "write an outcome and a width, such as 'contributor@week104 narrower than 0.02'"


@dataclass(frozen=True, slots=True)
class Fixed:
    """So many replicates of each point.

    Attributes:
        count: How many, 1 to 10,000.
    """

    count: int

    def __post_init__(self) -> None:
        """Refuse what cannot be counted.

        Raises:
            ValueError: If it is not 1 to 10,000.
        """
        _check(self.count, 1, "replicates")


@dataclass(frozen=True, slots=True)
class Until:
    """Replicates of each point until the interval of the mean of an outcome is narrow enough.

    Attributes:
        outcome: Whose mean.
        narrower_than: Width from the low end to the high end, in the outcome's own unit, above 0.
        at_least: Replicates before it is asked for the first time, 5 or more; fewer than 20 stop too soon.
        at_most: Replicates after which a point is left as it is.
    """

    outcome: Outcome
    narrower_than: float
    at_least: int = AT_LEAST
    at_most: int = AT_MOST

    def __post_init__(self) -> None:
        """Refuse a rule that never ends or never begins.

        Raises:
            ValueError: If the width is not above 0, or the numbers of replicates do not fit each other.
        """
        if not self.narrower_than > 0.0:
            raise ValueError(f"narrower_than is {self.narrower_than:g}; an interval has a width above 0")
        _check(self.at_least, FEWEST, "at_least")
        _check(self.at_most, FEWEST, "at_most")
        if self.at_least > self.at_most:
            raise ValueError(f"at_least is {self.at_least:,} but at_most only {self.at_most:,}")

    def __str__(self) -> str:
        """The text that `read_until` reads back to the same outcome and width."""
        return f"{self.outcome} narrower than {self.narrower_than!r}"


Replicates = Fixed | Until


def read_until(text: str, at_least: int | None = None, at_most: int | None = None) -> Until:
    """The rule written as ``contributor@week104 narrower than 0.02``, or ``2%``.

    Args:
        text: Outcome and width.
        at_least: Replicates before it is asked for the first time; None for 20, or fewer if ``at_most`` is.
        at_most: Replicates after which a point is left as it is; None for 200, or more if ``at_least`` is.

    Raises:
        ValueError: If it cannot be read or the numbers do not fit.
    """
    match = PATTERN.fullmatch(text.strip())
    if not match:
        raise ValueError(HELP)
    width = float(match["width"]) / (100.0 if match["percent"] else 1.0)
    return until(read_outcome(match["outcome"]), width, at_least, at_most)


def until(outcome: Outcome, narrower_than: float, at_least: int | None = None, at_most: int | None = None) -> Until:
    """The rule, with numbers left out made to fit those given.

    Raises:
        ValueError: If the numbers do not fit, or a share should be narrower than more than everybody.
    """
    check_share(outcome, narrower_than)
    most = max(AT_MOST, at_least or 0) if at_most is None else at_most
    least = min(AT_LEAST, most) if at_least is None else at_least
    return Until(outcome, narrower_than, least, most)


def _check(count: int, fewest: int, name: str) -> None:
    if not fewest <= count <= MOST_REPLICATES:
        raise ValueError(f"{name} is {count}; write a whole number from {fewest} to {MOST_REPLICATES:,}")
