"""Visiting the network to read.

ODD element: submodel (adaptation).
"""

from esnsim.behaviour.parameters import Behaviour
from esnsim.behaviour.perceived_value import overload
from esnsim.behaviour.person import Person, Stage, Surroundings
from esnsim.compilation import inlined


@inlined
def tendency_to_visit(rule: Behaviour, person: Person, around: Surroundings, mass: float) -> float:
    """Log-odds that someone in the trial or in continued use visits today.

    Usefulness is the strongest belief behind use, ease a weak one [TAI13][TAM20]; habit takes over with repetition
    [LAL10]; news of an answer brings people back; too many items keep them away [CHW19], and so does
    having been ordered to come [SAE15].

    Args:
        rule: The constants.
        person: Who may visit.
        around: What they meet.
        mass: Perceived critical mass, 0 to 1.
    """
    beliefs = rule.usefulness_effect * (person.usefulness - 0.5) + rule.ease_effect * (person.ease - 0.5)
    value = rule.visit_value * (mass - person.threshold) - rule.overload_effect * overload(rule, around.items)
    cues = around.prompt + rule.answer_notice * min(around.answers, 1.0) + rule.youth_pull * person.youth
    novelty = rule.trial_interest if person.stage == Stage.TRIAL else 0.0
    settled = rule.visit_base + person.activity + rule.habit_effect * person.habit + rule.pull
    against = rule.frontline_penalty * person.frontline + rule.reactance_visiting * person.reactance
    return settled + beliefs + value + cues + novelty - against


@inlined
def chance_to_come(around: Surroundings, willing: float) -> float:
    """Chance of a visit today, of one's own will or because it is ordered.

    Args:
        around: Today's levers.
        willing: Chance to come of one's own will.
    """
    return willing + (1.0 - willing) * around.oblige
