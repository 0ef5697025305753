"""Playing a scenario: up to four plans side by side, changed while they run, and back again.

What is on the screen is a scenario, some plans and a day, and nothing else; runs follow from it. A changed plan is
simulated again from the first day, so that the screen shows what the command line would compute, bit for bit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from pydantic import ValidationError

from esnsim.analysis.person_level import Branches, LadderPlace, branches_of
from esnsim.analysis.person_level.portrait import ladder_places
from esnsim.errors import Mistake, ScenarioError
from esnsim.experiments.design.pricing import Price, Pricing
from esnsim.experiments.execution.base_state import prepared
from esnsim.report.figures.map import UnitSpot, layout
from esnsim.scenario import Scenario, dump
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import Prepared, Simulation, compile_rules
from esnsim.state import Longs
from esnsim.web.sliders import SLIDER

MOST_PLANS = 4
MOST_UNDONE = 50
LONGEST = 80
"""Letters of a plan's name."""
SHOWN = ("reader", "interactive", "contributor", "regular")
NOTHING = "nothing is done"
REPLICATE = 0
"""Which run is played."""
Plan = tuple[dict[str, Any], ...]


def nobody_left() -> None:
    """Whoever plays is still there."""


@dataclass(frozen=True)
class PlayState:
    """All that is on the table, small enough to be remembered and put back.

    Attributes:
        plans: Interventions by name of the plan, as a scenario file writes them.
        active: The plan that is changed.
        day: Workdays simulated.
    """

    plans: Mapping[str, Plan]
    active: str
    day: int = 0


