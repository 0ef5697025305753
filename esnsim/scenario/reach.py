"""How many people each intervention is for at the start, and how many a programme involves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.interventions.audience import Audience, Mask
from esnsim.interventions.audience_words import STATES
from esnsim.interventions.kind import Kind
from esnsim.interventions.roles import Appointing
from esnsim.organisation.model import Organisation
from esnsim.scenario.model import Scenario

LEADING = ("senior_training", "leader_presence")
"""Kinds that are meant for the few at the top."""
MANY_LEADERS = 0.1
"""Share of staff from which those at the top are no longer few."""


class Reach(NamedTuple):
    """How many people an intervention is for, in the organisation at the start.

    Attributes:
        programme: Name of the programme.
        intervention: Its name, or its kind.
        kind: Its kind.
        people: Members of its audience, or those appointed from among them; an expectation where chance decides.
        share: The same as a share of headcount, 0 to 1.
        appointed: Whether they are appointed.
        at_most: Whether use decides who belongs to it, and is not known here.
    """

    programme: str
    intervention: str
    kind: str
    people: int
    share: float
    appointed: bool
    at_most: bool

    def sentence(self) -> str:
        """The number as a person says it."""
        people = f"{self.people:,} {'person' if self.people == 1 else 'people'}"
        doing = " appointed" if self.appointed else ""
        among = ", by how they use the network" if self.at_most else ""
        return f"{'at most ' if self.at_most else ''}{people}{doing} ({percentage(self.share)}){among}"


def percentage(share: float) -> str:
    """A share of headcount in percent, with no more digits than a number of people bears."""
    return f"{100.0 * share:.0f} %" if share >= MANY_LEADERS or not share else f"{100.0 * share:.2g} %"


def reaches(scenario: Scenario, organisation: Organisation, state: Mapping[str, Mask] | None = None) -> list[Reach]:
    """How many people every intervention of every programme is for; left out where its audience cannot be.

    Args:
        scenario: What is asked.
        organisation: Who is there.
        state: Who uses the network how at the start, see `Scene.state`; None if that is not known.
    """
    found = []
    for programme, interventions in scenario.programmes.items():
        for one in interventions:
            if one.audience.check(organisation):
                continue
            chances = chances_of(one, organisation, state)
            people = round(float(chances.sum()))
            at_most = state is None and uses(one.audience)
            appointed = isinstance(one, Appointing)
            share = people / organisation.people
            found.append(Reach(programme, one.name or one.kind, one.kind, people, share, appointed, at_most))
    return found


def involved(scenario: Scenario, organisation: Organisation, state: Mapping[str, Mask]) -> dict[str, int]:
    """How many different people each programme is for at the start; whom chance decides about are expected numbers.

    Args:
        scenario: What is asked; its audiences are right.
        organisation: Who is there.
        state: Who uses the network how at the start.
    """
    numbers = {}
    for programme, interventions in scenario.programmes.items():
        spared = np.ones(organisation.people)
        for one in interventions:
            spared *= 1.0 - chances_of(one, organisation, state)
        numbers[programme] = round(float((1.0 - spared).sum()))
    return numbers


def chances_of(one: Kind, organisation: Organisation, state: Mapping[str, Mask] | None) -> NDArray[np.float64]:
    """How probable it is of everybody that an intervention is for them; shape (n,)."""
    chances = belonging(one.audience, organisation, state) * one.part_of_audience
    if isinstance(one, Appointing):
        members = round(float(chances.sum()))
        chances *= min(one.wanted(members), members) / max(members, 1)
    return chances


def belonging(audience: Audience, organisation: Organisation, state: Mapping[str, Mask] | None) -> NDArray[np.float64]:
    """How probable it is of everybody that they belong to an audience; shape (n,).

    Args:
        audience: Whom; it names nothing that is not there.
        organisation: Who is there.
        state: Who uses the network how; None if that is not known, and nobody is left out for it.
    """
    if state is None:
        audience, state = whoever(audience), {}
    chosen = audience.members(organisation, state)
    for other in audience.not_:
        chosen &= ~other.members(organisation, state)
    chances: NDArray[np.float64] = chosen * np.float64(1.0 if audience.share is None else audience.share)
    return chances


def uses(audience: Audience) -> bool:
    """Whether it depends on how people use the network, or on their role there, who belongs to an audience."""
    return any(
        each.role or any(getattr(each, word) is not None for word in STATES) for each in (audience, *audience.not_)
    )


def whoever(audience: Audience) -> Audience:
    """The widest audience of the same people however they use the network, which nobody can know beforehand."""
    kept = tuple(other for other in audience.not_ if not uses(other))
    return audience.model_copy(update={**dict.fromkeys(STATES), "role": (), "not_": kept})


def too_many_leaders(one: Kind, organisation: Organisation) -> str:
    """What is said where a tenth of staff is at the top or more; nothing else."""
    top = one.audience.level_at_most
    if one.kind not in LEADING or top is None or one.audience.check(organisation):
        return ""
    people = round(float(chances_of(one, organisation, None).sum()))
    if people <= MANY_LEADERS * organisation.people:
        return ""
    said = (
        f"is for {people:,} of {organisation.people:,} people ({percentage(people / organisation.people)}), which are "
        f"more than leaders usually are: level_at_most {top} is a depth and no share of staff"
    )
    fewer = [(level, int((organisation.level <= level).sum())) for level in range(top - 1, -1, -1)]
    meant = next(((level, few) for level, few in fewer if few <= MANY_LEADERS * organisation.people), None)
    return f"{said}; level_at_most {meant[0]} would be {meant[1]:,}." if meant else f"{said}."
