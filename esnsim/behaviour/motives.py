"""Orders and rewards: what they do while they last, and what they leave behind.

Forced use breeds resistance: social pressure blocks adoption in models of organisations [SAE15] and practice warns of
it [SEED 003]. Points about double contributions while they are on; taking them away cuts activity [FAR08][THO12],
because the reward has taken the place of the motives that were there before.

ODD element: submodel (adaptation, learning).
"""

from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Person, Surroundings
from esnsim.compilation import inlined


@inlined
def drive(parameters: Parameters, person: Person, around: Surroundings) -> float:
    """What orders and rewards do to contributing, in log rate; 0 for somebody who has met neither."""
    return (
        around.lever.reward
        - parameters.crowding_effect * person.crowding
        - parameters.reactance_writing * person.reactance
    )


@inlined
def reactance_after(parameters: Parameters, person: Person, around: Surroundings) -> float:
    """Resistance at the end of the day, 0 to 1: it grows under pressure and fades slowly."""
    grown = person.reactance + parameters.reactance_growth * around.lever.pressure * (1.0 - person.reactance)
    return grown * (1.0 - parameters.reactance_fade)


@inlined
def crowding_after(parameters: Parameters, person: Person, around: Surroundings) -> float:
    """How far rewards have taken the place of own motives at the end of the day, 0 to 1; it follows the reward."""
    return person.crowding + parameters.crowding_pace * (min(around.lever.reward, 1.0) - person.crowding)
