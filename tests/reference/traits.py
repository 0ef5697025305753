"""Who takes a position (section 5 and 7.8)."""

from __future__ import annotations

import math
from bisect import bisect_right
from statistics import NormalDist
from typing import Any

from tests.reference.chance import WORD, Chance
from tests.reference.people import EMPLOYED, EMPLOYEE, ENABLED, LEADER, LEFT, NEVER, Row, clip, exp

SCORES = 4096


def table_of_scores() -> list[float]:
    """Normal quantiles, rounded, divided by their standard deviation, rounded again."""
    quantiles = [round(NormalDist().inv_cdf((k + 0.5) / SCORES), 12) for k in range(SCORES)]
    spread = math.sqrt(math.fsum(each * each for each in quantiles) / SCORES)
    return [round(each / spread, 12) for each in quantiles]


TABLE = table_of_scores()


def score(word: int) -> float:
    """The normal score of a word."""
    return TABLE[word * SCORES // WORD]


def brought(person: int, tier: int, rule: Any, chance: Chance) -> Row:
    """What a person brings."""
    words = [*chance.whole(person, 0, "trait"), *chance.whole(person, 0, "trait", block=1)]
    z1, z2, z3, z4, z5, z6, z7, z8 = (score(word) for word in words)
    s = rule.curiosity_spread
    easy = rule.leader_ease if tier == 3 else rule.ease_start
    return {
        "curiosity": exp(s * z1 - s * s / 2.0),
        "activity": rule.activity_spread * (0.5 * z3 + 0.8660254037844386 * z2),
        "propensity": rule.posting_base + rule.propensity_spread * z3,
        "motive": clip(rule.connective_mean + rule.connective_spread * z4),
        "threshold": clip(rule.threshold_mean + rule.threshold_spread * z5),
        "habit_rate": min(max(rule.habit_rate_median * exp(rule.habit_rate_spread * z6), 0.001), 0.9),
        "usefulness": clip(rule.usefulness_start + 0.1 * z7),
        "ease": clip(easy + 0.1 * z8),
        "trust": rule.trust_start,
    }


def successor(it: Row, headcount: int, rule: Any, chance: Chance, day: int, provisioned: bool) -> Row:
    """Who takes the position of somebody who left today."""
    person = it["person"] + headcount
    days = ("first_visit", "visited", "interacted", "wrote", "wrote_before", "wrote_earlier", "posted", "returned")
    kept = {name: it[name] for name in ("unit", "manager", "tier", "manager_tier", "frontline")}
    return {
        **kept,
        **brought(person, it["tier"], rule, chance),
        **dict.fromkeys((*days, "trial_since"), NEVER),
        **dict.fromkeys(("habit", "encouragement", "fatigue", "reactance", "crowding", "zeal"), 0.0),
        **dict.fromkeys(("written", "posts", "replies", "reactions", "items"), 0),
        "person": person,
        "joined": day,
        "enabled_since": day if provisioned else NEVER,
        "age_band": bisect_right((0.25, 0.65, 0.85, 0.95), chance.number(person, 0, "place")),
        "role": LEADER if it["tier"] else EMPLOYEE,
        "stage": ENABLED if provisioned else EMPLOYED,
        "wish": LEFT,
    }
