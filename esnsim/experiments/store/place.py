"""Where a store lies."""

from __future__ import annotations

from pathlib import Path

STORE = "runs.sqlite"
"""Name of the file in a folder of results that holds its finished runs."""


def store_file(place: Path) -> Path:
    """The store meant by its own path or by that of the folder it lies in.

    What is not there yet is a folder, unless its name ends as names of files do.
    """
    names_a_file = bool(place.suffix) and not place.suffix[1:].isdecimal()
    return place / STORE if place.is_dir() or not (place.exists() or names_a_file) else place
