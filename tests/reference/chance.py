"""Random numbers with an address (section 4, *Stochasticity*), scores (section 5) and the arithmetic of section 7."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

from tests.reference.codes import DECISIONS

WORD = 2**32
TABLE = 4096
Words = tuple[int, int, int, int]


def philox(counter: Words, key: tuple[int, int]) -> Words:
    """Philox-4x32-10 [Salmon et al. 2011]."""
    a, b, c, d = counter
    low, high = key
    for _ in range(10):
        left, right = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (right >> 32) ^ b ^ low, right % WORD, (left >> 32) ^ d ^ high, left % WORD
        low, high = (low + 0x9E3779B9) % WORD, (high + 0xBB67AE85) % WORD
    return a, b, c, d


@lru_cache(maxsize=1)
def table_of_scores() -> list[float]:
    """Section 5: normal quantiles, rounded to 12 digits, divided by their deviation, rounded again."""
    normal = NormalDist()
    quantiles = [round(normal.inv_cdf((k + 0.5) / TABLE), 12) for k in range(TABLE)]
    mean = sum(quantiles) / TABLE
    deviation = math.sqrt(sum((each - mean) ** 2 for each in quantiles) / TABLE)
    return [round(each / deviation, 12) for each in quantiles]


def score(word: int) -> float:
    """Section 5: the entry at place (word * 4096) div 2^32."""
    return table_of_scores()[word * TABLE // WORD]


class Chance:
    """The random numbers of one run."""

    def __init__(self, key: tuple[int, int]) -> None:
        self.key = key

    def words(self, person: int, day: int, decision: str, ordinal: int = 0, further: int = 0) -> Words:
        """All four words of the block of a decision (or of a further block)."""
        block = DECISIONS[decision] // 4 + further
        return philox((person % WORD, day % WORD, block % WORD, ordinal % WORD), self.key)

    def word(self, person: int, day: int, decision: str, ordinal: int = 0) -> int:
        """The word at the lane of a decision."""
        return self.words(person, day, decision, ordinal)[DECISIONS[decision] % 4]

    def random_number(self, person: int, day: int, decision: str, ordinal: int = 0) -> float:
        """A number in [0, 1)."""
        return self.word(person, day, decision, ordinal) / WORD

    def random_numbers(
        self, person: int, day: int, decision: str, ordinal: int = 0
    ) -> tuple[float, float, float, float]:
        """All words of a block as numbers in [0, 1)."""
        a, b, c, d = self.words(person, day, decision, ordinal)
        return a / WORD, b / WORD, c / WORD, d / WORD


def exp(x: float) -> float:
    """Section 7: the argument is held within -21 and 21."""
    return math.exp(min(max(x, -21.0), 21.0))


def logistic(x: float) -> float:
    """Section 7: 1/(1 + exp(-x))."""
    return 1.0 / (1.0 + exp(-x))


def clip(x: float) -> float:
    """Section 7: x held in [0, 1]."""
    return min(max(x, 0.0), 1.0)


def happens(rate: float, random_number: float) -> bool:
    """Section 7, *happens at rate r*."""
    return random_number < 1.0 - exp(-rate)


def count(rate: float, random_number: float, most: int) -> int:
    """Section 7, *a count at rate r*: the inverse of the Poisson law."""
    chance = exp(-rate)
    total, number = chance, 0
    while random_number >= total and number < most:
        number += 1
        chance *= rate / number
        total += chance
    return number
