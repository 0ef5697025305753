"""Telling how far it is: a bar with the time left on a terminal, plain lines elsewhere, nothing if so asked."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from esnsim.cli.printing import complain, console

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from esnsim.experiments import Progress

SECONDS_BETWEEN_LINES = 10.0
MINUTE = 60.0
HOUR = 3600.0


class Watcher(Protocol):
    """Somebody who is told what is being done; used in a ``with`` statement."""

    def __call__(self, progress: Progress) -> None:
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
        return Silence()
    return Picture() if sys.stderr.isatty() else Lines()


class Silence:
    """Tells nothing."""

    def __call__(self, progress: Progress) -> None:
        """Hear how far it is."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End."""


class Lines(Silence):
    """Tells in plain lines, few enough for a log."""

    def __init__(self) -> None:
        """Nothing told yet."""
        self.stage = ""
        self.told = self.first = 0.0
        self.counted = 0

    def __call__(self, progress: Progress) -> None:
        """Print a line if there is news and some time has passed."""
        now = time.monotonic()
        if progress.stage != self.stage:
            self.stage, self.told = progress.stage, now
            complain(_opening(progress))
            return
        if not self.counted:
            self.first, self.counted = now, progress.done
        if progress.done == progress.total or now - self.told >= SECONDS_BETWEEN_LINES:
            self.told = now
            complain(f"{progress.done:,} of {progress.total:,} lives{self._left(progress, now)}")

    def _left(self, progress: Progress, now: float) -> str:
        # The first life takes longer than the others, because rules may have to be compiled.
        lived, left = progress.done - self.counted, progress.total - progress.done
        return f", {duration((now - self.first) / lived * left)} left" if lived and left else ""


class Picture(Silence):
    """Tells by a bar."""

    def __init__(self) -> None:
        """Nothing shown yet."""
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        self.bar: Bar = Progress(*columns, console=console(sys.stderr), transient=True)
        self.task: TaskID | None = None
        self.stage = ""

    def __enter__(self) -> Self:
        self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self.bar.stop()

    def __call__(self, progress: Progress) -> None:
        """Move the bar; every stage has one of its own, so that the time left is that of lives alone."""
        if progress.stage != self.stage:
            self.stage = progress.stage
            if self.task is not None:
                self.bar.remove_task(self.task)
            if progress.reused:
                self.bar.console.print(_opening(progress))
            self.task = self.bar.add_task(self.stage, total=progress.total or None, completed=progress.done)
        elif self.task is not None:
            self.bar.update(self.task, completed=progress.done)


def _opening(progress: Progress) -> str:
    """What is said when a stage begins."""
    if not progress.total:
        return progress.stage
    there = f"; {progress.reused:,} of {progress.total:,} lives were there already" if progress.reused else ""
    return f"{progress.stage} {progress.total:,} lives{there}"


def duration(seconds: float) -> str:
    """A time as a person says it."""
    if seconds < MINUTE:
        return f"{max(1, round(seconds))} s"
    if seconds < HOUR:
        return f"{round(seconds / MINUTE)} min"
    return f"{seconds / HOUR:.1f} h"
