"""Whole commands as a person gives them, today's build beside an earlier one: processor time of all their processes.

Each build has a cache of its own, in which rules are compiled and the start is found before anything is measured, and
a new output folder each time, so that every run is simulated. Whether both end in the same states is looked at.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.builds import EARLIER, ROOT, Place, both, contestants, told
from benchmarks.figures import Figure, ratio

ESNSIM = (sys.executable, "-c", "from esnsim.cli import main; main()")
SCENARIOS = ROOT / "scenarios"
BUILDING = """
import hashlib, sys, time
from pathlib import Path
from esnsim.organisation import Generate
from esnsim.organisation.build import build
try:
    from esnsim.rng.address import key_of
except ImportError:
    from esnsim.chance import key_of
begun = time.process_time()
made, _ = build(Generate(people=int(sys.argv[1])), key_of("esnsim", "organisation", 1), Path())
taken = time.process_time() - begun
columns = (*made.ties, made.manager, made.unit, made.site, made.level, made.age_band, made.tenure, made.frontline)
print(taken, hashlib.sha256(b"".join(column.tobytes() for column in columns)).hexdigest())
"""


def short_run(rounds: int) -> Iterator[Figure]:
    """What a short command costs beside its days: a run of two times four weeks."""
    command = (str(SCENARIOS / "launch.yaml"), "--weeks", "4", "--replicates", "1")
    yield from _beside("a short `esnsim run`", command, rounds, 0.6)


def whole_run(rounds: int) -> Iterator[Figure]:
    """What a person waits for: a scenario of 36,000 people."""
    yield from _beside("a whole `esnsim run`", (str(SCENARIOS / "pearson.yaml"), "--replicates", "5"), rounds, 0.55)


def building(people: int, rounds: int) -> Iterator[Figure]:
    """Making an organisation of very many people.

    Raises:
        RuntimeError: If both builds do not make the same one.
    """
    times: list[list[float]] = []
    for nth in range(rounds + 1):
        made = [_said(place, (sys.executable, "-c", BUILDING, str(people))).split() for place in both()]
        if made[0][1] != made[1][1]:
            raise RuntimeError("both builds made other organisations, so their times say nothing")
        if nth:
            times.append([float(taken) for taken, _ in made])
    before, now = zip(*times, strict=True)
    raw = (
        f"{statistics.median(now):.1f} against {statistics.median(before):.1f} s of processor time, median of {rounds}"
    )
    yield Figure(f"making {people:,} people, over {EARLIER}", ratio(now, before), 0.3, "at most", f"{raw}; equal bits")


def _said(place: Place, words: tuple[str, ...]) -> str:
    """What a process of a build prints."""
    surroundings = {**os.environ, "PYTHONPATH": str(place.source), "ESNSIM_CACHE": str(place.cache)}
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True, cwd=place.source, env=surroundings)  # noqa: S603
    return done.stdout


def _beside(what: str, command: tuple[str, ...], rounds: int, goal: float) -> Iterator[Figure]:
    """Processor time of ``esnsim run`` over that of the earlier build."""
    places = contestants()
    times: dict[str, list[float]] = {name: [] for name in places}
    ends: dict[str, dict[str, list[str]]] = {}
    for nth in range(rounds + 1):
        for name, place in places.items():
            with TemporaryDirectory() as folder:
                taken = _processor_seconds(_run(place, command), Path(folder) / "out")
                ends[name] = _ends(Path(folder) / "out")
            # The first turn compiles and finds the start.
            if nth:
                times[name].append(taken)
    for name in places:
        if name == EARLIER:
            continue
        raw = (
            f"{told(name, same=ends[name] == ends[EARLIER])}; {statistics.median(times[name]):.1f} against"
            f" {statistics.median(times[EARLIER]):.1f} s of processor time, median of {rounds};"
            f" `{' '.join(('run', Path(command[0]).stem, *command[1:]))}`, all compiled"
        )
        yield Figure(f"{what}, {name} over {EARLIER}", ratio(times[name], times[EARLIER]), goal, "at most", raw)


def _run(place: Place, command: tuple[str, ...]) -> Callable[[Path], object]:
    """The command of a build, for an output folder."""
    return lambda out: _said(place, (*ESNSIM, "run", *command, "--quiet", "--out", str(out)))


def _processor_seconds(work: Callable[[Path], object], out: Path) -> float:
    """Processor time that a process and those it starts take."""
    before = os.times()
    work(out)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _ends(out: Path) -> dict[str, list[str]]:
    """Digests of how all runs ended, by programme."""
    ends: dict[str, list[str]] = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["run_digests"]
    return ends
