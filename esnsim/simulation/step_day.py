"""One workday from morning to evening: the schedule of the model, as the model's description prints it.

`step_day` is what a run, a Mesa model and the search for a starting state call; the steps it names are the passes over
people (`step_people`) and what happens between two days (`exchange`).

ODD element: process overview and scheduling.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import numpy as np

from esnsim.compilation import entered
from esnsim.rng.address import DAILY_DRAWS
from esnsim.simulation.activity import list_active
from esnsim.simulation.communities import fade_communities, update_communities
from esnsim.simulation.exchange import (
    clear_counters,
    expire_posts,
    publish,
    sum_appeal,
    update_aggregates,
)
from esnsim.simulation.learning import learn_beliefs, learn_habits, learn_moods, note_visits
from esnsim.simulation.people_step import apply_rules, find_busy
from esnsim.simulation.perception import common_ground, look_around, view_of
from esnsim.simulation.programme import Programme
from esnsim.simulation.propensities import apply_links, draw_numbers, fill_propensities
from esnsim.simulation.record import count_people
from esnsim.simulation.replies import respond
from esnsim.simulation.visibility import update_visibility
from esnsim.state import BLOCK, Levers, Longs, NoLevers, World

NO_LEVERS = cast("Levers", NoLevers())
Driver = Callable[[World, int], None]
"""Lets everybody go through a workday once, in any order; see `step_everybody`."""


@entered
def step_people(world: World, day: int, first: int, last: int) -> None:
    """Let people go through their day, in any order: each reads yesterday's feed and writes only the own row.

    Args:
        world: The world; rows ``first`` to ``last - 1`` are written, and any slicing gives the same bits.
        day: Today.
        first: First row.
        last: Row after the last.
    """
    numbers, common = np.empty((DAILY_DRAWS, min(BLOCK, last - first)), np.uint32), common_ground(world)
    for begin in range(first, last, BLOCK):
        size = min(BLOCK, last - begin)
        view, people = view_of(world, common, begin, size), world.people
        draw_numbers(numbers, world.key, people, day, begin, size)
        look_around(view)
        fill_propensities(view)
        apply_links(world.block, size)
        find_busy(view, numbers, day)
        apply_rules(world, view, numbers, day)
        learn_moods(view)  # by the ease of the morning, before it moves
        learn_beliefs(view)
        learn_habits(view)
        note_visits(view, numbers, day)


@entered
def exchange(world: World, day: int) -> None:
    """Turn what people did today into what everybody can see tomorrow.

    Nobody is changed here. All of it is summed in whole numbers, so that the order of rows, workers and drivers cannot
    matter; whatever has an order goes by position, not by row.
    """
    clear_counters(world)
    active = list_active(world)
    fade_communities(world)
    sum_appeal(world, day)
    respond(world, active.responders, day)
    expire_posts(world, day)
    publish(world, active.posters, day)
    update_communities(world, active, day)
    update_visibility(world, day)
    update_aggregates(world)


def step_everybody(world: World, day: int) -> None:
    """Let everybody go through one workday: the compiled driver.

    A day without levers has machine code of its own, so levers cost nothing where nobody pulls them, and the code for
    those who do is compiled when a lever is first pulled.
    """
    levers = world.levers if world.levers.pulled else NO_LEVERS
    step_people(world._replace(levers=levers), day, 0, len(world.people))


def step_day(world: World, day: int, programme: Programme, record: Longs, people: Driver = step_everybody) -> None:
    """One workday.

    Args:
        world: The world at the end of yesterday; at the end of today when it returns.
        day: The workday, counted from 0 at the start of the scenario.
        programme: What is being done.
        record: Row ``day + 1`` is written; the rows before are what conditions of the programme look at.
        people: How people go through their day.
    """
    programme.prepare(world, day, record)
    people(world, day)
    exchange(world, day)
    count_people(world, day, record[day + 1])
