"""Communities (sections 7.6 and 7.10): who takes a seat, leaves it, founds and closes."""

from __future__ import annotations

from typing import Any

from tests.reference.people import DRIFT, FOUND, JOIN, LAPSE, LEFT, Row, exp
from tests.reference.traits import score

SEATS = 6
BROADCAST = 1


def interest_in(state: Any, person: int, space: Row) -> float:
    """How much a community interests a person, always alike."""
    rule = state.rule
    if person == space["founder"]:
        return float(rule.founder_interest)
    words = state.chance.whole(person, space["born"], "interest", space["founder"])
    s = rule.interest_spread
    return exp(s * score(words[0]) - s * s / 2.0)


def welcome(space: Row, i: float) -> float:
    """Chance that who looks at it finds it worth a seat."""
    return float(space["lively"] * i / (1.0 + i))


def draws(state: Any, row: int, slot: int) -> float:
    """How much it draws a member to write in it."""
    space = state.spaces[slot]
    if space["style"] == BROADCAST and space["founder"] != state.people[row]["person"]:
        return 0.0
    rule = state.rule
    lively = rule.quiet_urge + (1.0 - rule.quiet_urge) * space["lively"]
    return float(rule.space_effect * state.interest[row, slot] * lively)


def sit(state: Any, row: int, slot: int) -> None:
    """Take a free seat; nobody sits twice."""
    seats = state.seats[row]
    if slot not in seats and len(seats) < SEATS:
        seats.append(slot)
        state.interest[row, slot] = interest_in(state, state.people[row]["person"], state.spaces[slot])
        state.spaces[slot]["members"] += 1


def stand_up(state: Any, row: int, slot: int) -> None:
    """Free a seat."""
    state.seats[row].remove(slot)
    state.spaces[slot]["members"] -= 1


def noticed(state: Any, row: int, words: tuple[float, ...]) -> int | None:
    """The community that comes to notice to somebody who wants to join one."""
    if words[3] < state.rule.joining_by_contact:
        contacts = state.contacts[row]
        if not contacts:
            return None
        seats = state.seats[contacts[int(words[0] * len(contacts))][0]]
        seat = int(words[1] * SEATS)
        return int(seats[seat]) if seat < len(seats) else None
    if not state.items:
        return None
    slot = state.items[int(words[0] * len(state.items))]["space"]
    return int(slot) if slot >= 0 else None


def wanted(state: Any, person: int, slot: int, luck: float) -> bool:
    """Whether somebody who looks at a community joins it."""
    space = state.spaces[slot]
    return luck < welcome(space, interest_in(state, person, space))


def wishing(state: Any, wish: int) -> list[tuple[int, Row]]:
    """Rows of those who have a wish and have not left the organisation."""
    return [(row, it) for row, it in enumerate(state.people) if it["wish"] & wish and not it["wish"] & LEFT]


def gather(state: Any, day: int) -> None:
    """Leavers, joiners, those with a mind to leave, founders, in this order."""
    for row, it in enumerate(state.people):
        if it["wish"] & LEFT:
            for slot in list(state.seats[row]):
                stand_up(state, row, slot)
    join(state, day)
    drift(state, day)
    for row, _ in wishing(state, FOUND):
        found(state, row, day)
    for it in state.people:
        if it["wish"] & LEFT:
            it["wish"] = 0


def join(state: Any, day: int) -> None:
    """All look before anybody sits down."""
    joining = []
    for row, it in wishing(state, JOIN):
        words = state.chance.words(it["person"], day, "seat")
        slot = noticed(state, row, words)
        if slot is not None and wanted(state, it["person"], slot, words[2]):
            joining.append((row, slot))
    for row, slot in joining:
        sit(state, row, slot)


def drift(state: Any, day: int) -> None:
    """Those with a mind to leave look at one of their own."""
    for row, it in wishing(state, DRIFT):
        seats = state.seats[row]
        if not seats:
            continue
        words = state.chance.words(it["person"], day, "drift")
        slot = seats[int(words[0] * len(seats))]
        space = state.spaces[slot]
        if space["founder"] != it["person"] and words[1] >= welcome(space, state.interest[row, slot]):
            stand_up(state, row, slot)


def found(state: Any, row: int, day: int) -> None:
    """Found a community in the lowest free slot."""
    person = state.people[row]["person"]
    slot = next((nth for nth, space in enumerate(state.spaces) if not space["living"]), None)
    if slot is None:
        if len(state.spaces) == state.room_for_spaces:
            return
        state.spaces.append({})
        slot = len(state.spaces) - 1
    broadcast = state.chance.number(person, day, "style") < state.rule.broadcast_share
    state.spaces[slot] = {
        "founder": person,
        "owner": row,
        "born": day,
        "last": day,
        "members": 0,
        "posts": 0,
        "today": 0,
        "latest": -1,
        "living": 1,
        "style": BROADCAST if broadcast else 0,
        **dict.fromkeys(("pulse", "answered", "judged", "stock", "lively"), 0.0),
    }
    if len(state.seats[row]) == SEATS:
        stand_up(state, row, min(state.seats[row], key=lambda each: state.spaces[each]["lively"]))
    sit(state, row, slot)
    for other, _ in state.contacts[row]:
        there = state.people[other]["was_using"] and len(state.seats[other]) < SEATS
        luck = state.chance.number(state.people[other]["person"], day, "invite", person)
        if there and luck < state.rule.invited:
            sit(state, other, slot)


def close(state: Any, day: int) -> None:
    """Close what has been silent for 56 days."""
    for slot, space in enumerate(state.spaces):
        if space["living"] and day - space["last"] >= LAPSE:
            space["living"], space["lively"] = 0, 0.0
            state.stock[state.people[space["owner"]]["unit"]] += space["stock"]
            space["stock"] = 0.0
            for seats in state.seats:
                if slot in seats:
                    seats.remove(slot)


def refresh(state: Any) -> None:
    """How lively each is by the evening."""
    rule = state.rule
    for space in state.spaces:
        if space["living"]:
            space["pulse"] = 0.9 * space["pulse"] + space["today"]
            space["answered"] *= 0.95
            space["judged"] *= 0.95
            response = (space["answered"] + 0.5) / (space["judged"] + 1.0)
            busy = space["pulse"] / (space["pulse"] + rule.pulse_half)
            space["lively"] = busy * (rule.silence_floor + (1.0 - rule.silence_floor) * response)
