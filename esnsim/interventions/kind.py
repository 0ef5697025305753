"""What every kind of intervention can be asked: whom it reaches, what it does, and what it costs.

A kind writes one class with a ``pull`` (levers, weekly) and, if it appoints people, an ``appoint``. Everything about
windows, audiences, capacity, doses and money stands here, so that all kinds behave alike.
"""

from __future__ import annotations

from abc import abstractmethod

import numpy as np
from numpy.typing import NDArray

from esnsim.interventions.intervention import Intervention
from esnsim.interventions.scene import Mask, Pull, Scene
from esnsim.rng.address import Draw


class Progress:
    """How far an intervention has come in one run.

    Attributes:
        begun: Workday it began, None before.
        effective: First workday with an effect, None before.
        ends: First workday after it, None before it began.
        ordinal: Number that addresses its random numbers, given when it begins.
        pulled: What it pulls at present.
        reached: Id of the person reached in each row, -1 for none; shape (n,).
        reached_on: Workday on which each row was reached; shape (n,).
        appointed: Id of the person appointed in each row, -1 for none; shape (n,).
        newly: Rows reached at the last weekly look.
        filling: Whether places are being filled, for kinds that appoint people.
    """

    def __init__(self, people: int) -> None:
        """Nobody reached yet."""
        self.begun: int | None = None
        self.effective: int | None = None
        self.ends: int | None = None
        self.ordinal = 0
        self.pulled = Pull(people)
        self.reached = np.full(people, -1, np.int64)
        self.appointed = np.full(people, -1, np.int64)
        self.reached_on = np.zeros(people, np.int64)
        self.newly: NDArray[np.int64] = np.zeros(0, np.int64)
        self.filling = False

    def holders(self, scene: Scene) -> Mask:
        """Rows whose present holder has been reached."""
        held: Mask = self.reached == scene.persons
        return held


class Kind(Intervention):
    """An intervention that can be carried out."""

    @property
    def tail(self) -> int:
        """Workdays after its end during which something is still felt."""
        return 0

    @property
    def part_of_audience(self) -> float:
        """Share of its audience that it is for in the end, 0 to 1; all of it for most kinds."""
        return 1.0

    def members(self, scene: Scene, progress: Progress) -> Mask:
        """Rows that belong to the audience now."""
        return self.audience.select(scene.organisation, scene.state, scene.persons, scene.key, progress.ordinal)

    def reach(self, scene: Scene, progress: Progress) -> None:
        """Reach members of the audience who have not been reached yet, as many as the week's capacity allows.

        Who comes first is decided by numbers addressed by person, so a larger capacity reaches everybody whom a
        smaller one reached.
        """
        waiting = np.flatnonzero(self.members(scene, progress) & ~progress.holders(scene))
        if self.capacity is not None and len(waiting) > self.capacity:
            turn = scene.numbers(Draw.TURN, progress.ordinal)[waiting]
            waiting = waiting[np.lexsort((scene.persons[waiting], turn))[: self.capacity]]
        progress.newly = waiting
        progress.reached[waiting] = scene.persons[waiting]
        progress.reached_on[waiting] = scene.day

    def appoint(self, scene: Scene, progress: Progress) -> None:
        """Give people roles; nothing for most kinds."""

    def dismiss(self, scene: Scene, progress: Progress) -> None:
        """Take back roles when it ends; nothing for most kinds."""

    @abstractmethod
    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Pull levers for the coming week.

        Called on the first workday of every week from the first effect to the end of the tail.
        """

    def hours(self, scene: Scene, progress: Progress) -> float:
        """Hours of staff that it takes this week, beyond what its ``cost`` says."""
        del scene, progress
        return 0.0

    def spending(self, scene: Scene, progress: Progress, *, first_week: bool) -> tuple[float, float]:
        """Money and hours of this week, from ``cost`` and from the people involved."""
        reached = len(progress.newly)
        money = self.cost.per_week + self.cost.per_person * reached + (self.cost.once if first_week else 0.0)
        hours = self.cost.hours_per_week + self.cost.hours_per_person * reached
        hours += self.cost.hours_once if first_week else 0.0
        return money, hours + self.hours(scene, progress)
