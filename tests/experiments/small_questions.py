"""Small scenarios and made-up runs for the tests of experiments."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from esnsim.experiments import Beginning, Computation, Experiment
from esnsim.scenario import Scenario, resolve
from esnsim.simulation.programme import Event, Expense
from esnsim.simulation.record import Measure
from esnsim.simulation.run import Inequality, Run
from esnsim.simulation.starting.shares import Target

AMBASSADORS = {"kind": "ambassadors", "count": 12, "start": "week 2"}
CAMPAIGN = {"kind": "campaign", "start": "week 1", "duration": "3 weeks"}


def question(**changes: object) -> Scenario:
    """A launch among 120 people, three programmes, some weeks, under one model."""
    content: dict[str, object] = {
        "name": "small",
        "weeks": 6,
        "replicates": 2,
        "seed": 7,
        "uncertainty": "none",
        "organisation": {"generate": {"people": 120}},
        "programmes": {"none": [], "ambassadors": [AMBASSADORS], "campaign": [CAMPAIGN]},
    }
    return Scenario.of(content | changes)


def digests(runs: list[Run] | tuple[Run, ...]) -> dict[tuple[str, int], str]:
    """Digests of the last states, by programme and replicate."""
    return {(run.programme, run.replicate): run.digest for run in runs}


def made_up_run(programme: str, replicate: int, weeks: int, **ends: int) -> Run:
    """A run of 100 people in which measures go from nothing to the ends given, on the last workday.

    Args:
        programme: Name of the programme.
        replicate: Which run.
        weeks: How long.
        ends: Counts on the last day by name of measure.
    """
    record = np.zeros((weeks * 5 + 1, len(Measure)), np.int64)
    record[:, Measure.HEADCOUNT] = 100
    for name, count in ends.items():
        record[-1, Measure[name.upper()]] = count
    events = (Event(0, "ambassadors", "begins"),)
    expenses = (Expense(0, "ambassadors", 10.5, 1.0 / 3.0),)
    uneven = (Inequality(weeks * 5 - 1, 0.7, 1.0 / 7.0),)
    return Run(programme, replicate, record, events, expenses, uneven, f"{programme} {replicate}", 0.25)


def made_up_experiment(runs: list[Run], weeks: int = 1) -> Experiment:
    """An experiment of these runs; the first programme among them is the baseline."""
    programmes: dict[str, object] = {run.programme: [] for run in runs}
    scenario = question(weeks=weeks, programmes=programmes, baseline=runs[0].programme, replicates=len(runs))
    now = datetime(2024, 1, 1, tzinfo=UTC)
    beginning = Beginning(100, "0" * 64, Target(1.0, 0.5, 0.2, 0.1), 0.0, 0.1, 0.2)
    return Experiment(resolve(scenario), beginning, tuple(runs), Computation(now, now, 1.5, 1, 0))
