"""Telling how far files have been read, with the time left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from esnsim.cli.output.progress import watcher

MEGABYTE = 10**6
STEP = 4 * MEGABYTE
"""Bytes between two tellings."""
SMALL = 20 * MEGABYTE
"""Bytes below which reading is over before anybody could be told."""


@contextmanager
def reading_bytes(*, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Somebody who is told how many of how many bytes have been read.

    Args:
        quiet: Whether to say nothing.
    """
    from esnsim.experiments.execution.executor import RunProgress

    with watcher(quiet=quiet) as tell:
        told = 0

        def watch(done: int, total: int) -> None:
            nonlocal told
            if total >= SMALL and (done - told >= STEP or done == total):
                told = done
                tell(RunProgress("reading", done // MEGABYTE, max(1, total // MEGABYTE), unit="MB"))

        yield watch
