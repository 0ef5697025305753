"""Conditions on past measures (7.9, *When*)."""

from __future__ import annotations

import operator
from itertools import pairwise
from typing import Any

from tests.reference.codes import WEEK
from tests.reference.programme.words import workdays

RELATIONS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
Evenings = list[dict[str, float]]


def holds(start: Any, past: Evenings) -> bool:
    """Whether a condition held on the eve.

    Args:
        start: What the intervention says.
        past: Shares of headcount at the end of every workday so far.
    """
    if not isinstance(start, dict):
        return True
    measure, relation, *level = start["when"].split()
    shares, days = [each[measure] for each in past], workdays(start.get("for", "1 week"))
    if relation in RELATIONS:
        recent = shares[-days:]
        return len(recent) == days and all(RELATIONS[relation](share, float(level[0])) for share in recent)
    weeks = -(-days // WEEK) + 1
    if len(shares) < weeks * WEEK:
        return False
    recent = shares[-weeks * WEEK :]
    sums = [sum(recent[nth : nth + WEEK]) for nth in range(0, len(recent), WEEK)]
    compare = operator.lt if relation == "falls" else operator.gt
    return all(compare(later, earlier) for earlier, later in pairwise(sums))
