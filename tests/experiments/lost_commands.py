"""Commands that are killed by tests, begun at once: a process that knows esnsim already forks for each.

It reads lines: path of a store and number of workers, and answers with the number of the process that simulates the
sweep; or ``wait``, and answers with how the latest ended.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def answer(said: object) -> None:
    """A line to whoever asked."""
    sys.stdout.write(f"{said}\n")
    sys.stdout.flush()


def simulate(path: Path, workers: int) -> int:
    """Simulate the sweep; 0 if it is finished."""
    from small_sweeps import sweep  # noqa: PLC0415 - workers import this file too
    from test_lost import much  # noqa: PLC0415

    count = sweep(much(), path, workers)
    return 0 if count.done == count.total else 3


def begin(path: Path, workers: int) -> int:
    """A process of its own session that simulates the sweep."""
    child = os.fork()
    if child == 0:
        os.setsid()
        try:
            os._exit(simulate(path, workers))
        finally:
            os._exit(4)
    return child


if __name__ == "__main__":
    simulate(Path(sys.argv[1]), 1)
    answer("ready")
    process = 0
    for line in sys.stdin:
        if line.strip() == "wait":
            answer(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
        else:
            where, count = line.split()
            process = begin(Path(where), int(count))
            answer(process)
