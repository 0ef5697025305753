"""Replies and reactions find the posts they answer.

ODD element: process overview and scheduling; design concepts (interaction).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.compilation import compiled, inlined
from esnsim.rng.address import SCALE, WORD, Draw, philox
from esnsim.rng.arrays import LANES, fill_words_apart
from esnsim.state import SEATS, Bytes, Counters, Ints, Items, Longs, People, Visible, World

MOST_HEARD = 100
"""More replies from above than this a day are counted as this many."""


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
    people, counters, items = world.people, world.counters, world.items
    count_responses(people, responders, counters)
    if counters[Counters.ITEMS.value] == 0:
        return
    responses = list_responses(world, responders, day)
    for nth in range(len(responses.rows)):
        row, words = int(responses.rows[nth]), responses.words
        item = choose_item(
            world, row, words[0, nth], words[1, nth], words[2, nth], words[3, nth], int(responses.looks[nth])
        )
        if item >= 0:
            answer(world, item)
            if responses.replies[nth]:
                hear_from(world, item, row)
                counters[Counters.PLACED.value] += 1
                counters[Counters.CROSS_UNIT.value] += people[items[item].author].unit != people[row].unit


@compiled
def count_responses(people: People, responders: Ints, counters: Longs) -> None:
    """Count what was written and given in response, whether or not it finds a post."""
    for row in responders:
        counters[Counters.REPLIES.value] += people[row].replies
        counters[Counters.REACTIONS.value] += people[row].reactions


@compiled
def list_responses(world: World, responders: Ints, day: int) -> Responses:
    """List what is to be placed, with its random numbers, which are drawn for many at once."""
    people = world.people
    many = world.counters[Counters.REPLIES.value] + world.counters[Counters.REACTIONS.value]
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
            blocks[listed] = Draw.ANSWER.value >> 2 if reply else Draw.RESPOND.value >> 2
            ordinals[listed] = nth if reply else nth - it.replies
            listed += 1
    fill_words_apart(words, world.key, persons, day, blocks, ordinals)
    for nth in range(many):
        looks[nth] = item_at(world.items, world.counters[Counters.ITEMS.value], words[1, nth] * SCALE)
    return Responses(rows=rows, replies=replies, words=words, looks=looks)


@inlined
def item_to_answer(world: World, row: int, day: int, nth: int) -> int:
    """The post that a person's nth reply of a day goes to, -1 when only their own came up."""
    return find_item(world, row, day, Draw.ANSWER.value, nth)


@inlined
def find_item(world: World, row: int, day: int, draw: int, nth: int) -> int:
    """The post that a person's response goes to, -1 when only their own came up; for whoever looks at one alone."""
    words = philox(world.key.low, world.key.high, world.people[row].person & WORD, day & WORD, draw >> 2, nth)
    look = item_at(world.items, world.counters[Counters.ITEMS.value], words[1] * SCALE)
    return choose_item(world, row, words[0], words[1], words[2], words[3], look)


@inlined
def choose_item(world: World, row: int, where: int, which: int, second: int, third: int, look: int) -> int:
    """The post that a person responds to, -1 when only their own came up.

    A part of the responses goes to contacts where contacts have new posts, a part to the own communities; the others
    follow appeal through the whole network. One block of random words decides: near or far, whom, and two more looks
    for somebody on duty.

    Args:
        world: The world.
        row: Who responds.
        where: Word that decides whether it is near or far.
        which: Word that decides which contact or community; the look at the whole feed is by the same.
        second: Word for a second look.
        third: Word for a third look.
        look: Where the look at the whole feed falls.
    """
    person, fresh = world.people[row].person, world.contact_counts[row].fresh
    share = where * SCALE
    if fresh > 0 and share < world.parameters[0].answers_to_contacts:
        return int(world.contact_counts[contact_with_post(world, row, int(which * SCALE * fresh))].latest)
    if share >= 1.0 - world.parameters[0].answers_in_communities:
        item = item_in_community(world, row, which * SCALE)
        if item >= 0 and world.items[item].person != person:
            return item
    item = look if world.items[look].person != person else -1
    if world.levers[row].duty_replies > 0.0:
        item = far_item(world, person, item, second)
        item = far_item(world, person, item, third)
    return item


@inlined
def far_item(world: World, person: int, chosen: int, word: int) -> int:
    """Another look at a post from anywhere, by appeal: taken when it is somebody else's and nothing better is in hand.

    Whoever answers as a duty looks again as long as the post in hand has been answered by somebody.

    Args:
        world: The world.
        person: Id of who looks.
        chosen: The post in hand, -1 for none.
        word: The random word that decides where the look falls.
    """
    if chosen >= 0 and world.items[chosen].noticed == 0:
        return chosen
    item = item_at(world.items, world.counters[Counters.ITEMS.value], word * SCALE)
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
def item_at(items: Items, number_of_items: int, number: float) -> int:
    """The post at this share of the running sum of appeal, by halving without a branch."""
    goal = int(number * items[number_of_items - 1].running)
    low, left = 0, number_of_items
    while left > 1:
        half = left >> 1
        low += half if items[low + half - 1].running <= goal else 0
        left -= half
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
