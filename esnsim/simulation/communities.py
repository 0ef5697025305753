"""Communities between two days: who joins, who founds one, what is posted in them, and which are closed.

People say on their day what they want (``People.wish``); here it happens. Whom one joins depends on yesterday's seats
only, so the order of people cannot matter; foundings go by position, because slots are taken one after the other.

ODD element: process overview and scheduling; design concepts (collectives).
"""

from __future__ import annotations

from esnsim.behaviour.communities import liveliness, urge, welcome
from esnsim.behaviour.curves import HALVING, exp
from esnsim.behaviour.parameters import Parameters
from esnsim.compilation import compiled, inlined
from esnsim.rng.address import SCALE, WORD, Draw, philox, uniform
from esnsim.simulation.activity import Doers
from esnsim.simulation.joining import interest_in, sit, take_seats
from esnsim.state import LAPSE, SEATS, Flow, Ints, Sight, SpaceRow, Style, World

WEEK = 5
PULSE_MEMORY = 0.9
"""Part of the count of posts kept from day to day, so that it sums up some two weeks."""
ANSWER_MEMORY = 0.95
"""Part of the counts of answered posts kept from day to day (a half-life of some three weeks)."""


@inlined
def urge_in(parameters: Parameters, space: SpaceRow, person: int, interest: float) -> float:
    """How much a community draws a member to write in it; others' broadcasts do not.

    Args:
        parameters: The constants.
        space: The community.
        person: Id of the member.
        interest: How much it interests the member.
    """
    reads_only = space.style == Style.BROADCAST.value and space.founder != person
    return 0.0 if reads_only else urge(parameters, interest, float(space.lively))


@inlined
def venue(world: World, row: int, day: int, nth: int) -> int:
    """Slot of the community that a post of today goes to, -1 for the author's followers, who draw at 1."""
    total = 1.0
    for seat in range(SEATS):
        total += pull_of(world, row, seat)
    goal = uniform(world.key, int(world.people[row].person), day, Draw.VENUE.value, nth) * total - 1.0
    for seat in range(SEATS):
        if goal >= 0.0:
            goal -= pull_of(world, row, seat)
            if goal < 0.0:
                return int(world.seats[row, seat])
    return -1


@inlined
def pull_of(world: World, row: int, seat: int) -> float:
    """Pull of one seat's community on a post: of its life, and for its founder of zeal beside the ordinary wish."""
    slot = int(world.seats[row, seat])
    if slot < 0:
        return 0.0
    it, space, parameters = world.people[row], world.spaces[slot], world.parameters[0]
    drawn = urge_in(parameters, space, int(it.person), float(world.interest[row, seat]))
    tended = drawn * (1.0 + float(world.levers[row].tend))
    if space.founder != it.person:
        return tended
    return tended + parameters.founder_posts * float(it.zeal) * exp(-float(it.propensity))


@compiled
def begin_day(world: World) -> None:
    """Nothing has been posted yet, and what there is has lost some of its use."""
    fading = 1.0 - HALVING / world.parameters[0].content_half_life
    for slot in range(world.flow[Flow.SLOTS.value]):
        world.spaces[slot].today = 0
        world.spaces[slot].stock *= fading


@inlined
def post_in(world: World, slot: int, day: int, item: int) -> None:
    """Note a post of today in a community."""
    space = world.spaces[slot]
    space.last = day
    space.posts += 1
    space.today += 1
    space.latest = item
    space.stock += 1.0
    world.flow[Flow.SPACE_POSTS.value] += 1


@compiled
def gather(world: World, doers: Doers, day: int) -> None:
    """Let people take and leave seats, found and close communities, and see how lively each is now."""
    leave_seats(world, doers.leavers)
    take_seats(world, doers.joiners, day)
    for row in doers.drifters:
        drift(world, int(row), day)
    for position in doers.founders:
        found_space(world, int(world.row_of[position]), day)
    if day % WEEK == WEEK - 1:
        close_silent(world, day)
    refresh(world)


@compiled
def leave_seats(world: World, leavers: Ints) -> None:
    """Free the seats of those who left the organisation today."""
    seats, spaces = world.seats, world.spaces
    for row in leavers:
        world.people[row].wish = 0
        for seat in range(SEATS):
            if seats[row, seat] >= 0:
                spaces[int(seats[row, seat])].members -= 1
                seats[row, seat] = -1
                world.interest[row, seat] = 0.0


@inlined
def drift(world: World, row: int, day: int) -> None:
    """Look at one of the own communities: the duller it is, the likelier one leaves it; nobody leaves their own."""
    seats, spaces = world.seats, world.spaces
    taken = 0
    while taken < SEATS and seats[row, taken] >= 0:
        taken += 1
    if taken == 0:
        return
    person = int(world.people[row].person)
    words = philox(world.key.low, world.key.high, person & WORD, day & WORD, Draw.DRIFT.value >> 2, 0)
    seat = int(words[0] * SCALE * taken)
    space = spaces[int(seats[row, seat])]
    worth = welcome(float(world.interest[row, seat]), float(space.lively))
    if space.founder != person and words[1] * SCALE >= worth:
        leave(world, row, seat)


