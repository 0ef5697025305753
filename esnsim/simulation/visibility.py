"""What can be seen in the evening: of one's communities, and of contacts.

Short loops over columns find what changed, and only those few go through their contacts, one thing at a time.

ODD element: process overview and scheduling; design concepts (sensing).
"""

from __future__ import annotations

import numpy as np

from esnsim.behaviour.communities import urge_of_member, vitality
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Role, Stage, Tier
from esnsim.calendar import FRESH, MONTH
from esnsim.compilation import compiled, inlined
from esnsim.state import (
    SEATS,
    Bytes,
    Communities,
    ContactCounts,
    Counters,
    Doubles,
    Floats,
    Ints,
    People,
    Style,
    Ties,
    Visible,
    World,
)

TODAY, VITALITY, STOCK = range(3)
"""What a card says of a community: posts of today, how much it draws its members to write, and its stock."""
CARD = 4
"""Numbers for which a card has room, so that none lies across two lines of the cache."""


@compiled
def update_visibility(world: World, day: int) -> None:
    """Show everybody their communities, what is visible of whom, and their contacts' counts where that changed."""
    slots, parameters = world.counters[Counters.SLOTS.value], world.parameters[0]
    cards = cards_of(parameters, world.communities, slots)
    show_communities(parameters, world.contact_counts, world.seats, world.interest, cards)
    show_own_broadcasts(world, slots)
    seen = visible_now(world.people, world.contact_counts, day)
    update_contacts(world, rows_changed(world.contact_counts, seen), seen)


@compiled
def cards_of(parameters: Parameters, communities: Communities, slots: int) -> Doubles:
    """What members see of each community, side by side in memory; the first card, of zeros, stands for a free seat.

    Broadcasts draw nobody to write, but for their founders: see `show_own_broadcasts`.
    """
    cards = np.zeros((slots + 1, CARD))
    for slot in range(slots):
        community = communities[slot]
        cards[slot + 1, TODAY] = float(community.today)
        cards[slot + 1, STOCK] = community.stock
        if community.style != Style.BROADCAST.value:
            cards[slot + 1, VITALITY] = vitality(parameters, community.lively)
    return cards


@compiled
def show_communities(
    parameters: Parameters, contact_counts: ContactCounts, seats: Ints, interest: Floats, cards: Doubles
) -> None:
    """Add up for everybody what the own communities bring.

    Args:
        parameters: The constants.
        contact_counts: Written.
        seats: Everybody's seats.
        interest: How much they interest.
        cards: See `cards_of`.
    """
    effect = parameters.community_effect
    for row in range(len(contact_counts)):
        arrivals, drawn, reserve = 0.0, 0.0, 0.0
        if seats[row, 0] >= 0:
            # All seats, taken or not: a loop of known length without a branch.
            for seat in range(SEATS):
                card = np.uint32(seats[row, seat] + 1)
                arrivals += cards[card, TODAY]
                reserve += cards[card, STOCK]
                drawn += effect * float(interest[row, seat]) * cards[card, VITALITY]
        contacts = contact_counts[row]
        contacts.arrivals = int(arrivals)
        contacts.company = drawn
        contacts.reserve = reserve


@compiled
def show_own_broadcasts(world: World, slots: int) -> None:
    """Let the founders of broadcasts, who do write in them, be drawn by theirs as well.

    Args:
        world: The world.
        slots: Slots that have ever been taken.
    """
    people, communities, seats, parameters = world.people, world.communities, world.seats, world.parameters[0]
    for slot in range(slots):
        row, founder = communities[slot].owner, communities[slot].founder
        if communities[slot].style == Style.BROADCAST.value and people[row].person == founder:
            drawn = 0.0
            for seat in range(SEATS):
                if seats[row, seat] >= 0:
                    community = communities[seats[row, seat]]
                    reads_only = community.style == Style.BROADCAST.value and community.founder != founder
                    interest = float(world.interest[row, seat])
                    drawn += urge_of_member(parameters, interest, community.lively, reads_only)
            world.contact_counts[row].company = drawn


