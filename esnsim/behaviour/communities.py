"""Communities: how lively they seem, who joins and who founds one.

Most communities last for months: half are silent by the fifth, a third still engage after a year, and those in which
people answer each other outlive those in which one person announces [LEC14a]. Nobody decides that one dies: it falls
silent when its founder's zeal has faded and the members write no more. Most silences end [CHATS], so it is closed after
a year without a post only; till then its members may write in it, unless their attention went to livelier ones.

ODD element: submodel (collectives, interaction).
"""

from esnsim.behaviour.curves import HALVING, exp
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Person, Surroundings
from esnsim.compilation import inlined


@inlined
def liveliness(parameters: Parameters, pulse: float, answered: float, judged: float) -> float:
    """How lively a community seems, 0 to 1: posts of late, discounted where nobody answers.

    Args:
        parameters: The constants.
        pulse: Fading count of posts, >= 0.
        answered: Fading count of posts that got an answer, >= 0.
        judged: Fading count of posts answered or given up on, >= ``answered``; before any, half are believed answered.
    """
    response = (answered + 0.5) / (judged + 1.0)
    return (
        pulse
        / (pulse + parameters.pulse_half)
        * (parameters.silence_floor + (1.0 - parameters.silence_floor) * response)
    )


@inlined
def interest_of(parameters: Parameters, score: float) -> float:
    """How much a community interests a person, > 0 with mean 1; one writes here and is silent there [MUL12].

    Args:
        parameters: The constants.
        score: Standard normal score of this person and community.
    """
    spread = parameters.interest_spread
    return exp(spread * score - 0.5 * spread * spread)


@inlined
def welcome(interest: float, lively: float) -> float:
    """Chance that somebody who looks at a community finds it worth a seat: interesting, and alive.

    Args:
        interest: How much it interests the person, > 0.
        lively: Its liveliness, 0 to 1.
    """
    return lively * interest / (1.0 + interest)


@inlined
def vitality(parameters: Parameters, lively: float) -> float:
    """What liveliness adds to the draw of a community, up to 1; a quiet one draws some all the same.

    Args:
        parameters: The constants.
        lively: Its liveliness, 0 to 1.
    """
    return parameters.quiet_urge + (1.0 - parameters.quiet_urge) * lively


@inlined
def urge(parameters: Parameters, interest: float, lively: float) -> float:
    """How much a community draws a member to write in it, beside the followers, who draw at 1; some even when quiet.

    Args:
        parameters: The constants.
        interest: How much it interests the member, >= 0.
        lively: Its liveliness, 0 to 1.
    """
    return parameters.community_effect * interest * vitality(parameters, lively)


@inlined
def urge_of_member(parameters: Parameters, interest: float, lively: float, reads_only: bool) -> float:
    """How much a community draws one of its members to write; others' broadcasts do not.

    Args:
        parameters: The constants.
        interest: How much it interests the member, >= 0.
        lively: Its liveliness, 0 to 1.
        reads_only: Whether its founder announces and the member is somebody else.
    """
    return 0.0 if reads_only else urge(parameters, interest, lively)


@inlined
def pull_of_founder(parameters: Parameters, zeal: float, propensity: float) -> float:
    """What a founder's zeal adds to the own community's draw on a post, beside the ordinary wish to write.

    Args:
        parameters: The constants.
        zeal: Enthusiasm for it, 0 to 1.
        propensity: The founder's log of posts written a visit.
    """
    return parameters.founder_posts * zeal * exp(-propensity)


@inlined
def pulse_after(parameters: Parameters, pulse: float, today: float) -> float:
    """Fading count of a community's posts at the end of the day, >= 0.

    Args:
        parameters: The constants.
        pulse: The same a day before.
        today: Posts of today.
    """
    return parameters.pulse_memory * pulse + today


@inlined
def company(around: Surroundings) -> float:
    """What the own communities make of the wish to write, as a factor >= 1; community managers raise it."""
    return 1.0 + around.company * (1.0 + around.lever.tend)


@inlined
def rate_to_join(parameters: Parameters, around: Surroundings) -> float:
    """Communities that a person looks at on a visit with a mind to join, >= 0."""
    return parameters.joining + around.lever.introduce


@inlined
def rate_to_found(parameters: Parameters, writing: float) -> float:
    """Communities that a person founds on a visit, >= 0: those who write most found most.

    Args:
        parameters: The constants.
        writing: Posts a visit that the person would write unasked, >= 0.
    """
    return parameters.founding * writing


@inlined
def zeal_after(parameters: Parameters, person: Person, around: Surroundings) -> float:
    """Enthusiasm for a community of one's own at the end of the day, 0 to 1: full at the founding, then fading.

    Answers keep up what is left of it, so a community that responds keeps its founder.
    """
    renewed = parameters.renewal * min(around.answers, 1.0) * (1.0 - person.zeal)
    return person.zeal * (1.0 - HALVING / parameters.zeal_half_life + renewed)
