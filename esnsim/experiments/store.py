"""The store: every finished run in one SQLite file, kept at once and known again by what it was asked.

The file is in write-ahead mode: a process killed at any moment loses what it had not finished, and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import platform
import sqlite3
import zlib
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from esnsim.compilation import rules_digest
from esnsim.errors import RunError
from esnsim.organisation import digest
from esnsim.scenario import Scenario
from esnsim.simulation.programme import Event, Expense
from esnsim.simulation.record import Measure
from esnsim.simulation.run import Inequality, Run, state_digest
from esnsim.simulation.simulate import Setting

APPLICATION = 0x45534E52
"""Marks a file as ours, in the place SQLite has for it."""
FORM = 1
PATIENCE = 60.0
"""Seconds to wait for another process that is writing."""
MEASURES = ",".join(measure.name for measure in Measure)

TABLE = """
CREATE TABLE runs (
    key TEXT PRIMARY KEY,           -- digest of all that the run depends on
    programme TEXT NOT NULL,        -- what it was called when it was run
    replicate INTEGER NOT NULL,
    record BLOB NOT NULL,           -- counts by day and measure: 64-bit little-endian integers, zlib
    measures TEXT NOT NULL,         -- names of the measures, in their order
    story TEXT NOT NULL,            -- events, expenses and inequality as JSON
    digest TEXT NOT NULL,           -- SHA-256 of the last state
    kernel_seconds REAL NOT NULL,
    versions TEXT NOT NULL          -- what computed it, as JSON
) WITHOUT ROWID
"""


def setting_digest(setting: Setting) -> str:
    """Digest of all that the lives of a setting share: rules, people, ties, start, horizon and seed.

    Names, the question, the number of replicates and the list of programmes decide about no life and are left out;
    files count by what was read from them.
    """
    content = setting.scenario.content()
    for name in ("name", "question", "replicates", "programmes", "baseline", "organisation"):
        del content[name]
    parts = {
        "scenario": content,
        "rule": list(setting.start.rule),
        "organisation": digest(setting.organisation),
        "start": state_digest(setting.start.world),
        "esnsim": rules_digest(),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def run_key(shared: str, scenario: Scenario, programme: str, replicate: int) -> str:
    """Digest of all that one run depends on; what the programme is called is no part of it.

    Args:
        shared: From `setting_digest`.
        scenario: What is asked, resolved.
        programme: Name of the programme.
        replicate: Which life.
    """
    done = [intervention.model_dump(mode="json", by_alias=True) for intervention in scenario.programme(programme)]
    return hashlib.sha256(json.dumps([shared, done, replicate], sort_keys=True).encode()).hexdigest()


class Store:
    """Finished runs in a file; use it in a ``with`` statement."""

    def __init__(self, path: Path) -> None:
        """Open a store, or make it with the folders on the way.

        Raises:
            RunError: If the file is something else, damaged, from a later version, or cannot be written.
        """
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise RunError(f"{path}: cannot be opened as a store of runs ({error})") from error
        try:
            self._begin()
        except sqlite3.Error as error:
            self._file.close()
            raise self._refusal(error) from error
        except RunError:
            self._file.close()
            raise

    def _begin(self) -> None:
        """See that the file is ours, and make the table in a new one."""
        (application,) = self._file.execute("PRAGMA application_id").fetchone()
        (tables,) = self._file.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application != APPLICATION and (application or tables):
            raise RunError(f"{self.path}: is a database, but no store of runs; choose another folder or move it away")
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = NORMAL")
        self._file.execute("BEGIN IMMEDIATE")
        (form,) = self._file.execute("PRAGMA user_version").fetchone()
        if form == 0:
            self._file.execute(TABLE)
            self._file.execute(f"PRAGMA application_id = {APPLICATION}")
            self._file.execute(f"PRAGMA user_version = {FORM}")
        elif form != FORM:
            raise RunError(
                f"{self.path}: is a store of form {form}, this version of esnsim writes form {FORM}; "
                "choose another folder or move the file away"
            )
        self._file.execute("COMMIT")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, key: str, run: Run) -> None:
        """Keep a finished run, from this moment on, whatever happens to the process.

        Raises:
            RunError: If it cannot be written.
        """
        record = zlib.compress(run.record.astype("<i8").tobytes())
        story = json.dumps({"events": run.events, "expenses": run.expenses, "inequality": run.inequality})
        row = (key, run.programme, run.replicate, record, MEASURES, story, run.digest, run.kernel_seconds, versions())
        try:
            self._file.execute("INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        except sqlite3.Error as error:
            raise self._refusal(error) from error

    def get(self, key: str, programme: str) -> Run | None:
        """The run with this key, under the name that the programme has now; None if it is not there.

        Raises:
            RunError: If it is there and cannot be read.
        """
        try:
            row = self._file.execute("SELECT * FROM runs WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as error:
            raise self._refusal(error) from error
        try:
            return None if row is None else _run(row, programme)
        except (ValueError, KeyError, TypeError, zlib.error) as error:
            raise self._refusal(error) from error

    def __len__(self) -> int:
        """How many runs are kept, of whatever scenario."""
        (count,) = self._file.execute("SELECT count(*) FROM runs").fetchone()
        return int(count)

    def _refusal(self, error: Exception) -> RunError:
        return RunError(
            f"{self.path}: cannot be read or written as a store of runs ({error}); "
            "if it is damaged, move it away, and the runs in it will be computed again"
        )


def _run(row: tuple[Any, ...], programme: str) -> Run:
    """The run that a row of the table holds."""
    _, _, replicate, packed, measures, story, last_state, kernel_seconds, _ = row
    if measures != MEASURES:
        raise ValueError("the measures are others")
    record = np.frombuffer(zlib.decompress(packed), "<i8").astype(np.int64).reshape(-1, len(Measure))
    told = json.loads(story)
    return Run(
        programme,
        replicate,
        record,
        tuple(Event(*each) for each in told["events"]),
        tuple(Expense(*each) for each in told["expenses"]),
        tuple(Inequality(*each) for each in told["inequality"]),
        last_state,
        kernel_seconds,
    )


def versions() -> str:
    """What computes runs here, as JSON."""
    known = {"python": platform.python_version(), "esnsim rules": rules_digest()}
    return json.dumps(known | {name: version(name) for name in ("numpy", "numba")})
