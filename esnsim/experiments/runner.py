"""Many runs of one scenario, each computed once, kept when it is finished, and the same for any number of workers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

from esnsim.errors import RunError
from esnsim.experiments.preparation import prepared
from esnsim.experiments.store import Store, run_key, setting_digest
from esnsim.experiments.workers import Failure, Outcome, Task, outcomes
from esnsim.scenario import Scenario, resolve
from esnsim.simulation.run import Run
from esnsim.simulation.simulate import Setting, compile_rules

LIVING = "living"
COMPILING = "making the rules ready for several workers"


class Progress(NamedTuple):
    """How far it is.

    Attributes:
        stage: What is being done: `preparation.BUILDING`, `preparation.SETTLING`, `COMPILING` or `LIVING`.
        done: Runs that are there.
        total: Runs asked for; 0 as long as it is not known.
        reused: Those of them that had been computed before.
    """

    stage: str
    done: int = 0
    total: int = 0
    reused: int = 0


Watcher: TypeAlias = Callable[[Progress], None]


def unwatched(_progress: Progress) -> None:
    """Nobody is told."""


def run_all(
    setting: Setting | Scenario,
    programmes: Iterable[str] | None = None,
    replicates: int | None = None,
    workers: int = 1,
    store: Path | None = None,
    progress: Watcher | None = None,
) -> list[Run]:
    """Live every programme in every replicate.

    Args:
        setting: What they share; a scenario is prepared first.
        programmes: Names of programmes, None for all.
        replicates: Lives of each programme, None for as many as the scenario says.
        workers: Number of processes, >= 1; results do not depend on it.
        store: File of finished runs: those in it are not computed again, new ones are added as they finish.
        progress: Told after every run.

    Returns:
        Runs by programme in the scenario's order, then by replicate.

    Raises:
        ScenarioError: If there is no such programme.
        RunError: If runs failed, which is told when all others are finished; or the store cannot be used; or fewer
            than one replicate or worker is asked for.
    """
    if workers < 1:
        raise RunError(f"workers is {workers}; write 1 or more")
    tell = progress or unwatched
    if isinstance(setting, Scenario):
        setting = prepared(setting, tell=lambda stage: tell(Progress(stage)))
    scenario = resolve(setting.scenario)
    setting = replace(setting, scenario=scenario)
    tasks = tasks_of(scenario, programmes, replicates)
    with Store(store) if store else nullcontext() as kept:
        shelf = _Shelf(setting, kept, tasks)
        tell(shelf.progress())
        # Closing the outcomes ends the workers, also when an interrupt arrives between two of them.
        if workers > 1 and shelf.missing():
            tell(Progress(COMPILING))
            compile_rules(setting)
        with closing(outcomes(setting, shelf.missing(), workers)) as arriving:
            for outcome in arriving:
                shelf.take(outcome)
                tell(shelf.progress())
    if shelf.failures:
        raise RunError(_told(shelf.failures, len(tasks), kept=store is not None))
    return [shelf.runs[task] for task in tasks]


def tasks_of(scenario: Scenario, programmes: Iterable[str] | None, replicates: int | None) -> list[Task]:
    """Every life asked for, by programme in the scenario's order, then by replicate.

    Raises:
        ScenarioError: If there is no such programme.
        RunError: If fewer than one replicate is asked for.
    """
    names = list(scenario.programmes if programmes is None else programmes)
    for name in names:
        scenario.programme(name)
    lives = scenario.replicates if replicates is None else replicates
    if lives < 1:
        raise RunError(f"replicates is {lives}; write 1 or more")
    return [Task(name, life) for name in scenario.programmes if name in names for life in range(lives)]


class _Shelf:
    """What is there already, of everything asked for.

    Attributes:
        runs: Finished runs.
        failures: Runs that could not be finished.
    """

    def __init__(self, setting: Setting, store: Store | None, tasks: list[Task]) -> None:
        """Take from the store what is in it."""
        self.store, self.tasks = store, tasks
        self.runs: dict[Task, Run] = {}
        self.failures: list[Failure] = []
        self.keys: dict[Task, str] = {}
        if store is not None:
            shared = setting_digest(setting)
            self.keys = {task: run_key(shared, setting.scenario, task.programme, task.replicate) for task in tasks}
            found = {task: store.get(self.keys[task], task.programme) for task in tasks}
            self.runs = {task: run for task, run in found.items() if run is not None}
        self.reused = len(self.runs)

    def missing(self) -> list[Task]:
        """What is to be computed: all programmes of one replicate before the next, so that halves can be compared."""
        return sorted((task for task in self.tasks if task not in self.runs), key=lambda task: task.replicate)

    def take(self, outcome: Outcome) -> None:
        """Keep a run, or remember a failure."""
        if isinstance(outcome, Failure):
            self.failures.append(outcome)
            return
        task = Task(outcome.programme, outcome.replicate)
        if self.store is not None:
            self.store.add(self.keys[task], outcome)
        self.runs[task] = outcome

    def progress(self) -> Progress:
        """How far it is."""
        return Progress(LIVING, len(self.runs), len(self.tasks), self.reused)


def _told(failures: list[Failure], asked: int, *, kept: bool) -> str:
    """What failed, one line each."""
    ending = "; the others are finished and kept" if kept else ""
    lines = sorted(str(failure) for failure in failures)
    return "\n".join([f"{len(failures)} of {asked} runs failed{ending}", *lines])
