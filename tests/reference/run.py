"""A run, one workday a step (section 3): people, successors, circulation (7.10)."""

from __future__ import annotations

import copy
import math
from typing import Any

from tests.reference import communities, feed
from tests.reference.aftermath import LN2, leave_behind
from tests.reference.chance import Chance, happens
from tests.reference.codes import AMBASSADOR, MONTH, NEW_POST, TOP, USER, YEAR
from tests.reference.perception import convincing, perceive
from tests.reference.programme.programme import Programme
from tests.reference.traits import succeed
from tests.reference.workday import go

Row = dict[str, Any]


class Simulation:
    """People, what they see, the feed, communities and the tide, as plain dictionaries."""

    def __init__(
        self, start: dict[str, Any], parameters: Any, key: tuple[int, int], provisioned: bool, programme: Programme
    ) -> None:
        """Begin where another run begins; see `tests.reference.seen.start_of`."""
        start = copy.deepcopy(start)
        self.people: list[Row] = start["people"]
        self.contact_counts: list[Row] = start["contact_counts"]
        self.items: list[Row] = start["items"]
        self.communities: list[Row] = start["communities"]
        self.seats: list[list[int]] = start["seats"]
        self.interest: dict[tuple[int, int], float] = start["interest"]
        self.contacts: list[list[tuple[int, int]]] = start["contacts"]
        self.stock: list[float] = start["stock"]
        self.aggregates: dict[str, float] = start["aggregates"]
        self.room_for_communities: int = start["room_for_communities"]
        self.parameters, self.chance, self.provisioned = parameters, Chance(key), provisioned
        self.programme, self.levers = programme, list[Row]()
        self.running: list[int] = []
        self.day = self.answered_today = self.judged_today = 0

    def begin(self, day: int) -> None:
        """Section 3, item 1: the programme, before a workday."""
        self.day = day
        self.levers = self.programme.act(self, day)

    def step(self) -> None:
        """Simulate the workday that has begun."""
        for row in range(len(self.people)):
            self.simulate(row)
        for it in self.people:
            self.perhaps_leave(it)
        self.circulate()

    def simulate(self, row: int) -> None:
        """Section 3, item 2: one person's day."""
        it, contacts, lever = self.people[row], self.contact_counts[row], self.levers[row]
        manager = self.people[it["manager"]] if it["manager"] >= 0 else None
        view = perceive(it, contacts, lever, manager, self.stock[it["unit"]], self.aggregates, self.parameters)
        visit, own = go(it, self.day, view, contacts, lever, self.aggregates, self.parameters, self.chance)
        leave_behind(it, self.day, view, contacts, lever, int(visit), int(own), self.parameters, self.chance)

    def perhaps_leave(self, it: Row) -> None:
        """7.8: everybody leaves with a chance, after the day's step."""
        if happens(self.parameters.turnover / YEAR, self.chance.random_number(it["person"], self.day, "leave")):
            succeed(it, self.day, len(self.people), self.parameters, self.chance, self.provisioned)

    def judge(self, item: Row, answered: bool) -> None:
        """A post got its first answer or is given up on: counted for its community and the network."""
        self.answered_today += answered
        self.judged_today += 1
        if item["community"] >= 0:
            self.communities[item["community"]]["answered"] += answered
            self.communities[item["community"]]["judged"] += 1

    def circulate(self) -> None:
        """7.10 in the order of section 3, item 3."""
        self.answered_today = self.judged_today = 0
        for contacts in self.contact_counts:
            contacts.update(answers=0, silences=0, heard=0)
        for community in self.communities:
            community["stock"] *= 1 - LN2 / self.parameters.content_half_life
            community["today"] = 0
        feed.answer(self)
        feed.leave(self)
        feed.enter(self)
        communities.take_seats(self)
        communities.close(self)
        communities.enliven(self)
        communities.show_members(self)
        self.renew_contact_counts()
        self.renew_aggregates()

    def renew_contact_counts(self) -> None:
        """7.10, item 7."""
        for it, contacts in zip(self.people, self.contact_counts, strict=True):
            it["is_using"] = it["was_using"] = int(self.day - it["visited"] < MONTH)
            it["is_staying"] = int(it["is_using"] and it["stage"] == USER)
            it["is_writing"] = int(self.day - it["wrote"] < MONTH)
            it["was_new"] = int(self.day - it["posted"] < NEW_POST and contacts["latest"] >= 0)
        for row, contacts in enumerate(self.contact_counts):
            near = [(self.people[other], weight) for other, weight in self.contacts[row]]
            contacts["staying"] = sum(weight for it, weight in near if it["is_staying"])
            contacts["using"] = sum(weight for it, weight in near if it["is_using"])
            contacts["writing"] = sum(weight for it, weight in near if it["is_writing"])
            contacts["ambassadors"] = sum(weight for it, weight in near if it["role"] == AMBASSADOR)
            contacts["fresh"] = sum(it["was_new"] for it, _ in near)

    def renew_aggregates(self) -> None:
        """7.10, item 8."""
        aggregates, headcount = self.aggregates, len(self.people)
        surfaced = min(1.0, self.parameters.far_reach / math.sqrt(headcount))
        heard_above = sum(it["is_writing"] for it in self.people if it["tier"] == TOP)
        aggregates["popularity"] = sum(it["is_using"] for it in self.people) / headcount
        aggregates["top_writing"] = min(1.0, heard_above * self.parameters.leader_reach / headcount)
        staying = sum(it["is_staying"] for it in self.people) / headcount
        aggregates["hearsay"] = surfaced * convincing(aggregates["popularity"], staying, self.parameters)
        aggregates["far_items"] = surfaced * sum(it["posts"] + it["replies"] for it in self.people)
        aggregates["far_stock"] = surfaced * self.parameters.relevance * aggregates["stock"]
        memory = self.parameters.response_memory
        aggregates["recent_answered"] = memory * aggregates["recent_answered"] + self.answered_today
        aggregates["recent_judged"] = memory * aggregates["recent_judged"] + self.judged_today
        aggregates["answered"] = aggregates["recent_answered"] / max(1.0, aggregates["recent_judged"])
