"""The request table: what was asked of a store, and what of it is there.

A *sweep* asks one scenario, or many that differ in the values of some factors, to be simulated: its *points*. What is
left to do is read from the file, a slice at a time, so that a process that was killed is continued by any other, and
none needs memory for all the runs of a sweep.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from esnsim.errors import EsnsimError, RunError
from esnsim.experiments.store.rows import Kinds, check_kinds, checked, checksum
from esnsim.experiments.store.sharing import Shared, read_shared
from esnsim.experiments.store.store import Failure, Store, now
from esnsim.scenario import Scenario

RUNNING, FINISHED, STOPPED = "running", "finished", "stopped"
BEFORE_ALL = (-1, -1, "")
ASKED: Kinds = (int, int, int, str, str)
POINT: Kinds = (int, str, str, int)
SWEEP: Kinds = (int, str, str, str)
LATEST = 1e11
"""Seconds since 1970 that no clock shows; a moment beyond them was not written by one."""


@dataclass(frozen=True, slots=True)
class SweepRecord:
    """What a sweep is, as it is written down.

    Attributes:
        identity: Digest of its points; the same is found again by it.
        name: What reports call it.
        factors: Paths of what is varied; none for a single scenario.
        outcome: What it is judged by, as `outcome.Outcome` writes it; empty if nothing was said.
        command: The command that asked for it.
        shared: The shares in which it is simulated, None if it is not divided.
    """

    identity: str
    name: str
    factors: tuple[str, ...] = ()
    outcome: str = ""
    command: str = ""
    shared: Shared | None = None


class PointRecord(NamedTuple):
    """One scenario of a sweep, as it is written down.

    Attributes:
        number: Counted from 0.
        factors: Value of every factor by path.
        question: Digest of the scenario.
        base_state: Number of the state it starts from.
    """

    number: int
    factors: Mapping[str, Any]
    question: str
    base_state: int


class RunRequest(NamedTuple):
    """One run that a sweep consists of.

    Attributes:
        base_state: Number of the state it starts from.
        replicate: Which run.
        point: Number of the point.
        programme: Name of the programme.
        key: Digest of all that it depends on.
    """

    base_state: int
    replicate: int
    point: int
    programme: str
    key: str


class SweepCount(NamedTuple):
    """How far a sweep is.

    Attributes:
        total: Runs asked for.
        done: Those that are there.
        failed: Those that could not be finished.
    """

    total: int
    done: int
    failed: int


class Entry(NamedTuple):
    """A sweep in the request table.

    Attributes:
        number: By which the request table knows it.
        sweep_record: What it is.
        state: `RUNNING`, `FINISHED` or `STOPPED`; a killed process leaves ``RUNNING`` behind.
        began: When it was last begun, seconds since 1970.
        told: When its process last said that it runs, seconds since 1970.
    """

    number: int
    sweep_record: SweepRecord
    state: str
    began: float
    told: float


class RequestTable:
    """What was asked of a store."""

    def __init__(self, store: Store) -> None:
        """The request table of this store."""
        self.store = store
        self._file = store.file

    def enter(self, sweep_record: SweepRecord, points: Sequence[PointRecord], questions: Mapping[str, Scenario]) -> int:
        """Write a sweep down, or find it again; its number.

        Args:
            sweep_record: What it is.
            points: All its points.
            questions: Scenarios by digest.

        Raises:
            RunError: If it cannot be written.
        """
        moment = now()
        about = _about(sweep_record)
        texts = [(key, zlib.compress(json.dumps(each.content()).encode())) for key, each in questions.items()]
        point_records = [(each.number, json.dumps(each.factors), each.question, each.base_state) for each in points]
        said = (sweep_record.identity, sweep_record.name, about)
        with self.store.writing():
            self._file.execute(
                "INSERT INTO sweeps (identity, name, about, state, began, told, checksum) VALUES (?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (identity) DO UPDATE SET name = excluded.name, about = excluded.about,"
                " state = excluded.state, began = excluded.began, told = excluded.told, checksum = excluded.checksum",
                (*said, RUNNING, moment, moment, checksum(*said)),
            )
            (sweep,) = self._one("SELECT sweep FROM sweeps WHERE identity = ?", (sweep_record.identity,))
            self._file.executemany(
                "INSERT OR IGNORE INTO questions VALUES (?, ?, ?)", [(*text, checksum(*text)) for text in texts]
            )
            self._file.executemany(
                "INSERT OR REPLACE INTO points VALUES (?, ?, ?, ?, ?, ?)",
                [(sweep, *point_record, checksum(*point_record)) for point_record in point_records],
            )
        return int(sweep)

    def ask(self, sweep: int, runs: Iterable[RunRequest]) -> None:
        """Ask for runs, those already asked for included."""
        with self.store.writing():
            self._file.executemany(
                "INSERT OR REPLACE INTO asked VALUES (?, ?, ?, ?, ?, ?, ?)",
                ((sweep, *each, checksum(*each)) for each in runs),
            )

    def narrow(self, sweep: int, replicates: int, programmes: Iterable[str] | None = None) -> None:
        """Ask for so many replicates and no more, and for no other programmes; runs that are there stay there."""
        with self.store.writing():
            self._file.execute("DELETE FROM asked WHERE sweep = ? AND replicate >= ?", (sweep, replicates))
            if programmes is not None:
                names = json.dumps(list(programmes))
                self._file.execute(
                    "DELETE FROM asked WHERE sweep = ? AND programme NOT IN (SELECT value FROM json_each(?))",
                    (sweep, names),
                )

    def withdraw(self, sweep: int) -> None:
        """Ask for nothing; runs that are there stay there."""
        with self.store.writing():
            self._file.execute("DELETE FROM asked WHERE sweep = ?", (sweep,))

    def describe(self, sweep: int, sweep_record: SweepRecord) -> None:
        """Write anew what a sweep is."""
        said = (sweep_record.identity, sweep_record.name, _about(sweep_record))
        with self.store.writing():
            self._file.execute(
                "UPDATE sweeps SET identity = ?, name = ?, about = ?, checksum = ? WHERE sweep = ?",
                (*said, checksum(*said), sweep),
            )

    def open_keys(self, sweep: int) -> tuple[int, int]:
        """How many different runs a sweep asks for, and how many of them are neither there nor failed."""
        query = (
            "SELECT count(DISTINCT key), count(DISTINCT CASE WHEN key NOT IN (SELECT key FROM runs)"
            " AND key NOT IN (SELECT key FROM failures) THEN key END) FROM asked WHERE sweep = ?"
        )
        asked, left = self._one(query, (sweep,))
        return int(asked), int(left)

    def pending(self, sweep: int, base_state: int, after: tuple[int, int, str], limit: int) -> list[RunRequest]:
        """What of a ground is neither there nor failed: all points of one replicate before the next.

        Args:
            sweep: Number of the sweep.
            base_state: Number of the base state.
            after: Replicate, point and programme of the last one known, or `BEFORE_ALL`.
            limit: How many at most.
        """
        query = (
            "SELECT ground, replicate, point, programme, key, checksum FROM asked WHERE sweep = ? AND ground = ?"
            " AND (replicate, point, programme) > (?, ?, ?)"
            " AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.key = asked.key)"
            " AND NOT EXISTS (SELECT 1 FROM failures WHERE failures.key = asked.key)"
            " ORDER BY replicate, point, programme LIMIT ?"
        )
        with self.store.guarded():
            return [as_asked(row) for row in self._file.execute(query, (sweep, base_state, *after, limit))]

    def base_states(self, sweep: int) -> list[int]:
        """Base states of a sweep on which something is left to do."""
        query = (
            "SELECT DISTINCT ground FROM asked WHERE sweep = ?"
            " AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.key = asked.key)"
            " AND NOT EXISTS (SELECT 1 FROM failures WHERE failures.key = asked.key) ORDER BY ground"
        )
        with self.store.guarded():
            return [int(base_state) for (base_state,) in self._file.execute(query, (sweep,))]

    def askers(self, sweep: int, key: str) -> list[tuple[int, str, int]]:
        """Point, programme and replicate for which a sweep asks for a run; points that differ elsewhere share it."""
        query = "SELECT point, programme, replicate FROM asked WHERE key = ? AND sweep = ?"
        with self.store.guarded():
            return self._file.execute(query, (key, sweep)).fetchall()

    def count(self, sweep: int) -> SweepCount:
        """How far a sweep is."""
        query = (
            "SELECT count(*), count(runs.key), count(failures.key) FROM asked"
            " LEFT JOIN runs USING (key) LEFT JOIN failures USING (key) WHERE sweep = ?"
        )
        return SweepCount(*self._one(query, (sweep,)))

    def failures(self, sweep: int) -> list[tuple[RunRequest, Failure]]:
        """Runs of a sweep that could not be finished."""
        query = (
            "SELECT reason, ground, replicate, point, programme, key, checksum FROM asked JOIN failures USING (key)"
            " WHERE sweep = ? ORDER BY point, programme, replicate"
        )
        with self.store.guarded():
            rows = [(str(reason), as_asked(tuple(row))) for reason, *row in self._file.execute(query, (sweep,))]
        return [(each, Failure(each.key, each.programme, each.replicate, reason)) for reason, each in rows]

    def forgive(self, keys: Iterable[str]) -> None:
        """Let failed runs be tried again."""
        with self.store.writing():
            self._file.executemany("DELETE FROM failures WHERE key = ?", [(key,) for key in keys])

    def tell(self, sweep: int, state: str = RUNNING) -> None:
        """Say that the process of a sweep runs, or how it ended."""
        with self.store.writing():
            self._file.execute("UPDATE sweeps SET state = ?, told = ? WHERE sweep = ?", (state, now(), sweep))

    def entries(self) -> list[Entry]:
        """All sweeps, in the order in which they were first asked."""
        with self.store.guarded():
            rows = self._file.execute("SELECT state, began, told, sweep, identity, name, about, checksum FROM sweeps")
            return [_entry(row) for row in rows]

    def entry(self, name: str | int | None = None) -> Entry:
        """A sweep by its name or number; the one begun last if none is given.

        Raises:
            RunError: If it is not there.
        """
        known = self.entries()
        if not known:
            raise RunError(f"{self.store.path}: nothing was asked of this store")
        if name is None:
            return max(known, key=lambda each: each.began)
        found = [each for each in known if str(name) in (str(each.number), each.sweep_record.name)]
        if not found:
            names = ", ".join(f"'{each.sweep_record.name}' ({each.number})" for each in known)
            raise RunError(f"{self.store.path}: has no sweep '{name}'; there are {names}")
        return found[-1]

    def points(self, sweep: int) -> list[PointRecord]:
        """The points of a sweep."""
        with self.store.guarded():
            query = "SELECT point, factors, question, ground, checksum FROM points WHERE sweep = ? ORDER BY point"
            rows = [checked(row, POINT) for row in self._file.execute(query, (sweep,))]
            return [
                PointRecord(point, dict(json.loads(factors)), question, base_state)
                for point, factors, question, base_state in rows
            ]

    def content(self, question: str) -> dict[str, Any]:
        """The plain values of a scenario by its digest.

        Raises:
            RunError: If it is not there or cannot be read.
        """
        with self.store.guarded():
            row = self._one("SELECT question, content, checksum FROM questions WHERE question = ?", (question,))
            _, packed = checked(row, (str, bytes))
            content: dict[str, Any] = json.loads(zlib.decompress(packed))
            return content

    def question(self, key: str) -> Scenario:
        """A scenario by its digest.

        Raises:
            RunError: If it is not there or cannot be read.
        """
        content = self.content(key)
        try:
            with self.store.guarded():
                return Scenario.of(content)
        except EsnsimError as error:
            why = "another version of esnsim wrote it, use that one"
            raise RunError(f"{self.store.path}: scenario {key} is not understood; {why} ({error})") from error

    def asked(self, sweep: int, points: Iterable[int] | None = None) -> list[RunRequest]:
        """All runs that a sweep consists of, or those of some points, by point, programme and replicate."""
        query = "SELECT ground, replicate, point, programme, key, checksum FROM asked WHERE sweep = ?"
        with self.store.guarded():
            rows = [as_asked(row) for row in self._file.execute(query, (sweep,))]
        wanted = None if points is None else set(points)
        return sorted(
            (row for row in rows if wanted is None or row.point in wanted),
            key=lambda row: (row.point, row.programme, row.replicate),
        )

    def _one(self, query: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
        with self.store.guarded():
            row: tuple[Any, ...] | None = self._file.execute(query, values).fetchone()
            if row is None:
                raise ValueError("a row that others point to is not there")
            return row


def as_asked(row: tuple[Any, ...]) -> RunRequest:
    """A row of what is asked, which ends in its checksum.

    Raises:
        ValueError: If it is not as it was written.
    """
    return RunRequest(*checked(row, ASKED))


def _about(sweep_record: SweepRecord) -> str:
    """What else is written down of a sweep."""
    about = {"factors": sweep_record.factors, "outcome": sweep_record.outcome, "command": sweep_record.command}
    return json.dumps(about if sweep_record.shared is None else about | {"shared": sweep_record.shared.content()})


def _entry(row: tuple[Any, ...]) -> Entry:
    state, began, told, *rest = row
    number, identity, name, about = checked(tuple(rest), SWEEP, 1)
    check_kinds((state, began, told), (str, float, float))
    if not all(math.isfinite(moment) and 0.0 <= moment < LATEST for moment in (began, told)):
        raise ValueError(f"sweep {number} was begun or heard of at no time that a clock shows")
    said = json.loads(about)
    shared = read_shared(said.get("shared"))
    sweep_record = SweepRecord(identity, name, tuple(said["factors"]), said["outcome"], said["command"], shared)
    return Entry(number, sweep_record, state, began, told)
