"""Rehearsing what follows a start if nothing is done, so that constants are those under which it holds still.

A network that is held by a controller does not tell which constants would hold it: held down, it never shows what
chance lifts up, and what was lifted up once draws more people in. So the two years after the start are simulated
without any control, with random numbers of their own, and the constants are moved by what shares were on average.

ODD element: initialisation.
"""

from __future__ import annotations

import math

import numpy as np

from esnsim.behaviour.parameters import Parameters
from esnsim.calendar import MONTH, WORKDAYS_A_YEAR
from esnsim.rng.address import key_of
from esnsim.simulation.build_state import constants
from esnsim.simulation.copy_world import copy_world
from esnsim.simulation.starting.settling import LIMIT
from esnsim.simulation.starting.shares import LEAST, Target, shares_counted
from esnsim.simulation.step_day import exchange, step_everybody
from esnsim.state import Doubles, World

REHEARSED_DAYS = 2 * WORKDAYS_A_YEAR
"""Workdays that are to hold still."""
FIRST_LOOK = 2 * MONTH
"""Workday of the first count: before, everybody still does what was done under other constants."""
PEOPLE = 8000
MOST_LIVES = 4
"""Lives are rehearsed until they are so many, or have so many people together."""
ROUNDS = 2
LARGE = 10_000
"""People from which one round is enough, since chance has hardly a say."""
PART = 0.3
"""Part of the misfit by which constants are moved: within two years shares answer three times as much."""
ACCESS_PART = 1.5
"""The same for accounts, which answer slowly: few join in two years."""
FARTHEST = 1.0
"""Misfit, in log-odds, that is answered at most at once."""


def lives_of(people: int) -> tuple[int, int]:
    """How many lives are rehearsed in each round, and how many rounds."""
    return min(max(PEOPLE // people, 1), MOST_LIVES), ROUNDS if people < LARGE else 1


def rehearse(world: World, parameters: Parameters, target: Target, seed: int) -> Parameters:
    """The constants under which shares are what was observed, on average over the two years after a start.

    Args:
        world: At the end of workday -1; left as it is.
        parameters: The constants so far.
        target: What was observed.
        seed: The scenario's seed.
    """
    lives, rounds = lives_of(len(world.people))
    for _ in range(rounds):
        mean = np.mean([_life(world, parameters, seed, life) for life in range(lives)], axis=0)
        parameters = _moved(parameters, target, Target(*mean.tolist()))
    return parameters


def _life(world: World, parameters: Parameters, seed: int, nth: int) -> Doubles:
    """Shares of one life in which nothing is done, mean over its months; shape of `Target`."""
    key = key_of("esnsim", "rehearsal", seed, nth)
    life = copy_world(world, key)._replace(parameters=constants(parameters))
    seen = []
    for day in range(REHEARSED_DAYS):
        step_everybody(life, day)
        exchange(life, day)
        if day >= FIRST_LOOK and (day + 1) % MONTH == 0:
            seen.append(shares_counted(life, day)[0])
    mean: Doubles = np.mean(seen, axis=0)
    return mean


def _moved(parameters: Parameters, target: Target, mean: Target) -> Parameters:
    """The constants, moved by part of the misfit of means."""

    def moved(offset: float, asked: float, found: float, part: float = PART) -> float:
        off = (asked - found) / max(asked * (1.0 - asked), LEAST)
        return min(max(offset + part * min(max(off, -FARTHEST), FARTHEST), -LIMIT), LIMIT)

    access = parameters.account_access
    if target.enabled < 1.0:
        access = math.exp(moved(math.log(access), target.enabled, mean.enabled, ACCESS_PART))
    return parameters._replace(
        platform_fit=moved(parameters.platform_fit, target.reader, mean.reader),
        writing_offset=moved(parameters.writing_offset, target.contributor, mean.contributor),
        reacting_offset=moved(parameters.reacting_offset, target.interactive, mean.interactive),
        account_access=access,
    )