@inlined
def leave(world: World, row: int, seat: int) -> None:
    """Free a seat; those taken stand first."""
    seats = world.seats
    world.spaces[int(seats[row, seat])].members -= 1
    for place in range(seat, SEATS - 1):
        seats[row, place] = seats[row, place + 1]
        world.interest[row, place] = world.interest[row, place + 1]
    seats[row, SEATS - 1] = -1
    world.interest[row, SEATS - 1] = 0.0


@compiled
def stand_up(world: World, row: int) -> None:
    """Free a seat for a community of one's own: that of the least lively one, if all are taken."""
    seats, spaces = world.seats, world.spaces
    if seats[row, SEATS - 1] < 0:
        return
    least = 0
    for seat in range(1, SEATS):
        if spaces[int(seats[row, seat])].lively < spaces[int(seats[row, least])].lively:
            least = seat
    leave(world, row, least)


@compiled
def found_space(world: World, row: int, day: int) -> None:
    """Found a community in the lowest free slot, if there is one; some contacts join at once."""
    slot = free_slot(world)
    if slot < 0:
        return
    person = int(world.people[row].person)
    broadcast = uniform(world.key, person, day, Draw.STYLE.value, 0) < world.parameters[0].broadcast_share
    space = world.spaces[slot]
    space.founder = person
    space.owner = row
    space.born = day
    space.last = day
    space.members = 0
    space.posts = 0
    space.today = 0
    space.latest = -1
    space.living = 1
    space.style = Style.BROADCAST.value if broadcast else Style.DIALOGUE.value
    space.pulse = 0.0
    space.answered = 0.0
    space.judged = 0.0
    space.stock = 0.0
    space.lively = 0.0
    stand_up(world, row)
    sit(world, row, slot, interest_in(world, row, slot))
    invite(world, row, slot, day)
    world.flow[Flow.BORN.value] += 1
    world.flow[Flow.SPACES.value] += 1


@compiled
def free_slot(world: World) -> int:
    """The lowest slot without a living community, -1 when there is none."""
    taken = int(world.flow[Flow.SLOTS.value])
    for slot in range(taken):
        if not world.spaces[slot].living:
            return slot
    if taken == len(world.spaces):
        return -1
    world.flow[Flow.SLOTS.value] += 1
    return taken


@compiled
def invite(world: World, row: int, slot: int, day: int) -> None:
    """Seat some of the founder's contacts on the network who have a free seat."""
    ties, sights, people = world.ties, world.sights, world.people
    founder = int(people[row].person) & WORD
    for tie in range(ties.start[row], ties.start[row + 1]):
        other = int(ties.other[tie])
        on_the_network = sights[other].visible & Sight.USING.value
        if on_the_network and world.seats[other, SEATS - 1] < 0:
            luck = uniform(world.key, int(people[other].person), day, Draw.INVITE.value, founder)
            if luck < world.parameters[0].invited:
                sit(world, other, slot, interest_in(world, other, slot))


@compiled
def close_silent(world: World, day: int) -> None:
    """Close communities without a post for 56 days; what is useful in them stays findable in the founder's unit."""
    closed = 0
    for slot in range(world.flow[Flow.SLOTS.value]):
        space = world.spaces[slot]
        if space.living and day - space.last >= LAPSE:
            space.living = 0
            space.lively = 0.0
            world.unit_stock[int(world.people[int(space.owner)].unit)] += space.stock
            space.stock = 0.0
            closed += 1
    if closed > 0:
        world.flow[Flow.CLOSED.value] += closed
        world.flow[Flow.SPACES.value] -= closed
        clear_seats(world)


@compiled
def clear_seats(world: World) -> None:
    """Free the seats in communities that are closed; those taken stand first."""
    seats, interest, spaces = world.seats, world.interest, world.spaces
    for row in range(len(seats)):
        kept = 0
        for seat in range(SEATS):
            slot = seats[row, seat]
            if slot >= 0 and spaces[int(slot)].living:
                seats[row, kept] = slot
                interest[row, kept] = interest[row, seat]
                kept += 1
        for seat in range(kept, SEATS):
            seats[row, seat] = -1
            interest[row, seat] = 0.0


@compiled
def refresh(world: World) -> None:
    """Let counts of communities fade, add today's posts, and see how lively each is now."""
    parameters = world.parameters[0]
    for slot in range(world.flow[Flow.SLOTS.value]):
        space = world.spaces[slot]
        if space.living:
            space.pulse = PULSE_MEMORY * float(space.pulse) + float(space.today)
            space.answered = ANSWER_MEMORY * float(space.answered)
            space.judged = ANSWER_MEMORY * float(space.judged)
            space.lively = liveliness(parameters, float(space.pulse), float(space.answered), float(space.judged))
