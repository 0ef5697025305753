"""What is measured from outside: whole processes, their time, memory and what they leave behind."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figures import Figure, race, seconds

ROOT = Path(__file__).parents[1]
ESNSIM = (sys.executable, "-c", "from esnsim.cli import main; main()")
BARE = """
import typer
app = typer.Typer()
@app.command()
def run(name: str = "x") -> None:
    "Run."
@app.command()
def show(name: str = "x") -> None:
    "Show."
app()
"""
REPORT = """
import sys
from esnsim.cli import main
from benchmarks.settings import own_peak
sys.argv = ["esnsim", "report", *sys.argv[1:], "--quiet", "--json"]
try:
    main()
finally:
    sys.stderr.flush()
    print()
    print(own_peak())
"""
TWELVE = """
name: Twelve programmes
weeks: {weeks}
replicates: 3
organisation: {{generate: {{people: {people}}}}}
initial: launch
programmes:
  none: []
  programme of ambassadors: [{{kind: ambassadors, share: 0.013}}]
{others}
"""
KINDS = (
    "campaign",
    "leader_presence",
    "senior_training",
    "training",
    "recognition",
    "listening",
    "case_studies",
    "onboarding",
    "policy",
    "early_wins",
)
GROWTH = """
import sys, time
from benchmarks.settings import launched, own_peak
from esnsim.simulation.simulate import Simulation
people, days = int(sys.argv[1]), int(sys.argv[2])
begun = time.perf_counter()
setting = launched(people)
made = time.perf_counter()
simulation = Simulation(setting, setting.scenario.baseline, 0)
simulation.step()
first = time.perf_counter()
for _ in range(days - 1):
    simulation.step()
simulated = (time.perf_counter() - first) / max(days - 1, 1)
world = simulation.world
tables = sum(table.nbytes for table in (*world, *world.ties) if hasattr(table, "nbytes"))
print(own_peak(), tables, made - begun, simulated)
"""


def run(arguments: tuple[str, ...], cache: Path | None = None) -> str:
    """Run a process to its end and return what it printed.

    Raises:
        CalledProcessError: If it fails.
    """
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    if cache is not None:
        surroundings["ESNSIM_CACHE"] = str(cache)
    done = subprocess.run(arguments, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=surroundings)  # noqa: S603
    return done.stdout


def helps(rounds: int) -> Figure:
    """``esnsim --help`` against a bare typer program's."""
    works = {
        "esnsim": lambda: run((*ESNSIM, "--help")),
        "typer": lambda: run((sys.executable, "-c", BARE, "--help")),
    }
    times = race(works, rounds)
    ours, bare = statistics.median(times["esnsim"]), statistics.median(times["typer"])
    raw = f"{1e3 * ours:.0f} ms against {1e3 * bare:.0f} ms, median of {rounds}"
    return Figure("`esnsim --help` over a bare typer program", ours / bare, 2.0, "at most", raw)


def born(people: int, days: int) -> tuple[float, float, float, float]:
    """Peak memory and bytes of the tables, seconds to make everything and to simulate a day, in a fresh process."""
    with TemporaryDirectory() as cache:
        out = run((sys.executable, "-c", GROWTH, str(people), str(days)), Path(cache))
    peak, tables, making, day = (float(word) for word in out.split())
    return peak, tables, making, day


def memory(small: int, large: int) -> Figure:
    """Growth of peak memory a person over the bytes of all tables a person, communities, seats and interests too.

    Raises:
        RuntimeError: If a process is said to have grown by less than its tables, which cannot be.
    """
    low, high = born(small, 3), born(large, 3)
    growth = (high[0] - low[0]) / (large - small)
    tables = (high[1] - low[1]) / (large - small)
    if growth < tables:
        raise RuntimeError(f"{growth:,.0f} B a person cannot hold tables of {tables:,.0f} B: the peak is not measured")
    raw = f"{growth:,.0f} B against {tables:,.0f} B a person, {small:,} to {large:,} people, building included"
    return Figure("peak memory growth over bytes of columns and ties", growth / tables, 2.5, "at most", raw)


def report_memory(people: int, weeks: int) -> Figure:
    """Most memory that ``esnsim report`` takes for a run of twelve programmes, its portraits made before."""
    others = "\n".join(f"  programme of {kind}: [{{kind: {kind}}}]" for kind in KINDS)
    with TemporaryDirectory() as folder:
        scenario, out = Path(folder) / "twelve.yaml", Path(folder) / "out"
        scenario.write_text(TWELVE.format(people=people, weeks=weeks, others=others), encoding="utf-8")
        run((*ESNSIM, "run", str(scenario), "--out", str(out), "--quiet"))
        report = (sys.executable, "-c", REPORT, str(out))
        run(report)
        peak = int(run(report).split()[-1]) / 2**20
    raw = f"{len(KINDS) + 2} programmes of {people:,} people, {weeks} weeks, 3 replicates, page and text"
    return Figure("peak memory of `esnsim report`, MiB", peak, 500.0, "at most", raw)


def many(people: int, days: int) -> Figure:
    """A very large organisation can be simulated at all."""
    peak, _, making, day = born(people, days)
    raw = f"{people:,} people, {days} days: making {making:.0f} s, {day:.2f} s a day after, peak {peak / 2**30:.1f} GiB"
    return Figure("large organisation: ns a person-day, launch", day / people * 1e9, None, "at most", raw)


def whole(scenario: Path, replicates: int, weeks: int) -> list[Figure]:
    """The whole command against the kernels it runs, and what a second command compiles."""
    programme = ("--programme", "none", "--workers", "1", "--quiet")
    with TemporaryDirectory() as folder:
        cache, out = Path(folder) / "cache", Path(folder) / "out"
        short = (*ESNSIM, "run", str(scenario), *programme, "--replicates", "2", "--weeks", "4", "--out", f"{out}-1")
        run(short, cache)
        before = compiled_files(cache)
        command = (*ESNSIM, "run", str(scenario), *programme, "--replicates", str(replicates), "--weeks", str(weeks))
        wall = seconds(lambda: run((*command, "--out", f"{out}-2"), cache))
        new = len(compiled_files(cache) - before)
        manifest = json.loads((Path(f"{out}-2") / "manifest.json").read_text())
    kernels = float(manifest["kernel_seconds"])
    raw = (
        f"{wall:.1f} s against {kernels:.1f} s, {replicates} replicates of {weeks} weeks of {scenario.name}, one worker"
    )
    return [
        Figure("whole `esnsim run` over the sum of its kernels", wall / kernels, 1.5, "at most", raw),
        Figure("files a second `esnsim run` compiles", float(new), 0.0, "at most", f"{len(before)} before"),
    ]


def compiled_files(cache: Path) -> set[tuple[str, int]]:
    """Files of machine code with the moment they were written."""
    return {(str(path), path.stat().st_mtime_ns) for path in (cache / "compiled").rglob("*.nb*")}
