"""A run that was interrupted loses what it had not finished, and nothing else."""

import json
import signal
import sqlite3
import sys
import time
from contextlib import closing, suppress

import pytest
from commands import started

from esnsim.cli.progress import watcher
from esnsim.experiments import Progress, compare
from esnsim.report.document import document
from esnsim.scenario import load

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
LONG = ("--replicates", "10000", "--workers", "1")
SHORT = ("--replicates", "2", "--workers", "1")
PATIENCE = 120.0


def wait_for_lives(process, store):
    """Wait until the process has finished some lives."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        assert process.poll() is None, process.communicate()
        if store.exists():
            with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as file, suppress(sqlite3.Error):
                if file.execute("SELECT count(*) FROM runs").fetchone()[0]:
                    return
        time.sleep(0.05)
    pytest.fail("no life was finished")


def leftovers(folder):
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_the_same_command_continues(esnsim, story, tmp_path, how):
    """Whether by Ctrl-C or by force, no file is half there, and finished lives are kept.

    The answer is the same as that of a run nobody disturbed.
    """
    folder = tmp_path / "kept"
    process = started("run", story, *LONG, "--out", "kept", folder=tmp_path)
    wait_for_lives(process, folder / "runs.sqlite")
    process.send_signal(how)
    said, told = process.communicate(timeout=PATIENCE)

    assert said == ""
    assert "Traceback" not in told
    if how is signal.SIGINT:
        assert process.returncode == 130
        assert "the same command continues from there" in told.splitlines()[-1]
    assert {path.name.partition("-")[0] for path in folder.iterdir()} == {"runs.sqlite"}
    assert leftovers(folder) == []

    resumed = json.loads(esnsim("run", story, *SHORT, "--out", "kept", "--json", "--quiet").out)
    undisturbed = document(compare(load(story), replicates=2))
    assert resumed["runs_reused"] > 0
    assert resumed["ladder"] == undisturbed["ladder"]
    assert resumed["differences"] == undisturbed["differences"]
    assert leftovers(folder) == []


def test_an_interrupt_that_something_swallowed_is_heeded_at_the_next_word():
    """What C code calls back cannot pass an exception on; Ctrl-C is kept in mind, and only while somebody watches."""
    usual = signal.getsignal(signal.SIGINT)

    with watcher(quiet=True) as told:
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            told(Progress("living", 1, 2))

    assert signal.getsignal(signal.SIGINT) is usual
