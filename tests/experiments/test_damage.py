"""Damaged stores: what was kept is read as it was, or not at all, and a person is told what to do."""

from __future__ import annotations

import errno
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest
from made_up_sweep import made_up
from small_questions import made_up_run

from esnsim.atomic_file import whole_file
from esnsim.cli import main
from esnsim.errors import RunError
from esnsim.experiments.results.sweep_result import read_sweep
from esnsim.experiments.store.codec import KINDS, MEASURES, Packed, pack, series
from esnsim.experiments.store.maintenance import verify
from esnsim.experiments.store.merging import merge_stores
from esnsim.experiments.store.refusals import store_refusal, writing_refusal
from esnsim.experiments.store.requests import RequestTable
from esnsim.experiments.store.store import Store, as_packed, schema
from esnsim.rng.address import Draw, key_of
from esnsim.rng.arrays import uniforms
from esnsim.simulation.record import Measure

pytestmark = pytest.mark.untraced

LOOKED_AT = (Measure.READER, Measure.HEADCOUNT)
COMMANDS = (
    ("best", "STORE"),
    ("watch", "STORE", "--once"),
    ("discover", "STORE", "--when", "reader@end < 30%", "--out", "out"),
    ("report", "STORE", "--out", "out"),
    ("store", "ls", "STORE"),
    ("store", "show", "STORE"),
    ("store", "show", "STORE", "0"),
    ("store", "verify", "STORE"),
    ("store", "export", "STORE", "out.csv"),
    ("store", "merge", "new", "STORE"),
    ("store", "gc", "STORE"),
)


def chosen(seed: int, of: int, count: int = 1) -> list[int]:
    """So many numbers below another, by chance that belongs to a seed."""
    return (of * uniforms(key_of("damage", seed), np.arange(count), 0, Draw.TRY)).astype(int).tolist()


def lively(weeks: int = 8) -> Packed:
    """A run in which all measures change every day, as it is kept."""
    days = weeks * 5 + 1
    steps = np.array(chosen(0, 5, days * len(Measure))).reshape(days, len(Measure)) - 2
    run = replace(made_up_run("none", 0, weeks), record=200 + np.abs(steps.cumsum(axis=0)))
    return pack(run, "0123456789abcdef")


