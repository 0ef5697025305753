"""Objects of JSON files one after the other: small files at once, large ones as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import IO, Any

from esnsim.errors import MissingExtraError
from esnsim.usage.files.container import Member
from esnsim.usage.files.findings import UsageFindings

AT_ONCE = 32 * 2**20
"""Bytes of a file up to which it is read at once: a channel's messages of one day are some kilobytes."""


STRANGE = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What Python says of an object whose parts are not what a product writes; a reader refuses the object for it."""


def refuse_strange(member: Member, what: str, findings: UsageFindings, line: int = 0) -> None:
    """Refuse an object whose parts are not what they should be.

    Args:
        member: The file.
        what: What it should be, such as ``a message as Slack writes it``.
        findings: Takes it.
        line: On which it stands, 0 where objects have none.
    """
    findings.refuse(f"{member.place}:{line}" if line else member.place, f"holds what is not {what}", what)


def items_of(stream: IO[bytes], member: Member, findings: UsageFindings) -> Iterator[dict[str, Any]]:
    """The objects of a file that is a list of them.

    Args:
        stream: At its beginning.
        member: The file.
        findings: Takes what is wrong with it.

    Raises:
        UsageFileError: the file is no JSON.
        MissingExtraError: it is large, and the library that reads such files is not there.
    """
    yield from (each for _, each in tables_of(stream, member, findings, ("",)))


def tables_of(
    stream: IO[bytes], member: Member, findings: UsageFindings, keys: Sequence[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of the lists of a file, each with the key its list stands under.

    Args:
        stream: At its beginning.
        member: The file.
        findings: Takes what is wrong with it.
        keys: Of the lists that are wanted; an empty one where the file is a list.

    Raises:
        UsageFileError: the file is no JSON.
        MissingExtraError: it is large, and the library that reads such files is not there.
    """
    if member.size > AT_ONCE:
        yield from _streamed(stream, member, findings, keys)
        return
    raw = stream.read(AT_ONCE + 1)
    if len(raw) > AT_ONCE:  # A packed file does not say how long it is.
        findings.stop(member.place, "is a large file of JSON that was packed by itself; unpack it first")
    try:
        found = json.loads(raw) if raw.strip() else []
    except ValueError as error:
        findings.stop(member.place, f"is no JSON ({error}); export or download it again")
    for key in keys:
        listed = found.get(key) if key and isinstance(found, dict) else found
        yield from ((key, each) for each in listed if isinstance(each, dict)) if isinstance(listed, list) else ()


def _streamed(
    stream: IO[bytes], member: Member, findings: UsageFindings, keys: Sequence[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of the lists of a large file."""
    try:
        import ijson  # noqa: PLC0415 - an extra, for large files only
        from ijson.common import ObjectBuilder  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError(f"{member.place}: reading a file of {member.size:,} bytes of JSON", "usage") from None
    wanted = {f"{key}.item" if key else "item": key for key in keys}
    try:
        builder: Any = None
        inside = ""
        for prefix, event, value in ijson.parse(stream, use_float=True):
            if builder is None and event == "start_map" and prefix in wanted:
                builder, inside = ObjectBuilder(), prefix  # type: ignore[no-untyped-call]
            if builder is not None:
                builder.event(event, value)
                if event == "end_map" and prefix == inside:
                    yield wanted[inside], builder.value
                    builder = None
    except ijson.common.JSONError as error:
        findings.stop(member.place, f"is no JSON ({error}); export or download it again")