@dataclass
class Play:
    """A scenario that is being played.

    Attributes:
        setting: What was asked, with who is there.
        table: What is on the table.
        branches: Parts of the organisation.
        spots: Where they lie on the map.
        pricing: What interventions take, foreseen; shared by all who play the same.
        runs: The run of each plan.
        prices: What each plan takes until the end, foreseen.
        outcomes: What each run says of the goal, once its week is over.
        undone: What was on the table before, the latest last.
        check: Called before each workday; whatever it raises ends the work.
    """

    setting: Prepared
    table: PlayState
    branches: Branches
    spots: Sequence[UnitSpot]
    pricing: Pricing
    runs: dict[str, Simulation] = field(default_factory=dict)
    prices: dict[str, Price] = field(default_factory=dict)
    outcomes: dict[str, float] = field(default_factory=dict)
    undone: list[PlayState] = field(default_factory=list)
    check: Callable[[], None] = nobody_left
    _simulated: dict[str, Plan] = field(default_factory=dict)

    @classmethod
    def of(cls, scenario: Scenario, check: Callable[[], None] = nobody_left) -> Play:
        """A scenario at its start, with its programmes as plans, the first four.

        Args:
            scenario: What is played.
            check: Called before each workday; whatever it raises ends the work.

        Raises:
            OrganisationError: If imported files cannot be understood.
            ScenarioError: If an audience names what is not there.
        """
        setting = prepared(scenario)
        compile_rules(setting)
        content = setting.scenario.content()["programmes"]
        names = [setting.scenario.baseline, *(name for name in content if name != setting.scenario.baseline)]
        plans = {name: tuple(content[name]) for name in names[:MOST_PLANS]}
        table = PlayState(plans, names[min(1, len(plans) - 1)])
        branches = branches_of(setting.organisation)
        pricing = Pricing(setting.scenario, setting.organisation)
        play = cls(setting, table, branches, layout(branches), pricing, check=check)
        play.replay()
        return play

    def afresh(self, check: Callable[[], None]) -> Play:
        """The same at its start, for somebody else; what never changes is shared."""
        play = replace(self, runs={}, prices={}, outcomes={}, undone=[], check=check, _simulated={})
        play.replay()
        return play

    @property
    def scenario(self) -> Scenario:
        """The scenario that gives what is on the screen: the plans are its programmes."""
        return self._with(self.table.plans)

    def _with(self, plans: Mapping[str, Plan]) -> Scenario:
        content = self.setting.scenario.content()
        content |= {"programmes": {name: list(plan) for name, plan in plans.items()}, "observed": []}
        if "expect" in content:
            claims = self.setting.scenario.expect
            content["expect"] = [each.text for each in claims if set(each.programmes) <= set(plans)]
        content["baseline"] = next(iter(plans))
        return Scenario.of(content)

    def content(self) -> dict[str, Any]:
        """The same as plain values, from which it can be made once more elsewhere."""
        return self.scenario.content()

    @property
    def yaml(self) -> str:
        """The same as a file; ``esnsim run`` of it with one replicate gives these runs, bit for bit."""
        return dump(self.scenario.model_copy(update={"replicates": 1, "uncertainty": "none"}))

    @property
    def last_day(self) -> int:
        """Workdays of the scenario."""
        return self.setting.scenario.days

    def replay(self) -> None:
        """Simulate all plans that are new or changed up to the day that is on the table."""
        asked = self.scenario
        setting = replace(self.setting, scenario=asked)
        for name in self.table.plans:
            simulation = self.runs.get(name)
            same = (
                simulation is not None
                and simulation.day <= self.table.day
                and self._simulated.get(name) == self.table.plans[name]
            )
            if not same:
                self.runs[name] = Simulation(setting, name, REPLICATE)
                self._simulated[name] = self.table.plans[name]
                self.outcomes.pop(name, None)
        self.prices = {name: self.pricing.price(asked.programmes[name]) for name in self.table.plans}
        for name in [name for name in self.runs if name not in self.table.plans]:
            del self.runs[name], self._simulated[name]
        self._simulate(self.table.day)

    def _simulate(self, goal: int) -> None:
        for simulation in self.runs.values():
            while simulation.day < goal:
                self.check()
                simulation.step()

    def advance(self, days: int) -> None:
        """Simulate so many workdays of all plans, or to the end."""
        goal = min(self.table.day + days, self.last_day)
        self._simulate(goal)
        self.table = replace(self.table, day=goal)

    def step(self, days: int) -> None:
        """The same, as something that can be taken back."""
        self.remember()
        self.advance(days)

    def remember(self) -> None:
        """Note what is on the table, to come back to it."""
        self.undone = [*self.undone[-MOST_UNDONE + 1 :], self.table]

    def undo(self) -> bool:
        """Go back to what was noted last; False if nothing was."""
        if not self.undone:
            return False
        self.table = self.undone.pop()
        self.replay()
        return True

    def change(self, plan: Plan) -> None:
        """Give the active plan other interventions; what lies behind stays as it was, unless they begin there.

        Raises:
            ScenarioError: If they say something that cannot be; nothing is changed then.
        """
        plans = dict(self.table.plans) | {self.table.active: plan}
        self._check(plans)
        self.remember()
        self.table = replace(self.table, plans=plans)
        self.replay()

    def fork(self, name: str) -> None:
        """Go on with a copy of the active plan beside it.

        Raises:
            ValueError: If there are four already, or one of that name.
        """
        name = name.strip() or f"{self.table.active}, another way"
        if len(self.table.plans) >= MOST_PLANS:
            raise ValueError("four plans are the most that can be compared; drop one first")
        if name in self.table.plans or len(name) > LONGEST:
            raise ValueError("give it a name of its own, of at most 80 letters")
        self.remember()
        plan = deepcopy(self.table.plans[self.table.active])
        self.table = replace(self.table, plans={**self.table.plans, name: plan}, active=name)
        self.replay()

    def add(self, kind: str, amount: float) -> None:
        """Do something more from tomorrow in the active plan.

        Raises:
            ScenarioError: If it cannot be.
        """
        one = SLIDER[kind].intervention(amount, self.today())
        self.change((*self.table.plans[self.table.active], one))

    def offered(self, kind: str, amount: float) -> Price:
        """What something more would take from tomorrow until the end, foreseen.

        Raises:
            ValueError: If it cannot be done tomorrow.
        """
        asked = self._with({"one": (SLIDER[kind].intervention(amount, self.today()),)})
        return self.pricing.price(asked.programmes["one"])

    def fork_with(self, name: str, kind: str, amount: float) -> None:
        """Go on with a copy of the active plan in which something more is done from tomorrow.

        Raises:
            ScenarioError: If it cannot be.
            ValueError: If there are four plans already, or one of that name.
        """
        self.fork(name or f"from here with {SLIDER[kind].title.lower()}")
        self.add(kind, amount)

    def stop(self, nth: int) -> None:
        """End something that the active plan does.

        Raises:
            ScenarioError: If it cannot be.
            ValueError: If it does nothing of that number.
        """
        if not 0 <= nth < len(self.table.plans[self.table.active]):
            raise ValueError("this is not done any more")
        self.change(self.stopped(nth))

    def choose(self, name: str) -> None:
        """Make another plan the one that is changed.

        Raises:
            ValueError: If there is none of that name.
        """
        if name not in self.table.plans:
            raise ValueError("there is no such plan any more")
        self.table = replace(self.table, active=name)

    def drop(self, name: str) -> None:
        """Take a plan off the table.

        Raises:
            ValueError: If it is the only one.
        """
        if len(self.table.plans) == 1:
            raise ValueError("the last plan stays")
        self.remember()
        plans = {each: plan for each, plan in self.table.plans.items() if each != name}
        active = self.table.active if self.table.active in plans else next(iter(plans))
        self.table = replace(self.table, plans=plans, active=active)
        self.replay()

    def _check(self, plans: Mapping[str, Plan]) -> None:
        """See that plans can be carried out.

        Raises:
            ScenarioError: If not.
        """
        try:
            self._with(plans)
        except ValidationError as error:
            found = [Mistake(".".join(map(str, each["loc"][-2:])), each["msg"]) for each in error.errors()]
            raise ScenarioError(found) from None

    def stopped(self, nth: int) -> Plan:
        """The active plan with one intervention ended today, or taken out if it has not begun."""
        plan = self.table.plans[self.table.active]
        today = self.setting.scenario.date(self.table.day)
        begun = any(
            event.what == "begins" and event.intervention == self._name(nth)
            for event in self.runs[self.table.active].programme.events
        )
        if not begun:
            return (*plan[:nth], *plan[nth + 1 :])
        return (*plan[:nth], {**plan[nth], "duration": {"until": today.isoformat()}}, *plan[nth + 1 :])

    def _name(self, nth: int) -> str:
        one = self.scenario.programme(self.table.active)[nth]
        return one.name or one.kind

    def today(self, days_ahead: int = 0) -> str:
        """The date of the next workday, or of one after it."""
        return self.setting.scenario.date(self.table.day + days_ahead).isoformat()

    def shares(self, name: str) -> dict[str, list[float]]:
        """The rungs of a plan in percent of headcount, at the start and at the end of each workday."""
        simulation = self.runs[name]
        record = simulation.record[: simulation.day + 1]
        heads = np.maximum(record[:, Measure.HEADCOUNT], 1)
        return {rung: (100.0 * record[:, Measure[rung.upper()]] / heads).round(2).tolist() for rung in SHOWN}

    def units(self, name: str) -> Longs:
        """People of each unit in each `LadderPlace` in the run of a plan; shape (units, places)."""
        simulation = self.runs[name]
        found = ladder_places(simulation.world, simulation.day - 1)[simulation.world.row_of].astype(np.int64)
        wide = len(LadderPlace)
        counts = np.bincount(
            self.branches.of.astype(np.int64) * wide + found, minlength=len(self.branches.names) * wide
        )
        return counts.reshape(-1, wide)
