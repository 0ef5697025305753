"""How much work scenarios are, counted in days of a person: what shares are balanced by, and forecasts scaled by."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from esnsim.experiments.store.keys import organisation_of
from esnsim.organisation import Generate
from esnsim.scenario import Scenario
from esnsim.simulation.starting.initial_state import days_of_start


def headcounts(scenarios: Sequence[Scenario]) -> list[int]:
    """People of each scenario; imported files are read once.

    Raises:
        OrganisationError: If imported files cannot be understood.
    """
    known: dict[str, int] = {}
    counts = []
    for scenario in scenarios:
        source = scenario.organisation.specification
        if isinstance(source, Generate):
            counts.append(source.people)
            continue
        said = source.model_dump_json()
        if said not in known:
            known[said] = organisation_of(scenario, Path())[0].people
        counts.append(known[said])
    return counts


def settling_days(scenario: Scenario, people: int) -> int:
    """Workdays that are simulated to find the starting state; none where nobody uses the network yet."""
    return days_of_start(people) if scenario.initial.reader else 0


COMPILING_ROOM = 600e6
"""Bytes of memory of a process that compiles the rules; one that finds them compiled takes less than half."""
PERSON_ROOM = 3e3
"""Bytes of memory a person takes in each process, all tables counted and rounded up."""


def memory_of(people: int, workers: int) -> float:
    """Bytes of memory that a command takes at most, an estimate.

    Args:
        people: Headcount of the largest organisation.
        workers: Processes.
    """
    own = COMPILING_ROOM + people * PERSON_ROOM
    return own if workers == 1 else own + workers * (COMPILING_ROOM / 2.0 + people * PERSON_ROOM)
