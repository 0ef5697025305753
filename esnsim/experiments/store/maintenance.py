"""Looking after a store: what is asked for no more is thrown away, and what is there is looked through."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.compilation import rules_digest
from esnsim.errors import RunError
from esnsim.experiments.store.codec import MEASURES, Packed, unpack
from esnsim.experiments.store.refusals import UNREADABLE
from esnsim.experiments.store.requests import RUNNING, Entry, RequestTable
from esnsim.experiments.store.store import PACKED_BY_KEY, Store, as_packed, now
from esnsim.simulation.record import Measure
from esnsim.simulation.run import FLOWS, Run

SILENT = 300.0
"""Seconds without a sign of activity after which a process is taken for dead."""
NESTED = (
    ("regular", "contributor", "interactive", "reader", "half_year_reader", "ever_reader", "headcount"),
    ("daily_reader", "weekly_reader", "reader"),
    ("daily_interactive", "weekly_interactive", "interactive", "half_year_interactive"),
    ("daily_contributor", "weekly_contributor", "contributor", "half_year_contributor"),
    ("replies_placed", "replies"),
    ("cross_unit_replies", "replies"),
)
"""Measures each of which is at most the next."""
RULES = "esnsim rules"


class Freed(NamedTuple):
    """What was thrown away, or would be.

    Attributes:
        runs: How many runs.
        failures: How many notes on runs that failed.
        sweeps: Names of sweeps.
        room: Bytes.
    """

    runs: int
    failures: int
    sweeps: tuple[str, ...]
    room: int


class Wrong(NamedTuple):
    """A run that is not as it should be.

    Attributes:
        key: Its key.
        what: What is wrong with it.
    """

    key: str
    what: str


class Looked(NamedTuple):
    """What came of looking through a store.

    Attributes:
        runs: How many were looked at.
        foreign: How many more were measured otherwise by another version, and cannot be read by this one.
        unsealed: How many of those looked at an earlier form of store kept, without a checksum.
        file: What is wrong with the file itself, empty if nothing is.
        wrong: Runs that are not as they should be.
    """

    runs: int
    foreign: int
    unsealed: int
    file: str
    wrong: tuple[Wrong, ...]


def is_active(entry: Entry, heard: float = 0.0) -> bool:
    """Whether the process of a sweep is at work, as far as one can know.

    Args:
        entry: The sweep.
        heard: When it was last heard of otherwise, seconds since 1970.
    """
    return entry.state == RUNNING and now() - max(entry.told, heard) < SILENT


def gc(store: Store, sweeps: Iterable[str | int] = (), *, other_rules: bool = False, dry_run: bool = False) -> Freed:
    """Throw away runs that no sweep asks for, and make the file smaller.

    Args:
        store: Where.
        sweeps: Names or numbers of sweeps that are to be forgotten, with runs that no other asks for.
        other_rules: Whether runs that other rules computed, and sweeps that consist of them, go too.
        dry_run: Whether to find out only what would go; ``room`` is then the size of the runs.

    Raises:
        RunError: If there is no such sweep, it is at work, or the file cannot be written.
    """
    requests = RequestTable(store)
    entries = [requests.entry(name) for name in sweeps]
    for entry in entries:
        if is_active(entry):
            raise RunError(f"{store.path}: sweep '{entry.sweep_record.name}' is at work; stop it first")
    before = _size(store)
    with store.guarded():
        _doom(store, [entry.number for entry in entries], other_rules=other_rules)
        freed = _doomed(store)
        if not dry_run:
            with store.writing():
                _forget(store)
            store.file.execute("VACUUM")
            store.file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for table in ("sweeps", "runs", "failures"):
            store.file.execute(f"DROP TABLE temp.doomed_{table}")
    return freed if dry_run else freed._replace(room=max(0, before - _size(store)))


def _doom(store: Store, sweeps: list[int], *, other_rules: bool) -> None:
    """Write down what is to go, beside the store."""
    execute = store.file.execute
    others = _makers_of_other_rules(store) if other_rules else []
    marks = ", ".join("?" * len(others))
    execute("CREATE TEMP TABLE doomed_sweeps (sweep INTEGER PRIMARY KEY)")
    store.file.executemany("INSERT OR IGNORE INTO doomed_sweeps VALUES (?)", [(sweep,) for sweep in sweeps])
    theirs = f"SELECT DISTINCT sweep FROM asked JOIN runs USING (key) WHERE maker IN ({marks})"  # noqa: S608 - marks
    execute(f"INSERT OR IGNORE INTO doomed_sweeps {theirs}", others)
    unasked = "key NOT IN (SELECT key FROM asked WHERE sweep NOT IN (SELECT sweep FROM doomed_sweeps))"
    going = f"SELECT key FROM runs WHERE {unasked} OR maker IN ({marks})"  # noqa: S608
    execute("CREATE TEMP TABLE doomed_runs (key TEXT)")
    execute(f"INSERT INTO doomed_runs {going}", others)
    execute(f"CREATE TEMP TABLE doomed_failures AS SELECT key FROM failures WHERE {unasked}")  # noqa: S608


def _makers_of_other_rules(store: Store) -> list[int]:
    rows = store.file.execute("SELECT maker, versions FROM makers").fetchall()
    return [maker for maker, versions in rows if dict(json.loads(versions)).get(RULES) != rules_digest()]


def _doomed(store: Store) -> Freed:
    execute = store.file.execute
    runs, room = execute(
        "SELECT count(*), coalesce(sum(length(record) + length(story)), 0) FROM runs JOIN doomed_runs USING (key)"
    ).fetchone()
    (failures,) = execute("SELECT count(*) FROM doomed_failures").fetchone()
    names = execute("SELECT name FROM sweeps JOIN doomed_sweeps USING (sweep) ORDER BY sweep").fetchall()
    return Freed(runs, failures, tuple(name for (name,) in names), room)


def _forget(store: Store) -> None:
    for table in ("asked", "points", "sweeps"):
        store.file.execute(f"DELETE FROM {table} WHERE sweep IN (SELECT sweep FROM doomed_sweeps)")  # noqa: S608
    for table in ("runs", "failures"):
        store.file.execute(f"DELETE FROM {table} WHERE key IN (SELECT key FROM doomed_{table})")  # noqa: S608
    store.file.execute("DELETE FROM questions WHERE question NOT IN (SELECT question FROM points)")
    store.file.execute("DELETE FROM makers WHERE maker NOT IN (SELECT maker FROM runs)")


def _size(store: Store) -> int:
    names = (store.path, store.path.with_name(f"{store.path.name}-wal"))
    return sum(path.stat().st_size for path in names if path.exists())


def orphans(store: Store) -> int:
    """How many runs no sweep asks for."""
    with store.guarded():
        query = "SELECT count(*) FROM runs WHERE key NOT IN (SELECT key FROM asked)"
        (count,) = store.file.execute(query).fetchone()
    return int(count)


def verify(store: Store) -> Looked:
    """Look through the file, and at every run in it: whether it can be read, and whether its counts can be.

    What cannot be read does not keep anybody from looking at the rest.
    """
    keys, broken = keys_of(store)
    days = _days_by_key(store)
    foreign, unsealed, wrong = 0, 0, list[Wrong]()
    for key in keys:
        try:
            row = store.file.execute(PACKED_BY_KEY, (key,)).fetchone()
            if row is not None and row[0] != MEASURES:
                foreign += 1
                continue
            packed = as_packed(row)
        except (sqlite3.Error, *UNREADABLE) as error:
            wrong.append(Wrong(key, f"cannot be read ({error})"))
            continue
        unsealed += packed.checksum is None
        wrong += [Wrong(key, what) for what in faults(packed, days.get(key))]
    return Looked(len(keys) - foreign, foreign, unsealed, broken or _damage(store), tuple(wrong))


def keys_of(store: Store) -> tuple[list[str], str]:
    """Keys of all runs that can be reached, by the table or by its index; and what is wrong with either."""
    keys, broken = dict[str, None](), ""
    for way in ("NOT INDEXED", ""):
        try:
            keys |= {str(key): None for (key,) in store.file.execute(f"SELECT key FROM runs {way}")}  # noqa: S608
        except (sqlite3.Error, ValueError) as error:
            broken = " ".join(str(error).split())
    return list(keys), broken


def _damage(store: Store) -> str:
    """What SQLite finds wrong with the file, or what keeps rows of ours from being read."""
    requests = RequestTable(store)
    try:
        (found,) = store.file.execute("PRAGMA integrity_check(1)").fetchone()
        for entry in requests.entries():
            requests.asked(entry.number)
            for point_record in requests.points(entry.number):
                requests.question(point_record.question)
    except (sqlite3.Error, RunError) as error:
        return " ".join(str(error).split())
    return "" if found == "ok" else " ".join(str(found).split())


def _days_by_key(store: Store) -> dict[str, int]:
    """How long each run that is asked for should be, as far as it can be read."""
    requests = RequestTable(store)
    days: dict[str, int] = {}
    known: dict[str, int] = {}
    with suppress(RunError):
        for entry in requests.entries():
            questions = {point_record.number: point_record.question for point_record in requests.points(entry.number)}
            for question in set(questions.values()) - known.keys():
                known[question] = int(requests.content(question)["weeks"]) * WORKDAYS_A_WEEK
            # A damaged sweep may ask for points that it does not list; how long their runs should be is not known.
            asked = (row for row in requests.asked(entry.number) if row.point in questions)
            days |= {row.key: known[questions[row.point]] for row in asked}
    return days


def faults(packed: Packed, days: int | None = None) -> list[str]:
    """What is wrong with a run as it is kept; nothing if all is right.

    Args:
        packed: The run.
        days: How long it should be, None if nobody knows.
    """
    try:
        run = unpack(packed, "", 0)
    except UNREADABLE as error:
        return [f"cannot be read ({error})"]
    found = list(_impossible(run))
    if days is not None and len(run.record) != days + 1:
        found.append(f"has {len(run.record) - 1:,} workdays instead of {days:,}")
    return found


def _impossible(run: Run) -> Iterator[str]:
    """Counts that cannot be."""
    record = run.record
    if record.min() < 0:
        yield "counts fewer than nobody"
    if record[:, Measure.HEADCOUNT].min() < 1:
        yield "has a day without anybody"
    people = [measure for measure in Measure if measure not in FLOWS]
    if (record[:, people] > record[:, [Measure.HEADCOUNT]]).any():
        yield "counts more people than there are"
    for names in NESTED:
        columns = record[:, [Measure[name.upper()] for name in names]]
        if (columns[:, :-1] > columns[:, 1:]).any():
            yield f"counts more of a part than of the whole ({' < '.join(names)})"
