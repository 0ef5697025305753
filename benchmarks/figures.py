"""What a benchmark finds: a figure, its goal, and whether it was met."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple


class Figure(NamedTuple):
    """One line of the table.

    Attributes:
        what: What was measured.
        value: The figure, None where it could not be measured.
        goal: What it should be.
        limit: Whether the goal is an upper or a lower limit.
        raw: The times behind it, in words.
    """

    what: str
    value: float | None
    goal: float | None
    limit: Literal["at most", "at least"]
    raw: str

    @property
    def verdict(self) -> str:
        """Whether the goal was met, in a word."""
        if self.value is None:
            return "not measured"
        if self.goal is None:
            return "-"
        met = self.value <= self.goal if self.limit == "at most" else self.value >= self.goal
        return "met" if met else "NOT MET"

    def row(self) -> str:
        """The line, as Markdown."""
        value = "-" if self.value is None else f"{self.value:,.2f}"
        goal = "-" if self.goal is None else f"{self.limit} {self.goal:g}"
        return f"| {self.what} | {value} | {goal} | {self.verdict} | {self.raw} |"


HEADING = "| what | figure | goal | verdict | measured |\n| --- | --- | --- | --- | --- |"


def seconds(work: Callable[[], object]) -> float:
    """How long something takes, once."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def race(works: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each work in each round, the works taking turns, so that a busy moment hits all of them.

    Args:
        works: What to do, by name; each is done once before, unmeasured.
        rounds: How often.
    """
    for work in works.values():
        work()
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(seconds(work))
    return times


def ratio(slow: Iterable[float], fast: Iterable[float]) -> float:
    """Median over rounds of the ratio within a round."""
    return statistics.median(a / b for a, b in zip(slow, fast, strict=True))
