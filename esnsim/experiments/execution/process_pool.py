"""Runs simulated by several processes, any of which may be killed.

Workers are spawned, on every system alike, and simulate one run after the other; what they finish is handed over at
once. Each has a pipe of its own, so that it is known whose run was lost when one dies: that run is given to another
worker, and to a third never. A worker whose parent is gone ends by itself.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
import threading
from collections import Counter, deque
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from pathlib import Path
from secrets import token_hex
from tempfile import gettempdir
from typing import Any, NamedTuple, TypeAlias

from esnsim.errors import RunError
from esnsim.experiments.execution.queue import Queue
from esnsim.experiments.execution.shared_inputs import SharedInputs
from esnsim.experiments.execution.worker import Outcome, Task, Worker
from esnsim.experiments.store.store import Failure

CHANCES = 2
"""Times a run is tried, and workers in a row that may end before they can work."""
KILLS = 5
"""Workers in a row that may be killed before they can work: whoever kills them may soon be content."""
AHEAD_SECONDS = 0.1
"""Work that lies ready at a worker, so that it need not wait for the parent between short runs."""
MOST_AHEAD = 16
PULSE = 2.0
"""Seconds after which the parent is heard of even if no run has ended."""
GRACE = 1.0
"""Seconds for a dead worker to become an exit code."""


class TaskResult(NamedTuple):
    """A task with what came of it.

    Attributes:
        task: What was to be done.
        outcome: A run, or why there is none.
    """

    task: Task
    outcome: Outcome


Event: TypeAlias = TaskResult | None
"""What is heard: an outcome, or None as a heartbeat. Whoever hears it tells the queue when it is written down."""


class Retries:
    """How often runs were tried."""

    def __init__(self) -> None:
        """None yet."""
        self._failed: Counter[str] = Counter()

    def again(self, task: Task) -> bool:
        """Count a failure; whether the run has a chance left."""
        self._failed[task.key] += 1
        return self._failed[task.key] < CHANCES


def alone(queue: Queue, inputs: SharedInputs) -> Generator[Event, None, None]:
    """Simulate what is in a queue, in this process."""
    worker, retries = Worker(), Retries()
    known: set[int | str] = set()
    at: int | None = None
    while task := queue.take(at):
        at = task.base_state
        if task.base_state not in known:
            worker.learn(inputs.base_state(task.base_state), inputs.settings.get(task.base_state))
        if task.question not in known:
            worker.learn(inputs.question(task.question))
        known |= {task.base_state, task.question}
        outcome = worker.simulate(task)
        if isinstance(outcome, Failure) and retries.again(task):
            queue.give_back(task)
            continue
        yield TaskResult(task, outcome)


class Renewal(NamedTuple):
    """Word to a worker that what follows belongs to something else.

    Attributes:
        shared: Folder to be thrown away from now on should the parent be killed.
    """

    shared: Path


def answer_tasks(pipe: Connection[Any, Any], shared: Path) -> None:
    """What a worker does: say that it is ready, then answer tasks with outcomes until it is ended.

    Args:
        pipe: To the parent, which sends base states, questions, tasks and renewals.
        shared: Folder to be thrown away should the parent have been killed.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    folders = [shared]
    threading.Thread(target=_end_with_parent, args=(folders,), daemon=True).start()
    worker = Worker()
    try:
        pipe.send(None)
        while True:
            said = pipe.recv()
            if isinstance(said, Task):
                pipe.send(worker.simulate(said))
            elif isinstance(said, Renewal):
                worker, folders[0] = Worker(), said.shared
            else:
                worker.learn(said)
    except (EOFError, OSError):
        # The parent was killed, and nobody else is left to tidy up.
        shutil.rmtree(folders[0], ignore_errors=True)


