"""A run written from the description of the model alone is the run that esnsim simulates: every person, every day."""

from __future__ import annotations

import math

import pytest

from esnsim.behaviour.mechanisms import MECHANISMS
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Role
from esnsim.simulation.simulate import Simulation as Simulated
from esnsim.simulation.step_day import step_everybody
from esnsim.state import Aggregates, Counters
from tests.organisations import chain, hierarchy, pair, star
from tests.reference.chance import philox
from tests.reference.codes import NEVER
from tests.reference.run import Simulation
from tests.reference.seen import rows_of, start_of
from tests.reference.traits import brought
from tests.worlds import (
    KIND_NAMES,
    TALKATIVE,
    intervention,
    random_organisation,
    scenario_of,
    setting_of,
    silent_setting,
)

CLOSE = 2e-5
"""Values are kept in single precision; the reference keeps them in double."""


def aggregates_of(world):
    """Values of the whole network, by name."""
    return {each.name.lower(): float(world.aggregates[each.value]) for each in Aggregates}


def reference(world):
    """A run by the text that begins where this world stands."""
    parameters = Parameters(*(float(world.parameters[0][name]) for name in Parameters._fields))
    counters = world.counters
    start = start_of(
        world, aggregates_of(world), int(counters[Counters.ITEMS.value]), int(counters[Counters.SLOTS.value])
    )
    return Simulation(start, parameters, (int(world.key.low), int(world.key.high)), bool(world.provisioned))


def same(one, other):
    """Whole numbers are equal; others are within rounding."""
    if isinstance(one, float) or isinstance(other, float):
        return math.isclose(one, other, rel_tol=CLOSE, abs_tol=CLOSE)
    return one == other


def differences(day, what, ours, theirs, left_out=()):
    """Where two lists of rows differ, in words."""
    assert len(ours) == len(theirs), f"day {day}: {len(ours)} {what}, esnsim has {len(theirs)}"
    return [
        f"day {day}, {what} {nth}, {name}: {one.get(name)}, esnsim has {value}"
        for nth, (one, other) in enumerate(zip(ours, theirs, strict=True))
        for name, value in other.items()
        if name not in left_out and not same(one.get(name), value)
    ]


def compared(day, told, world):
    """All differences between the run by the text and the world, after a day."""
    items, slots = int(world.counters[Counters.ITEMS.value]), int(world.counters[Counters.SLOTS.value])
    communities = [
        (one, other)
        for one, other in zip(told.communities, rows_of(world.communities, slots), strict=True)
        if other["is_open"]
    ]
    aggregates = aggregates_of(world)
    found = differences(day, "person", told.people, rows_of(world.people))
    found += differences(day, "sights of", told.contact_counts, rows_of(world.contact_counts), ("visible",))
    found += differences(day, "post", told.items, rows_of(world.items, items), ("running",))
    found += differences(day, "community", [one for one, _ in communities], [other for _, other in communities])
    found += differences(day, "aggregates", [told.aggregates], [{name: aggregates[name] for name in told.aggregates}])
    seats = [[int(slot) for slot in row if slot >= 0] for row in world.seats]
    found += [
        f"day {day}, seats of {row}: {mine}, esnsim has {theirs}"
        for row, (mine, theirs) in enumerate(zip(told.seats, seats, strict=True))
        if mine != theirs
    ]
    stocks = zip(told.stock, world.unit_stock, strict=True)
    return found + [
        f"day {day}, stock of unit {nth}: {one}, esnsim has {other}"
        for nth, (one, other) in enumerate(stocks)
        if not same(one, float(other))
    ]


def agree(setting, programme, days):
    """Simulate a run twice, day by day; what happened in it."""
    simulation = Simulated(setting, programme, 0)
    told = reference(simulation.world)
    happened = dict.fromkeys(("posts", "replies", "reactions", "wish", "burnt", "returned"), 0)

    def simulate(world, day):
        levers, before = rows_of(world.levers), world.people.copy()
        step_everybody(world, day)
        told.step(day, levers, before.role.tolist())
        for name in ("posts", "replies", "reactions", "wish"):
            happened[name] += int(world.people[name].sum())
        same_holder = world.people.person == before.person
        happened["burnt"] += int(
            ((before.role == Role.AMBASSADOR) & (world.people.role != before.role) & same_holder).sum()
        )
        happened["returned"] += int(((world.people.returned == day) & same_holder).sum())

    for day in range(days):
        simulation.step(simulate)
        found = compared(day, told, simulation.world)
        assert not found, "\n".join(found[:12])
    return happened


