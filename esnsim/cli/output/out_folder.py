"""Where the results of a run go, and whether anything can be put there."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

from esnsim.errors import RunError

RUNS = Path("runs")
SCENARIO = "scenario.yaml"
"""What an output folder calls the scenario whose results it holds."""
LONGEST = 80
"""Letters of a folder's name beyond which most file systems and people give up."""
ELSEWHERE = "choose another folder with --out"


def default_folder(scenario: Path, asked: Iterable[str]) -> Path:
    """A folder for each question: another one where something was asked otherwise than the file says.

    So that a look at ten weeks of one programme does not replace the tables of the whole run.

    Args:
        scenario: The scenario file.
        asked: What was asked on the command line, such as ``weeks52`` or the name of a programme, in any order.
    """
    parts = sorted(asked)
    words = [re.sub(r"\W+", "-", part).strip("-") for part in parts]
    name = "-".join([scenario.stem, *words])
    if len(name) > LONGEST or not all(words):
        digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]
        name = f"{name[:LONGEST]}-{digest}"
    return RUNS / name


def check_folder(folder: Path) -> None:
    """See that results can be written into a folder, before anything is computed; it need not be there yet.

    Raises:
        RunError: If they cannot; says why and what to do.
    """
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not there.is_dir():
        raise RunError(f"{folder}: results cannot go there, because {there} is a file; {ELSEWHERE}")
    if not os.access(there, os.W_OK | os.X_OK):
        raise RunError(f"{folder}: results cannot go there, because {there} may not be written to; {ELSEWHERE}")
