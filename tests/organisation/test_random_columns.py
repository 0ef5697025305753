"""Random numbers for columns are those of single people."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esnsim.rng.address import Draw, Key, key_of, uniform
from esnsim.rng.arrays import CHUNK, Making, bells, exponential, logarithm, uniforms

WORDS = st.integers(0, 2**32 - 1)


@settings(deadline=None)
@given(low=WORDS, high=WORDS, person=WORDS, day=st.integers(-1000, 1000), draw=st.sampled_from(Draw), nth=WORDS)
def test_a_column_of_luck_equals_the_luck_of_each_person(low, high, person, day, draw, nth):
    """The vectorised form gives the bits of `chance.uniform` at every address."""
    key = Key(low, high)

    column = uniforms(key, [person, 0, person], day, draw, [nth, nth, 0])

    assert column.tolist() == [
        uniform(key, *address)
        for address in (
            (person, day, draw, nth),
            (0, day, draw, nth),
            (person, day, draw, 0),
        )
    ]


def test_luck_does_not_depend_on_how_people_are_chunked():
    """Everybody around the edge of a chunk has the random variation they have alone."""
    key = key_of("chunks")
    people = np.arange(CHUNK - 2, CHUNK + 3)

    random_numbers = uniforms(key, np.arange(CHUNK + 3), 0, Draw.TIE, 5)

    assert random_numbers[people].tolist() == [uniform(key, int(person), 0, Draw.TIE, 5) for person in people]


@settings(deadline=None)
@given(st.floats(-30, 30))
def test_exponential_and_logarithm_are_close_to_the_library(power):
    """Portable to the bit, and right to 1e-14."""
    value = exponential(np.array([power]))

    assert value[0] == pytest.approx(math.exp(power), rel=1e-14)
    assert logarithm(value)[0] == pytest.approx(power, abs=1e-13)


def test_bells_have_mean_0_and_deviation_1():
    """Within four standard errors."""
    drawn = bells(key_of("bells"), 40_000, Making.SPAN)

    assert abs(drawn.mean()) < 4 / 200
    assert abs(drawn.std() - 1) < 4 / 200
