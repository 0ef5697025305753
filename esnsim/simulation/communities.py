"""Communities between two days: who joins, who founds one, what is posted in them, and which are closed.

People say on their day what they want (``People.wish``); here it happens. Whom one joins depends on yesterday's seats
only, so the order of people cannot matter; foundings go by position, because slots are taken one after the other.

ODD element: process overview and scheduling; design concepts (collectives).
"""

from __future__ import annotations

from esnsim.behaviour.communities import liveliness, pull_of_founder, pulse_after, urge_of_member, welcome
from esnsim.behaviour.perceived_value import content_kept
from esnsim.behaviour.visibility import responses_after
from esnsim.calendar import ARCHIVE, LAPSE, WORKDAYS_A_WEEK
from esnsim.compilation import compiled, inlined
from esnsim.rng.address import SCALE, WORD, Draw, philox, uniform
from esnsim.simulation.activity import Active
from esnsim.simulation.joining import interest_in, leave, seat_for, sit, take_seats
from esnsim.state import SEATS, Counters, Doubles, Ints, Style, Visible, World


@inlined
def venue(world: World, row: int, day: int, nth: int, pulls: Doubles) -> int:
    """Slot of the community that a post of today goes to, -1 for the author's followers, who draw at 1.

    Args:
        world: The world.
        row: The author's row.
        day: Today.
        nth: Which of the author's posts of today.
        pulls: Room for one number a seat.
    """
    total = 1.0
    for seat in range(SEATS):
        pulls[seat] = pull_of(world, row, seat)
        total += pulls[seat]
    goal = uniform(world.key, world.people[row].person, day, Draw.VENUE.value, nth) * total - 1.0
    for seat in range(SEATS):
        if goal >= 0.0:
            goal -= pulls[seat]
            if goal < 0.0:
                return int(world.seats[row, seat])
    return -1


@inlined
def pull_of(world: World, row: int, seat: int) -> float:
    """Pull of one seat's community on a post, 0 for a free seat."""
    slot = int(world.seats[row, seat])
    if slot < 0:
        return 0.0
    it, community, parameters = world.people[row], world.communities[slot], world.parameters[0]
    reads_only = community.style == Style.BROADCAST.value and community.founder != it.person
    drawn = urge_of_member(parameters, float(world.interest[row, seat]), community.lively, reads_only)
    tended = drawn * (1.0 + world.levers[row].tend)
    if community.founder != it.person:
        return float(tended)
    return float(tended + pull_of_founder(parameters, it.zeal, it.propensity))


@compiled
def fade_communities(world: World) -> None:
    """Begin the day of communities: no posts yet, and what there is has lost some of its use."""
    kept = content_kept(world.parameters[0])
    for slot in range(world.counters[Counters.SLOTS.value]):
        world.communities[slot].today = 0
        world.communities[slot].stock *= kept


@inlined
def note_post(world: World, slot: int, day: int, item: int) -> None:
    """Note a post of today in a community."""
    community = world.communities[slot]
    community.last = day
    community.posts += 1
    community.today += 1
    community.latest = item
    community.stock += 1.0
    world.counters[Counters.COMMUNITY_POSTS.value] += 1


@compiled
def update_communities(world: World, active: Active, day: int) -> None:
    """Let people take and leave seats, found and close communities, and see how lively each is now."""
    leave_seats(world, active.leavers)
    take_seats(world, active.joiners, day)
    for row in active.drifters:
        drift(world, int(row), day)
    for position in active.founders:
        found_community(world, int(world.row_of[position]), day)
    if day % WORKDAYS_A_WEEK == WORKDAYS_A_WEEK - 1:
        close_silent(world, day)
    refresh(world, day)


@compiled
def leave_seats(world: World, leavers: Ints) -> None:
    """Free the seats of those who left the organisation today."""
    seats, communities = world.seats, world.communities
    for row in leavers:
        world.people[row].wish = 0
        for seat in range(SEATS):
            if seats[row, seat] >= 0:
                communities[int(seats[row, seat])].members -= 1
                seats[row, seat] = -1
                world.interest[row, seat] = 0.0


@inlined
def drift(world: World, row: int, day: int) -> None:
    """Look at one of the own communities: the duller it is, the likelier one leaves it; nobody leaves their own."""
    seats, communities = world.seats, world.communities
    taken = 0
    while taken < SEATS and seats[row, taken] >= 0:
        taken += 1
    if taken == 0:
        return
    person = int(world.people[row].person)
    words = philox(world.key.low, world.key.high, person & WORD, day & WORD, Draw.DRIFT.value >> 2, 0)
    seat = int(words[0] * SCALE * taken)
    community = communities[int(seats[row, seat])]
    chance = welcome(float(world.interest[row, seat]), float(community.lively))
    if community.founder != person and words[1] * SCALE >= chance:
        leave(world, row, seat)


