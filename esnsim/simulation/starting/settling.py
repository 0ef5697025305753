"""A world that has been used for years and has the observed shares: run in under control, until a fitting week comes.

Observed shares are held by moving constants that nobody can observe, week by week (a proportional-integral
controller). What changes slowly, such as ease, beliefs, content, communities and who has fallen silent for good, comes
to its balance under shares that stay, which takes years: a state that was run in for less goes on moving.

ODD element: initialisation.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import NamedTuple

import numpy as np

from esnsim.behaviour.curves import HALVING
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Stage
from esnsim.calendar import HALF_YEAR, MONTH, WORKDAYS_A_WEEK
from esnsim.rng.address import Draw
from esnsim.rng.arrays import uniforms
from esnsim.simulation.build_state import constants
from esnsim.simulation.copy_world import copy_world
from esnsim.simulation.starting.shares import Target, log_odds, miss, shares_counted
from esnsim.simulation.step_day import exchange, step_everybody
from esnsim.state import NEVER, Aggregates, World


class Control(NamedTuple):
    """Parts of misfits (in log-odds) by which constants are moved.

    Attributes:
        use: For what people do, which answers within months.
        accounts: For who has an account, which answers within years.
    """

    use: float
    accounts: float


RUN_IN_DAYS = 12 * HALF_YEAR
"""Workdays in which the constants are moved: six years."""
MEAN_DAYS = HALF_YEAR
"""Last part of them, over which the constants are averaged."""
WAITING_DAYS = 6 * HALF_YEAR
"""Workdays in which a week with the observed shares is waited for, at most."""
STOCKING_DAY = 60
"""Workday on which the stock of content, which started from nothing, is completed."""
STEP = Control(0.08, 0.02)
"""Parts of misfits by which the constants found so far are moved each week."""
PRESSURE = Control(0.8, 8.0)
"""Parts of misfits that press on top of them for the week, which keeps the search from swinging."""
FIRST_ACCESS = 0.025
"""Where ``account_access`` starts from, times the odds of having an account: about where it ends."""
NEAR = 0.5
"""Tolerances within which a week is near enough to be taken at once."""
LIMIT = 6.0
INCLINATION = 6.0
SELECTION_NOISE = 3.0
"""How far those who use it at the beginning of the search differ from the others by nature, and by chance."""
SOLVED = ("platform_fit", "writing_offset", "reacting_offset", "account_access")
"""The constants that are moved."""


def run_in(world: World, parameters: Parameters, target: Target, first_day: int) -> Parameters:
    """Simulate some years in which the constants are moved towards the observed shares.

    Args:
        world: A world in which some have begun; is stepped on.
        parameters: Where the constants start from.
        target: What was observed.
        first_day: The first workday.

    Returns:
        The constants, means over the last part.
    """
    lately: list[Parameters] = []
    if target.enabled < 1.0:
        parameters = parameters._replace(account_access=FIRST_ACCESS * math.exp(log_odds(target.enabled)))
        world = _under(world, parameters)
    for day in range(first_day, first_day + RUN_IN_DAYS):
        _step(world, day)
        since = day - first_day
        if since == STOCKING_DAY:
            complete_stock(world, STOCKING_DAY + 1)
        if since % WORKDAYS_A_WEEK == WORKDAYS_A_WEEK - 1 and since >= MONTH:
            reached, _ = shares_counted(world, day)
            parameters = correct(parameters, target, reached, STEP)
            world = _under(world, correct(parameters, target, reached, PRESSURE))
            if since >= RUN_IN_DAYS - MEAN_DAYS:
                lately.append(parameters)
    means = {name: math.fsum(getattr(each, name) for each in lately) / len(lately) for name in SOLVED}
    return parameters._replace(**means)


def wait_for(
    world: World, parameters: Parameters, target: Target, asked: Collection[str], first_day: int
) -> tuple[World, int]:
    """Go on until a week ends with the observed shares.

    In a small organisation shares vary by points from month to month, as they do where they are observed. Only weeks
    are looked at that lie in the second half of a half-year, so that it is known who wrote lately.

    Args:
        world: From `run_in`; is stepped on.
        parameters: The constants to go on from; the control goes on, and what it makes of them is forgotten.
        target: What was observed.
        asked: Rungs that were asked for.
        first_day: The first workday; a half-year begins on it.

    Returns:
        The world at the end of the first week that is near enough, else of the nearest one, and its last workday.
    """
    world = _under(world, parameters)
    nearest, best, chosen = math.inf, world, first_day
    for day in range(first_day, first_day + WAITING_DAYS):
        _step(world, day)
        since = day - first_day
        if since % WORKDAYS_A_WEEK < WORKDAYS_A_WEEK - 1:
            continue
        reached, _ = shares_counted(world, day)
        parameters = correct(parameters, target, reached, STEP)
        world = _under(world, correct(parameters, target, reached, PRESSURE))
        off = miss(reached, target, asked)
        if since % HALF_YEAR >= HALF_YEAR // 2 and off < nearest:
            nearest, best, chosen = off, copy_world(world, world.key), day
            if off <= NEAR:
                break
    return best, chosen


def _step(world: World, day: int) -> None:
    """Simulate a workday in which nothing is done."""
    step_everybody(world, day)
    exchange(world, day)


def _under(world: World, parameters: Parameters) -> World:
    """The same world under other constants."""
    return world._replace(parameters=constants(parameters))


def complete_stock(world: World, days: int) -> None:
    """Bring the stock of content that grew from nothing to the level at which it would come to rest.

    Args:
        world: The world; its stock is written.
        days: Workdays for which people have been writing.
    """
    left = (1.0 - HALVING / world.parameters[0].content_half_life) ** days
    world.unit_stock[:] /= 1.0 - left
    world.communities.stock[:] /= 1.0 - left
    world.aggregates[Aggregates.STOCK] /= 1.0 - left


def correct(parameters: Parameters, target: Target, reached: Target, pace: Control) -> Parameters:
    """The constants, moved by part of the misfit: a better fit where few read, freer writing where few write.

    Accounts are left alone where everybody has one.
    """
    off = Target(*(log_odds(asked) - log_odds(found) for asked, found in zip(target, reached, strict=True)))
    access = math.log(parameters.account_access) + (pace.accounts * off.enabled if target.enabled < 1.0 else 0.0)
    return parameters._replace(
        platform_fit=_held(parameters.platform_fit + pace.use * off.reader),
        writing_offset=_held(parameters.writing_offset + pace.use * off.contributor),
        reacting_offset=_held(parameters.reacting_offset + pace.use * off.interactive),
        account_access=math.exp(_held(access)),
    )


def _held(offset: float) -> float:
    """An offset within its limits."""
    return min(max(offset, -LIMIT), LIMIT)


def give_accounts(world: World, share: float, day: int) -> None:
    """Give an account to this share of people, by their random numbers."""
    people = world.people
    given = uniforms(world.key, people.person, 0, Draw.START) < share
    people.enabled_since[given] = day
    people.stage[given] = Stage.ENABLED.value


def begin_use(world: World, share: float, day: int) -> None:
    """Make users of this share of those with an account, so that the search is short.

    They are those whom the rules would select in the long run, easily convinced and often there, with much chance
    in it; and they have some habit and belief already.
    """
    people = world.people
    numbers = uniforms(world.key, people.person, 0, Draw.START + 1)
    inclination = people.activity - INCLINATION * people.threshold + SELECTION_NOISE * numbers
    enabled = np.flatnonzero(people.enabled_since != NEVER)
    first = np.argsort(-inclination[enabled], kind="stable")[: round(share * len(enabled))]
    users = enabled[first]
    people.stage[users] = Stage.USER.value
    people.enabled_since[users] = day - 1
    people.visited[users] = day - 1
    people.sought[users] = day - 1
    people.first_visit[users] = day - 1
    people.habit[users] = 0.6
    people.usefulness[users] = 0.45
    people.ease[users] = 0.7
