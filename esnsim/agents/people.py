"""Employees, leaders and ambassadors: windows onto rows of the world.

An agent stands for a position and shows whoever holds it; when a person leaves, the same agent shows the successor,
who has another `person` id. When the holder's role changes, the agent's class changes with it.

ODD element: entities, state variables and scales.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import mesa
import numpy as np
from mesa.agent import AgentSet

from esnsim.agents.columns import Column
from esnsim.behaviour.person import Role, Stage, Tier

if TYPE_CHECKING:
    from esnsim.agents.model import EsnModel


class Employee(mesa.Agent):
    """Whoever holds a position, without reports and without a role in the programme.

    Overriding `step` tries a new behaviour before it becomes a rule: call ``super().step()`` to let the person live
    the day by the rules, and do without to let them stay away. Such agents need ``activation="agents"``.

    Attributes:
        row: Row of the position in the world.
    """

    __slots__ = ("row",)

    person = Column(int, "Id of the holder; never reused.", fixed=True)
    joined = Column(int, "Workday of joining.", fixed=True)
    trial_since = Column(int, "Workday on which the trial began.")
    enabled_since = Column(int, "Workday on which the account was made, `NEVER` without one.")
    first_visit = Column(int, "Workday of the first visit ever.")
    visited = Column(int, "Workday of the last visit.")
    interacted = Column(int, "Workday of the last reaction, reply or post.")
    wrote = Column(int, "Workday of the latest post or reply.")
    wrote_before = Column(int, "Workday of the one before.")
    wrote_earlier = Column(int, "Workday of the third latest.")
    posted = Column(int, "Workday of the last post.")
    returned = Column(int, "Workday of the first visit after an absence of 56 days or more.")
    written = Column(int, "Posts and replies since the current half-year began.")
    tier = Column(Tier, "Place among managers.", fixed=True)
    manager_tier = Column(Tier, "The manager's place among managers.", fixed=True)
    frontline = Column(bool, "Whether without a desk.", fixed=True)
    age_band = Column(int, "0 youngest to 4 oldest.", fixed=True)
    role = Column(Role, "What the person is for the programme; the model appoints.", fixed=True)
    stage = Column(Stage, "Where the person stands with the network.")
    posts = Column(int, "Posts written on the last workday.")
    replies = Column(int, "Replies written on the last workday.")
    reactions = Column(int, "Reactions given on the last workday.")
    items = Column(int, "Items read on the last workday, at most 127.")
    wish = Column(int, "What is wanted of communities, as bits of `Wish`.")
    curiosity = Column(float, "Multiplies the hazard to try something new; positive, mean about 1.")
    activity = Column(float, "Log-odds added to each day's visit.")
    propensity = Column(float, "Log of posts written a visit in a neutral situation.")
    motive = Column(float, "Weight of the connective motive, 0 to 1.")
    threshold = Column(float, "Perceived critical mass the person waits for, 0 to 1.")
    habit_rate = Column(float, "Part of the way to full habit that one day of use goes, 0 to 1.")
    usefulness = Column(float, "Believed usefulness, 0 to 1.")
    ease = Column(float, "Believed ease of use, 0 to 1.")
    trust = Column(float, "Psychological safety of writing here, 0 to 1.")
    habit = Column(float, "0 none to 1 automatic.")
    encouragement = Column(float, "What answers and silence have left, in log rate, -1.5 to 1.5.")
    fatigue = Column(float, "Tiredness from the ambassador's role, 0 to 1.")
    reactance = Column(float, "Resistance that orders have left, 0 to 1.")
    crowding = Column(float, "How far rewards have taken the place of own motives, 0 to 1.")
    zeal = Column(float, "Enthusiasm for a community founded lately, 0 to 1.")

    def __init__(self, model: EsnModel, row: int) -> None:
        """A window onto this row; `EsnModel` makes one for each."""
        super().__init__(model)
        self.row = row

    def step(self) -> None:
        """Live today by the rules.

        Raises:
            RuntimeError: If the model is not letting its agents live, or the person has lived today already.
        """
        self.esn.live(self.row)

    @property
    def esn(self) -> EsnModel:
        """The model, by its own type."""
        return cast("EsnModel", self.model)

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
