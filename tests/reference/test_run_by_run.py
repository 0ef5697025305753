"""A run written from the description of the model alone is the run that esnsim simulates: every person, every day."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from esnsim.behaviour.mechanisms import MECHANISMS
from esnsim.scenario.constants import known_parameters
from esnsim.simulation.communities import found_community
from tests.organisations import chain, hierarchy, pair, star
from tests.reference.chance import philox
from tests.reference.codes import NEVER
from tests.reference.compared import agree, reference, same
from tests.reference.programme.programme import Programme
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

pytestmark = pytest.mark.untraced

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
    agree(organisation, EVERYTHING, 30, weeks=6)


@pytest.mark.parametrize("seed", range(4))
def test_random_organisations_live_as_the_text_says(seed):
    """Forty people who found communities and leave them, for twelve weeks."""
    behaviour = {**TALKATIVE, "founder_posts": 0.1 + 0.1 * seed}
    happened = agree(random_organisation(40, seed), EVERYTHING, 60, weeks=12, behaviour=behaviour)

    assert all(happened[name] for name in ("posts", "replies", "reactions", "wish"))


def test_more_than_half_a_year_in_which_ambassadors_give_up_goes_as_the_text_says():
    """Half-years end, rewards add up to more than counts, people come back after long, and roles are given up."""
    wearing = {**TALKATIVE, "tiring": 0.006, "burn_out_rate": 0.008, "visit_base": -3.0}
    tired = [
        intervention("ambassadors", share=1.0, start="week 1"),
        intervention("incentives", strength=0.9, start="week 2", duration="20 weeks"),
        intervention("incentives", name="more", strength=0.9, start="week 2", duration="20 weeks"),
    ]
    happened = agree(random_organisation(30, 9), tired, 140, weeks=30, behaviour=wearing)

    assert happened["burnt"] > 0
    assert happened["returned"] > 0


def long_silent(organisation, scenario):
    """A lively setting with many communities, of which every second one has been silent for most of a year."""
    setting = setting_of(organisation, scenario)
    world = setting.start.world
    for row in range(16):
        found_community(world, row, -1)
    world.communities["born"][:20] -= 250
    world.communities["last"][:20] -= np.tile([245, 60], 10)
    return setting


def test_communities_fall_silent_are_given_up_and_closed_as_the_text_says():
    """Seats in communities that have long been silent go to others, and what nobody writes in for a year is closed."""
    crowded = {**TALKATIVE, "joining": 0.6, "invited": 0.5, "founder_posts": 0.1}
    happened = agree(random_organisation(40, 12), [], 50, long_silent, weeks=10, behaviour=crowded)

    assert happened["closed"] > 0
    assert happened["given_up"] > 0


def test_a_launch_goes_as_the_text_says():
    """Nobody has used it; a campaign makes them try."""
    loud = [*EVERYTHING, intervention("campaign", pull_per_month=0.9)]

    agree(random_organisation(40, 7), loud, 50, silent_setting, weeks=10)


@pytest.mark.parametrize("place", [0.3, 0.6])
def test_with_every_constant_elsewhere_life_goes_as_the_text_says(place):
    """No constant is written into the reference: each stands at this place in its range."""
    behaviour = {name: of.low + place * (of.high - of.low) for name, of in known_parameters().items()}
    turnover = behaviour.pop("turnover")
    happened = agree(random_organisation(40, 4), EVERYTHING, 45, weeks=9, turnover=turnover, behaviour=behaviour)

    assert all(happened[name] for name in ("posts", "replies", "reactions", "wish"))


@pytest.mark.parametrize("mechanism", sorted(MECHANISMS))
def test_without_a_mechanism_life_goes_as_the_text_says(mechanism):
    """Its constants are neutral."""
    agree(random_organisation(30, 3), EVERYTHING, 25, weeks=5, mechanisms={mechanism: "off"})


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_under_each_intervention_life_goes_as_the_text_says(kind):
    """Levers, appointments, and what people make of them."""
    alone = intervention(kind, start="day 3", duration="20 days")

    agree(random_organisation(30, 5), [alone], 30, weeks=6)


def test_people_bring_what_the_text_says():
    """Eight scores, and nothing of the past, for everybody of an organisation at its launch."""
    world = silent_setting(random_organisation(40, 2), scenario_of(weeks=4)).start.world
    told = reference(world, Programme([], date(2026, 1, 5), 20, [0] * 40))

    for it in told.people:
        brings = brought(it["person"], it["tier"], told.parameters, told.chance)
        assert {name: same(value, it[name]) for name, value in brings.items()} == dict.fromkeys(brings, True)
        assert it["habit"] == it["zeal"] == it["reactance"] == it["crowding"] == 0.0
        assert it["first_visit"] == it["visited"] == it["wrote"] == NEVER
