"""A share of a sweep: which of how many parts a process simulates."""

from __future__ import annotations

import re
from typing import NamedTuple

MOST_SHARES = 10_000
PATTERN = re.compile(r"\s*(\d{1,9})\s*/\s*(\d{1,9})\s*")
HELP = "write a number and of how many, such as 2/8"


class Share(NamedTuple):
    """One of so many shares.

    Attributes:
        number: Which, from 1.
        of: How many there are.
    """

    number: int
    of: int

    def __str__(self) -> str:
        """As it is written on the command line."""
        return f"{self.number}/{self.of}"


def read_share(text: str) -> Share:
    """The share written as ``2/8``.

    Raises:
        ValueError: If it cannot be read, or there is no such share.
    """
    found = PATTERN.fullmatch(text)
    if not found:
        raise ValueError(f"is no share; {HELP}")
    share = Share(int(found[1]), int(found[2]))
    if not 1 <= share.of <= MOST_SHARES:
        raise ValueError(f"asks for {share.of:,} shares; write 1 to {MOST_SHARES:,}")
    if not 1 <= share.number <= share.of:
        raise ValueError(f"is none of {share.of:,} shares; they are counted 1 to {share.of:,}")
    return share
