"""One intervention of a programme, and how far it has come (7.9, *When* and *For whom*)."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from zlib import crc32

from tests.reference.codes import WEEK
from tests.reference.programme.words import Said, between, in_full, moment, workdays

if TYPE_CHECKING:
    from tests.reference.programme.morning import Morning

FADED = 6
"""Half-lives of a campaign's tail."""


class Part:
    """An intervention; days are None before it begins."""

    def __init__(self, said: Said, first: date) -> None:
        """Nothing has been done."""
        self.said, self.first = in_full(said), first
        self.kind: str = said["kind"]
        self.dose: float = self.said["dose"]
        self.start: Any = self.said["start"]
        self.begun: int | None = None
        self.effective = self.end = self.ordinal = 0
        self.reached: dict[int, int] = {}
        self.appointed: dict[int, int] = {}
        self.newly: list[int] = []
        self.filling = False
        self.elsewhere: set[int] = set()
        self.pulled: dict[tuple[int, str], float] = {}

    @property
    def earliest(self) -> int:
        """First day on which it may begin."""
        at = self.start.get("not_before", "week 1") if isinstance(self.start, dict) else self.start
        return moment(str(at), self.first)

    @property
    def place(self) -> tuple[str, bool, str, int]:
        """7.9, *In which order*; interventions that are alike in all of it are compared by no test."""
        return self.kind, self.said["name"] is None, self.said["name"] or "", self.earliest

    def begin(self, day: int, scenario_end: int, before: int) -> None:
        """It begins, after so many of its kind with a dose."""
        self.begun, self.effective = day, day + workdays(self.said["lead_time"])
        self.ordinal = 256 * (crc32(self.kind.encode()) % 2**24) + before
        duration = self.said["duration"]
        if duration is None:
            self.end = scenario_end
        elif isinstance(duration, dict):
            self.end = between(self.first, date.fromisoformat(str(duration["until"])) + timedelta(1))
        else:
            self.end = self.effective + workdays(duration)

    def acts(self, day: int) -> bool:
        """Whether it does anything at all in its life, and this is a morning within it."""
        return self.begun is not None and self.effective < self.end and day >= self.effective

    def week_begins(self, day: int) -> bool:
        """Whether a week of its own begins."""
        return (day - self.effective) % WEEK == 0

    @property
    def tail(self) -> int:
        """Workdays for which it is felt after its end."""
        return FADED * workdays(self.said["half_life"]) if self.kind == "campaign" else 0

    def members(self, morning: Morning) -> list[int]:
        """Rows of the audience."""
        return [row for row in morning.audience(self.said["audience"], self.ordinal) if self.concerns(row, morning)]

    def concerns(self, row: int, morning: Morning) -> bool:
        """What two kinds ask of their audience beside."""
        it = morning.people[row]
        if self.kind == "onboarding":
            return morning.day - it["joined"] < workdays(self.said["lasts"])
        if self.kind == "process_integration":
            team = it["manager"] if it["manager"] >= 0 else row
            return row not in self.elsewhere and morning.random_number(team, "work", self.ordinal) < self.said["moved"]
        return True

    def holders(self, morning: Morning) -> list[int]:
        """Rows of the reached."""
        return [row for row, it in enumerate(morning.people) if self.reached.get(row) == it["person"]]

    def reach(self, morning: Morning) -> None:
        """A week begins."""
        holders = set(self.holders(morning))
        waiting = [row for row in self.members(morning) if row not in holders]
        if self.said["capacity"] is not None:
            waiting.sort(key=lambda row: morning.number_of(row, "turn", self.ordinal))
            waiting = waiting[: self.said["capacity"]]
        self.newly = waiting
        self.reached |= {row: morning.people[row]["person"] for row in waiting}

    def add(self, rows: list[int], lever: str, amount: float) -> None:
        """Pull a lever."""
        for row in rows:
            self.pulled[row, lever] = self.pulled.get((row, lever), 0.0) + amount

    def fading(self, day: int) -> float:
        """What is left of a campaign."""
        return math.pow(2, -max(day - self.end, 0) / max(workdays(self.said["half_life"]), 1))
