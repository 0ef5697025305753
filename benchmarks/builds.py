"""Today's build beside an earlier one, side by side: each in a process and a cache of its own, taking turns.

The earlier build is taken out of the repository into a folder of temporary files. As long as no rule is changed,
results of both are equal to the bit, so they do the same work; digests of their states are compared at the end. Where
rules have been changed, what people do on a day is told of both.
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
def both() -> tuple[Place, Place]:
    """The earlier build and that of now; each compiles once, whatever is measured."""
    room = Path(_room().name)
    return Place(take_out(EARLIER, room / "earlier"), room / "cache of earlier"), Place(ROOT, room / "cache of now")


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
            builds = [stack.enter_context(Build(*place, question(people, initial), programme)) for place in both()]
            yield _race(what, builds, people, rounds, goal)


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


def sameness(*, equal: bool) -> str:
    """What is said of results: as long as no rule has been changed since the earlier build, they are the same."""
    return "equal bits" if equal else "other bits, since rules have been changed meanwhile"


def _race(what: str, builds: list[Build], people: int, rounds: int, goal: float) -> Figure:
    """Let both take turns, and say how busy both are: only the same work can be compared."""
    for build in builds:
        build.seconds(DAYS)
    times = [[build.seconds(DAYS) for build in builds] for _ in range(rounds)]
    before, now = zip(*times, strict=True)
    busy, busy_before = (_activity(build.record, people) for build in reversed(builds))
    raw = (
        f"{_nanoseconds(now, people):.1f} against {_nanoseconds(before, people):.1f} ns (processor time) a person-day"
        f" at {people:,} people, median of {rounds} rounds of {DAYS} days;"
        f" {sameness(equal=builds[0].digest == builds[1].digest)}; {busy}"
    )
    if busy != busy_before:
        raw += f", against {busy_before}"
    return Figure(f"{what}, against {EARLIER}: times faster", ratio(before, now), goal, "at least", raw)


def _activity(record: list[int], people: int) -> str:
    """What was done on a day; measures are only ever appended, so the earlier build has these at the same places."""
    from esnsim.simulation.record import Measure  # noqa: PLC0415 - workers import this file

    return (
        f"{record[Measure.DAILY_READER] / people:.0%} visit a day, {record[Measure.POSTS]} posts,"
        f" {record[Measure.REPLIES]} replies, {record[Measure.REACTIONS]} reactions"
    )


def _nanoseconds(times: tuple[float, ...], people: int) -> float:
    return statistics.median(times) / DAYS / people * 1e9
