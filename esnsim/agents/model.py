"""One replicate of a programme as a `mesa.Model`: one step is one workday.

ODD element: process overview and scheduling.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, ClassVar, Literal, SupportsIndex, get_args

import mesa
import numpy as np

from esnsim.agents.batches import Measures, replicate_of
from esnsim.agents.people import Ambassador, CommunityManager, Employee, Leader
from esnsim.behaviour.person import Role
from esnsim.compilation import form_of
from esnsim.rng.address import key_of
from esnsim.scenario.model import Scenario
from esnsim.simulation.record import Measure
from esnsim.simulation.run import Run
from esnsim.simulation.simulate import Prepared, Simulation, prepare
from esnsim.simulation.step_day import step_everybody, step_people
from esnsim.state import World
from esnsim.state.still_world import lying_still

Activation = Literal["compiled", "agents"]


class EsnModel(mesa.Model):
    """One replicate of one programme.

    Under ``activation="compiled"`` everybody goes through the day in one call; under ``"agents"`` every agent's
    ``step`` is called, in an order shuffled anew each day. Both give the same runs to the bit. Mesa's own random
    numbers decide nothing but that order, and have a fixed seed for every replicate.

    To try a new behaviour, override ``step`` in a subclass of `Employee`, `Leader`, `Ambassador` or
    `CommunityManager` and name it in ``roles`` of a subclass of this model.

    `mesa.batch_run` works on it: ``rng`` and ``iterations`` choose replicates, which equal those of
    `esnsim.simulate`. A model can be pickled and copied at any workday, and goes on with the same bits.

    Mesa before 3.4, which is what Python 3.11 gets, never frees a model that has agents: whoever makes many in one
    process runs out of memory. Let one process make a batch of them and end, or use Python 3.12 or newer.

    Attributes:
        roles: Class of agent for every role.
        prepared: What the programmes of the scenario share.
        simulation: The simulation that is being stepped through.
        positions: The agent of every row.
        activation: How people go through their days.
        datacollector: Every measure of the record, collected at the end of each workday. A subclass that puts its
            own collector here collects by itself.
    """

    roles: ClassVar[Mapping[Role, type[Employee]]] = {
        Role.EMPLOYEE: Employee,
        Role.LEADER: Leader,
        Role.AMBASSADOR: Ambassador,
        Role.COMMUNITY_MANAGER: CommunityManager,
    }

    def __init__(
        self,
        scenario: Scenario | Prepared,
        programme: str | None = None,
        replicate: SupportsIndex | None = None,
        activation: Activation = "compiled",
        *,
        check: bool = False,
        rng: SupportsIndex | None = None,
    ) -> None:
        """Begin a simulation.

        Args:
            scenario: What is asked, or the setting prepared from it, which saves time when there are several models.
            programme: Name of the programme; the baseline if left out.
            replicate: Which replicate, >= 0; the same number gives the same random numbers in every programme. If it
                is left out, 0, or the iteration of `mesa.batch_run`.
            activation: How people go through their days.
            check: Whether a census follows every day.
            rng: The replicate by the name that Mesa gives it.

        Raises:
            ScenarioError: If the scenario has no such programme.
            TypeError: If the scenario is none, or an agent's ``step`` is overridden and would never be asked.
            ValueError: If there is no such activation, or the replicate is no whole number from 0 on.
        """
        number = replicate_of(self, replicate, rng)
        self._refuse_unasked(activation)
        self.prepared = _prepared(scenario)
        asked = self.prepared.scenario
        super().__init__(rng=key_of("esnsim", "order of agents", asked.seed, number).low)
        self.activation = activation
        self.simulation = Simulation(
            self.prepared, asked.baseline if programme is None else programme, number, check=check
        )
        self._role_of = self.world.people.role.tolist()
        self._awake = False
        self._still_world: Any = None
        self._stepped = bytearray(len(self._role_of))
        self._step_people = self._step_directly()
        self.positions = [self.roles[Role(role)](self, row) for row, role in enumerate(self._role_of)]
        self.datacollector: Any = Measures()
        self._last_id = len(self.positions)

    def __getstate__(self) -> dict[str, Any]:
        """All but the machine code, which is found again where the copy goes on."""
        kept = {name: value for name, value in vars(self).items() if name != "_step_people"}
        return kept | {"_last_id": max((agent.unique_id for agent in self.positions), default=0)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._step_people = self._step_directly()
        counters = getattr(mesa.Agent, "_ids", None)
        if counters is not None:
            # Mesa before 3.4 counts agents in a class, which does not know this model yet.
            counters[self] = count(self._last_id + 1)

    def _step_directly(self) -> Callable[[World, int, int, int], None]:
        """What lets rows step through a day, without a look at the types of its arguments."""
        return form_of(step_people, self.world, 0, 0, 0)

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
        return self.simulation.world

    @property
    def day(self) -> int:
        """The next workday, or the one under way, counted from 0."""
        return self.simulation.day

    @property
    def finished(self) -> bool:
        """Whether the scenario has come to its end."""
        return self.simulation.day >= self.prepared.scenario.days

    @property
    def counts(self) -> dict[str, int]:
        """What was counted at the end of the last workday, by name of `Measure`."""
        row = self.simulation.record[self.simulation.day].tolist()
        return {measure.name.lower(): row[measure] for measure in Measure}

    def step(self) -> None:
        """Simulate one workday.

        Raises:
            RuntimeError: If the scenario has come to its end.
            CensusError: If the census was asked for and the day broke a law.
        """
        if self.finished:
            raise RuntimeError(f"the scenario ended after {self.simulation.day} workdays; ask for more weeks to go on")
        self.simulation.step(self._step_agents if self.activation == "agents" else step_everybody)
        self._follow_roles()
        self.running = not self.finished
        if isinstance(self.datacollector, Measures):
            self.datacollector.collect(self)

    def step_person(self, row: int) -> None:
        """Let the person in this row go through today by the rules; for the ``step`` of an agent.

        Raises:
            RuntimeError: If the model is not stepping, or the person has gone through today already.
        """
        if not self._awake or self._stepped[row]:
            reason = "has gone through today already" if self._awake else "steps when the model does"
            raise RuntimeError(f"{self.positions[row]!r} {reason}; call step of the model for the next day")
        self._stepped[row] = 1
        self._step_people(self._still_world, self.simulation.day, row, row + 1)

    def result(self) -> Run:
        """What has been simulated so far, written down; equal runs have equal digests, whatever the activation."""
        return self.simulation.run()

    def _step_agents(self, world: World, day: int) -> None:
        """Ask every agent to step, in shuffled order."""
        del day
        self._follow_roles()
        self._stepped = bytearray(len(self.positions))
        self._still_world = lying_still(world)
        self._awake = True
        try:
            self.agents.shuffle_do("step")
        finally:
            self._awake, self._still_world = False, None
        absent = np.frombuffer(self._stepped, np.uint8) == 0
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


def _prepared(scenario: Scenario | Prepared) -> Prepared:
    """The setting of a scenario.

    Raises:
        TypeError: If it is no scenario.
    """
    if isinstance(scenario, Prepared):
        return scenario
    if isinstance(scenario, Scenario):
        return prepare(scenario)
    raise TypeError(
        f"scenario is a {type(scenario).__name__}; give what esnsim.load or esnsim.prepare returns, and among the "
        "parameters of mesa.batch_run write a scenario as a list of one, since Mesa goes through whatever it can"
    )
