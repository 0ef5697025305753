"""What a format of usage files is, and what is seen of a file before it is read."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from esnsim.usage.files.container import LOOKED_AT, Container, Packing
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.files.tables import Header, header_of
from esnsim.usage.files.texts import FALLBACK
from esnsim.usage.record import FileRead, Span, Unseen, UsageRecord


class SaidOfFiles(NamedTuple):
    """What may be said of files that they do not say themselves.

    Attributes:
        days: Length of the period that sums of people are of; None where files say it or nobody does.
        until: Last day of that period.
        guests: Whether people of other organisations count.
        month_first: Whether 01/04/2026 is the fourth of January; None where nobody says it.
    """

    days: int | None = None
    until: date | None = None
    guests: bool = False
    month_first: bool | None = None


class FileHead(NamedTuple):
    """What is seen of a file before it is read.

    Attributes:
        name: Of the file, in small letters.
        packing: How it is packed.
        names: Paths inside an archive; the first few of a tar archive.
        header: Of a table.
        text: The beginning of a file of JSON; empty for others.
        first: The first object of a file of JSON lines.
    """

    name: str
    packing: Packing
    names: Sequence[str]
    header: Header | None
    text: str
    first: dict[str, Any]

    def holds(self, *names: str) -> bool:
        """Whether an archive has files of all these names, in whatever folder."""
        there = {each.rsplit("/", 1)[-1].lower() for each in self.names}
        return all(name in there for name in names)


Read = Callable[[Sequence[Container], UsageRecord, SaidOfFiles, UsageFindings], None]


@dataclass(frozen=True)
class UsageFormat:
    """A kind of usage file.

    Attributes:
        word: By which it is called.
        title: In words.
        product: Where it comes from.
        recognise: By what a file is one, in words; empty if it is none.
        read: Reads files of this kind into one record.
        unseen: What can never be known from it.
    """

    word: str
    title: str
    product: str
    recognise: Callable[[FileHead], str]
    read: Read
    unseen: tuple[Unseen, ...] = ()


def note_file(record: UsageRecord, container: Container, covers: Span | None) -> None:
    """Note that a file was read.

    Args:
        record: What files say.
        container: The file.
        covers: Days it covers; None where it does not say.
    """
    record.files.append(FileRead(container.name, record.title, container.why, container.size, covers))


MOST_NAMES = 200
"""Files of a tar archive by which it is recognised; they are found by unpacking it."""


def file_head(container: Container) -> FileHead:
    """Look at the beginning of a file.

    Raises:
        UsageFileError: it is empty, or damaged.
    """
    name = container.path.name.lower()
    if container.packing is Packing.ZIP:
        return FileHead(name, container.packing, container.names(), None, "", {})
    if container.packing is Packing.TAR:
        return FileHead(name, container.packing, _first_names(container), None, "", {})
    raw = b"".join(stream.read(LOOKED_AT) for _, stream in container.members())
    if not raw.strip():
        container.findings.stop(container.name, "is empty")
    text = raw.decode("utf-8-sig", "ignore")
    if text.lstrip()[:1] in ("{", "["):
        return FileHead(name, container.packing, (), None, text, _first_object(text))
    for _, again in container.members():
        header = header_of(again, _encoding_of_head(raw))
    return FileHead(name, container.packing, (), header, "", {})


def _encoding_of_head(raw: bytes) -> str:
    """An encoding in which the beginning of a file can be looked at."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        raw[:-4].decode("utf-8-sig")
    except UnicodeDecodeError:
        return FALLBACK
    return "utf-8-sig"


def _first_names(container: Container) -> list[str]:
    """The paths of the first files of a tar archive."""
    names: list[str] = []
    for member, _ in container.members():
        names.append(member.name)
        if len(names) >= MOST_NAMES:
            break
    return names


def _first_object(text: str) -> dict[str, Any]:
    """The first object of JSON lines; empty if the first line is none."""
    try:
        first = json.loads(text.lstrip().partition("\n")[0])
    except ValueError:
        return {}
    return first if isinstance(first, dict) else {}
