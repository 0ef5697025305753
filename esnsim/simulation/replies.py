"""Replies and reactions find the posts they answer.

ODD element: process overview and scheduling; design concepts (interaction).
"""

from __future__ import annotations

from esnsim.compilation import compiled, inlined
from esnsim.rng.address import SCALE, WORD, Draw, philox
from esnsim.state import SEATS, Counters, Ints, Visible, World

MOST_HEARD = 100
"""More replies from above than this a day are counted as this many."""


@compiled
def respond(world: World, responders: Ints, day: int) -> None:
    """Let today's replies and reactions find the posts they answer.

    Args:
        world: The world.
        responders: Rows of those who replied or reacted.
        day: Today.
    """
    people, counters = world.people, world.counters
    anything = counters[Counters.ITEMS.value] > 0
    for responder in responders:
        row = int(responder)
        replies, reactions = int(people[row].replies), int(people[row].reactions)
        counters[Counters.REPLIES.value] += replies
        counters[Counters.REACTIONS.value] += reactions
        if anything:
            respond_as(world, row, day, replies, reactions)


@inlined
def respond_as(world: World, row: int, day: int, replies: int, reactions: int) -> None:
    """Let one person's replies and reactions of today find the posts they answer."""
    for nth in range(replies):
        item = item_to_answer(world, row, day, nth)
        if item >= 0:
            answer(world, item)
            hear_from(world, item, row)
            author = int(world.items[item].author)
            world.counters[Counters.PLACED.value] += 1
            world.counters[Counters.CROSS_UNIT.value] += 1 if world.people[author].unit != world.people[row].unit else 0
    for nth in range(reactions):
        item = find_item(world, row, day, Draw.RESPOND.value, nth)
        if item >= 0:
            answer(world, item)


@inlined
def item_to_answer(world: World, row: int, day: int, nth: int) -> int:
    """The post that a person's nth reply of a day goes to, -1 when only their own came up."""
    return find_item(world, row, day, Draw.ANSWER.value, nth)


@inlined
def find_item(world: World, row: int, day: int, draw: int, nth: int) -> int:
    """The post that a person responds to, -1 when only their own came up.

    A part of the responses goes to contacts where contacts have new posts, a part to the own communities; the others
    follow appeal through the whole network. One block of random numbers decides: near or far, whom, and two more
    looks for somebody on duty.
    """
    person, fresh = int(world.people[row].person), int(world.contact_counts[row].fresh)
    number = philox(world.key.low, world.key.high, person, day & WORD, draw >> 2, nth)
    where = number[0] * SCALE
    if fresh > 0 and where < world.parameters[0].answers_to_contacts:
        return int(world.contact_counts[contact_with_post(world, row, int(number[1] * SCALE * fresh))].latest)
    if where >= 1.0 - world.parameters[0].answers_in_communities:
        item = item_in_community(world, row, number[1] * SCALE)
        if item >= 0 and world.items[item].person != person:
            return item
    item = far_item(world, person, -1, number[1])
    if world.levers[row].duty_replies > 0.0:
        item = far_item(world, person, item, number[2])
        item = far_item(world, person, item, number[3])
    return item


@inlined
def far_item(world: World, person: int, chosen: int, word: int) -> int:
    """One look at a post from anywhere, by appeal: taken when it is somebody else's and nothing better is in hand.

    Whoever answers as a duty looks again as long as the post in hand has been answered by somebody.

    Args:
        world: The world.
        person: Id of who looks.
        chosen: The post in hand, -1 for none.
        word: The random word that decides where the look falls.
    """
    if chosen >= 0 and world.items[chosen].noticed == 0:
        return chosen
    item = item_at(world, word * SCALE)
    better = chosen < 0 or world.items[item].noticed == 0
    return item if better and world.items[item].person != person else chosen


@inlined
def item_in_community(world: World, row: int, number: float) -> int:
    """The latest post in one of a person's communities, chosen by chance; -1 where there is none in the feed."""
    slot = int(world.seats[row, int(number * SEATS)])
    return int(world.communities[slot].latest) if slot >= 0 else -1


@inlined
def hear_from(world: World, item: int, row: int) -> None:
    """Somebody above who replies is news of another kind: the author has been heard."""
    post = world.items[item]
    author = int(post.author)
    above = world.people[row].tier > world.people[author].tier or world.people[author].manager == row
    if above and world.people[author].person == post.person and world.contact_counts[author].heard < MOST_HEARD:
        world.contact_counts[author].heard += 1


@inlined
def contact_with_post(world: World, row: int, nth: int) -> int:
    """Row of the nth contact who has a new post; there are ``contact_counts[row].fresh`` of them."""
    ties = world.ties
    found = 0
    for tie in range(ties.start[row], ties.start[row + 1]):
        other = int(ties.other[tie])
        if world.contact_counts[other].visible & Visible.POSTED.value:
            if found == nth:
                return other
            found += 1
    return -1


@inlined
def item_at(world: World, number: float) -> int:
    """The post at this share of the running sum of appeal, by bisection."""
    low, high = 0, int(world.counters[Counters.ITEMS.value]) - 1
    goal = int(number * float(world.items[high].running))
    while low < high:
        middle = (low + high) >> 1
        if world.items[middle].running > goal:
            high = middle
        else:
            low = middle + 1
    return low


@inlined
def answer(world: World, item: int) -> None:
    """Count a response; the first one is news for the author, if the author still works here."""
    post = world.items[item]
    post.answers += 1
    if post.answers == 1:
        world.counters[Counters.ANSWERED.value] += 1
        if post.community >= 0:
            world.communities[int(post.community)].answered += 1.0
            world.communities[int(post.community)].judged += 1.0
        author = int(post.author)
        if world.people[author].person == post.person:
            world.contact_counts[author].answers += 1
