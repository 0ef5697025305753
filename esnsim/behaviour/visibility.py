"""How much a post attracts, and how answers of late are remembered.

Attention is very unequal: a few posts get most of it. Rank and a badge help a little.

ODD element: submodel (interaction).
"""

from esnsim.behaviour.curves import exp
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Role
from esnsim.compilation import inlined

APPEAL_SCALE = 1000.0
"""Appeal of a median post, in the whole numbers it is counted in."""


@inlined
def appeal_of(parameters: Parameters, score: float, role: int, tier: int, shown: float) -> int:
    """How much a post attracts, a whole number >= 1: very unequal, a little by rank and visibility.

    Args:
        parameters: The constants.
        score: Standard normal score of the post.
        role: `Role` of the author.
        tier: `Tier` of the author.
        shown: Lever, how much more it attracts because the author is shown to be somebody to ask; >= 0.
    """
    seen = parameters.ambassador_visibility if role == Role.AMBASSADOR.value else 1.0
    spread = parameters.appeal_spread * score
    return 1 + int(APPEAL_SCALE * seen * (1.0 + shown) * exp(spread + parameters.rank_visibility * float(tier)))


@inlined
def responses_after(parameters: Parameters, remembered: float, today: float) -> float:
    """Fading count of posts answered, or judged, at the end of the day.

    Args:
        parameters: The constants.
        remembered: The same a day before.
        today: Those of today.
    """
    return parameters.response_memory * remembered + today
