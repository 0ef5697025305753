"""Habit: grows towards automaticity with use, fades slowly without.

ODD element: submodel (learning).

References:
    Lally et al. (2010): asymptotic growth, 18 to 254 days to 95 % of the plateau, one missed day does not matter.
"""

from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Person
from esnsim.compilation import inlined


@inlined
def habit_after(parameters: Parameters, person: Person, visited: float) -> float:
    """Habit at the end of the day, 0 to 1; it grows around a cue of one's own, not around an order or a passing look.

    Args:
        parameters: The constants.
        person: Whose habit.
        visited: 1.0 after a visit of one's own will, 0.0 without.
    """
    grown = person.habit + person.habit_rate * (1.0 - person.habit)
    faded = person.habit * (1.0 - parameters.habit_fade)
    return visited * grown + (1.0 - visited) * faded
