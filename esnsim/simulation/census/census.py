"""The census: after a day, recount from the columns what is kept up to date bit by bit, and look for what cannot be.

Compiled days check nothing, because they are asked millions of times. The census looks at the world afterwards:
values in their ranges, dates in their order, and every count over contacts and over the whole network taken anew.
It finds the day on which something went wrong, and the person and column it went wrong in.

ODD element: observation.
"""

from __future__ import annotations

import numpy as np

from esnsim.behaviour.feedback import STRONGEST
from esnsim.behaviour.person import Role, Stage, Tier, Wish
from esnsim.simulation.census.communities import check_spaces
from esnsim.simulation.census.view import Counts, Desk
from esnsim.simulation.people_step import MOST_ITEMS, MOST_POSTS, MOST_REACTIONS, MOST_REPLIES
from esnsim.state import AGES, FRESH, ITEM_LIFE, MONTH, NEVER, Flow, Sight, Tide, World

RANGES: dict[str, tuple[float, float]] = {
    "stage": (0, len(Stage) - 1),
    "role": (0, len(Role) - 1),
    "tier": (0, len(Tier) - 1),
    "manager_tier": (0, len(Tier) - 1),
    "frontline": (0, 1),
    "age_band": (0, AGES - 1),
    "posts": (0, MOST_POSTS),
    "replies": (0, MOST_REPLIES),
    "reactions": (0, MOST_REACTIONS),
    "items": (0, MOST_ITEMS),
    "wish": (0, Wish.JOIN + Wish.FOUND + Wish.DRIFT),
    "written": (0, np.inf),
    "motive": (0, 1),
    "threshold": (0, 1),
    "habit_rate": (0, 1),
    "usefulness": (0, 1),
    "ease": (0, 1),
    "trust": (0, 1),
    "habit": (0, 1),
    "fatigue": (0, 1),
    "reactance": (0, 1),
    "crowding": (0, 1),
    "zeal": (0, 1),
    "encouragement": (-STRONGEST, STRONGEST),
}
"""Least and greatest value of each column of `People` that has both."""

FINITE = ("curiosity", "activity", "propensity")
"""Columns without bounds, which have to be numbers all the same."""

DATES = (
    "joined",
    "trial_since",
    "enabled_since",
    "first_visit",
    "visited",
    "interacted",
    "wrote",
    "wrote_before",
    "wrote_earlier",
    "posted",
    "returned",
)
"""Columns of `People` that hold workdays."""

HISTORY = tuple(name for name in DATES if name not in ("joined", "enabled_since"))
"""Dates of what a person did, which come after the day of joining."""

ORDER = (
    ("wrote_earlier", "wrote_before"),
    ("wrote_before", "wrote"),
    ("posted", "wrote"),
    ("wrote", "interacted"),
    ("interacted", "visited"),
    ("first_visit", "visited"),
    ("returned", "visited"),
    ("trial_since", "visited"),
)
"""Pairs of dates of which the first is never the later one: each rung of the ladder is part of the one below."""

SHARES = (Tide.POPULARITY, Tide.TOP_WRITING, Tide.ANSWERED, Tide.HEARSAY)
"""Network-wide values that are shares."""

SIGNED_LEVERS = ("prompt", "encourage", "reward")
"""Levers that may speak against as well as for."""
SHARE_LEVERS = ("oblige", "pressure", "tend", "sift")
"""Levers that cannot be more than 1; interventions that overlap are held to it where levers are written."""

STOCK_TOLERANCE = 1e-9
"""Relative difference left to the rounding of two sums that fade apart from each other."""


def census(world: World, day: int) -> None:
    """Recount everything at the end of a workday.

    Args:
        world: The world at the end of the day, after it was made visible to others.
        day: The workday that has just been lived.

    Raises:
        CensusError: If a law is broken; says which person, day and column.
    """
    desk = Desk(world, day)
    check_ranges(desk)
    check_dates(desk)
    check_ladder(desk)
    check_levers(desk)
    check_items(desk)
    check_sights(desk)
    check_spaces(desk)
    check_flow(desk)
    check_tide(desk)


