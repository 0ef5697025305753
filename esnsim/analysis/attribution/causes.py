"""What a person's step depended on: how much less likely it would have been without each thing they met that day.

The rules themselves are asked again with one thing taken away, so nothing is said here that they do not say. Shares
need not add up: two pulls may each be enough, or only work together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, cast

from esnsim.behaviour.adoption import chance_to_continue, rate_to_return, rate_to_try, tendency_to_lapse
from esnsim.behaviour.contribution import posting_rate, replying_rate, situation, tendency_to_write
from esnsim.behaviour.curves import exp, logistic
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.perceived_value import critical_mass
from esnsim.behaviour.person import Person, Surroundings
from esnsim.compilation import plain

LEAST = 0.01
"""Shares below this are not told."""


class Case(NamedTuple):
    """Somebody on some day.

    Attributes:
        parameters: The constants.
        person: Who.
        around: What they meet.
        first: The person as they were at the start, for beliefs that have moved since.
    """

    parameters: Parameters
    person: Person
    around: Surroundings
    first: Person

    def without(self, **entries: Any) -> Case:  # noqa: ANN401 - as `Surroundings` has them
        """The same day with other surroundings."""
        return self._replace(around=cast(Any, self.around)._replace(**entries))

    def unpulled(self, lever: str) -> Case:
        """The same day if nobody pulled this lever."""
        return self.without(lever=cast(Any, self.around.lever)._replace(**{lever: 0.0}))

    def feeling(self, **entries: float) -> Case:
        """The same day for somebody who feels otherwise."""
        return self._replace(person=cast(Any, self.person)._replace(**entries))


class Cause(NamedTuple):
    """Something that a step depended on.

    Attributes:
        what: In words.
        share: Part of the day's rate or chance that would have been missing without it, at most 1; negative where the
            step would have been likelier without it.
        lever: The lever that carries it, empty for what is no programme's doing.
    """

    what: str
    share: float
    lever: str = ""


Taken = Mapping[str, tuple[Callable[[Case], Case], str]]
"""By what is taken away: the day without it, and the lever it stands for."""


def satisfied(case: Case) -> Case:
    """Nobody hopes for more than there is."""
    return case.feeling(threshold=min(case.person.threshold, _mass(case)))


def _mass(case: Case) -> float:
    return plain(critical_mass)(case.parameters, case.person, case.around)


PULLS: Taken = {
    "contacts who use it": (lambda case: case.without(using=0.0, staying=0.0), ""),
    "the own manager uses it": (lambda case: case.without(manager_using=0.0), ""),
    "ambassadors near": (lambda case: case.without(ambassadors=0.0), ""),
    "hearing of others who use it": (lambda case: case.without(hearsay=0.0), ""),
    "how popular it is": (lambda case: case.without(popularity=0.0), ""),
    "an invitation": (lambda case: case.unpulled("hear"), "hear"),
    "coming upon it": (lambda case: case._replace(parameters=case.parameters._replace(external_rate=0.0)), ""),
}
JUDGED: Taken = {
    "contacts who use it": (lambda case: case.without(using=0.0), ""),
    "what can be found there": (lambda case: case.without(stock=0.0), ""),
    "having come to find it useful": (lambda case: case.feeling(usefulness=case.first.usefulness), ""),
    "having come to find it easy": (lambda case: case.feeling(ease=case.first.ease), ""),
}
PUSHES: Taken = {
    "posts without an answer": (lambda case: case.feeling(encouragement=max(case.person.encouragement, 0.0)), ""),
    "having been ordered": (lambda case: case.feeling(reactance=0.0), ""),
    "less there than hoped for": (satisfied, ""),
}
WISHES: Taken = {
    "contacts who write": (lambda case: case.without(writing=0.0), ""),
    "the own manager writes": (lambda case: case.without(manager_writing=0.0), ""),
    "top leaders write": (lambda case: case.without(top_writing=0.0), ""),
    "ambassadors near": (lambda case: case.without(ambassadors=0.0), ""),
    "encouragement": (lambda case: case.unpulled("encourage"), "encourage"),
    "a commitment to post": (lambda case: case.unpulled("duty_posts"), "duty_posts"),
    "a commitment to answer": (lambda case: case.unpulled("duty_replies"), "duty_replies"),
    "points and prizes": (lambda case: case.unpulled("reward"), "reward"),
    "answers to earlier posts": (lambda case: case.feeling(encouragement=min(case.person.encouragement, 0.0)), ""),
    "the own communities": (lambda case: case.without(company=0.0), ""),
    "a community just founded": (lambda case: case.feeling(zeal=0.0), ""),
    "feeling safer than at the start": (lambda case: case.feeling(trust=case.first.trust), ""),
    "finding it easier than at the start": (lambda case: case.feeling(ease=case.first.ease), ""),
}


def trying(case: Case) -> float:
    """Rate of trying the network, per workday."""
    return plain(rate_to_try)(case.parameters, case.person, case.around)


def returning(case: Case) -> float:
    """Rate of coming back, per workday."""
    return plain(rate_to_return)(case.parameters, case.person, case.around)


def staying(case: Case) -> float:
    """Chance that the trial ends in continued use."""
    return plain(chance_to_continue)(case.parameters, case.person, _mass(case))


def refusing(case: Case) -> float:
    """Chance that the trial does not."""
    return 1.0 - staying(case)


def lapsing(case: Case) -> float:
    """Chance of giving up, a workday."""
    return logistic(plain(tendency_to_lapse)(case.parameters, case.person, _mass(case)))


def writing(case: Case) -> float:
    """Posts and replies expected on a visit."""
    mood = plain(situation)(case.parameters, case.person, case.around)
    unasked = exp(plain(tendency_to_write)(case.parameters, case.person, mood))
    posts = plain(posting_rate)(case.parameters, case.person, case.around, unasked)
    return posts + plain(replying_rate)(case.parameters, case.person, case.around, unasked)


def causes(of: Callable[[Case], float], case: Case, taken: Taken) -> tuple[Cause, ...]:
    """What a step depended on, the most important first.

    Args:
        of: Rate or chance of the step.
        case: Who, and what they met.
        taken: What is taken away, one after the other.
    """
    whole = of(case)
    if whole <= 0.0:
        return ()
    found = [Cause(what, 1.0 - of(change(case)) / whole, lever) for what, (change, lever) in taken.items()]
    told = [each for each in found if abs(each.share) >= LEAST]
    return tuple(sorted(told, key=lambda each: -each.share))
