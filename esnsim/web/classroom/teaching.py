"""The hidden constants of a class in words: what each is, how strong it was here, and what follows for plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from esnsim.behaviour.parameters import Parameters
from esnsim.scenario.constants import known_parameters
from esnsim.web.classroom.classroom import Classroom


class HiddenWords(NamedTuple):
    """What a teacher says of a constant.

    Attributes:
        title: What it is called.
        strong: What follows where it is high.
        weak: What follows where it is low.
    """

    title: str
    strong: str
    weak: str


WORDS: Mapping[str, HiddenWords] = {
    "imitation": HiddenWords(
        "How much colleagues who use the network draw others in",
        "Readers won early drew in more: what came first went further than what came last.",
        "Readers drew hardly anybody in: each had to be won by what was done.",
    ),
    "manager_pull": HiddenWords(
        "How much people try it because their own manager uses it",
        "Managers who were there brought their people: leader presence and training of leaders had this behind them.",
        "Managers who were there brought hardly anybody: leaders had to answer and write to have an effect.",
    ),
    "ambassador_invitation": HiddenWords(
        "How much invitations by ambassadors make people try it",
        "Ambassadors brought readers, and readers are those who may write.",
        "Ambassadors brought few readers; what they did for writing was another matter.",
    ),
    "ambassador_support": HiddenWords(
        "How much the help of ambassadors makes people write",
        "Ambassadors made others write, beyond what they wrote themselves.",
        "Most of what ambassadors added was what they wrote themselves.",
    ),
    "top_effect": HiddenWords(
        "How much leaders at the top who write make others write",
        "A few leaders at the top who wrote were worth many of anybody else.",
        "Leaders at the top who wrote changed little beyond their own teams.",
    ),
    "norm_effect": HiddenWords(
        "How much colleagues who write make others write",
        "Writers made writers: plans that won a few early gained more with every week.",
        "Writers made few others write: what a plan won did not grow by itself.",
    ),
}
"""By the name of the constant; one that has no words here is told by what the model says of it."""
MIDDLING = "Neither strong nor weak, so no plan was right or wrong because of it."
THIRDS = ((1.0 / 3.0, "weak"), (2.0 / 3.0, "in the middle of what is plausible"), (1.0, "strong"))


class HiddenConstant(NamedTuple):
    """A constant that nobody knew, as texts.

    Attributes:
        name: As scenario files write it.
        title: What it is, in words.
        strength: How strong it was here: weak, in the middle, or strong within its range.
        sentence: What follows for plans.
        numbers: Its value, what it means in the model, the plausible range, and what the model takes otherwise.
    """

    name: str
    title: str
    strength: str
    sentence: str
    numbers: str


def hidden_in_words(classroom: Classroom) -> Iterator[HiddenConstant]:
    """The constants of a class, each explained."""
    for name, value in classroom.hidden.items():
        known = known_parameters()[name]
        place = (value - known.low) / (known.high - known.low)
        strength = next(said for most, said in THIRDS if place <= most or most == 1.0)
        words = WORDS.get(name, HiddenWords(f"{known.meaning[0].upper()}{known.meaning[1:]}", "", ""))
        yield HiddenConstant(
            name,
            words.title,
            strength,
            {"strong": words.strong, "weak": words.weak}.get(strength, MIDDLING),
            f"is {value:.3g} here ({known.meaning}; {known.unit}); plausible are {known.low:g} to {known.high:g}, and "
            f"the model takes {Parameters._field_defaults[name]:g} where nothing else is said",
        )
