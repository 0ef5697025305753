"""Trying the network, judging it, giving it up and coming back.

A hazard model in two stages: initial use starts by outside influence, the manager and peers, all sped up by overall
popularity [CHE13]; after a trial, perceived critical mass decides on continued use [FOO24][CEN18]; habit protects it.

ODD element: submodel (adaptation, prediction).
"""

from esnsim.behaviour.curves import logistic
from esnsim.behaviour.influence import acceleration, convincing, manager_weight, peer_pull
from esnsim.behaviour.parameters import Behaviour
from esnsim.behaviour.person import Person, Surroundings
from esnsim.compilation import inlined


@inlined
def rate_to_try(rule: Behaviour, person: Person, around: Surroundings) -> float:
    """Hazard to try the network, per workday, >= 0; increasing in every influence.

    References:
        Chelmis and Prasanna (2013) for hierarchy, peers and popularity; Bass (1969) for the two sources.
    """
    peers = (
        rule.imitation
        * peer_pull(rule, convincing(rule, around.using, around.staying))
        * (1.0 + rule.youth_pull * person.youth)
    )
    manager = rule.manager_pull * manager_weight(rule, around.manager_tier) * around.manager_using
    invited = rule.ambassador_invitation * around.ambassadors
    heard_of = rule.hearsay * peer_pull(rule, around.hearsay)
    pulled = (rule.external_rate + peers + manager + heard_of) * acceleration(rule, around.popularity)
    within_reach = 1.0 - rule.frontline_loss * person.frontline
    return (pulled + invited + around.hear) * person.curiosity * within_reach


@inlined
def rate_to_return(rule: Behaviour, person: Person, around: Surroundings) -> float:
    """Hazard to try again after giving up, per workday: the same pulls, weakened by the disappointment."""
    return rule.return_ratio * rate_to_try(rule, person, around)


@inlined
def chance_to_continue(rule: Behaviour, person: Person, mass: float) -> float:
    """Chance that a trial ends in continued use.

    Args:
        rule: The constants.
        person: Who judges.
        mass: Perceived critical mass, 0 to 1.
    """
    surplus = mass - person.threshold
    beliefs = rule.usefulness_effect * (person.usefulness - 0.5) + rule.ease_effect * (person.ease - 0.5)
    return logistic(rule.decision_sharpness * surplus + beliefs + rule.pull)


@inlined
def tendency_to_lapse(rule: Behaviour, person: Person, mass: float) -> float:
    """Log-odds that a user gives the network up today.

    They fall with habit and value, and rise with discouragement and with resistance to orders.

    Args:
        rule: The constants.
        person: The user.
        mass: Perceived critical mass, 0 to 1.
    """
    protection = rule.lapse_habit * person.habit + rule.lapse_value * (mass - person.threshold)
    discouraged = rule.silence_lapse * max(-person.encouragement, 0.0)
    resisting = rule.reactance_lapse * person.reactance
    return rule.lapse_base + discouraged + resisting - protection - rule.pull
