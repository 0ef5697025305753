"""The feed: answers find posts, old posts leave, new ones enter (7.10, items 1 to 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.aftermath import LN2
from tests.reference.chance import WORD, exp, score
from tests.reference.codes import AMBASSADOR, IN_FEED, MOST_HEARD, SEATS
from tests.reference.communities import draw

if TYPE_CHECKING:
    from tests.reference.life import Simulation

Row = dict[str, Any]
Words = tuple[int, int, int, int]


def running_sums(life: Simulation) -> list[int]:
    """Item 1: sums of the appeal at its age, oldest first."""
    sums, total = [], 0
    for item in life.items:
        total += max(item["appeal"] >> (life.day - item["day"]), 1)
        sums.append(total)
    return sums


def is_own(life: Simulation, row: int, place: int) -> bool:
    """Whether a post was written by the person in this position."""
    return bool(life.items[place]["person"] == life.people[row]["person"])


def at_share(life: Simulation, word: int) -> int:
    """Item 1: the first post whose running sum exceeds int(word * total), -1 for none."""
    sums = life.running
    target = word * sums[-1] // WORD if sums else 0
    for place, total in enumerate(sums):
        if total > target:
            return place
    return -1


def from_contact(life: Simulation, row: int, word: int) -> int:
    """Item 1: the latest post of a contact with new posts."""
    fresh = [other for other, _ in life.contacts[row] if life.people[other]["was_new"]]
    fresh.sort()
    return life.contact_counts[fresh[word * len(fresh) // WORD]]["latest"] if fresh else -1


def from_space(life: Simulation, row: int, word: int) -> int:
    """Item 1: the latest post in the community of a seat, if it is somebody else's."""
    seat = word * SEATS // WORD
    if seat >= len(life.seats[row]):
        return -1
    place = life.communities[life.seats[row][seat]]["latest"]
    return -1 if place < 0 or is_own(life, row, place) else place


def from_feed(life: Simulation, row: int, words: Words) -> int:
    """Item 1: a post by its appeal; who has a duty looks twice more."""
    place = at_share(life, words[1])
    hand = -1 if place < 0 or is_own(life, row, place) else place
    if life.levers[row]["duty_replies"] <= 0:
        return hand
    for word in words[2:]:
        if hand < 0 or life.items[hand]["noticed"] > 0:
            place = at_share(life, word)
            better = hand < 0 or life.items[place]["noticed"] == 0
            if place >= 0 and better and not is_own(life, row, place):
                hand = place
    return hand


def find(life: Simulation, row: int, words: Words) -> int:
    """Item 1: the post that a reply or reaction goes to, -1 for none."""
    if life.contact_counts[row]["fresh"] > 0 and words[0] / WORD < 0.5:
        return from_contact(life, row, words[1])
    if words[0] / WORD >= 1 - life.parameters.answers_in_communities:
        place = from_space(life, row, words[1])
        if place >= 0:
            return place
    return from_feed(life, row, words)


def receive(life: Simulation, row: int, place: int, reply: bool) -> None:
    """Item 1: what an answer does to a post and its author."""
    item = life.items[place]
    author, it = life.people[item["author"]], life.people[row]
    contacts, there = life.contact_counts[item["author"]], author["person"] == item["person"]
    if item["answers"] == 0:
        life.judge(item, answered=True)
        if there:
            contacts["answers"] += 1
    item["answers"] += 1
    if reply and there and (it["tier"] > author["tier"] or author["manager"] == row):
        contacts["heard"] = min(contacts["heard"] + 1, MOST_HEARD)


def answer(life: Simulation) -> None:
    """Item 1: every reply and reaction, with its ordinal."""
    life.running = running_sums(life)
    for item in life.items:
        item["noticed"] = item["answers"]
    for row, it in enumerate(life.people):
        for decision, name in (("answer", "replies"), ("respond", "reactions")):
            for ordinal in range(it[name]):
                place = find(life, row, life.chance.words(it["person"], life.day, decision, ordinal))
                if place >= 0:
                    receive(life, row, place, name == "replies")


def drop_oldest(life: Simulation, number: int) -> None:
    """The oldest posts leave the feed; all places move up."""
    del life.items[:number]
    for owner in (*life.contact_counts, *life.communities):
        owner["latest"] = max(owner["latest"] - number, -1)


def leave(life: Simulation) -> None:
    """Item 2: old posts leave; one without any answer is silence."""
    old = [item for item in life.items if life.day - item["day"] >= IN_FEED]
    for item in old:
        if item["answers"] == 0:
            life.judge(item, answered=False)
            if life.people[item["author"]]["person"] == item["person"]:
                life.contact_counts[item["author"]]["silences"] += 1
    drop_oldest(life, len(old))


def venue(life: Simulation, row: int, ordinal: int) -> int:
    """Item 3: the community a post goes to, -1 for the followers."""
    it, parameters = life.people[row], life.parameters
    weights = [1.0]
    for slot in life.seats[row]:
        weight = draw(life, row, slot) * (1 + life.levers[row]["tend"])
        if life.communities[slot]["founder"] == it["person"]:
            weight += parameters.founder_posts * it["zeal"] * exp(-it["propensity"])
        weights.append(weight)
    left = life.chance.luck(it["person"], life.day, "venue", ordinal) * sum(weights)
    for slot, weight in zip([-1, *life.seats[row]], weights, strict=True):
        left -= weight
        if left < 0:
            return slot
    return -1


def appeal(life: Simulation, row: int, ordinal: int) -> int:
    """Item 3: how much a post attracts."""
    it = life.people[row]
    z = score(life.chance.word(it["person"], life.day, "appeal", ordinal))
    v = (1.5 if it["role"] == AMBASSADOR else 1.0) * (1 + life.levers[row]["show"])
    return 1 + int(1000 * v * exp(2 * z + 0.01 * it["tier"]))


def publish(life: Simulation, row: int, ordinal: int) -> None:
    """Item 3: one post enters."""
    it, slot = life.people[row], venue(life, row, ordinal)
    if len(life.items) >= 2 * len(life.people) + 64:
        drop_oldest(life, 1)
    place = len(life.items)
    life.items.append(
        {"person": it["person"], "appeal": appeal(life, row, ordinal), "author": row, "day": life.day}
        | {"answers": 0, "noticed": 0, "community": slot}
    )
    life.contact_counts[row]["latest"] = place
    life.aggregates["stock"] += 1
    if slot < 0:
        life.stock[it["unit"]] += 1
        return
    community = life.communities[slot]
    community.update(last=life.day, latest=place, posts=community["posts"] + 1, today=community["today"] + 1)
    community["stock"] += 1


def enter(life: Simulation) -> None:
    """Item 3: stocks of units and of the network fade, then new posts enter in order of position."""
    kept = 1 - LN2 / life.parameters.content_half_life
    life.stock = [each * kept for each in life.stock]
    life.aggregates["stock"] *= kept
    for row, it in enumerate(life.people):
        for ordinal in range(it["posts"]):
            publish(life, row, ordinal)
