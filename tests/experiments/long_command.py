"""A command that is killed by tests: compares a small question and says after each run how far it is.

Arguments: the folder for results, the number of workers.
"""

from __future__ import annotations

import sys
from pathlib import Path

from small_questions import question

from esnsim.experiments import RunProgress, compare


def say(step: RunProgress) -> None:
    """One line a run, at once."""
    sys.stdout.write(f"{step.done}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    folder, workers = Path(sys.argv[1]), int(sys.argv[2])
    compare(question(replicates=20), workers=workers, out=folder, progress=say)
