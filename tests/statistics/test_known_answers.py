"""Where theory knows the answer, the simulation gives it: fixed keys, and a z of 4 on theory's own error."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from esnsim.simulation.exchange import FADING
from esnsim.simulation.step_day import exchange
from esnsim.state import NEVER, Counters
from tests.statistics.solitude import alone, everybody_knows_everybody, simulate_day, strangers, world_of

Z = 4.0


def z_of(count, trials, chance):
    """How many standard errors a count lies from what its chance says."""
    return (count - trials * chance) / math.sqrt(trials * chance * (1.0 - chance))


def test_without_influence_the_wait_to_try_is_geometric():
    """Each day the same chance, and each wait as often as the geometric law says."""
    people, rate, days = 4000, 0.02, 150
    world = world_of(strangers(people), alone(external_rate=rate))
    for day in range(days):
        simulate_day(world, day)
    chance = 1.0 - math.exp(-rate)
    waits = world.people.first_visit[world.people.first_visit != NEVER]

    for last in (0, 4, 19, 49, 99, days - 1):
        assert abs(z_of(int((waits <= last).sum()), people, 1.0 - (1.0 - chance) ** (last + 1))) < Z
    hazard = len(waits) / (waits.astype(float).sum() + len(waits) + days * (people - len(waits)))
    assert abs(hazard - chance) < Z * chance / math.sqrt(len(waits))


def test_curiosity_multiplies_the_hazard():
    """The mean over people of all kinds is the external rate, so that the first day's tries are what it says."""
    people, rate = 20_000, 0.02
    world = world_of(strangers(people), alone(external_rate=rate, curiosity_spread=0.5))
    expected = float((1.0 - np.exp(-rate * world.people.curiosity.astype(float))).mean())
    simulate_day(world, 0)

    assert abs(z_of(int((world.people.first_visit == 0).sum()), people, expected)) < Z
    assert expected == pytest.approx(1.0 - math.exp(-rate), rel=0.03)


@pytest.mark.parametrize("turnover", [0.15, 0.4])
def test_leavers_of_a_year_follow_the_exponential_law(turnover):
    """Of those who are here, 1 - exp(-rate) are gone after a year, and their places are filled each time."""
    people, days = 4000, 260
    world = world_of(strangers(people), alone(turnover=turnover))
    for day in range(days):
        simulate_day(world, day)
    holders = (world.people.person // people).astype(int)
    daily = 1.0 - math.exp(-turnover / days)

    assert abs(z_of(int((holders > 0).sum()), people, 1.0 - math.exp(-turnover))) < Z
    assert abs(z_of(int(holders.sum()), people * days, daily)) < Z


def test_posts_follow_the_poisson_law():
    """None, one, and two or more on a visit, as often as the rate says."""
    people, days, rate = 2000, 30, 0.3
    world = world_of(strangers(people), alone(posting_base=math.log(rate)), using=True)
    counts = np.zeros(3, int)
    for day in range(days):
        simulate_day(world, day)
        counts += np.bincount(np.minimum(world.people.posts, 2), minlength=3)
    none, one = math.exp(-rate), rate * math.exp(-rate)

    for count, chance in zip(counts, (none, one, 1.0 - none - one), strict=True):
        assert abs(z_of(int(count), people * days, chance)) < Z


def test_visits_are_as_frequent_as_their_log_odds():
    """Nobody reads more or less than they feel like."""
    people, days, log_odds = 2000, 30, -1.0
    world = world_of(strangers(people), alone(visit_base=log_odds, platform_fit=0.0, writing_offset=0.0), using=True)
    visits = 0
    for day in range(days):
        simulate_day(world, day)
        visits += int((world.people.visited == day).sum())

    assert abs(z_of(visits, people * days, 1.0 / (1.0 + math.exp(-log_odds)))) < Z


def test_replies_go_where_appeal_is():
    """Each post gets its share of the answers, by what age has left of its appeal."""
    people = 3000
    world = world_of(strangers(people), alone(), using=True)
    appeals, ages = [1000, 2000, 4000, 8000, 8000], [3, 2, 2, 1, 1]
    left = np.array([appeal >> FADING * age for appeal, age in zip(appeals, ages, strict=True)], float)
    for item, (appeal, age) in enumerate(zip(appeals, ages, strict=True)):
        post = world.items[item]
        post.author, post.person, post.appeal, post.day = item, item, appeal, 10 - age
        world.contact_counts.latest[item] = item
    world.counters[Counters.ITEMS] = len(appeals)
    world.people.replies[len(appeals) :] = 4

    exchange(world, 10)

    answers = world.items.answers[: len(appeals)]
    total = 4 * (people - len(appeals))
    assert int(answers.sum()) == total == int(world.counters[Counters.PLACED])
    for count, share in zip(answers, left / left.sum(), strict=True):
        assert abs(z_of(int(count), total, float(share))) < Z


def test_nobody_answers_themselves():
    """A reply for which only the own post comes up finds nothing."""
    world = world_of(strangers(50), alone(), using=True)
    post = world.items[0]
    post.author, post.person, post.appeal, post.day = 7, 7, 1000, 0
    world.counters[Counters.ITEMS] = 1
    world.people.replies[7] = 4

    exchange(world, 1)

    assert world.counters[Counters.REPLIES] == 4
    assert world.counters[Counters.PLACED] == 0


@pytest.mark.parametrize(("external", "imitation"), [(0.004, 0.0), (0.004, 0.08), (0.005, 0.1)])
def test_where_everybody_knows_everybody_adoption_follows_the_bass_curve(external, imitation):
    """Outside influence p and imitation q on a complete graph, within the error of so many people.

    The mean follows F' = (1 - F)(1 - exp(-p - qF)); the variance of the share of n people around it grows by the
    chances of the day and is carried on by the slope of the curve (van Kampen's linear noise).
    """
    people, days = 1500, 100
    parameters = alone(external_rate=external, imitation=imitation, exposure_half=1e9, novice_pull=1.0)
    world = world_of(everybody_knows_everybody(people), parameters)
    shares, theory, variance = [0.0], [0.0], [0.0]
    for day in range(days):
        simulate_day(world, day)
        shares.append(float((world.people.first_visit != NEVER).mean()))
        share = theory[-1]
        stays = math.exp(-external - imitation * share)
        slope = 1.0 - (1.0 - stays) + (1.0 - share) * imitation * stays
        theory.append(share + (1.0 - share) * (1.0 - stays))
        variance.append(slope**2 * variance[-1] + (1.0 - share) * stays * (1.0 - stays) / people)

    for found, expected, spread in list(zip(shares, theory, variance, strict=True))[5::5]:
        # Curvature moves the mean itself by the order of one person in n times what the noise has grown to.
        assert abs(found - expected) < Z * math.sqrt(spread) + 1.0 / people
    assert all(later >= earlier for earlier, later in pairwise(shares))
