"""Workers in which some lives end badly, for tests of what the others do then. Importable by spawned processes."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from esnsim.experiments import workers

DEADLY = workers.Task("campaign", 1)


def serve_killed(pipe, shared: Path) -> None:
    """A worker that dies over one task, every time."""
    workers.live = lambda setting, task: _die() if task == DEADLY else LIVE(setting, task)
    SERVE(pipe, shared)


def serve_failing(pipe, shared: Path) -> None:
    """A worker in which one life raises."""
    workers.simulate = failing
    SERVE(pipe, shared)


def failing(setting, programme: str, replicate: int):
    """Live a life; one divides by zero."""
    if (programme, replicate) == DEADLY:
        raise ZeroDivisionError("nobody is there")
    return SIMULATE(setting, programme, replicate)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


SERVE, LIVE, SIMULATE = workers.serve, workers.live, workers.simulate
