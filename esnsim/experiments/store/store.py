"""The store: every finished run in one SQLite file, kept at once and known again by what it was asked.

The file is in write-ahead mode: a process killed at any moment loses what it had not finished, and nothing else. What
was asked of whom is in the same file, see `requests`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import NamedTuple, Self
from weakref import finalize

from esnsim.errors import RunError
from esnsim.experiments.store import schema
from esnsim.experiments.store.codec import MEASURES, Packed, check_packed, pack, unpack, versions
from esnsim.experiments.store.refusals import UNREADABLE, is_protected, is_taken, store_refusal
from esnsim.simulation.run import Run

PATIENCE = 60.0
"""Seconds to wait for another process that is writing."""
IN_MEMORY = Path(":memory:")
"""A store that is gone when it is closed."""
LOOK = 2.0
"""Seconds after which a store is looked for again, in case somebody has deleted it."""

PACKED = (
    "SELECT measures, key, width, record, story, digest, kernel_seconds, checksum FROM runs JOIN makers USING (maker)"
)
"""What `as_packed` takes."""
PACKED_OF_SWEEP = PACKED + " WHERE key IN (SELECT key FROM asked WHERE sweep = ?)"  # noqa: S608 - of constants alone
PACKED_BY_KEY = PACKED + " WHERE key = ?"


class Failure(NamedTuple):
    """A run that could not be finished.

    Attributes:
        key: Digest of all that it depends on.
        programme: Name of its programme.
        replicate: Which run of it.
        reason: What happened, in a line.
    """

    key: str
    programme: str
    replicate: int
    reason: str

    def __str__(self) -> str:
        """The line a person reads."""
        return f"programme '{self.programme}', replicate {self.replicate}: {self.reason}"


def _let_go(file: sqlite3.Connection) -> None:
    """Close a file nobody looks at any more; one of another thread is closed by that thread."""
    with suppress(sqlite3.ProgrammingError):
        file.close()


class Store:
    """Finished runs in a file; use it in a ``with`` statement.

    Attributes:
        path: The file.
        file: The connection to it.
    """

    def __init__(self, path: Path, *, reading: bool = False, write_ahead: bool = True) -> None:
        """Open a store; make it with the folders on the way, unless it is only to be read.

        Args:
            path: The file.
            reading: Whether it is only to be read.
            write_ahead: Whether SQLite writes ahead, which is quick and for processes of one machine only: others must
                not even read at the same time. Without it, a file system that locks files lets several machines look.

        Raises:
            RunError: If the file is something else, damaged, of another version, or cannot be written.
        """
        self.path = path
        self._maker = 0
        self._looked = monotonic()
        try:
            self.file = _opened(path, reading=reading)
            # Whoever reads a sweep without ``with`` lets go of the file when they let go of the store.
            finalize(self, _let_go, self.file)
        except (OSError, sqlite3.Error, *UNREADABLE) as error:
            raise RunError(store_refusal(path, error)) from error
        try:
            with self.guarded():
                self._begin(reading=reading, write_ahead=write_ahead)
        except RunError:
            self.file.close()
            raise
        self._place = _place_of(path)

    def _begin(self, *, reading: bool, write_ahead: bool) -> None:
        """See that the file is ours, make the tables in a new one, and renew those of the form before."""
        # In one transaction: another command may be making the tables at this moment.
        self.file.execute("BEGIN")
        (application,) = self.file.execute("PRAGMA application_id").fetchone()
        (tables,) = self.file.execute("SELECT count(*) FROM sqlite_master").fetchone()
        self.file.execute("COMMIT")
        if application != schema.APPLICATION and (application or tables or reading):
            what = "is a database, but no store of runs" if application or tables else "is empty, and no store of runs"
            raise RunError(f"{self.path}: {what}; choose another folder or move it away")
        if not reading:
            self._set_journal("WAL" if write_ahead else "DELETE")
            self.file.execute("PRAGMA synchronous = NORMAL")
        with self.writing() if not reading else self.guarded():
            (form,) = self.file.execute("PRAGMA user_version").fetchone()
            if form == 0 and not reading and not tables:
                schema.make(self.file)
            elif form == schema.WITHOUT_CHECKSUMS:
                (schema.read_as_newest if reading else schema.renew)(self.file)
            elif form != schema.FORM:
                raise RunError(_other_form(self.path, form))

    def _set_journal(self, mode: str) -> None:
        """Let the file be written in a mode; SQLite does not wait for others by itself when it changes that."""
        deadline = monotonic() + PATIENCE
        while True:
            try:
                self.file.execute(f"PRAGMA journal_mode = {mode}")
            except sqlite3.OperationalError as error:
                if not is_taken(error) or monotonic() > deadline:
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
                f"{self.path}: was deleted or moved while runs were kept in it; give the same command again to begin "
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
        except (sqlite3.Error, *UNREADABLE) as error:
            raise RunError(store_refusal(self.path, error)) from error

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
            rows = [(run.key, maker, *run[1:-1], moment, run.checksum) for run in runs]
            self.file.executemany("INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
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

    def check_index(self) -> None:
        """See that runs are found by their keys.

        Raises:
            RunError: If the table holds others than its index.
        """
        with self.guarded():
            (stand,), (found,) = (
                self.file.execute(f"SELECT count(*) FROM runs {way}").fetchone()  # noqa: S608 - ours
                for way in ("NOT INDEXED", "INDEXED BY sqlite_autoindex_runs_1")
            )
            if stand != found:
                raise ValueError(f"of {stand:,} runs {found:,} can be found by their keys")

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
        ValueError: If it was made by a version that measured something else, or is not as it was written.
    """
    measures, *parts = row
    if measures != MEASURES:
        raise ValueError("the measures of its runs are those of another version of esnsim, or not as they were written")
    packed = Packed(*parts)  # type: ignore[arg-type]
    check_packed(packed)
    return packed


def _other_form(path: Path, form: int) -> str:
    if form > schema.FORM:
        way = "a newer version of esnsim wrote it; use that one, or choose another folder"
    else:
        way = "choose another folder, or move it away, and the runs in it will be computed again"
    return f"{path}: is a store of form {form}, this version of esnsim knows form {schema.FORM}; {way}"


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
        except (sqlite3.Error, UnicodeDecodeError) as error:
            # Whatever else is wrong is told by whoever looks into it next.
            if not is_protected(error):
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
