"""Today's build beside an earlier one, side by side: each in a process and a cache of its own, taking turns.

Earlier builds are taken out of the repository into a folder of temporary files. As long as no rule is changed, results
of two builds are equal to the bit, so they do the same work; digests of their states are compared at the end. Rules
have been changed since the earlier build, and a day has more to do; so the last build before that races along: it
tells how much faster the same work became, and today's build what a user sees. What people do on a day is told of all.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, Self

from benchmarks.figures import Figure, ratio
from benchmarks.settings import CONTRIBUTOR, READER

ROOT = Path(__file__).parents[1]
EARLIER = "3157a35"
"""The build that speed is told against."""
SAME_RULES = "fd22967"
"""The last build that ends in the same states as the earlier one."""
NOW = "now"
DAYS = 10
"""Workdays of a round."""
PULLED = (
    {"kind": "ambassadors", "share": 0.013},
    {"kind": "campaign"},
    {"kind": "leader_presence"},
    {"kind": "training"},
    {"kind": "recognition"},
    {"kind": "community_management", "count": 4},
)
"""A programme that keeps levers pulled for everybody and duties for some, as programmes do."""
CASES: Mapping[str, tuple[object, str, float]] = {
    "a settled day": ({"reader": READER, "contributor": CONTRIBUTOR}, "none", 2.0),
    "a day at launch, few users": ("launch", "none", 2.5),
    "a settled day with levers pulled": ({"reader": READER, "contributor": CONTRIBUTOR}, "pulled", 1.6),
}
"""By name: how it begins, the programme, and how many times faster than the earlier build it should be."""
DRIVER = """
import json, sys, time
begun = time.process_time()
from esnsim.scenario import Scenario
try:
    from esnsim.experiments.execution.base_state import prepared
    from esnsim.simulation.simulate import Simulation
except ImportError:
    from esnsim.experiments.preparation import prepared
    from esnsim.simulation.simulate import Life as Simulation
from esnsim.simulation.run import state_digest
content, programme = json.loads(sys.argv[1]), sys.argv[2]
simulation = Simulation(prepared(Scenario.of(content)), programme, 0)
for days in map(int, sys.stdin):
    start = time.process_time()
    for _ in range(days):
        simulation.step()
    took, busy = time.process_time() - start, simulation.record[simulation.day].tolist()
    print(json.dumps([took, time.process_time() - begun, state_digest(simulation.world), busy]), flush=True)
