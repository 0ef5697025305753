"""The starting state: a launch, or a state that was observed and holds still when nothing is done.

Observed shares (readers, those who interact, contributors) are reproduced by solving for three constants that nobody
can observe: how well the platform fits the work here (``platform_fit``), how freely people write
(``writing_offset``) and react (``reacting_offset``). More than three years before the start are simulated; in the first
part the three are moved towards the observed shares week by week (a proportional-integral controller), then they are
held at their mean and the organisation comes to rest.

Where few people use a network, its use may be at the edge of what sustains itself: such a state is found all the same,
and then slowly leaves it, which reports say.

ODD element: initialisation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from esnsim.behaviour.curves import HALVING
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Stage
from esnsim.calendar import MONTH, WORKDAYS_A_WEEK
from esnsim.organisation.model import Organisation
from esnsim.rng.address import Draw, Key, key_of
from esnsim.rng.arrays import uniforms
from esnsim.simulation.build_state import InitialConditions, build_state, constants
from esnsim.simulation.record import Measure, count_people
from esnsim.simulation.step_day import exchange, step_everybody
from esnsim.state import NEVER, Aggregates, Longs, World

SEARCH_DAYS = 780
"""Workdays in which the constants are moved: three years."""
MEAN_DAYS = 130
"""Last part of the search, over which the constants are averaged."""
REST_DAYS = 60
"""Workdays in which the organisation comes to rest with the constants found."""
STOCKING_DAY = 60
"""Workday of the search on which the stock of content, which started from nothing, is completed."""
STEP = 0.08
"""Part of the misfit (in log-odds) by which the constants found so far are moved each week."""
PRESSURE = 0.8
"""Part of the misfit that presses on top of them for the week, which keeps the search from swinging."""
LIMIT = 6.0
READERS_WHO_USE = 0.9
"""Readers in continued use at the beginning of the search; the others will be trying, or have just given up."""
INCLINATION = 6.0
SELECTION_NOISE = 3.0
"""How far those who use it at the beginning of the search differ from the others by nature, and by chance."""
LEAST = 1e-4


class Target(NamedTuple):
    """Observed shares of headcount.

    Attributes:
        enabled: With an account.
        reader: Visited in the last 28 days.
        interactive: Reacted, replied or posted in the last 28 days.
        contributor: Wrote a post or reply in the last 28 days.
    """

    enabled: float
    reader: float
    interactive: float
    contributor: float


@dataclass(frozen=True, slots=True)
class InitialState:
    """A world at the start of a scenario, and how it was found.

    Attributes:
        world: The world at the end of workday -1; to be copied for every run.
        parameters: The constants, with those that were solved for.
        reached: Shares at the start by measure name, in the order of `Target`.
        record: Counts at the start; shape (measures,).
    """

    world: World
    parameters: Parameters
    reached: Target
    record: Longs


def launch(organisation: Organisation, parameters: Parameters, seed: int, enabled: float) -> InitialState:
    """A start on which nobody has used the network.

    Args:
        organisation: Who is there.
        parameters: The constants.
        seed: The scenario's seed.
        enabled: Share of people who have an account already.
    """
    world = build_state(InitialConditions(organisation, parameters, birth_key(seed), enabled >= 1.0, 0))
    give_accounts(world, enabled, 0)
    return _start(world, parameters, -1)


def solve_initial_state(organisation: Organisation, parameters: Parameters, seed: int, target: Target) -> InitialState:
    """A start with the observed shares, that holds still when nothing is done.

    Args:
        organisation: Who is there.
        parameters: The constants; the search begins from their ``platform_fit``, ``writing_offset`` and
            ``reacting_offset``.
        seed: The scenario's seed.
        target: What was observed.
    """
    first_day = -(SEARCH_DAYS + REST_DAYS)
    world = build_state(InitialConditions(organisation, parameters, birth_key(seed), target.enabled >= 1.0, first_day))
    give_accounts(world, target.enabled, first_day)
    begin_use(world, READERS_WHO_USE * target.reader / max(target.enabled, LEAST), first_day)
    parameters = _search(world, parameters, target, first_day)
    world = world._replace(parameters=constants(parameters))
    for day in range(-REST_DAYS, 0):
        step_everybody(world, day)
        exchange(world, day)
    return _start(world, parameters, -1)


def birth_key(seed: int) -> Key:
    """The seed of everything before the start."""
    return key_of("esnsim", "before the start", seed)


def _search(world: World, parameters: Parameters, target: Target, first_day: int) -> Parameters:
    """Move the three constants towards the observed shares, and return their means over the last part."""
    found_lately: list[tuple[float, float, float]] = []
    for day in range(first_day, first_day + SEARCH_DAYS):
        step_everybody(world, day)
        exchange(world, day)
        if day - first_day == STOCKING_DAY:
            complete_stock(world, STOCKING_DAY + 1)
        if (day - first_day) % WORKDAYS_A_WEEK == WORKDAYS_A_WEEK - 1 and day - first_day >= MONTH:
            reached = _start(world, parameters, day).reached
            parameters = correct(parameters, target, reached, STEP)
            pressed = correct(parameters, target, reached, PRESSURE)
            world = world._replace(parameters=constants(pressed))
            if day >= first_day + SEARCH_DAYS - MEAN_DAYS:
                found_lately.append((parameters.platform_fit, parameters.writing_offset, parameters.reacting_offset))
    platform_fit, writing_offset, reacting_offset = (
        math.fsum(each) / len(found_lately) for each in zip(*found_lately, strict=True)
    )
    return parameters._replace(
        platform_fit=platform_fit, writing_offset=writing_offset, reacting_offset=reacting_offset
    )


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


def correct(parameters: Parameters, target: Target, reached: Target, part: float) -> Parameters:
    """The constants, moved by part of the misfit: a better fit where few read, freer writing where few write."""
    reader = part * (log_odds(target.reader) - log_odds(reached.reader))
    contributor = part * (log_odds(target.contributor) - log_odds(reached.contributor))
    interactive = part * (log_odds(target.interactive) - log_odds(reached.interactive))
    return parameters._replace(
        platform_fit=min(max(parameters.platform_fit + reader, -LIMIT), LIMIT),
        writing_offset=min(max(parameters.writing_offset + contributor, -LIMIT), LIMIT),
        reacting_offset=min(max(parameters.reacting_offset + interactive, -LIMIT), LIMIT),
    )


def log_odds(share: float) -> float:
    """Log-odds of a share, kept finite."""
    inside = min(max(share, LEAST), 1.0 - LEAST)
    return math.log(inside / (1.0 - inside))


def _start(world: World, parameters: Parameters, day: int) -> InitialState:
    """Count a world at the end of a day."""
    record = np.zeros(len(Measure), np.int64)
    count_people(world, day, record)
    shares = (
        float(record[place]) / float(record[Measure.HEADCOUNT])
        for place in (Measure.ENABLED, Measure.READER, Measure.INTERACTIVE, Measure.CONTRIBUTOR)
    )
    return InitialState(world, parameters, Target(*shares), record)


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
