"""The starting state: a launch, or a state that was observed and holds still when nothing is done.

Observed shares (readers, those who interact, contributors, accounts) are reproduced by solving for constants that
nobody can observe: how well the platform fits the work here (``platform_fit``), how freely people write
(``writing_offset``) and react (``reacting_offset``), and how easily those without an account get one
(``account_access``). The organisation is run in for years under control; a week is waited for that has the observed
shares; and the two years after it are rehearsed, until constants are those under which it holds still.

Where few people use a network, its use may be at the edge of what sustains itself: such a state is found all the same,
and then slowly leaves it, which reports say.

ODD element: initialisation.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from esnsim.behaviour.parameters import Parameters
from esnsim.organisation.model import Organisation
from esnsim.rng.address import Key, key_of
from esnsim.simulation.build_state import InitialConditions, build_state, constants
from esnsim.simulation.copy_world import renumber_days
from esnsim.simulation.starting.rehearsal import REHEARSED_DAYS, lives_of, rehearse
from esnsim.simulation.starting.settling import RUN_IN_DAYS, WAITING_DAYS, begin_use, give_accounts, run_in, wait_for
from esnsim.simulation.starting.shares import LEAST, Target, shares_counted
from esnsim.state import Longs, World

READERS_WHO_USE = 0.9
"""Readers in continued use at the beginning of the search; the others will be trying, or have just given up."""
RUNGS = ("enabled", "reader", "interactive", "contributor")
"""Rungs that a starting state is asked for by."""


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
    return InitialState(world, parameters, *shares_counted(world, -1))


def solve_initial_state(
    organisation: Organisation,
    parameters: Parameters,
    seed: int,
    target: Target,
    asked: Collection[str] = RUNGS,
    *,
    still: bool = True,
) -> InitialState:
    """A start with the observed shares, that holds still when nothing is done.

    Args:
        organisation: Who is there.
        parameters: The constants; the search begins from those that are solved for.
        seed: The scenario's seed.
        target: What was observed.
        asked: Rungs that were asked for; the others are only aimed at.
        still: Whether constants are to hold it still; without, they are those of the search.
    """
    first_day = -(RUN_IN_DAYS + WAITING_DAYS)
    world = build_state(InitialConditions(organisation, parameters, birth_key(seed), target.enabled >= 1.0, first_day))
    give_accounts(world, target.enabled, first_day)
    begin_use(world, READERS_WHO_USE * target.reader / max(target.enabled, LEAST), first_day)
    parameters = run_in(world, parameters, target, first_day)
    world, day = wait_for(world, parameters, target, asked, first_day + RUN_IN_DAYS)
    renumber_days(world, -1 - day)
    if still:
        parameters = rehearse(world, parameters, target, seed)
    world = world._replace(parameters=constants(parameters))
    return InitialState(world, parameters, *shares_counted(world, -1))


def days_of_start(people: int) -> int:
    """Workdays that are simulated to find the start of an organisation of so many people, at most."""
    lives, rounds = lives_of(people)
    return RUN_IN_DAYS + WAITING_DAYS + lives * rounds * REHEARSED_DAYS


def birth_key(seed: int) -> Key:
    """The seed of everything before the start."""
    return key_of("esnsim", "before the start", seed)
