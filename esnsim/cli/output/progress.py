"""Telling how far it is: a bar with the time left on a terminal, plain lines elsewhere, nothing if so asked."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from esnsim.cli.interrupts import Memory
from esnsim.cli.output.eta import Pace
from esnsim.cli.output.printing import complain, console

if TYPE_CHECKING:
    from rich.progress import TaskID

    from esnsim.experiments import RunProgress
    from esnsim.experiments.results.sweep_result import Sweep

SECONDS_BETWEEN_LINES = 10.0
WIDE = 20
"""Columns of the bar."""
MANY = 2_000
"""Runs that take about a second to read; fewer are read before anybody wonders."""


class Watcher(Protocol):
    """Somebody who is told what is being done; used in a ``with`` statement."""

    def __call__(self, progress: RunProgress) -> None:
        """Hear how far it is."""

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End, whatever happened."""


def watcher(*, quiet: bool) -> Watcher:
    """Who tells the person at the keyboard."""
    if quiet:
        return NoProgress()
    return BarProgress() if sys.stderr.isatty() else LineProgress()


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


class NoProgress:
    """Tells nothing, and sees that Ctrl-C is heeded though compiled code may drop it."""

    def __init__(self) -> None:
        """Nothing heard yet."""
        self.asked = Memory()

    def __call__(self, progress: RunProgress) -> None:  # noqa: ARG002 - those who tell something look at it
        """Hear how far it is."""
        self.asked.check()

    def __enter__(self) -> Self:
        self.asked.begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End."""
        self.asked.end()


class LineProgress(NoProgress):
    """Tells in plain lines, few enough for a log."""

    def __init__(self) -> None:
        """Nothing told yet."""
        super().__init__()
        self.stage = self.best = ""
        self.told = 0.0
        self.pace = Pace()

    def __call__(self, progress: RunProgress) -> None:
        """Print a line if there is news and some time has passed."""
        super().__call__(progress)
        now = time.monotonic()
        if progress.stage != self.stage:
            self.pace = Pace()
        if progress.total:
            self.pace.hear(finished(progress), now)
        if progress.stage != self.stage:
            self.stage, self.told = progress.stage, now
            complain(_opening(progress))
        elif progress.total and (not left(progress) or now - self.told >= SECONDS_BETWEEN_LINES):
            self.told = now
            complain(f"{_how_far(progress, self.pace)}{self._news(progress)}")

    def _news(self, progress: RunProgress) -> str:
        """What is best, if that is another one than last time."""
        if progress.best in ("", self.best):
            return ""
        self.best = progress.best
        return f"; {progress.best}"


class BarProgress(NoProgress):
    """Tells by a bar."""

    def __init__(self) -> None:
        """Nothing shown yet."""
        super().__init__()
        from rich.progress import BarColumn, SpinnerColumn, TextColumn

        from esnsim.cli.output.progress_bar import BarWithWords

        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(WIDE),
            TextColumn("{task.fields[words]}", markup=False),
        )
        self.bar = BarWithWords(*columns, console=console(sys.stderr), transient=True)
        self.task: TaskID | None = None
        self.stage = ""
        self.pace = Pace()

    def __enter__(self) -> Self:
        self.bar.start()
        return super().__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self.bar.stop()
        super().__exit__(kind, error, trace)

    def __call__(self, progress: RunProgress) -> None:
        """Move the bar; every stage has one of its own."""
        super().__call__(progress)
        if progress.stage != self.stage:
            self.pace = Pace()
        if progress.total:
            self.pace.hear(finished(progress), time.monotonic())
        if progress.stage != self.stage or self.task is None:
            self.stage = progress.stage
            if self.task is not None:
                self.bar.remove_task(self.task)
            if progress.reused:
                self.bar.console.print(_opening(progress))
            self.task = self.bar.add_task(self.stage, total=None, words="")
        self.bar.below = progress.best or self.bar.below
        if progress.total:
            words = _how_far(progress, self.pace)
            self.bar.update(self.task, total=progress.total, completed=finished(progress), words=words)


def finished(progress: RunProgress) -> int:
    """Runs that need no more work: those that are there, and those given up."""
    return progress.done + progress.failed


def left(progress: RunProgress) -> int:
    """Runs still to be simulated."""
    return progress.total - finished(progress)


def progress_counts(progress: RunProgress) -> str:
    """How many of how many are there, and how many failed."""
    failed = f", {progress.failed:,} failed" if progress.failed else ""
    return f"{progress.done:,} of {progress.total:,} {progress.unit}{failed}"


def _how_far(progress: RunProgress, pace: Pace) -> str:
    """How many are there, how fast they come, and how long the others will take."""
    fast = "" if progress.unit == "parts" else pace.told()
    return f"{progress_counts(progress)}{fast}{pace.left(left(progress))}"


def _opening(progress: RunProgress) -> str:
    """What is said when a stage begins."""
    if not progress.total:
        return progress.stage
    there = f"; {progress.reused:,} of {progress.total:,} {progress.unit} were there already" if progress.reused else ""
    failed = f"; {progress.failed:,} failed earlier and are left out" if progress.failed else ""
    return f"{progress.stage} {progress.total:,} {progress.unit}{there}{failed}"
