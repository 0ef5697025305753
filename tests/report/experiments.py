"""Experiments made up by hand: nobody is simulated, so that every number is known."""

from datetime import UTC, datetime

import numpy as np

from esnsim.experiments import Beginning, Computation, Experiment
from esnsim.scenario import load, resolve
from esnsim.simulation.programme import Event
from esnsim.simulation.record import Measure
from esnsim.simulation.run import Run
from esnsim.simulation.starting.shares import Target
from esnsim.state.ladder import LADDER

PEOPLE = 1000
SCENARIO = """
name: Made up
question: What is $5 worth_of attention?
weeks: {weeks}
organisation: {{generate: {{people: 1000}}}}
initial: {initial}
programmes: {programmes}
"""
OBSERVED = "{reader: 0.7, contributor: 0.1}"


CAMPAIGN = ({"kind": "campaign"},)


def scenario(programmes, weeks=26, replicates=5, initial=OBSERVED, interventions=CAMPAIGN):
    """A scenario whose first programme does nothing and whose others do the same."""
    quoted = {name: [] if place == 0 else list(interventions) for place, name in enumerate(programmes)}
    text = SCENARIO.format(weeks=weeks, initial=initial, programmes=quoted)
    return resolve(load(text, [f"replicates={replicates}"]))


def experiment(rungs, weeks=26, replicates=5, initial=OBSERVED, events=(), interventions=CAMPAIGN):
    """Runs in which every rung goes straight from its start to its end, one person apart between replicates.

    Args:
        rungs: By programme and rung, people at the start and at the end; rungs left out stay at 100 people.
        weeks: How long.
        replicates: Runs of each programme.
        initial: Starting state as a scenario says it.
        events: What the programmes but the first did.
        interventions: What they were to do.
    """
    asked = scenario(list(rungs), weeks, replicates, initial, interventions)
    runs = tuple(
        _run(name, replicate, asked.days, wanted, () if name == asked.baseline else events)
        for name, wanted in rungs.items()
        for replicate in range(replicates)
    )
    beginning = Beginning(PEOPLE, "", Target(1.0, 0.7, 0.3, 0.1), 0.0, 0.0, 0.0)
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    return Experiment(asked, beginning, runs, Computation(moment, moment, 0.0, 1, 0))


def _run(name, replicate, days, wanted, events):
    record = np.zeros((days + 1, len(Measure)), np.int64)
    record[:, Measure.HEADCOUNT] = PEOPLE
    for rung in LADDER:
        first, last = wanted.get(rung, (PEOPLE, PEOPLE) if rung == "enabled" else (100, 100))
        record[:, Measure[rung.upper()]] = np.linspace(first, last + replicate, days + 1)
    told = tuple(Event(*each) for each in events)
    return Run(name, replicate, record, told, (), (), "", 0.0)
