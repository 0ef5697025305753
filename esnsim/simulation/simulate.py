"""Simulating one replicate of one programme, from the start to the end of the scenario."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from esnsim.behaviour.parameters import Parameters
from esnsim.calendar import HALF_YEAR
from esnsim.compilation import is_kept
from esnsim.organisation import Organisation, build
from esnsim.organisation.importing.findings import ImportReport
from esnsim.organisation.specification import Generate
from esnsim.rng.address import Key, key_of
from esnsim.scenario.audiences import check_audiences
from esnsim.scenario.hierarchy import needs_of
from esnsim.scenario.model import Scenario
from esnsim.scenario.resolve import resolve
from esnsim.simulation.build_state import InitialConditions, build_state
from esnsim.simulation.census.census import census
from esnsim.simulation.copy_world import copy_world
from esnsim.simulation.programme import Programme
from esnsim.simulation.record import Measure, count_people, gini
from esnsim.simulation.run import Inequality, Run, Writers, state_digest
from esnsim.simulation.starting.initial_state import RUNGS, InitialState, birth_key, launch, solve_initial_state
from esnsim.simulation.starting.shares import Target
from esnsim.simulation.step_day import Driver, exchange, step_day, step_everybody, step_people
from esnsim.state import NEVER, Longs, World
from esnsim.state.ladder import rungs_of

MOST_ACTIVE = 0.05
SMALLEST = 20
"""People of an organisation that rules are compiled with."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything that the programmes and replicates of a scenario share.

    Attributes:
        scenario: What is asked.
        organisation: Who is there.
        start: The starting state.
        report: How imported files were understood, None for a generated organisation.
    """

    scenario: Scenario
    organisation: Organisation
    start: InitialState
    report: ImportReport | None

    def __repr__(self) -> str:
        """A line; its parts tell of themselves."""
        return f"<Prepared {self.scenario!r}, {self.organisation!r}>"


def prepare(scenario: Scenario, folder: Path = Path()) -> Prepared:
    """Build the organisation and find the starting state of a scenario.

    Args:
        scenario: What is asked.
        folder: Where relative paths of imported files begin.

    Raises:
        OrganisationError: If imported files cannot be understood.
        ScenarioError: If an audience names what the organisation does not have.
    """
    scenario = resolve(scenario)
    key = key_of("esnsim", "organisation", scenario.organisation_seed)
    organisation, report = build(scenario.organisation.specification, key, folder, needs_of(scenario))
    check_audiences(scenario, organisation)
    return Prepared(scenario, organisation, start_of(scenario, organisation), report)


def start_of(scenario: Scenario, organisation: Organisation, *, still: bool = True) -> InitialState:
    """The starting state that a scenario asks for.

    Args:
        scenario: What is asked.
        organisation: Who is there.
        still: Whether constants are to hold it still; without, it is found sooner.
    """
    initial = scenario.initial
    if initial.reader == 0.0:
        return launch(organisation, scenario.parameters, scenario.organisation_seed, initial.enabled)
    target = Target(initial.enabled, initial.reader, initial.interactive, initial.contributor)
    asked = [rung for rung in RUNGS if rung != "interactive" or not initial.is_filled_in]
    return solve_initial_state(
        organisation, scenario.parameters, scenario.organisation_seed, target, asked, still=still
    )


def replicate_key(seed: int, replicate: int) -> Key:
    """The seed of one replicate; the same for every programme, so that programmes differ by what they do alone."""
    return key_of("esnsim", "life", seed, replicate)


class Simulation:
    """One replicate of one programme, day by day.

    Attributes:
        world: The world as it is.
        programme: What is being done.
        record: Counts so far, see `Run`.
        day: The next workday to simulate, counted from 0.
    """

    def __init__(self, prepared: Prepared, programme: str, replicate: int, *, check: bool = False) -> None:
        """A simulation at its start; with ``check``, a census follows every day.

        Raises:
            ScenarioError: If the scenario has no such programme.
        """
        scenario = prepared.scenario
        key = replicate_key(scenario.seed, replicate)
        self.name, self.replicate = programme, replicate
        self.world = copy_world(prepared.start.world, key)
        self.programme = Programme(
            scenario.programme(programme), prepared.organisation, key, scenario.start, scenario.days
        )
        self.record: Longs = np.zeros((scenario.days + 1, len(Measure)), np.int64)
        self.record[0] = prepared.start.record
        self.inequality: list[Inequality] = []
        self.day = 0
        self.check = check
        self.kernel_seconds = 0.0

    def step(self, people: Driver = step_everybody) -> None:
        """Simulate one workday.

        Args:
            people: The driver: lets every row go through this day once, in any order.

        Raises:
            CensusError: If the census was asked for and the day broke a law.
        """
        begun = time.perf_counter()
        step_day(self.world, self.day, self.programme, self.record, people)
        self.kernel_seconds += time.perf_counter() - begun
        if self.check:
            census(self.world, self.day)
        if (self.day + 1) % HALF_YEAR == 0:
            self.inequality.append(inequality(self.world, self.day))
        self.day += 1

    def run(self) -> Run:
        """What has been simulated so far, written down."""
        return Run(
            programme=self.name,
            replicate=self.replicate,
            record=self.record[: self.day + 1],
            events=tuple(self.programme.events),
            expenses=tuple(self.programme.expenses),
            inequality=tuple(self.inequality),
            digest=state_digest(self.world),
            kernel_seconds=self.kernel_seconds,
            writers=Writers(
                contributors=rungs_of(self.world.people, self.day - 1)["contributor"],
                enlisted=self.programme.enlisted == self.world.people.person,
            ),
        )


def rules_are_compiled(*, pulled: bool) -> bool:
    """Whether machine code of the rules is there, if they are to be compiled at all.

    Looking takes no time; compiling what is there already would read all of it.

    Args:
        pulled: Whether levers will be pulled, for which a step has code of its own.
    """
    return is_kept(step_people, 2 if pulled else 1) and is_kept(exchange) and is_kept(count_people)


def compiling(*, pulled: bool) -> Iterator[tuple[int, int]]:
    """Compile everything a simulation needs, part by part; later processes read the machine code from disk.

    Args:
        pulled: Whether levers will be pulled, for which a step has code of its own.

    Yields:
        How many parts are ready, of how many.
    """
    organisation, _ = build(Generate(people=SMALLEST), key_of("esnsim", "compiling"), Path())
    record = np.zeros(len(Measure), np.int64)
    parts: list[Callable[[World], object]] = [
        lambda world: step_everybody(world, 0),
        lambda world: exchange(world, 0),
        lambda world: count_people(world, 0, record),
    ]
    if pulled:
        parts.append(lambda world: step_people(world, 0, 0, 0))  # With levers, though nobody steps.
    parameters = Parameters()
    yield 0, len(parts) + 1
    world = build_state(InitialConditions(organisation, parameters, birth_key(0), provisioned=False, first_day=0))
    for ready, part in enumerate(parts, 1):
        yield ready, len(parts) + 1
        part(world)
    yield len(parts) + 1, len(parts) + 1


def compile_rules(prepared: Prepared) -> None:
    """Compile everything a simulation needs, or read it from disk, so that the first day takes as long as any other."""
    for _ in compiling(pulled=any(prepared.scenario.programmes.values())):
        pass


def inequality(world: World, day: int) -> Inequality:
    """How unequally people with an account wrote in the half-year that ends today."""
    people = world.people
    written = np.sort(people.written[people.enabled_since != NEVER].astype(np.int64))
    total = int(written.sum())
    most_active = round(MOST_ACTIVE * len(written))
    top = float(written[len(written) - most_active :].sum()) / total if total else math.nan
    return Inequality(day, gini(written), top)


def simulate(prepared: Prepared | Scenario, programme: str | None = None, replicate: int = 0) -> Run:
    """Simulate one programme once.

    Args:
        prepared: What is asked, or the setting prepared from it, which saves time when there are several replicates.
        programme: Name of the programme; the baseline if left out.
        replicate: Which one, >= 0; the same number gives the same random numbers in every programme.

    Raises:
        ScenarioError: If the scenario has no such programme.
    """
    if isinstance(prepared, Scenario):
        prepared = prepare(prepared)
    simulation = Simulation(prepared, prepared.scenario.baseline if programme is None else programme, replicate)
    while simulation.day < prepared.scenario.days:
        simulation.step()
    return simulation.run()
