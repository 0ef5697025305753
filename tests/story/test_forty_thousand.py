"""The page from four exports to a tracked week 13, command by command, in a smaller firm."""

import shlex
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
from commands import PACKAGE

from esnsim.compilation import COMPILED
from tests.contracts.test_tutorials import cells

pytestmark = pytest.mark.untraced

DOCS = PACKAGE / "docs"
PEOPLE = 100


def steps(cell):
    """Commands of esnsim one by one, and whatever stands between them as it is."""
    between = []
    for line in cell.removeprefix("%%sh\n").replace("\\\n", " ").splitlines():
        if line.startswith("esnsim "):
            if between:
                yield "\n".join(between), []
            between = []
            yield "", shlex.split(line.split("|")[0])[1:]
        else:
            between.append(line)
    if between:
        yield "\n".join(between), []


@pytest.mark.slow
@pytest.mark.skipif(not COMPILED, reason="takes hours in plain Python")
def test_every_command_of_the_page_does_what_it_says(esnsim, monkeypatch):
    """From exports to trip wires that are judged; what one command writes is what the next one takes."""
    monkeypatch.syspath_prepend(str(DOCS))
    monkeypatch.setattr(import_module("invented_firm"), "PEOPLE", PEOPLE)
    said, names = {}, {}
    for cell in cells("forty_thousand.md"):
        if not cell.startswith("%%sh"):
            exec(cell, names)  # noqa: S102 - the page's own words
            continue
        for shell, words in steps(cell):
            if words:
                done = esnsim(*words)
                assert done.status == 0, (words, done.err)
                said[words[0]] = done.out
            else:
                subprocess.run(["/bin/sh", "-e", "-c", shell], check=True, capture_output=True)

    assert list(said) == ["assess", "check", "calibrate", "plan", "pilot", "run", "track"]
    assert "react or write, as many as in users.csv" in said["assess"]
    assert "What to do:" in said["plan"]
    assert "begins in week" not in said["plan"]
    assert "sees" in said["pilot"]
    assert "When it would be known" in said["run"]
    assert "a month was not counted" not in said["track"]
    assert "With 'none'" in said["track"]
    assert Path("tracked/track.json").stat().st_size > 0
