"""Settled, busy networks of any size for the benchmarks, and the runs that are measured on them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from esnsim.behaviour.parameters import Parameters
from esnsim.experiments.execution.base_state import prepared
from esnsim.scenario import Scenario
from esnsim.simulation.simulate import Prepared

READER = 0.75
CONTRIBUTOR = 0.10


@cache
def settled(people: int, weeks: int = 104, seed: int = 1) -> Prepared:
    """An organisation in which most people read and few write, at rest; kept on disk between runs.

    Args:
        people: Headcount.
        weeks: How long a run lasts.
        seed: Random seed.
    """
    return prepared(scenario(people, {"reader": READER, "contributor": CONTRIBUTOR}, weeks, seed))


@cache
def launched(people: int, weeks: int = 104, seed: int = 1) -> Prepared:
    """An organisation on the day on which nobody has used the network yet; quick to make at any size."""
    return prepared(scenario(people, "launch", weeks, seed))


def scenario(people: int, initial: dict[str, float] | str, weeks: int, seed: int) -> Scenario:
    """Nothing is done; people live."""
    return Scenario.of(
        {
            "name": f"benchmark of {people} people",
            "weeks": weeks,
            "seed": seed,
            "organisation": {"generate": {"people": people}},
            "initial": initial,
        }
    )


def degree(setting: Prepared) -> float:
    """Mean number of contacts."""
    ties = setting.organisation.ties
    return float(ties.start[-1]) / setting.organisation.people


def rule_of(setting: Prepared) -> Parameters:
    """The constants as plain numbers, with those that were solved for."""
    return setting.start.parameters


def own_peak() -> int:
    """Most memory that this process has had since its program was started, in bytes.

    What `resource.getrusage` tells is no less than the parent had: a child begins as its copy.

    Raises:
        OSError: Where the system does not tell (it is read from ``/proc``).
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
