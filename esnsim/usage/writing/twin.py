"""A twin of usage files that can be shared: the same form and the same facts, without names, addresses and texts."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from esnsim.atomic_file import whole_file
from esnsim.errors import UsageFileError
from esnsim.usage.files.container import Container, Packing
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.files.objects import tables_of
from esnsim.usage.files.tables import Header, rows_of, table_streams
from esnsim.usage.files.texts import json_lines
from esnsim.usage.formats.slack_export import DAY_FILE, PRIVATE, USERS
from esnsim.usage.formats.weekly import NAMES as WEEKLY_NAMES
from esnsim.usage.pseudonyms import Pseudonyms
from esnsim.usage.reading import recognised
from esnsim.usage.writing.kept import (
    GOOGLE,
    MATTERMOST,
    SLACK_DAILY,
    SLACK_MESSAGE,
    SLACK_PLACE,
    SLACK_USER,
    TABLES,
    YAMMER,
    ZULIP,
    Rule,
    as_it_is,
    place_name,
    reduced,
)

TIMES = {"date_time": (1980, 1, 1, 0, 0, 0)}
"""Times of files in archives: none, so that equal twins are equal files."""


def write_twins(paths: Sequence[Path], folder: Path, call: Pseudonyms) -> list[Path]:
    """Write twins of usage files into a folder, under the same names.

    Args:
        paths: The files.
        folder: Where to; made if it is not there.
        call: Pseudonyms; whoever has their key can find out who is who.

    Returns:
        The twins.

    Raises:
        UsageFileError: a file cannot be read, or would be written over itself.
    """
    findings = UsageFindings()
    for path in paths:
        target = folder / path.name
        if target.exists() and target.samefile(path):
            raise UsageFileError(f"{target}: is the file that is read; write the twin into another folder")
    if len({path.name for path in paths}) < len(paths):
        raise UsageFileError("two files have the same name; write their twins into folders of their own")
    written = []
    for path in paths:
        container = Container(path, findings)
        kind = recognised(container)
        findings.check()
        assert kind is not None  # noqa: S101 - what is not known is refused
        with whole_file(folder / path.name) as unfinished:
            _write(kind.word, container, unfinished, call)
        written.append(folder / path.name)
    return written


def _write(word: str, container: Container, target: Path, call: Pseudonyms) -> None:
    """Write the twin of one file."""
    if container.packing is Packing.ZIP:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, lines in ARCHIVES[word](container, call):
                with archive.open(zipfile.ZipInfo(name, **TIMES), "w", force_zip64=True) as out:
                    _put(out, lines)
    elif container.packing is Packing.TAR:
        _write_tar(container, target, call)
    else:
        with _opened(container, target) as out:
            _put(out, _lines(word, container, call))


def _put(out: IO[bytes], lines: Iterable[str]) -> None:
    for line in lines:
        out.write(line.encode("utf-8", "surrogatepass"))


@contextmanager
def _opened(container: Container, target: Path) -> Iterator[IO[bytes]]:
    """A file to write to, packed as the one that is read."""
    with target.open("wb") as raw:
        if container.packing is Packing.GZIP:
            with gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed:
                yield cast("IO[bytes]", packed)
        else:
            yield raw


def _lines(word: str, container: Container, call: Pseudonyms) -> Iterator[str]:
    """The text of a twin that is a file by itself."""
    if word == "google_reports":
        yield from _google(container, call)
    elif word in ("slack_daily", "mattermost_export"):
        for member, stream in container.members():
            del member
            yield from _json_lines(stream, SLACK_DAILY if word == "slack_daily" else MATTERMOST, call)
    else:
        for _, header, stream in table_streams(container):
            yield from _table(stream, header, container, _rules(word, header), call)


def _rules(word: str, header: Header) -> Mapping[str, Rule]:
    """What is kept of the columns of a table."""
    if word == "weekly_table":
        known = {name for names in WEEKLY_NAMES.values() for name in names}
        return {name: as_it_is for name in header.plain if name in known}
    return YAMMER["messages.csv"] if word == "yammer_export" else TABLES[word]


def _table(
    stream: IO[bytes], header: Header, container: Container, rules: Mapping[str, Rule], call: Pseudonyms
) -> Iterator[str]:
    """A table with only the columns that are kept."""
    at = [nth for nth, name in enumerate(header.plain) if name in rules]
    yield _row([header.names[nth] for nth in at])
    for row in rows_of(stream, header, container.name, container.findings):
        yield _row([str(rules[header.plain[nth]](row.cells[nth].strip(), call)) for nth in at])


def _row(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _json_lines(stream: IO[bytes], rule: Mapping[str, Any], call: Pseudonyms) -> Iterator[str]:
    for _, raw in json_lines(stream):
        yield json.dumps(reduced(json.loads(raw), rule, call)) + "\n"


def _listed(objects: Iterable[dict[str, Any]], rule: Mapping[str, Any], call: Pseudonyms) -> Iterator[str]:
    """A list of objects, one after the other."""
    yield "["
    for nth, each in enumerate(objects):
        yield f"{',' if nth else ''}{json.dumps(reduced(each, rule, call))}"
    yield "]"


def _google(container: Container, call: Pseudonyms) -> Iterator[str]:
    yield '{"usageReports": '
    for member, stream in container.members():
        found = tables_of(stream, member, container.findings, ("usageReports",))
        yield from _listed((each for _, each in found), GOOGLE, call)
    yield "}"


Members = Iterator[tuple[str, Iterable[str]]]


def _yammer(container: Container, call: Pseudonyms) -> Members:
    """The files of a network export."""
    for member, header, stream in table_streams(container, lambda path: _base(path) in YAMMER):
        yield _base(member.name).capitalize(), _table(stream, header, container, YAMMER[_base(member.name)], call)
    for _, stream in container.members(lambda path: _base(path) == "request.txt"):
        yield "request.txt", [stream.read(4096).decode("ascii", "ignore")]


def _base(path: str) -> str:
    return path.rsplit("/", 1)[-1].lower()


def _slack(container: Container, call: Pseudonyms) -> Members:
    """The files of a workspace export."""
    for member, stream in container.members(lambda path: _base(path) in (*USERS, *PRIVATE)):
        objects = (each for _, each in tables_of(stream, member, container.findings, ("",)))
        yield _base(member.name), _listed(objects, SLACK_USER if _base(member.name) in USERS else SLACK_PLACE, call)
    for member, stream in container.members(lambda path: bool(DAY_FILE.fullmatch(path))):
        found = DAY_FILE.fullmatch(member.name)
        assert found is not None  # noqa: S101 - only such members are opened
        objects = (each for _, each in tables_of(stream, member, container.findings, ("",)))
        yield f"{place_name(found[1], call)}/{_base(member.name)}", _listed(objects, SLACK_MESSAGE, call)


def _mattermost(container: Container, call: Pseudonyms) -> Members:
    """The one file of lines; attachments are left out."""
    for _, stream in container.members(lambda path: path.lower().endswith((".jsonl", ".json"))):
        yield "import.jsonl", _json_lines(stream, MATTERMOST, call)


ARCHIVES: Mapping[str, Callable[[Container, Pseudonyms], Members]] = {
    "yammer_export": _yammer,
    "slack_export": _slack,
    "mattermost_export": _mattermost,
}


def _write_tar(container: Container, target: Path, call: Pseudonyms) -> None:
    """The files of a Zulip export; each is small, or is read as a stream and held in memory without its texts."""
    with tarfile.open(target, "w:gz") as archive:
        for member, stream in container.members(lambda path: path.endswith(".json")):
            tables: dict[str, list[object]] = {}
            for table, each in tables_of(stream, member, container.findings, tuple(ZULIP)):
                tables.setdefault(table, []).append(reduced(each, ZULIP[table], call))
            raw = json.dumps(tables).encode()
            info = tarfile.TarInfo(member.name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
