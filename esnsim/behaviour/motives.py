"""Orders and rewards: what they do while they last, and what they leave behind.

Forced use breeds resistance: social pressure blocks adoption in models of organisations [SAE15] and practice warns of
it [SEED 003]. Points about double contributions while they are on; taking them away cuts activity [FAR08][THO12],
because the reward has taken the place of the motives that were there before. Points work briefly: d 1.57 below a
week, 0.30 up to 20 weeks, nothing over years [KIM21]; what they take from own motives catches up with what they add.

ODD element: submodel (adaptation, learning).
"""

from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Person, Surroundings
from esnsim.compilation import inlined


@inlined
def drive(parameters: Parameters, person: Person, around: Surroundings) -> float:
    """What orders and rewards do to contributing, in log rate; 0 for somebody who has met neither."""
    return rewarding(parameters, person, around) - parameters.reactance_writing * person.reactance


@inlined
def reward_felt(parameters: Parameters, around: Surroundings) -> float:
    """What points and prizes add while they are new, in log rate; concave, since a second prize moves less."""
    reward = around.lever.reward
    return reward / (1.0 + abs(reward) / parameters.reward_half)


@inlined
def rewarding(parameters: Parameters, person: Person, around: Surroundings) -> float:
    """What rewards do by now: what they add, less what they have taken from own motives, in log rate."""
    return reward_felt(parameters, around) - parameters.crowding_effect * person.crowding


@inlined
def reactance_after(parameters: Parameters, person: Person, around: Surroundings) -> float:
    """Resistance at the end of the day, 0 to 1: it grows under pressure and fades slowly."""
    grown = person.reactance + parameters.reactance_growth * around.lever.pressure * (1.0 - person.reactance)
    return grown * (1.0 - parameters.reactance_fade)


@inlined
def crowding_after(parameters: Parameters, person: Person, around: Surroundings) -> float:
    """How far rewards have taken the place of own motives at the end of the day, 0 to 1; it follows the reward."""
    return person.crowding + parameters.crowding_pace * (min(reward_felt(parameters, around), 1.0) - person.crowding)
