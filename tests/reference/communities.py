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
    YEAR,
)

if TYPE_CHECKING:
    from tests.reference.run import Simulation

Row = dict[str, Any]


def interest_of(simulation: Simulation, row: int, slot: int) -> float:
    """7.6: i; "those who sit in it when a run begins: as before"."""
    if (row, slot) in simulation.interest:
        return simulation.interest[row, slot]
    community, person, parameters = (
        simulation.communities[slot],
        simulation.people[row]["person"],
        simulation.parameters,
    )
    if community["founder"] == person:
        return parameters.founder_interest
    z = score(simulation.chance.word(person, community["born"], "interest", community["founder"]))
    return exp(parameters.interest_spread * z - parameters.interest_spread**2 / 2)


def welcome(simulation: Simulation, row: int, slot: int) -> float:
    """7.6, the chance that a community is welcome to who looks at it."""
    i = interest_of(simulation, row, slot)
    return simulation.communities[slot]["lively"] * i / (1 + i)


def draw(simulation: Simulation, row: int, slot: int) -> float:
    """7.6, how much a community draws a member to write in it."""
    community, parameters = simulation.communities[slot], simulation.parameters
    if community["style"] == BROADCAST and community["founder"] != simulation.people[row]["person"]:
        return 0.0
    lively = parameters.quiet_urge + (1 - parameters.quiet_urge) * community["lively"]
    return parameters.community_effect * interest_of(simulation, row, slot) * lively


def get_up(simulation: Simulation, row: int, slot: int) -> None:
    """A seat becomes free."""
    simulation.seats[row].remove(slot)
    simulation.interest.pop((row, slot), None)
    simulation.communities[slot]["members"] -= 1


def given_up(simulation: Simulation, row: int) -> int | None:
    """Item 4: which of the communities somebody whose seats are all taken gives up for one more, if any."""
    for slot in simulation.seats[row]:
        community = simulation.communities[slot]
        silent = simulation.day - community["last"] >= ABSENCE
        if silent and community["founder"] != simulation.people[row]["person"]:
            return slot
    return None


def has_room(simulation: Simulation, row: int) -> bool:
    """Item 4: whether a seat is free, or can be."""
    return len(simulation.seats[row]) < SEATS or given_up(simulation, row) is not None


def sit_down(simulation: Simulation, row: int, slot: int) -> None:
    """A seat is taken, if need be one that is given up."""
    if len(simulation.seats[row]) == SEATS:
        silent = given_up(simulation, row)
        assert silent is not None
        get_up(simulation, row, silent)
    simulation.seats[row].append(slot)
    simulation.communities[slot]["members"] += 1


def free_seats_of_leavers(simulation: Simulation) -> None:
    """Item 4: leavers' seats become free."""
    for row, it in enumerate(simulation.people):
        if it["wish"] & WISH_SUCCESSOR:
            for slot in list(simulation.seats[row]):
                get_up(simulation, row, slot)
            it["wish"] &= ~WISH_SUCCESSOR


def noticed(simulation: Simulation, row: int, random_number: tuple[float, float, float, float]) -> int:
    """Item 4: the community noticed through a contact or a post, -1 for none."""
    if random_number[3] < simulation.parameters.joining_by_contact:
        contacts = simulation.contacts[row]
        if not contacts:
            return -1
        seats = simulation.seats[contacts[int(random_number[0] * len(contacts))][0]]
        seat = int(random_number[1] * SEATS)
        return seats[seat] if seat < len(seats) else -1
    return simulation.items[int(random_number[0] * len(simulation.items))]["community"] if simulation.items else -1


def joiners(simulation: Simulation) -> list[tuple[int, int]]:
    """Item 4: all look before anybody sits down."""
    found = []
    for row, it in enumerate(simulation.people):
        if it["wish"] & WISH_JOIN:
            random_number = simulation.chance.random_numbers(it["person"], simulation.day, "seat")
            slot = noticed(simulation, row, random_number)
            if (
                slot >= 0
                and has_room(simulation, row)
                and slot not in simulation.seats[row]
                and random_number[2] < welcome(simulation, row, slot)
            ):
                found.append((row, slot))
    return found


