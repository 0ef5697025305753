"""What a person perceives: their own row, their contacts in yesterday's feed, and today's levers, as scalars.

ODD element: design concepts (sensing).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol, get_type_hints

import numpy as np

from esnsim.behaviour.influence import ambassador_reach
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.perceived_value import items_a_post
from esnsim.behaviour.person import Person, Surroundings
from esnsim.calendar import FRESH
from esnsim.compilation import COMPILED, compiled, inlined, plain
from esnsim.state import Aggregates, ContactRow, LeverRow, PersonRow, Visible, World


class SurroundingsRow(Protocol):
    """One record of `LAYOUT`, to be written."""

    def __setattr__(self, name: str, value: float, /) -> None: ...


class CommonGround(NamedTuple):
    """What everybody meets alike today; see `Aggregates`.

    Attributes:
        top_writing: Share of the top tier who contributed in the last 28 days.
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
        stage=int(it.stage),
        role=int(it.role),
        tier=int(it.tier),
        frontline=float(it.frontline),
        youth=1.0 - 0.5 * float(it.age_band),
        curiosity=float(it.curiosity),
        activity=float(it.activity),
        propensity=float(it.propensity),
        motive=float(it.motive),
        threshold=float(it.threshold),
        habit_rate=float(it.habit_rate),
        usefulness=float(it.usefulness),
        ease=float(it.ease),
        trust=float(it.trust),
        habit=float(it.habit),
        encouragement=float(it.encouragement),
        fatigue=float(it.fatigue),
        reactance=float(it.reactance),
        crowding=float(it.crowding),
        zeal=float(it.zeal),
    )


LAYOUT = np.dtype(
    [(name, np.int64 if kind is int else np.float64) for name, kind in get_type_hints(Surroundings).items()]
)
"""One record of what a person meets; rules read it as they read `Surroundings`."""


def _plain_records(people: int) -> Any:  # noqa: ANN401 - written as `SurroundingsRow`, read as `Surroundings`
    return np.zeros(people, LAYOUT).view(np.recarray)


@compiled
def _compiled_records(people: int) -> Any:  # noqa: ANN401
    return np.empty(people, LAYOUT)


blank_surroundings = _compiled_records if COMPILED else _plain_records
"""Room for what so many people meet today."""


@inlined
def perceive(
    meets: SurroundingsRow,
    parameters: Parameters,
    common: CommonGround,
    it: PersonRow,
    contacts: ContactRow,
    lever: LeverRow,
    manager_visible: int,
    unit_stock: float,
) -> None:
    """Write down what the person of a row meets: yesterday's feed and today's levers.

    Args:
        meets: Where it is written to.
        parameters: The constants.
        common: What everybody meets alike.
        it: The person's row.
        contacts: What they can see of their contacts.
        lever: What the programme pulls for them.
        manager_visible: What can be seen of their manager, as bits of `Visible`.
        unit_stock: Useful content of their unit, in posts.
    """
    strength = float(contacts.strength)
    offered = float(contacts.fresh) * common.items_a_post + float(contacts.arrivals) * common.items_a_community_post
    offered += common.far_items
    near = unit_stock + common.far_stock + parameters.community_relevance * float(contacts.reserve)
    meets.using = float(contacts.using) / strength
    meets.staying = float(contacts.staying) / strength
    meets.writing = float(contacts.writing) / strength
    meets.ambassadors = ambassador_reach(parameters, float(contacts.ambassadors) / strength)
    meets.manager_tier = int(it.manager_tier)
    meets.manager_using = 1.0 if manager_visible & Visible.USING.value else 0.0
    meets.manager_writing = 1.0 if manager_visible & Visible.WRITING.value else 0.0
    meets.top_writing = common.top_writing
    meets.popularity = common.popularity
    meets.hearsay = common.hearsay
    meets.answered = common.answered
    meets.items = offered * (1.0 - float(lever.sift))
    meets.stock = near + float(lever.content)
    meets.answers = float(contacts.answers)
    meets.silences = float(contacts.silences)
    meets.heard = float(contacts.heard)
    meets.company = float(contacts.company)
    meets.hear = float(lever.hear)
    meets.prompt = float(lever.prompt)
    meets.encourage = float(lever.encourage)
    meets.duty_posts = float(lever.duty_posts)
    meets.duty_replies = float(lever.duty_replies)
    meets.teach_usefulness = float(lever.teach_usefulness)
    meets.teach_ease = float(lever.teach_ease)
    meets.teach_trust = float(lever.teach_trust)
    meets.oblige = float(lever.oblige)
    meets.pressure = float(lever.pressure)
    meets.reward = float(lever.reward)
    meets.tend = float(lever.tend)
    meets.introduce = float(lever.introduce)


@compiled
def perceive_all(world: World, common: CommonGround, met: Sequence[SurroundingsRow], first: int, last: int) -> None:
    """See what yesterday's feed and today's levers mean for everybody.

    Tables are taken out of the world before the loop: handing the world on, person by person, would count every
    table's references up and down each time.

    Args:
        world: The world.
        common: What everybody meets alike.
        met: Where it is written to, counted from ``first``.
        first: First row.
        last: Row after the last.
    """
    parameters, people, unit_stock = world.parameters[0], world.people, world.unit_stock
    contact_counts, levers = world.contact_counts, world.levers
    for row in range(first, last):
        it = people[row]
        manager = int(it.manager)
        manager_visible = int(contact_counts[max(manager, 0)].visible) if manager >= 0 else 0
        perceive(
            meets=met[row - first],
            parameters=parameters,
            common=common,
            it=it,
            contacts=contact_counts[row],
            lever=levers[row],
            manager_visible=manager_visible,
            unit_stock=float(unit_stock[int(it.unit)]),
        )


def surroundings_of(world: World, row: int) -> Surroundings:
    """What the person of a row meets today, for whoever asks now and then."""
    met = _plain_records(1)
    plain(perceive_all)(world, plain(common_ground)(world), met, row, row + 1)
    return Surroundings(*met[0].item())
