"""What is left to do, handed out so that a worker stays on the ground it stands on.

Lives that start from the same ground go to the same worker as long as there are other grounds, because a ground takes
longer to make than many a life. Within a ground, all points of one replicate come before the next, so that what is
finished early can be compared.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Mapping

from esnsim.experiments.execution.worker import Task
from esnsim.experiments.store.requests import BEFORE_ALL, RequestTable, RunRequest

SLICE = 500
"""Runs read from the ledger at once."""


class Queue:
    """What of a sweep is left to do."""

    def __init__(
        self, ledger: RequestTable, sweep: int, questions: Mapping[int, str], only: Container[str] | None = None
    ) -> None:
        """All that is asked and neither there nor failed.

        Args:
            ledger: Where it stands.
            sweep: Number of the sweep.
            questions: Digests of scenarios by point.
            only: Keys of the runs to be lived, None for all.
        """
        self._ledger, self._sweep, self._questions, self._only = ledger, sweep, questions, only
        self._untouched = deque(ledger.grounds(sweep))
        self._lanes: dict[int, _Lane] = {}
        self._made: set[int] = set()
        self._back: list[Task] = []
        self._running: set[str] = set()
        self._lost: set[str] = set()

    @property
    def first_ground(self) -> int | None:
        """A ground on which there is something to do, None if all is done."""
        return self._untouched[0] if self._untouched else None

    def take(self, ground: int | None) -> Task | None:
        """The next task for somebody who stands on this ground; None if there is nothing for them now.

        A ground that somebody is still making is left to them: two would make the same.
        """
        if found := self._given_back(ground):
            return found
        if ground in self._lanes and (found := self._next(ground)):
            return found
        # Somebody has to make that ground again, so it is rather not whoever has something to do on another.
        if self._back and (found := self._given_back(self._back[-1].ground)):
            return found
        while self._untouched:
            fresh = ground if ground is not None and ground in self._untouched else self._untouched[0]
            self._untouched.remove(fresh)
            self._lanes[fresh] = _Lane()
            if found := self._next(fresh):
                return found
        for shared in [each for each in self._lanes if each in self._made]:
            if found := self._next(shared):
                return found
        return None

    def open(self, ground: int) -> None:
        """Let anybody work on a ground: it is made already, or everybody has to make their own."""
        self._made.add(ground)

    def give_back(self, task: Task) -> None:
        """Let somebody else do it; what was given back last comes first."""
        self._running.discard(task.key)
        self._back.append(task)

    def finish(self, task: Task, *, lost: bool = False) -> None:
        """It is written down, or lost for good."""
        self._running.discard(task.key)
        self._made.add(task.ground)
        if lost:
            self._lost.add(task.key)

    def _given_back(self, ground: int | None) -> Task | None:
        task = next((each for each in reversed(self._back) if each.ground == ground), None)
        if task is not None:
            self._back.remove(task)
            self._running.add(task.key)
        return task

    def _next(self, ground: int) -> Task | None:
        lane = self._lanes[ground]
        while asked := lane.pop(self._ledger, self._sweep, ground):
            # Points that differ in another programme ask for the same life.
            if self._is_wanted(asked.key):
                self._running.add(asked.key)
                question = self._questions[asked.point]
                return Task(asked.key, ground, question, asked.programme, asked.replicate)
        del self._lanes[ground]
        return None

    def _is_wanted(self, key: str) -> bool:
        if self._only is not None and key not in self._only:
            return False
        return key not in self._running and key not in self._lost and not self._ledger.store.has(key)


class _Lane:
    """What is left to do on one ground, read slice by slice."""

    def __init__(self) -> None:
        self.slice: deque[RunRequest] = deque()
        self.after = BEFORE_ALL

    def pop(self, ledger: RequestTable, sweep: int, ground: int) -> RunRequest | None:
        if not self.slice:
            self.slice.extend(ledger.pending(sweep, ground, self.after, SLICE))
            if not self.slice:
                return None
            last = self.slice[-1]
            self.after = (last.replicate, last.point, last.programme)
        return self.slice.popleft()
