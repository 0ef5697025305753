"""What is left to do, handed out so that a worker stays on the base state it stands on.

Runs that start from the same base state go to the same worker as long as there are other base states, because a base
state takes longer to make than many a run. Within a base state, all points of one replicate come before the next, so
that what is finished early can be compared.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Mapping

from esnsim.experiments.execution.worker import Task
from esnsim.experiments.store.requests import BEFORE_ALL, RequestTable, RunRequest

SLICE = 500
"""Runs read from the request table at once."""


class Queue:
    """What of a sweep is left to do."""

    def __init__(
        self, requests: RequestTable, sweep: int, questions: Mapping[int, str], only: Container[str] | None = None
    ) -> None:
        """All that is asked and neither there nor failed.

        Args:
            requests: Where it stands.
            sweep: Number of the sweep.
            questions: Digests of scenarios by point.
            only: Keys of the runs to be simulated, None for all.
        """
        self._requests, self._sweep, self._questions, self._only = requests, sweep, questions, only
        self._untouched = deque(requests.base_states(sweep))
        self._lanes: dict[int, _Lane] = {}
        self._made: set[int] = set()
        self._back: list[Task] = []
        self._running: set[str] = set()
        self._lost: set[str] = set()

    @property
    def first_ground(self) -> int | None:
        """A base state on which there is something to do, None if all is done."""
        return self._untouched[0] if self._untouched else None

    def take(self, base_state: int | None) -> Task | None:
        """The next task for somebody who stands on this base state; None if there is nothing for them now.

        A base state that somebody is still making is left to them: two would make the same.
        """
        if found := self._given_back(base_state):
            return found
        if base_state in self._lanes and (found := self._next(base_state)):
            return found
        # Somebody has to make that base state again, so it is rather not whoever has something to do on another.
        if self._back and (found := self._given_back(self._back[-1].base_state)):
            return found
        while self._untouched:
            fresh = base_state if base_state is not None and base_state in self._untouched else self._untouched[0]
            self._untouched.remove(fresh)
            self._lanes[fresh] = _Lane()
            if found := self._next(fresh):
                return found
        for shared in [each for each in self._lanes if each in self._made]:
            if found := self._next(shared):
                return found
        return None

    def open(self, base_state: int) -> None:
        """Let anybody work on a base state: it is made already, or everybody has to make their own."""
        self._made.add(base_state)

    def give_back(self, task: Task) -> None:
        """Let somebody else do it; what was given back last comes first."""
        self._running.discard(task.key)
        self._back.append(task)

    def finish(self, task: Task, *, lost: bool = False) -> None:
        """It is written down, or lost for good."""
        self._running.discard(task.key)
        self._made.add(task.base_state)
        if lost:
            self._lost.add(task.key)

    def _given_back(self, base_state: int | None) -> Task | None:
        task = next((each for each in reversed(self._back) if each.base_state == base_state), None)
        if task is not None:
            self._back.remove(task)
            self._running.add(task.key)
        return task

    def _next(self, base_state: int) -> Task | None:
        lane = self._lanes[base_state]
        while asked := lane.pop(self._requests, self._sweep, base_state):
            # Points that differ in another programme ask for the same run.
            if self._is_wanted(asked.key):
                self._running.add(asked.key)
                question = self._questions[asked.point]
                return Task(asked.key, base_state, question, asked.programme, asked.replicate)
        del self._lanes[base_state]
        return None

    def _is_wanted(self, key: str) -> bool:
        if self._only is not None and key not in self._only:
            return False
        return key not in self._running and key not in self._lost and not self._requests.store.has(key)


class _Lane:
    """What is left to do on one base state, read slice by slice."""

    def __init__(self) -> None:
        self.slice: deque[RunRequest] = deque()
        self.after = BEFORE_ALL

    def pop(self, requests: RequestTable, sweep: int, base_state: int) -> RunRequest | None:
        if not self.slice:
            self.slice.extend(requests.pending(sweep, base_state, self.after, SLICE))
            if not self.slice:
                return None
            last = self.slice[-1]
            self.after = (last.replicate, last.point, last.programme)
        return self.slice.popleft()
