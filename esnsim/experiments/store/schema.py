"""The tables of a store, and those of an earlier form.

Since form 3 rows have checksums. A store of form 2 is read as it is, and gets the column when it is next written to;
rows that were kept before have none, see `packing.series` for what is made of them.
"""

from __future__ import annotations

import sqlite3

APPLICATION = 0x45534E52
"""Marks a file as ours, in the place SQLite has for it."""
FORM = 3
WITHOUT_CHECKSUMS = 2
"""The form before."""
WITH_CHECKSUMS = ("runs", "questions", "sweeps", "points", "asked")

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
    finished REAL NOT NULL,         -- when, seconds since 1970
    checksum INTEGER                -- of key, width, record, story, digest and kernel_seconds
);
CREATE TABLE failures (
    key TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    times INTEGER NOT NULL,         -- how often it was tried
    failed REAL NOT NULL            -- when, seconds since 1970
);
CREATE TABLE questions (            -- scenarios that were asked
    question TEXT PRIMARY KEY,      -- digest
    content BLOB NOT NULL,          -- resolved: JSON, zlib
    checksum INTEGER                -- of both
);
CREATE TABLE sweeps (
    sweep INTEGER PRIMARY KEY,
    identity TEXT NOT NULL UNIQUE,  -- digest of its points
    name TEXT NOT NULL,
    about TEXT NOT NULL,            -- factors, outcome and command: JSON
    state TEXT NOT NULL,
    began REAL NOT NULL,            -- seconds since 1970
    told REAL NOT NULL,             -- when its process last said that it runs
    checksum INTEGER                -- of identity, name and about
);
CREATE TABLE points (
    sweep INTEGER NOT NULL REFERENCES sweeps,
    point INTEGER NOT NULL,
    factors TEXT NOT NULL,          -- value of every factor by path: JSON
    question TEXT NOT NULL REFERENCES questions,
    ground INTEGER NOT NULL,        -- points with the same number start from the same state
    checksum INTEGER,               -- of all before it but the sweep, whose number differs between stores
    PRIMARY KEY (sweep, point)
) WITHOUT ROWID;
CREATE TABLE asked (                -- runs that a sweep consists of, whether they are there or not
    sweep INTEGER NOT NULL REFERENCES sweeps,
    ground INTEGER NOT NULL,
    replicate INTEGER NOT NULL,
    point INTEGER NOT NULL,
    programme TEXT NOT NULL,
    key TEXT NOT NULL,
    checksum INTEGER,               -- of all before it but the sweep
    PRIMARY KEY (sweep, ground, replicate, point, programme)
) WITHOUT ROWID;
CREATE INDEX asked_by_key ON asked (key);
"""


def make(file: sqlite3.Connection) -> None:
    """Make the tables in an empty file."""
    for statement in TABLES.split(";\n"):
        file.execute(statement)
    file.execute(f"PRAGMA application_id = {APPLICATION}")
    file.execute(f"PRAGMA user_version = {FORM}")


def renew(file: sqlite3.Connection) -> None:
    """Give the tables of the form before what they lack."""
    for table in WITH_CHECKSUMS:
        file.execute(f"ALTER TABLE {table} ADD COLUMN checksum INTEGER")
    file.execute(f"PRAGMA user_version = {FORM}")


def read_as_newest(file: sqlite3.Connection) -> None:
    """Let the tables of the form before be read as those of this one, without writing to them."""
    file.execute("PRAGMA query_only = OFF")
    for table in WITH_CHECKSUMS:
        rowid = "rowid, " if table == "runs" else ""
        file.execute(f"CREATE TEMP VIEW {table} AS SELECT {rowid}*, NULL AS checksum FROM main.{table}")  # noqa: S608
    file.execute("PRAGMA query_only = ON")
