"""Whether the yardsticks live by the same rules as esnsim: their mean curves must not differ.

``python -m benchmarks.agree`` compares the ladder, communities and what was written after 60 workdays, over runs
of one organisation: at rest, and after a disturbance that makes the curves move.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from benchmarks.settings import rule_of, settled
from benchmarks.yardsticks.mesa import EsnYardstick
from benchmarks.yardsticks.numpy import NumpyYardstick
from esnsim.behaviour.parameters import Parameters
from esnsim.simulation.build_state import constants
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import Prepared, Simulation

DAYS = 60
Z = 4.0
MEASURES = ("reader", "interactive", "contributor", "regular", "daily_reader", "communities")
FLOWS = ("posts", "replies", "reactions")
Counts = dict[str, float]


class Difference(NamedTuple):
    """How far a yardstick lies from esnsim.

    Attributes:
        name: Which yardstick and measure, in which situation.
        ours: Mean over esnsim's runs.
        theirs: Mean over the yardstick's runs.
        z: Difference over its standard error.
    """

    name: str
    ours: float
    theirs: float
    z: float


def runs_of_esnsim(setting: Prepared, parameters: Parameters, seed: int) -> Counts:
    """Counts at the end of a run of esnsim; flows are summed over the run."""
    simulation = Simulation(setting, setting.scenario.baseline, seed)
    simulation.world = simulation.world._replace(parameters=constants(parameters))
    for _ in range(DAYS):
        simulation.step()
    last = simulation.record[DAYS]
    ended = {name: float(last[Measure[name.upper()]]) for name in MEASURES}
    return ended | {name: float(simulation.record[1 : DAYS + 1, Measure[name.upper()]].sum()) for name in FLOWS}


def runs_of_mesa(setting: Prepared, parameters: Parameters, seed: int) -> Counts:
    """The same of the Mesa yardstick."""
    model = EsnYardstick(setting.start, parameters, 1000 + seed)
    for _ in range(DAYS):
        model.step()
    counted = model.datacollector.model_vars
    ended = {name: float(counted[name][-1]) for name in MEASURES}
    return ended | {name: float(sum(counted[name])) for name in FLOWS}


def runs_of_numpy(setting: Prepared, parameters: Parameters, seed: int) -> Counts:
    """The same of the NumPy yardstick."""
    model = NumpyYardstick(setting.start, parameters, 1000 + seed)
    for _ in range(DAYS):
        model.step()
    ended = {name: float(model.record[-1][name]) for name in MEASURES}
    return ended | {name: float(sum(day[name] for day in model.record)) for name in FLOWS}


YARDSTICKS: dict[str, Callable[[Prepared, Parameters, int], Counts]] = {"mesa": runs_of_mesa, "numpy": runs_of_numpy}


def agree(people: int = 1000, seeds: int = 10) -> Iterator[Difference]:
    """Compare both yardsticks with esnsim.

    Args:
        people: Headcount.
        seeds: Runs of each.

    Yields:
        One difference for each yardstick, situation and measure; agreement is a z of less than 4.
    """
    setting = settled(people)
    calm = rule_of(setting)
    for situation, parameters in {
        "at rest": calm,
        "disturbed": calm._replace(platform_fit=calm.platform_fit - 0.7, writing_offset=calm.writing_offset + 0.7),
    }.items():
        ours = [runs_of_esnsim(setting, parameters, seed) for seed in range(seeds)]
        for yardstick, runs in YARDSTICKS.items():
            theirs = [runs(setting, parameters, seed) for seed in range(seeds)]
            for measure in (*MEASURES, *FLOWS):
                a = np.array([simulation[measure] for simulation in ours])
                b = np.array([simulation[measure] for simulation in theirs])
                error = math.sqrt((a.var(ddof=1) + b.var(ddof=1)) / seeds)
                z = (b.mean() - a.mean()) / max(error, 1e-9)
                yield Difference(f"{yardstick}, {situation}, {measure}", a.mean(), b.mean(), z)


def main() -> None:
    """Print the comparison; exit with 1 where a yardstick disagrees."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--seeds", type=int, default=10)
    asked = parser.parse_args()
    wrong = False
    for each in agree(asked.people, asked.seeds):
        print(f"{each.name:34} esnsim {each.ours:9.1f}  yardstick {each.theirs:9.1f}  z {each.z:+.1f}", flush=True)
        wrong |= abs(each.z) >= Z
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
