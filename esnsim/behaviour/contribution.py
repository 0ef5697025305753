"""Posting, replying and reacting on a visit.

A personal propensity with a heavy tail (few write most) times the situation: what contacts and leaders do, how safe
it feels, how hard it is, and what became of one's last post. The same person may write in one situation and stay
silent in another [MUL12].

ODD element: submodel (adaptation, interaction).
"""

from esnsim.behaviour.communities import company
from esnsim.behaviour.curves import exp
from esnsim.behaviour.influence import manager_weight
from esnsim.behaviour.motives import drive
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.perceived_value import items_read
from esnsim.behaviour.person import Person, Role, Surroundings, Tier
from esnsim.compilation import inlined


@inlined
def situation(parameters: Parameters, person: Person, around: Surroundings) -> float:
    """What today's situation does to contributing, in log rate; 0 when nothing speaks for or against it."""
    manager = parameters.manager_effect * manager_weight(parameters, around.manager_tier) * around.manager_writing
    example = parameters.norm_effect * around.writing + manager + parameters.top_effect * around.top_writing
    safety = parameters.trust_effect * (person.trust - 0.5) + parameters.ease_effect * (person.ease - 0.5)
    support = parameters.ambassador_support * around.ambassadors + prompted(parameters, around.lever.encourage)
    own = (
        parameters.youth_pull * person.youth
        + person.encouragement
        + drive(parameters, person, around)
        - reluctance(parameters, person)
    )
    return parameters.writing_offset + example + safety + support + own


@inlined
def prompted(parameters: Parameters, encourage: float) -> float:
    """What being asked, thanked and encouraged adds to contributing, in log rate; discouragement counts in full.

    Any early support matters, how much of it hardly [RIJ14]; so the second measure of this sort adds less than the
    first, whoever carries it out.

    Args:
        parameters: The constants.
        encourage: Sum of what interventions pull, in log rate.
    """
    wanted = max(encourage, 0.0)
    return wanted / (1.0 + wanted / parameters.encourage_half) + min(encourage, 0.0)


@inlined
def reluctance(parameters: Parameters, person: Person) -> float:
    """What the fear of looking incompetent in front of the staff costs a leader, in log rate, >= 0.

    Full for the top tier, two thirds and one third below it; gone when the network has become easy.
    """
    rank = person.tier / Tier.TOP.value
    return parameters.status_fear * rank * (1.0 - person.ease)


@inlined
def duty(parameters: Parameters, person: Person, amount: float) -> float:
    """What a person keeps of a commitment.

    An ambassador's and a leader's wear off, a leader's shrinks with the fear to fail in public, too, a community
    manager's is a job.

    Args:
        parameters: The constants.
        person: Who promised.
        amount: Posts or replies a visit that were promised, >= 0.
    """
    if amount == 0.0:
        return 0.0
    if person.role == Role.COMMUNITY_MANAGER:
        return amount
    kept = amount * (1.0 - person.fatigue)
    return kept if person.role == Role.AMBASSADOR else kept * exp(-reluctance(parameters, person))


@inlined
def responsiveness(parameters: Parameters, items: float) -> float:
    """Share of the wish to respond that finds an object among the items read, 0 to 1; concave.

    What is sifted out is of no concern, and nobody would have answered it; so this asks for the items before sifting.

    Args:
        parameters: The constants.
        items: Items offered today, >= 0.
    """
    found = items_read(parameters, items)
    return found / (found + parameters.items_half)


@inlined
def tendency_to_write(parameters: Parameters, person: Person, mood: float) -> float:
    """Log of the posts a visit that the person would write unasked.

    Args:
        parameters: The constants.
        person: Who may write.
        mood: Today's `situation`.
    """
    return person.propensity + mood - parameters.disuse_effect * person.disuse


@inlined
def disuse_after(parameters: Parameters, person: Person, wrote: bool) -> float:
    """How far the wish to write has faded at the end of the day, 0 to 1.

    Silence becomes final: of those who have been silent for two months three in ten to five in ten write again within
    half a year, and after a year hardly anybody does [CHATS]. What has never begun does not fade.

    Args:
        parameters: The constants.
        person: Who may have written.
        wrote: Whether they wrote a post or reply today.
    """
    faded = person.disuse + parameters.disuse_pace * (1.0 - person.disuse)
    return 0.0 if wrote or not person.has_written else faded


@inlined
def tendency_to_react(parameters: Parameters, person: Person, mood: float) -> float:
    """Log of the reactions a visit that the person would give if there were enough to react to.

    Reacting is less unequal than writing, and less a matter of courage.

    Args:
        parameters: The constants.
        person: Who may react.
        mood: Today's `situation`.
    """
    ease_of_reacting = parameters.reaction_base + parameters.reaction_evenness * (
        person.propensity - parameters.posting_base
    )
    return ease_of_reacting + parameters.reacting_offset + parameters.reaction_mood * mood


@inlined
def posting_rate(parameters: Parameters, person: Person, around: Surroundings, writing: float) -> float:
    """Expected posts on a visit, >= 0: unasked, by commitment, and out of zeal for a community of one's own."""
    return posting_with(parameters, person, around, writing, duty(parameters, person, around.lever.duty_posts))


@inlined
def posting_with(parameters: Parameters, person: Person, around: Surroundings, writing: float, kept: float) -> float:
    """Expected posts on a visit, >= 0, if so much of a commitment is kept; all of it gives the most there can be.

    Args:
        parameters: The constants.
        person: Who may write.
        around: What they meet.
        writing: Posts a visit that the person would write unasked, >= 0.
        kept: Posts a visit that are written because they were promised, >= 0.
    """
    return writing * company(around) + kept + parameters.founder_posts * person.zeal


@inlined
def replying_rate(parameters: Parameters, person: Person, around: Surroundings, writing: float) -> float:
    """Expected replies on a visit, >= 0; no more than there is to reply to."""
    return replying_with(parameters, around, writing, duty(parameters, person, around.lever.duty_replies))


@inlined
def replying_with(parameters: Parameters, around: Surroundings, writing: float, kept: float) -> float:
    """Expected replies on a visit, >= 0, if so much of a commitment is kept; all of it gives the most there can be.

    Args:
        parameters: The constants.
        around: What the person meets.
        writing: Posts a visit that the person would write unasked, >= 0.
        kept: Replies a visit that are written because they were promised, >= 0.
    """
    wish = parameters.replies_a_post * writing * company(around) + kept
    return wish * responsiveness(parameters, around.offered)


@inlined
def reacting_rate(parameters: Parameters, around: Surroundings, reacting: float) -> float:
    """Expected reactions on a visit, >= 0; no more than there is to react to."""
    return reacting * responsiveness(parameters, around.offered)
