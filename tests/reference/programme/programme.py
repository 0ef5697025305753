"""A programme from morning to morning (7.9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from struct import pack, unpack
from typing import TYPE_CHECKING

from tests.reference.programme.conditions import Evenings, holds
from tests.reference.programme.morning import Morning, words_of_use
from tests.reference.programme.part import Part
from tests.reference.programme.pulls import pull
from tests.reference.programme.roles import ROLE_OF, appoint, dismiss
from tests.reference.programme.words import Said

if TYPE_CHECKING:
    from tests.reference.run import Simulation

LEVERS = (
    "hear",
    "prompt",
    "encourage",
    "duty_posts",
    "duty_replies",
    "teach_usefulness",
    "teach_ease",
    "teach_trust",
    "drop_in",
    "pressure",
    "reward",
    "tend",
    "content",
    "introduce",
    "sift",
    "show",
)
HELD = ("drop_in", "pressure", "tend", "sift")
"""Levers held to 1."""


class Programme:
    """What is done, as a scenario file says it."""

    def __init__(self, said: Sequence[Said], first: date, days: int, level: list[int]) -> None:
        """Nothing has begun.

        Args:
            said: The interventions.
            first: Date of workday 0.
            days: Workdays of the scenario.
            level: Level of each position, 0 at the top.
        """
        self.parts = sorted((Part(each, first) for each in said), key=lambda part: part.place)
        places = [part.place for part in self.parts]
        assert len(places) == len(set(places)), "give names to interventions that are alike"
        self.days, self.level = days, level
        self.past: Evenings = []
        self.begun: Counter[str] = Counter()

    def act(self, simulation: Simulation, day: int) -> list[dict[str, float]]:
        """Let whoever is due act; the levers of the day."""
        self._remember(simulation, day)
        self._begin(day)
        morning = Morning(simulation, self.level, day)
        for part in self.parts:
            if part.acts(day):
                self._act_one(part, morning)
        return [{lever: self._sum(row, lever) for lever in LEVERS} for row in range(len(simulation.people))]

    def _remember(self, simulation: Simulation, day: int) -> None:
        """Note the shares of yesterday evening."""
        if day:
            use = [words_of_use(it, day - 1) for it in simulation.people]
            self.past.append({word: sum(each[word] for each in use) / len(use) for word in use[0]})

    def _begin(self, day: int) -> None:
        """Notice who begins."""
        for part in self.parts:
            if part.begun is None and day >= part.earliest and holds(part.start, self.past):
                part.begin(day, self.days, self.begun[part.kind])
                self.begun[part.kind] += part.dose > 0

    def _act_one(self, part: Part, morning: Morning) -> None:
        """A morning of one intervention."""
        day = morning.day
        others = (each for each in self.parts if each.kind == part.kind and each is not part and day < each.end)
        part.elsewhere = {row for each in others for row in each.holders(morning)}
        if day < part.end and part.week_begins(day):
            if part.kind not in ("ambassadors", "champion_team"):
                part.reach(morning)
            if part.kind in ROLE_OF:
                appoint(part, morning)
        elif day == part.end and part.kind in ROLE_OF:
            dismiss(part, morning)
        if part.week_begins(day) or day >= part.end:
            self._pull_anew(part, morning)

    def _pull_anew(self, part: Part, morning: Morning) -> None:
        """At the beginning of a week, at the end, and when the tail is over."""
        day, over = morning.day, part.end + part.tail
        if day >= over:
            part.pulled = {}
        elif part.week_begins(day) or day == part.end:
            part.pulled = {}
            pull(part, morning)

    def _sum(self, row: int, lever: str) -> float:
        """What all pull together, kept in single precision."""
        total = sum(part.pulled.get((row, lever), 0.0) for part in self.parts)
        single: float = unpack("f", pack("f", min(total, 1.0) if lever in HELD else total))[0]
        return single
