"""Building a state: an organisation becomes columns that a day can work on.

ODD element: initialisation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

import numpy as np
from numpy.typing import NDArray

from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Tier
from esnsim.compilation import COMPILED, compiled
from esnsim.organisation.model import Organisation
from esnsim.rng.address import Key
from esnsim.simulation.turnover import bring_traits, start_blank
from esnsim.state import (
    BLOCK,
    SEATS,
    Aggregates,
    Block,
    Communities,
    Constants,
    ContactCounts,
    Counters,
    Doubles,
    Items,
    Levers,
    People,
    Ties,
    World,
    blank,
)

SCORES = 4096
"""Slices of probability in the table of normal scores; its tails end at 3.5 standard deviations."""


COMMUNITIES_A_PERSON, SPARE_COMMUNITIES = 2, 16
"""There is room for one open community for two people and some more; 0.13 a user are usual [LEC14a]."""


@cache
def normal_scores() -> Doubles:
    """Standard normal scores at the middle of 4,096 equal slices of probability, scaled to variance 1."""
    from scipy.special import ndtri  # noqa: PLC0415 - scipy costs 80 ms and is needed once

    scores: Doubles = np.round(ndtri((np.arange(SCORES) + 0.5) / SCORES), 12)
    scaled: Doubles = np.round(scores / scores.std(), 12)
    return scaled


def steps_from_head(manager: NDArray[np.int32]) -> NDArray[np.int32]:
    """How many managers stand between each row and the head, the own manager included; 0 without a manager.

    Args:
        manager: Row of the manager, -1 for none; follows no cycle; shape (n,).
    """
    steps = np.zeros(len(manager), np.int32)
    above = manager.copy()
    while (climbing := above >= 0).any():
        steps[climbing] += 1
        above[climbing] = manager[above[climbing]]
    return steps


def tiers(manager: NDArray[np.int32]) -> NDArray[np.int8]:
    """`Tier` of every row.

    The top is the upper third of the levels at which there are managers, and always the head and the managers of
    managers next to the head; other managers of managers are the middle.

    Args:
        manager: Row of the manager, -1 for none; shape (n,).
    """
    people = len(manager)
    has_manager = manager >= 0
    manages = np.zeros(people, bool)
    manages[manager[has_manager]] = True
    manages_managers = np.zeros(people, bool)
    manages_managers[manager[has_manager & manages]] = True
    steps = steps_from_head(manager)
    lowest_top = max(1, int(steps[manages].max(initial=0)) // 3)
    tier = np.full(people, Tier.NONE.value, np.int8)
    tier[manages] = Tier.FIRST_LINE.value
    tier[manages_managers] = Tier.MIDDLE.value
    tier[manages & ~has_manager] = Tier.TOP.value
    tier[manages_managers & (steps <= lowest_top)] = Tier.TOP.value
    return tier


@dataclass(frozen=True, slots=True)
class InitialConditions:
    """How a world begins, before anybody has used the network.

    Attributes:
        organisation: Who is there.
        parameters: The constants.
        key: The seed of the world.
        provisioned: Whether everybody has an account from the first day.
        first_day: The day of the founding.
    """

    organisation: Organisation
    parameters: Parameters
    key: Key
    provisioned: bool
    first_day: int


def constants(parameters: Parameters) -> Sequence[Parameters]:
    """The constants as a table of one row, the form that compiled code takes at the cost of one pointer.

    A named tuple of seventy numbers would be copied at every call of every rule (measured: 330 against 75 ns a person
    and day, and 50 against 15 s to compile). The record has the same names, so rules read the same either way.
    """
    if not COMPILED:
        return [parameters]
    layout = np.dtype([(name, np.float64) for name in Parameters._fields])
    return cast("Sequence[Parameters]", np.array([tuple(parameters)], layout).view(Constants))


def build_state(conditions: InitialConditions) -> World:
    """A world in which nobody has used the network yet."""
    organisation = conditions.organisation
    people = blank(People, organisation.people)
    people.person[:] = np.arange(organisation.people)
    people.unit[:] = organisation.unit
    people.manager[:] = organisation.manager
    people.tier[:] = tiers(organisation.manager)
    managers = np.maximum(organisation.manager, 0)
    people.manager_tier[:] = np.where(organisation.manager >= 0, people.tier[managers], Tier.NONE.value)
    people.frontline[:] = organisation.frontline
    people.age_band[:] = organisation.age_band
    people.joined[:] = conditions.first_day - organisation.tenure
    contact_counts = blank(ContactCounts, organisation.people)
    contact_counts.strength[:] = strengths(organisation.ties)
    contact_counts.latest[:] = -1
    world = World(
        parameters=constants(conditions.parameters),
        key=conditions.key,
        provisioned=int(conditions.provisioned),
        people=people,
        ties=organisation.ties,
        row_of=np.arange(organisation.people, dtype=np.int32),
        levers=blank(Levers, organisation.people),
        contact_counts=contact_counts,
        items=blank(Items, 2 * organisation.people + 64),
        communities=blank(Communities, organisation.people // COMMUNITIES_A_PERSON + SPARE_COMMUNITIES),
        seats=np.full((organisation.people, SEATS), -1, np.int32),
        interest=np.zeros((organisation.people, SEATS), np.float32),
        unit_stock=np.zeros(len(organisation.unit_names)),
        block=blank(Block, BLOCK),
        aggregates=np.zeros(len(Aggregates)),
        counters=np.zeros(len(Counters), np.int64),
        normal=normal_scores(),
    )
    arrive(world, conditions.first_day)
    return world


@compiled
def arrive(world: World, day: int) -> None:
    """Everybody brings their traits and no history."""
    people, parameters = world.people, world.parameters[0]
    for row in range(len(people)):
        bring_traits(parameters, world.key, world.normal, people[row])
        start_blank(people[row], day, world.provisioned)


def strengths(ties: Ties) -> NDArray[np.int64]:
    """Sum of tie weights of each row, 1 for people without ties."""
    sums = np.concatenate([[0], np.cumsum(ties.weight, dtype=np.int64)])
    totals: NDArray[np.int64] = np.maximum(sums[ties.start[1:]] - sums[ties.start[:-1]], 1)
    return totals