def _end_with_parent(folders: list[Path]) -> None:
    """End in the middle of a run if the parent is killed, which may take minutes otherwise."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        shutil.rmtree(folders[0], ignore_errors=True)
        os._exit(1)


class _Worker:
    """One process and the pipe to it.

    Attributes:
        tasks: What it has been given and not yet answered; it runs the first of them.
        ready: Whether it has said so.
    """

    def __init__(self, shared: Path) -> None:
        """Start the process."""
        spawn = multiprocessing.get_context("spawn")
        self.pipe, theirs = spawn.Pipe()
        self.process = spawn.Process(target=answer_tasks, args=(theirs, shared), daemon=True)
        self.process.start()
        theirs.close()
        self.tasks: deque[Task] = deque()
        self.ready = False
        self._known: set[int | str] = set()
        self.base_state: int | None = None

    def give(self, task: Task, inputs: SharedInputs) -> None:
        """Let it simulate a run; a worker that is dead already is noticed by its pipe."""
        self.tasks.append(task)
        self.base_state = task.base_state
        with suppress(OSError):
            if task.base_state not in self._known:
                if task.base_state in inputs.settings:
                    # What was made by hand could not be made again from its scenario.
                    inputs.share(task.base_state)
                self.pipe.send(inputs.base_state(task.base_state))
            if task.question not in self._known:
                self.pipe.send(inputs.question(task.question))
            self.pipe.send(task)
        self._known |= {task.base_state, task.question}

    def renew(self, shared: Path) -> None:
        """Let it forget what it was told, whose names may mean something else from now on."""
        with suppress(OSError):
            self.pipe.send(Renewal(shared))
        self._known.clear()
        self.base_state = None

    def end(self, grace: float = 0.0) -> int | None:
        """End it, in the middle of a run if need be, for it has nothing to tidy up; its exit code.

        Args:
            grace: Seconds to wait for an end of its own, which tells more.
        """
        self.process.join(grace)
        self.process.kill()
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


class ProcessPool:
    """Workers, from the moment they are hired until they are dismissed; they get ready while others prepare."""

    def __init__(self, workers: int, shared: Path) -> None:
        """Hire so many; ``shared`` is thrown away by them should this process be killed."""
        self._shared = shared
        self._workers: list[_Worker] = []
        self._false_starts = 0
        self._retries = Retries()
        self._seconds = AHEAD_SECONDS
        for _ in range(workers):
            self._hire()

    def renew(self, shared: Path) -> None:
        """Make ready for another submission, all work of the last one being done.

        Args:
            shared: Folder that workers throw away should this process be killed.
        """
        self._shared, self._retries = shared, Retries()
        for worker in self._workers:
            worker.renew(shared)

    def work(self, queue: Queue, inputs: SharedInputs) -> Generator[Event, None, None]:
        """Simulate what is in a queue.

        Raises:
            RunError: If workers cannot start.
        """
        self._supply(queue, inputs)
        while any(worker.tasks for worker in self._workers):
            heard = wait([worker.pipe for worker in self._workers], PULSE)
            if not heard:
                yield None
            for worker in [each for each in self._workers if each.pipe in heard]:
                done = self._hear(worker, queue)
                # The worker first gets something to do, then the parent writes down what it said.
                self._supply(queue, inputs)
                if done is not None:
                    yield done
            # What was written down may have made a base state free for others.
            self._supply(queue, inputs)

    def _supply(self, queue: Queue, inputs: SharedInputs) -> None:
        """See that everybody has something to do, the idle first."""
        ahead = 1 + min(MOST_AHEAD, int(AHEAD_SECONDS / max(self._seconds, 1e-6)))
        for wanted in range(1, ahead + 1):
            for worker in self._workers:
                while len(worker.tasks) < wanted and (task := queue.take(worker.base_state)):
                    worker.give(task, inputs)

    def _hear(self, worker: _Worker, queue: Queue) -> TaskResult | None:
        """Take what a worker says."""
        try:
            outcome: Outcome | None = worker.pipe.recv()
        except (EOFError, OSError):
            return self._replace(worker, queue)
        if outcome is None:
            worker.ready, self._false_starts = True, 0
            return None
        task = worker.tasks.popleft()
        if isinstance(outcome, Failure):
            return self._fail(task, outcome, queue)
        self._seconds += 0.2 * (outcome.kernel_seconds - self._seconds)
        return TaskResult(task, outcome)

    def _fail(self, task: Task, failure: Failure, queue: Queue) -> TaskResult | None:
        """Have a run tried again, or give it up."""
        if self._retries.again(task):
            queue.give_back(task)
            return None
        return TaskResult(task, failure)

    def _replace(self, worker: _Worker, queue: Queue) -> TaskResult | None:
        """Put another in the place of a dead worker; the failure of its run if that has had its chances."""
        self._workers.remove(worker)
        code, tasks = worker.end(GRACE), worker.tasks
        given_up = None
        if not worker.ready:
            self._count_false_start(code)
        elif tasks:
            deadly = tasks.popleft()
            reason = f"{CHANCES} workers died over it (exit code {code}); is there enough memory?"
            given_up = self._fail(deadly, Failure(deadly.key, deadly.programme, deadly.replicate, reason), queue)
        for task in reversed(tasks):
            queue.give_back(task)
        self._hire()
        return given_up

    def _hire(self) -> None:
        """Take one worker more; an interrupt finds it either not begun or known."""
        with _uninterrupted():
            self._workers.append(_Worker(self._shared))

    def _count_false_start(self, code: int | None) -> None:
        """Give up when workers die before they can work.

        Raises:
            RunError: If it happened too often.
        """
        self._false_starts += 1
        if self._false_starts >= (KILLS if is_killed(code) else CHANCES):
            raise RunError(false_start(code))

    def dismiss(self) -> None:
        """End all workers, idle or not."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()


@contextmanager
def hired(workers: int) -> Iterator[int | ProcessPool]:
    """Processes that stay for many submissions, each of which would hire its own; one worker needs no process.

    Args:
        workers: Number of processes, >= 1.
    """
    if workers <= 1:
        yield workers
        return
    pool = ProcessPool(workers, _no_folder())
    try:
        yield pool
    finally:
        pool.dismiss()


def _no_folder() -> Path:
    """A path at which there is nothing."""
    return Path(gettempdir()) / f"esnsim-{token_hex(8)}"


def is_killed(code: int | None) -> bool:
    """Whether an exit code says that somebody ended a process by a signal."""
    return code is not None and code < 0


def false_start(code: int | None) -> str:
    """Why workers cannot start, as far as an exit code tells, and what to do about it."""
    if code is not None and is_killed(code):
        return (
            f"worker processes are killed before they can work (signal {-code}); is there enough memory? what is "
            "finished is kept; give the same command again, perhaps with fewer workers"
        )
    told = f"worker processes cannot start (exit code {code}); "
    if code == 1 and _is_script():
        return f"{told}in a script, call esnsim below \"if __name__ == '__main__':\", or use one worker"
    return f"{told}what they said stands above; what is finished is kept, and one worker needs no other process"


def _is_script() -> bool:
    """Whether workers begin by running a person's own file once more."""
    main = sys.modules["__main__"]
    return getattr(main, "__spec__", None) is None and str(getattr(main, "__file__", "")).endswith(".py")
