"""Words for how sure the sign of an effect is; the glossary says what each means."""

from __future__ import annotations

NEARLY_SURE, LIKELY, OPEN = 0.95, 0.80, "open"
"""Chance that another plausible model has the same sign, from which on the words are used; the glossary says so too."""


def certainty_word(same: int, models: int) -> str:
    """How sure it is that another plausible model has what so many of some models have.

    Of n models of which k have a sign, another one has it with a chance of (k + 1) in (n + 2) (Laplace's rule of
    succession), so that 18 of 18 are ``nearly sure``, and 5 of 5 no more than ``likely``.

    Args:
        same: How many have it.
        models: Of how many.
    """
    chance = (same + 1) / (models + 2)
    return "nearly sure" if chance >= NEARLY_SURE else "likely" if chance >= LIKELY else OPEN
