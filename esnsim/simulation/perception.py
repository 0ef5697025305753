"""What a person perceives: their own row, their contacts in yesterday's feed, and today's levers, as scalars.

ODD element: design concepts (sensing).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from esnsim.behaviour.influence import ambassador_reach
from esnsim.behaviour.levers import LeverRow
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.perceived_value import items_a_post
from esnsim.behaviour.person import Person, Surroundings
from esnsim.calendar import FRESH
from esnsim.compilation import compiled, inlined, plain
from esnsim.state import (
    NEVER,
    Aggregates,
    Block,
    ContactCounts,
    ContactRow,
    Doubles,
    Levers,
    People,
    PersonRow,
    Visible,
    World,
)


class CommonGround(NamedTuple):
    """What everybody meets alike today; see `Aggregates`.

    Attributes:
        top_writing: Share of everybody whom those of the top tier reach who contributed in the last 28 days.
        popularity: Share of everybody who visited in the last 28 days.
        hearsay: The same as far as one hears of people beyond the contacts, and as they are convincing.
        answered: Share of recent posts that got an answer.
        far_items: Items from elsewhere that surface in the feed.
        far_stock: Useful content from elsewhere within reach, in posts.
        items_a_post: Items that a contact's new post brings: itself and its replies, a workday.
        items_a_community_post: Items that a post of yesterday in an own community brings: itself and its replies.
    """

    top_writing: float
    popularity: float
    hearsay: float
    answered: float
    far_items: float
    far_stock: float
    items_a_post: float
    items_a_community_post: float


@inlined
def common_ground(world: World) -> CommonGround:
    """What everybody meets alike today."""
    aggregates, items = world.aggregates, items_a_post(world.parameters[0])
    return CommonGround(
        top_writing=float(aggregates[Aggregates.TOP_WRITING.value]),
        popularity=float(aggregates[Aggregates.POPULARITY.value]),
        hearsay=float(aggregates[Aggregates.HEARSAY.value]),
        answered=float(aggregates[Aggregates.ANSWERED.value]),
        far_items=float(aggregates[Aggregates.FAR_ITEMS.value]),
        far_stock=float(aggregates[Aggregates.FAR_STOCK.value]),
        items_a_post=items / FRESH,
        items_a_community_post=items,
    )


@inlined
def person_of(it: PersonRow) -> Person:
    """The person of this row, as the rules see them."""
    return Person(
        stage=it.stage,
        role=it.role,
        tier=it.tier,
        frontline=float(it.frontline),
        youth=1.0 - 0.5 * it.age_band,
        curiosity=it.curiosity,
        activity=it.activity,
        propensity=it.propensity,
        motive=it.motive,
        threshold=it.threshold,
        habit_rate=it.habit_rate,
        usefulness=it.usefulness,
        ease=it.ease,
        trust=it.trust,
        habit=it.habit,
        encouragement=it.encouragement,
        fatigue=it.fatigue,
        reactance=it.reactance,
        crowding=it.crowding,
        zeal=it.zeal,
        disuse=it.disuse,
        has_written=it.wrote != NEVER,
    )


class BlockView(NamedTuple):
    """A block of people, with all that their day is worked out from.

    Tables are taken out of the world once a day: handing the world on, pass by pass, takes long to compile.

    Attributes:
        parameters: The constants, as the only row of a table.
        common: What everybody meets alike.
        people: Who is there.
        contact_counts: What each person can see of yesterday.
        levers: What the programme pulls.
        unit_stock: Useful content of each unit, in posts.
        block: Room for what is found out about these people.
        first: Row of the first of them.
        size: How many they are.
    """

    parameters: Sequence[Parameters]
    common: CommonGround
    people: People
    contact_counts: ContactCounts
    levers: Levers
    unit_stock: Doubles
    block: Block
    first: int
    size: int


@inlined
def view_of(world: World, common: CommonGround, first: int, size: int) -> BlockView:
    """The people from this row on, so many of them."""
    return BlockView(
        parameters=world.parameters,
        common=common,
        people=world.people,
        contact_counts=world.contact_counts,
        levers=world.levers,
        unit_stock=world.unit_stock,
        block=world.block,
        first=first,
        size=size,
    )


@compiled
def look_around(view: BlockView) -> None:
    """Note what lies elsewhere in memory: what can be seen of managers, and the stock of units."""
    for place in range(view.size):
        it, today = view.people[view.first + place], view.block[place]
        visible = view.contact_counts[max(it.manager, 0)].visible
        today.manager_visible = visible if it.manager >= 0 else 0
        today.unit_stock = view.unit_stock[it.unit]


@inlined
def person_at(view: BlockView, place: int) -> Person:
    """The person at this place of a block, as the rules see them."""
    return person_of(view.people[view.first + place])


@inlined
def surroundings_at(view: BlockView, place: int) -> Surroundings:
    """What the person at this place of a block meets: yesterday's feed and today's levers."""
    row = view.first + place
    return perceive(
        parameters=view.parameters[0],
        common=view.common,
        it=view.people[row],
        contacts=view.contact_counts[row],
        lever=view.levers[row],
        manager_visible=view.block[place].manager_visible,
        unit_stock=view.block[place].unit_stock,
    )


@inlined
def perceive(
    parameters: Parameters,
    common: CommonGround,
    it: PersonRow,
    contacts: ContactRow,
    lever: LeverRow,
    manager_visible: int,
    unit_stock: float,
) -> Surroundings:
    """What a person meets: yesterday's feed and today's levers.

    Args:
        parameters: The constants.
        common: What everybody meets alike.
        it: The person's row.
        contacts: What they can see of their contacts.
        lever: What the programme pulls for them.
        manager_visible: What can be seen of their manager, as bits of `Visible`.
        unit_stock: Useful content of their unit, in posts.
    """
    offered = contacts.fresh * common.items_a_post + contacts.arrivals * common.items_a_community_post
    offered += common.far_items
    manager_using = 1.0 if manager_visible & Visible.USING.value else 0.0
    manager_writing = 1.0 if manager_visible & Visible.WRITING.value else 0.0
    near = unit_stock + common.far_stock + parameters.community_relevance * contacts.reserve
    return Surroundings(
        using=contacts.using / contacts.strength,
        staying=contacts.staying / contacts.strength,
        writing=contacts.writing / contacts.strength,
        ambassadors=ambassador_reach(parameters, contacts.ambassadors / contacts.strength),
        manager_tier=it.manager_tier,
        manager_using=manager_using,
        manager_writing=manager_writing,
        top_writing=common.top_writing,
        popularity=common.popularity,
        hearsay=common.hearsay,
        answered=common.answered,
        items=offered * (1.0 - lever.sift),
        offered=offered,
        stock=near + lever.content,
        answers=float(contacts.answers),
        silences=float(contacts.silences),
        heard=float(contacts.heard),
        company=contacts.company,
        lever=lever,
    )


def surroundings_of(world: World, row: int) -> Surroundings:
    """What the person of a row meets today, for whoever asks now and then."""
    it = world.people[row]
    return plain(perceive)(
        parameters=Parameters(*world.parameters[0]),
        common=plain(common_ground)(world),
        it=it,
        contacts=world.contact_counts[row],
        lever=LeverRow(*world.levers[row]),
        manager_visible=world.contact_counts[it.manager].visible if it.manager >= 0 else 0,
        unit_stock=float(world.unit_stock[it.unit]),
    )
