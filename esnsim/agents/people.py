"""Employees, leaders and ambassadors: windows onto rows of the world.

An agent stands for a position and shows whoever holds it; when a person leaves, the same agent shows the successor,
who has another `person` id. When the holder's role changes, the agent's class changes with it.

ODD element: entities, state variables and scales.
"""

from __future__ import annotations

from typing import cast

import mesa
import numpy as np
from mesa.agent import AgentSet

from esnsim.agents.columns import Column, SteppedModel
from esnsim.behaviour.person import Role, Stage, Tier


class Employee(mesa.Agent):
    """Whoever holds a position, without reports and without a role in the programme.

    Overriding `step` tries a new behaviour before it becomes a rule: call ``super().step()`` to let the person
    go through the day by the rules, and do without to let them stay away. Such agents need ``activation="agents"``.

    Attributes:
        row: Row of the position in the world.
    """

    __slots__ = ("row",)

    person = Column(int, fixed=True)
    joined = Column(int, fixed=True)
    trial_since = Column(int)
    enabled_since = Column(int)
    first_visit = Column(int)
    visited = Column(int)
    sought = Column(int)
    interacted = Column(int)
    wrote = Column(int)
    wrote_before = Column(int)
    wrote_earlier = Column(int)
    posted = Column(int)
    returned = Column(int)
    written = Column(int)
    tier = Column(Tier, fixed=True)
    manager_tier = Column(Tier, fixed=True)
    frontline = Column(bool, fixed=True)
    age_band = Column(int, fixed=True)
    role = Column(Role, fixed=True)
    stage = Column(Stage)
    posts = Column(int)
    replies = Column(int)
    reactions = Column(int)
    items = Column(int)
    wish = Column(int)
    curiosity = Column(float)
    activity = Column(float)
    propensity = Column(float)
    motive = Column(float)
    threshold = Column(float)
    habit_rate = Column(float)
    usefulness = Column(float)
    ease = Column(float)
    trust = Column(float)
    habit = Column(float)
    encouragement = Column(float)
    fatigue = Column(float)
    reactance = Column(float)
    crowding = Column(float)
    zeal = Column(float)
    disuse = Column(float)

    def __init__(self, model: mesa.Model, row: int) -> None:
        """A window onto this row; `EsnModel` makes one for each."""
        super().__init__(model)
        self.row = row

    def step(self) -> None:
        """Go through today by the rules.

        Raises:
            RuntimeError: If the model is not stepping, or the person has gone through today already.
        """
        self.esn.step_person(self.row)

    @property
    def esn(self) -> SteppedModel:
        """The model, by its own type."""
        return cast("SteppedModel", self.model)

    @property
    def label(self) -> str:
        """What the organisation's files call the position."""
        return self.esn.prepared.organisation.labels[self.row]

    @property
    def unit(self) -> str:
        """Name of the smallest unit."""
        organisation = self.esn.prepared.organisation
        return organisation.unit_names[int(organisation.unit[self.row])]

    @property
    def manager(self) -> Employee | None:
        """Who the person reports to, None at the top."""
        row = int(self.esn.world.people.manager[self.row])
        return self.esn.positions[row] if row >= 0 else None

    @property
    def reports(self) -> AgentSet:
        """Those who report to the person."""
        return self._set_of(np.flatnonzero(self.esn.world.people.manager == self.row))

    @property
    def contacts(self) -> AgentSet:
        """Those the person works with."""
        ties = self.esn.world.ties
        return self._set_of(ties.other[ties.start[self.row] : ties.start[self.row + 1]])

    def _set_of(self, rows: np.ndarray[tuple[int], np.dtype[np.integer]]) -> AgentSet:
        positions = self.esn.positions
        return AgentSet([positions[row] for row in rows.tolist()], random=self.model.random)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.label} in {self.unit}, person {self.person}, {self.stage.name.lower()}>"


class Leader(Employee):
    """Whoever holds a position with direct reports."""

    __slots__ = ()


class Ambassador(Employee):
    """A volunteer who helps colleagues to use the network."""

    __slots__ = ()


class CommunityManager(Employee):
    """Somebody whose job it is to look after communities."""

    __slots__ = ()
