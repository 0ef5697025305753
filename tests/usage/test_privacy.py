"""Nobody is named: not in what is printed, not in what is written, not in a twin that is shared."""

from __future__ import annotations

import gzip
import io
import json
import re
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from esnsim.cli.app import app
from esnsim.errors import UsageFileError
from esnsim.usage.assessing.assessment import assess
from esnsim.usage.assessing.groups import SMALLEST_SHOWN, shown_of
from esnsim.usage.pseudonyms import Pseudonyms, key_from
from esnsim.usage.writing.document import assessment_document
from esnsim.usage.writing.twin import write_twins
from tests.usage.assessed import SAMPLES
from tests.usage.test_other_exports import DISCOURSE, google, zulip

NAMES = re.compile(r"person ?\d|@example\.(?:com|org)|guest1", re.IGNORECASE)
TEXTS = re.compile(r"Welcome, all|big three|Good morning|Late answer|Hello back", re.IGNORECASE)
CALL = Pseudonyms(b"k" * 32)


def inside(path: Path) -> str:
    """Everything that is in a file, unpacked."""
    if path.name.endswith(".tar.gz"):
        with tarfile.open(path) as archive:
            members = [archive.extractfile(each) for each in archive.getmembers()]
            return "".join(each.read().decode() for each in members if each)
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return "".join(f"{name}{archive.read(name).decode()}" for name in archive.namelist())
    raw = path.read_bytes()
    return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")


def facts(path: Path) -> dict[str, object]:
    """What an assessment says, but for names of files."""
    return {name: each for name, each in assessment_document(assess([path])).items() if name != "files"}


def others(folder: Path) -> list[Path]:
    """Exports of which no sample lies here."""
    (folder / "users.csv").write_text(DISCOURSE)
    reports = {
        "usageReports": [google("2026-01-30", **{"28day_engaged_users": "30", "28day_communicator_users": "12"})]
    }
    (folder / "reports.json").write_text(json.dumps(reports))
    return [folder / "users.csv", folder / "reports.json", zulip(folder / "zulip.tar.gz")]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_twin_says_the_same_and_names_nobody(path, tmp_path):
    """Same kind, same facts; no name, no address, no text."""
    (twin,) = write_twins([path], tmp_path, CALL)

    text = inside(twin)
    assert (NAMES.search(text), TEXTS.search(text)) == (None, None)
    told, meant = facts(twin), facts(path)
    # Findings repeat the path of a file.
    findings = [[re.sub(r"\S*/", "", each["what"]) for each in found.pop("findings")] for found in (told, meant)]
    assert findings[0] == findings[1]
    assert told == meant


def test_twins_of_other_exports_say_the_same(tmp_path):
    """Zulip's archive, Discourse's list and Google's reports too."""
    (tmp_path / "originals").mkdir()
    paths = others(tmp_path / "originals")

    twins = write_twins(paths, tmp_path / "twins", CALL)

    for twin, path in zip(twins, paths, strict=True):
        assert not re.search(r"[a-e]@example|anna|ben\b|general|lunch", inside(twin)), path.name
        assert facts(twin) == facts(path)


def test_a_twin_never_takes_the_place_of_its_original(tmp_path):
    """Whoever names the folder of the file is told."""
    path = tmp_path / "messages.csv"
    path.write_bytes(next(each for each in SAMPLES if each.name == "generic_messages.csv").read_bytes())

    with pytest.raises(UsageFileError, match="another folder"):
        write_twins([path], tmp_path, CALL)
    assert "person1" in path.read_text()


def people_file(folder: Path) -> Path:
    """A people file of those in the samples and of others, with names of units and managers."""
    rows = ["email,name,boss,unit"]
    for n in range(1, 31):
        boss = "" if n == 1 else f"person{1 + n % 2}@example.com"
        rows.append(f"person{n}@example.com,Person {n},{boss},{'Sales' if n % 3 else 'Board'}")
    path = folder / "people.csv"
    path.write_text("\n".join([*rows, ""]))
    return path


