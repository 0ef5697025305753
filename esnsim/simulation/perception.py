"""What a person perceives: their own row, their contacts in yesterday's feed, and today's levers, as scalars.

ODD element: design concepts (sensing).
"""

from __future__ import annotations

from typing import NamedTuple

from esnsim.behaviour.influence import ambassador_reach
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Person, Surroundings
from esnsim.compilation import inlined
from esnsim.state import FRESH, LeverRow, PersonRow, Sight, SightRow, Tide, World


class CommonGround(NamedTuple):
    """What everybody meets alike today; see `Tide`.

    Attributes:
        top_writing: Share of the top tier who contributed in the last 28 days.
        popularity: Share of everybody who visited in the last 28 days.
        hearsay: The same as far as one hears of people beyond the contacts, and as they are convincing.
        answered: Share of recent posts that got an answer.
        far_items: Items from elsewhere that surface in the feed.
        far_stock: Useful content from elsewhere within reach, in posts.
        items_a_post: Items that a contact's new post brings: itself and its replies, a workday.
        items_a_space_post: Items that a post of yesterday in an own community brings: itself and its replies.
    """

    top_writing: float
    popularity: float
    hearsay: float
    answered: float
    far_items: float
    far_stock: float
    items_a_post: float
    items_a_space_post: float


@inlined
def common_ground(world: World) -> CommonGround:
    """What everybody meets alike today."""
    tide = world.tide
    return CommonGround(
        float(tide[Tide.TOP_WRITING.value]),
        float(tide[Tide.POPULARITY.value]),
        float(tide[Tide.HEARSAY.value]),
        float(tide[Tide.ANSWERED.value]),
        float(tide[Tide.FAR_ITEMS.value]),
        float(tide[Tide.FAR_STOCK.value]),
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
    sight: SightRow,
    lever: LeverRow,
    boss_seen: int,
    unit_stock: float,
) -> Surroundings:
    """What the person of this row meets: yesterday's feed and today's levers.

    Args:
        parameters: The constants.
        common: What everybody meets alike.
        it: The person's row.
        sight: What they can see of their contacts.
        lever: What the programme pulls for them.
        boss_seen: What can be seen of their manager, as bits of `Sight`.
        unit_stock: Useful content of their unit, in posts.
    """
    strength = float(sight.strength)
    offered = float(sight.fresh) * common.items_a_post + float(sight.arrivals) * common.items_a_space_post
    offered += common.far_items
    return Surroundings(
        float(sight.using) / strength,
        float(sight.staying) / strength,
        float(sight.writing) / strength,
        ambassador_reach(parameters, float(sight.champions) / strength),
        int(it.manager_tier),
        1.0 if boss_seen & Sight.USING.value else 0.0,
        1.0 if boss_seen & Sight.WRITING.value else 0.0,
        common.top_writing,
        common.popularity,
        common.hearsay,
        common.answered,
        offered * (1.0 - float(lever.sift)),
        unit_stock + common.far_stock + parameters.space_relevance * float(sight.reserve) + float(lever.content),
        float(sight.answers),
        float(sight.silences),
        float(sight.heard),
        float(sight.company),
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
