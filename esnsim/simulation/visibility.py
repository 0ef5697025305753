"""What can be seen in the evening: of one's communities, and of contacts.

Short loops over columns find what changed, and only those few go through their contacts, one thing at a time.

ODD element: process overview and scheduling; design concepts (sensing).
"""

from __future__ import annotations

import numpy as np

from esnsim.behaviour.communities import urge_of_member
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
    Ints,
    People,
    Style,
    Ties,
    Visible,
    World,
)

TODAY, LIVELY, STOCK, WRITER = range(4)
"""What a card says of a community: posts of today, liveliness, stock, and who alone writes in it, -1 for everybody."""
CARD = 4


@compiled
def update_visibility(world: World, day: int) -> None:
    """Show everybody their communities, what is visible of whom, and their contacts' counts where that changed."""
    show_communities(world, cards_of(world.communities, world.counters[Counters.SLOTS.value]))
    seen = visible_now(world.people, world.contact_counts, day)
    update_contacts(world, rows_changed(world.contact_counts, seen), seen)


@compiled
def cards_of(communities: Communities, slots: int) -> Doubles:
    """What members see of each community, side by side in memory; the first card, of zeros, stands for a free seat."""
    cards = np.zeros((slots + 1, CARD))
    cards[0, WRITER] = -1.0
    for slot in range(slots):
        community = communities[slot]
        cards[slot + 1, TODAY] = float(community.today)
        cards[slot + 1, LIVELY] = community.lively
        cards[slot + 1, STOCK] = community.stock
        cards[slot + 1, WRITER] = float(community.founder) if community.style == Style.BROADCAST.value else -1.0
    return cards


@compiled
def show_communities(world: World, cards: Doubles) -> None:
    """Add up for everybody what the own communities bring.

    Args:
        world: The world.
        cards: See `cards_of`.
    """
    people, contact_counts, seats, interest = world.people, world.contact_counts, world.seats, world.interest
    parameters = world.parameters[0]
    for row in range(len(people)):
        person, contacts = float(people[row].person), contact_counts[row]
        arrivals, drawn, reserve = 0.0, 0.0, 0.0
        if seats[row, 0] >= 0:
            # All seats, taken or not: a loop of known length without a branch.
            for seat in range(SEATS):
                card = np.uint32(seats[row, seat] + 1)
                arrivals += cards[card, TODAY]
                reserve += cards[card, STOCK]
                reads_only = (cards[card, WRITER] >= 0.0) & (cards[card, WRITER] != person)
                drawn += urge_of_member(parameters, float(interest[row, seat]), cards[card, LIVELY], reads_only)
        contacts.arrivals = int(arrivals)
        contacts.company = drawn
        contacts.reserve = reserve


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
