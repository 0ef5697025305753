"""What programmes take, foreseen without simulating a day: a programme goes through its weeks, people stand still.

Whom an intervention reaches, appoints and charges is computed by the very code that runs do it with, in a world in
which nobody acts, leaves or joins. What hangs on that is foreseen in part only: who is new, and audiences whose use of
the network changes. An intervention that waits for a condition is priced as if that were true at once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from esnsim.behaviour.economics import cost
from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.interventions import Kind
from esnsim.interventions.schedule import Start
from esnsim.organisation import Organisation
from esnsim.rng.address import Draw, Key, key_of
from esnsim.rng.arrays import fill_uniforms
from esnsim.scenario import Scenario, resolve
from esnsim.simulation.build_state import InitialConditions, build_state
from esnsim.simulation.copy_world import copy_world
from esnsim.simulation.programme import Programme, expenses_by_week
from esnsim.simulation.record import Measure
from esnsim.state import World

TIMES = 4
"""How often everything is priced, where chance decides whom an intervention is for."""
YESTERDAY = -1
"""The workday before the start."""


class Price(NamedTuple):
    """What a programme takes over the whole time.

    Attributes:
        money: Money.
        hours: Hours of staff.
        cost: Both as one sum of money, at the scenario's rates.
    """

    money: float
    hours: float
    cost: float


class Pricing:
    """Prices of programmes in one organisation."""

    def __init__(self, scenario: Scenario, organisation: Organisation) -> None:
        """Let everybody take their place, as many of them using the network as at the start.

        Args:
            scenario: What is asked; it says how long, and what an hour costs.
            organisation: Who is there.
        """
        self.scenario, self.organisation = resolve(scenario), organisation
        self.keys = [key_of("esnsim", "pricing", scenario.organisation_seed, nth) for nth in range(TIMES)]
        self.worlds = [_still_world(scenario, organisation, key) for key in self.keys]
        self._known: dict[str, Price] = {}

    def price(self, interventions: Sequence[Kind]) -> Price:
        """What some interventions take together: the sum of what each takes alone."""
        parts = [self._alone(each) for each in interventions]
        return Price(*(math.fsum(amounts) for amounts in zip(*parts, strict=True))) if parts else Price(0.0, 0.0, 0.0)

    def _alone(self, intervention: Kind) -> Price:
        """What one intervention takes, on average over whom chance may choose."""
        text = intervention.model_dump_json()
        if text not in self._known:
            found = [self._once(intervention, key, world) for key, world in zip(self.keys, self.worlds, strict=True)]
            self._known[text] = Price(*(math.fsum(amounts) / TIMES for amounts in zip(*found, strict=True)))
        return self._known[text]

    def _once(self, intervention: Kind, key: Key, world: World) -> Price:
        """What one intervention takes with the random numbers of one key."""
        scenario, days = self.scenario, self.scenario.days
        at_once = intervention.model_copy(update={"start": Start(not_before=intervention.start.not_before)})
        programme = Programme([at_once], self.organisation, key, scenario.start, days)
        world = copy_world(world, key)
        record = np.zeros((days + 1, len(Measure)), np.int64)
        for day in range(days):
            programme.prepare(world, day, record)
        spent = expenses_by_week(programme.expenses, max(1, days // WORKDAYS_A_WEEK))
        whole = cost(scenario.prices, spent, scenario.manager_surcharge)
        return Price(float(spent.money.sum()), float(spent.hours.sum()), float(whole.sum()))


def prices(scenario: Scenario, organisation: Organisation) -> dict[str, Price]:
    """What every programme of a scenario takes, by name."""
    found = Pricing(scenario, organisation)
    return {name: found.price(interventions) for name, interventions in scenario.programmes.items()}


def _still_world(scenario: Scenario, organisation: Organisation, key: Key) -> World:
    """A world in which as many use the network as the scenario says, whoever they are."""
    initial, people = scenario.initial, organisation.people
    conditions = InitialConditions(organisation, scenario.parameters, key, provisioned=False, first_day=0)
    world = build_state(conditions)
    numbers = np.empty(people)
    fill_uniforms(numbers, key, world.people.person.astype(np.int64), Draw.TURN, 0)
    used, wrote = numbers < initial.reader, numbers < initial.contributor
    world.people.enabled_since[numbers < max(initial.enabled, initial.reader)] = YESTERDAY
    world.people.visited[used] = YESTERDAY
    world.people.interacted[wrote] = YESTERDAY
    world.people.wrote[wrote] = YESTERDAY
    return world
