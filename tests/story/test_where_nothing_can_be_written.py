"""A read-only installation and a home that cannot be written: everything works, and one line says what to set."""

import os
import subprocess
import sys

import pytest
from commands import PACKAGE

from esnsim import compilation

HOMES = ("XDG_CACHE_HOME", "ESNSIM_CACHE", "LOCALAPPDATA")
COMPILED = ["-c", "from esnsim.rng.address import key_of, uniform; print(uniform(key_of('home'), 1, 2, 3, 4))"]
"""The least that compiles something."""
LINE = "esnsim: compiled code cannot be kept in "


def told(words, folder, **environment):
    """What Python says in a process of its own, which knows no other folders than these."""
    known = {name: value for name, value in os.environ.items() if name not in HOMES}
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=known | {"PYTHONPATH": str(PACKAGE), "TMPDIR": str(folder)} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="no folder is like this elsewhere")
def test_a_home_that_is_not_there_stops_nothing(tmp_path):
    said = told(COMPILED, tmp_path, ESNSIM_CACHE="/proc/nonexistent/.cache/esnsim")

    assert said.returncode == 0
    assert 0.0 <= float(said.stdout) < 1.0
    assert said.stderr.startswith(f"{LINE}/proc/nonexistent/.cache/esnsim")
    assert "set ESNSIM_CACHE" in said.stderr
    assert len(said.stderr.splitlines()) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="no folder is like this elsewhere")
@pytest.mark.parametrize(("words", "answer"), [(["list"], "pearson"), (["check", "launch"], "launch: right")])
def test_what_keeps_nothing_does_not_ask_for_a_home(words, answer, tmp_path):
    said = told(["-m", "esnsim", *words], tmp_path, ESNSIM_CACHE="/proc/nonexistent/.cache/esnsim")

    assert (said.returncode, said.stderr) == (0, "")
    assert answer in said.stdout


def test_a_file_in_place_of_the_folder_stops_nothing(tmp_path):
    file = tmp_path / "taken"
    file.write_text("")
    said = told(COMPILED, tmp_path, ESNSIM_CACHE=str(file))

    assert said.returncode == 0
    assert said.stderr.startswith(f"{LINE}{file} (")
    assert len(said.stderr.splitlines()) == 1


@pytest.fixture
def taken(tmp_path, monkeypatch):
    """A place where no folder can be, and another one for temporary files."""
    file = tmp_path / "taken"
    file.write_text("")
    monkeypatch.setenv("ESNSIM_CACHE", str(file))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    compilation._writable.cache_clear()
    yield file
    compilation._writable.cache_clear()


def test_what_is_taken_instead_is_handed_on(taken, capsys):
    """A process started from here says nothing again."""
    folder = compilation.cache_folder()

    assert folder.parent == taken.parent
    assert os.environ["ESNSIM_CACHE"] == str(folder)
    assert capsys.readouterr().err.count("\n") == 1
    assert compilation.cache_folder() == folder
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="rights are others there")
def test_nobody_else_can_put_code_there(taken):
    folder = compilation.cache_folder()
    assert folder.stat().st_mode & 0o777 == 0o700

    folder.chmod(0o777)
    os.environ["ESNSIM_CACHE"] = str(taken)
    compilation._writable.cache_clear()
    other = compilation.cache_folder()

    assert other != folder
    assert other.stat().st_mode & 0o777 == 0o700


@pytest.mark.usefixtures("taken")
def test_without_any_place_nothing_is_kept(monkeypatch, capsys):
    def nowhere():
        raise FileNotFoundError

    monkeypatch.setattr("tempfile.gettempdir", nowhere)

    assert not compilation.cache_folder().is_dir()
    assert "everything is compiled anew each time" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="a home is found otherwise there")
def test_the_usual_folder_is_in_the_home_of_the_user(monkeypatch):
    for name in HOMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/proc/nonexistent")

    assert str(compilation._usual_folder()) == "/proc/nonexistent/.cache/esnsim"
