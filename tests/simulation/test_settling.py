"""A settled start has the observed shares and holds still when nothing is done."""

from __future__ import annotations

import math

import numpy as np
import pytest

from esnsim.behaviour.parameters import Parameters
from esnsim.rng.address import key_of
from esnsim.scenario import load
from esnsim.simulation.copy_world import copy_world, renumber_days
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import Simulation, prepare, replicate_key, simulate
from esnsim.simulation.starting.initial_state import launch
from esnsim.simulation.starting.rehearsal import lives_of
from esnsim.simulation.starting.settling import Control, correct
from esnsim.simulation.starting.shares import Target, log_odds
from esnsim.state import NEVER, Counters
from esnsim.state.people import DATES
from tests.interventions.programmes import FIRM
from tests.simulation.settings import STILL, settled

pytestmark = pytest.mark.untraced

Z = 4.0
OBSERVED = [(0.75, 0.10, 1), (0.75, 0.10, 2), (0.45, 0.05, 3)]
PEOPLE = 1500
SMALL = [(300, 0.60, 0.08, seed) for seed in (1, 2, 3)]
ACCOUNTS = "initial={enabled: 0.7, reader: 0.5, contributor: 0.07}"


def shares(run, measure):
    """Share of headcount at the end of each workday, the start included."""
    return run.record[:, measure] / run.record[:, Measure.HEADCOUNT]


@pytest.mark.parametrize(("reader", "contributor", "seed"), OBSERVED[:2])
def test_a_settled_start_holds_still(reader, contributor, seed):
    """For a year: readers within 5 points, contributors within a quarter and the error of counting them."""
    run = simulate(settled(PEOPLE, reader, contributor, seed), "none")
    error = Z * math.sqrt(contributor * (1.0 - contributor) / PEOPLE)

    assert abs(shares(run, Measure.READER) - reader).max() < 0.05
    assert abs(shares(run, Measure.CONTRIBUTOR) - contributor).max() < 0.25 * contributor + error


def test_little_used_networks_hold_still_too():
    """Two organisations on average, so that random variation has little to do with it."""
    reader, contributor, people = 0.30, 0.03, 6000
    runs = [simulate(settled(people, reader, contributor, seed), "none") for seed in (1, 2)]
    readers, contributors = (
        np.mean([shares(run, measure)[-1] for run in runs]) for measure in (Measure.READER, Measure.CONTRIBUTOR)
    )
    error = Z * math.sqrt(contributor * (1.0 - contributor) / (len(runs) * people))

    assert abs(readers - reader) < 0.05
    assert abs(contributors - contributor) < 0.25 * contributor + error


@pytest.mark.parametrize(("people", "reader", "contributor", "seed"), [(PEOPLE, *each) for each in OBSERVED] + SMALL)
def test_a_settled_start_has_the_observed_shares(people, reader, contributor, seed):
    """What was asked for is there to the point, from 300 people on; what was not, to the error of counting."""
    reached = settled(people, reader, contributor, seed).start.reached
    between = math.sqrt(reader * contributor)

    assert abs(reached.reader - reader) < 0.01
    assert abs(reached.contributor - contributor) < 0.01
    assert abs(reached.interactive - between) < 0.03 + Z * math.sqrt(between * (1.0 - between) / people)


@pytest.mark.parametrize(("people", "organisations"), [(300, 10), (2000, 4)])
def test_starts_hold_still_on_average_over_organisations(people, organisations):
    """For two years: readers within two points, contributors within a tenth, and what so few leave open."""
    reader, contributor = 0.60, 0.08
    runs = [simulate(_for_two_years(people, reader, contributor, seed), "none") for seed in range(organisations)]
    for measure, most in ((Measure.READER, 0.02), (Measure.CONTRIBUTOR, 0.1 * contributor)):
        moved = np.array([shares(run, measure)[[130, 260, 390, 520]] - shares(run, measure)[0] for run in runs])
        error = moved.std(axis=0, ddof=1) / math.sqrt(organisations)

        assert (abs(moved.mean(axis=0)) < most + 2.0 * error).all(), measure


def _for_two_years(people, reader, contributor, seed):
    """An organisation with a network that has been used for years, for 104 weeks."""
    said = STILL.format(people=people, reader=reader, contributor=contributor, seed=seed + 1)
    return prepare(load(said, ["weeks=104"]))


