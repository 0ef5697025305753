"""Communities: interest, welcome and draw (7.6), seats (7.10, item 4), closing and liveliness (items 5 and 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.chance import exp, score
from tests.reference.codes import (
    ABSENCE,
    BROADCAST,
    DIALOGUE,
    SEATS,
    WEEK,
    WISH_FOUND,
    WISH_JOIN,
    WISH_LEAVE,
    WISH_SUCCESSOR,
)

if TYPE_CHECKING:
    from tests.reference.life import Simulation

Row = dict[str, Any]


def interest_of(life: Simulation, row: int, slot: int) -> float:
    """7.6: i; "those who sit in it when a life begins: as before"."""
    if (row, slot) in life.interest:
        return life.interest[row, slot]
    community, person, parameters = life.communities[slot], life.people[row]["person"], life.parameters
    if community["founder"] == person:
        return parameters.founder_interest
    z = score(life.chance.word(person, community["born"], "interest", community["founder"]))
    return exp(parameters.interest_spread * z - parameters.interest_spread**2 / 2)


def welcome(life: Simulation, row: int, slot: int) -> float:
    """7.6, the chance that a community is welcome to who looks at it."""
    i = interest_of(life, row, slot)
    return life.communities[slot]["lively"] * i / (1 + i)


def draw(life: Simulation, row: int, slot: int) -> float:
    """7.6, how much a community draws a member to write in it."""
    community, parameters = life.communities[slot], life.parameters
    if community["style"] == BROADCAST and community["founder"] != life.people[row]["person"]:
        return 0.0
    lively = parameters.quiet_urge + (1 - parameters.quiet_urge) * community["lively"]
    return parameters.community_effect * interest_of(life, row, slot) * lively


def get_up(life: Simulation, row: int, slot: int) -> None:
    """A seat becomes free."""
    life.seats[row].remove(slot)
    life.interest.pop((row, slot), None)
    life.communities[slot]["members"] -= 1


def sit_down(life: Simulation, row: int, slot: int) -> None:
    """A seat is taken."""
    life.seats[row].append(slot)
    life.communities[slot]["members"] += 1


def free_seats_of_leavers(life: Simulation) -> None:
    """Item 4: leavers' seats become free."""
    for row, it in enumerate(life.people):
        if it["wish"] & WISH_SUCCESSOR:
            for slot in list(life.seats[row]):
                get_up(life, row, slot)
            it["wish"] &= ~WISH_SUCCESSOR


def noticed(life: Simulation, row: int, luck: tuple[float, float, float, float]) -> int:
    """Item 4: the community noticed through a contact or a post, -1 for none."""
    if luck[3] < life.parameters.joining_by_contact:
        contacts = life.contacts[row]
        if not contacts:
            return -1
        seats = life.seats[contacts[int(luck[0] * len(contacts))][0]]
        seat = int(luck[1] * SEATS)
        return seats[seat] if seat < len(seats) else -1
    return life.items[int(luck[0] * len(life.items))]["community"] if life.items else -1


def joiners(life: Simulation) -> list[tuple[int, int]]:
    """Item 4: all look before anybody sits down."""
    found = []
    for row, it in enumerate(life.people):
        if it["wish"] & WISH_JOIN:
            luck = life.chance.lucks(it["person"], life.day, "seat")
            slot = noticed(life, row, luck)
            free = len(life.seats[row]) < SEATS
            if slot >= 0 and free and slot not in life.seats[row] and luck[2] < welcome(life, row, slot):
                found.append((row, slot))
    return found


def drift(life: Simulation) -> None:
    """Item 4: those with a mind to leave."""
    for row, it in enumerate(life.people):
        if it["wish"] & WISH_LEAVE and life.seats[row]:
            luck = life.chance.lucks(it["person"], life.day, "drift")
            slot = life.seats[row][int(luck[0] * len(life.seats[row]))]
            if luck[1] >= welcome(life, row, slot) and life.communities[slot]["founder"] != it["person"]:
                get_up(life, row, slot)


def free_slot(life: Simulation) -> int:
    """The lowest free slot, -1 for none."""
    for slot, community in enumerate(life.communities):
        if not community["living"]:
            return slot
    return len(life.communities) if len(life.communities) < life.room_for_communities else -1


def new_space(person: int, row: int, day: int, style: int) -> Row:
    """A community on the day of its founding."""
    whole = {"founder": person, "owner": row, "born": day, "last": day, "members": 0, "posts": 0, "today": 0}
    moving = dict.fromkeys(("pulse", "answered", "judged", "stock", "lively"), 0.0)
    return {**whole, "latest": -1, "living": 1, "style": style, **moving}


def found(life: Simulation, row: int) -> None:
    """Item 4: a founder's new community and who joins it at once."""
    person, slot = life.people[row]["person"], free_slot(life)
    if slot < 0:
        return
    announces = life.chance.luck(person, life.day, "style") < life.parameters.broadcast_share
    community = new_space(person, row, life.day, BROADCAST if announces else DIALOGUE)
    life.communities[slot : slot + 1] = [community]
    for pair in [pair for pair in life.interest if pair[1] == slot]:
        del life.interest[pair]
    if len(life.seats[row]) >= SEATS:
        get_up(life, row, min(life.seats[row], key=lambda each: life.communities[each]["lively"]))
    sit_down(life, row, slot)
    invite(life, row, slot)


def invite(life: Simulation, row: int, slot: int) -> None:
    """Item 4: contacts on the network who join at once."""
    founder = life.people[row]["person"]
    for other, _ in life.contacts[row]:
        it = life.people[other]
        could = it["was_using"] and len(life.seats[other]) < SEATS
        if could and life.chance.luck(it["person"], life.day, "invite", founder) < life.parameters.invited:
            sit_down(life, other, slot)


def take_seats(life: Simulation) -> None:
    """Item 4 in its order."""
    free_seats_of_leavers(life)
    for row, slot in joiners(life):
        sit_down(life, row, slot)
    drift(life)
    for row, it in enumerate(life.people):
        if it["wish"] & WISH_FOUND:
            found(life, row)


def close(life: Simulation) -> None:
    """Item 5: on the last workday of each week."""
    if life.day % WEEK != WEEK - 1:
        return
    for slot, community in enumerate(life.communities):
        if community["living"] and life.day - community["last"] >= ABSENCE:
            life.stock[life.people[community["owner"]]["unit"]] += community["stock"]
            community["stock"], community["living"] = 0.0, 0
            for row, seats in enumerate(life.seats):
                if slot in seats:
                    get_up(life, row, slot)


def enliven(life: Simulation) -> None:
    """Item 6, liveliness."""
    parameters = life.parameters
    for community in life.communities:
        community["pulse"] = 0.9 * community["pulse"] + community["today"]
        community["answered"] *= 0.95
        community["judged"] *= 0.95
        answering = (community["answered"] + 0.5) / (community["judged"] + 1)
        floor = parameters.silence_floor + (1 - parameters.silence_floor) * answering
        community["lively"] = community["pulse"] / (community["pulse"] + parameters.pulse_half) * floor


def show_members(life: Simulation) -> None:
    """Item 6, what members see."""
    for row, contacts in enumerate(life.contact_counts):
        seats = life.seats[row]
        contacts["arrivals"] = sum(life.communities[slot]["today"] for slot in seats)
        contacts["company"] = sum(draw(life, row, slot) for slot in seats)
        contacts["reserve"] = sum(life.communities[slot]["stock"] for slot in seats)
        contacts["company"], contacts["reserve"] = float(contacts["company"]), float(contacts["reserve"])
