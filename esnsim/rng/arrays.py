"""Random numbers for whole columns: those of `esnsim.rng.address` for many people at once, bit for bit.

An organisation is made before the first day, so the day of an address is free to say which property is decided
(`Making`). Bells and exponentials are built from exact operations only, so that an organisation has the same bits on
every machine: library versions of ``exp`` and ``log`` differ in the last bit.

ODD element: stochasticity.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from esnsim.array_types import Doubles, Longs
from esnsim.compilation import COMPILED, compiled, plain
from esnsim.rng.address import SCALE, WORD, Draw, Key, philox, uniform

CHUNK = 1 << 14
VERY_MANY = 1 << 19
"""Numbers for which code is compiled that makes them ten times faster than NumPy does; fewer take less than that."""
LANES = 4
SD_OF_FOUR = 3.0**-0.5
LN_2 = 0.6931471805599453
ROOT_HALF = 0.7071067811865476
Words = tuple[Longs, Longs, Longs, Longs]
_words = cast(Callable[..., Words], plain(philox))


@compiled
def fill_words(words: NDArray[np.uint32], key: Key, persons: NDArray[np.uint32], day: int, block: int) -> None:
    """The four random words of a block for many people; in compiled days, where a loop over people is vectorised.

    Ids come as words of 32 bits: products of what may be wider take three multiplications instead of one.

    Args:
        words: Filled as ``words[lane, i]``; shape (4, n or more).
        key: The seed.
        persons: Person ids; shape (n,).
        day: Workday.
        block: Draws 4k to 4k + 3 are block k.
    """
    low, high, moment = key.low & WORD, key.high & WORD, day & WORD
    lane_0, lane_1, lane_2, lane_3 = words[0], words[1], words[2], words[3]
    for i in range(len(persons)):
        four = philox(low, high, int(persons[i]), moment, block, 0)
        lane_0[i] = np.uint32(four[0])
        lane_1[i] = np.uint32(four[1])
        lane_2[i] = np.uint32(four[2])
        lane_3[i] = np.uint32(four[3])


@compiled
def fill_words_apart(
    words: NDArray[np.uint32],
    key: Key,
    persons: NDArray[np.uint32],
    day: int,
    blocks: NDArray[np.int32],
    ordinals: NDArray[np.int32],
) -> None:
    """The four random words of a block of its own for each of many people; see `fill_words`.

    Args:
        words: Filled as ``words[lane, i]``; shape (4, n).
        key: The seed.
        persons: Person ids; shape (n,).
        day: Workday.
        blocks: Draws 4k to 4k + 3 are block k; shape (n,).
        ordinals: Ordinal of each; shape (n,).
    """
    low, high, moment = key.low & WORD, key.high & WORD, day & WORD
    lane_0, lane_1, lane_2, lane_3 = words[0], words[1], words[2], words[3]
    for i in range(len(persons)):
        four = philox(low, high, int(persons[i]), moment, int(blocks[i]), int(ordinals[i]))
        lane_0[i] = np.uint32(four[0])
        lane_1[i] = np.uint32(four[1])
        lane_2[i] = np.uint32(four[2])
        lane_3[i] = np.uint32(four[3])


@compiled
def fill_uniforms(numbers: Doubles, key: Key, persons: Longs, draw: int, nth: int) -> None:
    """One number in [0, 1) for each person and the same on every day; between compiled days.

    Args:
        numbers: Filled; shape (n,).
        key: The seed.
        persons: Person ids; shape (n,).
        draw: A `Draw`.
        nth: Ordinal.
    """
    for i in range(len(persons)):
        numbers[i] = uniform(key, int(persons[i]), 0, draw, nth)


@compiled
def fill_blocks(
    numbers: Doubles, key: Key, persons: NDArray[np.uint32], day: int, block: int, ordinals: NDArray[np.uint32]
) -> None:
    """The four numbers in [0, 1) of a block for very many people, while an organisation is made.

    Args:
        numbers: Filled as ``numbers[lane, i]``; shape (4, n).
        key: The seed.
        persons: Person ids; shape (n,).
        day: Workday, or a `Making`.
        block: Draws 4k to 4k + 3 are block k.
        ordinals: Ordinal of each; shape (n,).
    """
    low, high, moment = key.low & WORD, key.high & WORD, day & WORD
    lane_0, lane_1, lane_2, lane_3 = numbers[0], numbers[1], numbers[2], numbers[3]
    for i in range(len(persons)):
        four = philox(low, high, int(persons[i]), moment, block, int(ordinals[i]))
        lane_0[i] = four[0] * SCALE
        lane_1[i] = four[1] * SCALE
        lane_2[i] = four[2] * SCALE
        lane_3[i] = four[3] * SCALE


class Making(IntEnum):
    """What is decided while an organisation is made; stands in for the day of an address. Append only."""

    SPAN = 0
    PROMOTION = 1
    UNIT_SIZE = 2
    SITE_SIZE = 3
    SITE = 4
    AGE = 5
    TENURE = 6
    FRONTLINE = 7
    FRONTLINE_UNIT = 8
    FRONTLINE_SITE = 9
    SOCIABILITY = 10
    TEAM = 11
    TEAM_TIE = 12
    LINE_TIE = 13
    UNIT_TIE = 14
    CROSS_TIE = 15
    WEIGHT = 16
    RESCUE = 17
    SAMPLE = 18
    CIRCLE = 32


def blocks(key: Key, persons: ArrayLike, day: int, draw: int, nth: ArrayLike = 0) -> Doubles:
    """Four numbers in [0, 1) for each person: the draws of the block of four that ``draw`` stands in.

    Args:
        key: The seed.
        persons: Person ids, 0 to 2**32 - 1; shape (n,).
        day: Workday, or a `Making`.
        draw: A `Draw`; draws 4k to 4k + 3 share a block.
        nth: Ordinal, one for all or one a person.

    Returns:
        Shape (4, n); row ``draw & 3`` is what `esnsim.rng.address.uniform` gives.
    """
    ids = np.asarray(persons, dtype=np.int64)
    ordinals = np.broadcast_to(np.asarray(nth, dtype=np.int64), ids.shape)
    numbers = np.empty((LANES, len(ids)))
    if COMPILED and len(ids) >= VERY_MANY:
        fill_blocks(numbers, key, ids.astype(np.uint32), int(day), draw >> 2, ordinals.astype(np.uint32))
        return numbers
    for first in range(0, len(ids), CHUNK):  # A chunk stays in the processor's cache through the ten rounds.
        part = slice(first, first + CHUNK)
        counter = np.zeros_like(ids[part])
        words = _words(key.low, key.high, ids[part], counter + (day & WORD), counter + (draw >> 2), ordinals[part])
        for lane in range(LANES):
            np.multiply(words[lane], SCALE, out=numbers[lane, part])
    return numbers


def uniforms(key: Key, persons: ArrayLike, day: int, draw: int, nth: ArrayLike = 0) -> Doubles:
    """One number in [0, 1) for each person, the same as `esnsim.rng.address.uniform` one by one.

    Args:
        key: The seed.
        persons: Person ids, 0 to 2**32 - 1; shape (n,).
        day: Workday, or a `Making`.
        draw: A `Draw`.
        nth: Ordinal, one for all or one a person.
    """
    lane: Doubles = blocks(key, persons, day, draw, nth)[draw & 3]
    return lane


def bells(key: Key, count: int, making: Making, nth: int = 0) -> Doubles:
    """For ids 0 to count - 1 a bell-shaped number, mean 0 and standard deviation 1, never beyond 3.47.

    The sum of four uniform numbers: nearly normal, without the outliers that would make one unit a third of a firm.
    """
    four = blocks(key, np.arange(count), making, Draw.TRAIT, nth)
    return bell(four)


def bell(four: Doubles) -> Doubles:
    """A bell-shaped number from each four in [0, 1), mean 0 and standard deviation 1; shape (n,)."""
    result: Doubles = ((four[0] + four[1] + four[2] + four[3]) - 2.0) / SD_OF_FOUR
    return result


def exponential(power: Doubles) -> Doubles:
    """``e`` to the power, for powers within +-700, the same bits on every machine; relative error below 1e-15."""
    result = np.empty_like(power)
    for first in range(0, len(power), CHUNK):
        part = slice(first, first + CHUNK)
        twos = np.rint(power[part] / LN_2)
        rest = power[part] - twos * LN_2
        total = np.ones_like(rest)
        for term in range(16, 0, -1):
            total = 1.0 + total * rest / term
        np.ldexp(total, twos.astype(np.int32), out=result[part])
    return result


def logarithm(number: Doubles) -> Doubles:
    """Natural logarithm of positive numbers, the same bits on every machine; error below 1e-14."""
    mantissa, twos = np.frexp(number)
    low = mantissa < ROOT_HALF
    mantissa = np.where(low, 2.0 * mantissa, mantissa)
    ratio = (mantissa - 1.0) / (mantissa + 1.0)
    square = ratio * ratio
    total = np.zeros_like(ratio)
    for term in range(21, 0, -2):
        total = 1.0 / term + total * square
    return 2.0 * ratio * total + (twos - low) * LN_2
