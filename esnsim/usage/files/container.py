"""Files and archives opened safely: nothing is unpacked into a folder, nothing is run, and sizes are bounded."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple, cast

from esnsim.nearby import near_files
from esnsim.usage.files.findings import UsageFindings

GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
MOST_MEMBERS = 2_000_000
"""Files in an archive: a workspace of 500 channels and ten years has a million."""
MOST_BYTES = 200 * 2**30
"""Bytes that one file may unpack to."""
UNSUSPECTED = 64 * 2**20
"""Bytes up to which nobody asks how closely they were packed."""
HIGHEST_RATIO = 300
"""Bytes unpacked from one byte beyond that: tables of usage come to some 20, files made to fill a disk to 1,000."""
DAMAGE = (zipfile.BadZipFile, tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error)
"""What reading from a damaged archive ends with."""
DAMAGED, AGAIN = "is damaged", "export or download it again"
LOOKED_AT = 1 << 16
BLOCK, SMALL = 1 << 18, 1 << 14

Tell = Callable[[int], None]
"""Hears how many bytes of the delivered files have been read."""


class Packing(StrEnum):
    """How a file is packed."""

    PLAIN = "plain"
    GZIP = "gzip"
    ZIP = "zip"
    TAR = "tar.gz"


class Member(NamedTuple):
    """A file, or one inside an archive.

    Attributes:
        name: Its path inside the archive; the file's own name where there is none.
        place: How it is called in messages.
        size: Bytes unpacked; 0 where that is not known.
    """

    name: str
    place: str
    size: int


class Container:
    """A delivered file and what is in it.

    Attributes:
        path: Where it is.
        name: How it is called in messages.
        packing: How it is packed.
        size: Bytes of the file as it is.
        tell: Hears how many bytes of it have been read.
        why: By what it was recognised, once it was.
    """

    def __init__(self, path: Path, findings: UsageFindings) -> None:
        """Look at a file's first bytes.

        Args:
            path: Where it is.
            findings: Takes what is wrong with it.

        Raises:
            UsageFileError: it is not there or cannot be read.
        """
        self.path, self.name, self.findings = path, str(path), findings
        self.tell: Tell = lambda place: None  # noqa: ARG005
        self.why = ""
        self._counted = False
        self._held: zipfile.ZipFile | None = None
        self._files: list[zipfile.ZipInfo] | None = None
        head = self._head()
        self.size = path.stat().st_size
        self.packing = self._packing(head)

    def _head(self) -> bytes:
        try:
            with self.path.open("rb") as file:
                return file.read(LOOKED_AT)
        except FileNotFoundError:
            self.findings.stop(self.name, f"there is no such file; looked for {self.path}{near_files(self.path)}")
        except IsADirectoryError:
            self.findings.stop(self.name, "is a folder; name the files in it, or the archive it was unpacked from")
        except OSError as error:
            self.findings.stop(self.name, f"cannot be read ({error.strerror})")
        except ValueError as error:
            self.findings.stop(ascii(self.name), f"no file can be called so ({error})")

    def _packing(self, head: bytes) -> Packing:
        if head.startswith(ZIP):
            return Packing.ZIP
        if head.startswith(GZIP):
            return Packing.TAR if is_tar(head) else Packing.GZIP
        return Packing.PLAIN

    def names(self) -> list[str]:
        """Paths inside a ZIP archive; the file's own name for others.

        Raises:
            UsageFileError: the archive is damaged, or not safe to read.
        """
        if self.packing is not Packing.ZIP:
            return [self.path.name]
        with self._zip() as archive:
            return [each.filename for each in self._checked(archive)]

    def members(
        self, wanted: Callable[[str], bool] = bool, *, counted: bool = False
    ) -> Iterator[tuple[Member, IO[bytes]]]:
        """What is in it, one after the other; a stream is to be read before the next one is asked for.

        Args:
            wanted: Whether a member of this name is to be opened.
            counted: Whether `tell` hears how far it is.

        Raises:
            UsageFileError: something is damaged, or not safe to read.
        """
        self._counted = counted
        try:
            yield from self._members(wanted)
        except DAMAGE as error:
            self.findings.stop(self.name, f"{DAMAGED} ({error}); {AGAIN}")
        except RuntimeError as error:
            self.findings.stop(self.name, f"cannot be unpacked ({error}); save it without a password")

    def _members(self, wanted: Callable[[str], bool]) -> Iterator[tuple[Member, IO[bytes]]]:
        if self.packing is Packing.ZIP:
            yield from self._of_zip(wanted)
            return
        with self.path.open("rb") as raw:
            if self.packing is Packing.TAR:
                yield from self._of_tar(raw, wanted)
            elif self.packing is Packing.GZIP:
                with gzip.open(raw) as stream:
                    member = Member(self.path.name.removesuffix(".gz"), self.name, 0)
                    yield member, self._bounded(cast("IO[bytes]", stream), self.size, lambda _: raw.tell())
            else:
                member = Member(self.path.name, self.name, self.size)
                yield member, self._bounded(raw, self.size, lambda done: done)

    def _of_zip(self, wanted: Callable[[str], bool]) -> Iterator[tuple[Member, IO[bytes]]]:
        before = 0
        with self._zip() as archive:
            for each in self._checked(archive):
                if wanted(each.filename):
                    with archive.open(each) as stream:
                        member = Member(each.filename, f"{self.name}/{each.filename}", each.file_size)
                        if each.file_size <= SMALL:
                            # No more comes out of it than it says, and there may be hundreds of thousands.
                            self.hear(before)
                            yield member, io.BytesIO(stream.read())
                            before += each.compress_size
                            continue
                        place = partial(_place_in, before, each.compress_size, each.file_size)
                        yield member, self._bounded(stream, each.compress_size, place)
                before += each.compress_size

    def _of_tar(self, raw: IO[bytes], wanted: Callable[[str], bool]) -> Iterator[tuple[Member, IO[bytes]]]:
        with tarfile.open(fileobj=raw, mode="r|gz") as archive:
            for nth, each in enumerate(archive):
                if nth > MOST_MEMBERS:
                    self.findings.stop(self.name, f"holds more than {MOST_MEMBERS:,} files")
                self._check_name(each.name)
                stream = archive.extractfile(each) if each.isreg() and wanted(each.name) else None
                if stream is not None:
                    member = Member(each.name, f"{self.name}/{each.name}", each.size)
                    yield member, self._bounded(stream, self.size, lambda _: raw.tell())

    def _bounded(self, stream: IO[bytes], packed: int, place: Callable[[int], int]) -> IO[bytes]:
        """A stream that is refused once it is longer than what is packed so closely can be."""
        return cast("IO[bytes]", io.BufferedReader(_Bounded(stream, packed, self, place), BLOCK))

    def hear(self, place: int) -> None:
        """Tell how far this file has been read, in its own bytes."""
        if self._counted:
            self.tell(place)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep an archive open over several looks at its members: the list of hundreds of thousands takes seconds.

        Raises:
            UsageFileError: the archive is damaged.
        """
        if self.packing is not Packing.ZIP:
            yield
            return
        with self._zip() as archive:
            self._held = archive
            try:
                yield
            finally:
                self._held = self._files = None

    @contextmanager
    def _zip(self) -> Iterator[zipfile.ZipFile]:
        if self._held is not None:
            yield self._held
            return
        try:
            archive = zipfile.ZipFile(self.path)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            self.findings.stop(self.name, f"{DAMAGED} ({error}); {AGAIN}")
        with archive:
            yield archive

    def _checked(self, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
        """The files of an archive, after a look at how many there are, how large, and what they are called."""
        if self._files is not None:
            return self._files
        found = [each for each in archive.infolist() if not each.is_dir()]
        if len(found) > MOST_MEMBERS:
            self.findings.stop(self.name, f"holds {len(found):,} files; more than {MOST_MEMBERS:,} are not read")
        if (total := sum(each.file_size for each in found)) > MOST_BYTES:
            self.findings.stop(self.name, f"unpacks to {total:,} bytes; more than {MOST_BYTES:,} are not read")
        for each in found:
            self._check_name(each.filename)
        if self._held is not None:
            self._files = found
        return found

    def _check_name(self, name: str) -> None:
        """Refuse archives whose files would leave a folder: nobody who exports usage makes such ones."""
        parts = name.replace("\\", "/").split("/")
        if name.startswith(("/", "\\")) or ".." in parts or (len(name) > 1 and name[1] == ":"):
            self.findings.stop(self.name, f"holds a file called {name!r}, which lies outside of it; not read")


def is_tar(head: bytes) -> bool:
    """Whether these first bytes of a gzip file begin an archive."""
    try:
        return zlib.decompressobj(31).decompress(head, 512)[257:262] == b"ustar"
    except zlib.error:
        return False


def _place_in(before: int, packed: int, size: int, done: int) -> int:
    """How far an archive has been read, from how much of one of its files was."""
    return before + (packed * done // size if size else packed)


class _Bounded(io.RawIOBase):
    """A stream that stops where more comes out of it than can honestly be in it."""

    def __init__(self, stream: IO[bytes], packed: int, container: Container, place: Callable[[int], int]) -> None:
        super().__init__()
        self.stream, self.most, self.container = stream, max(UNSUSPECTED, HIGHEST_RATIO * packed), container
        self.done, self.place = 0, place

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read on, and count."""
        try:
            block = self.stream.read(len(buffer))
        except DAMAGE as error:
            self.container.findings.stop(self.container.name, f"{DAMAGED} ({error}); {AGAIN}")
        buffer[: len(block)] = block
        self.done += len(block)
        if self.done > min(self.most, MOST_BYTES):
            said = f"unpacks to more than {HIGHEST_RATIO} times its size, as files do that are made to fill a disk"
            self.container.findings.stop(self.container.name, f"{said}; not read")
        self.container.hear(self.place(self.done))
        return len(block)
