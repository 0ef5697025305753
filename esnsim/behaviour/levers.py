"""Levers: all that a programme can pull, one entry each.

To add a lever, add it here and read it in a rule: interventions, the census and the model's description follow.

ODD element: entities, state variables and scales.
"""

import math
from functools import cache
from typing import Annotated, NamedTuple, get_type_hints


class Lever(NamedTuple):
    """What is known about a lever; 0.0 is neutral for each.

    Attributes:
        meaning: What pulling it does, with its unit.
        low: Least value; below 0 where it may speak against as well as for.
        high: Greatest value.
        held: Whether it is held to ``high`` where several interventions pull it: full is full.
    """

    meaning: str
    low: float
    high: float
    held: bool = False


class LeverRow(NamedTuple):
    """What the programme pulls for one person; interventions write it, rules read it."""

    hear: Annotated[float, Lever("Added to the hazard to try, per workday", 0.0, math.inf)] = 0.0
    prompt: Annotated[float, Lever("Added to the log-odds to visit", -math.inf, math.inf)] = 0.0
    encourage: Annotated[
        float, Lever("Added to the log rate of contributing, before it saturates", -math.inf, math.inf)
    ] = 0.0
    duty_posts: Annotated[float, Lever("Posts a visit written because of a commitment", 0.0, math.inf)] = 0.0
    duty_replies: Annotated[float, Lever("Replies a visit written because of a commitment", 0.0, math.inf)] = 0.0
    teach_usefulness: Annotated[
        float, Lever("Part of the gap to full belief in usefulness closed a workday", 0.0, 1.0)
    ] = 0.0
    teach_ease: Annotated[float, Lever("Part of the gap to full ease closed a workday", 0.0, 1.0)] = 0.0
    teach_trust: Annotated[float, Lever("Part of the gap to full psychological safety closed a workday", 0.0, 1.0)] = (
        0.0
    )
    drop_in: Annotated[
        float,
        Lever(
            "Chance to look in on a workday and only read, because it is ordered or shows in other tools",
            0.0,
            1.0,
            held=True,
        ),
    ] = 0.0
    pressure: Annotated[float, Lever("How strongly use is ordered and watched", 0.0, 1.0, held=True)] = 0.0
    reward: Annotated[
        float,
        Lever("Added to the log rate of contributing by points and prizes, before it saturates", -math.inf, math.inf),
    ] = 0.0
    tend: Annotated[
        float, Lever("Part by which community managers raise the pull of the person's communities", 0.0, 1.0, held=True)
    ] = 0.0
    content: Annotated[float, Lever("Useful content put within reach, in posts", 0.0, math.inf)] = 0.0
    introduce: Annotated[float, Lever("Communities recommended and joined a visit", 0.0, math.inf)] = 0.0
    sift: Annotated[
        float, Lever("Share of the items offered that is kept away as of no concern", 0.0, 1.0, held=True)
    ] = 0.0
    show: Annotated[
        float,
        Lever("How much more a person's posts attract because they are shown to be somebody to ask", 0.0, math.inf),
    ] = 0.0


@cache
def levers() -> dict[str, Lever]:
    """What is known about every lever, by name, in the order of the table."""
    hints = get_type_hints(LeverRow, include_extras=True)
    return {name: next(note for note in hint.__metadata__ if isinstance(note, Lever)) for name, hint in hints.items()}
