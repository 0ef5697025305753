"""Replies and reactions find the posts they answer.

ODD element: process overview and scheduling; design concepts (interaction).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.behaviour.parameters import Parameters
from esnsim.compilation import compiled, inlined
from esnsim.rng.address import SCALE, WORD, Draw, Key, philox
from esnsim.rng.arrays import LANES, fill_words_apart
from esnsim.state import (
    SEATS,
    Bytes,
    Communities,
    ContactCounts,
    Counters,
    Ints,
    Items,
    Levers,
    Longs,
    People,
    Ties,
    Visible,
    World,
)

CLOSE = 0.6
"""Contacts, as a share of what people have on average, up to which each of them is close; judgement."""
MOST_HEARD = 100
"""More replies from above than this a day are counted as this many."""


class Feed(NamedTuple):
    """What responses are placed in and by: tables alone, which machine code hands on without counting references.

    Attributes:
        people: Who is there.
        contact_counts: What each person can see of yesterday; news of answers is written.
        levers: What the programme pulls.
        items: The posts; answers are written.
        communities: The communities; answers are written.
        number_of_items: Posts in the feed.
    """

    people: People
    contact_counts: ContactCounts
    levers: Levers
    items: Items
    communities: Communities
    number_of_items: int


@inlined
def feed_of(world: World) -> Feed:
    """The tables of a world that responses are placed in and by."""
    return Feed(
        people=world.people,
        contact_counts=world.contact_counts,
        levers=world.levers,
        items=world.items,
        communities=world.communities,
        number_of_items=world.counters[Counters.ITEMS.value],
    )


class Responses(NamedTuple):
    """Today's replies and reactions, in the order of those who respond.

    Attributes:
        rows: Who responds.
        replies: 1 for a reply, 0 for a reaction.
        words: Four random words for each; shape (4, responses).
        looks: Where a first look at the whole feed falls.
    """

    rows: Ints
    replies: Bytes
    words: NDArray[np.uint32]
    looks: Ints


@compiled
def respond(world: World, responders: Ints, day: int) -> None:
    """Let today's replies and reactions find the posts they answer.

    Args:
        world: The world.
        responders: Rows of those who replied or reacted.
        day: Today.
    """
    counters, feed = world.counters, feed_of(world)
    count_responses(feed.people, responders, counters)
    if feed.number_of_items == 0:
        return
    responses = list_responses(world.key, feed, responders, day)
    parameters, ties, seats, words = world.parameters[0], world.ties, world.seats, responses.words
    for nth in range(len(responses.rows)):
        row, look = responses.rows[nth], responses.looks[nth]
        near = near_item(parameters, feed, ties, seats, row, words[0, nth], words[1, nth])
        item = near if near >= 0 else far_item(feed, row, look, words[2, nth], words[3, nth])
        if item >= 0:
            counters[Counters.ANSWERED.value] += answer(feed, item)
            if responses.replies[nth]:
                hear_from(feed, item, row)
                author = feed.people[feed.items[item].author]
                counters[Counters.PLACED.value] += 1
                counters[Counters.CROSS_UNIT.value] += author.unit != feed.people[row].unit


@compiled
def count_responses(people: People, responders: Ints, counters: Longs) -> None:
    """Count what was written and given in response, whether or not it finds a post."""
    for row in responders:
        counters[Counters.REPLIES.value] += people[row].replies
        counters[Counters.REACTIONS.value] += people[row].reactions


@compiled
def list_responses(key: Key, feed: Feed, responders: Ints, day: int) -> Responses:
    """List what is to be placed, with its random numbers, which are drawn for many at once."""
    people, many = feed.people, 0
    for row in responders:
        many += people[row].replies + people[row].reactions
    rows, replies, looks = np.empty(many, np.int32), np.empty(many, np.int8), np.empty(many, np.int32)
    persons, blocks, ordinals = np.empty(many, np.uint32), np.empty(many, np.int32), np.empty(many, np.int32)
    words, listed = np.empty((LANES, many), np.uint32), 0
    for row in responders:
        it = people[row]
        for nth in range(it.replies + it.reactions):
            reply = nth < it.replies
            rows[listed] = row
            replies[listed] = reply
            persons[listed] = np.uint32(it.person & WORD)
            blocks[listed] = draw_of(reply) >> 2
            ordinals[listed] = nth if reply else nth - it.replies
            listed += 1
    fill_words_apart(words, key, persons, day, blocks, ordinals)
    for nth in range(many):
        looks[nth] = item_at(feed, words[1, nth] * SCALE)
    return Responses(rows=rows, replies=replies, words=words, looks=looks)


@inlined
def draw_of(reply: bool) -> int:
    """The draw that decides where a response goes."""
    return Draw.ANSWER.value if reply else Draw.RESPOND.value


@inlined
def item_to_answer(world: World, row: int, day: int, nth: int) -> int:
    """The post that a person's nth reply of a day goes to, -1 when only their own came up."""
    return find_item(world, row, day, draw_of(reply=True), nth)


