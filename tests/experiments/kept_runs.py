"""What a store keeps, for comparing it to the bit."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

Kept = dict[str, tuple[int, bytes, bytes, str]]


def kept(path: Path) -> Kept:
    """Width, record, story and digest of every run by its key; none if the file has no tables yet."""
    with closing(sqlite3.connect(path)) as file:
        if not file.execute("SELECT count(*) FROM sqlite_master WHERE name = 'runs'").fetchone()[0]:
            return {}
        rows = file.execute("SELECT key, width, record, story, digest FROM runs").fetchall()
    return {key: (width, record, story, digest) for key, width, record, story, digest in rows}


def moments(path: Path) -> dict[str, float]:
    """When each run was written down; none if there is no file."""
    if not path.exists():
        return {}
    with closing(sqlite3.connect(path)) as file:
        if not file.execute("SELECT count(*) FROM sqlite_master WHERE name = 'runs'").fetchone()[0]:
            return {}
        return dict(file.execute("SELECT key, finished FROM runs").fetchall())


def is_whole(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with a file, should there be one."""
    if not path.exists():
        return True
    with closing(sqlite3.connect(path)) as file:
        return bool(file.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
