"""Shuffling and drawing again, with addressed chance: the same table gives the same answer on every machine."""

from __future__ import annotations

import numpy as np

from esnsim.rng.address import Draw, Key, key_of
from esnsim.rng.arrays import uniforms
from esnsim.state import Doubles, Longs


def purpose(*parts: object) -> Key:
    """The seed of one use of chance; no run has such a key.

    Args:
        parts: What it is for, and the seed of the question.
    """
    return key_of("esnsim", "resampling", *parts)


def numbers(key: Key, count: int, nth: int) -> Doubles:
    """Numbers in [0, 1) of the ``nth`` round; shape (count,)."""
    return uniforms(key, np.arange(count), 0, Draw.TRY, nth)


def shuffled(key: Key, count: int, nth: int) -> Longs:
    """The places 0 to count - 1 in a random order."""
    order: Longs = np.argsort(numbers(key, count, nth), kind="stable")
    return order


def many_numbers(key: Key, rounds: int, count: int) -> Doubles:
    """The numbers of `numbers` for rounds 0 to rounds - 1 at once; shape (rounds, count)."""
    people, nth = np.tile(np.arange(count), rounds), np.repeat(np.arange(rounds), count)
    return uniforms(key, people, 0, Draw.TRY, nth).reshape(rounds, count)


def drawn_again(key: Key, rounds: int, count: int) -> Longs:
    """As many places as there are, drawn with replacement: one bootstrap sample a row; shape (rounds, count)."""
    places: Longs = (many_numbers(key, rounds, count) * count).astype(np.int64)
    return places
