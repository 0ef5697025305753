"""Carrying out a programme: each intervention begins, reaches people, pulls its levers and ends.

Interventions act between days. They are asked in one canonical order, whatever the order of the file, because three
floating-point numbers do not add up the same in any order.

ODD element: process overview and scheduling.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np

from esnsim.behaviour.economics import Spent
from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.interventions import Kind, Progress, Pull, Scene
from esnsim.interventions.accounts import moved_share, own_writing, promised
from esnsim.interventions.registry import named_if_it_fails
from esnsim.interventions.scene import Mask, write_levers
from esnsim.interventions.schedule import MEASURES
from esnsim.organisation.model import Organisation
from esnsim.rng.address import Key
from esnsim.simulation.record import Measure
from esnsim.state import Longs, World


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
        moved: Share of everybody's visits made for work that it has moved from mail and meetings, 0 to 1.
        own_posts: Posts written in those hours.
        own_replies: Replies likewise.
        led_hours: Of the hours, those of leaders and managers.
    """

    day: int
    intervention: str
    money: float
    hours: float
    moved: float = 0.0
    own_posts: float = 0.0
    own_replies: float = 0.0
    led_hours: float = 0.0


def ordinal(kind: str, nth: int) -> int:
    """A number for the nth intervention of a kind, by which its random numbers are addressed; no other kind has it."""
    return (zlib.crc32(kind.encode()) & 0xFFFFFF) << 8 | nth


def canonical(each: Kind, start: date) -> tuple[str, bool, str, int, list[str]]:
    """Place of an intervention in the order in which a programme asks them, whatever the order of the file.

    By kind; then by name, those without one last; then by the first day on which it may begin; then by the values of
    all fields, as a sorted list. What fields are called, and which of them comes first in the class, decides nothing,
    nor does a new field that both have. Two that have all this in common are asked in the order of the file.

    Args:
        each: The intervention.
        start: Date of workday 0.
    """
    values = sorted(_values(each.model_dump(mode="json")))
    return each.kind, each.name is None, each.name or "", each.start.workday(start), values


