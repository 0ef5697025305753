"""A life, one workday a step (section 3): people, successors, circulation (7.10)."""

from __future__ import annotations

import copy
import math
from typing import Any

from tests.reference import feed, spaces
from tests.reference.aftermath import LN2, leave_behind
from tests.reference.chance import Chance, happens
from tests.reference.codes import AMBASSADOR, MONTH, NEW_POST, TOP, USER, YEAR
from tests.reference.perception import convincing, perceive
from tests.reference.traits import succeed
from tests.reference.workday import go

Row = dict[str, Any]


class Life:
    """People, what they see, the feed, communities and the tide, as plain dictionaries."""

    def __init__(self, start: dict[str, Any], parameters: Any, key: tuple[int, int], provisioned: bool) -> None:
        """Begin where another life begins; see `tests.reference.seen.start_of`."""
        start = copy.deepcopy(start)
        self.people: list[Row] = start["people"]
        self.sights: list[Row] = start["sights"]
        self.items: list[Row] = start["items"]
        self.spaces: list[Row] = start["spaces"]
        self.seats: list[list[int]] = start["seats"]
        self.interest: dict[tuple[int, int], float] = start["interest"]
        self.contacts: list[list[tuple[int, int]]] = start["contacts"]
        self.stock: list[float] = start["stock"]
        self.tide: dict[str, float] = start["tide"]
        self.room_for_spaces: int = start["room_for_spaces"]
        self.parameters, self.chance, self.provisioned = parameters, Chance(key), provisioned
        self.levers: list[Row] = []
        self.running: list[int] = []
        self.day = self.answered_today = self.judged_today = 0

    def step(self, day: int, levers: list[Row], roles: list[int]) -> None:
        """Live one workday."""
        self.day, self.levers = day, levers
        for it, role in zip(self.people, roles, strict=True):
            it["role"] = role
        for row in range(len(self.people)):
            self.live(row)
        for it in self.people:
            self.perhaps_leave(it)
        self.circulate()

    def live(self, row: int) -> None:
        """Section 3, item 2: one person's day."""
        it, sight, lever = self.people[row], self.sights[row], self.levers[row]
        manager = self.people[it["manager"]] if it["manager"] >= 0 else None
        view = perceive(it, sight, lever, manager, self.stock[it["unit"]], self.tide, self.parameters)
        visit = go(it, self.day, view, sight, lever, self.tide, self.parameters, self.chance)
        leave_behind(it, self.day, view, sight, lever, int(visit), self.parameters, self.chance)

    def perhaps_leave(self, it: Row) -> None:
        """7.8: everybody leaves with a chance, after having lived the day."""
        if happens(self.parameters.turnover / YEAR, self.chance.luck(it["person"], self.day, "leave")):
            succeed(it, self.day, len(self.people), self.parameters, self.chance, self.provisioned)

    def judge(self, item: Row, answered: bool) -> None:
        """A post got its first answer or is given up on: counted for its community and the network."""
        self.answered_today += answered
        self.judged_today += 1
        if item["space"] >= 0:
            self.spaces[item["space"]]["answered"] += answered
            self.spaces[item["space"]]["judged"] += 1

    def circulate(self) -> None:
        """7.10 in the order of section 3, item 3."""
        self.answered_today = self.judged_today = 0
        for sight in self.sights:
            sight.update(answers=0, silences=0, heard=0)
        for space in self.spaces:
            space["stock"] *= 1 - LN2 / self.parameters.content_half_life
            space["today"] = 0
        feed.answer(self)
        feed.leave(self)
        feed.enter(self)
        spaces.take_seats(self)
        spaces.close(self)
        spaces.enliven(self)
        spaces.show_members(self)
        self.renew_sights()
        self.renew_tide()

    def renew_sights(self) -> None:
        """7.10, item 7."""
        for it, sight in zip(self.people, self.sights, strict=True):
            it["is_using"] = it["was_using"] = int(self.day - it["visited"] < MONTH)
            it["is_staying"] = int(it["is_using"] and it["stage"] == USER)
            it["is_writing"] = int(self.day - it["wrote"] < MONTH)
            it["was_new"] = int(self.day - it["posted"] < NEW_POST and sight["latest"] >= 0)
        for row, sight in enumerate(self.sights):
            near = [(self.people[other], weight) for other, weight in self.contacts[row]]
            sight["staying"] = sum(weight for it, weight in near if it["is_staying"])
            sight["using"] = sum(weight for it, weight in near if it["is_using"])
            sight["writing"] = sum(weight for it, weight in near if it["is_writing"])
            sight["champions"] = sum(weight for it, weight in near if it["role"] == AMBASSADOR)
            sight["fresh"] = sum(it["was_new"] for it, _ in near)

    def renew_tide(self) -> None:
        """7.10, item 8."""
        tide, headcount = self.tide, len(self.people)
        surfaced = min(1.0, self.parameters.far_reach / math.sqrt(headcount))
        top = [it for it in self.people if it["tier"] == TOP]
        tide["popularity"] = sum(it["is_using"] for it in self.people) / headcount
        tide["top_writing"] = sum(it["is_writing"] for it in top) / len(top) if top else 0.0
        staying = sum(it["is_staying"] for it in self.people) / headcount
        tide["hearsay"] = surfaced * convincing(tide["popularity"], staying, self.parameters)
        tide["far_items"] = surfaced * sum(it["posts"] + it["replies"] for it in self.people)
        tide["far_stock"] = surfaced * self.parameters.relevance * tide["stock"]
        tide["recent_answered"] = 0.95 * tide["recent_answered"] + self.answered_today
        tide["recent_judged"] = 0.95 * tide["recent_judged"] + self.judged_today
        tide["answered"] = tide["recent_answered"] / max(1.0, tide["recent_judged"])
