"""What a person perceives: their own row, their contacts in yesterday's feed, and today's levers, as scalars.

ODD element: design concepts (sensing).
"""

from __future__ import annotations

from typing import NamedTuple

from esnsim.behaviour.influence import ambassador_reach
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Person, Surroundings
from esnsim.compilation import inlined
from esnsim.state import FRESH, Aggregates, ContactRow, LeverRow, PersonRow, Visible, World


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
    aggregates = world.aggregates
    return CommonGround(
        float(aggregates[Aggregates.TOP_WRITING.value]),
        float(aggregates[Aggregates.POPULARITY.value]),
        float(aggregates[Aggregates.HEARSAY.value]),
        float(aggregates[Aggregates.ANSWERED.value]),
        float(aggregates[Aggregates.FAR_ITEMS.value]),
        float(aggregates[Aggregates.FAR_STOCK.value]),
        (1.0 + world.parameters[0].replies_a_post) / FRESH,
        1.0 + world.parameters[0].replies_a_post,
    )


@inlined
def person_of(it: PersonRow) -> Person:
    """The person of this row, as the rules see them."""
    return Person(
        int(it.stage),
        int(it.role),
        int(it.tier),
        float(it.frontline),
        1.0 - 0.5 * float(it.age_band),
        float(it.curiosity),
        float(it.activity),
        float(it.propensity),
        float(it.motive),
        float(it.threshold),
        float(it.habit_rate),
        float(it.usefulness),
        float(it.ease),
        float(it.trust),
        float(it.habit),
        float(it.encouragement),
        float(it.fatigue),
        float(it.reactance),
        float(it.crowding),
        float(it.zeal),
    )


@inlined
def surroundings_of(
    parameters: Parameters,
    common: CommonGround,
    it: PersonRow,
    contacts: ContactRow,
    lever: LeverRow,
    manager_visible: int,
    unit_stock: float,
) -> Surroundings:
    """What the person of this row meets: yesterday's feed and today's levers.

    Args:
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
    return Surroundings(
        float(contacts.using) / strength,
        float(contacts.staying) / strength,
        float(contacts.writing) / strength,
        ambassador_reach(parameters, float(contacts.ambassadors) / strength),
        int(it.manager_tier),
        1.0 if manager_visible & Visible.USING.value else 0.0,
        1.0 if manager_visible & Visible.WRITING.value else 0.0,
        common.top_writing,
        common.popularity,
        common.hearsay,
        common.answered,
        offered * (1.0 - float(lever.sift)),
        unit_stock + common.far_stock + parameters.community_relevance * float(contacts.reserve) + float(lever.content),
        float(contacts.answers),
        float(contacts.silences),
        float(contacts.heard),
        float(contacts.company),
        float(lever.hear),
        float(lever.prompt),
        float(lever.encourage),
        float(lever.duty_posts),
        float(lever.duty_replies),
        float(lever.teach_usefulness),
        float(lever.teach_ease),
        float(lever.teach_trust),
        float(lever.oblige),
        float(lever.pressure),
        float(lever.reward),
        float(lever.tend),
        float(lever.introduce),
    )
