"""The census finds nothing in runs as they are, and finds what was planted."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given

from esnsim.errors import CensusError
from esnsim.simulation.census.census import census
from esnsim.simulation.simulate import Simulation
from esnsim.simulation.step_day import step_everybody
from esnsim.state import NEVER, Aggregates, Counters, World
from esnsim.state.people import MOST_POSTS, MOST_REACTIONS, MOST_REPLIES
from tests.organisations import HAND_DRAWN
from tests.strategies import FEW, behaviours, organisations, programmes
from tests.worlds import random_organisation, scenario_of, setting_of, simulated

DAYS = 20
ROW = 7


def full_world() -> World:
    """A world with all sorts of things in it, at the end of day 19."""
    return simulated(setting_of(random_organisation(80, 4), scenario_of(turnover=0.3)), days=DAYS).world


def put(column: str, value: float) -> Callable[[World], None]:
    """Write a value into one person's column."""

    def plant(world: World) -> None:
        world.people[column][ROW] = value

    return plant


def contacts(column: str, number: int = 1) -> Callable[[World], None]:
    """Count some too many of somebody's contacts."""

    def plant(world: World) -> None:
        world.contact_counts[column][ROW] += number

    return plant


def counters(place: Counters, number: int) -> Callable[[World], None]:
    """Change a whole number of the network."""

    def plant(world: World) -> None:
        world.counters[place] += number

    return plant


def aggregates(place: Aggregates, number: float) -> Callable[[World], None]:
    """Change a network-wide value."""

    def plant(world: World) -> None:
        world.aggregates[place] += number

    return plant


def item(column: str, value: int) -> Callable[[World], None]:
    """Write a value into the oldest post of the feed."""

    def plant(world: World) -> None:
        world.items[column][0] = value

    return plant


def lever(column: str, value: float) -> Callable[[World], None]:
    """Pull a lever too far."""

    def plant(world: World) -> None:
        world.levers[column][ROW] = value

    return plant


def community(column: str, value: int) -> Callable[[World], None]:
    """Change an open community."""

    def plant(world: World) -> None:
        world.communities[column][int(np.argmax(world.communities.is_open))] += value

    return plant


def seat(slot: int) -> Callable[[World], None]:
    """Give somebody a seat they did not take."""

    def plant(world: World) -> None:
        world.seats[ROW, -1] = slot

    return plant


def swap_authors(world: World) -> None:
    """Give the newest post to somebody else."""
    newest = int(world.counters[Counters.ITEMS]) - 1
    world.items.author[newest] = (int(world.items.author[newest]) + 1) % len(world.people)


PERSONAL = {
    "stage": 5,
    "role": -1,
    "tier": 4,
    "age_band": 5,
    "posts": MOST_POSTS + 1,
    "replies": MOST_REPLIES + 1,
    "reactions": MOST_REACTIONS + 1,
    "items": -1,
    "wish": 4 + 8 + 3,
    "reactance": 1.1,
    "crowding": -0.1,
    "zeal": 2.0,
    "written": -1,
    "motive": 1.5,
    "threshold": -0.1,
    "habit_rate": 1.1,
    "usefulness": 1.01,
    "ease": -0.01,
    "trust": 2.0,
    "habit": 1.001,
    "fatigue": np.nan,
    "encouragement": 1.6,
    "curiosity": np.inf,
    "activity": np.nan,
    "propensity": -np.inf,
    "person": 9,
    "joined": DAYS,
    "trial_since": DAYS,
    "enabled_since": DAYS,
    "first_visit": DAYS,
    "visited": DAYS,
    "interacted": DAYS,
    "wrote": DAYS,
    "wrote_before": DAYS,
    "wrote_earlier": DAYS,
    "posted": DAYS,
    "returned": DAYS,
}
"""A value that no person can have, for each column."""

