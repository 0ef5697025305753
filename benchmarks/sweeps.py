"""Many runs: against Mesa's own batch runner, what the runner itself takes, how it grows, and how fast it is read."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.figures import Figure, seconds
from benchmarks.processes import ROOT
from benchmarks.settings import settled
from esnsim.experiments.execution.base_state import save_setting
from esnsim.experiments.execution.runner import run_all
from esnsim.experiments.results.sweep_result import read_sweep
from esnsim.experiments.store.codec import pack
from esnsim.experiments.store.requests import PointRecord, RequestTable, RunRequest, SweepRecord
from esnsim.experiments.store.store import Store
from esnsim.simulation.simulate import Prepared, simulate

PEOPLE, WEEKS = 1_000, 52
SHORT_PEOPLE, SHORT_WEEKS = 150, 26
"""A run of about 5 ms."""
GROWTH = """
import sys
from pathlib import Path
from benchmarks.settings import launched, own_peak
from esnsim.experiments.store.requests import RequestTable, SweepRecord
from esnsim.experiments.execution.submission import BaseStates, submit
from esnsim.experiments.execution.executor import unwatched, working
from esnsim.experiments.store.keys import base_state_key_of
from esnsim.experiments.store.store import Store
if __name__ == "__main__":
    setting = launched(60, weeks=4)
    with Store(Path(sys.argv[1])) as store:
        base_states = BaseStates((0,), (base_state_key_of(setting),), {0: setting})
        enquiry = submit(RequestTable(store), [setting.scenario], [{}], base_states, SweepRecord("", "growth"))
        enquiry.ask({0: range(int(sys.argv[2]))})
        with working(enquiry, 2, unwatched) as works:
            works.work()
    print(own_peak())
"""


def times_of_processor() -> float:
    """Seconds of processor of this process and of its children that have ended."""
    return sum(os.times()[:4])


def against_batch_runner(replicates: int) -> Iterator[Figure]:
    """A sweep on two workers against `mesa.batch_run` with two processes on the same rules and the same start.

    Mesa's runs are too long to be waited for, so its time is measured for two horizons and drawn out to ours.
    """
    setting = settled(PEOPLE, weeks=WEEKS)
    days = setting.scenario.days
    with TemporaryDirectory() as folder:
        store = Path(folder) / "runs.sqlite"
        begun, used = time.perf_counter(), times_of_processor()
        runs = run_all(setting, replicates=replicates, workers=2, store=store)
        wall, used = time.perf_counter() - begun, times_of_processor() - used
        save_setting(setting, Path(folder) / "setting")
        near, far = 10, 130
        sample = 4
        short = seconds(lambda: batch(Path(folder) / "setting", sample, near)) / sample
        long = seconds(lambda: batch(Path(folder) / "setting", sample, far)) / sample
    a_day = (long - short) / (far - near)
    theirs = short + (days - near) * a_day
    ours = wall / replicates
    raw = (
        f"{1e3 * ours:.1f} ms a run ({replicates:,} runs in {wall:.1f} s) against {theirs:.1f} s, drawn out from "
        f"{short:.2f} s for {near} and {long:.2f} s for {far} days; {PEOPLE:,} people, {days} days, two processes each"
    )
    yield Figure("sweep over Mesa's batch runner: times faster", theirs / ours, 50.0, "at least", raw)
    kernels = sum(run.kernel_seconds for run in runs)
    yield Figure(
        f"processor time of a sweep over that of its kernels, {replicates:,} runs",
        used / kernels,
        None,
        "at most",
        f"{used:.1f} s against {kernels:.1f} s, start of two processes included",
    )


def batch(setting: Path, replicates: int, days: int) -> None:
    """So many runs by Mesa's own batch runner in two processes."""
    import mesa  # noqa: PLC0415 - workers import this file again, and should not wait for Mesa

    from benchmarks.yardsticks.batch import BatchYardstick  # noqa: PLC0415

    mesa.batch_run(
        BatchYardstick,
        parameters={"setting": str(setting), "replicate": list(range(replicates))},
        iterations=1,
        max_steps=days,
        number_processes=2,
        data_collection_period=1,
        display_progress=False,
    )


