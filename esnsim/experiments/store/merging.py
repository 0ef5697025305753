"""Stores put together: what one lacks is added from others, and nothing of either is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from esnsim.errors import RunError
from esnsim.experiments.store.codec import Packed, check_packed
from esnsim.experiments.store.lacking import check_shares, lacking
from esnsim.experiments.store.maintenance import is_active, keys_of
from esnsim.experiments.store.refusals import UNREADABLE
from esnsim.experiments.store.requests import FINISHED, STOPPED, Entry, RequestTable
from esnsim.experiments.store.rows import check_kinds
from esnsim.experiments.store.sharing import joined, with_left
from esnsim.experiments.store.store import Store

SLICE = 500
"""Rows written at once, so that memory does not grow with a store."""
RUNS = "SELECT maker, finished, key, width, record, story, digest, kernel_seconds, checksum FROM runs"

Row = tuple[Any, ...]
T = TypeVar("T")


class Merged(NamedTuple):
    """What came from one store into another.

    Attributes:
        runs: Runs that were added.
        known: Runs that were there already.
        sweeps: Sweeps that were added.
        joined: Sweeps that both had.
        different: Keys of runs of which the two stores hold different runs; the one that was there is kept.
        damaged: Keys of runs, and names of sweeps, that are not as they were written and were left where they are.
    """

    runs: int
    known: int
    sweeps: int
    joined: int
    different: tuple[str, ...]
    damaged: tuple[str, ...]


def merge_stores(store: Store, others: Iterable[Path]) -> list[Merged]:
    """Add to a store what it lacks; what came from each of the others, in their order.

    Args:
        store: Where to.
        others: Files of other stores; they are left as they are.

    Raises:
        RunError: If one of them is no store, or the store itself; nothing is added then.
        ScenarioError: If they hold shares that are not of one sweep; nothing is added then.
    """
    paths = list(others)
    check_mergeable(store, paths)
    return [_merge(store, path) for path in paths]


def check_mergeable(store: Store, others: Iterable[Path]) -> None:
    """See that stores can be added to one; nothing is added.

    Raises:
        RunError: If one of them is no store, or the store itself.
        ScenarioError: If they hold shares that are not of one sweep.
    """
    paths = list(others)
    for path in paths:
        if path.resolve() == store.path.resolve():
            raise RunError(f"{path}: is the store itself; name others")
        Store(path, reading=True).file.close()
    check_shares(store, paths)


def take_runs(store: Store, path: Path, keys: Iterable[str]) -> None:
    """Add those of some runs that a store lacks and another has, and nothing else.

    Args:
        store: Where to.
        path: File of the other store; it is left as it is.
        keys: Which runs; those that are not there, or not as they were written, are left out.

    Raises:
        RunError: If the other file is no store.
    """
    other = Store(path, reading=True)
    try:
        with other.guarded():
            makers = _makers(store, _made(other))
            for part in _slices(key for key in keys if not store.has(key)):
                rows = [row for key in part if (row := _row(other, key)) is not None and row[0] in makers]
                _add_runs(store, [(makers[row[0]], *row[1:]) for row in rows])
    finally:
        other.file.close()


def _merge(store: Store, path: Path) -> Merged:
    other = Store(path, reading=True)
    try:
        with other.guarded():
            makers = _makers(store, _made(other))
            before, different, damaged = len(store), list[str](), list[str]()
            keys, broken = keys_of(other)
            for part in _slices(keys):
                rows = {key: _row(other, key) for key in part}
                whole = [row for row in rows.values() if row is not None and row[0] in makers]
                damaged += [key for key, row in rows.items() if row is None or row[0] not in makers]
                different += _add_runs(store, [(makers[row[0]], *row[1:]) for row in whole])
            runs = len(store) - before
            sweeps, lost = _whole_sweeps(other)
            added, joined = _add_sweeps(store, other, sweeps)
            _add_failures(store, other)
        known = len(keys) - len(damaged) - runs
        behind = [f"a part of the file ({broken})"] if broken else []
        return Merged(runs, known, added, joined, tuple(different), (*damaged, *lost, *behind))
    finally:
        other.file.close()


def _row(other: Store, key: str) -> Row | None:
    """A run in the columns of `RUNS`, None if it is not as it was written."""
    try:
        row: Row | None = other.file.execute(f"{RUNS} WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        check_packed(Packed(*row[2:]))
        check_kinds(row[:2], (int, float))
    except (sqlite3.Error, *UNREADABLE):
        return None
    return row


def _made(other: Store) -> list[Row]:
    """What computed runs: number, measures and versions."""
    rows = other.file.execute("SELECT maker, measures, versions FROM makers").fetchall()
    for row in rows:
        check_kinds(row, (int, str, str))
    return rows


def _whole_sweeps(other: Store) -> tuple[list[Entry], list[str]]:
    """Sweeps whose rows are all as they were written, and names of the others."""
    requests = RequestTable(other)
    whole, lost = list[Entry](), list[str]()
    try:
        entries = requests.entries()
    except RunError:
        return [], ["its list of sweeps"]
    for entry in entries:
        try:
            requests.asked(entry.number)
            for question in {point_record.question for point_record in requests.points(entry.number)}:
                requests.content(question)
        except RunError:
            lost.append(f"sweep '{entry.sweep_record.name}'")
        else:
            whole.append(entry)
    return whole, lost


def _slices(rows: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(rows)
    while part := list(islice(rest, SLICE)):
        yield part


def _makers(store: Store, made: list[Row]) -> dict[int, int]:
    """Numbers of makers here by their numbers there."""
    numbers = {}
    with store.writing():
        for maker, *what in made:
            store.file.execute("INSERT OR IGNORE INTO makers (measures, versions) VALUES (?, ?)", what)
            query = "SELECT maker FROM makers WHERE measures = ? AND versions = ?"
            (numbers[maker],) = store.file.execute(query, what).fetchone()
    return numbers


def _add_runs(store: Store, rows: list[Row]) -> list[str]:
    """Add runs that are not there; keys of those that are there and are others."""
    different = []
    with store.writing():
        for maker, finished, *run in rows:
            key, digest = run[0], run[4]
            known = store.file.execute("SELECT digest FROM runs WHERE key = ?", (key,)).fetchone()
            if known is None:
                row = (key, maker, *run[1:-1], finished, run[-1])
                store.file.execute("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
                store.file.execute("DELETE FROM failures WHERE key = ?", (key,))
            elif known[0] != digest:
                different.append(key)
    return different


def _add_sweeps(store: Store, other: Store, entries: list[Entry]) -> tuple[int, int]:
    """Add sweeps with their points and what they ask for; how many are new, and how many both had."""
    requests = RequestTable(store)
    mine = {entry.sweep_record.identity: entry for entry in requests.entries()}
    columns = "identity, name, about, checksum, state, began, told"
    for entry in entries:
        query = f"SELECT {columns} FROM sweeps WHERE sweep = ?"  # noqa: S608 - names of ours
        row = other.file.execute(query, (entry.number,)).fetchone()
        with store.writing():
            store.file.execute(
                f"INSERT INTO sweeps ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
                " ON CONFLICT (identity) DO UPDATE SET began = max(began, excluded.began)",
                row,
            )
            (number,) = store.file.execute("SELECT sweep FROM sweeps WHERE identity = ?", row[:1]).fetchone()
        if entry.sweep_record.shared is None or _joins(requests, mine.get(row[0]), number, entry, RequestTable(other)):
            _add_asked(store, other, entry.number, number)
        _settle_state(requests, number)
    joined = sum(entry.sweep_record.identity in mine for entry in entries)
    return len(entries) - joined, joined


def _joins(table: RequestTable, mine: Entry | None, number: int, theirs: Entry, other: RequestTable) -> bool:
    """Note the shares that came with a sweep; whether what they ask for belongs to what is asked for here.

    Args:
        table: Where to.
        mine: The sweep as it was here, None if it was not.
        number: Of the sweep here.
        theirs: The sweep there, in shares.
        other: Where from.
    """
    shared, earlier = theirs.sweep_record.shared, mine and mine.sweep_record.shared
    if shared is None:
        return False
    if mine is not None and (earlier is None or earlier.generation != shared.generation):
        # Another number of replicates, or another round: what was asked for last counts.
        if mine.began > theirs.began:
            return False
        table.withdraw(number)
    if not shared.merged:
        _, left = other.open_keys(theirs.number)
        shared = with_left(shared, left)
    table.describe(number, replace(theirs.sweep_record, shared=joined(earlier, shared)))
    return True


def _add_asked(store: Store, other: Store, theirs: int, number: int) -> None:
    """Add the scenarios of a sweep, its points, and what it asks for."""
    query = "SELECT * FROM questions WHERE question IN (SELECT question FROM points WHERE sweep = ?)"
    for rows in _slices(other.file.execute(query, (theirs,))):
        with store.writing():
            store.file.executemany("INSERT OR IGNORE INTO questions VALUES (?, ?, ?)", rows)
    for table, columns in (
        ("points", "point, factors, question, ground, checksum"),
        ("asked", "ground, replicate, point, programme, key, checksum"),
    ):
        marks = ", ".join("?" * (1 + len(columns.split(","))))
        found = other.file.execute(f"SELECT {columns} FROM {table} WHERE sweep = ?", (theirs,))  # noqa: S608
        for rows in _slices(found):
            with store.writing():
                numbered = [(number, *row) for row in rows]
                store.file.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", numbered)  # noqa: S608


def _settle_state(requests: RequestTable, number: int) -> None:
    """Say how far a sweep is that nobody works at here."""
    entry = next(each for each in requests.entries() if each.number == number)
    if entry.sweep_record.shared is not None or not is_active(entry):
        count = requests.count(number)
        whole = count.done + count.failed == count.total and not lacking(requests, entry)
        # Whether a rule for replicates asks for more is found out by whoever reads outcomes.
        whole = whole and not (entry.sweep_record.shared and entry.sweep_record.shared.rule)
        requests.tell(number, FINISHED if whole else STOPPED)


def _add_failures(store: Store, other: Store) -> None:
    """Add what is known of failed runs that are not there."""
    for rows in _slices(other.file.execute("SELECT key, reason, times, failed FROM failures")):
        with store.writing():
            store.file.executemany(
                "INSERT OR IGNORE INTO failures SELECT ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM runs WHERE key = ?)",
                [(*row, row[0]) for row in rows],
            )
