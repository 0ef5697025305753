"""Sweeps made up by hand: nobody is simulated, so that every number is known."""

import numpy as np

from esnsim.experiments.execution.submission import base_states_of, submit
from esnsim.experiments.results.sweep_result import Sweep
from esnsim.experiments.store.codec import pack
from esnsim.experiments.store.requests import RequestTable, SweepRecord
from esnsim.experiments.store.store import Failure, Store
from esnsim.scenario import Scenario, resolve
from esnsim.simulation.record import Measure
from esnsim.simulation.run import Run

PEOPLE = 1000
SHARE = "programmes.full[1].share"
COUNT = "organisation.generate.people"
START = "programmes.full[1].start"
PULL = "programmes.full[0].pull_per_month"
TIES = "organisation.generate.mean_ties"
CONTENT = {
    "name": "Made up",
    "weeks": 4,
    "organisation": {"generate": {"people": PEOPLE}},
    "programmes": {
        "none": [],
        "full": [{"kind": "campaign"}, {"kind": "ambassadors", "share": 0.01, "start": "week 1"}],
    },
}


def sweep(
    path, points, contributors, replicates=5, outcome="contributor@end", content=CONTENT, lost=(), headcount=PEOPLE
):
    """A sweep whose runs end with as many contributors as told.

    Args:
        path: Where its store is to be.
        points: Value of every factor by path, for each point.
        contributors: People by point, programme and replicate, as a function.
        replicates: Runs of each programme at each point.
        outcome: What it is judged by.
        content: The scenario; that of a point differs from it in one constant alone.
        lost: Points whose runs failed.
        headcount: People on the last day.
    """
    scenarios = [
        resolve(Scenario.of({**content, "behaviour": {"imitation": 0.02 + 0.0001 * nth}})) for nth in range(len(points))
    ]
    store = Store(path)
    requests = RequestTable(store)
    factors = tuple(dict.fromkeys(name for point in points for name in point))
    sweep_record = SweepRecord("", "Made up", factors, outcome)
    submission = submit(requests, scenarios, points, base_states_of(scenarios), sweep_record)
    submission.ask({nth: range(replicates) for nth in range(len(points))})
    kept = []
    for row in requests.asked(submission.number):
        if row.point in lost:
            store.fail(Failure(row.key, row.programme, row.replicate, "made up"), 1)
        else:
            people = contributors(row.point, row.programme, row.replicate)
            kept.append(pack(run(row.programme, row.replicate, scenarios[0].weeks, people, headcount), row.key))
    store.add(kept)
    return Sweep(store, requests.entry(submission.number))


def run(programme, replicate, weeks, contributors, headcount=PEOPLE):
    """A run in which contributors rise from nobody to some."""
    record = np.zeros((weeks * 5 + 1, len(Measure)), np.int64)
    record[:, Measure.HEADCOUNT] = headcount
    record[:, Measure.CONTRIBUTOR] = np.linspace(0, contributors, len(record))
    record[:, Measure.POSTS] = contributors
    return Run(programme, replicate, record, (), (), (), "", 0.0)
