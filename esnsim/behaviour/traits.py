"""What people bring with them: traits of those present at the start and of everybody who joins.

Standard normal scores come from a table, so that a trait is a product of exact arithmetic in every driver.

ODD element: initialisation.
"""

import math
from typing import NamedTuple

from esnsim.behaviour.curves import bounded, exp
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Tier
from esnsim.compilation import inlined


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
def traits_of(parameters: Parameters, scores: Scores, tier: int) -> Traits:
    """The traits that these scores stand for.

    Args:
        parameters: The constants.
        scores: Standard normal scores of the person.
        tier: `Tier`; top leaders start with less ease.
    """
    spread = parameters.curiosity_spread
    shared = parameters.visiting_writing_correlation
    # The root keeps the variance of visiting at 1.
    activity = shared * scores.propensity + math.sqrt(1.0 - shared * shared) * scores.activity
    ease = parameters.leader_ease if tier == Tier.TOP else parameters.ease_start
    return Traits(
        curiosity=exp(spread * scores.curiosity - 0.5 * spread * spread),
        activity=parameters.activity_spread * activity,
        propensity=parameters.posting_base + parameters.propensity_spread * scores.propensity,
        motive=bounded(parameters.connective_mean + parameters.connective_spread * scores.motive, 0.0, 1.0),
        threshold=bounded(parameters.threshold_mean + parameters.threshold_spread * scores.threshold, 0.0, 1.0),
        habit_rate=bounded(parameters.habit_rate_median * exp(parameters.habit_rate_spread * scores.habit), 0.001, 0.9),
        usefulness=bounded(parameters.usefulness_start + parameters.belief_spread * scores.usefulness, 0.0, 1.0),
        ease=bounded(ease + parameters.belief_spread * scores.ease, 0.0, 1.0),
        trust=parameters.trust_start,
    )
