"""Trying the network, judging it, giving it up and coming back.

A hazard model in two stages: initial use starts by outside influence, the manager and peers, all sped up by overall
popularity [CHE13]; after a trial, perceived critical mass decides on continued use [FOO24][CEN18]; habit protects it.

ODD element: submodel (adaptation, prediction).
"""

from esnsim.behaviour.curves import logistic
from esnsim.behaviour.influence import acceleration, convincing, manager_weight, peer_pull
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Person, Stage, Surroundings
from esnsim.compilation import inlined


@inlined
def rate_to_try(parameters: Parameters, person: Person, around: Surroundings) -> float:
    """Hazard to try the network, per workday, >= 0; increasing in every influence.

    Whoever has no account has to get one, which is easier in some organisations than in others; invitations and
    interventions bring it with them.

    References:
        Chelmis and Prasanna (2013) for hierarchy, peers and popularity; Bass (1969) for the two sources.
    """
    peers = (
        parameters.imitation
        * peer_pull(parameters, convincing(parameters, around.using, around.staying))
        * (1.0 + parameters.youth_pull * person.youth)
    )
    manager = parameters.manager_pull * manager_weight(parameters, around.manager_tier) * around.manager_using
    invited = parameters.ambassador_invitation * around.ambassadors
    heard_of = parameters.hearsay * peer_pull(parameters, around.hearsay)
    pulled = (parameters.external_rate + peers + manager + heard_of) * acceleration(parameters, around.popularity)
    within_reach = 1.0 - parameters.frontline_loss * person.frontline
    outside = 1.0 if person.stage == Stage.EMPLOYED else 0.0
    access = 1.0 + (parameters.account_access - 1.0) * outside
    return (access * pulled + invited + around.lever.hear) * person.curiosity * within_reach


@inlined
def rate_to_return(parameters: Parameters, person: Person, around: Surroundings) -> float:
    """Hazard to try again after giving up, per workday: the same pulls, weakened by the disappointment."""
    return parameters.return_ratio * rate_to_try(parameters, person, around)


@inlined
def chance_to_continue(parameters: Parameters, person: Person, mass: float) -> float:
    """Chance that a trial ends in continued use.

    Args:
        parameters: The constants.
        person: Who judges.
        mass: Perceived critical mass, 0 to 1.
    """
    surplus = mass - person.threshold
    beliefs = parameters.usefulness_effect * (person.usefulness - 0.5) + parameters.ease_effect * (person.ease - 0.5)
    return logistic(parameters.decision_sharpness * surplus + beliefs + parameters.platform_fit)


@inlined
def tendency_to_lapse(parameters: Parameters, person: Person, mass: float) -> float:
    """Log-odds that a user gives the network up today.

    They fall with habit and value, and rise with discouragement and with resistance to orders.

    Args:
        parameters: The constants.
        person: The user.
        mass: Perceived critical mass, 0 to 1.
    """
    protection = parameters.lapse_habit * person.habit + parameters.lapse_value * (mass - person.threshold)
    discouraged = parameters.silence_lapse * max(-person.encouragement, 0.0)
    resisting = parameters.reactance_lapse * person.reactance
    return parameters.lapse_base + discouraged + resisting - protection - parameters.platform_fit