@inlined
def find_item(world: World, row: int, day: int, draw: int, nth: int) -> int:
    """The post that a person's response goes to, -1 when only their own came up; for whoever looks at one alone."""
    feed = feed_of(world)
    words = philox(world.key.low, world.key.high, feed.people[row].person & WORD, day & WORD, draw >> 2, nth)
    near = near_item(world.parameters[0], feed, world.ties, world.seats, row, words[0], words[1])
    return near if near >= 0 else far_item(feed, row, item_at(feed, words[1] * SCALE), words[2], words[3])


@inlined
def near_item(parameters: Parameters, feed: Feed, ties: Ties, seats: Ints, row: int, where: int, which: int) -> int:
    """The post that a person responds to because it is near, -1 when they look further.

    A part of the responses goes to contacts where contacts have new posts, less of it to contacts who have many, a part
    to the own communities; the others follow appeal through the whole network.

    Args:
        parameters: The constants.
        feed: The tables.
        ties: Who works with whom.
        seats: Everybody's seats.
        row: Who responds.
        where: Random word that decides whether it is near or far.
        which: Random word that decides which contact or community.
    """
    share, fresh = where * SCALE, feed.contact_counts[row].fresh
    if fresh > 0 and share < parameters.answers_to_contacts:
        other = contact_with_post(feed.contact_counts, ties, row, int(which * SCALE * fresh))
        if share < parameters.answers_to_contacts * closeness(ties, other):
            return int(feed.contact_counts[other].latest)
    if share >= 1.0 - parameters.answers_in_communities:
        slot = seats[row, int(which * SCALE * SEATS)]
        item = feed.communities[slot].latest if slot >= 0 else -1
        if item >= 0 and feed.items[item].person != feed.people[row].person:
            return item
    return -1


@inlined
def contact_with_post(contact_counts: ContactCounts, ties: Ties, row: int, nth: int) -> int:
    """Row of the nth contact who has a new post; there are ``contact_counts[row].fresh`` of them."""
    found = 0
    for tie in range(ties.start[row], ties.start[row + 1]):
        other = int(ties.other[tie])
        if contact_counts[other].visible & Visible.POSTED.value:
            if found == nth:
                return other
            found += 1
    return row


@inlined
def closeness(ties: Ties, other: int) -> float:
    """How close somebody is to each of their contacts, 1 for whoever has few beside what people have on average.

    Who has many contacts, such as reports, is to each of them one among many; so rank, which brings contacts, earns
    hardly more answers [RIE-B].
    """
    people, contacts = len(ties.start) - 1, ties.start[other + 1] - ties.start[other]
    return float(min(1.0, CLOSE * len(ties.other) / (people * max(contacts, 1))))


@inlined
def far_item(feed: Feed, row: int, look: int, second: int, third: int) -> int:
    """A post from anywhere, by appeal, -1 when only the person's own came up.

    Whoever answers as a duty looks twice more.

    Args:
        feed: The tables.
        row: Who responds.
        look: Where the first look falls.
        second: Random word for a second look.
        third: Random word for a third look.
    """
    item = look if feed.items[look].person != feed.people[row].person else -1
    if feed.levers[row].duty_replies > 0.0:
        item = look_again(feed, row, item, second)
        item = look_again(feed, row, item, third)
    return item


@inlined
def look_again(feed: Feed, row: int, chosen: int, word: int) -> int:
    """Another look: taken when the post is somebody else's, and the one in hand is none or answered by somebody.

    Args:
        feed: The tables.
        row: Who looks.
        chosen: The post in hand, -1 for none.
        word: The random word that decides where the look falls.
    """
    items = feed.items
    if chosen >= 0 and items[chosen].noticed == 0:
        return chosen
    item = item_at(feed, word * SCALE)
    better = chosen < 0 or items[item].noticed == 0
    return item if better and items[item].person != feed.people[row].person else chosen


@inlined
def item_at(feed: Feed, number: float) -> int:
    """The post at this share of the running sum of appeal, by halving without a branch."""
    items, left, low = feed.items, feed.number_of_items, 0
    goal = int(number * items[left - 1].running)
    while left > 1:
        half = left >> 1
        low += half if items[low + half - 1].running <= goal else 0
        left -= half
    return low


@inlined
def answer(feed: Feed, item: int) -> int:
    """Count a response; the first one is news for the author, if the author still works here.

    Returns:
        1 for the first one, otherwise 0.
    """
    post = feed.items[item]
    post.answers += 1
    if post.answers != 1:
        return 0
    if post.community >= 0:
        feed.communities[post.community].answered += 1.0
        feed.communities[post.community].judged += 1.0
    if feed.people[post.author].person == post.person:
        feed.contact_counts[post.author].answers += 1
    return 1


@inlined
def hear_from(feed: Feed, item: int, row: int) -> None:
    """Somebody above who replies is news of another kind: the author has been heard."""
    post = feed.items[item]
    it, author, news = feed.people[row], feed.people[post.author], feed.contact_counts[post.author]
    above = it.tier > author.tier or author.manager == row
    if above and author.person == post.person and news.heard < MOST_HEARD:
        news.heard += 1
