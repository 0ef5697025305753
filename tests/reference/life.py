"""A life by the description of the model alone; only the programme's levers and appointments are taken as given."""

from __future__ import annotations

import math
from typing import Any

from tests.reference.chance import Chance
from tests.reference.circulation import circulate
from tests.reference.people import (
    AMBASSADOR,
    EMPLOYEE,
    FOUND,
    HALF_YEAR,
    LAPSE,
    LEADER,
    NEVER,
    TRIAL,
    USER,
    Row,
    chance_to_visit,
    contribute,
    left_behind,
    next_stage,
    perceived,
)
from tests.reference.traits import successor


class Life:
    """One life, in dictionaries."""

    def __init__(self, start: dict[str, Any], rule: Any, key: tuple[int, int], provisioned: bool) -> None:
        """Begin where another life begins; see `tests.reference.seen.start_of`."""
        self.rule, self.chance, self.provisioned = rule, Chance(key), provisioned
        self.people: list[Row] = start["people"]
        self.sights: list[Row] = start["sights"]
        self.items: list[Row] = start["items"]
        self.spaces: list[Row] = start["spaces"]
        self.seats: list[list[int]] = start["seats"]
        self.interest: dict[tuple[int, int], float] = start["interest"]
        self.contacts: list[list[tuple[int, int]]] = start["contacts"]
        self.stock: list[float] = start["stock"]
        self.tide: Row = start["tide"]
        self.whole_stock: float = start["tide"]["stock"]
        self.recent_answered: float = start["tide"]["recent_answered"]
        self.recent_judged: float = start["tide"]["recent_judged"]
        self.room_for_spaces: int = start["room_for_spaces"]
        self.levers: list[Row] = []
        self.today: Row = {}

    def step(self, day: int, levers: list[Row], roles: list[int]) -> None:
        """Live a workday.

        Args:
            day: The workday.
            levers: Of the day, one a position.
            roles: Of the morning, after appointments.
        """
        self.levers = levers
        for it, role in zip(self.people, roles, strict=True):
            it["role"] = role
        lived = [self._lived(row, day) for row in range(len(self.people))]
        for row, changes in enumerate(lived):
            self.people[row].update(changes)
        for row, it in enumerate(self.people):
            leaving = 1.0 - math.exp(-self.rule.turnover / 260.0)
            if self.chance.number(it["person"], day, "leave") < leaving:
                seen = {name: it[name] for name in ("is_using", "is_writing", "was_using", "was_new")}
                new = successor(it, len(self.people), self.rule, self.chance, day, self.provisioned)
                self.people[row] = new | seen
        circulate(self, day)

    def _lived(self, row: int, day: int) -> Row:
        """What becomes of a person today."""
        it, sight, lever, rule, chance = self.people[row], self.sights[row], self.levers[row], self.rule, self.chance
        boss = self.people[it["manager"]] if it["manager"] >= 0 else None
        p = perceived(it, sight, boss, self.tide, lever, self.stock[it["unit"]], rule)
        stage, tries = next_stage(it, p, lever, rule, chance, day)
        changes: Row = {"stage": stage, **dict.fromkeys(("posts", "replies", "reactions", "items", "wish"), 0)}
        if tries:
            changes["trial_since"] = day
            if it["enabled_since"] == NEVER:
                changes["enabled_since"] = day
        visited = willing = tries
        if not tries and stage in (TRIAL, USER):
            luck, own = chance.number(it["person"], day, "visit"), chance_to_visit(it, p, sight, lever, rule)
            willing = luck < own
            visited = luck < own + (1.0 - own) * lever["oblige"]
        if willing:
            changes.update(contribute(it, p, lever, rule, chance, day))
        if visited:
            changes["items"] = min(127, int(min(p["offered"], rule.attention)))
            changes.update(self._dates(it, changes, day))
        changes["written"] = (0 if day % HALF_YEAR == 0 else it["written"]) + changes["posts"] + changes["replies"]
        changes.update(left_behind(it, p, sight, lever, rule, visited, bool(changes["wish"] & FOUND)))
        if it["role"] == AMBASSADOR and happens_with(rule.burn_out_rate * it["fatigue"], chance, it, day):
            changes["role"] = LEADER if it["tier"] else EMPLOYEE
        return changes

    def _dates(self, it: Row, did: Row, day: int) -> Row:
        """What a visit leaves in the calendar."""
        dates: Row = {"visited": day}
        if it["first_visit"] == NEVER:
            dates["first_visit"] = day
        elif day - it["visited"] >= LAPSE:
            dates["returned"] = day
        if did["posts"]:
            dates["posted"] = day
        if did["posts"] + did["replies"] + did["reactions"]:
            dates["interacted"] = day
        last = [it["wrote"], it["wrote_before"], it["wrote_earlier"]]
        last = ([day] * (did["posts"] + did["replies"]) + last)[:3]
        return dates | dict(zip(("wrote", "wrote_before", "wrote_earlier"), last, strict=True))


def happens_with(chance_of: float, chance: Chance, it: Row, day: int) -> bool:
    """Whether an ambassador gives up the role today."""
    return chance.number(it["person"], day, "burn_out") < chance_of
