"""The shelf: finished parts in one SQLite file, known again by their digest, so that nothing is lived twice."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from esnsim.errors import RunError
from esnsim.evidence.task import Said, ValidationTask

TABLE = "CREATE TABLE IF NOT EXISTS parts (key TEXT PRIMARY KEY, trial TEXT NOT NULL, said TEXT NOT NULL)"
PATIENCE = 60.0
"""Seconds to wait for another process that is writing."""


class Shelf:
    """Finished parts in a file; use it in a ``with`` statement."""

    def __init__(self, path: Path) -> None:
        """Open a shelf; make it with the folders on the way.

        Raises:
            RunError: If the file is something else, damaged, or cannot be written.
        """
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            self._file.execute("PRAGMA journal_mode = WAL")
            self._file.execute("PRAGMA synchronous = NORMAL")
            self._file.execute(TABLE)
        except (OSError, sqlite3.Error) as error:
            raise RunError(f"{path}: cannot keep finished parts there ({error}); choose another folder") from error

    def get(self, part: ValidationTask) -> Said | None:
        """What a part said, None if it has not been carried out."""
        row = self._file.execute("SELECT said FROM parts WHERE key = ?", (part.key,)).fetchone()
        said: Said | None = None if row is None else json.loads(row[0])
        return said

    def put(self, part: ValidationTask, said: Said) -> None:
        """Keep what a part said.

        Raises:
            RunError: If it cannot be written.
        """
        try:
            self._file.execute(
                "INSERT OR REPLACE INTO parts VALUES (?, ?, ?)", (part.key, part.trial, json.dumps(said))
            )
        except sqlite3.Error as error:
            raise RunError(f"{self.path}: a finished part cannot be kept ({error})") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
