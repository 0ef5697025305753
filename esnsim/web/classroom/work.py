"""What is computed for classes beside the app: each run once for everybody, and best plans while a class plays.

A class goes on when a browser is closed, so this work belongs to the app and not to a visitor.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, NamedTuple

from esnsim.errors import EsnsimError
from esnsim.state import Doubles
from esnsim.web.chores import make_start_ready
from esnsim.web.classroom.best import BestPlan, find_best
from esnsim.web.classroom.classroom import Classroom
from esnsim.web.classroom.runs import Plan, Source, ground, plan_runs
from esnsim.web.workers import Workers

AT_ONCE = 2
"""Plans that are simulated at a time."""
MOST_KNOWN = 5_000
"""Plans whose runs are remembered: some kilobytes each."""
Done = Callable[[int, int], object]


class RunsKey(NamedTuple):
    """Which runs: of the start of a class, under a plan, so many weeks."""

    start: str
    plan: Plan
    weeks: int


class ClassWork:
    """Runs and searches of all classes of an app."""

    def __init__(self) -> None:
        """Nothing is computed yet."""
        self._simulating, self._searching = Workers(AT_ONCE), Workers(1)
        self._known: dict[RunsKey, Doubles] = {}
        self._wanted: dict[RunsKey, asyncio.Future[None]] = {}
        self._foreseen: dict[tuple[str, str], list[RunsKey]] = {}
        self._under_way: set[RunsKey] = set()
        self._settled: set[str] = set()
        self._settling = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._searches: dict[str, asyncio.Task[None]] = {}
        self._best: dict[str, BestPlan] = {}
        self._closed = False

    async def runs(self, found: Classroom, plans: Iterable[Plan], weeks: int, done: Done | None = None) -> Source:
        """Where runs of these plans come from, once all of them are there.

        Args:
            found: The class.
            plans: What is simulated.
            weeks: How far.
            done: Told how many of how many plans are there.

        Raises:
            RunError: If they cannot be simulated.
        """
        start = _start_of(found)
        keys = list(dict.fromkeys(RunsKey(start, plan, weeks) for plan in plans))
        waited = [self._want(key) for key in keys if key not in self._known]
        self._spur()
        left: set[asyncio.Future[None]] = set(waited)
        while left:
            if done is not None:
                done(len(keys) - len(left), len(keys))
            _, left = await asyncio.wait(left, return_when=asyncio.FIRST_COMPLETED)
        for each in waited:
            each.result()
        got = {key: self._known[key] for key in keys}
        return lambda plan, until: got[RunsKey(start, plan, until)]

    def foresee(self, found: Classroom, team: str, plans: Iterable[Plan], weeks: int) -> None:
        """Simulate what will be asked for soon, when there is nothing else to do; instead of what was said before."""
        start = _start_of(found)
        self._foreseen[found.code, team] = [RunsKey(start, plan, weeks) for plan in plans]
        self._spur()

    async def ready(self, found: Classroom) -> None:
        """Wait until the start of a class lies ready on this machine.

        Raises:
            RunError: If it cannot be made.
        """
        await self._settle(_start_of(found))

    def search(self, found: Classroom) -> None:
        """Begin to look for the best plan of a class, unless that was begun."""
        if found.code not in self._searches and not self._closed:
            self._searches[found.code] = asyncio.get_running_loop().create_task(self._search(found))

    def best(self, code: str) -> BestPlan | None:
        """How far the search has come; None if nothing was tried yet."""
        return self._best.get(code)

    def forget(self, code: str) -> None:
        """A class has ended: nothing is computed for it any more."""
        task = self._searches.pop(code, None)
        if task is not None:
            task.cancel()
        self._best.pop(code, None)
        self._foreseen = {key: plans for key, plans in self._foreseen.items() if key[0] != code}

    def close(self) -> None:
        """End all work."""
        self._closed = True
        for task in (*self._tasks, *self._searches.values()):
            task.cancel()
        self._simulating.close()
        self._searching.close()

    def _want(self, key: RunsKey) -> asyncio.Future[None]:
        if key not in self._wanted:
            self._wanted[key] = asyncio.get_running_loop().create_future()
        return self._wanted[key]

    def _spur(self) -> None:
        """See that somebody works if there is something to do."""
        while len(self._tasks) < AT_ONCE and self._next() is not None and not self._closed:
            task = asyncio.get_running_loop().create_task(self._work())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _next(self) -> RunsKey | None:
        """What is done next: first what somebody waits for."""
        waited = (key for key in self._wanted if key not in self._under_way)
        soon = (
            key
            for keys in self._foreseen.values()
            for key in keys
            if key not in self._known and key not in self._under_way
        )
        return next(waited, None) or next(soon, None)

    async def _work(self) -> None:
        """Simulate one plan after the other until there is nothing left."""
        while (key := self._next()) is not None:
            self._under_way.add(key)
            error: EsnsimError | None = None
            try:
                await self._settle(key.start)
                self._keep(key, await self._simulating.long(plan_runs, json.loads(key.start), key.plan, key.weeks))
            except EsnsimError as refused:
                error = refused
            finally:
                self._under_way.discard(key)
            self._answer(key, error)

    def _keep(self, key: RunsKey, values: Doubles) -> None:
        while len(self._known) >= MOST_KNOWN:
            del self._known[next(iter(self._known))]
        self._known[key] = values

    def _answer(self, key: RunsKey, error: EsnsimError | None) -> None:
        """Tell who waits for it; what failed is not foreseen again."""
        waiting = self._wanted.pop(key, None)
        if error is not None:
            self._foreseen = {whose: [each for each in keys if each != key] for whose, keys in self._foreseen.items()}
        if waiting is None or waiting.done():
            return
        if error is None:
            waiting.set_result(None)
        else:
            waiting.set_exception(error)
            waiting.exception()  # is looked at, should nobody wait any more

    async def _settle(self, start: str) -> None:
        """Let the start of a class lie ready on this machine, once for all its plans."""
        async with self._settling:
            if start not in self._settled:
                await self._simulating.long(make_start_ready, json.loads(start))
                self._settled.add(start)

    async def _search(self, found: Classroom) -> None:
        """Look for the best plan, beside everything else."""

        def heard(best: Any) -> None:  # noqa: ANN401 - comes from another process
            self._best[found.code] = best

        # What fails here is said where the best plan is asked for: there is none.
        with suppress(EsnsimError):
            await self._settle(_start_of(found))
            heard(await self._searching.telling(heard, find_best, found))


def _start_of(found: Classroom) -> str:
    """What all plans of a class start from, as one text."""
    return json.dumps(ground(found), sort_keys=True)
