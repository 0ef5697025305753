"""How fast esnsim is, as ratios measured side by side in one run.

``python -m benchmarks.speed`` prints a table in Markdown: each figure, its goal, whether it was met, and the times
behind it. ``--quick`` leaves out what takes minutes, ``--out FILE`` keeps the table, ``--only WORD`` measures what
has the word in its name. A ratio counts; the times depend on the machine and on who else uses it.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import builds, commands, processes, sweeps
from benchmarks.figures import HEADING, Figure, race, ratio
from benchmarks.settings import degree, rule_of, settled
from esnsim.experiments.execution.runner import run_all
from esnsim.simulation.record import Measure
from esnsim.simulation.run import Run
from esnsim.simulation.simulate import Simulation

PEARSON = processes.ROOT / "scenarios" / "pearson.yaml"
OUR_DAYS, NUMPY_DAYS = 60, 10


class Runner:
    """One of the contestants: simulates some more days each time it is asked.

    Attributes:
        simulated: Days simulated so far.
    """

    def __init__(self, step: Callable[[], object], days: int) -> None:
        self.step, self.days, self.simulated = step, days, 0

    def __call__(self) -> None:
        """Simulate the days of one round."""
        for _ in range(self.days):
            self.step()
        self.simulated += self.days

    def nanoseconds(self, times: list[float], people: int) -> float:
        """Nanoseconds a person-day, median of the rounds."""
        return statistics.median(times) / self.days / people * 1e9


def against_yardsticks(people: int, rounds: int) -> Iterator[Figure]:
    """The compiled run and Mesa agents, against idiomatic Mesa and NumPy."""
    # Workers import this file again, and should not wait for Mesa.
    from benchmarks.yardsticks.mesa import EsnYardstick  # noqa: PLC0415
    from benchmarks.yardsticks.numpy import NumpyYardstick  # noqa: PLC0415
    from esnsim.agents import EsnModel  # noqa: PLC0415

    setting = settled(people, weeks=1000)
    name = setting.scenario.baseline
    life = Simulation(setting, name, 0)
    agents = EsnModel(setting, name, 0, activation="agents")
    mesa_model = EsnYardstick(setting.start, rule_of(setting), 1)
    numpy_model = NumpyYardstick(setting.start, rule_of(setting), 1)
    runners = {
        "esnsim": Runner(life.step, OUR_DAYS),
        "numpy": Runner(numpy_model.step, NUMPY_DAYS),
        "agents": Runner(agents.step, 1),
        "mesa": Runner(mesa_model.step, 1),
    }
    times = race(dict(runners), rounds)
    ns = {who: runner.nanoseconds(times[who], people) for who, runner in runners.items()}
    busy = life.record[life.day]
    yield Figure(
        f"activity at {people:,} people, {degree(setting):.1f} contacts: share visiting a day",
        float(busy[Measure.DAILY_READER]) / people,
        None,
        "at most",
        f"readers {busy[Measure.READER] / people:.0%}, contributors {busy[Measure.CONTRIBUTOR] / people:.0%},"
        f" {busy[Measure.REPLIES]} replies, {busy[Measure.REACTIONS]} reactions a day",
    )
    per_day = {who: [each / runner.days for each in times[who]] for who, runner in runners.items()}
    pairs = (
        ("compiled run over idiomatic Mesa", "mesa", "esnsim", 450.0),
        ("compiled run over NumPy and SciPy", "numpy", "esnsim", 7.0),
        ("Mesa agents mode over idiomatic Mesa", "mesa", "agents", 10.6),
    )
    for what, slow, fast, goal in pairs:
        raw = f"{ns[fast]:,.0f} ns against {ns[slow]:,.0f} ns a person-day, median of {rounds} rounds"
        yield Figure(f"{what}: times faster", ratio(per_day[slow], per_day[fast]), goal, "at least", raw)


def growth(small: int, large: int, rounds: int) -> Iterator[Figure]:
    """Cost of a person-day in a large organisation over that in a small one, both settled."""
    runs = {people: Simulation(settled(people, weeks=1000), "none", 0) for people in (small, large)}
    runners = {
        str(small): Runner(runs[small].step, max(1, 20 * large // small)),
        str(large): Runner(runs[large].step, 20),
    }
    times = race(dict(runners), rounds)
    ours = {who: [each / runner.days / int(who) for each in times[who]] for who, runner in runners.items()}
    cost = {who: 1e9 * statistics.median(each) for who, each in ours.items()}
    raw = f"{cost[str(large)]:.0f} ns at {large:,} against {cost[str(small)]:.0f} ns at {small:,}"
    figure = ratio(ours[str(large)], ours[str(small)])
    yield Figure("cost of a person-day, large over small organisation", figure, 1.6, "at most", raw)


def workers(people: int, replicates: int, weeks: int) -> Iterator[Figure]:
    """Two workers against one on the same replicates."""
    setting = settled(people, weeks=weeks)
    runs: dict[int, list[Run]] = {1: [], 2: []}
    walls: dict[int, list[float]] = {1: [], 2: []}
    # They take turns, because what else runs on the machine changes from minute to minute.
    for count in (1, 2, 1, 2, 1):
        begun = time.perf_counter()
        runs[count] += run_all(setting, replicates=replicates, workers=count)
        walls[count].append(time.perf_counter() - begun)
    one, two = walls[1], walls[2]
    turns = [0.5 * (one[nth] + one[nth + 1]) / two[nth] for nth in range(len(two))]
    alone, beside = (statistics.median(run.kernel_seconds for run in runs[count]) for count in (1, 2))
    faster, allowed = statistics.mean(turns), 2.0 * alone / beside
    took = " s against ".join(", ".join(f"{each:.1f}" for each in times) for times in (one, two))
    raw = (
        f"{faster:.2f} times faster: {took} s in turns, {replicates} replicates of {weeks} weeks; a run takes "
        f"{alone:.2f} s alone, {beside:.2f} s beside another, so the machine itself allows {allowed:.2f}"
    )
    yield Figure("two workers over one, as a share of what the machine allows", faster / allowed, 0.97, "at least", raw)


def benchmarks(*, quick: bool) -> dict[str, Callable[[], Iterator[Figure]]]:
    """What is measured, by name; ``quick`` takes smaller organisations and leaves out what takes minutes."""
    rounds = 3 if quick else 7
    parts: dict[str, Callable[[], Iterator[Figure]]] = {
        "days against an earlier build": lambda: builds.days(36_000, 3 * rounds),
        "cold start against an earlier build": lambda: builds.cold(1 if quick else 2),
        "short command": lambda: commands.short_run(rounds),
        "yardsticks": lambda: against_yardsticks(36_000, rounds),
        "workers": lambda: workers(36_000, 20, 13 if quick else 104),
        "help": lambda: iter([processes.helps(5 if quick else 15)]),
        "sweep against batch runner": lambda: sweeps.against_batch_runner(100 if quick else 1_000),
        "sweep overhead": lambda: sweeps.overhead(100, 400 if quick else 2_100),
        "sweep reading": lambda: sweeps.reading(1_000 if quick else 10_000, 100),
    }
    if not quick:
        parts |= {
            "growth": lambda: growth(10_000, 100_000, rounds),
            "memory": lambda: iter([processes.memory(36_000, 100_000)]),
            "report memory": lambda: iter([processes.report_memory(2_000, 104)]),
            "sweep memory": lambda: sweeps.memory_of_parent(1_000, 10_000),
            "million": lambda: iter([processes.many(1_000_000, 5)]),
            "building": lambda: commands.building(1_000_000, 2),
            "whole command": lambda: commands.whole_run(2),
            "whole": lambda: iter(processes.whole(PEARSON, 10, 104)),
        }
    return parts


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default="", help="measure what has this in its name")
    parser.add_argument("--out", type=Path, help="file to keep the table in")
    asked = parser.parse_args()
    lines = [f"Python {platform.python_version()}, {platform.platform()}, {platform.machine()}", "", HEADING]
    print("\n".join(lines), flush=True)
    begun, used = time.perf_counter(), sweeps.times_of_processor()
    for name, measure in benchmarks(quick=asked.quick).items():
        if asked.only not in name:
            continue
        for figure in measure():
            lines.append(figure.row())
            print(lines[-1], flush=True)
    minutes, busy = (time.perf_counter() - begun) / 60.0, (sweeps.times_of_processor() - used) / 60.0
    lines += ["", f"{minutes:.0f} minutes by the clock, {busy:.0f} minutes of processor time."]
    print("\n".join(lines[-2:]))
    if asked.out:
        asked.out.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
