"""What people are inclined to on a workday, in short loops over columns that the processor vectorises.

A loop reads a dozen columns at most and calls the rules it needs; what a rule does not read of a person is never
loaded. Random numbers are drawn first, exponentials taken last: as one loop the same rules took four times as long.

ODD element: process overview and scheduling.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from esnsim.behaviour.adoption import rate_to_try, tendency_to_lapse
from esnsim.behaviour.contribution import situation, tendency_to_react, tendency_to_write
from esnsim.behaviour.curves import exp, logistic
from esnsim.behaviour.perceived_value import critical_mass
from esnsim.behaviour.reading import tendency_to_visit
from esnsim.compilation import compiled
from esnsim.rng.address import DAILY_DRAWS, WORD, Key
from esnsim.rng.arrays import LANES, fill_words
from esnsim.simulation.perception import BlockView, person_at, surroundings_at
from esnsim.state import Block, People


@compiled
def draw_numbers(numbers: NDArray[np.uint32], key: Key, people: People, day: int, first: int, size: int) -> None:
    """Draw twelve random numbers a person, by address.

    Args:
        numbers: Filled as ``numbers[draw, row - first]``.
        key: The seed.
        people: Who is there.
        day: Today.
        first: First row.
        size: How many rows.
    """
    persons = np.empty(size, np.uint32)
    for place in range(size):
        persons[place] = np.uint32(people[first + place].person & WORD)
    for block in range(DAILY_DRAWS // LANES):
        fill_words(numbers[LANES * block : LANES * (block + 1)], key, persons, day, block)


@compiled
def fill_propensities(view: BlockView) -> None:
    """Work out critical mass, hazards, log-odds and log rates from what people meet."""
    parameters, block, size = view.parameters[0], view.block, view.size
    for place in range(size):
        person, around, today = person_at(view, place), surroundings_at(view, place), block[place]
        mass = critical_mass(parameters, person, around)
        today.mass = mass
        today.visiting = tendency_to_visit(parameters, person, around, mass)
    for place in range(size):
        today = block[place]
        today.lapsing = tendency_to_lapse(parameters, person_at(view, place), today.mass)
    for place in range(size):
        person, today = person_at(view, place), block[place]
        mood = situation(parameters, person, surroundings_at(view, place))
        today.writing = tendency_to_write(parameters, person, mood)
        today.reacting = tendency_to_react(parameters, person, mood)
    for place in range(size):
        block[place].trying = rate_to_try(parameters, person_at(view, place), surroundings_at(view, place))


@compiled
def apply_links(block: Block, size: int) -> None:
    """Turn log-odds into chances and log rates into rates."""
    for place in range(size):
        block[place].visiting = logistic(block[place].visiting)
    for place in range(size):
        block[place].lapsing = logistic(block[place].lapsing)
    for place in range(size):
        block[place].writing = exp(block[place].writing)
    for place in range(size):
        block[place].reacting = exp(block[place].reacting)
