"""Tiny settings, made in milliseconds: lively ones, silent ones, and the same with rows in another order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from esnsim.behaviour.parameters import Parameters
from esnsim.interventions import kinds
from esnsim.organisation.model import Attribute, Organisation
from esnsim.rng.address import key_of, uniform
from esnsim.scenario.model import Scenario
from esnsim.simulation.build_state import InitialConditions, build_state
from esnsim.simulation.record import Measure, count_people
from esnsim.simulation.simulate import Prepared, Simulation
from esnsim.simulation.starting.initial_state import InitialState, birth_key, launch
from esnsim.simulation.starting.settling import begin_use, give_accounts
from esnsim.simulation.starting.shares import Target
from esnsim.simulation.step_day import exchange, step_people
from esnsim.state import Ties, World
from tests.organisations import draw

KIND_NAMES = tuple(kinds())
NEEDED: dict[str, dict[str, Any]] = {
    "ambassadors": {"share": 0.2},
    "community_management": {"count": 2},
    "process_integration": {"moved": 1.0},
    "onboarding": {"lasts": "1000 weeks"},
}
"""What a kind cannot do without."""
TALKATIVE = {"posting_base": -5.0, "founding": 0.12, "joining": 0.1}
"""Constants under which communities are founded and joined within weeks."""
WARM_UP = 30
"""Workdays simulated before a lively setting starts."""


def intervention(kind: str, **content: Any) -> dict[str, Any]:
    """An intervention as a file would say it, for everybody unless said otherwise."""
    return {"kind": kind, "audience": "everybody", **NEEDED.get(kind, {}), **content}


def scenario_of(programmes: dict[str, list[dict[str, Any]]] | None = None, **content: Any) -> Scenario:
    """A short scenario with these programmes beside ``none``; people come and go quickly, and like to write."""
    content = {"behaviour": TALKATIVE, **content}
    organisation = {"generate": {"people": 20}, "turnover": content.pop("turnover", 0.4)}
    standard = {"name": "a law", "weeks": 8, "replicates": 1, "organisation": organisation}
    return Scenario.of({**standard, "programmes": {"none": [], **(programmes or {})}, **content})


def random_organisation(people: int, seed: int) -> Organisation:
    """An organisation of this size in which everybody has a random manager, unit and a handful of ties."""
    key = key_of("a random organisation", seed)

    def below(limit: int, row: int, nth: int) -> int:
        return int(limit * uniform(key, row, 0, 0, nth))

    manager = [-1] + [below(min(row, 1 + people // 4), row, 0) for row in range(1, people)]
    arcs = [
        (row, below(people, row, 10 + nth), 1 + below(1000, row, 40 + nth)) for row in range(people) for nth in range(4)
    ]
    unit = [below(1 + people // 10, row, 1) for row in range(people)]
    tenure = [below(800, row, 2) for row in range(people)]
    return draw(manager, arcs, unit, tenure)


def lively(
    organisation: Organisation, parameters: Parameters, seed: int = 1, provisioned: bool = False
) -> InitialState:
    """A start on which many already use the network, after some weeks of use."""
    first = -WARM_UP
    world = build_state(InitialConditions(organisation, parameters, birth_key(seed), provisioned, first))
    give_accounts(world, 1.0 if provisioned else 0.8, first)
    begin_use(world, 0.6, first)
    for day in range(first, 0):
        step_people(world, day, 0, organisation.people)
        exchange(world, day)
    record = np.zeros(len(Measure), np.int64)
    count_people(world, -1, record)
    return InitialState(world, parameters, Target(1.0, 1.0, 1.0, 1.0), record)


def setting_of(organisation: Organisation, scenario: Scenario) -> Prepared:
    """A lively setting."""
    return Prepared(scenario, organisation, lively(organisation, scenario.parameters, scenario.seed), None)


def silent_setting(organisation: Organisation, scenario: Scenario, parameters: Parameters | None = None) -> Prepared:
    """A setting in which everybody has an account and nobody has ever used it."""
    return Prepared(
        scenario, organisation, launch(organisation, parameters or scenario.parameters, scenario.seed, 1.0), None
    )


def simulated(setting: Prepared, programme: str = "none", days: int | None = None) -> Simulation:
    """A run simulated for so many days, or to the end, under the eyes of the census."""
    simulation = Simulation(setting, programme, 0, check=True)
    for _ in range(setting.scenario.days if days is None else days):
        simulation.step()
    return simulation


def shuffle(people: int, seed: int) -> list[int]:
    """The numbers of so many rows in an order of no meaning."""
    key = key_of("an order of rows", seed)
    return sorted(range(people), key=lambda row: uniform(key, row, 0, 0, 0))


def shuffled(setting: Prepared, rows: list[int]) -> Prepared:
    """The same setting with the position that stood in row ``rows[i]`` in row ``i``."""
    order = np.array(rows)
    ties = _shuffled_ties(setting.organisation.ties, order)
    world = _shuffled_world(setting.start.world, order, ties)
    organisation = _shuffled_organisation(setting.organisation, order, ties)
    return replace(setting, organisation=organisation, start=replace(setting.start, world=world))


def _places(order: np.ndarray) -> np.ndarray:
    """New row of every old row."""
    places = np.empty(len(order), np.int32)
    places[order] = np.arange(len(order))
    return places


def _shuffled_ties(ties: Ties, order: np.ndarray) -> Ties:
    spans = [np.arange(ties.start[row], ties.start[row + 1]) for row in order]
    taken = np.concatenate(spans).astype(np.int64)
    start = np.concatenate([[0], np.cumsum([len(span) for span in spans])]).astype(np.int64)
    return Ties(start, _places(order)[ties.other[taken]], ties.weight[taken])


def _moved(rows: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Rows by their new numbers, -1 staying -1."""
    return np.where(rows >= 0, _places(order)[np.maximum(rows, 0)], -1).astype(np.int32)


def _shuffled_world(world: World, order: np.ndarray, ties: Ties) -> World:
    people, items = world.people[order].copy(), world.items.copy()
    people.manager[:] = _moved(people.manager, order)
    items.author[:] = _moved(items.author, order)
    communities = world.communities.copy()
    communities.owner[:] = _moved(communities.owner, order)
    return world._replace(
        people=people,
        items=items,
        communities=communities,
        seats=world.seats[order].copy(),
        interest=world.interest[order].copy(),
        ties=ties,
        row_of=_moved(world.row_of, order),
        levers=world.levers[order].copy(),
        contact_counts=world.contact_counts[order].copy(),
    )


def _shuffled_organisation(organisation: Organisation, order: np.ndarray, ties: Ties) -> Organisation:
    columns = ("unit", "site", "country", "level", "age_band", "tenure", "frontline")
    return replace(
        organisation,
        labels=tuple(organisation.labels[row] for row in order),
        manager=_moved(organisation.manager[order], order),
        ties=ties,
        extra={name: Attribute(each.code[order], each.names) for name, each in organisation.extra.items()},
        **{name: getattr(organisation, name)[order] for name in columns},
    )
