"""How numbers are written for people: nothing is a zero with a sign, and minus is a minus."""

from __future__ import annotations

import re

HYPHEN = "-"
"""Minus on a terminal."""
NOTHING = re.compile(r"[-+]([^1-9]*)")
"""A number none of whose digits counts, with its sign."""


def numeral(value: float, form: str = "g", minus: str = "\N{MINUS SIGN}") -> str:
    """A number as people read it.

    A difference that rounds to nothing has no direction, so it has no sign either.

    Args:
        value: The number.
        form: How, as in ``format``: ``+.1f``, ``,.0f``.
        minus: The sign of what is below zero.
    """
    text = format(value, form)
    found = NOTHING.fullmatch(text)
    if found and any(letter.isdigit() for letter in text):
        text = found[1]
    return text.replace("-", minus)