@pytest.mark.parametrize("seed", [1, 2])
def test_accounts_are_a_share_that_can_be_asked_for_too(seed):
    """Where not everybody has one; the share of accounts stays within five points for a year."""
    setting = prepare(load(STILL.format(people=2000, reader=0.5, contributor=0.07, seed=seed), [ACCOUNTS]))
    run = simulate(setting, "none")

    assert abs(setting.start.reached.enabled - 0.7) < 0.01
    assert abs(setting.start.reached.reader - 0.5) < 0.01
    assert abs(shares(run, Measure.ENABLED) - 0.7).max() < 0.05
    assert setting.start.parameters.account_access < 1.0


def test_a_start_is_a_world_in_order():
    """Its days were numbered anew, and the census of the first days finds nothing."""
    setting = settled(300, *SMALL[0][1:])
    simulation = Simulation(setting, "done", 0, check=True)
    for _ in range(10):
        simulation.step()

    people = setting.start.world.people
    assert people.visited.max() == -1
    assert people.written.sum() > 0


def test_other_numbers_of_days_change_nothing_else():
    """Dates move, what has never been stays so, and everything that is no date is what it was."""
    world = settled(300, *SMALL[0][1:]).start.world
    moved = copy_world(world, world.key)
    renumber_days(moved, -7)

    for name in world.people.dtype.names:
        before, after = world.people[name], moved.people[name]
        expected = np.where(before == NEVER, NEVER, before - 7) if name in DATES else before
        np.testing.assert_array_equal(after, expected)
    items, slots = (int(world.counters[each]) for each in (Counters.ITEMS, Counters.SLOTS))
    np.testing.assert_array_equal(moved.items.day[:items], world.items.day[:items] - 7)
    np.testing.assert_array_equal(moved.communities.last[:slots], world.communities.last[:slots] - 7)


def test_a_rehearsal_has_random_numbers_of_its_own():
    """Constants are not made for the luck of the runs that follow."""
    lives = {key_of("esnsim", "rehearsal", 1, nth) for nth in range(4)}

    assert not lives & {replicate_key(1, nth) for nth in range(100)}


@pytest.mark.parametrize(
    ("people", "work"), [(20, (4, 2)), (4000, (2, 2)), (2000, (4, 2)), (9999, (1, 2)), (36000, (1, 1))]
)
def test_small_organisations_are_rehearsed_more_often(people, work):
    """Chance has more of a say there, and they take less time."""
    assert lives_of(people) == work


def test_three_constants_are_solved_for_and_no_other():
    """What nobody can observe moves, all else is as it was said; everybody has an account."""
    setting = settled(PEOPLE, 0.75, 0.10, 1)
    found, said = setting.start.parameters, setting.scenario.parameters
    moved = {name for name in Parameters._fields if getattr(found, name) != getattr(said, name)}

    assert moved == {"platform_fit", "writing_offset", "reacting_offset"}


def test_a_launch_is_untouched():
    """Nobody has used it, and as many have an account as was said."""
    start = launch(FIRM, Parameters(), 1, 1.0)
    nobody = launch(FIRM, Parameters(), 1, 0.0)

    assert start.reached == Target(1.0, 0.0, 0.0, 0.0)
    assert nobody.reached == Target(0.0, 0.0, 0.0, 0.0)
    assert not start.record[Measure.EVER_READER]


def test_some_accounts_are_given_by_luck():
    """Half of sixty, to the error of so many coins."""
    enabled = launch(FIRM, Parameters(), 1, 0.5).reached.enabled

    assert abs(enabled - 0.5) < Z * math.sqrt(0.25 / FIRM.people)


def test_the_search_pulls_where_too_few_read_and_speaks_up_where_too_few_write():
    """Each constant answers to its own share, within limits."""
    target = Target(1.0, 0.75, 0.3, 0.1)
    low = correct(Parameters(), target, Target(1.0, 0.6, 0.4, 0.05), Control(0.5, 0.0))
    far = correct(Parameters(), target, Target(1.0, 0.0, 0.0, 0.0), Control(100.0, 0.0))

    assert low.platform_fit == pytest.approx(0.5 * (log_odds(0.75) - log_odds(0.6)))
    assert low.writing_offset > 0.0 > low.reacting_offset
    assert (far.platform_fit, far.writing_offset, far.reacting_offset) == (6.0, 6.0, 6.0)


@pytest.mark.parametrize(("share", "odds"), [(0.5, 0.0), (0.75, math.log(3.0)), (0.0, math.log(1e-4 / (1 - 1e-4)))])
def test_log_odds_are_kept_finite(share, odds):
    """Nobody and everybody too."""
    assert log_odds(share) == pytest.approx(odds)
    assert log_odds(1.0 - share) == pytest.approx(-odds)
