"""What people bring with them: traits of those present at the start and of everybody who joins.

Standard normal scores come from a table, so that a trait is a product of exact arithmetic in every driver.

ODD element: initialisation.
"""

from typing import NamedTuple

from esnsim.behaviour.curves import bounded, exp
from esnsim.behaviour.parameters import Behaviour
from esnsim.behaviour.person import Tier
from esnsim.compilation import inlined

SHARED = 0.5
"""Correlation between visiting often and writing often."""
APART = 0.8660254037844386
"""The root of 1 - SHARED squared, which keeps the variance of visiting at 1."""


class Scores(NamedTuple):
    """Standard normal scores that decide a person's traits; each has mean 0 and variance 1."""

    curiosity: float
    activity: float
    propensity: float
    motive: float
    threshold: float
    habit: float
    usefulness: float
    ease: float


class Traits(NamedTuple):
    """What a person brings; see `Person` for meanings and units."""

    curiosity: float
    activity: float
    propensity: float
    motive: float
    threshold: float
    habit_rate: float
    usefulness: float
    ease: float
    trust: float


@inlined
def traits_of(rule: Behaviour, scores: Scores, tier: int) -> Traits:
    """The traits that these scores stand for.

    Args:
        rule: The constants.
        scores: Standard normal scores of the person.
        tier: `Tier`; top leaders start with less ease.
    """
    spread = rule.curiosity_spread
    activity = SHARED * scores.propensity + APART * scores.activity
    ease = rule.leader_ease if tier == Tier.TOP else rule.ease_start
    return Traits(
        curiosity=exp(spread * scores.curiosity - 0.5 * spread * spread),
        activity=rule.activity_spread * activity,
        propensity=rule.posting_base + rule.propensity_spread * scores.propensity,
        motive=bounded(rule.connective_mean + rule.connective_spread * scores.motive, 0.0, 1.0),
        threshold=bounded(rule.threshold_mean + rule.threshold_spread * scores.threshold, 0.0, 1.0),
        habit_rate=bounded(rule.habit_rate_median * exp(rule.habit_rate_spread * scores.habit), 0.001, 0.9),
        usefulness=bounded(rule.usefulness_start + 0.1 * scores.usefulness, 0.0, 1.0),
        ease=bounded(ease + 0.1 * scores.ease, 0.0, 1.0),
        trust=rule.trust_start,
    )