@cache
def short_setting() -> Prepared:
    """Runs of about 5 ms."""
    return settled(SHORT_PEOPLE, weeks=SHORT_WEEKS)


def overhead(few: int, many: int) -> Iterator[Figure]:
    """What a run costs beside being simulated, and whether the last of many costs more than the first."""
    setting = short_setting()
    alone = statistics.median(simulated(setting, nth) for nth in range(200))
    walls, cpus = {}, {}
    for replicates in (few, many):
        with TemporaryDirectory() as folder:
            used = times_of_processor()
            store = Path(folder) / "runs.sqlite"
            walls[replicates] = seconds(lambda: run_all(setting, replicates=replicates, workers=2, store=store))  # noqa: B023
            cpus[replicates] = times_of_processor() - used
    # Starting two processes is the same for few and many, and falls out.
    more = many - few
    a_run = (cpus[many] - cpus[few]) / more
    raw = (
        f"{1e3 * a_run:.2f} ms of processor a run in a sweep against {1e3 * alone:.2f} ms simulated alone, "
        f"{few:,} to {many:,} runs, two workers; {1e3 * (walls[many] - walls[few]) / more:.2f} ms by the clock"
    )
    yield Figure("a run in a sweep over the same run alone, 5 ms each", a_run / alone, 1.1, "at most", raw)


def simulated(setting: Prepared, replicate: int) -> float:
    """Processor seconds of a run alone."""
    begun = time.process_time()
    simulate(setting, setting.scenario.baseline, replicate)
    return time.process_time() - begun


def reading(runs: int, points: int) -> Iterator[Figure]:
    """Quantile bands of very many stored runs."""
    setting = settled(PEOPLE, weeks=WEEKS)
    baseline = setting.scenario.baseline
    simulated_runs = [simulate(setting, baseline, nth) for nth in range(20)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "runs.sqlite"
        with Store(path) as store:
            requests = RequestTable(store)
            spots = [PointRecord(point, {"dose": point}, "question", 0) for point in range(points)]
            sweep = requests.enter(SweepRecord("many", "many", ("dose",)), spots, {"question": setting.scenario})
            asked = [RunRequest(0, nth // points, nth % points, baseline, f"{nth:032}") for nth in range(runs)]
            requests.ask(sweep, asked)
            store.add(pack(simulated_runs[nth % len(simulated_runs)], each.key) for nth, each in enumerate(asked))
        size = path.stat().st_size / runs

        def bands() -> Any:  # noqa: ANN401 - the table is thrown away
            with read_sweep(path) as stored:
                return stored.curves("contributor")

        bands()
        taken = min(seconds(bands) for _ in range(3))
    raw = f"{runs:,} runs of {setting.scenario.days} days at {points} points, {size / 1024:.1f} KiB a run, best of 3"
    yield Figure("reading quantile bands of stored runs: seconds", taken, 2.0, "at most", raw)


def memory_of_parent(few: int, many: int) -> Iterator[Figure]:
    """Growth of the parent's memory with the number of runs."""
    peaks = {}
    with TemporaryDirectory() as folder:
        script = Path(folder) / "growth.py"
        script.write_text(GROWTH)
        # The first compiles, which takes more memory than all runs do, and is told by the second.
        for nth, runs in enumerate((few, few, many)):
            command = (sys.executable, str(script), f"{folder}/{nth}.sqlite", str(runs))
            surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=surroundings)  # noqa: S603
            peaks[runs] = float(done.stdout)
    growth = (peaks[many] - peaks[few]) / (many - few)
    raw = f"{peaks[few] / 2**20:.0f} MiB with {few:,} runs, {peaks[many] / 2**20:.0f} MiB with {many:,}"
    yield Figure("memory of the parent: bytes more a run", growth, 200.0, "at most", raw)
