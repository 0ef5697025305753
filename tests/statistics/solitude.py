"""Worlds in which all but one thing is switched off, so that theory says what has to come out."""

from __future__ import annotations

import numpy as np

from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Stage
from esnsim.organisation.model import Organisation
from esnsim.rng.address import key_of
from esnsim.simulation.build_state import InitialConditions, build_state
from esnsim.simulation.step_day import exchange, step_people
from esnsim.state import Ties, World
from tests.organisations import draw

CERTAIN = 40.0
"""Log-odds beyond any doubt."""

NOTHING = dict.fromkeys(
    (
        "external_rate",
        "founding",
        "hearsay",
        "imitation",
        "popularity_pull",
        "manager_pull",
        "youth_pull",
        "curiosity_spread",
        "frontline_loss",
        "frontline_penalty",
        "activity_spread",
        "usefulness_effect",
        "ease_effect",
        "trust_effect",
        "trust_pace",
        "status_fear",
        "visit_value",
        "answer_notice",
        "overload_effect",
        "habit_effect",
        "norm_effect",
        "manager_effect",
        "top_effect",
        "ambassador_support",
        "answer_effect",
        "silence_effect",
        "silence_lapse",
        "lapse_habit",
        "lapse_value",
        "propensity_spread",
        "turnover",
    ),
    0.0,
)
"""Everything that makes one person differ from another, or from themselves."""


def alone(**constants: float) -> Parameters:
    """Constants of people who are all alike, stay for ever and feel nothing but what is said here.

    Whoever tries it stays, and visits on every day.
    """
    sure = {"platform_fit": CERTAIN, "lapse_base": -CERTAIN, "visit_base": CERTAIN, "posting_base": -CERTAIN}
    return Parameters()._replace(**{**NOTHING, **sure, "reaction_base": -CERTAIN, **constants})


def strangers(people: int) -> Organisation:
    """People without ties, without managers, all of one unit."""
    return draw([-1] * people, [])


def everybody_knows_everybody(people: int) -> Organisation:
    """A complete graph of equal ties."""
    organisation = strangers(people)
    start = np.arange(people + 1, dtype=np.int64) * (people - 1)
    other = np.arange(people, dtype=np.int32)[None, :].repeat(people, axis=0)
    others = other[~np.eye(people, dtype=bool)]
    return Organisation(
        **{name: getattr(organisation, name) for name in Organisation.__dataclass_fields__ if name != "ties"},
        ties=Ties(start, others, np.ones(len(others), np.int32)),
    )


def world_of(organisation: Organisation, parameters: Parameters, *, using: bool = False) -> World:
    """A world at its first day, in which everybody uses the network already, or nobody does."""
    world = build_state(
        InitialConditions(organisation, parameters, key_of("known answers"), provisioned=True, first_day=0)
    )
    if using:
        world.people.stage[:] = Stage.USER
        world.people.visited[:] = -1
        world.people.first_visit[:] = -1
    return world


def simulate_day(world: World, day: int) -> None:
    """Everybody steps through a workday, and it becomes visible."""
    step_people(world, day, 0, len(world.people))
    exchange(world, day)
