"""What a file is that holds no table anybody can read here, in the words of whoever saved it.

ODD element: input data.
"""

from __future__ import annotations

import io
import re
import zipfile

WORKBOOKS = {"xl/workbook.xml": "XLSX", "xl/workbook.bin": "XLSB", "content.xml": "ODS"}
"""A file inside an archive by which it is a workbook, and what it is called."""
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
SAVE = "save the table as CSV or XLSX"
MAGIC = (
    (b"%PDF", "is a PDF document; ask for the table behind it, as CSV or XLSX"),
    (b"\x89PNG", "is a picture (PNG); ask for the table behind it"),
    (b"\xff\xd8\xff", "is a picture (JPEG); ask for the table behind it"),
    (b"GIF8", "is a picture (GIF); ask for the table behind it"),
    (b"\x1f\x8b", "is packed with gzip; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive; unpack it first"),
    (b"Rar!", "is a RAR archive; unpack it first"),
    (b"SQLite format 3\x00", f"is an SQLite database; {SAVE}"),
    (b"PAR1", f"is a Parquet file; {SAVE}"),
    (b"{\\rtf", f"is a text in Rich Text Format; {SAVE}"),
    (b"!BDN", f"is a mailbox of Outlook; {SAVE}"),
)
MARKUP = (
    (re.compile(r"<!doctype html|<html|<table", re.IGNORECASE), "is a web page, though spreadsheets open it"),
    (re.compile(r"urn:schemas-microsoft-com:office:spreadsheet"), "is an XML spreadsheet of 2003"),
    (re.compile(r"<rss|<svg|<feed", re.IGNORECASE), "is a web document"),
    (re.compile(r"<\?xml|<[A-Za-z][\w:-]*[\s/>]"), "is an XML file of a kind that is not known here"),
)
INSIDE = {"word/document.xml": "a Word document", "ppt/presentation.xml": "a slide show"}
LOOKED_AT = 4000
LARGEST = 4_000_000_000
"""Bytes that a workbook may unpack to."""


def workbook_kind(raw: bytes) -> str:
    """``XLSX``, ``XLSB``, ``ODS`` or ``XLS`` if these are the bytes of a workbook; nothing if not."""
    if raw.startswith(OLD_OFFICE):
        return "XLS"
    names = _names(raw)
    kinds = [kind for name, kind in WORKBOOKS.items() if name in names]
    return kinds[0] if kinds else ""


def why_no_table(raw: bytes) -> str:
    """What a file is that is no table, and what to do; nothing if it may be one."""
    for magic, words in MAGIC:
        if raw.startswith(magic):
            return words
    if raw.startswith(ZIP):
        names = _names(raw)
        for inside, called in INSIDE.items():
            if inside in names:
                return f"is {called}; {SAVE}"
        if not names:
            return f"is a spreadsheet or archive that is damaged; {SAVE}"
        return f"is a ZIP archive ({', '.join(sorted(names)[:3])}); unpack it and name one of its files"
    return ""


def why_no_markup(text: str) -> str:
    """What a text in angle brackets is, if it is no network that is known here; nothing for other texts."""
    head = text[:LOOKED_AT].lstrip()
    if not head.startswith("<"):
        return ""
    found = next((words for pattern, words in MARKUP if pattern.search(head)), "")
    return f"{found}; {SAVE}" if found else ""


def unpacked_size(raw: bytes) -> int:
    """How many bytes an archive says that it unpacks to."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return sum(each.file_size for each in archive.infolist())


def _names(raw: bytes) -> frozenset[str]:
    """What an archive holds; nothing if it is none, or damaged."""
    if not raw.startswith(ZIP):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, RuntimeError, ValueError, OSError):  # a RuntimeError: a form of archive unknown here
        return frozenset()
