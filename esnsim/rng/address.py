"""Addressed random numbers: every random number has one address and decides one thing.

With a stream of random numbers, what happens to anybody depends on how many everybody else has used before. Here a
number is a pure function of *(key, person, day, draw, nth)*, so a person has the same numbers whatever the order of
people, the number of workers or the programme being tried. The generator is Philox-4x32-10, which has published test
vectors; the same text below is exact as machine code, as plain Python and on NumPy arrays.

ODD element: stochasticity.

References:
    Salmon, Moraes, Dror, Shaw (2011), Parallel random numbers: as easy as 1, 2, 3. SC'11.
"""

from __future__ import annotations

import hashlib
from enum import IntEnum
from typing import NamedTuple

from esnsim.compilation import compiled, inlined

WORD = 0xFFFFFFFF
MULTIPLIER_0 = 0xD2511F53
MULTIPLIER_1 = 0xCD9E8D57
WEYL_0 = 0x9E3779B9
WEYL_1 = 0xBB67AE85
SCALE = 2.0**-32


class Draw(IntEnum):
    """What a random number decides. Append only: the values are part of every published result.

    Draws 0 to 11 are taken by every person every day, four to a block; the later ones only when needed, and a block of
    four (for traits, two blocks) belongs to each purpose.
    """

    TRY = 0
    VISIT = 1
    POST = 2
    REPLY = 3
    REACT = 4
    CONTINUE = 5
    LAPSE = 6
    RETURN = 7
    LEAVE = 8
    BURN_OUT = 9
    JOIN = 10
    FOUND = 11
    ANSWER = 12
    RESPOND = 16
    APPEAL = 20
    TRAIT = 24
    PLACE = 32
    TIE = 36
    START = 40
    RECRUIT = 44
    AUDIENCE = 48
    TURN = 49
    SEAT = 52
    INVITE = 56
    VENUE = 60
    STYLE = 64
    DRIFT = 68
    INTEREST = 72
    WORK = 76
    OBEY = 80


DAILY_DRAWS = 12


class Key(NamedTuple):
    """Two 32-bit words that stand for a seed.

    Attributes:
        low: First word, 0 to 2**32 - 1.
        high: Second word, 0 to 2**32 - 1.
    """

    low: int
    high: int


def key_of(*parts: object) -> Key:
    """A key from anything that can be printed: the same parts give the same key on every machine."""
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).digest()
    return Key(int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:8], "little"))


@inlined
def philox(low: int, high: int, c0: int, c1: int, c2: int, c3: int) -> tuple[int, int, int, int]:
    """Four 32-bit words from a key of two and a counter of four (Philox-4x32-10).

    Words are kept in wider signed integers and masked: a product that overflows 64 bits wraps in machine code and
    grows in Python, and the masks below give the same words from either.
    """
    for _ in range(10):
        product_0 = MULTIPLIER_0 * c0
        product_1 = MULTIPLIER_1 * c2
        c0, c2 = (
            ((product_1 >> 32) & WORD) ^ c1 ^ low,
            ((product_0 >> 32) & WORD) ^ c3 ^ high,
        )
        c1 = product_1 & WORD
        c3 = product_0 & WORD
        low = (low + WEYL_0) & WORD
        high = (high + WEYL_1) & WORD
    return c0, c1, c2, c3


@compiled
def uniform(key: Key, person: int, day: int, draw: int, nth: int) -> float:
    """One number in [0, 1) for one decision of one person on one day.

    Args:
        key: The seed.
        person: Person id, 0 to 2**32 - 1.
        day: Workday; days before the start are negative.
        draw: A `Draw`.
        nth: Ordinal where one kind of decision is taken several times a day.
    """
    words = philox(key.low, key.high, person, day & WORD, draw >> 2, nth)
    lane = draw & 3
    word = words[0]
    if lane == 1:
        word = words[1]
    elif lane == 2:  # noqa: PLR2004 - the four lanes of a block
        word = words[2]
    elif lane == 3:  # noqa: PLR2004
        word = words[3]
    return word * SCALE


@compiled
def happens(chance: float, number: float) -> bool:
    """Whether something of this chance happens, given a number in [0, 1); never at 0, always at 1."""
    return number < chance
