"""Circulation (section 7.10): answers find posts, posts leave and enter, and what can be seen is renewed."""

from __future__ import annotations

import math
from typing import Any

from tests.reference.communities import SEATS, close, draws, gather, refresh
from tests.reference.people import AMBASSADOR, MONTH, NEVER, USER, exp
from tests.reference.traits import score

FEED_DAYS, NEW_DAYS, WEEK = 10, 3, 5


def circulate(state: Any, day: int) -> None:
    """One evening."""
    state.today = dict.fromkeys(("posts", "replies", "answered", "silent"), 0)
    for sight in state.sights:
        sight.update(answers=0, silences=0, heard=0)
    fading = 1.0 - math.log(2.0) / state.rule.content_half_life
    for space in state.spaces:
        space["today"] = 0
        space["stock"] *= fading
    answer(state, day)
    give_up(state, day)
    enter(state, day, fading)
    gather(state, day)
    if day % WEEK == WEEK - 1:
        close(state, day)
    refresh(state)
    state.recent_answered = 0.95 * state.recent_answered + state.today["answered"]
    state.recent_judged = 0.95 * state.recent_judged + state.today["answered"] + state.today["silent"]
    look(state, day)


def answer(state: Any, day: int) -> None:
    """Replies and reactions find posts."""
    running = 0
    for item in state.items:
        running += max(1, item["appeal"] // 2 ** (day - item["day"]))
        item["running"] = running
        item["noticed"] = item["answers"]
    for row, it in enumerate(state.people):
        state.today["replies"] += it["replies"]
        for decision, many in (("answer", it["replies"]), ("respond", it["reactions"])):
            for nth in range(many):
                item = found_post(state, row, state.chance.words(it["person"], day, decision, nth))
                if item is not None:
                    count_answer(state, row, item, reply=decision == "answer")


def found_post(state: Any, row: int, words: tuple[float, ...]) -> dict[str, Any] | None:
    """The post that an answer goes to."""
    it, sight, rule = state.people[row], state.sights[row], state.rule
    if sight["fresh"] > 0 and words[0] < 0.5:
        new = [other for other, _ in state.contacts[row] if state.people[other]["was_new"]]
        writer = new[int(words[1] * sight["fresh"])]
        return dict_at(state, state.sights[writer]["latest"])
    if words[0] >= 1.0 - rule.answers_in_spaces:
        seat = int(words[1] * SEATS)
        if seat < len(state.seats[row]):
            latest = state.spaces[state.seats[row][seat]]["latest"]
            if latest >= 0 and state.items[latest]["person"] != it["person"]:
                return dict_at(state, latest)
    item = by_appeal(state, it["person"], words[1])
    if state.levers[row]["duty_replies"] > 0.0:
        for word in words[2:]:
            if item is None or item["noticed"] > 0:
                other = by_appeal(state, it["person"], word)
                item = other if other and (item is None or other["noticed"] == 0) else item
    return item


def dict_at(state: Any, place: int) -> dict[str, Any]:
    """The post at a place in the feed."""
    item: dict[str, Any] = state.items[place]
    return item


def by_appeal(state: Any, person: int, word: float) -> dict[str, Any] | None:
    """The post at a share of the running sum of appeal, none if it is the own."""
    if not state.items:
        return None
    goal = int(word * state.items[-1]["running"])
    item = next(each for each in state.items if each["running"] > goal)
    return None if item["person"] == person else item


def count_answer(state: Any, row: int, item: dict[str, Any], *, reply: bool) -> None:
    """Count an answer, and tell the author of the first."""
    author = item["author"]
    there = state.people[author]["person"] == item["person"]
    item["answers"] += 1
    if item["answers"] == 1:
        state.today["answered"] += 1
        state.sights[author]["answers"] += there
        if item["space"] >= 0:
            state.spaces[item["space"]]["answered"] += 1.0
            state.spaces[item["space"]]["judged"] += 1.0
    above = state.people[row]["tier"] > state.people[author]["tier"] or state.people[author]["manager"] == row
    if reply and there and above:
        state.sights[author]["heard"] = min(100, state.sights[author]["heard"] + 1)


def give_up(state: Any, day: int) -> None:
    """Old posts leave; one without any answer is silence for its author."""
    for item in state.items:
        if day - item["day"] >= FEED_DAYS and item["answers"] == 0:
            state.today["silent"] += 1
            author = item["author"]
            state.sights[author]["silences"] += state.people[author]["person"] == item["person"]
            if item["space"] >= 0:
                state.spaces[item["space"]]["judged"] += 1.0
    state.items = [item for item in state.items if day - item["day"] < FEED_DAYS]


def enter(state: Any, day: int, fading: float) -> None:
    """New posts enter in order of position."""
    state.stock = [each * fading for each in state.stock]
    state.whole_stock *= fading
    for row, it in enumerate(state.people):
        for nth in range(it["posts"]):
            slot = venue(state, row, day, nth)
            if slot >= 0:
                space = state.spaces[slot]
                space["last"] = day
                space["posts"] += 1
                space["today"] += 1
                space["stock"] += 1.0
            else:
                state.stock[it["unit"]] += 1.0
            state.whole_stock += 1.0
            z = score(state.chance.whole(it["person"], day, "appeal", nth)[0])
            v = (1.5 if it["role"] == AMBASSADOR else 1.0) * (1.0 + state.levers[row]["show"])
            state.items.append(
                {
                    "person": it["person"],
                    "appeal": 1 + int(1000.0 * v * exp(2.0 * z + 0.01 * it["tier"])),
                    "author": row,
                    "day": day,
                    "answers": 0,
                    "noticed": 0,
                    "running": 0,
                    "space": slot,
                }
            )
            state.today["posts"] += 1
    state.items = state.items[-(2 * len(state.people) + 64) :]


def venue(state: Any, row: int, day: int, nth: int) -> int:
    """The community that a post goes to, -1 for the followers."""
    it, rule = state.people[row], state.rule
    weights = []
    for slot in state.seats[row]:
        space = state.spaces[slot]
        weight = draws(state, row, slot) * (1.0 + state.levers[row]["tend"])
        if space["founder"] == it["person"]:
            weight += rule.founder_posts * it["zeal"] * exp(-it["propensity"])
        weights.append(weight)
    goal = state.chance.number(it["person"], day, "venue", nth) * (1.0 + sum(weights)) - 1.0
    for slot, weight in zip(state.seats[row], weights, strict=True):
        if goal >= 0.0:
            goal -= weight
            if goal < 0.0:
                return int(slot)
    return -1


def look(state: Any, day: int) -> None:
    """What people can see tomorrow (items 6 to 8)."""
    people, n, rule = state.people, len(state.people), state.rule
    latest: dict[int, int] = {}
    for space in state.spaces:
        space["latest"] = -1
    for place, item in enumerate(state.items):
        latest[item["author"]] = place
        if item["space"] >= 0 and state.spaces[item["space"]]["living"]:
            state.spaces[item["space"]]["latest"] = place
    for row, it in enumerate(people):
        it["is_using"] = it["was_using"] = int(day - it["visited"] < MONTH and it["visited"] != NEVER)
        it["is_staying"] = int(it["is_using"] and it["stage"] == USER)
        it["is_writing"] = int(day - it["wrote"] < MONTH and it["wrote"] != NEVER)
        state.sights[row]["latest"] = latest.get(row, -1)
        posted = state.sights[row]["latest"] >= 0 and day - it["posted"] < NEW_DAYS
        it["was_new"] = int(posted)
    for row, sight in enumerate(state.sights):
        near = [(people[other], weight) for other, weight in state.contacts[row]]
        sight["using"] = sum(weight for it, weight in near if it["is_using"])
        sight["staying"] = sum(weight for it, weight in near if it["is_staying"])
        sight["writing"] = sum(weight for it, weight in near if it["is_writing"])
        sight["champions"] = sum(weight for it, weight in near if it["role"] == AMBASSADOR)
        sight["fresh"] = sum(it["was_new"] for it, _ in near)
        spaces = [state.spaces[slot] for slot in state.seats[row]]
        sight["arrivals"] = sum(space["today"] for space in spaces)
        sight["company"] = sum(draws(state, row, slot) for slot in state.seats[row])
        sight["reserve"] = sum(space["stock"] for space in spaces)
    surfaced = min(1.0, rule.far_reach / math.sqrt(n))
    popularity = sum(it["is_using"] for it in people) / n
    staying = sum(it["is_staying"] for it in people) / n
    top = [it for it in people if it["tier"] == 3]
    state.tide = {
        "popularity": popularity,
        "top_writing": sum(it["is_writing"] for it in top) / max(len(top), 1),
        "answered": state.recent_answered / max(state.recent_judged, 1.0),
        "far_items": surfaced * (state.today["posts"] + state.today["replies"]),
        "far_stock": surfaced * rule.relevance * state.whole_stock,
        "stock": state.whole_stock,
        "hearsay": surfaced * (staying + rule.novice_pull * (popularity - staying)),
    }
