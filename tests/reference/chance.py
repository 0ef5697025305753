"""Addressed chance, as the description of the model says it."""

from __future__ import annotations

WORD = 2**32
DECISIONS = {
    "try": 0,
    "visit": 1,
    "post": 2,
    "reply": 3,
    "react": 4,
    "continue": 5,
    "lapse": 6,
    "return": 7,
    "leave": 8,
    "burn_out": 9,
    "join": 10,
    "found": 11,
    "answer": 12,
    "respond": 16,
    "appeal": 20,
    "trait": 24,
    "place": 32,
    "seat": 52,
    "invite": 56,
    "venue": 60,
    "style": 64,
    "drift": 68,
    "interest": 72,
}


def philox(counter: tuple[int, int, int, int], key: tuple[int, int]) -> tuple[int, int, int, int]:
    """Philox-4x32-10: four words for a counter and a key."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        first, second = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (second >> 32) ^ c1 ^ k0, second % WORD, (first >> 32) ^ c3 ^ k1, first % WORD
        k0, k1 = (k0 + 0x9E3779B9) % WORD, (k1 + 0xBB67AE85) % WORD
    return c0, c1, c2, c3


class Chance:
    """The luck of one life."""

    def __init__(self, key: tuple[int, int]) -> None:
        """The luck with this key."""
        self.key = key

    def whole(self, person: int, day: int, decision: str, ordinal: int = 0, block: int = 0) -> tuple[int, ...]:
        """The four words of the block of a decision, or of a block after it."""
        counter = (person % WORD, day % WORD, DECISIONS[decision] // 4 + block, ordinal % WORD)
        return philox(counter, self.key)

    def words(self, person: int, day: int, decision: str, ordinal: int = 0) -> tuple[float, ...]:
        """The four numbers in [0, 1) of the block of a decision."""
        return tuple(word / WORD for word in self.whole(person, day, decision, ordinal))

    def number(self, person: int, day: int, decision: str, ordinal: int = 0) -> float:
        """The number in [0, 1) of a decision."""
        return self.words(person, day, decision, ordinal)[DECISIONS[decision] % 4]
