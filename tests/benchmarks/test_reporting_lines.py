"""Tests of who writes after whom: they find what was planted, and nothing where lines mean nothing."""

import numpy as np
import pytest

from benchmarks.reality.lines import NOBODY, Chart, line_tests
from esnsim.rng.address import Draw, key_of
from esnsim.rng.arrays import uniforms

PEOPLE, MONTHS, TEAM = 200, 8, 10


def chart():
    """Twenty managers of nine people each, all there in every month."""
    manager = np.repeat(np.arange(0, PEOPLE, TEAM), TEAM)
    manager[::TEAM] = NOBODY
    leads = np.arange(PEOPLE) % TEAM == 0
    return Chart(
        [str(month) for month in range(MONTHS)], np.ones((MONTHS, PEOPLE), bool), np.tile(manager, (MONTHS, 1)), leads
    )


def histories(effect, seed=3):
    """Who writes: a third, and more of those whose manager wrote in the month before."""
    numbers = uniforms(key_of("histories", seed), np.arange(MONTHS * PEOPLE), 0, Draw.TRY).reshape(MONTHS, PEOPLE)
    found = numbers < 0.3
    for month in range(1, MONTHS):
        manager = chart().manager[0]
        after = (manager != NOBODY) & found[month - 1, np.maximum(manager, 0)]
        found[month] = numbers[month] < 0.3 + effect * after
    return found


@pytest.mark.filterwarnings("ignore:Mean of empty slice", "ignore:invalid value")
@pytest.mark.parametrize(("effect", "is_found"), [(0.3, True), (0.0, False)])
def test_what_was_planted_is_found(effect, is_found):
    people = chart()
    people.there[-1, 1:40:3] = False

    found = {each.name: each for each in line_tests(people, histories(effect) & people.there, 200)}

    test = found["begin or return after their manager wrote"]
    assert (test.chance < 0.01) is is_found
    assert (test.found > test.high) is is_found
    assert (abs(test.found - effect) < 0.1) or not is_found
