"""What interventions look at in a morning: everything as it was on the eve (7.9, *For whom*)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import yaml

from tests.reference.codes import ABSENCE, MONTH, NEVER
from tests.reference.programme.words import rounded

if TYPE_CHECKING:
    from tests.reference.run import Simulation

Row = dict[str, Any]
ROLES = ("employee", "leader", "ambassador", "community_manager")
AGES = ("18-24", "25-34", "35-44", "45-54", "55+")


def words_of_use(it: Row, eve: int) -> dict[str, bool]:
    """Section 4, measures: on the evening of a workday."""
    return {
        "enabled": it["enabled_since"] != NEVER,
        "reader": eve - it["visited"] < MONTH,
        "interactive": eve - it["interacted"] < MONTH,
        "contributor": eve - it["wrote"] < MONTH,
        "regular": eve - it["wrote_earlier"] < MONTH,
        "lapsed": it["visited"] != NEVER and eve - it["visited"] >= ABSENCE,
        "returned": eve - it["returned"] < MONTH,
    }


class Morning:
    """People between two days, and their random numbers."""

    def __init__(self, simulation: Simulation, level: list[int], day: int) -> None:
        """The eve of a day."""
        self.simulation, self.people, self.level, self.day = simulation, simulation.people, level, day
        self.parameters = simulation.parameters
        self.use = [words_of_use(it, day - 1) for it in self.people]
        self.role_on_the_eve = [ROLES[it["role"]] for it in self.people]
        self.reports = Counter(it["manager"] for it in self.people)

    def random_number(self, person: int, decision: str, ordinal: int) -> float:
        """The number of a person, on day 0."""
        return self.simulation.chance.random_number(person, 0, decision, ordinal)

    def number_of(self, row: int, decision: str, ordinal: int) -> float:
        """The number of whoever holds a position."""
        return self.random_number(self.people[row]["person"], decision, ordinal)

    def audience(self, said: Any, ordinal: int) -> list[int]:
        """Rows that belong to an audience."""
        said = {} if said == "everybody" else yaml.safe_load(said) if isinstance(said, str) else dict(said)
        share, left_out = said.pop("share", 1.0), said.pop("not", [])
        left_out = [left_out] if isinstance(left_out, dict) else left_out
        return [
            row
            for row in range(len(self.people))
            if self.all_true(row, said)
            and not any(self.all_true(row, each) for each in left_out)
            and self.number_of(row, "audience", ordinal) < share
        ]

    def all_true(self, row: int, said: Row) -> bool:
        """Whether everything said is true of a row."""
        return all(self.true(row, word, value) for word, value in said.items())

    def true(self, row: int, word: str, value: Any) -> bool:
        """One entry of an audience."""
        it, values = self.people[row], value if isinstance(value, list) else [value]
        if word in self.use[row]:
            return self.use[row][word] == value
        known = {
            "level": self.level[row] in values,
            "level_at_most": self.level[row] <= value if word == "level_at_most" else False,
            "level_at_least": self.level[row] >= value if word == "level_at_least" else False,
            "manager": (self.reports[row] > 0) == value,
            "frontline": bool(it["frontline"]) == value,
            "age_band": AGES[it["age_band"]] in values,
            "role": self.role_on_the_eve[row] in values,
            "unit": f"unit {it['unit']}" in values,
            "top_share": word == "top_share" and row in self.highest(value),
        }
        return known[word]

    def highest(self, share: float) -> list[int]:
        """Positions placed highest."""
        order = sorted(range(len(self.people)), key=lambda row: (self.level[row], -self.reports[row], row))
        return order[: max(1, rounded(share * len(order)))]

    def contacts_serving(self, serving: list[int]) -> set[int]:
        """Rows with a contact who serves."""
        contacts = self.simulation.contacts
        return {row for row in range(len(self.people)) if any(other in serving for other, _ in contacts[row])}
