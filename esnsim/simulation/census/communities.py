"""The census of communities: seats, members and what can be seen of them, counted anew.

ODD element: observation.
"""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray

from esnsim.simulation.census.view import Desk
from esnsim.state import LAPSE, SEATS, Flow, Spaces, Style

SINGLE = 1e-5
"""Relative difference left to sums in single precision."""


def check_spaces(desk: Desk) -> None:
    """Recount seats and communities at the end of a day."""
    check_seats(desk)
    check_slots(desk)
    check_news(desk)


def check_seats(desk: Desk) -> None:
    """People sit in living communities, once in each, and their seats are taken from the first on."""
    seats, spaces = desk.world.seats, desk.world.spaces
    taken = seats >= 0
    desk.demand("seats", (taken[:, 1:] <= taken[:, :-1]).all(1), "those taken stand first", taken.sum(1))
    living = np.where(taken, spaces.living[seats] == 1, True)  # noqa: FBT003
    desk.demand("seats", living.all(1), "a seat is in a living community", taken.sum(1))
    ordered = np.sort(seats, 1)
    twice = (ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] >= 0)
    interested = (desk.world.interest > 0) == taken
    desk.demand("interest", interested.all(1), "whoever sits is interested", taken.sum(1))
    desk.demand("seats", ~twice.any(1), "nobody sits twice in one community", taken.sum(1))


def check_slots(desk: Desk) -> None:
    """Members are those who sit there, posts of today add up, and nobody was forgotten to be closed."""
    world, day = desk.world, desk.day
    slots = int(world.flow[Flow.SLOTS])
    spaces = cast("Spaces", world.spaces[:slots])
    members = np.bincount(world.seats[world.seats >= 0], minlength=slots)[:slots] if slots else np.zeros(0)
    living = spaces.living == 1
    late = living & (day - spaces["last"] >= LAPSE + SEATS)  # communities are looked through once a week
    counted = {
        "spaces.members": (int(spaces.members[living].sum()), int(members.sum())),
        "spaces.today": (int(spaces.today.sum()), int(world.flow[Flow.SPACE_POSTS])),
        "spaces": (int(living.sum()), int(world.flow[Flow.SPACES])),
        "spaces.last": (int(late.sum()), 0),
    }
    for name, (kept, number) in counted.items():
        desk.demand_once(name, kept == number, f"the columns give {number}", kept)
    same = bool((spaces.members[living] == members[living]).all())
    desk.demand_once("spaces.members", same, "members are those who have a seat", int(members.sum()))


def check_news(desk: Desk) -> None:
    """What people can see of their communities."""
    world = desk.world
    taken = world.seats >= 0
    spaces = world.spaces
    arrivals = np.where(taken, spaces.today[world.seats], 0).sum(1)
    desk.demand_same("arrivals", world.sights.arrivals, arrivals)
    parameters = world.parameters[0]
    vital = parameters.quiet_urge + (1.0 - parameters.quiet_urge) * spaces.lively[world.seats].astype(np.float64)
    drawn = np.where(silent_for_others(desk), 0.0, parameters.space_effect * world.interest * vital)
    company = np.where(taken, drawn, 0.0).sum(1)
    near = np.abs(world.sights.company - company) <= SINGLE * np.maximum(company, 1.0)
    desk.demand("company", near, "it is the pull of all own communities", world.sights.company)


def silent_for_others(desk: Desk) -> NDArray[np.bool_]:
    """Seats in which the person only reads: in broadcasts of somebody else."""
    world = desk.world
    spaces = world.spaces
    own = spaces.founder[world.seats] == world.people.person[:, None]
    silent: NDArray[np.bool_] = (spaces["style"][world.seats] == Style.BROADCAST.value) & ~own
    return silent
