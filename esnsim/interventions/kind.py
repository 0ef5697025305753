"""What every kind of intervention can be asked: whom it reaches, what it does, and what it costs.

A kind writes one class with a ``pull`` (levers, weekly) and, if it appoints people, an ``appoint``. Everything about
windows, audiences, capacity, doses and money stands here, so that all kinds behave alike.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from esnsim.interventions.charge import AT_LEAST, LED, Charge, Per
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
        elsewhere: Rows whose work another intervention has moved to the network; shape (n,).
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
        self.elsewhere: Mask = np.zeros(people, np.bool_)
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

    charges: ClassVar[tuple[Charge, ...]] = AT_LEAST
    """What it takes where a scenario says nothing else."""
    hours_hold_writing: ClassVar[bool] = False
    """Whether the hours of the people in it are also those in which they write on the network."""
    moves_work: ClassVar[bool] = False
    """Whether what people do there because of it takes the place of mail and meetings."""

    def busy_with_it(self, scene: Scene, progress: Progress) -> int:
        """How many people are in it this week: those who have been reached, if nothing else is said."""
        return int(progress.holders(scene).sum())

    def share_of_charge(self, per: Per) -> float:
        """What part of a charge the dose asks for: as much of it as is done."""
        del per
        return self.dose

    def spending(self, scene: Scene, progress: Progress, *, first_week: bool) -> tuple[float, float]:
        """Money and hours of this week.

        Args:
            scene: The world, after this week's people were reached and appointed.
            progress: How far it has come.
            first_week: Whether this is the week of its first effect.
        """
        return self.price(self._times(scene, progress, first_week=first_week))

    def led_hours(self, scene: Scene, progress: Progress, *, first_week: bool) -> float:
        """Of the hours of this week, those of leaders and managers."""
        return self.price_of_leaders(self._times(scene, progress, first_week=first_week))

    def _times(self, scene: Scene, progress: Progress, *, first_week: bool) -> dict[Per, float]:
        """How often each charge is taken this week."""
        return {
            Per.ONCE: 1.0 if first_week else 0.0,
            Per.WEEK: 1.0,
            Per.PERSON: float(len(progress.newly)),
            Per.PERSON_WEEK: float(self.busy_with_it(scene, progress)),
        }

    def price(self, times: Mapping[Per, float]) -> tuple[float, float]:
        """Money and hours of so many starts, weeks, people, and people's weeks.

        Args:
            times: How often each charge is taken.
        """
        money, hours = self._said_to_cost(times)
        for charge in self._taken():
            amount = self.share_of_charge(charge.per) * times[charge.per] * charge.amount(self)
            money += amount if charge.unit == "money" else 0.0
            hours += amount if charge.unit != "money" else 0.0
        return money, hours

    def price_of_leaders(self, times: Mapping[Per, float]) -> float:
        """Of the hours of `price`, those of leaders and managers."""
        return sum(
            self.share_of_charge(charge.per) * times[charge.per] * charge.amount(self)
            for charge in self._taken()
            if charge.whose in LED and charge.unit != "money"
        )

    def _taken(self) -> Iterator[Charge]:
        """What it takes: where the scenario says what it costs, the time of those it reaches alone."""
        return (charge for charge in self.charges if self.cost is None or charge.reached)

    def _said_to_cost(self, times: Mapping[Per, float]) -> tuple[float, float]:
        """Money and hours of this week that the scenario's ``cost`` says."""
        if self.cost is None:
            return 0.0, 0.0
        said, once, week, person = self.cost, times[Per.ONCE], times[Per.WEEK], times[Per.PERSON]
        money = said.once * once + said.per_week * week + said.per_person * person
        return money, said.hours_once * once + said.hours_per_week * week + said.hours_per_person * person
