"""Rows of a store, looked at when they are read: of the kinds they were written in, and with their checksum.

SQLite keeps no checksums of its own, so that a flipped bit would be read as another number. Every row of ours ends in
one, and nothing leaves the store before it was compared.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any, TypeAlias

Kinds: TypeAlias = tuple[type, ...]
"""Types of the columns of a row, without its checksum."""


def checksum(*values: object) -> int:
    """CRC-32 of some values, bytes after all others; any single flipped bit changes it."""
    others, parts = [], []
    for value in values:
        if type(value) is bytes:
            parts.append(value)
        else:
            others.append(value)
    found = zlib.crc32(repr(others).encode())
    for part in parts:
        found = zlib.crc32(part, found)
    return found


def check_kinds(row: Sequence[object], kinds: Kinds) -> None:
    """See that a row holds what was written into its columns.

    Raises:
        ValueError: If it does not.
    """
    if tuple(map(type, row)) == kinds:
        return  # as nearly all are; the sum of a run takes as long as looking at its values one by one
    for nth, (value, kind) in enumerate(zip(row, kinds, strict=True), 1):
        if type(value) is not kind:
            raise ValueError(f"value {nth} of a row is {_word(value)} instead of {_word(kind())}")


def checked(row: tuple[Any, ...], kinds: Kinds, first: int = 0) -> tuple[Any, ...]:
    """A row without the checksum it ends in, when both are as they were written.

    Args:
        row: As it was read.
        kinds: Types of all columns but the last.
        first: Columns before this one are no part of the checksum, such as numbers that differ between stores.

    Raises:
        ValueError: If they are not.
    """
    *values, written = row
    check_kinds(values, kinds)
    if written is not None and written != checksum(*values[first:]):
        raise ValueError("a row is not as it was written, its checksum differs")
    return tuple(values)


def _word(value: object) -> str:
    """What a value is, for a person."""
    words = {int: "a whole number", float: "a number", str: "text", bytes: "bytes"}
    return words.get(type(value), "nothing")
