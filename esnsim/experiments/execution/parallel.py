"""Any work in several processes: answers as they come, and no process left behind.

For what is no run of a scenario, and so goes through no store; runs are carried out by `process_pool`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import TypeVar

from esnsim.errors import RunError

Item = TypeVar("Item")
Answer = TypeVar("Answer")


def answered(
    function: Callable[[Item], Answer], items: Sequence[Item], workers: int = 1
) -> Generator[tuple[Item, Answer], None, None]:
    """Items with what a function makes of them, as they finish.

    Close the iterator to end early: its processes are ended at once, in the middle of their work.

    Args:
        function: What is done; it stands in a module, and other processes import it from there.
        items: What it is done to, begun in this order.
        workers: Number of processes, >= 1; with one, or for one item, this process does it.

    Raises:
        RunError: If a process dies.
    """
    if min(workers, len(items)) <= 1:
        yield from ((item, function(item)) for item in items)
        return
    with _pool(min(workers, len(items))) as pool:
        try:
            running = {pool.submit(function, item): item for item in items}
            for done in as_completed(running):
                yield running[done], done.result()
        except BrokenProcessPool:
            raise RunError(
                "a worker process died; is there enough memory? what is finished is kept; give the same command "
                "again, perhaps with fewer workers"
            ) from None


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that are ended at once when this one is interrupted, or gone."""
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _begin_to_work)
    try:
        yield pool
    except BaseException:
        for process in list((pool._processes or {}).values()):  # noqa: SLF001 - nothing public ends work half-way
            process.kill()
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


def _begin_to_work() -> None:
    """Leave Ctrl-C to the parent, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
