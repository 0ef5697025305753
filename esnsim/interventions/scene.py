"""What an intervention may look at and do between two days: look at columns, pull levers, appoint people.

It never changes what people feel or do; rules do that, on the day itself, when they read the levers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Role
from esnsim.interventions.positions import Positions
from esnsim.rng.address import Draw, Key
from esnsim.rng.arrays import fill_uniforms
from esnsim.state import World, levers
from esnsim.state.ladder import rungs_of

Mask = NDArray[np.bool_]
Numbers = NDArray[np.float64]


class Pull:
    """What one intervention pulls, in double precision; a lever that it does not touch is not there.

    Attributes:
        columns: One array of shape (n,) for each lever of `Levers` that is pulled.
    """

    def __init__(self, people: int) -> None:
        """Pull nothing yet."""
        self.people = people
        self.columns: dict[str, Numbers] = {}

    def add(self, lever: str, rows: Mask | NDArray[np.int64], amount: float | Numbers) -> None:
        """Pull a lever for these rows by this much."""
        self.columns.setdefault(lever, np.zeros(self.people))[rows] += amount


def write_levers(world: World, pulls: Sequence[Pull]) -> None:
    """Let the rules read the sum of what is pulled, added up in the order given; neutral where nobody pulls."""
    for name, lever in levers().items():
        columns = [pull.columns[name] for pull in pulls if name in pull.columns]
        total = sum(columns[1:], start=columns[0]) if columns else 0.0
        world.levers[name] = np.minimum(total, lever.high) if lever.held else total


@dataclass
class Scene:
    """The world between two days, as interventions see it.

    Attributes:
        organisation: Who is there.
        world: Yesterday's world; read it, and write roles only.
        day: The workday that is about to begin.
        key: The seed of this replicate.
        state: A mask over rows for every state word and role that an audience may use; taken before anybody is
            appointed or dismissed, so that it does not matter which intervention looks first.
    """

    organisation: Positions
    world: World
    day: int
    key: Key
    state: Mapping[str, Mask] = field(init=False)
    _numbers: dict[tuple[int, int], Numbers] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look at everybody as they were on the eve."""
        people = self.world.people
        self.state = {
            **rungs_of(people, self.day - 1),
            **{role.name.lower(): people.role == role.value for role in Role},
        }

    @property
    def parameters(self) -> Parameters:
        """The constants of behaviour."""
        return self.world.parameters[0]

    @cached_property
    def persons(self) -> NDArray[np.int64]:
        """Id of the person in each row."""
        return np.ascontiguousarray(self.world.people.person)

    def numbers_of_positions(self, draw: Draw, nth: int) -> Numbers:
        """One uniform number for each row's position, which stays when its holder leaves."""
        numbers, positions = np.empty(len(self.persons)), self.persons % len(self.persons)
        fill_uniforms(numbers, self.key, positions, int(draw), nth)
        return numbers

    def numbers(self, draw: Draw, nth: int) -> Numbers:
        """One uniform number for each row's person, the same in every programme and on every day."""
        place = (int(draw), nth)
        if place not in self._numbers:
            numbers = np.empty(len(self.persons))
            fill_uniforms(numbers, self.key, self.persons, int(draw), nth)
            self._numbers[place] = numbers
        return self._numbers[place]
