"""The feed: answers find posts, old posts leave, new ones enter (7.10, items 1 to 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.aftermath import LN2
from tests.reference.chance import WORD, exp, score
from tests.reference.codes import AMBASSADOR, IN_FEED, MOST_HEARD, SEATS
from tests.reference.communities import draw

if TYPE_CHECKING:
    from tests.reference.run import Simulation

Row = dict[str, Any]
Words = tuple[int, int, int, int]


def running_sums(simulation: Simulation) -> list[int]:
    """Item 1: sums of the appeal at its age, oldest first."""
    sums, total = [], 0
    for item in simulation.items:
        total += max(item["appeal"] >> 2 * (simulation.day - item["day"]), 1)
        sums.append(total)
    return sums


def is_own(simulation: Simulation, row: int, place: int) -> bool:
    """Whether a post was written by the person in this position."""
    return bool(simulation.items[place]["person"] == simulation.people[row]["person"])


def at_share(simulation: Simulation, word: int) -> int:
    """Item 1: the first post whose running sum exceeds int(word * total), -1 for none."""
    sums = simulation.running
    target = word * sums[-1] // WORD if sums else 0
    for place, total in enumerate(sums):
        if total > target:
            return place
    return -1


def from_contact(simulation: Simulation, row: int, word: int) -> int:
    """Item 1: the contact with new posts who has this number."""
    fresh = [other for other, _ in simulation.contacts[row] if simulation.people[other]["was_new"]]
    fresh.sort()
    return fresh[word * len(fresh) // WORD]


def is_close(simulation: Simulation, other: int, share: float) -> bool:
    """Item 1: whether a contact gets the answer, less likely the more they have beyond 0.6 of the mean."""
    mean = sum(map(len, simulation.contacts)) / len(simulation.contacts)
    close = min(1.0, 0.6 * mean / max(len(simulation.contacts[other]), 1))
    return share < simulation.parameters.answers_to_contacts * close


def from_space(simulation: Simulation, row: int, word: int) -> int:
    """Item 1: the latest post in the community of a seat, if it is somebody else's."""
    seat = word * SEATS // WORD
    if seat >= len(simulation.seats[row]):
        return -1
    place = simulation.communities[simulation.seats[row][seat]]["latest"]
    return -1 if place < 0 or is_own(simulation, row, place) else place


def from_feed(simulation: Simulation, row: int, words: Words) -> int:
    """Item 1: a post by its appeal; who has a duty looks twice more."""
    place = at_share(simulation, words[1])
    hand = -1 if place < 0 or is_own(simulation, row, place) else place
    if simulation.levers[row]["duty_replies"] <= 0:
        return hand
    for word in words[2:]:
        if hand < 0 or simulation.items[hand]["noticed"] > 0:
            place = at_share(simulation, word)
            better = hand < 0 or simulation.items[place]["noticed"] == 0
            if place >= 0 and better and not is_own(simulation, row, place):
                hand = place
    return hand


def find(simulation: Simulation, row: int, words: Words) -> int:
    """Item 1: the post that a reply or reaction goes to, -1 for none."""
    if simulation.contact_counts[row]["fresh"] > 0 and words[0] / WORD < simulation.parameters.answers_to_contacts:
        other = from_contact(simulation, row, words[1])
        if is_close(simulation, other, words[0] / WORD):
            return int(simulation.contact_counts[other]["latest"])
    if words[0] / WORD >= 1 - simulation.parameters.answers_in_communities:
        place = from_space(simulation, row, words[1])
        if place >= 0:
            return place
    return from_feed(simulation, row, words)


def receive(simulation: Simulation, row: int, place: int, reply: bool) -> None:
    """Item 1: what an answer does to a post and its author."""
    item = simulation.items[place]
    author, it = simulation.people[item["author"]], simulation.people[row]
    contacts, there = simulation.contact_counts[item["author"]], author["person"] == item["person"]
    if item["answers"] == 0:
        simulation.judge(item, answered=True)
        if there:
            contacts["answers"] += 1
    item["answers"] += 1
    if reply and there and (it["tier"] > author["tier"] or author["manager"] == row):
        contacts["heard"] = min(contacts["heard"] + 1, MOST_HEARD)