def drift(simulation: Simulation) -> None:
    """Item 4: those with a mind to leave."""
    for row, it in enumerate(simulation.people):
        if it["wish"] & WISH_LEAVE and simulation.seats[row]:
            random_number = simulation.chance.random_numbers(it["person"], simulation.day, "drift")
            slot = simulation.seats[row][int(random_number[0] * len(simulation.seats[row]))]
            if (
                random_number[1] >= welcome(simulation, row, slot)
                and simulation.communities[slot]["founder"] != it["person"]
            ):
                get_up(simulation, row, slot)


def free_slot(simulation: Simulation) -> int:
    """The lowest free slot, -1 for none."""
    for slot, community in enumerate(simulation.communities):
        if not community["is_open"]:
            return slot
    return len(simulation.communities) if len(simulation.communities) < simulation.room_for_communities else -1


def new_space(person: int, row: int, day: int, style: int) -> Row:
    """A community on the day of its founding."""
    whole = {"founder": person, "owner": row, "born": day, "last": day, "members": 0, "posts": 0, "today": 0}
    moving = dict.fromkeys(("pulse", "answered", "judged", "stock", "lively"), 0.0)
    return {**whole, "latest": -1, "is_open": 1, "style": style, **moving}


def found(simulation: Simulation, row: int) -> None:
    """Item 4: a founder's new community and who joins it at once."""
    person, slot = simulation.people[row]["person"], free_slot(simulation)
    if slot < 0:
        return
    announces = simulation.chance.random_number(person, simulation.day, "style") < simulation.parameters.broadcast_share
    community = new_space(person, row, simulation.day, BROADCAST if announces else DIALOGUE)
    simulation.communities[slot : slot + 1] = [community]
    for pair in [pair for pair in simulation.interest if pair[1] == slot]:
        del simulation.interest[pair]
    if len(simulation.seats[row]) >= SEATS:
        get_up(simulation, row, min(simulation.seats[row], key=lambda each: simulation.communities[each]["lively"]))
    sit_down(simulation, row, slot)
    invite(simulation, row, slot)


def invite(simulation: Simulation, row: int, slot: int) -> None:
    """Item 4: contacts on the network who join at once."""
    founder = simulation.people[row]["person"]
    for other, _ in simulation.contacts[row]:
        it = simulation.people[other]
        could = it["was_using"] and has_room(simulation, other)
        if (
            could
            and simulation.chance.random_number(it["person"], simulation.day, "invite", founder)
            < simulation.parameters.invited
        ):
            sit_down(simulation, other, slot)


def take_seats(simulation: Simulation) -> None:
    """Item 4 in its order."""
    free_seats_of_leavers(simulation)
    for row, slot in joiners(simulation):
        sit_down(simulation, row, slot)
    drift(simulation)
    for row, it in enumerate(simulation.people):
        if it["wish"] & WISH_FOUND:
            found(simulation, row)


def close(simulation: Simulation) -> None:
    """Item 5: on the last workday of each week."""
    if simulation.day % WEEK != WEEK - 1:
        return
    for slot, community in enumerate(simulation.communities):
        if community["is_open"] and simulation.day - community["last"] >= YEAR:
            simulation.stock[simulation.people[community["owner"]]["unit"]] += community["stock"]
            community["stock"], community["is_open"] = 0.0, 0
            for row, seats in enumerate(simulation.seats):
                if slot in seats:
                    get_up(simulation, row, slot)


def enliven(simulation: Simulation) -> None:
    """Item 6, liveliness."""
    parameters = simulation.parameters
    for community in simulation.communities:
        community["pulse"] = parameters.pulse_memory * community["pulse"] + community["today"]
        community["answered"] *= parameters.response_memory
        community["judged"] *= parameters.response_memory
        answering = (community["answered"] + 0.5) / (community["judged"] + 1)
        floor = parameters.silence_floor + (1 - parameters.silence_floor) * answering
        community["lively"] = community["pulse"] / (community["pulse"] + parameters.pulse_half) * floor


def show_members(simulation: Simulation) -> None:
    """Item 6, what members see."""
    for row, contacts in enumerate(simulation.contact_counts):
        seats = simulation.seats[row]
        contacts["arrivals"] = sum(simulation.communities[slot]["today"] for slot in seats)
        contacts["company"] = sum(draw(simulation, row, slot) for slot in seats)
        contacts["reserve"] = sum(simulation.communities[slot]["stock"] for slot in seats)
        contacts["company"], contacts["reserve"] = float(contacts["company"]), float(contacts["reserve"])
