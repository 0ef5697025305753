"""What other people's use does to a person: exposure, managers and overall popularity.

Who influences whom at work is contested: managers and boundary spanners pull in large effect sizes in some studies
[TUC08][BRZ09], not at all in another [WAN13]. The constants here are therefore priors with wide ranges.

ODD element: submodel (interaction, sensing).
"""

import math

from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Tier
from esnsim.compilation import inlined


@inlined
def convincing(parameters: Parameters, using: float, staying: float) -> float:
    """Share of those who use it that counts with others: whoever has only tried it counts less.

    How strongly an adopter draws others depends on how much the adopter uses it [IYE11]. So a start that excites many,
    few of whom go on, draws few after them.

    Args:
        parameters: The constants.
        using: Share of contacts, or of everybody, who visited in the last 28 days, 0 to 1.
        staying: Share of those among them who went on after the trial, 0 to ``using``.
    """
    return staying + parameters.novice_pull * (using - staying)


@inlined
def reach_of_all(parameters: Parameters, people: float) -> float:
    """Share of what happens anywhere that everybody hears of, 0 to 1; the smaller, the larger the organisation.

    Args:
        parameters: The constants.
        people: Headcount, >= 1.
    """
    return min(1.0, parameters.far_reach / math.sqrt(people))


@inlined
def share_reached_from_above(parameters: Parameters, writing: float, people: float) -> float:
    """Share of everybody who is reached by what top leaders write, 0 to 1.

    One leader cannot be read and answered by all: each reaches so many people, and the first to write reach as many
    as the last, until everybody is reached.

    Args:
        parameters: The constants.
        writing: How many top leaders wrote in the last 28 days, >= 0.
        people: Headcount, >= 1.
    """
    return min(1.0, writing * parameters.leader_reach / people)


@inlined
def peer_pull(parameters: Parameters, using: float) -> float:
    """How strongly colleagues who use the network pull, 0 for none to 1 for all of them; concave.

    The first colleague counts most, as in the first pattern of [CHE13], whether a contact or somebody one hears of.

    Args:
        parameters: The constants.
        using: Share of them who use it, as far as they are `convincing`, 0 to 1.
    """
    return using * (1.0 + parameters.exposure_half) / (using + parameters.exposure_half)


@inlined
def manager_weight(parameters: Parameters, tier: int) -> float:
    """Influence of a manager of this tier, relative to a first-line manager; 0 without a manager.

    Middle managers weigh most [CHE13]; top executives no more than first-line managers (an inference).
    """
    middle = parameters.middle_premium
    premium = middle if tier == Tier.MIDDLE else 1.0
    return premium if tier != Tier.NONE else 0.0


@inlined
def acceleration(parameters: Parameters, popularity: float) -> float:
    """How much faster everybody tries the network because it is popular overall; 1 when nobody uses it.

    The second pattern of [CHE13]: the rate of adopting speeds up as the service becomes more popular.
    """
    return 1.0 + parameters.popularity_pull * popularity


@inlined
def ambassador_reach(parameters: Parameters, ambassadors: float) -> float:
    """How much of the ambassadors' full effect is felt, 0 for none near to nearly 1; the first one counts most.

    Args:
        parameters: The constants.
        ambassadors: Share of tie weight with ambassadors, 0 to 1.
    """
    return ambassadors / (ambassadors + parameters.ambassador_half)
