"""How far sweeps go: what runs of large organisations cost, and what a very large question would take.

``python -m benchmarks.scale`` prints the tables of docs/sweeps.md for the machine it runs on; ``--quick`` leaves out
the largest organisation, ``--runs N`` measures N runs of each size. Seconds are those of one processor, so that others
at work on the machine change them less.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from typing import NamedTuple

from benchmarks.processes import ROOT
from benchmarks.settings import own_peak, scenario
from esnsim.experiments.store.codec import pack
from esnsim.simulation.simulate import compile_rules, prepare, simulate

SIZES = ((1_000, 52), (10_000, 104), (36_000, 104), (100_000, 104))
"""People and weeks."""
QUESTION = 10_000
"""Runs of the very large question."""
CORES = 32
SHARES = 100
HOUR = 3600.0
STARTS = {"reader": 0.75, "contributor": 0.10}
"""Most read and a tenth write: as busy as networks get."""


class Cost(NamedTuple):
    """What runs of one size cost.

    Attributes:
        people: Headcount.
        weeks: How long a run lasts.
        run: Seconds of a processor for a run, the median.
        making: Seconds of a processor to build an organisation and find its starting state.
        room: Bytes of a run in a store.
        memory: Bytes of memory of a process at most.
    """

    people: int
    weeks: int
    run: float
    making: float
    room: float
    memory: float

    def row(self) -> str:
        """The line of the table, as Markdown."""
        days = self.people * self.weeks * 5
        return (
            f"| {self.people:,} | {self.weeks} | {self.run:.3g} | {HOUR / self.run:,.0f} | "
            f"{days * HOUR / self.run / 1e9:.1f} | {1e9 * self.run / days:.0f} | {self.making:.3g} | "
            f"{self.room / 1024:.0f} | {self.memory / 2**20:.0f} |"
        )


def measured(people: int, weeks: int, runs: int) -> Cost:
    """What runs of one size cost in this process."""
    asked = scenario(people, STARTS, weeks, 1)
    compile_rules(prepare(scenario(150, STARTS, 4, 1)))
    begun = time.process_time()
    setting = prepare(asked)
    making = time.process_time() - begun
    times, rooms = [], []
    for replicate in range(runs):
        begun = time.process_time()
        packed = pack(simulate(setting, "none", replicate), "")
        times.append(time.process_time() - begun)
        rooms.append(len(packed.record) + len(packed.story))
    return Cost(people, weeks, statistics.median(times), making, statistics.mean(rooms), own_peak())


def in_its_own_process(people: int, weeks: int, runs: int) -> Cost:
    """The same in a fresh process, which has the memory of nothing else."""
    code = f"import json; from benchmarks.scale import measured; print(json.dumps(measured({people}, {weeks}, {runs})))"
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return Cost(*json.loads(done.stdout))


def large(cost: Cost) -> str:
    """What the very large question takes, in words."""
    running = QUESTION * cost.run / HOUR
    making = SHARES * cost.making / HOUR
    hours = running + making
    return (
        f"{cost.people:,} people x {QUESTION:,} runs of {cost.weeks} weeks in {SHARES} shares: {running:.1f} "
        f"core-hours, and {making:.1f} in all for starting states; {hours / CORES:.2f} hours on {CORES} cores; "
        f"{QUESTION * cost.room / 1e6:.0f} MB of stores; {cost.memory / 2**20:.0f} MB of memory a process."
    )


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    print("| people | weeks | seconds a run | runs a core-hour | thousand million person-days a core-hour |", end="")
    print(" nanoseconds a person and day | seconds to make a base state | KiB a stored run | MB of memory |")
    print("|" + "---|" * 9)
    costs = []
    for people, weeks in SIZES[: -1 if asked.quick else None]:
        costs.append(in_its_own_process(people, weeks, asked.runs))
        print(costs[-1].row(), flush=True)
    print(f"\n{large(costs[-1])}")


if __name__ == "__main__":
    main()
