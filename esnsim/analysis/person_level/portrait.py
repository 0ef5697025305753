"""A run looked at person by person: rungs in some weeks, who replied to whom, which communities are open.

Nothing of this is needed to compare programmes, so runs do not keep it; it is seen by simulating a run
once more, which is the same run to the bit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import cast

import numpy as np

from esnsim.analysis.person_level.branches import Branches, branches_of
from esnsim.calendar import HALF_YEAR, LAPSE, MONTH, WORKDAYS_A_WEEK
from esnsim.simulation.reply_pairs import count_exchanges
from esnsim.simulation.simulate import Prepared, Simulation
from esnsim.simulation.step_day import step_everybody
from esnsim.state import NEVER, Bytes, Ints, Longs, People, World

WEEKS_APART = 4
"""Weeks between two looks at everybody."""


class LadderPlace(IntEnum):
    """The place of a person on the ladder; everybody has exactly one, the highest that is true."""

    NO_ACCOUNT = 0
    """Has no account."""
    NEVER_CAME = 1
    """Has an account and has never visited."""
    LAPSED = 2
    """Has not visited for 56 days."""
    AWAY = 3
    """Has not visited for 28 days, but within 56."""
    READS = 4
    """Visited in the last 28 days and did no more."""
    REACTS = 5
    """Reacted in the last 28 days and wrote nothing."""
    WRITES = 6
    """Wrote one or two posts or replies in the last 28 days."""
    WRITES_REGULARLY = 7
    """Wrote more than two in the last 28 days."""


REACHED = {"reader": LadderPlace.READS, "interactive": LadderPlace.REACTS, "contributor": LadderPlace.WRITES}
"""The lowest place of those who stand on a rung of the ladder."""


@dataclass(frozen=True)
class Portrait:
    """One run, person by person; arrays of people are in order of position.

    Attributes:
        programme: Name of the programme.
        replicate: Which run of it.
        weeks: Weeks at whose ends everybody was looked at; the first is 0, the start, the last the end.
        places: A `LadderPlace` for each of these weeks and position; shape (weeks, n).
        stayed: 1 where the position is held at the end by whom it was held at the start; shape (n,).
        account: 1 where there is an account at the end; shape (n,).
        written: Posts and replies of the last half-year by each position's holders; shape (n,).
        between: Replies of the last half-year, from branch to branch; shape (branches, branches).
        members: Members of each community written in within the last 56 days, at the end.
        posts: Posts of each of them since it was founded.
        age: Weeks since each of them was founded.
    """

    programme: str
    replicate: int
    weeks: Longs
    places: Bytes
    stayed: Bytes
    account: Bytes
    written: Longs
    between: Longs
    members: Longs
    posts: Longs
    age: Longs


def portray(setting: Prepared, programme: str, replicate: int, branches: Branches | None = None) -> Portrait:
    """Simulate one run again and look at everybody every four weeks.

    Args:
        setting: What is asked.
        programme: Name of the programme.
        replicate: Which run, >= 0.
        branches: Parts of the organisation, if they are known already.

    Raises:
        ScenarioError: If there is no such programme.
    """
    simulation = Simulation(setting, programme, replicate)
    watch = _Watch(simulation, branches or branches_of(setting.organisation), setting.scenario.days)
    while simulation.day < setting.scenario.days:
        simulation.step(watch.step)
        if simulation.day % (WEEKS_APART * WORKDAYS_A_WEEK) == 0 or simulation.day == setting.scenario.days:
            watch.look()
    return watch.portrait()


class _Watch:
    """Somebody who looks on."""

    def __init__(self, simulation: Simulation, branches: Branches, days: int) -> None:
        self.simulation, self.days = simulation, days
        people = simulation.world.people
        self.first = people.person[simulation.world.row_of].copy()
        self.branch: Ints = np.empty(len(people), np.int32)
        self.branch[simulation.world.row_of] = branches.of
        self.between = np.zeros((len(branches.names),) * 2, np.int64)
        self.written = np.zeros(len(people), np.int64)
        self.weeks: list[int] = []
        self.places: list[Bytes] = []
        self.look()

    def step(self, world: World, day: int) -> None:
        """Step through the day as everybody does, and count what is written in the last half-year."""
        step_everybody(world, day)
        if day >= self.days - HALF_YEAR:
            self.written += world.people.posts.astype(np.int64) + world.people.replies
            count_exchanges(world, day, self.branch, self.between)

    def look(self) -> None:
        """Note the rung of everybody."""
        world = self.simulation.world
        self.weeks.append(self.simulation.day // WORKDAYS_A_WEEK)
        self.places.append(ladder_places(world, self.simulation.day - 1)[world.row_of])

    def portrait(self) -> Portrait:
        """What has been seen."""
        world, row_of = self.simulation.world, self.simulation.world.row_of
        people = cast(People, world.people[row_of])
        living = (world.communities.is_open == 1) & (self.simulation.day - world.communities["last"] <= LAPSE)
        communities = world.communities[living]
        return Portrait(
            self.simulation.name,
            self.simulation.replicate,
            np.array(self.weeks, np.int64),
            np.array(self.places, np.int8),
            (people.person == self.first).astype(np.int8),
            (people.enabled_since != NEVER).astype(np.int8),
            self.written[row_of],
            self.between,
            communities.members.astype(np.int64),
            communities.posts.astype(np.int64),
            ((self.simulation.day - communities.born) // WORKDAYS_A_WEEK).astype(np.int64),
        )


def ladder_places(world: World, day: int) -> Bytes:
    """The rung of everybody at the end of a day, by row."""
    people, month = world.people, day - MONTH
    conditions = (
        (people.enabled_since != NEVER, LadderPlace.NEVER_CAME),
        (people.visited != NEVER, LadderPlace.LAPSED),
        (people.visited > day - LAPSE, LadderPlace.AWAY),
        (people.visited > month, LadderPlace.READS),
        (people.interacted > month, LadderPlace.REACTS),
        (people.wrote > month, LadderPlace.WRITES),
        (people.wrote_earlier > month, LadderPlace.WRITES_REGULARLY),
    )
    found = np.full(len(people), LadderPlace.NO_ACCOUNT, np.int8)
    for true, place in conditions:
        found[true] = place
    return found
