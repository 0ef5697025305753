"""A life of one programme as a `mesa.Model`: one step is one workday.

ODD element: process overview and scheduling.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, get_args

import mesa
import numpy as np

from esnsim.agents.people import Ambassador, CommunityManager, Employee, Leader
from esnsim.behaviour.person import Role
from esnsim.chance import key_of
from esnsim.compilation import direct
from esnsim.scenario.model import Scenario
from esnsim.simulation.day import advance
from esnsim.simulation.record import Measure
from esnsim.simulation.run import Run
from esnsim.simulation.simulate import Life, Setting, live_everybody, prepare
from esnsim.world import World

Activation = Literal["compiled", "agents"]


class EsnModel(mesa.Model):
    """One life of one programme.

    Under ``activation="compiled"`` everybody lives the day in one call; under ``"agents"`` every agent's ``step`` is
    called, in an order shuffled anew each day. Both give the same lives to the bit. Mesa's own random numbers decide
    nothing but that order, and have a fixed seed for every replicate.

    To try a new behaviour, override ``step`` in a subclass of `Employee`, `Leader`, `Ambassador` or
    `CommunityManager` and name it in ``roles`` of a subclass of this model.

    Attributes:
        roles: Class of agent for every role.
        setting: What the programmes of the scenario share.
        life: The life that is being lived.
        positions: The agent of every row.
        activation: How days are lived.
    """

    roles: ClassVar[Mapping[Role, type[Employee]]] = {
        Role.EMPLOYEE: Employee,
        Role.LEADER: Leader,
        Role.AMBASSADOR: Ambassador,
        Role.COMMUNITY_MANAGER: CommunityManager,
    }

    def __init__(
        self,
        scenario: Scenario | Setting,
        programme: str | None = None,
        replicate: int = 0,
        activation: Activation = "compiled",
        *,
        check: bool = False,
    ) -> None:
        """Begin a life.

        Args:
            scenario: What is asked, or the setting prepared from it, which saves time when there are several models.
            programme: Name of the programme; the baseline if left out.
            replicate: Which life, >= 0; the same number gives the same luck in every programme.
            activation: How days are lived.
            check: Whether a census follows every day.

        Raises:
            ScenarioError: If the scenario has no such programme.
            TypeError: If an agent's ``step`` is overridden and would never be asked.
            ValueError: If there is no such activation.
        """
        self.setting = scenario if isinstance(scenario, Setting) else prepare(scenario)
        asked = self.setting.scenario
        self._refuse_unasked(activation)
        super().__init__(rng=key_of("esnsim", "order of agents", asked.seed, replicate).low)
        self.activation = activation
        self.life = Life(self.setting, asked.baseline if programme is None else programme, replicate, check=check)
        self._role_of = self.world.people.role.tolist()
        self._awake = False
        self._lived = bytearray(len(self._role_of))
        advance(self.world, 0, 0, 0)  # Nobody lives; from here on there is a compiled form to call directly.
        self._advance = direct(advance)
        self.positions = [self.roles[Role(role)](self, row) for row, role in enumerate(self._role_of)]

    @classmethod
    def _refuse_unasked(cls, activation: str) -> None:
        """Refuse a behaviour that would silently never happen."""
        if activation not in get_args(Activation):
            raise ValueError(f"activation is '{activation}'; write 'compiled' or 'agents'")
        own = sorted({kind.__name__ for kind in cls.roles.values() if kind.step is not Employee.step})
        if own and activation == "compiled":
            raise TypeError(f"{', '.join(own)} has a step of its own, which needs activation='agents'")

    @property
    def world(self) -> World:
        """The world as it is; read it."""
        return self.life.world

    @property
    def day(self) -> int:
        """The next workday to live, or the one being lived, counted from 0."""
        return self.life.day

    @property
    def finished(self) -> bool:
        """Whether the scenario has come to its end."""
        return self.life.day >= self.setting.scenario.days

    @property
    def counts(self) -> dict[str, int]:
        """What was counted at the end of the last workday lived, by name of `Measure`."""
        row = self.life.record[self.life.day].tolist()
        return {measure.name.lower(): row[measure] for measure in Measure}

    def step(self) -> None:
        """Live one workday.

        Raises:
            RuntimeError: If the scenario has come to its end.
            CensusError: If the census was asked for and the day broke a law.
        """
        if self.finished:
            raise RuntimeError(f"the scenario ended after {self.life.day} workdays; ask for more weeks to go on")
        self.life.step(self._let_agents_live if self.activation == "agents" else live_everybody)
        self._follow_roles()
        self.running = not self.finished

    def live(self, row: int) -> None:
        """Let the person in this row live today by the rules; for the ``step`` of an agent.

        Raises:
            RuntimeError: If the model is not letting its agents live, or the person has lived today already.
        """
        if not self._awake or self._lived[row]:
            reason = "has lived today already" if self._awake else "lives when the model steps"
            raise RuntimeError(f"{self.positions[row]!r} {reason}; call step of the model for the next day")
        self._lived[row] = 1
        life = self.life
        self._advance(life.world, life.day, row, row + 1)

    def result(self) -> Run:
        """What has been lived so far, written down; equal lives have equal digests, whatever the activation."""
        return self.life.run()

    def _let_agents_live(self, world: World, day: int) -> None:
        """Ask every agent to live this day, in shuffled order."""
        del day
        self._follow_roles()
        self._lived = bytearray(len(self.positions))
        self._awake = True
        try:
            self.agents.shuffle_do("step")
        finally:
            self._awake = False
        absent = np.frombuffer(self._lived, np.uint8) == 0
        for name in ("posts", "replies", "reactions", "items", "wish"):
            world.people[name][absent] = 0

    def _follow_roles(self) -> None:
        """Give every agent the class of its holder's role, and Mesa's sets by class with it."""
        now = self.world.people.role.tolist()
        if now == self._role_of:
            return
        for row, (role, before) in enumerate(zip(now, self._role_of, strict=True)):
            if role != before:
                self._retype(self.positions[row], self.roles[Role(role)])
        self._role_of = now

    def _retype(self, agent: Employee, kind: type[Employee]) -> None:
        """Turn an agent into one of another class: the same object with the same id."""
        if agent not in self.agents:
            agent.__class__ = kind
            return
        register: Any = self  # Mesa does not say the types of the two calls below
        mesa_id = agent.unique_id
        register.deregister_agent(agent)
        agent.__class__ = kind
        register.register_agent(agent)
        agent.unique_id = mesa_id  # Mesa 3.5 gives a new one
