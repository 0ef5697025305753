"""What a pilot is worth before one decides, where theory says it."""

from __future__ import annotations

import numpy as np
import pytest

from esnsim.analysis.planning.pilot_worth import counting_error, gain_of_pilot, perfect_gain, worth_of_pilot
from esnsim.experiments.design.pricing import Price
from esnsim.rng.address import key_of
from esnsim.rng.arrays import bell, blocks

RUNS = 400
HALF_NORMAL = 0.3989
"""Mean of what is above 0 of a normal number of mean 0 and spread 1."""


def normal(*address):
    return bell(blocks(key_of("test", *address), np.arange(RUNS), 0, 0))


@pytest.mark.parametrize("error", [0.2, 1.0, 3.0])
def test_a_pilot_is_worth_what_theory_says(error):
    """One plan or none, worth as much as the pilot shows: with so much error it tells so much of the spread."""
    values = normal("worth")
    choices = np.vstack([np.zeros(RUNS), values - values.mean()])
    expected = HALF_NORMAL * values.std() / np.sqrt(1.0 + (error / values.std()) ** 2)

    assert gain_of_pilot(choices, values, error, 1) == pytest.approx(expected, abs=0.05)


def test_a_pilot_that_says_nothing_is_worth_nothing():
    """Hardly anything over many; never more than to know everything."""
    gains = []
    for nth in range(20):
        choices = np.vstack([np.zeros(RUNS), normal("worth", nth)])
        gains.append(gain_of_pilot(choices, normal("shows", nth), 0.5, nth))
        assert gains[-1] <= perfect_gain(choices)

    assert np.mean(gains) < 0.02


def test_where_one_choice_is_always_best_nothing_is_worth_knowing():
    """And where all runs show the same, or are too few."""
    values = np.abs(normal("worth")) + 0.1

    assert gain_of_pilot(np.vstack([np.zeros(RUNS), values]), values, 0.1, 1) == pytest.approx(0.0, abs=1e-9)
    assert perfect_gain(np.vstack([np.zeros(RUNS), values])) == pytest.approx(0.0)
    assert gain_of_pilot(np.vstack([np.zeros(RUNS), values]), np.ones(RUNS), 0.1, 1) == 0.0
    assert gain_of_pilot(np.zeros((2, 3)), np.arange(3.0), 0.1, 1) == 0.0


def test_hours_and_money_follow_from_the_gain():
    """By hand: a plan of 200 hours and 2 points whose pilot shows everything."""
    values = 1000.0 * (normal("worth") + 1.0)
    effects = np.vstack([np.full(RUNS, 0.02)])
    found = worth_of_pilot(
        "contributor", values[None], effects, values / 1e5, 0.1, 10**9, 500.0, Price(100.0, 200.0, 1e4), 50.0, 1
    )

    assert found.gain == pytest.approx(1000.0 * 0.0833, rel=0.3)
    assert found.gain <= found.perfect
    assert found.hours == pytest.approx(found.gain / 50.0)
    assert found.takes == 250.0
    assert found.without == pytest.approx(values.mean())
    assert (found.reached, found.reached_hours) == (0.0, 0.0)
    assert found.runs == RUNS


def test_the_error_is_that_of_two_halves():
    """Shares of two halves of 100 people each."""
    assert counting_error(0.5, 200) == pytest.approx(np.sqrt(0.25 / 100 + 0.25 / 100))
