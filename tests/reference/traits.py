"""What people bring (section 5, *Persons*) and who takes a position after a leaver (7.8)."""

from __future__ import annotations

import math
from typing import Any

from tests.reference.chance import Chance, clip, exp, score
from tests.reference.codes import AMBASSADOR, EMPLOYED, EMPLOYEE, ENABLED, LEADER, NEVER, NONE, TOP, WISH_SUCCESSOR

Row = dict[str, Any]
DATES = (
    "trial_since",
    "enabled_since",
    "first_visit",
    "visited",
    "sought",
    "interacted",
    "wrote",
    "wrote_before",
    "wrote_earlier",
    "posted",
    "returned",
)
NOTHING = ("written", "posts", "replies", "reactions", "items")
NEUTRAL = ("habit", "encouragement", "fatigue", "reactance", "crowding", "zeal", "disuse")


def scores_of(person: int, chance: Chance) -> list[float]:
    """Eight scores from the two blocks of decision `trait`, day 0, ordinal 0."""
    words = chance.words(person, 0, "trait") + chance.words(person, 0, "trait", further=1)
    return [score(word) for word in words]


def brought(person_id: int, tier: int, parameters: Any, chance: Chance) -> dict[str, float]:
    """Section 5: the nine traits of whoever takes a position."""
    z1, z2, z3, z4, z5, z6, z7, z8 = scores_of(person_id, chance)
    spread, c = parameters.curiosity_spread, parameters.visiting_writing_correlation
    ease = parameters.leader_ease if tier == TOP else parameters.ease_start
    return {
        "curiosity": exp(spread * z1 - spread * spread / 2),
        "activity": parameters.activity_spread * (c * z3 + math.sqrt(1 - c * c) * z2),
        "propensity": parameters.posting_base + parameters.propensity_spread * z3,
        "motive": clip(parameters.connective_mean + parameters.connective_spread * z4),
        "threshold": clip(parameters.threshold_mean + parameters.threshold_spread * z5),
        "habit_rate": min(max(parameters.habit_rate_median * exp(parameters.habit_rate_spread * z6), 0.001), 0.9),
        "usefulness": clip(parameters.usefulness_start + parameters.belief_spread * z7),
        "ease": clip(ease + parameters.belief_spread * z8),
        "trust": parameters.trust_start,
    }


def plain_role(tier: int) -> int:
    """Section 2: who has reports is a leader unless appointed."""
    return EMPLOYEE if tier == NONE else LEADER


def age_band(person: int, parameters: Any, chance: Chance) -> int:
    """7.8: decision `place`, day 0."""
    random_number = chance.random_number(person, 0, "place")
    p = parameters
    cuts = (p.joiners_under_25, p.joiners_under_35, p.joiners_under_45, p.joiners_under_55)
    return sum(random_number >= cut for cut in cuts)


def succeed(it: Row, day: int, headcount: int, parameters: Any, chance: Chance, provisioned: bool) -> None:
    """7.8: a successor takes the position; section 5: no history."""
    it["person"] += headcount
    it.update(dict.fromkeys(DATES, NEVER))
    it.update(dict.fromkeys(NOTHING, 0))
    it.update(dict.fromkeys(NEUTRAL, 0.0))
    it.update(brought(it["person"], it["tier"], parameters, chance))
    it["joined"] = day
    it["age_band"] = age_band(it["person"], parameters, chance)
    it["role"] = plain_role(it["tier"])
    it["stage"] = ENABLED if provisioned else EMPLOYED
    it["enabled_since"] = day if provisioned else NEVER
    it["wish"] = WISH_SUCCESSOR


def gives_up_role(it: Row) -> None:
    """7.7: an ambassador gives the role up."""
    if it["role"] == AMBASSADOR:
        it["role"] = plain_role(it["tier"])
