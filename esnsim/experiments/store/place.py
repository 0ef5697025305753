"""Where a store lies."""

from __future__ import annotations

from pathlib import Path

STORE = "runs.sqlite"
"""Name of the file in a folder of results that holds its finished runs."""
SHARES = "shares"


def store_file(place: Path) -> Path:
    """The store meant by its own path or by that of the folder it lies in.

    What is not there yet is a folder, unless its name ends as names of files do.
    """
    names_a_file = bool(place.suffix) and not place.suffix[1:].isdecimal()
    return place / STORE if place.is_dir() or not (place.exists() or names_a_file) else place


def shares_folder(whole: Path) -> Path:
    """The folder beside the store of a whole sweep in which its shares have theirs."""
    return whole.with_name(SHARES if whole.name == STORE else f"{whole.stem}-{SHARES}")


def share_store(whole: Path, number: int, of: int) -> Path:
    """The store of one share, counted from 1; nobody else writes to it, as few file systems of clusters can lock."""
    return shares_folder(whole) / f"{number}-of-{of}" / STORE


def stores_of_shares(whole: Path) -> list[Path]:
    """The stores of shares that are there, in the order of their numbers."""
    found = shares_folder(whole).glob(f"*-of-*/{STORE}")
    return sorted(found, key=lambda path: [int(part) for part in path.parent.name.split("-") if part.isdecimal()])