def assessed(folder: Path, *more: str) -> tuple[str, str]:
    """What a command prints, and everything it writes."""
    export = next(each for each in SAMPLES if each.name == "yammer_network_export.zip")
    out, key = folder / "out", folder / "key"
    people = ["--people", str(people_file(folder)), "--out", str(out), "--key", str(key)]
    done = CliRunner().invoke(app, ["assess", str(export), *people, *more])
    assert done.exit_code == 0, (done.output, done.exception)
    return done.output, "".join(each.read_text("utf-8") for each in sorted(out.iterdir()))


def test_nobody_is_named_unless_asked_for(tmp_path):
    """Not on the screen, and in no file: neither people of the export nor those of the people file."""
    for text in assessed(tmp_path):
        assert not NAMES.search(text.replace(str(tmp_path), ""))


def test_people_are_named_where_that_is_asked_for(tmp_path):
    """The scenario's people file has their ids then, and the page says so."""
    _, written = assessed(tmp_path, "--names")

    assert "person7@example.com" in written
    assert "keep this page to yourself" in written


def test_messages_about_the_people_file_name_nobody(tmp_path):
    """A row that is wrong is told by its line."""
    path = tmp_path / "people.csv"
    path.write_text("email,boss\nanna.lee@example.com,\nanna.lee@example.com,ben.ng@example.com\nben.ng@example.com,\n")
    export = next(each for each in SAMPLES if each.name == "yammer_network_export.zip")

    done = CliRunner().invoke(app, ["assess", str(export), "--people", str(path), "--key", str(tmp_path / "key")])

    said = f"{done.output}{done.exception}"
    assert "people.csv:3" in said
    assert "anna" not in said


