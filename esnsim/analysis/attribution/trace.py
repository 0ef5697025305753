"""Watching some people through a run that is simulated again: when they took a step, and what they met on that day.

Nothing is changed by being watched: it is the same run, to the bit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from esnsim.analysis.attribution.causes import (
    JUDGED,
    PULLS,
    PUSHES,
    WISHES,
    Case,
    Cause,
    Taken,
    causes,
    lapsing,
    refusing,
    returning,
    staying,
    trying,
    writing,
)
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Person, Role, Stage
from esnsim.calendar import MONTH
from esnsim.compilation import plain
from esnsim.simulation.perception import person_of, surroundings_of
from esnsim.simulation.simulate import Prepared, Simulation
from esnsim.simulation.step_day import step_everybody
from esnsim.state import NEVER, Longs, People, PersonRow, Visible, World


class Step(StrEnum):
    """What a person may do or undergo that is worth telling."""

    TRIED = "tried it"
    STAYED = "decided to keep using it"
    REFUSED = "tried it long enough and decided against it"
    LAPSED = "gave it up"
    RETURNED = "came back to it"
    WROTE = "began to write"
    FELL_SILENT = "has written nothing for four weeks"
    APPOINTED = "became an ambassador"
    RESIGNED = "is no ambassador any more"
    LEFT = "left the organisation"


class Contact(NamedTuple):
    """Somebody a person works with.

    Attributes:
        row: Their row.
        weight: Strength of the tie.
        seen: What could be seen of them, as bits of `Visible`.
    """

    row: int
    weight: int
    seen: int


class StepMoment(NamedTuple):
    """A step, and what led to it.

    Attributes:
        day: Workday, counted from 0.
        row: The person's row.
        person: Id of the person.
        step: What happened.
        rate: How likely it was that day: a chance, or steps expected; NaN where no chance decides.
        causes: What it depended on, the most important first.
        contacts: Those of their contacts of whom something could be seen, the closest first.
        of: How many contacts there are.
        answers: Answers to own posts since the last moment told.
        heard: Replies from above to own posts, likewise.
    """

    day: int
    row: int
    person: int
    step: Step
    rate: float
    causes: tuple[Cause, ...]
    contacts: tuple[Contact, ...]
    of: int
    answers: int
    heard: int


class EndState(NamedTuple):
    """The rungs of watched people at the end.

    Attributes:
        readers: How many visited in the last 28 days.
        contributors: How many wrote in the last 28 days.
        written: Posts and replies of all of them, from the first day on.
    """

    readers: int
    contributors: int
    written: int


class Traced(NamedTuple):
    """What watching brought to light.

    Attributes:
        moments: In order of time.
        levers: For each moment, by lever, which interventions pulled it for that person.
        readers: Watched people who visited in the last 28 days, by workday; shape (days + 1,), row 0 the start.
        contributors: Those who wrote in the last 28 days, likewise.
        end_state: Where they stand at the end.
    """

    moments: tuple[StepMoment, ...]
    levers: tuple[dict[str, tuple[str, ...]], ...]
    readers: Longs
    contributors: Longs
    end_state: EndState


Rows = NDArray[np.int64]


def trace(setting: Prepared, programme: str, replicate: int, rows: Sequence[int], person: int | None = None) -> Traced:
    """Simulate one run again and watch the people in some rows.

    Args:
        setting: What is asked.
        programme: Name of the programme.
        replicate: Which run, >= 0.
        rows: Whom to watch, successors included.
        person: If given, watch only this person and not the successors.

    Raises:
        ScenarioError: If there is no such programme.
    """
    simulation = Simulation(setting, programme, replicate)
    watch = _Watch(simulation, setting.start.parameters, np.array(rows, np.int64), person)
    while simulation.day < setting.scenario.days:
        simulation.step(watch.step)
        watch.count()
    return watch.traced()


class _Watch:
    """Somebody who looks on, day by day."""

    def __init__(self, simulation: Simulation, parameters: Parameters, rows: Rows, person: int | None) -> None:
        self.simulation, self.parameters, self.rows, self.person = simulation, parameters, rows, person
        self.first = [plain(person_of)(simulation.world.people[row]) for row in rows]
        self.moments: list[StepMoment] = []
        self.levers: list[dict[str, tuple[str, ...]]] = []
        self.news = np.zeros((len(rows), 2), np.int64)
        self.written = 0
        self.counts: list[tuple[int, int]] = []
        self.roles = simulation.world.people.role[rows].copy()
        self.count()

    def step(self, world: World, day: int) -> None:
        """Step through the day as everybody does, and note who of those watched took a step."""
        before = self._people().copy()
        self.news += np.stack([world.contact_counts.answers[self.rows], world.contact_counts.heard[self.rows]], axis=1)
        step_everybody(world, day)
        after = self._people()
        self.written += int((after.posts.astype(np.int64) + after.replies)[self._watched(after)].sum())
        for nth in np.flatnonzero(self._watched(before)):
            # Ambassadors are appointed before the day begins, and resign on it.
            roles = (int(self.roles[nth]), int(before[nth].role), int(after[nth].role))
            for step in _steps(before[nth], after[nth], roles, day):
                self._note(step, int(nth), before[nth], world, day)
        self.roles = after.role.copy()

    def _people(self) -> People:
        return cast(People, self.simulation.world.people[self.rows])

    def _watched(self, people: People) -> NDArray[np.bool_]:
        every = np.ones(len(self.rows), bool)
        return every if self.person is None else np.asarray(people.person == self.person)

    def count(self) -> None:
        """Count people on each rung at the end of the day."""
        people, last = self._people(), self.simulation.day - 1
        mine = self._watched(people)
        self.counts.append(
            (int((mine & (people.visited > last - MONTH)).sum()), int((mine & (people.wrote > last - MONTH)).sum()))
        )

    def _note(self, step: Step, nth: int, it: PersonRow, world: World, day: int) -> None:
        row = int(self.rows[nth])
        case = self._case(it, row, self.first[nth], world)
        of, taken = HUNG_ON.get(step, (None, {}))
        contacts = _contacts(world, row)
        moment = StepMoment(
            day,
            row,
            int(it.person),
            step,
            of(case) if of else float("nan"),
            causes(of, case, taken) if of else (),
            tuple(each for each in contacts if each.seen),
            len(contacts),
            *map(int, self.news[nth]),
        )
        self.news[nth] = 0
        self.moments.append(moment)
        pulled = {each.lever for each in moment.causes if each.lever}
        self.levers.append({lever: self.simulation.programme.pulling(lever, row) for lever in pulled})
        if step == Step.LEFT:
            self.first[nth] = plain(person_of)(world.people[row])

    def _case(self, it: PersonRow, row: int, first: Person, world: World) -> Case:
        """What the rules saw that morning; what others can see changes once everybody has been through the day."""
        around = surroundings_of(world, row)
        return Case(self.parameters, plain(person_of)(it), around, first)

    def traced(self) -> Traced:
        """What has been seen."""
        counts = np.array(self.counts, np.int64)
        end_state = EndState(int(counts[-1, 0]), int(counts[-1, 1]), self.written)
        return Traced(tuple(self.moments), tuple(self.levers), counts[:, 0], counts[:, 1], end_state)


HUNG_ON: dict[Step, tuple[Callable[[Case], float], Taken]] = {
    Step.TRIED: (trying, PULLS),
    Step.RETURNED: (returning, PULLS),
    Step.STAYED: (staying, JUDGED),
    Step.REFUSED: (refusing, PUSHES),
    Step.LAPSED: (lapsing, PUSHES),
    Step.WROTE: (writing, WISHES),
}
"""By step: how likely it is, and what it may depend on."""


def _steps(before: PersonRow, after: PersonRow, roles: tuple[int, int, int], day: int) -> list[Step]:
    """What happened to a person on a day; roles are those of yesterday, of the morning and of the evening."""
    was_one, is_one, stays_one = (role == Role.AMBASSADOR.value for role in roles)
    steps = [Step.APPOINTED] if is_one and not was_one else []
    if before.person != after.person:
        return [*steps, Step.LEFT]
    was, now = int(before.stage), int(after.stage)
    if was != now:
        steps.append(_turn(was, now))
    if after.wrote == day and (before.wrote == NEVER or day - int(before.wrote) >= MONTH):
        steps.append(Step.WROTE)
    if after.wrote != NEVER and day - int(after.wrote) == MONTH:
        steps.append(Step.FELL_SILENT)
    if (was_one or is_one) and not stays_one:
        steps.append(Step.RESIGNED)
    return steps


def _turn(was: int, now: int) -> Step:
    """What it means to go from one stage to another."""
    if now == Stage.TRIAL:
        return Step.RETURNED if was == Stage.LAPSED else Step.TRIED
    if now == Stage.USER:
        return Step.STAYED
    return Step.REFUSED if was == Stage.TRIAL else Step.LAPSED


def _contacts(world: World, row: int) -> list[Contact]:
    """Contacts, the closest first, and what could be seen of them this morning."""
    ties = world.ties
    mine = slice(int(ties.start[row]), int(ties.start[row + 1]))
    seen = world.contact_counts.visible[ties.other[mine]] & (
        Visible.USING.value | Visible.WRITING.value | Visible.AMBASSADOR.value
    )
    found = zip(ties.other[mine].tolist(), ties.weight[mine].tolist(), seen.tolist(), strict=True)
    return sorted((Contact(*each) for each in found), key=lambda each: (-each.weight, each.row))