ASKED = {"ambassadors": {"visibility": 0.8, "help": "support", "own_community": True}}
"""What a kind can also be asked for, so that every lever is pulled by somebody."""
EVERYTHING = [
    intervention(kind, start=f"day {2 + nth}", duration="15 days", **ASKED.get(kind, {}))
    for nth, kind in enumerate(KIND_NAMES)
]


def test_the_generator_gives_the_published_numbers():
    """Test vectors of Philox-4x32-10 [Salmon et al. 2011]."""
    assert philox((0, 0, 0, 0), (0, 0)) == (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)
    ones = 2**32 - 1
    assert philox((ones,) * 4, (ones, ones)) == (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)


@pytest.mark.parametrize(
    "organisation", [pair(), star(), chain(), hierarchy()], ids=["pair", "star", "chain", "hierarchy"]
)
def test_small_organisations_live_as_the_text_says(organisation):
    """Everything is done at once, and people like to write."""
    agree(setting_of(organisation, scenario_of({"everything": EVERYTHING}, weeks=6, baseline="none")), "everything", 30)


@pytest.mark.parametrize("seed", range(4))
def test_random_organisations_live_as_the_text_says(seed):
    """Forty people who found communities and leave them, for twelve weeks."""
    behaviour = {**TALKATIVE, "founder_posts": 0.1 + 0.1 * seed}
    scenario = scenario_of({"everything": EVERYTHING}, weeks=12, baseline="none", behaviour=behaviour)
    happened = agree(setting_of(random_organisation(40, seed), scenario), "everything", 60)

    assert all(happened[name] for name in ("posts", "replies", "reactions", "wish"))


def test_more_than_half_a_year_in_which_ambassadors_give_up_goes_as_the_text_says():
    """Half-years end, rewards add up to more than counts, people come back after long, and roles are given up."""
    wearing = {**TALKATIVE, "tiring": 0.006, "burn_out_rate": 0.008, "visit_base": -3.0}
    tired = [
        intervention("ambassadors", share=1.0, start="week 1"),
        intervention("incentives", strength=0.9, start="week 2", duration="20 weeks"),
        intervention("incentives", name="more", strength=0.9, start="week 2", duration="20 weeks"),
    ]
    scenario = scenario_of({"tired": tired}, weeks=30, baseline="none", behaviour=wearing)
    happened = agree(setting_of(random_organisation(30, 9), scenario), "tired", 140)

    assert happened["burnt"] > 0
    assert happened["returned"] > 0


def test_a_launch_goes_as_the_text_says():
    """Nobody has used it; a campaign makes them try."""
    loud = [*EVERYTHING, intervention("campaign", pull_per_month=0.9)]
    scenario = scenario_of({"loud": loud}, weeks=10, baseline="none")

    agree(silent_setting(random_organisation(40, 7), scenario), "loud", 50)


@pytest.mark.parametrize("mechanism", sorted(MECHANISMS))
def test_without_a_mechanism_life_goes_as_the_text_says(mechanism):
    """Its constants are neutral."""
    scenario = scenario_of({"everything": EVERYTHING}, weeks=5, baseline="none", mechanisms={mechanism: "off"})

    agree(setting_of(random_organisation(30, 3), scenario), "everything", 25)


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_under_each_intervention_life_goes_as_the_text_says(kind):
    """Levers and appointments as the programme makes them; what people make of them as the text says."""
    scenario = scenario_of({"alone": [intervention(kind, start="day 3", duration="20 days")]}, weeks=6, baseline="none")

    agree(setting_of(random_organisation(30, 5), scenario), "alone", 30)


def test_people_bring_what_the_text_says():
    """Eight scores, and nothing of the past, for everybody of an organisation at its launch."""
    world = silent_setting(random_organisation(40, 2), scenario_of(weeks=4)).start.world
    told = reference(world)

    for it in told.people:
        brings = brought(it["person"], it["tier"], told.parameters, told.chance)
        assert {name: same(value, it[name]) for name, value in brings.items()} == dict.fromkeys(brings, True)
        assert it["habit"] == it["zeal"] == it["reactance"] == it["crowding"] == 0.0
        assert it["first_visit"] == it["visited"] == it["wrote"] == NEVER
