"""Objects of JSON files one after the other: small files at once, large ones as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from esnsim.errors import MissingExtraError
from esnsim.usage.files.container import Member
from esnsim.usage.files.findings import UsageFindings

AT_ONCE = 32 * 2**20
"""Bytes of a file up to which it is read at once: a channel's messages of one day are some kilobytes."""


def items_of(stream: IO[bytes], member: Member, findings: UsageFindings, key: str = "") -> Iterator[dict[str, Any]]:
    """The objects of a list.

    Args:
        stream: At its beginning.
        member: The file.
        findings: Takes what is wrong with it.
        key: Under which the list stands; empty where the file is the list.

    Raises:
        UsageFileError: the file is no JSON.
        MissingExtraError: it is large, and the library that reads such files is not there.
    """
    if member.size > AT_ONCE:
        yield from _streamed(stream, member, findings, key)
        return
    raw = stream.read(AT_ONCE + 1)
    if len(raw) > AT_ONCE:  # A packed file does not say how long it is.
        findings.stop(member.place, "is a large file of JSON that was packed by itself; unpack it first")
    try:
        found = json.loads(raw) if raw.strip() else []
    except ValueError as error:
        findings.stop(member.place, f"is no JSON ({error}); export or download it again")
    found = found.get(key) or [] if key and isinstance(found, dict) else found
    yield from (each for each in found if isinstance(each, dict)) if isinstance(found, list) else ()


def _streamed(stream: IO[bytes], member: Member, findings: UsageFindings, key: str) -> Iterator[dict[str, Any]]:
    """The objects of a list in a large file."""
    try:
        import ijson  # noqa: PLC0415 - an extra, for large files only
    except ImportError:
        raise MissingExtraError(f"{member.place}: reading a file of {member.size:,} bytes of JSON", "usage") from None
    try:
        for each in ijson.items(stream, f"{key}.item" if key else "item", use_float=True):
            if isinstance(each, dict):
                yield each
    except ijson.common.JSONError as error:
        findings.stop(member.place, f"is no JSON ({error}); export or download it again")
