"""What went wrong with a file, for a person: what it is, and the way out of it."""

from __future__ import annotations

import errno
import os
import sqlite3
import struct
import zlib
from pathlib import Path

UNREADABLE = (ValueError, LookupError, TypeError, OverflowError, struct.error, zlib.error)
"""What comes of reading something else than was written; text that is no text and JSON that is none among them."""
TAKEN = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
PROTECTED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
"""What SQLite says of a file, or of a folder, that may not be written to."""
NOT_REACHED = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)
FULL = (errno.ENOSPC, errno.EDQUOT)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
GOES_ON = "what is finished is kept; make room, and give the same command again to continue"


def code_of(error: BaseException) -> int:
    """SQLite's number of an error, without what it says beyond that; 0 of all other errors."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF if isinstance(error, sqlite3.Error) else 0


def is_protected(error: BaseException) -> bool:
    """Whether somebody may not write, or not even read."""
    return code_of(error) in PROTECTED


def is_taken(error: BaseException) -> bool:
    """Whether somebody else is using the file."""
    return code_of(error) in TAKEN


def is_full(error: BaseException) -> bool:
    """Whether there is no room left on the disk, or in the part of it that somebody may use."""
    return code_of(error) == sqlite3.SQLITE_FULL or (isinstance(error, OSError) and error.errno in FULL)


def store_refusal(path: Path, error: BaseException) -> str:
    """Why a store cannot be used, in a line, and what a person can do about it."""
    said = " ".join(str(error).split())
    if is_full(error):
        return f"{path}: the disk is full; {GOES_ON}"
    if is_taken(error):
        return f"{path}: another command is writing to it and does not end ({said}); give the same command again later"
    if path.is_file() and is_protected(error):
        return _protected(path, said)
    if isinstance(error, OSError) or code_of(error) in NOT_REACHED:
        what = "is a folder, and no store of runs" if path.is_dir() else f"cannot be reached ({_reason(error)})"
        return f"{path}: {what}; name the file of a store, or the folder it lies in"
    return _damage(path, error, said)


def _damage(path: Path, error: BaseException, said: str) -> str:
    again = "and the runs in it will be computed again"
    if code_of(error) == sqlite3.SQLITE_NOTADB:
        what = "is no store of runs, or its beginning is damaged, so that nothing in it can be read"
        return f"{path}: {what} ({said}); choose another folder, or move it away, {again}"
    return (
        f"{path}: is damaged ({said}); 'esnsim store verify {path}' tells which runs can still be read, "
        f"'esnsim store merge NEW {path}' saves those; or move it away, {again}"
    )


def _protected(path: Path, said: str) -> str:
    if not os.access(path, os.R_OK):
        return f"{path}: may not be read ({said}); ask its owner"
    return (
        f"{path}: may not be written to, it or its folder ({said}); ask its owner, or copy the whole folder to a "
        "place of your own"
    )


def writing_refusal(error: OSError, path: Path | None = None) -> str:
    """Why a file of results cannot be written, in a line, and what a person can do about it.

    Args:
        error: What the system said.
        path: The file, where the error does not name it.
    """
    named = path or error.filename
    what = f"{named}: " if named else ""
    if is_full(error):
        return f"{what}cannot be written, the disk is full; {GOES_ON}"
    if error.errno in FORBIDDEN and os.name != "nt":
        return f"{what}may not be written ({_reason(error)}); ask the owner of the folder, or choose another with --out"
    return f"{what}cannot be written ({_reason(error)}); is it open in another program?"


def _reason(error: BaseException) -> str:
    """What the system says, without the name of a file."""
    return (isinstance(error, OSError) and error.strerror) or " ".join(str(error).split())
