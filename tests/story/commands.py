"""Commands as a person gives them: in this process where that will do, in one of their own where it will not."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from esnsim.cli import main
from tests.plain_words import private_words

PACKAGE = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from esnsim.cli import main; main()"]
LAUNCH = """\
name: A short story
question: Who begins?
weeks: 14
replicates: 3
organisation: {generate: {people: 60}}
programmes:
  none: []
  campaign:
    - {kind: campaign, start: week 2}
  leaders first:
    - {kind: leader_presence, start: week 3, audience: {level_at_most: 2}}
"""


class Said(NamedTuple):
    """What came of a command."""

    status: int
    out: str
    err: str


@pytest.fixture
def esnsim(tmp_path, monkeypatch, capsys):
    """Gives a command in an empty folder, and answers what was said."""
    monkeypatch.chdir(tmp_path)

    def give(*words):
        capsys.readouterr()
        # What a store notes of a command is how it was given.
        monkeypatch.setattr(sys, "argv", ["esnsim", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main([str(word) for word in words])
        said = capsys.readouterr()
        assert "Traceback" not in said.err + said.out
        assert private_words(said.err + said.out) == {}
        return Said(ended.value.code or 0, said.out, said.err)

    return give


@pytest.fixture
def story(tmp_path):
    """A scenario file that takes no time."""
    path = tmp_path / "story.yaml"
    path.write_text(LAUNCH, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def finished_run(tmp_path_factory):
    """A folder with the short story and what ``esnsim run story.yaml`` made of it, to be copied."""
    folder = tmp_path_factory.mktemp("finished_run")
    (folder / "story.yaml").write_text(LAUNCH, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["esnsim", "run", "story.yaml", "--quiet"])
        with pytest.raises(SystemExit) as ended:
            main(["run", "story.yaml", "--quiet"])
    assert not ended.value.code
    return folder


@pytest.fixture
def ran(finished_run, tmp_path):
    """The folder of a finished run of the short story, ``runs/story`` below the folder of commands."""
    shutil.copytree(finished_run, tmp_path, dirs_exist_ok=True)
    return tmp_path / "runs" / "story"


def hear_ctrl_c() -> None:
    """Whoever runs the tests in the background has them ignore Ctrl-C, which children would inherit."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def ignore_ctrl_c() -> None:
    """What a shell does to what it starts in the background."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def started(*words, folder, ctrl_c=True):
    """A command in a process of its own, not waited for; by a shell in the background without ``ctrl_c``."""
    return subprocess.Popen(
        [*COMMAND, *map(str, words)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(PACKAGE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=None if sys.platform == "win32" else hear_ctrl_c if ctrl_c else ignore_ctrl_c,  # noqa: PLW1509 - no threads here
    )
