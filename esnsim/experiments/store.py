"""The store: every finished run in one SQLite file, kept at once and known again by what it was asked.

The file is in write-ahead mode: a process killed at any moment loses what it had not finished, and nothing else. What
was asked of whom is in the same file, see `ledger`.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import NamedTuple, Self

from esnsim.errors import RunError
from esnsim.experiments.packing import MEASURES, Packed, pack, unpack, versions
from esnsim.simulation.run import Run

APPLICATION = 0x45534E52
"""Marks a file as ours, in the place SQLite has for it."""
FORM = 2
PATIENCE = 60.0
"""Seconds to wait for another process that is writing."""
IN_MEMORY = Path(":memory:")
"""A store that is gone when it is closed."""
TAKEN = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
PROTECTED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
"""What SQLite says of a file, or of a folder, that may not be written to."""
DAMAGED = (ValueError, KeyError, TypeError, zlib.error)
LOOK = 2.0
"""Seconds after which a store is looked for again, in case somebody has deleted it."""

TABLES = """
CREATE TABLE makers (               -- what computed runs
    maker INTEGER PRIMARY KEY,
    measures TEXT NOT NULL,         -- names of the measures of a record, in their order
    versions TEXT NOT NULL,         -- JSON
    UNIQUE (measures, versions)
);
CREATE TABLE runs (
    key TEXT PRIMARY KEY,           -- digest of all that the run depends on
    maker INTEGER NOT NULL REFERENCES makers,
    width INTEGER NOT NULL,         -- bytes of each number of the record
    record BLOB NOT NULL,           -- counts: differences from day to day, a measure after the other, zlib
    story BLOB NOT NULL,            -- events, expenses and inequality: JSON, zlib
    digest TEXT NOT NULL,           -- SHA-256 of the last state
    kernel_seconds REAL NOT NULL,
    finished REAL NOT NULL          -- when, seconds since 1970
);
CREATE TABLE failures (
    key TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    times INTEGER NOT NULL,         -- how often it was tried
    failed REAL NOT NULL            -- when, seconds since 1970
);
CREATE TABLE questions (            -- scenarios that were asked
    question TEXT PRIMARY KEY,      -- digest
    content BLOB NOT NULL           -- resolved: JSON, zlib
);
CREATE TABLE sweeps (
    sweep INTEGER PRIMARY KEY,
    identity TEXT NOT NULL UNIQUE,  -- digest of its points
    name TEXT NOT NULL,
    about TEXT NOT NULL,            -- factors, outcome and command: JSON
    state TEXT NOT NULL,
    began REAL NOT NULL,            -- seconds since 1970
    told REAL NOT NULL              -- when its process last said that it lives
);
CREATE TABLE points (
    sweep INTEGER NOT NULL REFERENCES sweeps,
    point INTEGER NOT NULL,
    factors TEXT NOT NULL,          -- value of every factor by path: JSON
    question TEXT NOT NULL REFERENCES questions,
    ground INTEGER NOT NULL,        -- points with the same number start from the same state
    PRIMARY KEY (sweep, point)
) WITHOUT ROWID;
CREATE TABLE asked (                -- runs that a sweep consists of, whether they are there or not
    sweep INTEGER NOT NULL REFERENCES sweeps,
    ground INTEGER NOT NULL,
    replicate INTEGER NOT NULL,
    point INTEGER NOT NULL,
    programme TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (sweep, ground, replicate, point, programme)
) WITHOUT ROWID;
CREATE INDEX asked_by_key ON asked (key);
"""

PACKED = "SELECT measures, key, width, record, story, digest, kernel_seconds FROM runs JOIN makers USING (maker)"
"""What `as_packed` takes."""
PACKED_OF_SWEEP = PACKED + " WHERE key IN (SELECT key FROM asked WHERE sweep = ?)"  # noqa: S608 - of constants alone
PACKED_BY_KEY = PACKED + " WHERE key = ?"


class Failure(NamedTuple):
    """A run that could not be finished.

    Attributes:
        key: Digest of all that it depends on.
        programme: Name of its programme.
        replicate: Which life of it.
        reason: What happened, in a line.
    """

    key: str
    programme: str
    replicate: int
    reason: str

    def __str__(self) -> str:
        """The line a person reads."""
        return f"programme '{self.programme}', replicate {self.replicate}: {self.reason}"


class Store:
    """Finished runs in a file; use it in a ``with`` statement.

    Attributes:
        path: The file.
        file: The connection to it.
    """

    def __init__(self, path: Path, *, reading: bool = False) -> None:
        """Open a store; make it with the folders on the way, unless it is only to be read.

        Raises:
            RunError: If the file is something else, damaged, of another version, or cannot be written.
        """
        self.path = path
        self._maker = 0
        self._looked = monotonic()
        try:
            self.file = _opened(path, reading=reading)
        except (OSError, sqlite3.Error) as error:
            if path.is_file() and _is_protected(error):
                raise RunError(_refusal(path, error)) from error
            raise RunError(f"{path}: cannot be opened as a store of runs ({error})") from error
        try:
            with self.guarded():
                self._begin(reading=reading)
        except RunError:
            self.file.close()
            raise
        self._place = _place_of(path)

    def _begin(self, *, reading: bool) -> None:
        """See that the file is ours, and make the tables in a new one."""
        # In one transaction: another command may be making the tables at this moment.
        self.file.execute("BEGIN")
        (application,) = self.file.execute("PRAGMA application_id").fetchone()
        (tables,) = self.file.execute("SELECT count(*) FROM sqlite_master").fetchone()
        self.file.execute("COMMIT")
        if application != APPLICATION and (application or tables or reading):
            raise RunError(f"{self.path}: is a database, but no store of runs; choose another folder or move it away")
        if not reading:
            self._write_ahead()
            self.file.execute("PRAGMA synchronous = NORMAL")
        with self.writing() if not reading else self.guarded():
            (form,) = self.file.execute("PRAGMA user_version").fetchone()
            if form == 0:
                for statement in TABLES.split(";\n"):
                    self.file.execute(statement)
                self.file.execute(f"PRAGMA application_id = {APPLICATION}")
                self.file.execute(f"PRAGMA user_version = {FORM}")
            elif form != FORM:
                raise RunError(
                    f"{self.path}: is a store of form {form}, this version of esnsim knows form {FORM}; "
                    "choose another folder or move the file away"
                )

    def _write_ahead(self) -> None:
        """Put the file into write-ahead mode; SQLite does not wait for others by itself when it does this."""
        deadline = monotonic() + PATIENCE
        while True:
            try:
                self.file.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if not _is_taken(error) or monotonic() > deadline:
                    raise
                sleep(0.01)
            else:
                return

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.close()

    def check_there(self) -> None:
        """See every now and then that what is written goes into a file that people can find.

        Raises:
            RunError: If it was deleted or moved; the system would let us write into it until it is closed.
        """
        if monotonic() - self._looked < LOOK:
            return
        self._looked = monotonic()
        if _place_of(self.path) != self._place:
            raise RunError(
                f"{self.path}: was deleted or moved while lives were kept in it; give the same command again to begin "
                "anew, or put it back to continue"
            )

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Errors of the file herein are told as what they mean.

        Raises:
            RunError: In their place.
        """
        try:
            yield
        except (sqlite3.Error, *DAMAGED) as error:
            raise RunError(_refusal(self.path, error)) from error

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All that is written herein is kept from its end on, whatever happens to the process; or none of it.

        Raises:
            RunError: If it cannot be written.
        """
        with self.guarded():
            self.file.execute("BEGIN IMMEDIATE")
            try:
                yield
                # A full disk is noticed here, and leaves the transaction open.
                self.file.execute("COMMIT")
            except BaseException:
                if self.file.in_transaction:
                    self.file.execute("ROLLBACK")
                raise

    def add(self, runs: Iterable[Packed]) -> None:
        """Keep finished runs, from this moment on.

        Raises:
            RunError: If they cannot be written.
        """
        moment = now()
        with self.writing():
            maker = self._maker or self._made_here()
            rows = [(run.key, maker, *run[1:], moment) for run in runs]
            self.file.executemany("INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            self.file.executemany("DELETE FROM failures WHERE key = ?", [(row[0],) for row in rows])

    def keep(self, key: str, run: Run) -> None:
        """Keep one run; see `add`."""
        self.add([pack(run, key)])

    def fail(self, failure: Failure, times: int) -> None:
        """Remember that a run could not be finished."""
        with self.writing():
            row = (failure.key, failure.reason, times, now())
            self.file.execute("INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?)", row)

    def _made_here(self) -> int:
        made = (MEASURES, versions())
        self.file.execute("INSERT OR IGNORE INTO makers (measures, versions) VALUES (?, ?)", made)
        (maker,) = self.file.execute("SELECT maker FROM makers WHERE measures = ? AND versions = ?", made).fetchone()
        self._maker = int(maker)
        return self._maker

    def has(self, key: str) -> bool:
        """Whether the run with this key is there."""
        with self.guarded():
            return self.file.execute("SELECT 1 FROM runs WHERE key = ?", (key,)).fetchone() is not None

    def packed(self, key: str) -> Packed | None:
        """The run with this key as it is kept, None if it is not there.

        Raises:
            RunError: If it cannot be read.
        """
        with self.guarded():
            found = self.file.execute(PACKED_BY_KEY, (key,)).fetchone()
            return None if found is None else as_packed(found)

    def get(self, key: str, programme: str, replicate: int) -> Run | None:
        """The run with this key, under the name that its programme has now; None if it is not there.

        Raises:
            RunError: If it is there and cannot be read.
        """
        packed = self.packed(key)
        with self.guarded():
            return None if packed is None else unpack(packed, programme, replicate)

    def __len__(self) -> int:
        """How many runs are kept, of whatever scenario."""
        with self.guarded():
            (count,) = self.file.execute("SELECT count(*) FROM runs").fetchone()
        return int(count)


def now() -> float:
    """Seconds since 1970, by which people know when; nothing depends on it."""
    return datetime.now(UTC).timestamp()


def as_packed(row: tuple[object, ...]) -> Packed:
    """A row of `PACKED`.

    Raises:
        ValueError: If it was made by a version that measured something else.
    """
    measures, *parts = row
    if measures != MEASURES:
        raise ValueError("the measures are others")
    return Packed(*parts)  # type: ignore[arg-type]


def _opened(path: Path, *, reading: bool) -> sqlite3.Connection:
    if reading:
        if not path.is_file():
            raise FileNotFoundError("there is no such file")
        return _opened_to_read(path)
    if path != IN_MEMORY:
        path.parent.mkdir(parents=True, exist_ok=True)
    return sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)


def _opened_to_read(path: Path) -> sqlite3.Connection:
    """The file, whether or not it and its folder may be written to."""
    # Whoever may only read leaves SQLite's own files behind; the first way they are tidied up, and nothing is changed.
    # The last needs none of them, and would not see what is in them.
    ways = ["mode=rw", "mode=ro"] if _is_unfinished(path) else ["mode=rw", "mode=ro", "immutable=1"]
    for nth, way in enumerate(ways, 1):
        address = f"{path.resolve().as_uri()}?{way}"
        file = sqlite3.connect(address, timeout=PATIENCE, isolation_level=None, uri=True)
        try:
            file.execute("PRAGMA query_only = ON")
            file.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error as error:
            # Whatever else is wrong is told by whoever looks into it next.
            if not _is_protected(error):
                return file
            file.close()
            if nth == len(ways):
                raise
        else:
            break
    return file


def _is_unfinished(path: Path) -> bool:
    """Whether runs stand in the file beside a store that SQLite writes first."""
    ahead = path.with_name(f"{path.name}-wal")
    return ahead.is_file() and ahead.stat().st_size > 0


def _place_of(path: Path) -> tuple[int, int] | None:
    """Which file stands at a path; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _is_protected(error: Exception) -> bool:
    """Whether somebody may not write, or not even read."""
    return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in PROTECTED


def _is_taken(error: Exception) -> bool:
    """Whether somebody else is using the file."""
    return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in TAKEN


def _refusal(path: Path, error: Exception) -> str:
    """What a person can do about it."""
    if "full" in str(error):
        return f"{path}: the disk is full; make room, and give the same command again to continue ({error})"
    if _is_taken(error):
        return f"{path}: another command is writing to it and does not end ({error}); give the same command again later"
    if path.is_file() and _is_protected(error):
        if not os.access(path, os.R_OK):
            return f"{path}: may not be read ({error}); ask its owner"
        return (
            f"{path}: may not be written to, it or its folder ({error}); ask its owner, or copy the whole folder to a "
            "place of your own"
        )
    return (
        f"{path}: cannot be read or written as a store of runs ({error}); "
        "if it is damaged, move it away, and the runs in it will be computed again"
    )
