"""Numbers at different addresses are uniform and independent, to a z of 4 with a fixed key."""

from __future__ import annotations

import math

import numpy as np
import pytest

from esnsim.compilation import compiled
from esnsim.rng.address import Draw, Key, key_of, uniform
from esnsim.state import Doubles, Longs

KEY = key_of("fair")
MANY = 20_000
FEW = 4_000
Z = 4.0
UNIFORM_SD = math.sqrt(1.0 / 12.0)


@compiled
def fill(numbers: Doubles, key: Key, addresses: Longs) -> None:
    """One number for each row of person, day, draw and nth."""
    for i in range(len(numbers)):
        numbers[i] = uniform(
            key, int(addresses[i, 0]), int(addresses[i, 1]), int(addresses[i, 2]), int(addresses[i, 3])
        )


def numbers(count: int, key: Key = KEY, **address: object) -> np.ndarray:
    """Numbers at addresses of which one entry or more is a column."""
    table = np.zeros((count, 4), np.int64)
    for place, name in enumerate(("person", "day", "draw", "nth")):
        table[:, place] = address.get(name, 0)
    random_numbers = np.empty(count)
    fill(random_numbers, key, table)
    return random_numbers


ALONG = {
    "people": {"person": np.arange(MANY)},
    "days": {"day": np.arange(MANY) - MANY // 2},
    "days of another person": {"person": 35_999, "day": np.arange(MANY)},
    "draws": {"person": np.arange(MANY) // 12, "draw": np.arange(MANY) % 12},
    "ordinals": {"draw": Draw.ANSWER.value, "nth": np.arange(MANY)},
}
EVERYWHERE = pytest.mark.parametrize("along", ALONG.values(), ids=ALONG.keys())


@EVERYWHERE
def test_numbers_are_uniform(along):
    """As many in each of twenty slices as chance allows, and the mean in the middle."""
    random_numbers = numbers(MANY, **along)
    expected, slices = MANY / 20, np.bincount((20 * random_numbers).astype(int), minlength=20)
    square = float(((slices - expected) ** 2 / expected).sum())

    assert abs(random_numbers.mean() - 0.5) < Z * UNIFORM_SD / math.sqrt(MANY)
    assert (square - 19.0) / math.sqrt(38.0) < Z


@EVERYWHERE
def test_neighbours_are_independent(along):
    """The number here says nothing about the next one along any axis."""
    random_numbers = numbers(MANY, **along) - 0.5
    together = float((random_numbers[1:] * random_numbers[:-1]).mean() / (UNIFORM_SD**2))

    assert abs(together) < Z / math.sqrt(MANY - 1)


def test_the_twelve_draws_of_a_day_are_independent_of_each_other():
    """Whether I visit says nothing about whether I leave."""
    people = np.arange(FEW)
    table = np.array([numbers(FEW, person=people, day=3, draw=draw) for draw in range(12)])
    together = np.corrcoef(table)[np.triu_indices(12, 1)]

    assert np.abs(together).max() < (Z + 1.0) / math.sqrt(FEW)  # the largest of 66 lies one z further out


def test_two_lives_are_independent():
    """Another key, other random numbers."""
    people = np.arange(MANY)
    first, second = (numbers(MANY, key_of("esnsim", "life", 1, nth), person=people) for nth in (0, 1))

    assert abs(np.corrcoef(first, second)[0, 1]) < Z / math.sqrt(MANY)


def test_luck_has_no_duplicates_beyond_chance():
    """Numbers of 32 bits meet as often as birthdays do."""
    random_numbers = numbers(MANY, person=np.arange(MANY), day=1)
    expected = MANY * (MANY - 1) / 2 / 2**32

    assert MANY - len(np.unique(random_numbers)) <= expected + Z * math.sqrt(expected) + 1