def _values(value: object) -> Iterator[str]:
    """Every single value in a nest of mappings and lists, as text."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _values(part)
    else:
        yield json.dumps(value)


class Programme:
    """A programme as it is carried out in one replicate.

    Attributes:
        events: What began and ended so far.
        expenses: What it took so far, week by week.
        enlisted: Id of the person in each row who promised to write, as ambassadors, leaders and community managers
            do, -1 for none; shape (n,).
    """

    def __init__(
        self, interventions: Sequence[Kind], organisation: Organisation, key: Key, start: date, days: int
    ) -> None:
        """Nothing has begun.

        Args:
            interventions: What is to be done, in any order.
            organisation: Who is there.
            key: The seed of the replicate.
            start: Date of workday 0.
            days: Workdays to the end of the scenario.
        """
        self.organisation, self.key, self.start, self.days = organisation, key, start, days
        ordered = sorted(interventions, key=lambda each: canonical(each, start))
        self._parts = [(each, Progress(organisation.people)) for each in ordered]
        self._begun: Counter[str] = Counter()
        self.events: list[Event] = []
        self.expenses: list[Expense] = []
        self.enlisted = np.full(organisation.people, -1, np.int64)

    def prepare(self, world: World, day: int, record: Longs) -> None:
        """Let interventions that are due reach people, appoint them and pull levers.

        Args:
            world: Yesterday's world; roles and levers are written.
            day: The workday about to begin.
            record: What was counted: row 0 at the start, row d + 1 at the end of workday d.
        """
        if not self._parts:
            return
        self._begin(day, record)
        if any(self._due(each, progress, day) for each, progress in self._parts):
            self._act(self._scene(world, day))

    def pulling(self, lever: str, row: int) -> tuple[str, ...]:
        """Names of the interventions that pull a lever for the person in a row today.

        Args:
            lever: A column of `Levers`.
            row: The person's row.
        """
        pulls = [(each.name or each.kind, progress.pulled.columns) for each, progress in self._parts]
        return tuple(name for name, columns in pulls if lever in columns and columns[lever][row])

    def _begin(self, day: int, record: Longs) -> None:
        """Notice which interventions begin today."""
        for each, progress in self._parts:
            if progress.begun is None and each.start.begins(self._history(each, record, day), day, self.start):
                progress.begun = day
                progress.effective = day + each.lead_time
                progress.ends = self._end(each, day)
                progress.ordinal = ordinal(each.kind, self._begun[each.kind])
                # Something of no dose must not change whom the others draw.
                self._begun[each.kind] += 1 if each.dose > 0.0 else 0

    def _end(self, each: Kind, begun: int) -> int:
        """First workday after an intervention; a length counts from the first effect, a date is a date."""
        if each.duration is None:
            return self.days
        until_a_date = isinstance(each.duration.span, date)
        return each.duration.end(begun if until_a_date else begun + each.lead_time, self.start)

    @staticmethod
    def _history(each: Kind, record: Longs, day: int) -> dict[str, Sequence[float]]:
        """Past daily shares, for an intervention that waits for a condition."""
        if each.start.when is None:
            return {}
        past = record[1 : day + 1]
        return {name: (past[:, Measure[name.upper()]] / past[:, Measure.HEADCOUNT]).tolist() for name in MEASURES}

    @staticmethod
    def _due(each: Kind, progress: Progress, day: int) -> bool:
        """Whether the intervention's week begins, or the intervention or its tail ends."""
        first, end = progress.effective, progress.ends
        if first is None or end is None or not first <= day <= end + each.tail or end <= first:
            return False
        return (day - first) % WORKDAYS_A_WEEK == 0 or day in (end, end + each.tail)

    def _scene(self, world: World, day: int) -> Scene:
        """What interventions see this morning: positions as they are, with the ages of those who hold them now."""
        present = replace(self.organisation, age_band=world.people.age_band.astype(np.int32))
        return Scene(present, world, day, self.key)

    def _act(self, scene: Scene) -> None:
        """Let whatever is due reach, appoint and pull anew; all levers are then summed in the canonical order."""
        for each, progress in self._parts:
            if self._due(each, progress, scene.day):
                if each.moves_work:
                    progress.elsewhere = self._moved_by_others(progress, scene)
                with named_if_it_fails(each):
                    self._act_one(each, progress, scene)
        write_levers(scene.world, [progress.pulled for _, progress in self._parts])
        for each, progress in self._parts:
            who = promised(each, progress)
            self.enlisted[who] = scene.persons[who]

    def _moved_by_others(self, mine: Progress, scene: Scene) -> Mask:
        """Rows whose work is on the network already, by an intervention that is in force."""
        found = np.zeros(len(scene.persons), np.bool_)
        for each, progress in self._parts:
            if each.moves_work and progress is not mine and scene.day < (progress.ends or 0):
                found |= progress.holders(scene)
        return found

    def _act_one(self, each: Kind, progress: Progress, scene: Scene) -> None:
        """Let an intervention that is due do its week's work, or end."""
        if scene.day < (progress.ends or 0):
            self._work(each, progress, scene)
        elif scene.day == progress.ends:
            each.dismiss(scene, progress)
            self.events.append(Event(scene.day, each.name or each.kind, "ends"))
        progress.pulled = Pull(len(scene.persons))
        if scene.day < (progress.ends or 0) + each.tail:
            each.pull(scene, progress, progress.pulled)

    def _work(self, each: Kind, progress: Progress, scene: Scene) -> None:
        """Let an intervention in force begin its week."""
        first = scene.day == progress.effective
        if first:
            self.events.append(Event(scene.day, each.name or each.kind, "begins"))
        if (scene.day - (progress.effective or 0)) % WORKDAYS_A_WEEK == 0:
            each.reach(scene, progress)
            each.appoint(scene, progress)
            name, spent = each.name or each.kind, each.spending(scene, progress, first_week=first)
            own, led = own_writing(each, progress, scene), each.led_hours(scene, progress, first_week=first)
            self.expenses.append(Expense(scene.day, name, *spent, moved_share(each, progress, scene), *own, led))


def expenses_by_week(expenses: Sequence[Expense], weeks: int) -> Spent:
    """What all interventions together took in each week; arrays of shape (weeks,)."""
    table = np.zeros((weeks, len(Spent._fields)))
    for expense in expenses:
        table[min(expense.day // WORKDAYS_A_WEEK, weeks - 1)] += expense[2:]
    spent = Spent(*table.T)
    return spent._replace(moved=np.minimum(spent.moved, 1.0))
