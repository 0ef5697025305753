"""A run that was interrupted loses what it had not finished, and nothing else."""

import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest
from commands import started

from esnsim.cli.output.progress import watcher
from esnsim.experiments import RunProgress, compare
from esnsim.report.document.answer import answer_document
from esnsim.scenario import load

pytestmark = [pytest.mark.untraced, pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")]
LONG = ("--replicates", "1000", "--workers", "1")
SHORT = ("--replicates", "2", "--workers", "1")
PATIENCE = 120.0


def wait_for_runs(process, store):
    """Wait until the process has finished some runs."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        assert process.poll() is None, process.communicate()
        if store.exists():
            with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as file, suppress(sqlite3.Error):
                if file.execute("SELECT count(*) FROM runs").fetchone()[0]:
                    return
        time.sleep(0.05)
    pytest.fail("no run was finished")


def leftovers(folder):
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_same_command_continues(esnsim, story, tmp_path, how):
    """Whether by Ctrl-C, on request or by force, no file is half there, and finished runs are kept.

    The answer is the same as that of a run nobody disturbed.
    """
    folder = tmp_path / "kept"
    process = started("run", story, *LONG, "--out", "kept", folder=tmp_path)
    wait_for_runs(process, folder / "runs.sqlite")
    process.send_signal(how)
    said, told = process.communicate(timeout=PATIENCE)

    assert said == ""
    assert "Traceback" not in told
    if how is not signal.SIGKILL:
        assert process.returncode == 128 + how
        assert "the same command continues from there" in told.splitlines()[-1]
    assert {path.name.partition("-")[0] for path in folder.iterdir()} == {"runs.sqlite"}
    assert leftovers(folder) == []

    resumed = json.loads(esnsim("run", story, *SHORT, "--out", "kept", "--json", "--quiet").out)
    undisturbed = answer_document(compare(load(story), replicates=2))
    assert resumed["runs_reused"] > 0
    assert resumed["ladder"] == undisturbed["ladder"]
    assert resumed["differences"] == undisturbed["differences"]
    assert leftovers(folder) == []


@pytest.mark.parametrize("count", [1, 2])
def test_a_command_in_the_background_can_be_ended(story, tmp_path, count):
    """A shell has it ignore Ctrl-C, which it goes on to do; a request to end is heeded, by all its processes."""
    process = started(
        "run", story, "--replicates", "1000", "--workers", count, "--out", "kept", folder=tmp_path, ctrl_c=False
    )
    wait_for_runs(process, tmp_path / "kept" / "runs.sqlite")
    process.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=1.0)
    process.send_signal(signal.SIGTERM)
    said, told = process.communicate(timeout=PATIENCE)

    assert process.returncode == 143
    assert said == ""
    assert (
        told.splitlines()[-1] == "Interrupted. What is finished is kept in kept; the same command continues from there."
    )
    assert "Traceback" not in told
    assert leftovers(tmp_path / "kept") == []


LONG_COMMANDS = {
    "sweep": ("sweep", "STORY", "--vary", "weeks=14,15", "--replicates", "10000", "--workers", "1"),
    "tipping": ("tipping", "STORY", "--vary", "initial.reader=0.1,0.9", "--replicates", "10000", "--workers", "1"),
    "validate": ("validate", "--workers", "1"),
    "watch": ("watch", "nothing yet"),
    "app": ("app", "STORY", "--port", "0", "--no-browser"),
}


@pytest.mark.parametrize("words", LONG_COMMANDS.values(), ids=LONG_COMMANDS)
def test_every_long_command_can_be_asked_to_end(story, tmp_path, words):
    """Where nothing is finished yet as well; nothing is left that would go on."""
    process = started(*(story if word == "STORY" else word for word in words), folder=tmp_path, ctrl_c=False)
    wait_until_begun(process)
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=PATIENCE)

    assert process.returncode == 143, told
    assert "Traceback" not in told


def wait_until_begun(process):
    """Wait until the process answers to requests to end."""
    if not Path("/proc").is_dir():
        time.sleep(5.0)
        return
    status = Path(f"/proc/{process.pid}/status")
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        caught = int(next(line for line in status.read_text().splitlines() if line.startswith("SigCgt")).split()[1], 16)
        if caught & (1 << (signal.SIGTERM - 1)):
            time.sleep(1.0)
            return
        time.sleep(0.05)
    pytest.fail("it did not begin")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_that_something_swallowed_is_heeded_at_the_next_word(number):
    """What C code calls back cannot pass an exception on; it is kept in mind, and only while somebody watches."""
    before = signal.signal(number, signal.default_int_handler)
    try:
        with watcher(quiet=True) as told:
            with suppress(KeyboardInterrupt):
                signal.raise_signal(number)
            with pytest.raises(KeyboardInterrupt):
                told(RunProgress("living", 1, 2))
        assert signal.getsignal(number) is signal.default_int_handler
    finally:
        signal.signal(number, before)


def test_what_is_ignored_stays_ignored():
    """Whoever began the command may have wanted that."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with watcher(quiet=True) as told:
            signal.raise_signal(signal.SIGINT)
            told(RunProgress("living", 1, 2))
    finally:
        signal.signal(signal.SIGINT, before)