@compiled
def visible_now(people: People, contact_counts: ContactCounts, day: int) -> Bytes:
    """What others will see of everybody tomorrow, as bits of `Visible`; shape (n,)."""
    seen = np.empty(len(people), np.int8)
    for row in range(len(people)):
        it = people[row]
        using, writing = day - it.visited < MONTH, day - it.wrote < MONTH
        staying = using & (it.stage == Stage.USER.value)
        posted = (day - it.posted < FRESH) & (contact_counts[row].latest >= 0)
        bits = Visible.USING.value if using else 0
        bits |= Visible.STAYING.value if staying else 0
        bits |= Visible.WRITING.value if writing else 0
        bits |= Visible.AMBASSADOR.value if it.role == Role.AMBASSADOR.value else 0
        bits |= Visible.POSTED.value if posted else 0
        seen[row] = bits
    return seen


@compiled
def rows_changed(contact_counts: ContactCounts, seen: Bytes) -> Ints:
    """Rows of those of whom something else can be seen than yesterday."""
    rows, changed = np.empty(len(seen), np.int32), 0
    for row in range(len(seen)):
        rows[changed] = row
        changed += contact_counts[row].visible != seen[row]
    return rows[:changed]


@inlined
def change(before: int, after: int, bit: int) -> int:
    """1 where the bit appeared, -1 where it went, 0 where it stayed."""
    return (1 if after & bit else 0) - (1 if before & bit else 0)


@compiled
def update_contacts(world: World, rows: Ints, seen: Bytes) -> None:
    """Let everybody tied to these rows know what can be seen of them from now on.

    Args:
        world: The world.
        rows: Those of whom something else can be seen than yesterday.
        seen: What can be seen of everybody.
    """
    contact_counts, counters, people = world.contact_counts, world.counters, world.people
    ties = world.ties
    for row in rows:
        before, after = contact_counts[row].visible, int(seen[row])
        contact_counts[row].visible = after
        using = change(before, after, Visible.USING.value)
        staying = change(before, after, Visible.STAYING.value)
        writing = change(before, after, Visible.WRITING.value)
        ambassadors = change(before, after, Visible.AMBASSADOR.value)
        fresh = change(before, after, Visible.POSTED.value)
        counters[Counters.USING.value] += using
        counters[Counters.STAYING.value] += staying
        counters[Counters.TOP_WRITING.value] += writing if people[row].tier == Tier.TOP.value else 0
        tell_weights(contact_counts, ties, row, using, staying, writing, ambassadors)
        if fresh != 0:
            for tie in range(ties.start[row], ties.start[row + 1]):
                contact_counts[ties.other[tie]].fresh += fresh


@inlined
def tell_weights(
    contact_counts: ContactCounts, ties: Ties, row: int, using: int, staying: int, writing: int, ambassadors: int
) -> None:
    """Let contacts know what changed of a person, each by the weight of the tie and only what did change.

    Args:
        contact_counts: Written for everybody tied to the row.
        ties: Who works with whom.
        row: The person's row.
        using: `change` of being seen to use it.
        staying: `change` of being seen to have gone on.
        writing: `change` of being seen to contribute.
        ambassadors: `change` of being an ambassador.
    """
    first, last = ties.start[row], ties.start[row + 1]
    if using != 0:
        for tie in range(first, last):
            contact_counts[ties.other[tie]].using += using * ties.weight[tie]
    if staying != 0:
        for tie in range(first, last):
            contact_counts[ties.other[tie]].staying += staying * ties.weight[tie]
    if writing != 0:
        for tie in range(first, last):
            contact_counts[ties.other[tie]].writing += writing * ties.weight[tie]
    if ambassadors != 0:
        for tie in range(first, last):
            contact_counts[ties.other[tie]].ambassadors += ambassadors * ties.weight[tie]
