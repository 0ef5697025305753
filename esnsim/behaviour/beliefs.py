"""Beliefs: usefulness, ease and psychological safety move with experience, teaching and example.

The benefit is seen by those who use it and hardly by those who do not (47 against 6 per cent [CIPD13]), so belief
follows use far more than the other way round.

ODD element: submodel (learning).
"""

from esnsim.behaviour.contribution import responsiveness
from esnsim.behaviour.curves import bounded
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Person, Surroundings
from esnsim.compilation import inlined


@inlined
def usefulness_after(
    parameters: Parameters, person: Person, around: Surroundings, mass: float, visited: float
) -> float:
    """Believed usefulness at the end of the day, 0 to 1.

    A visit that finds nothing new shows less of what the network is worth: a feed that has fallen silent is believed
    in for a while, and then no longer.

    Args:
        parameters: The constants.
        person: Whose belief.
        around: Ambassadors near and levers.
        mass: Perceived critical mass, 0 to 1: what a visit lets the person experience.
        visited: 1.0 after a visit, 0.0 without.
    """
    missed = 1.0 - responsiveness(parameters, around.offered)
    met = bounded(parameters.experience_gain * mass * (1.0 - parameters.news_weight * missed), 0.0, 1.0)
    learned = parameters.experience * visited * (met - person.usefulness)
    taught = parameters.ambassador_teaching * around.ambassadors + around.lever.teach_usefulness
    return bounded(person.usefulness + learned + taught * (1.0 - person.usefulness), 0.0, 1.0)


@inlined
def ease_after(parameters: Parameters, person: Person, around: Surroundings, visited: float) -> float:
    """Believed ease at the end of the day, 0 to 1: practice and training close the gap."""
    closed = parameters.practice * visited + around.lever.teach_ease
    return bounded(person.ease + closed * (1.0 - person.ease), 0.0, 1.0)


@inlined
def trust_after(parameters: Parameters, person: Person, around: Surroundings, visited: float) -> float:
    """Psychological safety at the end of the day, 0 to 1.

    It follows the example that leaders set on the network, and grows when somebody above replies to one's own post.
    """
    weight = parameters.manager_example
    example = weight * around.manager_writing + (1.0 - weight) * around.top_writing
    drawn = (
        parameters.trust_pace * visited * (parameters.trust_start + parameters.trust_example * example - person.trust)
    )
    taught = parameters.heard_effect * min(around.heard, 1.0) + around.lever.teach_trust
    return bounded(person.trust + drawn + taught * (1.0 - person.trust), 0.0, 1.0)
