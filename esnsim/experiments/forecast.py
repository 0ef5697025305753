"""What a sweep will take, before it is begun: how many runs, how long, how much room.

Time and room are measured on this machine: the first point's programmes are simulated once each, as far as some seconds
go, and scaled by people and days. Nothing is kept but the base state in the user's cache.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from esnsim.experiments.design.points import Point
from esnsim.experiments.design.stopping import Fixed, Replicates
from esnsim.experiments.execution.base_state import prepared
from esnsim.experiments.execution.effort import headcounts, memory_of, settling_days
from esnsim.experiments.execution.submission import base_states_of, submit
from esnsim.experiments.store.codec import pack
from esnsim.experiments.store.keys import organisation_of
from esnsim.experiments.store.requests import RequestTable, SweepRecord
from esnsim.experiments.store.store import IN_MEMORY, Store
from esnsim.experiments.sweeping import narrowed
from esnsim.scenario import Scenario
from esnsim.simulation.simulate import Prepared, Simulation, compile_rules

PROBE_SECONDS = 4.0
"""How long runs are tried."""
ROW_BYTES = 600
"""Room a run takes in the store beside its record and story: its row, what was asked, and indexes."""
READY = "import esnsim.experiments.execution.process_pool"
"""What a process has to do before it can work."""


class Probe(NamedTuple):
    """What was measured.

    Attributes:
        programmes: Seconds of a person's day, by name of programme.
        days: Workdays simulated, of all programmes together.
        people: People in them.
        seconds: How long that took.
        whole: Whether all runs were simulated to their end.
        starting: Seconds until a process can work.
        building: Seconds to build an organisation, a person.
        bytes_a_day: Room a day of a record takes in the store.
    """

    programmes: dict[str, float]
    days: int
    people: int
    seconds: float
    whole: bool
    starting: float
    building: float
    bytes_a_day: float


class Forecast(NamedTuple):
    """What a sweep will take.

    Attributes:
        points: Its points.
        asked: Runs it asks for, to begin with, counted once for each point that asks for them.
        runs: How many of them are different.
        there: Those of them that are there already.
        failed: Those that failed earlier and are left out.
        most: Runs it may come to ask for, with as many replicates as the rule allows.
        base_states: Starting states that runs to be computed need.
        seconds: How long the runs that are missing take, an estimate.
        most_seconds: The same for as many as the rule allows.
        room: Bytes they take in the store, an estimate.
        memory: Bytes of memory all processes take at most, an estimate.
        workers: Processes the time was divided by.
        probe: What was measured; None if there is nothing to do.
    """

    points: int
    asked: int
    runs: int
    there: int
    failed: int
    most: int
    base_states: int
    seconds: float
    most_seconds: float
    room: float
    memory: float
    workers: int
    probe: Probe | None


class _AskedRun(NamedTuple):
    """One run that is asked for."""

    point: int
    programme: str
    base_state: int


def forecast(
    points: Sequence[Point],
    store: Path,
    replicates: Replicates,
    programmes: Iterable[str] | None = None,
    workers: int = 1,
) -> Forecast:
    """What a sweep will take; the arguments are those of `sweep.sweep`.

    Raises:
        OrganisationError: If imported files cannot be understood.
        RunError: If the store is there and cannot be used.
        ScenarioError: If there is no such programme.
    """
    points = narrowed(points, programmes)
    scenarios = [point.scenario for point in points]
    first, most = (
        (replicates.count,) * 2 if isinstance(replicates, Fixed) else (replicates.at_least, replicates.at_most)
    )
    asked, runs = _runs(points, scenarios, first)
    there, failed = _known(store, runs)
    missing = [run for key, run in runs.items() if key not in there and key not in failed]
    base_states = {run.base_state: run.point for run in missing}
    processes = max(1, min(workers, os.cpu_count() or 1, len(missing)))
    told = Forecast(
        points=len(points),
        asked=asked,
        runs=len(runs),
        there=len(there),
        failed=len(failed),
        most=len(runs) * most // first,
        base_states=len(base_states),
        seconds=0.0,
        most_seconds=0.0,
        room=0.0,
        memory=0.0,
        workers=processes,
        probe=None,
    )
    if not missing:
        return told
    probe, people = probed(scenarios[missing[0].point], processes), headcounts(scenarios)
    simulating = sum(seconds_of(probe, scenarios[run.point], people[run.point], run.programme) for run in missing)
    making = sum(making_of(probe, scenarios[point], people[point]) for point in base_states.values())
    more = simulating * (told.most - told.there) / len(missing)
    days = sum(scenarios[run.point].days for run in missing)
    return told._replace(
        seconds=probe.starting + (simulating + making) / processes,
        most_seconds=probe.starting + (max(simulating, more) + making) / processes,
        room=days * probe.bytes_a_day + len(missing) * ROW_BYTES,
        memory=memory_of(max(people[run.point] for run in missing), processes),
        probe=probe,
    )


def _runs(points: Sequence[Point], scenarios: list[Scenario], replicates: int) -> tuple[int, dict[str, _AskedRun]]:
    """How many runs are asked for, and those that are different by key."""
    with Store(IN_MEMORY) as nowhere:
        requests = RequestTable(nowhere)
        values = [point.values for point in points]
        submission = submit(requests, scenarios, values, base_states_of(scenarios), SweepRecord("", ""))
        submission.ask({point: range(replicates) for point in range(len(points))})
        asked = requests.asked(submission.number)
    return len(asked), {each.key: _AskedRun(each.point, each.programme, each.base_state) for each in asked}


def _known(store: Path, runs: dict[str, _AskedRun]) -> tuple[set[str], set[str]]:
    """Keys of runs that are in a store, and of those that failed."""
    if not store.exists():
        return set(), set()
    with Store(store, reading=True) as kept, kept.guarded():
        parts = (kept.file.execute(f"SELECT key FROM {table}") for table in ("runs", "failures"))  # noqa: S608 - ours
        there, failed = ({key for (key,) in part if key in runs} for part in parts)
        return there, failed - there


def probed(scenario: Scenario, workers: int) -> Probe:
    """Simulate every programme of a scenario once, as far as the time goes."""
    starting = _starting() if workers > 1 else 0.0
    begun = time.perf_counter()
    people = organisation_of(scenario, Path())[0].people
    building = (time.perf_counter() - begun) / people
    setting = prepared(scenario)
    # What compilation takes is no part of what runs take.
    compile_rules(setting)
    costs, days, taken, room, whole = {}, 0, 0.0, 0.0, True
    for name in scenario.programmes:
        seconds, run = _try(setting, name, PROBE_SECONDS / len(scenario.programmes))
        costs[name] = seconds / (people * run.day)
        packed = pack(run.run(), "")
        days, taken, whole = days + run.day, taken + seconds, whole and run.day == scenario.days
        room += len(packed.record) + len(packed.story)
    return Probe(costs, days, people, taken, whole, starting, building, room / days)


def _starting() -> float:
    """How long it takes until another process can work."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", READY], check=False)  # noqa: S603 - our own words
    return time.perf_counter() - begun


def _try(setting: Prepared, programme: str, seconds: float) -> tuple[float, Simulation]:
    """Simulate for so long at most; how long it took, and the run."""
    begun = time.perf_counter()
    run = Simulation(setting, programme, 0)
    while run.day < setting.scenario.days:
        run.step()
        if time.perf_counter() - begun > seconds:
            break
    return time.perf_counter() - begun, run


def seconds_of(probe: Probe, scenario: Scenario, people: int, programme: str) -> float:
    """How long a run takes; a programme that was not tried is taken for the slowest."""
    cost = probe.programmes.get(programme, max(probe.programmes.values()))
    return cost * people * scenario.days


def making_of(probe: Probe, scenario: Scenario, people: int) -> float:
    """How long it takes to make a ground: building, and settling day by day unless nobody uses the network yet."""
    return people * (probe.building + settling_days(scenario, people) * max(probe.programmes.values()))