@compiled
def free_a_seat(world: World, row: int) -> None:
    """Free a seat for a community of one's own: that of the least lively one, if all are taken."""
    seats, communities = world.seats, world.communities
    if seats[row, SEATS - 1] < 0:
        return
    least = 0
    for seat in range(1, SEATS):
        if communities[int(seats[row, seat])].lively < communities[int(seats[row, least])].lively:
            least = seat
    leave(world, row, least)


@compiled
def found_community(world: World, row: int, day: int) -> None:
    """Found a community in the lowest free slot, if there is one; some contacts join at once."""
    slot = free_slot(world)
    if slot < 0:
        return
    person = int(world.people[row].person)
    broadcast = uniform(world.key, person, day, Draw.STYLE.value, 0) < world.parameters[0].broadcast_share
    community = world.communities[slot]
    community.founder = person
    community.owner = row
    community.born = day
    community.last = day
    community.members = 0
    community.posts = 0
    community.today = 0
    community.latest = -1
    community.is_open = 1
    community.style = Style.BROADCAST.value if broadcast else Style.DIALOGUE.value
    community.pulse = 0.0
    community.answered = 0.0
    community.judged = 0.0
    community.stock = 0.0
    community.lively = 0.0
    free_a_seat(world, row)
    sit(world, row, slot, interest_in(world, row, slot), day)
    invite(world, row, slot, day)
    world.counters[Counters.BORN.value] += 1


@compiled
def free_slot(world: World) -> int:
    """The lowest slot without an open community, -1 when there is none."""
    taken = int(world.counters[Counters.SLOTS.value])
    for slot in range(taken):
        if not world.communities[slot].is_open:
            return slot
    if taken == len(world.communities):
        return -1
    world.counters[Counters.SLOTS.value] += 1
    return taken


@compiled
def invite(world: World, row: int, slot: int, day: int) -> None:
    """Seat some of the founder's contacts on the network who have a free seat."""
    ties, contact_counts, people = world.ties, world.contact_counts, world.people
    founder = int(people[row].person) & WORD
    for tie in range(ties.start[row], ties.start[row + 1]):
        other = int(ties.other[tie])
        on_the_network = contact_counts[other].visible & Visible.USING.value
        if on_the_network and seat_for(world, other, day) >= 0:
            number = uniform(world.key, int(people[other].person), day, Draw.INVITE.value, founder)
            if number < world.parameters[0].invited:
                sit(world, other, slot, interest_in(world, other, slot), day)


@compiled
def close_silent(world: World, day: int) -> None:
    """Close communities without a post for a year; what is useful in them stays findable in the founder's unit."""
    closed = False
    for slot in range(world.counters[Counters.SLOTS.value]):
        community = world.communities[slot]
        if community.is_open and day - community.last >= ARCHIVE:
            community.is_open = 0
            community.lively = 0.0
            world.unit_stock[int(world.people[int(community.owner)].unit)] += community.stock
            community.stock = 0.0
            closed = True
    if closed:
        clear_seats(world)


@compiled
def clear_seats(world: World) -> None:
    """Free the seats in communities that are closed; those taken stand first."""
    seats, interest, communities = world.seats, world.interest, world.communities
    for row in range(len(seats)):
        kept = 0
        for seat in range(SEATS):
            slot = seats[row, seat]
            if slot >= 0 and communities[int(slot)].is_open:
                seats[row, kept] = slot
                interest[row, kept] = interest[row, seat]
                kept += 1
        for seat in range(kept, SEATS):
            seats[row, seat] = -1
            interest[row, seat] = 0.0


@compiled
def refresh(world: World, day: int) -> None:
    """Let counts of communities fade, add today's posts, and see how lively each is now and which fall silent."""
    parameters = world.parameters[0]
    living = fallen_silent = 0
    for slot in range(world.counters[Counters.SLOTS.value]):
        community = world.communities[slot]
        if community.is_open:
            living += day - community.last < LAPSE
            fallen_silent += day - community.last == LAPSE
            community.pulse = pulse_after(parameters, float(community.pulse), float(community.today))
            community.answered = responses_after(parameters, float(community.answered), 0.0)
            community.judged = responses_after(parameters, float(community.judged), 0.0)
            community.lively = liveliness(
                parameters, float(community.pulse), float(community.answered), float(community.judged)
            )
    world.counters[Counters.COMMUNITIES.value] = living
    world.counters[Counters.CLOSED.value] += fallen_silent
