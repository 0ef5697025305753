"""What simulates the runs asked for: this process, others on this machine, or a cluster; each run is kept at once."""

from __future__ import annotations

from collections.abc import Callable, Container, Generator, Sequence
from contextlib import closing, contextmanager, suppress
from typing import NamedTuple, TypeAlias

from esnsim.errors import RunError
from esnsim.experiments.execution.base_state import prepared
from esnsim.experiments.execution.process_pool import CHANCES, Event, ProcessPool, alone
from esnsim.experiments.execution.queue import Queue
from esnsim.experiments.execution.shared_inputs import SharedInputs, shared_inputs
from esnsim.experiments.execution.submission import Submission
from esnsim.experiments.store.codec import Packed
from esnsim.experiments.store.keys import question_key
from esnsim.experiments.store.requests import FINISHED, STOPPED
from esnsim.experiments.store.store import Failure
from esnsim.simulation.simulate import Prepared, compiling, rules_are_compiled

SIMULATING = "simulating"
COMPILING = "compiling the rules, once, which takes some 20 s:"


class RunProgress(NamedTuple):
    """How far it is.

    Attributes:
        stage: What is being done: `preparation.BUILDING`, `preparation.SETTLING`, `COMPILING` or `SIMULATING`.
        done: Runs that are there, or parts that are compiled.
        total: Runs asked for, or parts; 0 as long as it is not known.
        reused: Those of them that had been computed before.
        failed: Runs that could not be finished.
        best: What is best so far, as a sentence; empty where nothing is looked for.
        unit: What is counted.
    """

    stage: str
    done: int = 0
    total: int = 0
    reused: int = 0
    failed: int = 0
    best: str = ""
    unit: str = "runs"


Watcher: TypeAlias = Callable[[RunProgress], None]
Heed: TypeAlias = Callable[[Packed, Sequence[tuple[int, str, int]]], str]
"""Hears of a run and of the points, programmes and replicates it belongs to, and says what is best so far."""
Backend: TypeAlias = Callable[[Queue, SharedInputs], Generator[Event, None, None]]


def unwatched(_progress: RunProgress) -> None:
    """Nobody is told."""


def unheeded(_run: Packed, _askers: Sequence[tuple[int, str, int]]) -> str:
    """Nothing is looked for."""
    return ""


def compile_missing(tell: Watcher, *, pulled: bool) -> None:
    """Compile the rules if nobody has yet, and tell how far it is.

    Args:
        tell: Told of each part.
        pulled: Whether levers will be pulled, for which there is machine code of its own.
    """
    if rules_are_compiled(pulled=pulled):
        return
    for ready, parts in compiling(pulled=pulled):
        tell(RunProgress(COMPILING, ready, parts, unit="parts"))


class Executor:
    """A submission with what simulates it, from the moment they are hired until they are dismissed."""

    def __init__(
        self, submission: Submission, place: SharedInputs, backend: Backend, tell: Watcher, heed: Heed, *, shared: bool
    ) -> None:
        """Nothing done yet; ``shared`` says whether other processes of this machine are to read what this one makes."""
        self._submission, self._place, self._backend, self._tell = submission, place, backend, tell
        self._heed, self._shared = heed, shared
        self.reused = submission.requests.count(submission.number).done

    def prepare(self, base_state: int) -> Prepared:
        """Make a base state in this process, unless it is there, and let others read it."""
        place = self._place
        self._compile()
        if base_state not in place.settings:
            place.settings[base_state] = prepared(
                place.scenarios[base_state], tell=lambda stage: self._tell(RunProgress(stage))
            )
        setting = place.settings[base_state]
        if self._shared and place.base_state(base_state).shared is None:
            # Else every worker would; what is there already is not read here, where nothing is simulated.
            compile_missing(self._tell, pulled=any(setting.scenario.programmes.values()))
            place.share(base_state)
        return setting

    def _compile(self) -> None:
        """Compile the rules if nobody has yet and there is something to simulate; tell how far it is."""
        total, done, failed = self._submission.requests.count(self._submission.number)
        if done + failed == total:
            return
        first = next(iter(self._place.scenarios.values()))
        compile_missing(self._tell, pulled=any(first.programmes.values()))

    def work(self, only: Container[str] | None = None) -> None:
        """Simulate what is missing.

        Args:
            only: Keys of the runs to be simulated, None for all.
        """
        requests, number = self._submission.requests, self._submission.number
        queue = Queue(requests, number, {point.number: point.question for point in requests.points(number)}, only)
        total, done, failed = requests.count(number)
        best = ""
        self._compile()
        self._tell(RunProgress(SIMULATING, done, total, self.reused, failed))
        # Other workers would each compile the rules; they find them when the first base state is there.
        if self._shared and queue.first_ground is not None:
            self.prepare(queue.first_ground)
            queue.open(queue.first_ground)
        # Closing the news ends their work, also when an interrupt arrives between two of them.
        with closing(self._backend(queue, self._place)) as arriving:
            for event in arriving:
                requests.store.check_there()
                if event is None:
                    requests.tell(number)
                    continue
                askers = requests.askers(number, event.task.key)
                if isinstance(event.outcome, Failure):
                    requests.store.fail(event.outcome, CHANCES)
                    queue.finish(event.task, lost=True)
                    failed += len(askers)
                else:
                    requests.store.add([event.outcome])
                    queue.finish(event.task)
                    done += len(askers)
                    best = self._heed(event.outcome, askers) or best
                self._tell(RunProgress(SIMULATING, done, total, self.reused, failed, best))


@contextmanager
def working(
    submission: Submission, workers: int | str | ProcessPool, tell: Watcher, heed: Heed = unheeded
) -> Generator[Executor, None, None]:
    """Whoever runs a submission, as long as they are needed.

    Args:
        submission: What is asked.
        workers: Number of processes, or processes that stay, or address of a Dask scheduler; results do not depend
            on it.
        tell: Told after every run.
        heed: Hears of every run.
    """
    questions = {question_key(scenario): scenario for scenario in submission.scenarios}
    base_states = {
        submission.base_states.numbers[nth]: each for nth, each in reversed(list(enumerate(submission.scenarios)))
    }
    with shared_inputs(base_states, questions) as place, _backend(submission, place, workers) as backend:
        place.settings.update(submission.base_states.settings)
        try:
            yield Executor(
                submission, place, backend, tell, heed, shared=not isinstance(workers, str) and backend is not alone
            )
        except BaseException:
            # What went wrong is told, not that it cannot be written down.
            with suppress(RunError):
                submission.requests.tell(submission.number, STOPPED)
            raise
        submission.requests.tell(submission.number, FINISHED)


@contextmanager
def _backend(
    submission: Submission, place: SharedInputs, workers: int | str | ProcessPool
) -> Generator[Backend, None, None]:
    """What simulates: this process, others on this machine, or a cluster."""
    if isinstance(workers, str):
        from esnsim.experiments.execution.cluster import on_cluster  # noqa: PLC0415 - an extra

        with on_cluster(workers) as cluster:
            yield cluster.work
        return
    if isinstance(workers, ProcessPool):
        workers.renew(place.folder)
        yield workers.work
        return
    count = submission.requests.count(submission.number)
    processes = min(workers, count.total - count.done - count.failed)
    if processes <= 1:
        yield alone
        return
    # They start while this process makes the first base state, and with it the machine code of the rules.
    pool = ProcessPool(processes, place.folder)
    try:
        yield pool.work
    finally:
        pool.dismiss()
