"""Files that are whole or not there: written beside their place, then put into it in one step."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A place to write a file to, which takes the path given when all went well and vanishes when it did not.

    Whoever reads the path at any moment, even after this process was killed, sees the old file or the whole new one.

    Args:
        path: Where the file is to be; folders on the way are made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # The ending stays, because some writers choose their format by it.
    unfinished = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")
    try:
        yield unfinished
        unfinished.replace(path)
    except OSError as error:
        _rename(error, unfinished, path)
        raise
    finally:
        with suppress(OSError):
            unfinished.unlink()


def _rename(error: OSError, unfinished: Path, path: Path) -> None:
    """Let an error speak of the file that was wanted, since nobody knows the one it was written to."""
    error.args = tuple(
        each.replace(str(unfinished), str(path)) if isinstance(each, str) else each for each in error.args
    )
    if error.filename is not None and Path(error.filename) == unfinished:
        error.filename, error.filename2 = str(path), None


def write_text(path: Path, text: str) -> Path:
    """Write a whole text file, in UTF-8 and with the same line ends on every system; its path."""
    with whole_file(path) as unfinished:
        unfinished.write_text(text, encoding="utf-8", newline="\n")
    return path