def check_ranges(desk: Desk) -> None:
    """Every value lies where it can lie, and every id belongs to its position."""
    people = desk.world.people
    for name, (low, high) in RANGES.items():
        column = people[name]
        desk.demand(name, (column >= low) & (column <= high), f"it lies from {low:g} to {high:g}", column)
    for name in FINITE:
        desk.demand(name, np.isfinite(people[name]), "it is a number", people[name])
    position = np.empty(len(people), np.int64)
    position[desk.world.row_of] = np.arange(len(people))
    desk.demand(
        "person", people.person % len(people) == position, "ids of a position differ by headcounts", people.person
    )


def check_dates(desk: Desk) -> None:
    """Nothing lies in the future, and nobody has done anything before they came."""
    people = desk.world.people
    for name in DATES:
        desk.demand(name, people[name] <= desk.day, f"today is {desk.day}", people[name])
    newcomer = people.person >= len(people)
    for name in HISTORY:
        since = (people[name] == NEVER) | (people[name] > people.joined)
        desk.demand(name, ~newcomer | since, "it comes after the day of joining", people[name])
    for earlier, later in ORDER:
        desk.demand(earlier, people[earlier] <= people[later], f"it is never later than {later}", people[earlier])


def check_ladder(desk: Desk) -> None:
    """Whoever uses it has an account, whoever has ever visited has a first visit, and stages say the same."""
    people = desk.world.people
    enabled, visited = people.enabled_since != NEVER, people.visited != NEVER
    outside = people.stage == Stage.EMPLOYED.value
    never_in = outside | (people.stage == Stage.ENABLED.value)
    desk.demand("enabled_since", enabled != outside, "an account and the stage go together", people.enabled_since)
    desk.demand("visited", visited != never_in, "visits and the stage go together", people.visited)
    desk.demand(
        "first_visit", (people.first_visit != NEVER) == visited, "the first visit is a visit", people.first_visit
    )
    leads = people.tier != Tier.NONE.value
    former = np.where(leads, Role.LEADER.value, Role.EMPLOYEE.value)
    appointed = np.isin(people.role, (Role.AMBASSADOR.value, Role.COMMUNITY_MANAGER.value))
    law = "who has reports is a leader, all others are employees, unless they were appointed"
    desk.demand("role", appointed | (people.role == former), law, people.role)


def check_levers(desk: Desk) -> None:
    """Levers are numbers, commitments are not negative, and no teaching closes more than the gap."""
    for name in desk.world.levers.dtype.names or ():
        column = desk.world.levers[name]
        low = -np.inf if name in SIGNED_LEVERS else 0.0
        high = 1.0 if name.startswith("teach") or name in SHARE_LEVERS else np.inf
        lawful = np.isfinite(column) & (column >= low) & (column <= high)
        desk.demand(name, lawful, f"it is a number from {low:g} to {high:g}", column)


def check_items(desk: Desk) -> None:
    """Posts in the feed stand in order of age, none of them too old, each at the place its author knows."""
    world, day = desk.world, desk.day
    items = world.items[: int(world.flow[Flow.ITEMS])]
    days = items["day"].astype(np.int64)
    desk.demand_once("items.day", bool((np.diff(days) >= 0).all()), "posts stand oldest first", len(items))
    lawful = bool(((days <= day) & (days > day - ITEM_LIFE)).all())
    desk.demand_once(
        "items.day", lawful, f"posts leave the feed after {ITEM_LIFE} workdays", int(days.min(initial=day))
    )
    desk.demand_once(
        "items.appeal", bool((items["appeal"] >= 1).all()), "it is 1 or more", int(items["appeal"].min(initial=1))
    )
    desk.demand_once(
        "items.answers", bool((items["answers"] >= 0).all()), "it is a count", int(items["answers"].min(initial=0))
    )
    latest = np.full(len(world.people), -1, np.int64)
    np.maximum.at(latest, items["author"], np.arange(len(items)))
    desk.demand_same("latest", world.sights.latest, latest)


