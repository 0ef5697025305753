"""How one queue is simulated by the workers of a Dask cluster, any of which may be lost.

Tasks travel in chunks that take about half a second, so that sending them costs little. A chunk goes to a worker that
has its base state, and may be taken over by any other. When workers die over a chunk, its tasks are simulated one by
one with nothing else under way, so that none is blamed for the deaths of its neighbours.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from collections.abc import Generator
from concurrent.futures import CancelledError
from contextlib import suppress
from importlib import import_module
from queue import Empty, SimpleQueue
from secrets import token_hex
from time import monotonic
from typing import Any, NamedTuple, TypeAlias

from esnsim.errors import RunError
from esnsim.experiments.execution.base_state import prepared
from esnsim.experiments.execution.chunk import Chunk, ChunkResult, carry, pack_chunk, simulate_chunk
from esnsim.experiments.execution.process_pool import Event, Retries, TaskResult
from esnsim.experiments.execution.queue import Queue
from esnsim.experiments.execution.shared_inputs import SharedInputs
from esnsim.experiments.execution.worker import FAILURES, Task
from esnsim.experiments.store.codec import versions
from esnsim.experiments.store.store import Failure
from esnsim.organisation import Generate

# An extra, with few types; who comes here has asked for a cluster.
DASK: Any = import_module("dask")
DISTRIBUTED: Any = import_module("distributed")
Client: TypeAlias = Any
"""`distributed.Client`."""
Future: TypeAlias = Any
"""`distributed.Future`."""
PULSE = 2.0
"""Seconds after which the cluster is heard of even if no run has ended."""
CHUNK_SECONDS = 0.5
MOST_TASKS = 200
LONG_SECONDS = 2.0
"""A chunk that takes longer does not lie ready behind another."""
LOOK_SECONDS = 1.0
"""How often it is seen which workers are there, and for how long the cluster may be upset at once."""
FETCHING_SECONDS = 10.0
"""How long the outcomes of a chunk may be on their way; their worker may have died with them."""
PATIENCE = 60.0
"""Seconds to wait for workers where there are none."""
MOST_UPSETS = 10
"""Times in a row that the cluster may drop what it was given before anything is finished."""
CARRIED_GROUNDS = 4
"""Made base states that lie ready in the cluster at once."""
GO_ON = "and give the same command again to continue where it was"


class _Sent(NamedTuple):
    """A chunk that is under way.

    Attributes:
        future: What will come of it.
        worker: Address of the worker it was meant for.
        tasks: What is in it.
        alone: Whether nothing else was under way.
    """

    future: Future
    worker: str
    tasks: tuple[Task, ...]
    alone: bool


class ClusterJob:
    """One queue on its way through a cluster."""

    def __init__(self, client: Client, address: str, queue: Queue, inputs: SharedInputs) -> None:
        """Nothing sent yet.

        Args:
            client: Of the scheduler.
            address: Of the scheduler.
            queue: What is to be simulated.
            inputs: Its base states and questions.
        """
        self._client, self._address, self._queue, self._inputs = client, address, queue, inputs
        self._sweep, self._versions = token_hex(8), versions()
        self._sent: dict[int, _Sent] = {}
        self._heard: SimpleQueue[int] = SimpleQueue()
        self._count = 0
        self._retries = Retries()
        self._suspects: deque[Task] = deque()
        self._carried: OrderedDict[int, Future] = OrderedDict()
        self._standing: dict[str, int] = {}
        self._threads: dict[str, int] = {}
        self._looked = self._populated = monotonic()
        self._seconds = CHUNK_SECONDS
        self._upsets, self._upset = 0, 0.0

    def event(self) -> Generator[Event, None, None]:
        """Send and hear until nothing is left.

        Raises:
            RunError: If the scheduler is lost, there are no workers, or they cannot do it.
        """
        self._look()
        while self._supply():
            try:
                number = self._heard.get(timeout=PULSE)
            except Empty:
                self._look()
                yield None
                continue
            done = self._hear(number)
            # The worker first gets something to do, then it is written down what was said.
            self._supply()
            yield from done

    def call_off(self) -> None:
        """Do without all that is under way."""
        if self._sent and self._client.status == "running":
            with suppress(OSError):
                self._client.cancel([sent.future for sent in self._sent.values()])

    def _look(self) -> None:
        """See which workers are there."""
        self._looked = monotonic()
        if self._client.status == "closed":
            raise RunError(f"the Dask scheduler at {self._address} is lost; start it, {GO_ON}")
        if self._client.status == "running":
            with suppress(OSError):
                self._threads = self._client.nthreads()
        if self._threads:
            self._populated = self._looked
        elif self._looked - self._populated > PATIENCE:
            raise RunError(
                f"the Dask scheduler at {self._address} has no workers; "
                f"start some with 'dask worker {self._address}', {GO_ON}"
            )

    def _supply(self) -> bool:
        """See that everybody has something to do; whether anything is under way or waits for its turn."""
        if monotonic() - self._looked > LOOK_SECONDS:
            self._look()
        if self._client.status != "running":
            return True
        if self._suspects:
            if not self._sent:
                self._send((self._suspects.popleft(),), next(iter(self._threads), ""), alone=True)
            return True
        depth = 2 if self._chunk_size() * self._seconds < LONG_SECONDS else 1
        loads = Counter(sent.worker for sent in self._sent.values())
        for wanted in range(1, depth + 1):
            for worker, threads in self._threads.items():
                while loads[worker] < wanted * threads and (tasks := self._chunk(worker)):
                    self._send(tasks, worker)
                    loads[worker] += 1
        return bool(self._sent) or self._waits()

    def _waits(self) -> bool:
        """Whether there is something to do and nobody to do it."""
        task = self._queue.take(None)
        if task is not None:
            self._queue.give_back(task)
        return task is not None

    def _chunk_size(self) -> int:
        return max(1, min(MOST_TASKS, int(CHUNK_SECONDS / max(self._seconds, 1e-6))))

    def _chunk(self, worker: str) -> tuple[Task, ...]:
        """Tasks on one base state, if possible on that on which the worker stands."""
        tasks: list[Task] = []
        while len(tasks) < self._chunk_size() and (task := self._queue.take(self._standing.get(worker))):
            if tasks and task.base_state != tasks[0].base_state:
                self._queue.give_back(task)
                break
            tasks.append(task)
            self._standing[worker] = task.base_state
            # Machines share no disk: whoever comes here has to make it anyway.
            self._queue.open(task.base_state)
        return tuple(tasks)

    def _send(self, tasks: tuple[Task, ...], worker: str, *, alone: bool = False) -> None:
        """Have a chunk simulated by this worker, or by another if it cannot."""
        inputs, number = self._inputs, tasks[0].base_state
        base_state = inputs.base_state(number)._replace(shared=None)
        questions = tuple(inputs.question(key) for key in dict.fromkeys(task.question for task in tasks))
        arguments: list[Any] = [pack_chunk(Chunk(self._sweep, self._versions, base_state, questions, tasks))]
        # Files that were imported may not be there on other machines.
        if number in inputs.settings or not isinstance(inputs.scenarios[number].organisation.specification, Generate):
            arguments.append(self._carry(number))
        where: dict[str, Any] = {"workers": [worker], "allow_other_workers": True} if worker else {}
        future = self._client.submit(simulate_chunk, *arguments, pure=False, **where)
        self._count += 1
        self._sent[self._count] = _Sent(future, worker, tasks, alone)
        self._listen(self._count)

    def _listen(self, number: int) -> None:
        """Have it heard when a chunk is finished or lost."""
        self._sent[number].future.add_done_callback(lambda _future: self._heard.put(number))

    def _carry(self, number: int) -> Future:
        """A made base state, on its way to whoever needs it.

        It is the result of a task rather than scattered: what was scattered is gone with the worker that has it.
        """
        if number not in self._carried:
            made = self._inputs.settings.get(number) or prepared(self._inputs.scenarios[number])
            with DASK.config.set({"distributed.admin.large-graph-warning-threshold": "1 TiB"}):
                self._carried[number] = self._client.submit(bytes, carry(made), pure=False)
            if len(self._carried) > CARRIED_GROUNDS:
                self._carried.popitem(last=False)
        self._carried.move_to_end(number)
        return self._carried[number]

    def _hear(self, number: int) -> list[TaskResult]:
        """What came of a chunk; tasks that are to be tried again go back."""
        sent = self._sent[number]
        try:
            result: ChunkResult = sent.future.result(timeout=FETCHING_SECONDS)
        except DISTRIBUTED.KilledWorker as error:
            del self._sent[number]
            return self._suspect(sent, error.allowed_failures + 1)
        except TimeoutError:
            self._listen(number)
            return []
        except (CancelledError, OSError) as error:
            del self._sent[number]
            self._take_back(sent.tasks, error)
            return []
        except RunError:
            raise
        except FAILURES as error:
            raise RunError(
                f"workers of {self._address} cannot work here ({type(error).__name__}: {error}); "
                "is the same version of esnsim installed there?"
            ) from error
        del self._sent[number]
        self._upsets, self._seconds = 0, result.seconds
        both = zip(sent.tasks, result.outcomes, strict=True)
        return [done for task, outcome in both if (done := self._end(TaskResult(task, outcome)))]

    def _end(self, done: TaskResult) -> TaskResult | None:
        """Have a run tried again, or hand over what came of it."""
        failed = isinstance(done.outcome, Failure)
        if failed and self._retries.again(done.task):
            self._queue.give_back(done.task)
            return None
        return done

    def _suspect(self, sent: _Sent, deaths: int) -> list[TaskResult]:
        """Workers died over a chunk: its tasks are simulated alone; one that was alone is given up."""
        if not sent.alone:
            self._suspects.extend(sent.tasks)
            return []
        (task,) = sent.tasks
        reason = f"{deaths} workers of the cluster died over it; is there enough memory?"
        return [TaskResult(task, Failure(task.key, task.programme, task.replicate, reason))]

    def _take_back(self, tasks: tuple[Task, ...], error: BaseException) -> None:
        """The cluster dropped a chunk: somebody restarted it, or the connection was lost for a while."""
        for task in reversed(tasks):
            self._queue.give_back(task)
        self._carried.clear()
        moment = monotonic()
        if moment - self._upset > LOOK_SECONDS:
            self._upset = moment
            self._upsets += 1
        if self._upsets > MOST_UPSETS:
            raise RunError(
                f"the Dask cluster at {self._address} drops what it is given ({error}); look after it, {GO_ON}"
            )
