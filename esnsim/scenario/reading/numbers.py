"""Numbers as a scenario writes them: ``36000``, ``36_000``, ``0.05``, ``1e3``.

ODD element: input data.
"""

from __future__ import annotations

import math

MOST_DIGITS = 400
"""Longer ones are no number of anything, and Python takes its time to read them."""
LARGEST_WHOLE = 1e15
"""Beyond this a number with an exponent stays a decimal number."""
SHOWN = 20


def whole_number(text: str) -> int:
    """The number written in digits.

    Raises:
        ValueError: If it is none, or so long that it cannot be meant.
    """
    _check_length(text)
    try:
        return int(text.replace("_", ""))
    except ValueError:
        raise ValueError(_none(text)) from None


def decimal_number(text: str) -> float:
    """The number written with a point or an exponent; ``1e3`` is the whole number 1000.

    Raises:
        ValueError: If it is none, or too large to be one.
    """
    _check_length(text)
    try:
        number = float(text.replace("_", ""))
    except ValueError:
        raise ValueError(_none(text)) from None
    if not math.isfinite(number):
        raise ValueError(f"{text[:SHOWN]} is larger than any number that can be meant")
    is_whole = "e" in text.lower() and number.is_integer() and abs(number) <= LARGEST_WHOLE
    return int(number) if is_whole else number


def _check_length(text: str) -> None:
    if len(text) > MOST_DIGITS:
        raise ValueError(f"a number of {len(text):,} digits ({text[:SHOWN]}...) is larger than any that can be meant")


def _none(text: str) -> str:
    return f"{text[: 2 * SHOWN]!a} is no number"
