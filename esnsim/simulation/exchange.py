"""Between two days: what people did becomes what others can see.

Nobody is changed here. Replies and reactions find posts, posts find their place in the feed, and those whose
visible state changed tell their contacts' counts. All of it is summed in whole numbers, so the order of rows,
workers and drivers cannot matter; whatever has an order goes by position, not by row.

ODD element: process overview and scheduling; design concepts (interaction, sensing).
"""

from __future__ import annotations

import numpy as np

from esnsim.behaviour.curves import share_of
from esnsim.behaviour.influence import convincing, reach_of_all, share_reached_from_above
from esnsim.behaviour.perceived_value import content_kept
from esnsim.behaviour.visibility import appeal_of, responses_after
from esnsim.calendar import ITEM_LIFE
from esnsim.compilation import compiled, inlined
from esnsim.rng.address import Draw, uniform
from esnsim.simulation.communities import note_post, venue
from esnsim.simulation.turnover import score
from esnsim.state import SEATS, Aggregates, Counters, Doubles, Ints, World

FADING = 2
"""Halvings of appeal in a day."""
TWO_TO_32 = 4294967296.0
"""Turns a number in [0, 1) back into the random word it was made of."""


@compiled
def clear_counters(world: World) -> None:
    """Forget what was counted yesterday."""
    for place in range(Counters.ITEMS.value):
        world.counters[place] = 0


@compiled
def sum_appeal(world: World, day: int) -> None:
    """Note what can be seen of each post, and sum what is left of its appeal.

    Appeal falls to a quarter every day (recency first [GUN20]; of replies two in three come on the first day [CHATS]).
    Answers of today are not seen today, so the order in which people
    respond cannot matter.
    """
    total = 0
    for item in range(world.counters[Counters.ITEMS.value]):
        post = world.items[item]
        total += max(int(post.appeal) >> (FADING * (day - int(post.day))), 1)
        post.running = total
        post.noticed = post.answers


@compiled
def expire_posts(world: World, day: int) -> None:
    """Take posts of two weeks ago out of the feed; one without an answer is silence for its author."""
    items = int(world.counters[Counters.ITEMS.value])
    gone = 0
    while gone < items and day - world.items[gone].day >= ITEM_LIFE:
        post = world.items[gone]
        author = int(post.author)
        if post.answers == 0:
            world.counters[Counters.SILENT.value] += 1
            if post.community >= 0:
                world.communities[int(post.community)].judged += 1.0
            if world.people[author].person == post.person:
                world.contact_counts[author].silences += 1
        gone += 1
    if gone > 0:
        drop(world, gone)


@compiled
def drop(world: World, gone: int) -> None:
    """Move the posts after the first ``gone`` to the front."""
    items = int(world.counters[Counters.ITEMS.value]) - gone
    for item in range(gone):
        world.contact_counts[int(world.items[item].author)].latest = -1
        if world.items[item].community >= 0:
            world.communities[int(world.items[item].community)].latest = -1
    for item in range(items):
        world.items[item] = world.items[item + gone]
        world.contact_counts[int(world.items[item].author)].latest = item
        if world.items[item].community >= 0:
            world.communities[int(world.items[item].community)].latest = item
    world.counters[Counters.ITEMS.value] = items


@compiled
def publish(world: World, posters: Ints, day: int) -> None:
    """Append today's posts to the feed, in order of position, and add them to the stock of unit or community.

    Args:
        world: The world.
        posters: Positions of those who posted, in ascending order.
        day: Today.
    """
    kept = content_kept(world.parameters[0])
    for unit in range(len(world.unit_stock)):
        world.unit_stock[unit] *= kept
    world.aggregates[Aggregates.STOCK.value] *= kept
    people, row_of, pulls = world.people, world.row_of, np.empty(SEATS)
    for position in posters:
        row = int(row_of[position])
        for nth in range(people[row].posts):
            put(world, row, day, nth, pulls)
            world.counters[Counters.POSTS.value] += 1


@inlined
def put(world: World, row: int, day: int, nth: int, pulls: Doubles) -> None:
    """Append one post to the feed; the oldest makes room when it is full."""
    slot = venue(world, row, day, nth, pulls)
    if slot < 0:
        world.unit_stock[int(world.people[row].unit)] += 1.0
    world.aggregates[Aggregates.STOCK.value] += 1.0
    if world.counters[Counters.ITEMS.value] == len(world.items):
        drop(world, 1)
    item = int(world.counters[Counters.ITEMS.value])
    post = world.items[item]
    post.author = row
    post.person = world.people[row].person
    post.day = day
    post.appeal = appeal(world, row, day, nth)
    post.answers = 0
    post.noticed = 0
    post.community = slot
    if slot >= 0:
        note_post(world, slot, day, item)
    world.contact_counts[row].latest = item
    world.counters[Counters.ITEMS.value] = item + 1


@inlined
def appeal(world: World, row: int, day: int, nth: int) -> int:
    """How much a post attracts, a whole number >= 1: see `appeal_of`."""
    it = world.people[row]
    number = uniform(world.key, int(it.person), day, Draw.APPEAL.value, nth)
    normal = score(world.normal, int(number * TWO_TO_32))
    return appeal_of(world.parameters[0], normal, int(it.role), int(it.tier), float(world.levers[row].show))


@compiled
def update_aggregates(world: World) -> None:
    """Sum up the whole network for tomorrow, from whole numbers."""
    counters, aggregates, parameters = world.counters, world.aggregates, world.parameters[0]
    people = float(len(world.people))
    reach = reach_of_all(parameters, people)
    popularity = float(counters[Counters.USING.value]) / people
    staying = float(counters[Counters.STAYING.value]) / people
    top_writing = float(counters[Counters.TOP_WRITING.value])
    written = float(counters[Counters.POSTS.value] + counters[Counters.REPLIES.value])
    aggregates[Aggregates.POPULARITY.value] = popularity
    aggregates[Aggregates.HEARSAY.value] = reach * convincing(parameters, popularity, staying)
    aggregates[Aggregates.TOP_WRITING.value] = share_reached_from_above(parameters, top_writing, people)
    aggregates[Aggregates.FAR_ITEMS.value] = reach * written
    aggregates[Aggregates.FAR_STOCK.value] = reach * parameters.relevance * aggregates[Aggregates.STOCK.value]
    update_answered(world)


@inlined
def update_answered(world: World) -> None:
    """Remember how many posts got an answer of late."""
    counters, aggregates, parameters = world.counters, world.aggregates, world.parameters[0]
    answered, judged = aggregates[Aggregates.RECENT_ANSWERED.value], aggregates[Aggregates.RECENT_JUDGED.value]
    today = float(counters[Counters.ANSWERED.value])
    judged_today = float(counters[Counters.ANSWERED.value] + counters[Counters.SILENT.value])
    aggregates[Aggregates.RECENT_ANSWERED.value] = responses_after(parameters, answered, today)
    aggregates[Aggregates.RECENT_JUDGED.value] = responses_after(parameters, judged, judged_today)
    aggregates[Aggregates.ANSWERED.value] = share_of(
        aggregates[Aggregates.RECENT_ANSWERED.value], aggregates[Aggregates.RECENT_JUDGED.value]
    )
