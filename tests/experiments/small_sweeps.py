"""A sweep as it is told to the ledger, for tests of what simulates it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from esnsim.experiments.execution.executor import Watcher, unwatched, working
from esnsim.experiments.execution.submission import base_states_of, submit
from esnsim.experiments.store.requests import RequestTable, SweepCount, SweepRecord
from esnsim.experiments.store.store import Store
from esnsim.scenario import Scenario, resolve


def sweep(
    scenarios: list[Scenario],
    path: Path,
    workers: int | str = 1,
    tell: Watcher = unwatched,
    before: Callable[[Store], object] = lambda _store: None,
) -> SweepCount:
    """Simulate some scenarios, without making anything in this process that workers can make.

    Args:
        scenarios: Its points.
        path: Of the store.
        workers: Number of processes, or address of a scheduler.
        tell: Told after every run.
        before: Done to the store before anything is written.
    """
    resolved = [resolve(scenario) for scenario in scenarios]
    with Store(path) as store:
        before(store)
        requests = RequestTable(store)
        factors = [{"seed": scenario.seed} for scenario in resolved]
        submission = submit(requests, resolved, factors, base_states_of(resolved), SweepRecord("", "seeds"))
        submission.ask({point: range(scenario.replicates) for point, scenario in enumerate(resolved)})
        requests.forgive(failure.key for _, failure in requests.failures(submission.number))
        with working(submission, workers, tell) as works:
            works.work()
        return requests.count(submission.number)
