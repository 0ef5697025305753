"""People leave and are replaced; ambassadors tire.

A position is filled on the day after its holder left; the successor inherits manager, unit and working ties, which
the work demands, and nothing of the person.

ODD element: submodel (collectives, stochasticity).
"""

from esnsim.behaviour.contribution import reluctance
from esnsim.behaviour.curves import bounded, chance_within_day
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Person, Role, Surroundings, Tier
from esnsim.calendar import WORKDAYS_A_YEAR
from esnsim.compilation import inlined


@inlined
def chance_to_leave(parameters: Parameters) -> float:
    """Chance that somebody leaves the organisation today, the same for everybody and unaffected by the network."""
    return chance_within_day(parameters.turnover / WORKDAYS_A_YEAR)


@inlined
def fatigue_after(parameters: Parameters, person: Person, around: Surroundings) -> float:
    """Fatigue at the end of the day, 0 to 1: it grows in the ambassador's role and fades outside it.

    Of somebody who leads and has promised to write, it is how far the promise is forgotten. A request to managers
    works for months, fades, and returns with a reminder [FRI22]; how fast it fades is a matter of what stands in its
    way: nothing wears off for whom writing has become easy, all of it for whom it has not.
    """
    change = parameters.tiring if person.role == Role.AMBASSADOR else -parameters.tiring
    promised = around.lever.duty_posts + around.lever.duty_replies > 0.0
    obstacle = reluctance(parameters, person)
    wearing = parameters.promise_wear * (obstacle - 1.0) / (obstacle + 1.0)
    leads = (person.tier != Tier.NONE) & (person.role != Role.AMBASSADOR)
    return bounded(person.fatigue + (wearing if leads & promised else change), 0.0, 1.0)


@inlined
def chance_to_burn_out(parameters: Parameters, person: Person) -> float:
    """Chance that an ambassador gives the role up today, in proportion to fatigue; 0 for others."""
    return parameters.burn_out_rate * person.fatigue if person.role == Role.AMBASSADOR else 0.0


@inlined
def band_of_joiner(parameters: Parameters, number: float) -> int:
    """Age band of somebody who joins, 0 youngest to 4 oldest.

    Args:
        parameters: The constants.
        number: A random number in [0, 1).
    """
    band = 1 if number >= parameters.joiners_under_25 else 0
    band += 1 if number >= parameters.joiners_under_35 else 0
    band += 1 if number >= parameters.joiners_under_45 else 0
    return band + (1 if number >= parameters.joiners_under_55 else 0)
