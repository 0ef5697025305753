"""The bytes of a file as text, whichever system wrote it.

ODD element: input data.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from esnsim.nearby import near_files
from esnsim.organisation.importing.findings import Findings

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NO_TABLES = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
"""Codecs between texts and bytes that are for other things than files."""


def bytes_of_file(path: Path, file: str, findings: Findings) -> bytes:
    """The whole file.

    Raises:
        OrganisationError: it is not there, or cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        findings.stop(file, f"there is no such file; looked for {path}{near_files(path)}")
    except OSError as error:
        findings.stop(file, f"cannot be read ({error.strerror}); looked for {path}")
    except ValueError as error:
        findings.stop(ascii(file), f"no file can be called so ({error})")


def text_of_bytes(raw: bytes, file: str, encoding: str, findings: Findings) -> tuple[str, str]:
    """The bytes of a file as text, and in which encoding.

    Raises:
        OrganisationError: the bytes are no text in this encoding, or there is no such encoding.
    """
    if encoding == "auto":
        encoding = _encoding(raw)
        if encoding in {"cp1252", "latin-1"}:
            findings.repair(f"not UTF-8, read as {encoding}", file)
    try:
        text = raw.decode("" if codecs.lookup(encoding).name in NO_TABLES else encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        findings.stop(f"{file}:{line}", f"is not {encoding}; write encoding: auto, or the one it was saved in")
    except (LookupError, ValueError):
        findings.stop(file, f"encoding {encoding!a} is not known; write auto, utf-8, utf-16 or cp1252")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        findings.stop(f"{file}:{line}", "holds bytes that are no text; save the file as CSV")
    return text.removeprefix("\ufeff"), encoding


def _encoding(raw: bytes) -> str:
    """The likeliest encoding, from byte-order marks, zero bytes and what can be text_of_bytes."""
    for mark, name in MARKS:
        if raw.startswith(mark):
            return name
    zeros_even, zeros_odd = raw[::2].count(0), raw[1::2].count(0)
    if max(zeros_even, zeros_odd) * 4 > len(raw):
        return "utf-16-le" if zeros_odd > zeros_even else "utf-16-be"
    for name in ("utf-8", "cp1252"):
        try:
            raw.decode(name)
        except UnicodeDecodeError:
            continue
        return name
    return "latin-1"
