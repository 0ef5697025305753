"""Taking seats in communities: which ones come to notice, and whether they are worth a seat.

Hundreds look on a day, each at other places of memory. Steps are therefore loops of their own: in a short loop the
machine fetches for several people at once what each would have to wait for (measured: a third of the time).

ODD element: process overview and scheduling; design concepts (collectives).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from esnsim.behaviour.communities import interest_of, welcome
from esnsim.calendar import LAPSE
from esnsim.compilation import compiled, inlined
from esnsim.rng.address import SCALE, WORD, Draw, Key, uniform
from esnsim.rng.arrays import LANES, fill_words
from esnsim.simulation.turnover import score
from esnsim.state import SEATS, Counters, Ints, People, World

CONTACT, SEAT, WELCOME, WHERE = range(4)
"""What the random words decide: which contact or post, which of its seats, whether it is welcome, where to look."""


@compiled
def take_seats(world: World, joiners: Ints, day: int) -> None:
    """Seat those who want to join; all look before anybody sits down.

    A community is joined as likely as it is interesting and lively.

    Args:
        world: The world.
        joiners: Rows of those who want to join.
        day: Today.
    """
    drawn = draw_words(world.key, world.people, joiners, day)
    slots = slots_noticed(world, joiners, drawn)
    chosen = who_may_sit(world, joiners, slots, drawn[WELCOME], day)
    interests = np.empty(len(chosen))
    for place in range(len(chosen)):
        nth = int(chosen[place])
        interests[place] = interest_in(world, int(joiners[nth]), int(slots[nth]))
    for place in range(len(chosen)):
        nth = int(chosen[place])
        slot, interest = int(slots[nth]), interests[place]
        if drawn[WELCOME, nth] * SCALE < welcome(interest, world.communities[slot].lively):
            sit(world, int(joiners[nth]), slot, interest, day)


@compiled
def who_may_sit(world: World, joiners: Ints, slots: Ints, drawn: NDArray[np.uint32], day: int) -> Ints:
    """Places of those with a seat to give, for a community new to them, that their number would let them join.

    However interesting a community is, the chance to join it is less than its liveliness; how interesting it is, is
    worked out for these only.

    Args:
        world: The world.
        joiners: Rows of those who want to join.
        slots: The community that each noticed, -1 for none.
        drawn: The random word that decides for each whether it is welcome.
        day: Today.
    """
    communities, seats = world.communities, world.seats
    lively = np.empty(len(joiners))
    for nth in range(len(joiners)):
        slot = int(slots[nth])
        lively[nth] = communities[slot].lively if slot >= 0 else 0.0
    chosen, many = np.empty(len(joiners), np.int32), 0
    for nth in range(len(joiners)):
        chosen[many] = nth
        many += drawn[nth] * SCALE < lively[nth]
    free = 0
    for place in range(many):
        nth = int(chosen[place])
        row, slot = int(joiners[nth]), slots[nth]
        new = seat_for(world, row, day) >= 0
        for seat in range(SEATS):
            new &= seats[row, seat] != slot
        chosen[free] = nth
        free += new
    return chosen[:free]


@compiled
def draw_words(key: Key, people: People, joiners: Ints, day: int) -> NDArray[np.uint32]:
    """Four random words for each of those who want to join; shape (4, joiners)."""
    drawn, persons = np.empty((LANES, len(joiners)), np.uint32), np.empty(len(joiners), np.uint32)
    for nth in range(len(joiners)):
        persons[nth] = np.uint32(people[joiners[nth]].person & WORD)
    fill_words(drawn, key, persons, day, Draw.SEAT.value >> 2)
    return drawn


@compiled
def slots_noticed(world: World, joiners: Ints, drawn: NDArray[np.uint32]) -> Ints:
    """The community that comes to the notice of each, -1 for none: through a contact, or a post in the feed."""
    slots, by_contact = np.empty(len(joiners), np.int32), world.parameters[0].joining_by_contact
    ties, seats, items, number_of_items = world.ties, world.seats, world.items, world.counters[Counters.ITEMS.value]
    for nth in range(len(joiners)):
        row, which, seat = joiners[nth], drawn[CONTACT, nth] * SCALE, int(drawn[SEAT, nth] * SCALE * SEATS)
        if drawn[WHERE, nth] * SCALE < by_contact:
            # A community of some contact, -1 where the seat looked at is free.
            first, contacts = ties.start[row], ties.start[row + 1] - ties.start[row]
            slots[nth] = seats[ties.other[first + int(which * contacts)], seat] if contacts > 0 else -1
        else:
            # The community of some post in the feed, -1 if it has none.
            slots[nth] = items[int(which * number_of_items)].community if number_of_items > 0 else -1
    return slots


@inlined
def interest_in(world: World, row: int, slot: int) -> float:
    """How much a community interests a person: always the same for these two, and more for the founder."""
    person, community = int(world.people[row].person), world.communities[slot]
    drawn = uniform(world.key, person, int(community.born), Draw.INTEREST.value, int(community.founder) & WORD)
    if community.founder == person:
        return float(world.parameters[0].founder_interest)
    return interest_of(world.parameters[0], score(world.normal, int(drawn * 4294967296.0)))


@inlined
def seat_for(world: World, row: int, day: int) -> int:
    """The seat that somebody would give to one more community, -1 for none.

    The first free one, else the first in somebody else's community that has been silent for 56 days: attention goes
    where there is something to see.
    """
    if world.seats[row, SEATS - 1] < 0:
        taken = 0
        while world.seats[row, taken] >= 0:
            taken += 1
        return taken
    for seat in range(SEATS):
        community = world.communities[int(world.seats[row, seat])]
        if day - community.last >= LAPSE and community.founder != world.people[row].person:
            return seat
    return -1


@inlined
def leave(world: World, row: int, seat: int) -> None:
    """Free a seat; those taken stand first."""
    seats = world.seats
    world.communities[int(seats[row, seat])].members -= 1
    for place in range(seat, SEATS - 1):
        seats[row, place] = seats[row, place + 1]
        world.interest[row, place] = world.interest[row, place + 1]
    seats[row, SEATS - 1] = -1
    world.interest[row, SEATS - 1] = 0.0


@compiled
def sit(world: World, row: int, slot: int, interest: float, day: int) -> None:
    """Take the first free seat, or that in a silent community, if there is one; nobody sits twice.

    Args:
        world: The world.
        row: Who.
        slot: The community.
        interest: How much it interests them.
        day: Today.
    """
    seats = world.seats
    for seat in range(SEATS):
        if seats[row, seat] == slot:
            return
    free = seat_for(world, row, day)
    if free < 0:
        return
    if seats[row, free] >= 0:
        leave(world, row, free)
        free = SEATS - 1
    seats[row, free] = slot
    world.interest[row, free] = interest
    world.communities[slot].members += 1
