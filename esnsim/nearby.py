"""Names that were probably meant, where one that was written is not known, and those that are always near."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

SCENARIOS = (Path(__file__).parent / "scenarios", Path(__file__).parents[1] / "scenarios")
"""Where scenarios lie that come with esnsim, once installed, and in a checkout."""
NEAR = 0.6
"""How alike two names are, from 0 to 1, if one may be meant by the other."""
MOST_FILES = 10_000
"""Of a folder that are looked at."""
FEW = 3


def shipped() -> dict[str, Path]:
    """The files of the scenarios that come with esnsim by their names, in order of the alphabet."""
    there = next((folder for folder in SCENARIOS if folder.is_dir()), None)
    return {path.stem: path for path in sorted(there.glob("*.yaml"))} if there else {}


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant, if any is near enough."""
    return next(iter(_near(name, known, 1)), None)


def _near(name: str, known: Iterable[str], most: int) -> list[str]:
    by_lower = {candidate.lower(): candidate for candidate in known}
    return [by_lower[each] for each in difflib.get_close_matches(name.lower(), by_lower, n=most, cutoff=NEAR)]


def near_files(path: Path, others: Iterable[str] = ()) -> str:
    """The end of a message about a file that is not there: ``; did you mean 'people.csv'?``, or nothing.

    Args:
        path: What was asked for. Files and folders beside it are looked at, and if its folder is not there, the folders
            beside that.
        others: Names that would have been right without a folder.
    """
    while not _is_folder(path.parent) and path.parent != path.parent.parent:
        path = path.parent
    # Endings would make any two tables look alike.
    stems: dict[str, list[str]] = {}
    for name in _names(path.parent):
        if name != path.name:
            stems.setdefault(Path(name).stem, []).append(name)
    beside = [str(path.parent / name) for stem in _near(path.stem, stems, FEW) for name in stems[stem]]
    meant = list(dict.fromkeys([*beside[:FEW], *_near(path.stem, others, FEW)]))
    return f"; did you mean {' or '.join(repr(each) for each in meant)}?" if meant else ""


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _names(folder: Path) -> list[str]:
    """What lies in a folder and is not hidden; nothing if it cannot be looked at."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in islice(entries, MOST_FILES) if not entry.name.startswith("."))
    except (OSError, ValueError):
        return []
