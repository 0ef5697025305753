"""A settled start has the observed shares and holds still when nothing is done."""

from __future__ import annotations

import math

import numpy as np
import pytest

from esnsim.behaviour.parameters import Parameters
from esnsim.simulation.initial_state import Target, correct, launch, log_odds
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import simulate
from tests.interventions.programmes import FIRM
from tests.simulation.settings import settled

Z = 4.0
OBSERVED = [(0.75, 0.10, 1), (0.75, 0.10, 2), (0.45, 0.05, 3)]
PEOPLE = 1500


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


@pytest.mark.parametrize(("reader", "contributor", "seed"), OBSERVED)
def test_a_settled_start_has_the_observed_shares(reader, contributor, seed):
    """On the first day, to the error of counting."""
    reached = settled(PEOPLE, reader, contributor, seed).start.reached
    between = math.sqrt(reader * contributor)

    for found, wanted in ((reached.reader, reader), (reached.interactive, between), (reached.contributor, contributor)):
        assert abs(found - wanted) < 0.03 + Z * math.sqrt(wanted * (1.0 - wanted) / PEOPLE)


def test_three_constants_are_solved_for_and_no_other():
    """What nobody can observe moves, all else is as it was said."""
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
    low = correct(Parameters(), target, Target(1.0, 0.6, 0.4, 0.05), 0.5)
    far = correct(Parameters(), target, Target(1.0, 0.0, 0.0, 0.0), 100.0)

    assert low.platform_fit == pytest.approx(0.5 * (log_odds(0.75) - log_odds(0.6)))
    assert low.writing_offset > 0.0 > low.reacting_offset
    assert (far.platform_fit, far.writing_offset, far.reacting_offset) == (6.0, 6.0, 6.0)


@pytest.mark.parametrize(("share", "odds"), [(0.5, 0.0), (0.75, math.log(3.0)), (0.0, math.log(1e-4 / (1 - 1e-4)))])
def test_log_odds_are_kept_finite(share, odds):
    """Nobody and everybody too."""
    assert log_odds(share) == pytest.approx(odds)
    assert log_odds(1.0 - share) == pytest.approx(-odds)
