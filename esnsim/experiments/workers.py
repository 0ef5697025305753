"""Lives lived by several processes, any of which may be killed.

Workers are spawned, on every system alike, live one run after the other, and read organisation and start from one
folder. Each has a pipe of its own, so that it is known whose run was lost when one dies: that run is given to another
worker, and to a third never. A worker whose parent is gone ends by itself.
"""

from __future__ import annotations

import multiprocessing
import shutil
import signal
import traceback
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, TypeAlias

from esnsim.errors import EsnsimError, RunError
from esnsim.experiments.preparation import load_setting, save_setting
from esnsim.simulation.run import Run
from esnsim.simulation.simulate import Setting, simulate

FAILURES = (
    EsnsimError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What a life may raise and the others survive; an interrupt is none of it."""
CHANCES = 2
"""Workers that may die over one run, and workers in a row that may die before they can work."""


class Task(NamedTuple):
    """One life to live.

    Attributes:
        programme: Name of the programme.
        replicate: Which life of it.
    """

    programme: str
    replicate: int


class Failure(NamedTuple):
    """A life that could not be lived.

    Attributes:
        task: Which one.
        reason: What happened, in a line.
    """

    task: Task
    reason: str

    def __str__(self) -> str:
        """The line a person reads."""
        return f"programme '{self.task.programme}', replicate {self.task.replicate}: {self.reason}"


Outcome: TypeAlias = Run | Failure


def live(setting: Setting, task: Task) -> Outcome:
    """Live one life; what it raises becomes a failure."""
    try:
        return simulate(setting, task.programme, task.replicate)
    except EsnsimError as error:
        return Failure(task, str(error))
    except FAILURES as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return Failure(task, f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})")


def outcomes(setting: Setting, tasks: Sequence[Task], workers: int) -> Generator[Outcome, None, None]:
    """Live many lives, and hand over each as soon as it is over.

    Args:
        setting: What they share.
        tasks: What is to be lived; handed over in this order only with one worker.
        workers: Number of processes; 1 lives in this one.

    Raises:
        RunError: If workers cannot start.
    """
    workers = min(workers, len(tasks))
    if workers <= 1:
        yield from (live(setting, task) for task in tasks)
        return
    with TemporaryDirectory(prefix="esnsim-") as folder:
        shared = Path(folder) / "setting"
        save_setting(setting, shared)
        crew = _Crew(shared, tasks)
        try:
            yield from crew.work(workers)
        finally:
            crew.dismiss()


def serve(pipe: Connection[Any, Any], shared: Path) -> None:
    """What a worker does: say that it is ready, then answer tasks with outcomes until it is ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    setting = load_setting(shared)
    try:
        pipe.send(None)
        while True:
            pipe.send(live(setting, pipe.recv()))
    except (EOFError, OSError):
        # The parent was killed, and nobody else is left to tidy up.
        shutil.rmtree(shared.parent, ignore_errors=True)


class _Worker:
    """One process and the pipe to it.

    Attributes:
        task: What it is living, None if nothing.
        ready: Whether it has said so.
    """

    def __init__(self, shared: Path) -> None:
        """Start the process."""
        spawn = multiprocessing.get_context("spawn")
        self.pipe, theirs = spawn.Pipe()
        self.process = spawn.Process(target=serve, args=(theirs, shared), daemon=True)
        self.process.start()
        theirs.close()
        self.task: Task | None = None
        self.ready = False

    def give(self, task: Task) -> None:
        """Let it live a life; a worker that is dead already is noticed by its pipe."""
        self.task = task
        with suppress(OSError):
            self.pipe.send(task)

    def end(self, grace: float = 0.0) -> int | None:
        """End it, in the middle of a life if need be, for it has nothing to tidy up; its exit code.

        Args:
            grace: Seconds to wait for an end of its own, which tells more.
        """
        self.process.join(grace)
        self.process.terminate()
        self.process.join()
        self.pipe.close()
        return self.process.exitcode


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Children begun herein do not hear Ctrl-C, which a terminal sends to everybody; the parent ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # It begins with the first worker, and would let signals through again in the middle of that.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Crew:
    """Workers, what they are doing, and what is left to do."""

    def __init__(self, shared: Path, tasks: Sequence[Task]) -> None:
        """Nobody works yet."""
        self.shared = shared
        self.waiting = list(reversed(tasks))
        self.open = len(tasks)
        self.deaths: Counter[Task] = Counter()
        self.false_starts = 0
        self.workers: list[_Worker] = []

    def work(self, workers: int) -> Iterator[Outcome]:
        """Hand over outcomes until every task has one."""
        for _ in range(workers):
            self._hire()
        while self.open:
            heard = wait([worker.pipe for worker in self.workers])
            for worker in [each for each in self.workers if each.pipe in heard]:
                outcome = self._hear(worker)
                if outcome is not None:
                    self.open -= 1
                    yield outcome

    def _hear(self, worker: _Worker) -> Outcome | None:
        """Take what a worker says and give it the next task."""
        try:
            outcome: Outcome | None = worker.pipe.recv()
        except (EOFError, OSError):
            return self._replace(worker)
        if not worker.ready:
            worker.ready, self.false_starts = True, 0
        worker.task = None
        if self.waiting:
            worker.give(self.waiting.pop())
        return outcome

    def _replace(self, worker: _Worker) -> Failure | None:
        """Put another in the place of a dead worker; the failure of its run if that has had its chances."""
        self.workers.remove(worker)
        code, task = worker.end(grace=1.0), worker.task
        failure = None
        if not worker.ready:
            self._count_false_start(code)
        elif task is not None:
            self.deaths[task] += 1
            if self.deaths[task] < CHANCES:
                self.waiting.append(task)
            else:
                failure = Failure(task, f"{CHANCES} workers died over it (exit code {code}); is there enough memory?")
        if self.waiting:
            self._hire()
        return failure

    def _hire(self) -> None:
        """Take one worker more; an interrupt finds it either not begun or known."""
        with _uninterrupted():
            self.workers.append(_Worker(self.shared))

    def _count_false_start(self, code: int | None) -> None:
        """Give up when workers die before they can work.

        Raises:
            RunError: If it happened too often.
        """
        self.false_starts += 1
        if self.false_starts >= CHANCES:
            raise RunError(
                f"worker processes cannot start (exit code {code}); in a script, call esnsim below "
                "\"if __name__ == '__main__':\", or use one worker"
            )

    def dismiss(self) -> None:
        """End all workers, idle or not."""
        for worker in self.workers:
            worker.end()
