"""The census: after a day, recount from the columns what is kept up to date bit by bit, and look for what cannot be.

Compiled days check nothing, because they are asked millions of times. The census looks at the world afterwards:
values in their ranges, dates in their order, and every count over contacts and over the whole network taken anew.
It finds the day on which something went wrong, and the person and column it went wrong in.

ODD element: observation.
"""

from __future__ import annotations

import numpy as np

from esnsim.behaviour.person import Role, Stage, Tier
from esnsim.calendar import FRESH, ITEM_LIFE, MONTH
from esnsim.simulation.census.communities import check_communities
from esnsim.simulation.census.view import Counts, View
from esnsim.state import NEVER, Aggregates, Counters, Visible, World, levers
from esnsim.state.columns import Within, ranges_of
from esnsim.state.people import DATES, People

FINITE = ("curiosity", "activity", "propensity")
"""Columns without bounds, which have to be numbers all the same."""

HISTORY = tuple(name for name in DATES if name not in ("joined", "enabled_since"))
"""Dates of what a person did, which come after the day of joining."""

ORDER = (
    ("wrote_earlier", "wrote_before"),
    ("wrote_before", "wrote"),
    ("posted", "wrote"),
    ("wrote", "interacted"),
    ("interacted", "sought"),
    ("sought", "visited"),
    ("first_visit", "visited"),
    ("returned", "visited"),
    ("trial_since", "visited"),
)
"""Pairs of dates of which the first is never the later one: each rung of the ladder is part of the one below."""

SHARES = (Aggregates.POPULARITY, Aggregates.TOP_WRITING, Aggregates.ANSWERED, Aggregates.HEARSAY)
"""Network-wide values that are shares."""

STOCK_TOLERANCE = 1e-9
"""Relative difference left to the rounding of two sums that fade apart from each other."""


def census(world: World, day: int) -> None:
    """Recount everything at the end of a workday.

    Args:
        world: The world at the end of the day, after it was made visible to others.
        day: The workday that has just been simulated.

    Raises:
        CensusError: If a law is broken; says which person, day and column.
    """
    view = View(world, day)
    check_ranges(view)
    check_dates(view)
    check_ladder(view)
    check_levers(view)
    check_items(view)
    check_contact_counts(view)
    check_communities(view)
    check_counters(view)
    check_aggregates(view)


def check_ranges(view: View) -> None:
    """Every value lies where it can lie, and every id belongs to its position."""
    people, limit = view.world.people, float(np.float32(view.world.parameters[0].feedback_limit))
    for name, (low, high) in {**ranges_of(People), "encouragement": Within(-limit, limit)}.items():
        column = people[name]
        view.demand(name, (column >= low) & (column <= high), f"it lies from {low:g} to {high:g}", column)
    for name in FINITE:
        view.demand(name, np.isfinite(people[name]), "it is a number", people[name])
    position = np.empty(len(people), np.int64)
    position[view.world.row_of] = np.arange(len(people))
    view.demand(
        "person", people.person % len(people) == position, "ids of a position differ by headcounts", people.person
    )


def check_dates(view: View) -> None:
    """Nothing lies in the future, and nobody has done anything before they came."""
    people = view.world.people
    for name in DATES:
        view.demand(name, people[name] <= view.day, f"today is {view.day}", people[name])
    newcomer = people.person >= len(people)
    for name in HISTORY:
        since = (people[name] == NEVER) | (people[name] > people.joined)
        view.demand(name, ~newcomer | since, "it comes after the day of joining", people[name])
    for earlier, later in ORDER:
        view.demand(earlier, people[earlier] <= people[later], f"it is never later than {later}", people[earlier])


def check_ladder(view: View) -> None:
    """Whoever uses it has an account, whoever has ever visited has a first visit, and stages say the same."""
    people = view.world.people
    enabled, visited = people.enabled_since != NEVER, people.visited != NEVER
    outside = people.stage == Stage.EMPLOYED.value
    never_in = outside | (people.stage == Stage.ENABLED.value)
    view.demand("enabled_since", enabled != outside, "an account and the stage go together", people.enabled_since)
    view.demand("visited", visited != never_in, "visits and the stage go together", people.visited)
    view.demand(
        "first_visit", (people.first_visit != NEVER) == visited, "the first visit is a visit", people.first_visit
    )
    leads = people.tier != Tier.NONE.value
    former = np.where(leads, Role.LEADER.value, Role.EMPLOYEE.value)
    appointed = np.isin(people.role, (Role.AMBASSADOR.value, Role.COMMUNITY_MANAGER.value))
    law = "who has reports is a leader, all others are employees, unless they were appointed"
    view.demand("role", appointed | (people.role == former), law, people.role)


def check_levers(view: View) -> None:
    """Levers are numbers within their bounds."""
    for name, lever in levers().items():
        column = view.world.levers[name]
        lawful = np.isfinite(column) & (column >= lever.low) & (column <= lever.high)
        view.demand(name, lawful, f"it is a number from {lever.low:g} to {lever.high:g}", column)


