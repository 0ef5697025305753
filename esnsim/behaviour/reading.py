"""Visiting the network to read.

ODD element: submodel (adaptation).
"""

from esnsim.behaviour.contribution import responsiveness
from esnsim.behaviour.motives import rewarding
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.perceived_value import overload
from esnsim.behaviour.person import Person, Stage, Surroundings
from esnsim.compilation import inlined


@inlined
def tendency_to_visit(parameters: Parameters, person: Person, around: Surroundings, mass: float) -> float:
    """Log-odds that someone in the trial or in continued use visits today.

    Usefulness is the strongest belief behind use, ease a weak one [TAI13][TAM20]; habit takes over with repetition
    [LAL10]; new items and news of an answer bring people back; too many items keep them away [CHW19], and so does
    having been ordered to come [SAE15]. Points and prizes bring people to look where they stand. Who tries because it
    is ordered is not curious [KOH10].

    Args:
        parameters: The constants.
        person: Who may visit.
        around: What they meet.
        mass: Perceived critical mass, 0 to 1.
    """
    beliefs = parameters.usefulness_effect * (person.usefulness - 0.5) + parameters.ease_effect * (person.ease - 0.5)
    value = parameters.visit_value * (mass - person.threshold) - parameters.overload_effect * overload(
        parameters, around.items
    )
    cues = (
        around.lever.prompt
        + parameters.reward_visiting * rewarding(parameters, person, around)
        + parameters.answer_notice * min(around.answers, 1.0)
        + parameters.news_cue * responsiveness(parameters, around.offered)
        + parameters.youth_pull * person.youth
    )
    interest = parameters.trial_interest * (1.0 - around.lever.pressure)
    novelty = interest if person.stage == Stage.TRIAL else 0.0
    settled = parameters.visit_base + person.activity + parameters.habit_effect * person.habit + parameters.platform_fit
    against = parameters.frontline_penalty * person.frontline + parameters.reactance_visiting * person.reactance
    return settled + beliefs + value + cues + novelty - against


@inlined
def chance_to_come(around: Surroundings, willing: float) -> float:
    """Chance of a visit today, of one's own will or to look in and only read.

    Who looks in comes because it is ordered, or because the network shows in a tool that is open anyhow.

    Args:
        around: Today's levers.
        willing: Chance to come of one's own will.
    """
    return willing + (1.0 - willing) * around.lever.drop_in