"""


class Build:
    """A build at work on one scenario.

    Attributes:
        digest: Digest of the state after the latest round.
        record: Counts of the latest day.
        cpu_seconds: Processor time of the process so far.
    """

    def __init__(self, source: Path, cache: Path, scenario: Mapping[str, object], programme: str) -> None:
        """Start it; it waits to be asked.

        Args:
            source: Folder that the package stands in.
            cache: The build's own cache.
            scenario: What is asked.
            programme: Which programme of it.
        """
        surroundings = {**os.environ, "PYTHONPATH": str(source), "ESNSIM_CACHE": str(cache)}
        self._process = subprocess.Popen(  # noqa: S603 - this Python, and a program that stands above
            (sys.executable, "-c", DRIVER, json.dumps(scenario), programme),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=source,
            env=surroundings,
        )
        self.digest, self.record, self.cpu_seconds = "", list[int](), 0.0

    def seconds(self, days: int) -> float:
        """Processor time that so many more workdays take; the clock's would tell of whoever else uses the machine.

        Raises:
            RuntimeError: If the process has ended.
        """
        asked, told = self._process.stdin, self._process.stdout
        if asked is None or told is None:
            raise RuntimeError("the build was started without a way to ask it")
        asked.write(f"{days}\n")
        asked.flush()
        line = told.readline()
        if not line:
            raise RuntimeError(f"the build ended with status {self._process.wait()}")
        took, self.cpu_seconds, self.digest, self.record = json.loads(line)
        return float(took)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()


def take_out(commit: str, folder: Path) -> Path:
    """Put the package of a commit into a folder, and return the folder.

    Raises:
        CalledProcessError: If the repository does not have the commit.
    """
    packed = subprocess.run(  # noqa: S603
        ("git", "archive", commit, "esnsim"),  # noqa: S607 - whatever git is installed
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    ).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder


class Place(NamedTuple):
    """A build, and what it keeps.

    Attributes:
        source: Folder that the package stands in.
        cache: Where it keeps compiled code and starts.
    """

    source: Path
    cache: Path


@cache
def _room() -> TemporaryDirectory[str]:
    """A folder for as long as this process lives."""
    return TemporaryDirectory()


@cache
def contestants() -> dict[str, Place]:
    """The earlier build, the last one with its rules, and that of now; each compiles once, whatever is measured."""
    room = Path(_room().name)
    sources = {name: take_out(name, room / name) for name in (EARLIER, SAME_RULES)} | {NOW: ROOT}
    return {name: Place(source, room / f"cache of {name}") for name, source in sources.items()}


def both() -> tuple[Place, Place]:
    """The earlier build and that of now."""
    places = contestants()
    return places[EARLIER], places[NOW]


def question(people: int, initial: object) -> dict[str, Any]:
    """A scenario that both builds understand."""
    return {
        "name": f"a day of {people} people",
        "weeks": 1000,
        "seed": 1,
        "organisation": {"generate": {"people": people}},
        "initial": initial,
        "programmes": {"none": [], "pulled": list(PULLED)},
    }


def days(people: int, rounds: int) -> Iterator[Figure]:
    """How many times faster a day is than it was, settled, at launch and with levers pulled."""
    for what, (initial, programme, goal) in CASES.items():
        with ExitStack() as stack:
            asked = question(people, initial)
            builds = {
                name: stack.enter_context(Build(*place, asked, programme)) for name, place in contestants().items()
            }
            yield from _race(what, builds, people, rounds, goal)


def cold(rounds: int) -> Iterator[Figure]:
    """Processor time of a first run that finds nothing compiled, over that of the earlier build."""
    scenario = question(300, "launch")
    for programme, what in (("none", "without levers"), ("pulled", "with levers pulled")):
        times: list[tuple[float, ...]] = []
        for _ in range(rounds):
            with TemporaryDirectory() as empty:
                took = []
                for nth, place in enumerate(both()):
                    with Build(place.source, Path(empty) / str(nth), scenario, programme) as build:
                        build.seconds(DAYS)
                        took.append(build.cpu_seconds)
                times.append(tuple(took))
        before, now = zip(*times, strict=True)
        raw = f"{statistics.median(now):.1f} against {statistics.median(before):.1f} s, median of {rounds}"
        yield Figure(f"cold start, a run {what}, over {EARLIER}", ratio(now, before), 0.8, "at most", raw)


def told(name: str, *, same: bool) -> str:
    """Which build a figure is of, and whether it did the same work as the earlier one.

    Raises:
        RuntimeError: If the build that is there for doing the same work does not.
    """
    if name == SAME_RULES and not same:
        raise RuntimeError(f"builds {EARLIER} and {SAME_RULES} end in other states, so their times say nothing")
    which = "today's build" if name == NOW else f"{SAME_RULES}, the last build with the rules of {EARLIER}"
    return f"{which}: " + ("equal bits" if same else "other bits, since rules have been changed meanwhile")


def _race(what: str, builds: Mapping[str, Build], people: int, rounds: int, goal: float) -> Iterator[Figure]:
    """Let all take turns, and say how busy they are: only the same work can be compared."""
    for build in builds.values():
        build.seconds(DAYS)
    times: dict[str, list[float]] = {name: [] for name in builds}
    for _ in range(rounds):
        for name, build in builds.items():
            times[name].append(build.seconds(DAYS))
    earlier = builds[EARLIER]
    for name, build in builds.items():
        if name == EARLIER:
            continue
        busy, busy_before = (_activity(each.record, people) for each in (build, earlier))
        raw = (
            f"{told(name, same=build.digest == earlier.digest)}; {_nanoseconds(times[name], people):.1f} against"
            f" {_nanoseconds(times[EARLIER], people):.1f} ns (processor time) a person-day at {people:,} people,"
            f" median of {rounds} rounds of {DAYS} days; {busy}"
        )
        if busy != busy_before:
            raw += f", against {busy_before}"
        faster = ratio(times[EARLIER], times[name])
        yield Figure(f"{what}, {name} against {EARLIER}: times faster", faster, goal, "at least", raw)


def _activity(record: list[int], people: int) -> str:
    """What was done on a day; measures are only ever appended, so the earlier build has these at the same places."""
    from esnsim.simulation.record import Measure  # noqa: PLC0415 - workers import this file

    return (
        f"{record[Measure.DAILY_READER] / people:.0%} visit a day, {record[Measure.POSTS]} posts,"
        f" {record[Measure.REPLIES]} replies, {record[Measure.REACTIONS]} reactions"
    )


def _nanoseconds(times: list[float], people: int) -> float:
    return statistics.median(times) / DAYS / people * 1e9
