"""Stores put together: what one lacks is added from others, and nothing of either is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from esnsim.errors import RunError
from esnsim.experiments.ledger import FINISHED, STOPPED, Ledger
from esnsim.experiments.store import Store
from esnsim.experiments.upkeep import is_alive

SLICE = 500
"""Rows written at once, so that memory does not grow with a store."""
RUNS = "SELECT key, maker, width, record, story, digest, kernel_seconds, finished FROM runs"

Row = tuple[Any, ...]


class Merged(NamedTuple):
    """What came from one store into another.

    Attributes:
        runs: Runs that were added.
        known: Runs that were there already.
        sweeps: Sweeps that were added.
        joined: Sweeps that both had.
        different: Keys of runs of which the two stores hold different lives; the one that was there is kept.
    """

    runs: int
    known: int
    sweeps: int
    joined: int
    different: tuple[str, ...]


def merge(store: Store, others: Iterable[Path]) -> list[Merged]:
    """Add to a store what it lacks; what came from each of the others, in their order.

    Args:
        store: Where to.
        others: Files of other stores; they are left as they are.

    Raises:
        RunError: If one of them is no store, or the store itself; nothing is added then.
    """
    paths = list(others)
    for path in paths:
        if path.resolve() == store.path.resolve():
            raise RunError(f"{path}: is the store itself; name others")
        Store(path, reading=True).file.close()
    return [_merge(store, path) for path in paths]


def _merge(store: Store, path: Path) -> Merged:
    other = Store(path, reading=True)
    try:
        with other.guarded():
            makers = _makers(store, other)
            before, different, seen = len(store), [], 0
            for rows in _slices(other.file.execute(RUNS)):
                seen += len(rows)
                different += _add_runs(store, [(row[0], makers[row[1]], *row[2:]) for row in rows])
            _copy(store, other, "questions", "question, content")
            added, joined = _add_sweeps(store, other)
            _add_failures(store, other)
        runs = len(store) - before
        return Merged(runs, seen - runs, added, joined, tuple(different))
    finally:
        other.file.close()


def _slices(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rest = iter(rows)
    while part := list(islice(rest, SLICE)):
        yield part


def _makers(store: Store, other: Store) -> dict[int, int]:
    """Numbers of makers here by their numbers there."""
    numbers = {}
    with store.writing():
        for maker, *made in other.file.execute("SELECT maker, measures, versions FROM makers").fetchall():
            store.file.execute("INSERT OR IGNORE INTO makers (measures, versions) VALUES (?, ?)", made)
            query = "SELECT maker FROM makers WHERE measures = ? AND versions = ?"
            (numbers[maker],) = store.file.execute(query, made).fetchone()
    return numbers


def _add_runs(store: Store, rows: list[Row]) -> list[str]:
    """Add runs that are not there; keys of those that are there and are others."""
    different = []
    with store.writing():
        for row in rows:
            known = store.file.execute("SELECT digest FROM runs WHERE key = ?", (row[0],)).fetchone()
            if known is None:
                store.file.execute("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
                store.file.execute("DELETE FROM failures WHERE key = ?", (row[0],))
            elif known[0] != row[5]:
                different.append(row[0])
    return different


def _copy(store: Store, other: Store, table: str, columns: str) -> None:
    """Add rows of a table that are not there."""
    marks = ", ".join("?" * len(columns.split(",")))
    for rows in _slices(other.file.execute(f"SELECT {columns} FROM {table}")):  # noqa: S608 - names of ours
        with store.writing():
            store.file.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)  # noqa: S608


def _add_sweeps(store: Store, other: Store) -> tuple[int, int]:
    """Add sweeps with their points and what they ask for; how many are new, and how many both had."""
    ledger = Ledger(store)
    mine = {entry.sheet.identity for entry in ledger.entries()}
    rows = other.file.execute("SELECT sweep, identity, name, about, state, began, told FROM sweeps").fetchall()
    for theirs, *row in rows:
        with store.writing():
            store.file.execute(
                "INSERT INTO sweeps (identity, name, about, state, began, told) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (identity) DO UPDATE SET began = max(began, excluded.began)",
                row,
            )
            (number,) = store.file.execute("SELECT sweep FROM sweeps WHERE identity = ?", row[:1]).fetchone()
        _add_asked(store, other, theirs, number)
        _settle_state(ledger, number)
    return sum(row[1] not in mine for row in rows), sum(row[1] in mine for row in rows)


def _add_asked(store: Store, other: Store, theirs: int, number: int) -> None:
    for table, columns in (
        ("points", "point, factors, question, ground"),
        ("asked", "ground, replicate, point, programme, key"),
    ):
        marks = ", ".join("?" * (1 + len(columns.split(","))))
        found = other.file.execute(f"SELECT {columns} FROM {table} WHERE sweep = ?", (theirs,))  # noqa: S608
        for rows in _slices(found):
            with store.writing():
                numbered = [(number, *row) for row in rows]
                store.file.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", numbered)  # noqa: S608


def _settle_state(ledger: Ledger, number: int) -> None:
    """Say how far a sweep is that nobody works at here."""
    entry = next(each for each in ledger.entries() if each.number == number)
    if not is_alive(entry):
        count = ledger.count(number)
        ledger.tell(number, FINISHED if count.done + count.failed == count.total else STOPPED)


def _add_failures(store: Store, other: Store) -> None:
    """Add what is known of failed runs that are not there."""
    for rows in _slices(other.file.execute("SELECT key, reason, times, failed FROM failures")):
        with store.writing():
            store.file.executemany(
                "INSERT OR IGNORE INTO failures SELECT ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM runs WHERE key = ?)",
                [(*row, row[0]) for row in rows],
            )