def flipped(value, bit: int):
    """Bytes or a text with one bit changed; None if the text is none any more."""
    content = bytearray(value if isinstance(value, bytes) else value.encode())
    content[bit // 8] ^= 1 << bit % 8
    if isinstance(value, bytes):
        return bytes(content)
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


def bits_of(packed: Packed) -> list[tuple[int, int]]:
    """Every bit of a run that stands as bytes or text, by place of the value."""
    return [(nth, bit) for nth, value in enumerate(packed) for bit in range(8 * size(value))]


def size(value: object) -> int:
    return len(value) if isinstance(value, bytes | str) else 0


def test_no_bit_of_a_run_can_be_another_unnoticed():
    """Neither of those that are decompressed for a measure, nor of any other; 157 of 3,000 were other numbers."""
    packed = lively()
    places = bits_of(packed)
    days = len(series(packed, LOOKED_AT, 40)[0])
    assert days == 41
    for nth, bit in [places[place] for place in chosen(1, len(places), 3000)]:
        other = flipped(packed[nth], bit)
        if other is not None:
            with pytest.raises(ValueError, match="is not as it was written"):
                as_packed((MEASURES, *packed[:nth], other, *packed[nth + 1 :]))


@pytest.mark.parametrize("width", [1, 3, 4, 8, 0, -2])
def test_no_number_of_a_run_can_be_another_unnoticed(width):
    packed = lively()
    for other in (packed._replace(width=width), packed._replace(kernel_seconds=packed.kernel_seconds + 1e-9)):
        with pytest.raises(ValueError, match="is not as it was written"):
            as_packed((MEASURES, *other))


@pytest.mark.parametrize("nth", range(len(KINDS)))
@pytest.mark.parametrize("value", [None, 1, 1.5, "text", b"bytes"])
def test_a_value_of_another_type_is_refused(nth, value):
    """SQLite keeps anything in any column."""
    packed = lively()._replace(checksum=None)
    if type(value) is not KINDS[nth]:
        with pytest.raises(ValueError, match=r"value \d of a row is"):
            as_packed((MEASURES, *packed[:nth], value, *packed[nth + 1 :]))


def test_a_run_kept_without_a_checksum_is_read_whole_before_a_part_of_it_is():
    """What compression knows is found out by whoever decompresses everything."""
    packed = lively()._replace(checksum=None)
    right = series(packed, LOOKED_AT, 40).tolist()
    assert as_packed((MEASURES, *packed)) == packed
    refused = 0
    for bit in chosen(2, 8 * len(packed.record), 500):
        try:
            read = as_packed((MEASURES, *packed._replace(record=flipped(packed.record, bit))))
        except Exception:  # noqa: BLE001 - the store's door knows them all
            refused += 1
        else:
            assert series(read, LOOKED_AT, 40).tolist() == right
    assert refused > 450


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The bytes of a store with a sweep of two points, and the numbers in it."""
    path = tmp_path_factory.mktemp("sound") / "runs.sqlite"
    made_up(path)
    return path.read_bytes(), numbers(path)


def numbers(path):
    """Everything a sweep is asked for."""
    with read_sweep(path) as sweep:
        tables = [sweep.curves(), sweep.table(), sweep.best(), sweep.compare(), sweep.failures()]
        return sweep.count, [table.to_csv() for table in tables]


def test_no_bit_of_a_file_is_read_as_another_number(sound, tmp_path):
    """Runs that an index has lost are open again, which is said; every other number is the same, or none is given."""
    content, (count, tables) = sound
    path = tmp_path / "runs.sqlite"
    refusals = []
    for bit in chosen(3, 8 * len(content), 150):
        path.write_bytes(flipped(content, bit))
        try:
            found = numbers(path)
        except RunError as error:
            refusals.append(str(error))
        else:
            assert found == (count, tables) or found[0].done + found[0].failed < count.done + count.failed
    assert refusals
    assert all(each.startswith(f"{path}: ") and "\n" not in each for each in refusals)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE points SET factors = '{\"weeks\": 7}'",
        "UPDATE asked SET replicate = 9 WHERE key = '0none0'",
        "UPDATE asked SET key = '0none1' WHERE key = '0none0'",
        "UPDATE sweeps SET about = replace(about, 'reader', 'lurker')",
        "UPDATE sweeps SET told = 'yesterday'",
        "UPDATE sweeps SET began = 9e99",
        "UPDATE sweeps SET name = x'00'",
        "UPDATE questions SET content = x'00'",
        "UPDATE runs SET width = 'wide' WHERE key = '0none0'",
        "UPDATE runs SET record = NULL WHERE key = '0none0'",
        "UPDATE runs SET story = 'text' WHERE key = '0none0'",
        "UPDATE makers SET measures = 'READER'",
        "DELETE FROM questions",
    ],
)
def test_a_row_that_was_changed_is_refused(sound, tmp_path, statement):
    """In a line that names the file and the way out."""
    path = tmp_path / "runs.sqlite"
    path.write_bytes(sound[0])
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA ignore_check_constraints = ON")
        # What no statement can write, a damaged disk can.
        file.execute("PRAGMA writable_schema = ON")
        file.execute("UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') WHERE type = 'table'")
        file.commit()
    with closing(sqlite3.connect(path)) as file:
        file.execute(statement)
        file.commit()

    with pytest.raises(
        RunError, match=r"runs\.sqlite: is damaged \(.*\); 'esnsim store verify .*, 'esnsim store merge"
    ):
        numbers(path)


def damaged(content: bytes, how: str) -> bytes:
    """A file to which something happened."""
    match how.split():
        case ["bit", seed]:
            return flipped(content, chosen(int(seed), 8 * len(content))[0])
        case ["cut", share]:
            return content[: int(len(content) * float(share))]
        case ["zeros", share]:
            first = int(len(content) * float(share))
            return content[:first] + bytes(6000) + content[first + 6000 :]
        case ["text"]:
            return b"programme,replicate\n" * 400
        case _:
            return b""


@pytest.mark.parametrize(
    "how",
    ["empty", "text", "cut 0.001", "cut 0.5", "cut 0.9", "zeros 0.1", "zeros 0.3", "zeros 0.6", "zeros 0.8"]
    + [f"bit {seed}" for seed in range(12)],
)
def test_commands_say_what_is_wrong_with_a_damaged_store(sound, tmp_path, monkeypatch, capsys, how):
    """Status 2 with one line that names the file; or the answer, where that part of the file is whole."""
    monkeypatch.chdir(tmp_path)
    content = damaged(sound[0], how)
    for words in COMMANDS:
        path = tmp_path / "damaged" / "runs.sqlite"
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir()
        path.write_bytes(content)
        with pytest.raises(SystemExit) as ended:
            main([str(path.parent) if word == "STORE" else word for word in words])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        lines = said.err.splitlines()
        if ended.value.code == 2 and "knows no run" not in said.err:
            assert len(lines) == 1, (words, said.err)
            assert str(path.parent) in lines[0], words
        if how in ("empty", "text", "cut 0.001"):
            assert ended.value.code == 2


def as_before(content: bytes, path) -> None:
    """Write a store as the version before checksums did."""
    whole = path.with_name("whole.sqlite")
    whole.write_bytes(content)
    lines = re.sub(r"\n +checksum INTEGER.*", "", schema.TABLES)
    with closing(sqlite3.connect(path)) as file:
        file.executescript(re.sub(r",( *--.*\n\))", r"\1", lines))
        file.execute("ATTACH ? AS whole", (str(whole),))
        for table in ("makers", "failures", *schema.WITH_CHECKSUMS):
            columns = ", ".join(row[1] for row in file.execute(f"PRAGMA main.table_info({table})"))
            file.execute(f"INSERT INTO main.{table} SELECT {columns} FROM whole.{table}")  # noqa: S608
        file.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        file.execute("PRAGMA user_version = 2")
        file.commit()
    whole.unlink()


def test_a_store_of_the_form_before_is_read_and_renewed(sound, tmp_path):
    """It says so when it is looked through, and writing to it gives new rows a checksum."""
    path = tmp_path / "runs.sqlite"
    as_before(sound[0], path)
    before = path.read_bytes()

    assert numbers(path) == sound[1]
    with Store(path, reading=True) as store:
        looked = verify(store)
    assert (looked.runs, looked.unsealed, looked.file) == (9, 9, "")
    assert path.read_bytes() == before
    with Store(path) as store:
        store.keep("new", made_up_run("none", 0, 1))
        assert store.packed("new").checksum is not None
        assert store.packed("0none0").checksum is None
    assert numbers(path) == sound[1]


def test_what_is_whole_is_saved_from_a_damaged_store(sound, tmp_path):
    """Runs that are damaged are named and left where they are."""
    path = tmp_path / "runs.sqlite"
    path.write_bytes(sound[0])
    runs = len(sound[1][1][1].splitlines()) - 1
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE runs SET record = substr(record, 1, 8) WHERE key = '0none0'")
        file.commit()
    with Store(tmp_path / "new.sqlite") as store:
        (merged,) = merge_stores(store, [path])
        assert (merged.runs, merged.damaged) == (runs - 1, ("0none0",))
        assert not store.has("0none0")
        assert RequestTable(store).count(1).done == runs - 1


def failing(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("what SQLite says")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    "error",
    [failing(sqlite3.SQLITE_FULL), OSError(errno.ENOSPC, "No space left on device"), OSError(errno.EDQUOT, "Quota")],
)
def test_a_full_disk_is_called_full(tmp_path, error):
    """And neither damaged nor taken."""
    path = tmp_path / "runs.sqlite"
    told = [store_refusal(path, error)] + ([writing_refusal(error, path)] if isinstance(error, OSError) else [])
    for each in told:
        assert "the disk is full" in each
        assert "give the same command again to continue" in each
        assert "damaged" not in each
        assert "another" not in each


def test_a_store_that_somebody_else_writes_to_is_called_taken(tmp_path, monkeypatch):
    """And neither damaged nor full."""
    monkeypatch.setattr("esnsim.experiments.store.store.PATIENCE", 0.05)
    made_up(tmp_path / "runs.sqlite")
    with closing(sqlite3.connect(tmp_path / "runs.sqlite")) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            Store(tmp_path / "runs.sqlite", reading=True) as readable,
            pytest.raises(RunError, match=r"runs\.sqlite: another command is writing to it") as refused,
            Store(tmp_path / "runs.sqlite"),
        ):
            pass
        assert len(readable.path.name)
    assert "damaged" not in str(refused.value)


def test_names_of_unfinished_files_are_nobodys_business(tmp_path):
    """Whatever cannot be written is told by the name that it would have had."""
    (tmp_path / "table.csv").mkdir()
    with pytest.raises(OSError) as refused, whole_file(tmp_path / "table.csv") as unfinished:  # noqa: PT011 - any
        unfinished.write_text("a")
    assert "table.csv" in str(refused.value)
    assert unfinished.name not in str(refused.value)
    with pytest.raises(OSError) as refused, whole_file(tmp_path / "other.csv") as unfinished:  # noqa: PT011, PT012
        unfinished.mkdir()
        unfinished.write_text("a")
    assert refused.value.filename == str(tmp_path / "other.csv")
    unfinished.rmdir()
