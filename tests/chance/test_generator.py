"""The generator is Philox-4x32-10 as published, and the same text gives the same words in every driver."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esnsim.rng.address import SCALE, WORD, Draw, Key, happens, key_of, philox, uniform
from esnsim.rng.arrays import Making, blocks

PROPERTY = settings(max_examples=60, deadline=None, derandomize=True, database=None)
words = st.integers(0, WORD)

PUBLISHED = [
    ((0, 0), (0, 0, 0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((WORD, WORD), (WORD, WORD, WORD, WORD), (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0xA4093822, 0x299F31D0),
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
"""Key, counter and words of the known-answer tests of Salmon et al.: nothing, everything, and the digits of pi."""

KNOWN_KEY = (233614564, 1583638354)
"""SHA-256 of the first run of seed 1, its first two words."""

ADDRESSES = [
    (person, day, draw, nth)
    for person in (0, 7, WORD)
    for day in (-520, 0, 519)
    for draw in (0, 3, 20)
    for nth in (0, 2)
]


@pytest.mark.parametrize(("key", "counter", "expected"), PUBLISHED)
def test_the_published_words_come_out(key, counter, expected):
    """The three published vectors of Philox-4x32-10."""
    assert tuple(int(word) for word in philox(*key, *counter)) == expected


@pytest.mark.parametrize(("key", "counter", "expected"), PUBLISHED)
def test_the_published_words_come_out_of_plain_python(key, counter, expected):
    """The same text, read by the interpreter."""
    text = getattr(philox, "py_func", philox)

    assert text(*key, *counter) == expected


@given(key=st.tuples(words, words), counter=st.tuples(words, words, words, words))
@PROPERTY
def test_machine_code_and_plain_python_agree(key, counter):
    """Products that wrap and products that grow leave the same 32 bits."""
    text = getattr(philox, "py_func", philox)

    assert tuple(int(word) for word in philox(*key, *counter)) == text(*key, *counter)


@given(key=st.builds(Key, words, words), person=words, day=st.integers(-5000, 10_000), nth=st.integers(0, 5000))
@PROPERTY
def test_each_draw_has_its_lane_of_its_block(key, person, day, nth):
    """Draw d is word d mod 4 of block d div 4."""
    for draw in range(8):
        block = philox(key.low, key.high, person, day & WORD, draw // 4, nth)
        assert uniform(key, person, day, draw, nth) == block[draw % 4] * SCALE


@given(key=st.builds(Key, words, words), person=words, day=st.integers(-5000, 10_000), draw=st.sampled_from(list(Draw)))
@PROPERTY
def test_numbers_lie_from_zero_to_below_one(key, person, day, draw):
    """A number that decides is never 1."""
    assert 0.0 <= uniform(key, person, day, draw.value, 0) < 1.0


def test_the_largest_word_is_still_below_one():
    """No rounding up at the edge."""
    assert WORD * SCALE < 1.0


@given(random_number=st.floats(0.0, 1.0, exclude_max=True), chance=st.floats(0.0, 1.0))
@PROPERTY
def test_nothing_happens_without_a_chance_and_everything_with_certainty(random_number, chance):
    """Never at 0, always at 1, and in between when the random number is below."""
    assert not happens(0.0, random_number)
    assert happens(1.0, random_number)
    assert happens(chance, random_number) == (random_number < chance)


def test_another_interpreter_without_compilation_finds_the_same_numbers():
    """Plain Python equals machine code, number for number."""
    key = key_of("plain")
    program = (
        "from esnsim.rng.address import key_of, uniform\n"
        f"print([uniform(key_of('plain'), *address).hex() for address in {ADDRESSES!r}])"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "ESNSIM_COMPILED": "0", "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )

    assert told.stdout.strip() == str([float(uniform(key, *address)).hex() for address in ADDRESSES])


def test_draws_are_append_only():
    """Their values are part of every published result: add at the end, change none."""
    assert {draw.name: draw.value for draw in Draw} == {
        "TRY": 0,
        "VISIT": 1,
        "POST": 2,
        "REPLY": 3,
        "REACT": 4,
        "CONTINUE": 5,
        "LAPSE": 6,
        "RETURN": 7,
        "LEAVE": 8,
        "BURN_OUT": 9,
        "JOIN": 10,
        "FOUND": 11,
        "ANSWER": 12,
        "RESPOND": 16,
        "APPEAL": 20,
        "TRAIT": 24,
        "PLACE": 32,
        "TIE": 36,
        "START": 40,
        "RECRUIT": 44,
        "AUDIENCE": 48,
        "TURN": 49,
        "SEAT": 52,
        "INVITE": 56,
        "VENUE": 60,
        "STYLE": 64,
        "DRIFT": 68,
        "INTEREST": 72,
        "WORK": 76,
        "OBEY": 80,
    }


def test_keys_are_the_same_on_every_machine():
    """A key is a hash of what was said, not of where it was said."""
    assert key_of("esnsim", "life", 1, 0) == Key(*KNOWN_KEY)
    assert key_of("a", "b") != key_of("ab")
    assert key_of("a", 1) == key_of("a", "1")


def test_keys_are_two_words():
    """Whatever stands for a seed fits the generator."""
    keys = np.array([key_of("width", nth) for nth in range(500)])

    assert keys.min() >= 0
    assert keys.max() <= WORD
    assert len(np.unique(keys, axis=0)) == 500


@pytest.mark.parametrize("nth", [3, np.arange(50)], ids=["one ordinal", "an ordinal each"])
def test_very_many_numbers_are_those_that_few_are(monkeypatch, nth):
    """Machine code draws what NumPy draws, where there are enough numbers to compile it for."""
    persons, key = np.arange(50) * 86_000_000, key_of("many", 1)
    few = blocks(key, persons, Making.UNIT_TIE, Draw.TIE, nth)
    monkeypatch.setattr("esnsim.rng.arrays.VERY_MANY", 1)

    assert blocks(key, persons, Making.UNIT_TIE, Draw.TIE, nth).tolist() == few.tolist()
    assert few[Draw.TIE & 3, 0] == uniform(key, 0, Making.UNIT_TIE, Draw.TIE, int(np.ravel(nth)[0]))