def answer(simulation: Simulation) -> None:
    """Item 1: every reply and reaction, with its ordinal."""
    simulation.running = running_sums(simulation)
    for item in simulation.items:
        item["noticed"] = item["answers"]
    for row, it in enumerate(simulation.people):
        for decision, name in (("answer", "replies"), ("respond", "reactions")):
            for ordinal in range(it[name]):
                place = find(simulation, row, simulation.chance.words(it["person"], simulation.day, decision, ordinal))
                if place >= 0:
                    receive(simulation, row, place, name == "replies")


def drop_oldest(simulation: Simulation, number: int) -> None:
    """The oldest posts leave the feed; all places move up."""
    del simulation.items[:number]
    for owner in (*simulation.contact_counts, *simulation.communities):
        owner["latest"] = max(owner["latest"] - number, -1)


def leave(simulation: Simulation) -> None:
    """Item 2: old posts leave; one without any answer is silence."""
    old = [item for item in simulation.items if simulation.day - item["day"] >= IN_FEED]
    for item in old:
        if item["answers"] == 0:
            simulation.judge(item, answered=False)
            if simulation.people[item["author"]]["person"] == item["person"]:
                simulation.contact_counts[item["author"]]["silences"] += 1
    drop_oldest(simulation, len(old))


def venue(simulation: Simulation, row: int, ordinal: int) -> int:
    """Item 3: the community a post goes to, -1 for the followers."""
    it, parameters = simulation.people[row], simulation.parameters
    weights = [1.0]
    for slot in simulation.seats[row]:
        weight = draw(simulation, row, slot) * (1 + simulation.levers[row]["tend"])
        if simulation.communities[slot]["founder"] == it["person"]:
            weight += parameters.founder_posts * it["zeal"] * exp(-it["propensity"])
        weights.append(weight)
    left = simulation.chance.random_number(it["person"], simulation.day, "venue", ordinal) * sum(weights)
    for slot, weight in zip([-1, *simulation.seats[row]], weights, strict=True):
        left -= weight
        if left < 0:
            return slot
    return -1


def appeal(simulation: Simulation, row: int, ordinal: int) -> int:
    """Item 3: how much a post attracts."""
    it, p = simulation.people[row], simulation.parameters
    z = score(simulation.chance.word(it["person"], simulation.day, "appeal", ordinal))
    v = (p.ambassador_visibility if it["role"] == AMBASSADOR else 1.0) * (1 + simulation.levers[row]["show"])
    return 1 + int(1000 * v * exp(p.appeal_spread * z + p.rank_visibility * it["tier"]))


def publish(simulation: Simulation, row: int, ordinal: int) -> None:
    """Item 3: one post enters."""
    it, slot = simulation.people[row], venue(simulation, row, ordinal)
    if len(simulation.items) >= 2 * len(simulation.people) + 64:
        drop_oldest(simulation, 1)
    place = len(simulation.items)
    simulation.items.append(
        {"person": it["person"], "appeal": appeal(simulation, row, ordinal), "author": row, "day": simulation.day}
        | {"answers": 0, "noticed": 0, "community": slot}
    )
    simulation.contact_counts[row]["latest"] = place
    simulation.aggregates["stock"] += 1
    if slot < 0:
        simulation.stock[it["unit"]] += 1
        return
    community = simulation.communities[slot]
    community.update(last=simulation.day, latest=place, posts=community["posts"] + 1, today=community["today"] + 1)
    community["stock"] += 1


def enter(simulation: Simulation) -> None:
    """Item 3: stocks of units and of the network fade, then new posts enter in order of position."""
    kept = 1 - LN2 / simulation.parameters.content_half_life
    simulation.stock = [each * kept for each in simulation.stock]
    simulation.aggregates["stock"] *= kept
    for row, it in enumerate(simulation.people):
        for ordinal in range(it["posts"]):
            publish(simulation, row, ordinal)