def visible(desk: Desk) -> Counts:
    """What others can see of each row, as bits of `Sight`, from the row itself."""
    people, day = desk.world.people, desk.day
    seen = np.where(day - people.visited < MONTH, Sight.USING.value, 0)
    seen |= np.where((seen > 0) & (people.stage == Stage.USER.value), Sight.STAYING.value, 0)
    seen |= np.where(day - people.wrote < MONTH, Sight.WRITING.value, 0)
    seen |= np.where(people.role == Role.AMBASSADOR.value, Sight.CHAMPION.value, 0)
    posted = (day - people.posted < FRESH) & (desk.world.sights.latest >= 0)
    seen |= np.where(posted, Sight.POSTED.value, 0)
    return seen.astype(np.int64)


def check_sights(desk: Desk) -> None:
    """What people can see of their contacts, counted anew over all ties."""
    ties, sights = desk.world.ties, desk.world.sights
    desk.demand_same("visible", sights.visible, visible(desk))
    people = len(sights)
    owner = np.repeat(np.arange(people), np.diff(ties.start))
    bits = sights.visible[ties.other]
    told = {"using": Sight.USING, "staying": Sight.STAYING, "writing": Sight.WRITING, "champions": Sight.CHAMPION}
    for column, bit in told.items():
        counted = np.bincount(owner, ties.weight * ((bits & bit.value) != 0), people)
        desk.demand_same(column, sights[column], counted.astype(np.int64))
    fresh = np.bincount(owner, (bits & Sight.POSTED.value) != 0, people)
    desk.demand_same("fresh", sights.fresh, fresh.astype(np.int64))
    strength = np.maximum(np.bincount(owner, ties.weight, people), 1)
    desk.demand_same("strength", sights.strength, strength.astype(np.int64))


def check_flow(desk: Desk) -> None:
    """Whole numbers of the network, counted anew over people."""
    people, sights, flow = desk.world.people, desk.world.sights, desk.world.flow
    top = people.tier == Tier.TOP.value
    counted = {
        Flow.POSTS: int(people.posts.sum()),
        Flow.REPLIES: int(people.replies.sum()),
        Flow.REACTIONS: int(people.reactions.sum()),
        Flow.USING: int(((sights.visible & Sight.USING.value) != 0).sum()),
        Flow.STAYING: int(((sights.visible & Sight.STAYING.value) != 0).sum()),
        Flow.TOP_WRITING: int((top & ((sights.visible & Sight.WRITING.value) != 0)).sum()),
        Flow.TOP: int(top.sum()),
    }
    for place, number in counted.items():
        kept = int(flow[place])
        desk.demand_once(place.name.lower(), kept == number, f"the columns give {number}", kept)
    limits = {
        Flow.PLACED: int(flow[Flow.REPLIES]),
        Flow.CROSS_UNIT: int(flow[Flow.PLACED]),
        Flow.ANSWERED: int(flow[Flow.PLACED] + flow[Flow.REACTIONS]),
    }
    for place, most in limits.items():
        kept = int(flow[place])
        desk.demand_once(place.name.lower(), 0 <= kept <= most, f"it lies from 0 to {most}", kept)
    for place, column in ((Flow.ANSWERED, sights.answers), (Flow.SILENT, sights.silences)):
        kept, told = int(flow[place]), int(column.sum())
        desk.demand_once(place.name.lower(), told <= kept, f"authors were told of {told}", kept)


def check_tide(desk: Desk) -> None:
    """Network-wide values follow from the whole numbers and lie in their ranges."""
    world = desk.world
    tide, flow = world.tide, world.flow
    for place in Tide:
        value = float(tide[place])
        most = 1.0 if place in SHARES else np.inf
        desk.demand_once(place.name.lower(), 0.0 <= value <= most, f"it lies from 0 to {most:g}", value)
    popularity = float(flow[Flow.USING]) / float(len(world.people))
    kept = float(tide[Tide.POPULARITY])
    desk.demand_once("popularity", kept == popularity, f"the columns give {popularity}", kept)
    stock, parts = float(tide[Tide.STOCK]), float(world.unit_stock.sum() + world.spaces.stock.sum())
    same = abs(stock - parts) <= STOCK_TOLERANCE * max(stock, 1.0)
    law = f"units and communities add up to {parts}"
    desk.demand_once("stock", same and bool((world.unit_stock >= 0.0).all()), law, stock)