def check_items(view: View) -> None:
    """Posts in the feed stand in order of age, none of them too old, each at the place its author knows."""
    world, day = view.world, view.day
    items = world.items[: int(world.counters[Counters.ITEMS])]
    days = items["day"].astype(np.int64)
    view.demand_once("items.day", bool((np.diff(days) >= 0).all()), "posts stand oldest first", len(items))
    lawful = bool(((days <= day) & (days > day - ITEM_LIFE)).all())
    view.demand_once(
        "items.day", lawful, f"posts leave the feed after {ITEM_LIFE} workdays", int(days.min(initial=day))
    )
    view.demand_once(
        "items.appeal", bool((items["appeal"] >= 1).all()), "it is 1 or more", int(items["appeal"].min(initial=1))
    )
    view.demand_once(
        "items.answers", bool((items["answers"] >= 0).all()), "it is a count", int(items["answers"].min(initial=0))
    )
    latest = np.full(len(world.people), -1, np.int64)
    np.maximum.at(latest, items["author"], np.arange(len(items)))
    view.demand_same("latest", world.contact_counts.latest, latest)


def visible(view: View) -> Counts:
    """What others can see of each row, as bits of `Visible`, from the row itself."""
    people, day = view.world.people, view.day
    seen = np.where(day - people.visited < MONTH, Visible.USING.value, 0)
    seen |= np.where((seen > 0) & (people.stage == Stage.USER.value), Visible.STAYING.value, 0)
    seen |= np.where(day - people.wrote < MONTH, Visible.WRITING.value, 0)
    seen |= np.where(people.role == Role.AMBASSADOR.value, Visible.AMBASSADOR.value, 0)
    posted = (day - people.posted < FRESH) & (view.world.contact_counts.latest >= 0)
    seen |= np.where(posted, Visible.POSTED.value, 0)
    return seen.astype(np.int64)


def check_contact_counts(view: View) -> None:
    """What people can see of their contacts, counted anew over all ties."""
    ties, contact_counts = view.world.ties, view.world.contact_counts
    view.demand_same("visible", contact_counts.visible, visible(view))
    people = len(contact_counts)
    owner = np.repeat(np.arange(people), np.diff(ties.start))
    bits = contact_counts.visible[ties.other]
    told = {
        "using": Visible.USING,
        "staying": Visible.STAYING,
        "writing": Visible.WRITING,
        "ambassadors": Visible.AMBASSADOR,
    }
    for column, bit in told.items():
        counted = np.bincount(owner, ties.weight * ((bits & bit.value) != 0), people)
        view.demand_same(column, contact_counts[column], counted.astype(np.int64))
    fresh = np.bincount(owner, (bits & Visible.POSTED.value) != 0, people)
    view.demand_same("fresh", contact_counts.fresh, fresh.astype(np.int64))
    strength = np.maximum(np.bincount(owner, ties.weight, people), 1)
    view.demand_same("strength", contact_counts.strength, strength.astype(np.int64))


def check_counters(view: View) -> None:
    """Whole numbers of the network, counted anew over people."""
    people, contact_counts, counters = view.world.people, view.world.contact_counts, view.world.counters
    top = people.tier == Tier.TOP.value
    counted = {
        Counters.POSTS: int(people.posts.sum()),
        Counters.REPLIES: int(people.replies.sum()),
        Counters.REACTIONS: int(people.reactions.sum()),
        Counters.USING: int(((contact_counts.visible & Visible.USING.value) != 0).sum()),
        Counters.STAYING: int(((contact_counts.visible & Visible.STAYING.value) != 0).sum()),
        Counters.TOP_WRITING: int((top & ((contact_counts.visible & Visible.WRITING.value) != 0)).sum()),
    }
    for place, number in counted.items():
        kept = int(counters[place])
        view.demand_once(place.name.lower(), kept == number, f"the columns give {number}", kept)
    limits = {
        Counters.PLACED: int(counters[Counters.REPLIES]),
        Counters.CROSS_UNIT: int(counters[Counters.PLACED]),
        Counters.ANSWERED: int(counters[Counters.PLACED] + counters[Counters.REACTIONS]),
    }
    for place, most in limits.items():
        kept = int(counters[place])
        view.demand_once(place.name.lower(), 0 <= kept <= most, f"it lies from 0 to {most}", kept)
    for place, column in ((Counters.ANSWERED, contact_counts.answers), (Counters.SILENT, contact_counts.silences)):
        kept, told = int(counters[place]), int(column.sum())
        view.demand_once(place.name.lower(), told <= kept, f"authors were told of {told}", kept)


def check_aggregates(view: View) -> None:
    """Network-wide values follow from the whole numbers and lie in their ranges."""
    world = view.world
    aggregates, counters = world.aggregates, world.counters
    for place in Aggregates:
        value = float(aggregates[place])
        most = 1.0 if place in SHARES else np.inf
        view.demand_once(place.name.lower(), 0.0 <= value <= most, f"it lies from 0 to {most:g}", value)
    popularity = float(counters[Counters.USING]) / float(len(world.people))
    kept = float(aggregates[Aggregates.POPULARITY])
    view.demand_once("popularity", kept == popularity, f"the columns give {popularity}", kept)
    stock, parts = float(aggregates[Aggregates.STOCK]), float(world.unit_stock.sum() + world.communities.stock.sum())
    same = abs(stock - parts) <= STOCK_TOLERANCE * max(stock, 1.0)
    law = f"units and communities add up to {parts}"
    view.demand_once("stock", same and bool((world.unit_stock >= 0.0).all()), law, stock)
