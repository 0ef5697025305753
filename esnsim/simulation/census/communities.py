"""The census of communities: seats, members and what can be seen of them, counted anew.

ODD element: observation.
"""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import ARCHIVE, LAPSE
from esnsim.simulation.census.view import View
from esnsim.state import SEATS, Communities, Counters, Style

SINGLE = 1e-5
"""Relative difference left to sums in single precision."""


def check_communities(view: View) -> None:
    """Recount seats and communities at the end of a day."""
    check_seats(view)
    check_slots(view)
    check_news(view)


def check_seats(view: View) -> None:
    """People sit in open communities, once in each, and their seats are taken from the first on."""
    seats, communities = view.world.seats, view.world.communities
    taken = seats >= 0
    view.demand("seats", (taken[:, 1:] <= taken[:, :-1]).all(1), "those taken stand first", taken.sum(1))
    open_ones = np.where(taken, communities.is_open[seats] == 1, True)  # noqa: FBT003
    view.demand("seats", open_ones.all(1), "a seat is in an open community", taken.sum(1))
    ordered = np.sort(seats, 1)
    twice = (ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] >= 0)
    interested = (view.world.interest > 0) == taken
    view.demand("interest", interested.all(1), "whoever sits is interested", taken.sum(1))
    view.demand("seats", ~twice.any(1), "nobody sits twice in one community", taken.sum(1))


def check_slots(view: View) -> None:
    """Members are those who sit there, posts of today add up, and nobody was forgotten to be closed."""
    world, day = view.world, view.day
    slots = int(world.counters[Counters.SLOTS])
    communities = cast("Communities", world.communities[:slots])
    members = np.bincount(world.seats[world.seats >= 0], minlength=slots)[:slots] if slots else np.zeros(0)
    open_ones = communities.is_open == 1
    late = open_ones & (day - communities["last"] >= ARCHIVE + SEATS)  # communities are looked through once a week
    living = open_ones & (day - communities["last"] < LAPSE)
    counted = {
        "communities.members": (int(communities.members[open_ones].sum()), int(members.sum())),
        "communities.today": (int(communities.today.sum()), int(world.counters[Counters.COMMUNITY_POSTS])),
        "communities.last": (int(late.sum()), 0),
        "communities": (int(living.sum()), int(world.counters[Counters.COMMUNITIES])),
    }
    for name, (kept, number) in counted.items():
        view.demand_once(name, kept == number, f"the columns give {number}", kept)
    same = bool((communities.members[open_ones] == members[open_ones]).all())
    view.demand_once("communities.members", same, "members are those who have a seat", int(members.sum()))


def check_news(view: View) -> None:
    """What people can see of their communities."""
    world = view.world
    taken = world.seats >= 0
    communities = world.communities
    arrivals = np.where(taken, communities.today[world.seats], 0).sum(1)
    view.demand_same("arrivals", world.contact_counts.arrivals, arrivals)
    parameters = world.parameters[0]
    vital = parameters.quiet_urge + (1.0 - parameters.quiet_urge) * communities.lively[world.seats].astype(np.float64)
    drawn = np.where(silent_for_others(view), 0.0, parameters.community_effect * world.interest * vital)
    company = np.where(taken, drawn, 0.0).sum(1)
    near = np.abs(world.contact_counts.company - company) <= SINGLE * np.maximum(company, 1.0)
    view.demand("company", near, "it is the pull of all own communities", world.contact_counts.company)


def silent_for_others(view: View) -> NDArray[np.bool_]:
    """Seats in which the person only reads: in broadcasts of somebody else."""
    world = view.world
    communities = world.communities
    own = communities.founder[world.seats] == world.people.person[:, None]
    silent: NDArray[np.bool_] = (communities["style"][world.seats] == Style.BROADCAST.value) & ~own
    return silent
