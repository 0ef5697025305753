"""Kinds that give people a role: whom they find, how places are filled and renewed, and how roles end."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from esnsim.behaviour.person import Role, Tier
from esnsim.interventions.charge import Per
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.scene import Mask, Numbers, Scene
from esnsim.rng.address import Draw


def _volunteering(scene: Scene, numbers: Numbers) -> Numbers:
    """Those who see the use and feel at home come forward, with much chance in it."""
    people = scene.world.people
    willingness: Numbers = people.usefulness + people.habit + scene.parameters.volunteer_ease * people.ease + numbers
    return willingness


def _enthusiasm(scene: Scene, numbers: Numbers) -> Numbers:
    """Those who write most, recently."""
    people = scene.world.people
    wrote: Numbers = people.written + numbers
    return wrote


def _managing(scene: Scene, numbers: Numbers) -> Numbers:
    """Managers before everybody else."""
    manages: Numbers = (scene.world.people.tier != Tier.NONE.value) + numbers
    return manages


def _centrality(scene: Scene, numbers: Numbers) -> Numbers:
    """Those with the most contacts."""
    return np.diff(scene.world.ties.start) + numbers


def _renown(scene: Scene, numbers: Numbers) -> Numbers:
    """Those whom most colleagues would name: each names the one of their contacts whom they know best."""
    ties = scene.world.ties
    named = np.zeros(len(scene.persons))
    for row in np.flatnonzero(np.diff(ties.start)):
        mine = slice(int(ties.start[row]), int(ties.start[row + 1]))
        named[int(ties.other[mine][np.argmax(ties.weight[mine])])] += 1.0
    return named + numbers


def _ownership(scene: Scene, numbers: Numbers) -> Numbers:
    """Those who look after open communities, the more of them the sooner."""
    communities = scene.world.communities
    owners = communities.owner[communities.is_open == 1]
    holders = scene.persons[owners] == communities.founder[communities.is_open == 1]
    owned: Numbers = np.bincount(owners[holders], minlength=len(scene.persons)) + numbers
    return owned


def _lottery(scene: Scene, numbers: Numbers) -> Numbers:
    """Anybody."""
    del scene
    return numbers


PREFERENCE: Mapping[str, Callable[[Scene, Numbers], Numbers]] = {
    "volunteers": _volunteering,
    "enthusiasts": _enthusiasm,
    "managers": _managing,
    "most_central": _centrality,
    "nominated": _renown,
    "community_owners": _ownership,
    "random": _lottery,
}
"""Ways to find people: who is preferred, given everybody's random number."""


class Appointing(Kind):
    """An intervention that gives people a role, as long as it lasts.

    Attributes:
        role: The role.
    """

    role: ClassVar[Role]

    @abstractmethod
    def places(self, members: int) -> int:
        """How many people are wanted at full dose.

        Args:
            members: People in the audience.
        """

    @abstractmethod
    def preference(self) -> str:
        """Which of `PREFERENCE` says who comes first."""

    @abstractmethod
    def calls(self, scene: Scene, progress: Progress) -> bool:
        """Whether places that are vacant are filled this week."""

    def busy_with_it(self, scene: Scene, progress: Progress) -> int:
        """How many people serve."""
        return len(self.serving(scene, progress))

    def share_of_charge(self, per: Per) -> float:
        """Each who serves does all of it: the dose is how many they are."""
        return 1.0 if per in (Per.PERSON, Per.PERSON_WEEK) else self.dose

    def wanted(self, members: int) -> int:
        """How many people are wanted: as many as the dose says."""
        return round(self.dose * self.places(members))

    def appoint(self, scene: Scene, progress: Progress) -> None:
        """Fill vacant places in weeks in which somebody is looked for, as fast as the capacity allows."""
        members = self.members(scene, progress)
        vacant = self.wanted(int(members.sum())) - len(self.serving(scene, progress))
        progress.filling = vacant > 0 and (progress.filling or self.calls(scene, progress))
        if not progress.filling:
            return
        chosen = self._find(scene, progress, members, vacant)
        scene.world.people.role[chosen] = self.role.value
        progress.filling = len(chosen) < vacant and self.capacity is not None
        progress.appointed[chosen] = scene.persons[chosen]
        self.welcome(scene, progress, chosen)

    def _find(self, scene: Scene, progress: Progress, members: Mask, vacant: int) -> NDArray[np.int64]:
        """Rows of those who take vacant places, as many as there are and the week's capacity allows."""
        people = scene.world.people
        free = (people.role == Role.EMPLOYEE.value) | (people.role == Role.LEADER.value)
        candidates = np.flatnonzero(self.eligible(scene, progress, members) & free)
        numbers = scene.numbers(Draw.RECRUIT, progress.ordinal)
        preference = PREFERENCE[self.preference()](scene, numbers)[candidates]
        # Equal preference is settled by person, so that the order of rows cannot matter.
        best = np.lexsort((scene.persons[candidates], -preference))
        return candidates[best[: vacant if self.capacity is None else min(vacant, self.capacity)]]

    def eligible(self, scene: Scene, progress: Progress, members: Mask) -> Mask:
        """Who may be appointed: anybody in the audience, if nothing else is said."""
        del scene, progress
        return members

    def welcome(self, scene: Scene, progress: Progress, chosen: NDArray[np.int64]) -> None:
        """What follows from an appointment; nothing if nothing else is said."""

    def dismiss(self, scene: Scene, progress: Progress) -> None:
        """At the end people are employees or leaders again."""
        people = scene.world.people
        rows = self.serving(scene, progress)
        leads = people.tier[rows] != Tier.NONE.value
        people.role[rows] = np.where(leads, Role.LEADER.value, Role.EMPLOYEE.value)

    def serving(self, scene: Scene, progress: Progress) -> NDArray[np.int64]:
        """Rows of those appointed here who are still in the role."""
        return np.flatnonzero((progress.appointed == scene.persons) & (scene.world.people.role == self.role.value))
