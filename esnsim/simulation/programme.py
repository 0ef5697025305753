"""Carrying out a programme: each intervention begins, reaches people, pulls its levers and ends.

Interventions act between days. They are asked in one canonical order, whatever the order of the file, because three
floating-point numbers do not add up the same in any order.

ODD element: process overview and scheduling.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from esnsim.chance import Key
from esnsim.interventions import Kind, Progress, Pull, Scene
from esnsim.interventions.schedule import MEASURES
from esnsim.interventions.workdays import WORKDAYS_A_WEEK
from esnsim.organisation.model import Organisation
from esnsim.simulation.record import Measure
from esnsim.world import Longs, World


class Event(NamedTuple):
    """Something a programme did.

    Attributes:
        day: Workday, counted from 0.
        intervention: Name of the intervention.
        what: ``begins`` (the first effect) or ``ends``.
    """

    day: int
    intervention: str
    what: str


class Expense(NamedTuple):
    """What an intervention took in one week.

    Attributes:
        day: First workday of the week.
        intervention: Name of the intervention.
        money: In the scenario's currency.
        hours: Hours of staff.
    """

    day: int
    intervention: str
    money: float
    hours: float


class Programme:
    """One life of a programme.

    Attributes:
        events: What began and ended so far.
        expenses: What it took so far, week by week.
    """

    def __init__(self, interventions: Sequence[Kind], organisation: Organisation, key: Key, start: date, days: int):
        """Nothing has begun.

        Args:
            interventions: What is to be done, in any order.
            organisation: Who is there.
            key: The seed of the life.
            start: Date of workday 0.
            days: Workdays to the end of the scenario.
        """
        self.organisation, self.key, self.start, self.days = organisation, key, start, days
        ordered = sorted(interventions, key=lambda each: (each.kind, each.model_dump_json()))
        ordinals = [[other.kind for other in ordered[:i]].count(each.kind) for i, each in enumerate(ordered)]
        self._parts = [
            (each, Progress(organisation.people, nth)) for each, nth in zip(ordered, ordinals, strict=True)
        ]
        self.events: list[Event] = []
        self.expenses: list[Expense] = []

    def prepare(self, world: World, day: int, record: Longs) -> None:
        """Do what is due before this day begins; to be called on every day.

        Args:
            world: Yesterday's world; roles and levers are written.
            day: The workday about to begin.
            record: What was counted: row 0 at the start, row d + 1 at the end of workday d.
        """
        if not self._parts:
            return
        self._begin(day, record)
        if any(self._due(each, progress, day) for each, progress in self._parts):
            self._act(Scene(self.organisation, world, day, self.key))

    def _begin(self, day: int, record: Longs) -> None:
        """Notice which interventions begin today."""
        for each, progress in self._parts:
            if progress.begun is None and each.start.begins(self._history(each, record, day), day, self.start):
                progress.begun = day
                progress.effective = day + each.lead_time
                progress.ends = self.days if each.duration is None else each.duration.end(day, self.start)
                progress.ends += 0 if each.duration is None else each.lead_time

    @staticmethod
    def _history(each: Kind, record: Longs, day: int) -> dict[str, Sequence[float]]:
        """Past daily shares, for an intervention that waits for a condition."""
        if each.start.when is None:
            return {}
        past = record[1 : day + 1]
        return {name: (past[:, Measure[name.upper()]] / past[:, Measure.HEADCOUNT]).tolist() for name in MEASURES}

    @staticmethod
    def _due(each: Kind, progress: Progress, day: int) -> bool:
        """Whether the intervention's week begins, or the intervention ends."""
        if progress.effective is None or progress.ends is None or day < progress.effective:
            return False
        if day > progress.ends + each.tail + WORKDAYS_A_WEEK:
            return False
        return (day - progress.effective) % WORKDAYS_A_WEEK == 0 or day in (progress.ends, progress.ends + each.tail)

    def _act(self, scene: Scene) -> None:
        """Reach, appoint, and pull all levers anew."""
        levers = Pull(scene.world)
        for each, progress in self._parts:
            if progress.effective is None or progress.ends is None or scene.day < progress.effective:
                continue
            if scene.day < progress.ends:
                self._work(each, progress, scene)
            elif scene.day == progress.ends:
                each.dismiss(scene, progress)
                self.events.append(Event(scene.day, each.name or each.kind, "ends"))
            if scene.day < progress.ends + each.tail:
                each.pull(scene, progress, levers)
        levers.write(scene.world)

    def _work(self, each: Kind, progress: Progress, scene: Scene) -> None:
        """Let an intervention in force begin its week."""
        first = scene.day == progress.effective
        if first:
            self.events.append(Event(scene.day, each.name or each.kind, "begins"))
        if (scene.day - (progress.effective or 0)) % WORKDAYS_A_WEEK == 0:
            each.reach(scene, progress)
            each.appoint(scene, progress)
            money, hours = each.spending(scene, progress, first_week=first)
            self.expenses.append(Expense(scene.day, each.name or each.kind, money, hours))


def expenses_by_week(expenses: Sequence[Expense], weeks: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Money and hours of each week, all interventions together; shape (weeks, 2)."""
    table = np.zeros((weeks, 2))
    for expense in expenses:
        table[min(expense.day // WORKDAYS_A_WEEK, weeks - 1)] += (expense.money, expense.hours)
    return table
