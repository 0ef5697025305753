"""Bytes as lines of text, whichever system wrote them, one after the other."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import IO

from esnsim.organisation.importing.files.delimited import DELIMITERS, LARGEST_CELL
from esnsim.organisation.importing.files.text import MARKS

BLOCK = 1 << 20
FALLBACK = "cp1252"
"""What systems of Western Europe and America write if not UTF-8."""
HOLES = dict.fromkeys((0x81, 0x8D, 0x8F, 0x90, 0x9D))
"""Bytes that Windows-1252 has no letter for."""


def encoding_of(stream: IO[bytes]) -> str:
    """The encoding of a whole stream: by its mark, UTF-8 if all of it is, else Windows-1252.

    Args:
        stream: Read to its end, a megabyte at a time.
    """
    block = stream.read(BLOCK)
    for mark, name in MARKS:
        if block.startswith(mark):
            return name
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block:
            decoder.decode(block)
            block = stream.read(BLOCK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return FALLBACK
    return "utf-8"


def text_of(stream: IO[bytes], encoding: str) -> io.TextIOWrapper:
    """A stream as text, line ends as they are; letters that cannot be are replaced."""
    return io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")


def delimiter_of(line: str) -> str:
    """What separates the columns of a header, outside of quotes."""
    outside = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def json_lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines of a file of JSON lines with their numbers; they end at line feeds only."""
    for nth, line in enumerate(stream, 1):
        if line.strip():
            yield nth, line


def records_of(text: io.TextIOWrapper, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with the line each begins on."""
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(text, delimiter=delimiter)
    line = 1
    for cells in reader:
        yield line, cells
        line = reader.line_num + 1
