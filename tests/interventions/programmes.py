"""Programmes carried out on an organisation in which nobody moves, so that only the programme is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Role
from esnsim.organisation.model import Organisation
from esnsim.scenario.model import Scenario
from esnsim.simulation.copy_world import copy_world
from esnsim.simulation.programme import Programme
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import replicate_key
from esnsim.simulation.starting.initial_state import launch
from esnsim.state import Longs, World
from tests.worlds import random_organisation, scenario_of

PEOPLE = 60
FIRM = random_organisation(PEOPLE, 7)
"""Sixty people in a handful of units, with a tree of managers."""
WEEK = 5

Look = Callable[[World, int], None]


class Stage:
    """A world that stands still while a programme is carried out on it.

    Attributes:
        world: Nobody in it moves; roles and levers are written by the programme, and by a test between two days.
        programme: What is being done.
        record: What conditions look at; all zero but for headcount.
        levers: Levers as they were on each day; one array of shape (n, levers) a day.
        roles: Roles likewise.
    """

    def __init__(self, interventions: list[dict[str, Any]], organisation: Organisation = FIRM, weeks: int = 20) -> None:
        """Nothing has been done."""
        self.scenario: Scenario = scenario_of({"done": interventions}, weeks=weeks)
        start = launch(organisation, Parameters(), 1, 1.0).world
        key = replicate_key(1, 0)
        self.world = copy_world(start, key)
        self.kinds = self.scenario.programme("done")
        self.programme = Programme(self.kinds, organisation, key, self.scenario.start, self.scenario.days)
        self.record: Longs = np.zeros((self.scenario.days + 1, len(Measure)), np.int64)
        self.record[:, Measure.HEADCOUNT] = organisation.people
        self.levers: list[np.ndarray] = []
        self.roles: list[np.ndarray] = []
        self.day = 0

    def go_on(self, days: int | None = None) -> Stage:
        """Carry the programme out for so many days, or to the end of the scenario."""
        for _ in range(self.scenario.days - self.day if days is None else days):
            self.programme.prepare(self.world, self.day, self.record)
            names = self.world.levers.dtype.names or ()
            self.levers.append(np.array([self.world.levers[name] for name in names]).T.copy())
            self.roles.append(self.world.people.role.copy())
            self.day += 1
        return self

    def lever(self, name: str) -> np.ndarray:
        """One lever on each day simulated; shape (days, n)."""
        return np.array(self.levers)[:, :, (self.world.levers.dtype.names or ()).index(name)]

    def serving(self, day: int = -1) -> np.ndarray:
        """Rows of ambassadors on a day."""
        return np.flatnonzero(self.roles[day] == Role.AMBASSADOR)

    @property
    def busy(self) -> np.ndarray:
        """Whether any lever was pulled or anybody appointed, for each day and row; shape (days, n)."""
        return np.array(self.levers).any(axis=2) | (np.array(self.roles) >= Role.AMBASSADOR)


def carried_out(*interventions: dict[str, Any], **said: Any) -> Stage:
    """A programme carried out to the end."""
    return Stage(list(interventions), **said).go_on()
