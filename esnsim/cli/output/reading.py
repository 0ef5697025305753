"""Telling that many runs are being read, which takes a moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from esnsim.cli.output.progress import watcher

if TYPE_CHECKING:
    from esnsim.experiments.results.sweep_result import Sweep

MANY = 2_000
"""Runs that take about a second; fewer are read before anybody wonders."""


@contextmanager
def reading(sweep: Sweep, *, quiet: bool) -> Iterator[None]:
    """Say that runs are being read, if there are many of them.

    Args:
        sweep: Whose runs.
        quiet: Whether nothing is said.
    """
    from esnsim.experiments.execution.executor import RunProgress

    done = sweep.count.done
    with watcher(quiet=quiet or done < MANY) as told:
        told(RunProgress(f"reading {done:,} runs"))
        yield
