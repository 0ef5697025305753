"""Work of one visitor, one after the other, that ends with the visit and never holds up anybody else.

The library answers all visitors in turn, and waits until each has been answered. So an answer only starts work here;
when the work is done, what came of it is put on the page in a moment.
"""

from __future__ import annotations

import asyncio
import contextvars
import sys
import traceback
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec, TypeVar

from shiny import Session, reactive

from esnsim.errors import EsnsimError
from esnsim.web.workers import BROKEN, Workers

MOST_WAITING = 12
"""Works of one visitor that may wait for each other."""
P = ParamSpec("P")
T = TypeVar("T")


class GoneError(Exception):
    """The visitor has left; nobody wants the result."""


class Desk:
    """The work of one visitor.

    Attributes:
        workers: Who does it.
        gone: Whether the visitor has left.
        trouble: What was refused, in words.
    """

    def __init__(self, session: Session, workers: Workers, trouble: reactive.Value[str]) -> None:
        """Nothing to do yet.

        Args:
            session: Whose work it is.
            workers: Who does it.
            trouble: Where the page shows what was refused.
        """
        self.workers, self.trouble, self.gone = workers, trouble, False
        self._tasks: set[asyncio.Task[Any]] = set()
        self._turn = asyncio.Lock()
        session.on_ended(self._leave)

    def check(self) -> None:
        """Called by long work now and then.

        Raises:
            GoneError: If it is for nobody any more.
        """
        if self.gone:
            raise GoneError

    def go(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T] | None:
        """Begin some work; None if too much of it is waiting already."""
        if self.gone or len(self._tasks) >= MOST_WAITING:
            work.close()
            return None
        # Nothing of the answer that begins it is its business, such as what the answer depends on.
        task = asyncio.get_running_loop().create_task(work, context=contextvars.Context())
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    async def in_turn(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a function gives, from a thread, after all that was begun before."""
        async with self._turn:
            return await self.workers.short(function, *args, **kwargs)

    async def tell(self, change: Callable[[], object]) -> None:
        """Change what the page depends on, and let it follow."""
        async with reactive.lock():
            if not self.gone:
                change()
                await reactive.flush()

    async def refuse(self, error: Exception) -> None:
        """Say on the page why something was not done."""
        if isinstance(error, EsnsimError | ValueError):
            said = str(error)
        else:
            traceback.print_exception(error, file=sys.stderr)
            said = BROKEN
        await self.tell(lambda: self.trouble.set(said))

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Exception) and not self.gone and not isinstance(error, GoneError):
            self.go(self.refuse(error))

    def _leave(self) -> None:
        self.gone = True
        for task in list(self._tasks):
            task.cancel()
