"""How strong ties are: more to managers and reports, more among people with the same boss.

ODD element: initialisation.
"""

from __future__ import annotations

import numpy as np

from esnsim.rng.address import Draw, Key
from esnsim.rng.arrays import Making, bell, blocks, exponential
from esnsim.state import Ints, Longs

MESSAGE_SHARES = (0.68, 0.14, 0.18)
"""Share of messages between others, people with the same boss, and people and their managers (evidence b1)."""
LEAST_TEAM_RATIO = 1.25
"""People with the same boss write each other at least this much more than others do, however many they are."""
USUAL_WEIGHT = 20.0
WEIGHT_SPREAD = 0.9
SAME_UNIT_RATIO = 1.5
MOST = 1000
OTHERS, SAME_BOSS, LINE = 0, 1, 2


def weigh(first: Longs, second: Longs, manager: Ints, unit: Ints, key: Key) -> Ints:
    """Strength of generated ties, 1 to 1,000, right-skewed; kinds of relation carry their share of messages.

    Args:
        first: Lower row of each pair; shape (m,).
        second: Higher row of each pair; shape (m,).
        manager: Row of the person reported to, -1 for nobody; shape (n,).
        unit: Index of the unit; shape (n,).
        key: The seed.
    """
    kind = relation(first, second, manager)
    four = blocks(key, first, Making.WEIGHT, Draw.TIE, second)
    strength = exponential(WEIGHT_SPREAD * bell(four))
    strength = np.where(unit[first] == unit[second], SAME_UNIT_RATIO * strength, strength)
    total = np.bincount(kind, strength, 3)
    factor = np.array(MESSAGE_SHARES) * (total[OTHERS] / MESSAGE_SHARES[OTHERS]) / np.maximum(total, 1e-9)
    if total[OTHERS]:
        mean = total / np.maximum(1, np.bincount(kind, minlength=3))
        least = LEAST_TEAM_RATIO * mean[OTHERS] / max(mean[SAME_BOSS], 1e-9)
        factor[SAME_BOSS] = max(factor[SAME_BOSS], least)
        factor[LINE] = max(factor[LINE], factor[SAME_BOSS])
    else:
        factor[:] = 1.0
    weight = np.rint(USUAL_WEIGHT * strength * factor[kind])
    whole: Ints = np.clip(weight, 1, MOST).astype(np.int32)
    return whole


def relation(first: Longs, second: Longs, manager: Ints) -> Longs:
    """Formal relation of each pair: `OTHERS`, `SAME_BOSS` or `LINE`."""
    same_boss = (manager[first] == manager[second]) & (manager[first] >= 0)
    line = (manager[first] == second) | (manager[second] == first)
    return np.where(line, LINE, np.where(same_boss, SAME_BOSS, OTHERS)).astype(np.int64)
