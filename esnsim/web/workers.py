"""Long work beside the loop that answers everybody: in processes that can be ended, and in threads.

Whatever is long or is made of much Python goes to a process: nobody waits for it but who asked, and it ends at once
when they leave. What goes on with a run at hand is short, and runs in a thread, since compiled code needs no lock.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from esnsim.errors import EsnsimError, RunError

MOST_PROCESSES = 3
"""Long works at a time, so that a very long one does not hold up all others."""
MOST_THREADS = 64
IDLE = 120.0
"""Seconds after which a process that nobody asks is ended: each holds some 150 MB, and another is there in seconds."""
GONE = 1.0
"""Seconds that a killed process may take to be gone, so that nothing of it is left in the list of processes."""
GIVE_WAY = 10
"""How much processes give way to clicks, on systems that know such a thing; `ESNSIM_GIVE_WAY` may say otherwise."""
MOST_PATIENT = 19
BROKEN = "something went wrong here; the terminal in which the app was started says what"
P = ParamSpec("P")
T = TypeVar("T")


class Work(NamedTuple):
    """What a process is asked to do.

    Attributes:
        function: Of a module.
        args: What it is given.
        kwargs: And by name.
        tells: Whether it is given, before all else, something to tell how far it has come.
    """

    function: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    tells: bool = False


class HalfWay:
    """Stands before what is told by work that goes on."""


class Workers:
    """Processes and threads of an app; processes are started when they are first needed."""

    def __init__(self, processes: int = MOST_PROCESSES) -> None:
        """Nobody works yet.

        Raises:
            RunError: If `ESNSIM_GIVE_WAY` says what cannot be: before anybody comes, and not when a process begins.
        """
        priority()
        self._threads = ThreadPoolExecutor(MOST_THREADS, "visitor")
        self._waits = ThreadPoolExecutor(processes * 2, "worker")
        self._places = asyncio.Semaphore(processes)
        self._idle: list[AppWorker] = []
        self._all: set[AppWorker] = set()

    async def long(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a function of a module gives for plain values, from another process, which is ended if nobody waits.

        Raises:
            RunError: If the work was refused, with the message; or the process ended.
        """
        answer: T = await self._ask(Work(function, args, kwargs), None)
        return answer

    async def telling(
        self,
        heard: Callable[[Any], object],
        function: Callable[Concatenate[Callable[[Any], object], P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """The same of a function that is given something to tell, before all else, how far it has come.

        Args:
            heard: Told what it tells, in a thread.
            function: Of a module.
            args: What it is given after that.
            kwargs: And by name.

        Raises:
            RunError: If the work was refused, with the message; or the process ended.
        """
        answer: T = await self._ask(Work(function, args, kwargs, tells=True), heard)
        return answer

    async def _ask(self, work: Work, heard: Callable[[Any], object] | None) -> Any:  # noqa: ANN401 - of any function
        async with self._places:
            worker = self._idle.pop() if self._idle else AppWorker()
            self._all.add(worker)
            loop = asyncio.get_running_loop()
            try:
                said, answer = await loop.run_in_executor(self._waits, worker.ask, work, heard)
            except (EOFError, OSError):
                self._end(worker)
                raise RunError("the work was ended from outside, or there is not enough memory; try again") from None
            except BaseException:
                self._end(worker)
                raise
            self._rest(worker)
        if said is None:
            return answer
        if said is not EsnsimError:
            sys.stderr.write(answer)
            raise RunError(BROKEN)
        raise RunError(answer)

    async def short(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a function gives, from a thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: function(*args, **kwargs))

    def _rest(self, worker: AppWorker) -> None:
        """Keep a process for who asks next, for a while."""
        self._idle.append(worker)
        worker.answered += 1
        asyncio.get_running_loop().call_later(IDLE, self._end_if_idle, worker, worker.answered)

    def _end_if_idle(self, worker: AppWorker, answered: int) -> None:
        """End a process that has been asked nothing since."""
        if worker in self._idle and worker.answered == answered:
            self._idle.remove(worker)
            self._end(worker)

    def _end(self, worker: AppWorker) -> None:
        worker.end()
        self._all.discard(worker)

    def close(self) -> None:
        """End all processes."""
        for worker in list(self._all):
            self._end(worker)
        self._idle.clear()
        for threads in (self._threads, self._waits):
            threads.shutdown(wait=False, cancel_futures=True)


class AppWorker:
    """A process that does one work after the other.

    Attributes:
        answered: How many works it has done.
    """

    def __init__(self) -> None:
        """It is started when it is first asked."""
        self.answered = 0
        self._process: BaseProcess | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._lock = threading.Lock()
        self._ended = False

    def ask(self, work: Work, heard: Callable[[Any], object] | None = None) -> Any:  # noqa: ANN401 - of any function
        """The answer; waits for it.

        Args:
            work: What is asked.
            heard: Told what the work tells on its way.

        Raises:
            EOFError: If the process was ended.
        """
        with self._lock:
            if self._ended:
                raise EOFError
            if self._process is None:
                self._start()
            pipe = self._pipe
        assert pipe is not None  # noqa: S101 - was just made
        pipe.send(work)
        while True:
            said, answer = pipe.recv()
            if said is not HalfWay:
                return said, answer
            if heard is not None:
                heard(answer)

    def _start(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pipe, other = spawn.Pipe()
        self._process = spawn.Process(target=answer_all, args=(other,), daemon=True)
        self._process.start()
        other.close()

    def end(self) -> None:
        """End the process in the middle of its work."""
        with self._lock:
            self._ended = True
            if self._process is not None:
                self._process.kill()
                self._process.join(GONE)


def priority() -> int:
    """How much a process gives way, 0 to 19.

    Raises:
        RunError: If `ESNSIM_GIVE_WAY` says something else.
    """
    asked = os.environ.get("ESNSIM_GIVE_WAY") or str(GIVE_WAY)
    if not asked.isdecimal() or int(asked) > MOST_PATIENT:
        raise RunError(f"ESNSIM_GIVE_WAY is '{asked}'; write a whole number from 0 to {MOST_PATIENT}")
    return int(asked)


def answer_all(pipe: Connection[Any, Any]) -> None:
    """What a process does: answer until it is ended, or the app is.

    Args:
        pipe: To the app, which sends functions with their arguments.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(priority())
    with suppress(EOFError, OSError):
        while True:
            work: Work = pipe.recv()
            told = ((lambda said: pipe.send((HalfWay, said))),) if work.tells else ()
            pipe.send(_answer(work.function, (*told, *work.args), work.kwargs))


def _answer(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, Any]:
    """The result, or what a person is told, or what a programmer is."""
    try:
        return None, function(*args, **kwargs)
    except (EsnsimError, ValueError) as error:
        return EsnsimError, str(error)
    except MemoryError:
        return EsnsimError, "there is not enough memory; try fewer people"
    except Exception:  # noqa: BLE001 - it belongs to who asked
        return Exception, traceback.format_exc()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
