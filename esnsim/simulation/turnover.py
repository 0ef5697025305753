"""Arriving: a new person takes a position, on the first day or when somebody left.

ODD element: initialisation; submodel (collectives).
"""

from __future__ import annotations

from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Role, Stage, Tier, Wish
from esnsim.behaviour.traits import Scores, traits_of
from esnsim.behaviour.turnover import band_of_joiner
from esnsim.compilation import compiled
from esnsim.rng.address import WORD, Draw, Key, philox, uniform
from esnsim.state import NEVER, Doubles, PersonRow, World


@compiled
def score(normal: Doubles, word: int) -> float:
    """The standard normal score at the place in the table that a 32-bit word points to."""
    return float(normal[(word * len(normal)) >> 32])


@compiled
def scores_of(normal: Doubles, key: Key, person: int) -> Scores:
    """The eight scores that make a person, the same whenever and wherever the person appears."""
    a = philox(key.low, key.high, person & WORD, 0, Draw.TRAIT.value >> 2, 0)
    b = philox(key.low, key.high, person & WORD, 0, (Draw.TRAIT.value >> 2) + 1, 0)
    return Scores(
        curiosity=score(normal, a[0]),
        activity=score(normal, a[1]),
        propensity=score(normal, a[2]),
        motive=score(normal, a[3]),
        threshold=score(normal, b[0]),
        habit=score(normal, b[1]),
        usefulness=score(normal, b[2]),
        ease=score(normal, b[3]),
    )


@compiled
def bring_traits(parameters: Parameters, key: Key, normal: Doubles, it: PersonRow) -> None:
    """Write the traits of the person who holds a row's position; nothing else.

    Args:
        parameters: The constants.
        key: The seed.
        normal: Table of standard normal scores.
        it: The row; written.
    """
    traits = traits_of(parameters, scores_of(normal, key, it.person), it.tier)
    it.curiosity = traits.curiosity
    it.activity = traits.activity
    it.propensity = traits.propensity
    it.motive = traits.motive
    it.threshold = traits.threshold
    it.habit_rate = traits.habit_rate
    it.usefulness = traits.usefulness
    it.ease = traits.ease
    it.trust = traits.trust


@compiled
def start_blank(it: PersonRow, day: int, provisioned: int) -> None:
    """Give a row's holder no history with the network: at most an account.

    Args:
        it: The row; written.
        day: Today.
        provisioned: 1 where everybody has an account from the first day.
    """
    it.stage = Stage.ENABLED.value if provisioned else Stage.EMPLOYED.value
    it.role = Role.LEADER.value if it.tier != Tier.NONE.value else Role.EMPLOYEE.value
    it.enabled_since = day if provisioned else NEVER
    it.habit = 0.0
    it.encouragement = 0.0
    it.fatigue = 0.0
    it.reactance = 0.0
    it.crowding = 0.0
    it.disuse = 0.0
    it.zeal = 0.0
    it.trial_since = NEVER
    it.visited = NEVER
    it.sought = NEVER
    it.interacted = NEVER
    it.wrote = NEVER
    it.wrote_before = NEVER
    it.wrote_earlier = NEVER
    it.posted = NEVER
    it.returned = NEVER
    it.first_visit = NEVER
    it.posts = 0
    it.replies = 0
    it.reactions = 0
    it.items = 0
    it.wish = Wish.LEFT.value
    it.written = 0


@compiled
def replace_leaver(world: World, row: int, day: int) -> None:
    """Replace the holder of a row by somebody new, who has an id that nobody had before."""
    it = world.people[row]
    it.person += len(world.people)
    it.joined = day
    it.age_band = age_of_joiner(world.parameters[0], world.key, int(it.person))
    bring_traits(world.parameters[0], world.key, world.normal, it)
    start_blank(it, day, world.provisioned)


@compiled
def age_of_joiner(parameters: Parameters, key: Key, person: int) -> int:
    """Age band of a joiner, 0 youngest to 4 oldest."""
    number = uniform(key, person & WORD, 0, Draw.PLACE.value, 0)
    return band_of_joiner(parameters, number)
