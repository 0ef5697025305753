"""Workers in which some runs end badly, for tests of what the others do then. Importable by spawned processes."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from esnsim.experiments.execution import process_pool as workers
from esnsim.experiments.execution import worker

DEADLY = ("campaign", 1)


def serve_killed(pipe, shared: Path) -> None:
    """A worker that dies over one task, every time."""
    worker.simulate = dying
    SERVE(pipe, shared)


def serve_failing(pipe, shared: Path) -> None:
    """A worker in which one run raises."""
    worker.simulate = failing
    SERVE(pipe, shared)


def serve_never(*_given) -> None:
    """A worker that is killed before it can work."""
    os.kill(os.getpid(), signal.SIGKILL)


def serve_late(pipe, shared: Path) -> None:
    """A worker that is killed before it can work, if not as many were as may be."""
    deaths = Path(os.environ["DEATHS"])
    if len(list(deaths.iterdir())) < workers.KILLS - 1:
        (deaths / str(os.getpid())).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    SERVE(pipe, shared)


def failing(setting, programme: str, replicate: int):
    """Simulate a run; one divides by zero."""
    if (programme, replicate) == DEADLY:
        raise ZeroDivisionError("nobody is there")
    return SIMULATE(setting, programme, replicate)


def dying(setting, programme: str, replicate: int):
    if (programme, replicate) == DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    return SIMULATE(setting, programme, replicate)


SERVE, SIMULATE = workers.answer_tasks, worker.simulate
