"""What answers and silence leave behind.

An answer to a first post makes a second likelier (56 against 44 per cent repost [JK06]; about half of it causal);
its tone makes no measurable difference. Silence discourages.

ODD element: submodel (learning).
"""

from esnsim.behaviour.curves import HALVING, bounded
from esnsim.behaviour.parameters import Parameters
from esnsim.compilation import inlined


@inlined
def encouragement_after(parameters: Parameters, encouragement: float, answers: float, silences: float) -> float:
    """Encouragement at the end of the day, in log rate of contributing, between minus and plus ``feedback_limit``.

    Args:
        parameters: The constants.
        encouragement: The same at the start of the day.
        answers: Own posts that got a first answer yesterday.
        silences: Own posts given up on yesterday without one.
    """
    kept = encouragement * (1.0 - HALVING / parameters.feedback_memory)
    return bounded(
        kept + parameters.answer_effect * answers - parameters.silence_effect * silences,
        -parameters.feedback_limit,
        parameters.feedback_limit,
    )
