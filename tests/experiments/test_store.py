"""The store keeps what it is given, and knows what is its own."""

from __future__ import annotations

import gc
import os
import shutil
import sqlite3
import tempfile
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from small_questions import made_up_run

from esnsim.errors import RunError
from esnsim.experiments import Store
from esnsim.experiments.store import store as stores

posix = pytest.mark.skipif(os.name != "posix", reason="permissions and files of POSIX are looked at")


def test_a_run_comes_back_as_it_was(tmp_path):
    """Whole numbers, fractions without end and large counts."""
    run = made_up_run("as it is", 3, 26, reader=2**40)
    with Store(tmp_path / "deep" / "runs.sqlite") as store:
        store.keep("a", run)

    with Store(tmp_path / "deep" / "runs.sqlite") as store:
        back = store.get("a", "as it is", 3)

    assert back is not None
    np.testing.assert_array_equal(back.record, run.record)
    assert back.record.dtype == run.record.dtype
    assert (back.events, back.expenses, back.inequality) == (run.events, run.expenses, run.inequality)
    assert (back.programme, back.replicate, back.digest, back.kernel_seconds) == ("as it is", 3, run.digest, 0.25)


def test_what_is_not_there_is_none(tmp_path):
    """An unknown key belongs to a run that is to be computed."""
    with Store(tmp_path / "runs.sqlite") as store:
        assert store.get("a", "as it is", 0) is None
        assert len(store) == 0


def test_a_run_is_there_for_others_before_the_store_is_closed(tmp_path):
    """Kept at once: a process that is killed has lost nothing that was finished."""
    with Store(tmp_path / "runs.sqlite") as writer, Store(tmp_path / "runs.sqlite") as reader:
        writer.keep("a", made_up_run("as it is", 0, 1))

        assert len(reader) == 1


def test_a_run_that_is_added_twice_is_there_once(tmp_path):
    """Two commands at once may compute the same."""
    with Store(tmp_path / "runs.sqlite") as store:
        store.keep("a", made_up_run("as it is", 0, 1))
        store.keep("a", made_up_run("as it is", 0, 1))

        assert len(store) == 1


def test_a_file_that_is_no_database_is_refused(tmp_path):
    """A spreadsheet with the name of a store."""
    path = tmp_path / "runs.sqlite"
    path.write_text("programme,replicate\n" * 100)

    with pytest.raises(RunError, match=r"runs\.sqlite: is no store of runs, or its beginning is damaged.*move it away"):
        Store(path)
    assert path.read_text().startswith("programme")


def test_a_database_of_something_else_is_refused_and_left_alone(tmp_path):
    """Other programs use SQLite too."""
    path = tmp_path / "runs.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE photos (name TEXT)")
    other.close()
    before = path.read_bytes()

    with pytest.raises(RunError, match="is a database, but no store of runs"):
        Store(path)
    assert path.read_bytes() == before


def test_a_store_of_another_form_is_refused(tmp_path):
    """What a later version wrote is not guessed at."""
    path = tmp_path / "runs.sqlite"
    with Store(path):
        pass
    file = sqlite3.connect(path)
    file.execute("PRAGMA user_version = 9")
    file.close()

    with pytest.raises(RunError, match="is a store of form 9, this version of esnsim knows form 3; a newer version"):
        Store(path)


def test_a_damaged_row_is_said_to_be_damaged(tmp_path):
    """Half a record is no record."""
    path = tmp_path / "runs.sqlite"
    with Store(path) as store:
        store.keep("a", made_up_run("as it is", 0, 1))
    file = sqlite3.connect(path)
    file.execute("UPDATE runs SET record = substr(record, 1, 8)")
    file.commit()
    file.close()

    with (
        Store(path) as store,
        pytest.raises(RunError, match=r"runs\.sqlite: is damaged .*esnsim store verify .*move it away"),
    ):
        store.get("a", "as it is", 0)


def test_damaged_pages_are_said_to_be_damaged(tmp_path):
    """A disk that lost its middle."""
    path = tmp_path / "runs.sqlite"
    with Store(path) as store:
        for nth in range(40):
            store.keep(f"{nth}", made_up_run("as it is", nth, 30, reader=nth))
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    path.write_bytes(content)

    with (
        pytest.raises(RunError, match=r"runs\.sqlite: is damaged .*esnsim store verify .*move it away"),
        Store(path) as store,
    ):
        store.get("7", "as it is", 7)


def test_a_folder_in_the_place_of_a_store_is_refused(tmp_path):
    """The path is named."""
    with pytest.raises(RunError, match="is a folder, and no store of runs"):
        Store(tmp_path)


@contextmanager
def powerless(ahead: bytes = b""):
    """A store in a folder that nobody here may write to; ``ahead`` is in the file that SQLite writes first."""
    folder = Path(tempfile.mkdtemp())
    with Store(folder / "runs.sqlite") as store:
        store.keep("a", made_up_run("as it is", 0, 1))
    (folder / "runs.sqlite").chmod(0o444)
    if ahead:
        (folder / "runs.sqlite-wal").write_bytes(ahead)
    folder.chmod(0o555)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield folder / "runs.sqlite"
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)
        shutil.rmtree(folder)


@posix
def test_a_store_that_may_not_be_written_to_can_be_read():
    """On a disk of others, or in an archive."""
    with powerless() as path, Store(path, reading=True) as store:
        assert len(store) == 1
        assert store.get("a", "as it is", 0) is not None
        assert [each.name for each in path.parent.iterdir()] == [path.name]


@posix
def test_a_store_that_may_not_be_written_to_is_not_called_damaged():
    """Nothing is wrong with it, and nobody should move it away."""
    with powerless() as path, pytest.raises(RunError, match="may not be written to") as refused, Store(path):
        pass

    assert "move" not in str(refused.value)


@posix
def test_runs_that_only_the_file_beside_a_store_holds_are_never_passed_over():
    """Rather none are shown than those of yesterday alone."""
    with powerless(ahead=b"runs") as path, pytest.raises(RunError, match="may not be written to"):
        Store(path, reading=True)


@posix
def test_a_store_that_is_deleted_is_missed(tmp_path, monkeypatch):
    """Whoever writes into it hears of it, for nobody will find what is written."""
    monkeypatch.setattr(stores, "LOOK", 0.0)
    with Store(tmp_path / "runs.sqlite") as store:
        store.check_there()
        (tmp_path / "runs.sqlite").rename(tmp_path / "elsewhere.sqlite")
        with pytest.raises(RunError, match=r"runs\.sqlite: was deleted or moved"):
            store.check_there()
        (tmp_path / "elsewhere.sqlite").rename(tmp_path / "runs.sqlite")
        store.check_there()


def test_a_store_in_memory_is_never_missed(monkeypatch):
    """There is no file."""
    monkeypatch.setattr(stores, "LOOK", 0.0)
    with Store(stores.IN_MEMORY) as store:
        store.check_there()


def test_a_store_that_is_let_go_of_closes_its_file(tmp_path):
    """Without a ``with``, as in a notebook."""
    store = Store(tmp_path / "runs.sqlite")
    file = store.file
    del store
    gc.collect()

    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        file.execute("SELECT 1")