COMMON: dict[str, tuple[str, Callable[[World], None]]] = {
    "a contact using too many": ("using", contacts("using")),
    "a contact writing too many": ("writing", contacts("writing")),
    "an ambassador too many": ("ambassadors", contacts("ambassadors")),
    "a new post too many": ("fresh", contacts("fresh")),
    "a tie too strong": ("strength", contacts("strength")),
    "a place that is another one's": ("latest", contacts("latest")),
    "somebody seen as they are not": ("visible", contacts("visible")),
    "an answer nobody gave": ("answered", contacts("answers", 100)),
    "a silence that was not": ("silent", contacts("silences", 100)),
    "a post of somebody else": ("latest", swap_authors),
    "a post of tomorrow": ("items.day", item("day", DAYS)),
    "a post too old": ("items.day", item("day", NEVER)),
    "a post without appeal": ("items.appeal", item("appeal", 0)),
    "a post with less than no answer": ("items.answers", item("answers", -1)),
    "a post too many": ("posts", counters(Counters.POSTS, 1)),
    "a reply too few": ("replies", counters(Counters.REPLIES, -1)),
    "a reaction too many": ("reactions", counters(Counters.REACTIONS, 1)),
    "more replies placed than written": ("placed", counters(Counters.PLACED, 1000)),
    "more replies elsewhere than placed": ("cross_unit", counters(Counters.CROSS_UNIT, 1000)),
    "a reader too many": ("using", counters(Counters.USING, 1)),
    "a top leader writing too many": ("top_writing", counters(Counters.TOP_WRITING, 1)),
    "popularity beyond everybody": ("popularity", aggregates(Aggregates.POPULARITY, 1.0)),
    "popularity a little off": ("popularity", aggregates(Aggregates.POPULARITY, -1e-9)),
    "more answered than posts": ("answered", aggregates(Aggregates.ANSWERED, 1.0)),
    "content out of nothing": ("stock", aggregates(Aggregates.STOCK, 0.001)),
    "a member too many": ("communities.members", community("members", 1)),
    "a post in a community too many": ("communities.today", community("today", 1)),
    "a community closed by nobody": ("seats", community("is_open", -1)),
    "a community that nobody founded": ("communities", counters(Counters.COMMUNITIES, 1)),
    "a community forgotten": ("communities.last", community("last", -400)),
    "a silent community counted": ("communities", community("last", -60)),
    "a seat in no community": ("seats", seat(40)),
    "news of a community that were not": ("arrivals", contacts("arrivals")),
    "livelier communities than there are": ("company", contacts("company")),
    "a commitment to write less than nothing": ("duty_posts", lever("duty_posts", -0.1)),
    "a lesson that closes more than the gap": ("teach_ease", lever("teach_ease", 1.5)),
    "a lever that is no number": ("encourage", lever("encourage", np.nan)),
}
"""What was planted, the column it was planted in, and how."""


@given(organisation=organisations(), programme=programmes(), behaviour=behaviours())
@FEW
def test_the_census_finds_nothing_in_lives_as_they_are(organisation, programme, behaviour):
    """No day of any programme breaks a law."""
    setting = setting_of(organisation, scenario_of({"tried": programme}, baseline="none", behaviour=behaviour))

    simulated(setting, "tried")


@pytest.mark.parametrize("name", HAND_DRAWN)
def test_the_census_finds_nothing_in_the_smallest_organisations(name):
    """Two people are enough to be counted."""
    simulated(setting_of(HAND_DRAWN[name](), scenario_of()))


@pytest.mark.parametrize("column", PERSONAL)
def test_the_census_finds_an_impossible_person(column):
    """The message names the day, the person and the column."""
    world = full_world()
    put(column, PERSONAL[column])(world)

    with pytest.raises(CensusError, match=rf"^workday {DAYS - 1}, person {world.people.person[ROW]}: {column} is "):
        census(world, DAYS - 1)


@pytest.mark.parametrize("planted", COMMON)
def test_the_census_finds_a_wrong_count(planted):
    """What is kept up to date bit by bit is recounted."""
    world = full_world()
    column, plant = COMMON[planted]
    plant(world)

    with pytest.raises(CensusError, match=rf"^workday {DAYS - 1}, .*: {re.escape(column)} is "):
        census(world, DAYS - 1)


def test_the_world_before_planting_is_lawful():
    """What the other tests find was planted by them."""
    census(full_world(), DAYS - 1)


def test_writing_earlier_than_before_is_found():
    """Dates have an order among themselves."""
    world = full_world()
    writers = np.flatnonzero(world.people.wrote_before > NEVER)
    world.people.wrote_earlier[writers[0]] = world.people.wrote_before[writers[0]] + 1

    with pytest.raises(CensusError, match=r"wrote_earlier is .*; it is never later than wrote_before"):
        census(world, DAYS - 1)


def test_a_newcomer_with_a_past_is_found():
    """A successor inherits the position and nothing of the person."""
    world = full_world()
    newcomers = np.flatnonzero((world.people.person >= 80) & (world.people.visited == NEVER))
    row = int(newcomers[0])
    world.people.visited[row] = world.people.joined[row]

    with pytest.raises(CensusError, match=r"visited is .*; it comes after the day of joining"):
        census(world, DAYS - 1)


def test_a_life_asks_for_the_census_when_it_is_told_to():
    """Without asking, a wrong world goes unnoticed; with it, the first day tells."""
    setting = setting_of(random_organisation(50, 1), scenario_of())

    def spoil(world: World, day: int) -> None:
        step_everybody(world, day)
        world.people.habit[3] = 2.0

    Simulation(setting, "none", 0).step(spoil)
    with pytest.raises(CensusError, match=r"workday 0, person 3: habit is 2\.0; it lies from 0 to 1"):
        Simulation(setting, "none", 0, check=True).step(spoil)
