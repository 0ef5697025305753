"""Orders and rewards: what they do while they last, and what they leave behind.

Forced use breeds resistance: social pressure blocks adoption in models of organisations [SAE15] and practice warns of
it [SEED 003]. Points about double contributions while they are on; taking them away cuts activity [FAR08][THO12],
because the reward has taken the place of the motives that were there before.

ODD element: submodel (adaptation, learning).
"""

from esnsim.behaviour.parameters import Behaviour
from esnsim.behaviour.person import Person, Surroundings
from esnsim.compilation import inlined


@inlined
def drive(rule: Behaviour, person: Person, around: Surroundings) -> float:
    """What orders and rewards do to contributing, in log rate; 0 for somebody who has met neither."""
    return around.reward - rule.crowding_effect * person.crowding - rule.reactance_writing * person.reactance


@inlined
def reactance_after(rule: Behaviour, person: Person, around: Surroundings) -> float:
    """Resistance at the end of the day, 0 to 1: it grows under pressure and fades slowly."""
    grown = person.reactance + rule.reactance_growth * around.pressure * (1.0 - person.reactance)
    return grown * (1.0 - rule.reactance_fade)


@inlined
def crowding_after(rule: Behaviour, person: Person, around: Surroundings) -> float:
    """How far rewards have taken the place of own motives at the end of the day, 0 to 1; it follows the reward."""
    return person.crowding + rule.crowding_pace * (min(around.reward, 1.0) - person.crowding)