def test_the_key_is_made_once_and_is_its_owners(tmp_path):
    """The same key gives the same pseudonyms; another one others."""
    path = tmp_path / "deep" / "key"
    key = key_from(path)

    assert key_from(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Pseudonyms(key)("Anna@example.com") == Pseudonyms(key)("anna@example.com")
    assert Pseudonyms(key)("anna") != Pseudonyms(b"other" * 8)("anna")


def test_a_key_that_is_none_is_refused(tmp_path):
    """A file of something else is not taken for one, nor written over."""
    (tmp_path / "key").write_text("secret")

    with pytest.raises(UsageFileError, match="64 hexadecimal digits"):
        key_from(tmp_path / "key")
    assert (tmp_path / "key").read_text() == "secret"


@given(st.lists(st.integers(1, 40), min_size=1, max_size=30))
def test_no_small_group_is_shown_and_none_can_be_subtracted(sizes):
    """What is hidden is nothing, or two groups or more of five people or more together."""
    shown = shown_of(sizes)
    hidden = [size for size, is_shown in zip(sizes, shown, strict=True) if not is_shown]

    assert all(size >= SMALLEST_SHOWN for size, is_shown in zip(sizes, shown, strict=True) if is_shown)
    assert not hidden or not any(shown) or (len(hidden) > 1 and sum(hidden) >= SMALLEST_SHOWN)
    if all(size >= SMALLEST_SHOWN for size in sizes):
        assert all(shown)


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    """An archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, raw in files.items():
            made.writestr(name, raw)
    return path


@pytest.mark.parametrize("name", ["../Messages.csv", "/etc/Messages.csv", "a/../../Users.csv", "C:\\Users.csv"])
def test_an_archive_whose_files_lie_outside_is_not_read(name, tmp_path):
    """Nothing is unpacked at all, and such an archive is refused by name."""
    path = zipped(tmp_path / "export.zip", {"Users.csv": b"id\n", "Messages.csv": b"id\n", name: b"id\n"})

    with pytest.raises(UsageFileError, match="outside of it"):
        assess([path])
    assert [each.name for each in tmp_path.iterdir()] == ["export.zip"]


def test_an_archive_that_unpacks_to_very_much_is_not_read(tmp_path):
    """A hundred megabytes of nothing out of a hundred kilobytes."""
    header = b"id,replied_to_id,thread_id,sender_id,created_at\n"
    path = zipped(
        tmp_path / "export.zip", {"Users.csv": b"id,email,state\n", "Messages.csv": header + b"0" * 100_000_000}
    )

    with pytest.raises(UsageFileError, match="times its size"):
        assess([path])


def test_a_damaged_archive_is_told_as_one(tmp_path):
    """Without a traceback."""
    good = next(each for each in SAMPLES if each.name == "slack_export.zip").read_bytes()
    (tmp_path / "export.zip").write_bytes(good[: len(good) // 2])
    broken = gzip.compress(b'{"user_id": 1}\n' * 1000)[:-20]
    (tmp_path / "member.json.gz").write_bytes(broken)

    for name in ("export.zip", "member.json.gz"):
        with pytest.raises(UsageFileError, match=f"{name}: is .*damaged"):
            assess([tmp_path / name])


def test_an_archive_with_a_password_is_told_as_one(tmp_path):
    """The bit that says so is set; there is nothing to decrypt."""
    buffer = io.BytesIO(next(each for each in SAMPLES if each.name == "yammer_network_export.zip").read_bytes())
    raw = bytearray(buffer.getvalue())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(signature)
        while at >= 0:
            raw[at + offset] |= 1
            at = raw.find(signature, at + 4)
    (tmp_path / "export.zip").write_bytes(raw)

    with pytest.raises(UsageFileError, match="password"):
        assess([tmp_path / "export.zip"])


def test_receivers_of_messages_are_people_and_no_communities(tmp_path):
    """So that nobody is shown as a busy community."""
    rows = [f"sender{n}@example.com,boss@example.com,2026-01-0{1 + n % 9}T08:00:00Z" for n in range(30)]
    path = tmp_path / "mail.csv"
    path.write_text("\n".join(["from,to,time", *rows, ""]))

    done = CliRunner().invoke(app, ["assess", str(path)])

    assert done.exit_code == 0
    assert assess([path]).communities is None
    assert "example.com" not in done.output.replace(str(tmp_path), "")


def test_a_community_is_named_only_if_five_people_write_in_it(tmp_path):
    """The name of a smaller one may be that of a person."""
    rows = [f"p{n},{'everybody' if n % 2 else 'about Anna'},2026-01-05T08:00:{n:02d}Z" for n in (1, 3, 5, 7, 9, 2, 4)]
    path = tmp_path / "messages.csv"
    path.write_text("\n".join(["sender,channel,time", *rows, ""]))

    printed = CliRunner().invoke(app, ["assess", str(path)]).output

    assert "everybody" in printed
    assert "Anna" not in printed


def test_what_was_noticed_of_the_people_file_names_nobody(tmp_path):
    """A manager who is called otherwise than everybody else is told without the name."""
    people = tmp_path / "people.csv"
    rows = [f"p{n},{'' if n == 0 else 'Anna Lee' if n == 1 else 'p0'},Sales" for n in range(30)]
    people.write_text("\n".join(["id,manager,unit", *rows, ""]))
    messages = tmp_path / "messages.csv"
    rows = [f"p{n},c,2026-01-05T08:00:{n:02d}Z" for n in range(30)]
    messages.write_text("\n".join(["sender,channel,time", *rows, ""]))
    places = ["--people", str(people), "--key", str(tmp_path / "key"), "--out", str(tmp_path / "out")]

    done = CliRunner().invoke(app, ["assess", str(messages), *places])

    texts = [done.output, str(done.exception), *(each.read_text("utf-8") for each in (tmp_path / "out").glob("*"))]
    assert not [text for text in texts if "Anna" in text]
