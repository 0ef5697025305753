"""Commands end well when nobody reads on, when somebody presses Ctrl-C, and when outputs are closed from the start."""

import os
import signal
import subprocess
import sys

import pytest
from commands import PACKAGE, hear_ctrl_c

pytestmark = pytest.mark.untraced

COMMAND = [sys.executable, "-m", "esnsim"]
TELLING = [["list"], ["show", "pearson"], ["schema"], ["--help"], ["odd"], ["run", "--help"], ["check", "pearson"]]
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="shells there have other means")


def ended(words, folder, **streams):
    """A command that has ended, in a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(PACKAGE)}
    return subprocess.run(
        [*COMMAND, *words], cwd=folder, env=environment, timeout=120, text=True, check=False, **streams
    )


def shell(line, folder):
    """A line for the shell, which ends as its first command does."""
    environment = os.environ | {"PYTHONPATH": str(PACKAGE), "PYTHON": sys.executable}
    return subprocess.run(
        ["bash", "-c", line], cwd=folder, env=environment, timeout=120, text=True, capture_output=True, check=False
    )


@UNIX
@pytest.mark.parametrize("words", TELLING, ids=" ".join)
def test_a_reader_who_is_gone_ends_a_command_in_silence(words, tmp_path):
    """Whatever it had to say: a pipe whose other end is closed."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        said = ended(words, tmp_path, stdout=writing, stderr=subprocess.PIPE)
    finally:
        os.close(writing)

    assert (said.returncode, said.stderr) == (141, "")


@UNIX
@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_an_output_that_was_closed_from_the_start_is_nobodys(closed, tmp_path):
    assert shell(f'"$PYTHON" -m esnsim show pearson {closed}', tmp_path).returncode == 0
    assert shell(f'"$PYTHON" -m esnsim check nobody.yaml {closed}', tmp_path).returncode == 2


@UNIX
def test_no_file_is_written_to_in_place_of_a_closed_output(tmp_path):
    said = shell('"$PYTHON" -m esnsim new first.yaml >&- && "$PYTHON" -m esnsim check first.yaml', tmp_path)

    assert said.returncode == 0
    assert said.stdout.startswith("first.yaml: right")


@UNIX
def test_what_was_not_read_is_no_failure_of_the_whole(tmp_path):
    said = shell('set -o pipefail; "$PYTHON" -m esnsim show pearson | head -1', tmp_path)

    assert said.returncode in (0, 141)
    assert said.stdout.startswith("# ")
    assert said.stderr == ""


PRESSED = """
import signal, sys
library = sys.argv[1]

class Finger:
    def find_spec(self, name, path=None, target=None):
        if name == library:
            signal.raise_signal(signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Finger())
from esnsim.__main__ import main
# One worker: where the start is kept and others simulate, this process needs no machine code.
sys.argv[1:] = ["run", "pearson", "--quiet", "--workers", "1"]
main()
"""


@pytest.mark.parametrize("library", ["typer", "esnsim.cli.app", "pydantic", "numpy", "numba", "esnsim.state"])
def test_ctrl_c_is_heeded_while_libraries_are_imported(library, tmp_path):
    """However early it comes."""
    said = subprocess.run(
        [sys.executable, "-c", PRESSED, library],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(PACKAGE)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    # Machine code is asked for when the run has begun, and then where it goes on is said, too.
    kept = (
        " What is finished is kept in runs/pearson; the same command continues from there."
        if library == "numba"
        else ""
    )
    assert (said.returncode, said.stderr) == (130, f"Interrupted.{kept}\n")


def test_ctrl_c_says_a_word_in_every_command(esnsim, monkeypatch):
    monkeypatch.setattr("esnsim.scenario.schema", lambda: signal.raise_signal(signal.SIGINT))
    before = signal.getsignal(signal.SIGINT)
    hear_ctrl_c()  # whoever runs the tests in the background ignores it
    try:
        said = esnsim("schema")
    finally:
        signal.signal(signal.SIGINT, before)

    assert (said.status, said.err) == (130, "Interrupted.\n")


def completions(words, folder):
    """What a shell is told when Tab is pressed behind these words."""
    said = subprocess.run(
        COMMAND,
        cwd=folder,
        env=os.environ
        | {
            "PYTHONPATH": str(PACKAGE),
            "_ESNSIM_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - 1),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return said.stdout.split()


def test_the_shell_completes_commands_scenarios_and_files(tmp_path):
    (tmp_path / "pearls.yaml").write_text("")
    (tmp_path / "pearls.csv").write_text("")

    assert completions("esnsim ru", tmp_path) == ["run"]
    assert completions("esnsim run pear", tmp_path) == ["pearson", "pearson_launch", "pearls.yaml"]
    assert completions("esnsim copy pear", tmp_path) == ["pearson", "pearson_launch"]
    assert completions("esnsim check pearson suez", tmp_path) == ["suez_france"]
    assert completions("esnsim sweep tel", tmp_path) == ["telus"]
    assert "--weeks" in completions("esnsim run pearson --we", tmp_path)


def test_how_to_complete_can_be_asked(esnsim):
    told = esnsim("--help").out

    assert "--install-completion" in told
    assert "--show-completion" in told


def test_what_would_be_changed_for_a_run_can_be_checked(esnsim, story):
    assert esnsim("check", story, "--set", "organisation.people=80", "--weeks", 3, "--seed", 4).status == 0
    assert "weeks is 1041" in esnsim("check", story, "--set", "weeks=1041").err
    assert "--set wekks is not known" in esnsim("check", story, "--set", "wekks=3").err.replace("wekks: wekks", "wekks")


def test_the_changes_of_an_experiment_can_be_checked(esnsim, story):
    story.write_text(story.read_text() + "experiment: {vary: {weeks: [4, 5]}, replicates: 2}\n")

    assert "right, 2 points" in esnsim("check", story, "--replicates", 3, "--set", "organisation.people=70").out
    assert "organisation.generate.people is 7" in esnsim("check", story, "--set", "organisation.people=7").err


def test_a_file_that_is_not_there_leads_to_its_neighbours(esnsim, story):
    (story.parent / "sweeps" / "first").mkdir(parents=True)

    assert "did you mean 'story.yaml'?" in esnsim("run", "stori.yaml").err
    assert "did you mean 'sweeps/first'?" in esnsim("store", "ls", "sweeps/frist").err
    assert "did you mean 'sweeps/first'?" in esnsim("why", "sweeps/frist").err
    assert "did you mean 'sweeps/first'?" in esnsim("report", "sweeps/frist").err


THROWN = """
import signal
from esnsim.cli.interrupts import Memory

class Thrown:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)
asked = Memory()
asked.begin()
thrown = Thrown()
del thrown
print("went on")
asked.check()
"""


def test_ctrl_c_while_an_object_is_thrown_away_is_heeded_a_moment_later(tmp_path):
    """Python can only drop what is raised there, and would tell of it with lines of code."""
    said = subprocess.run(
        [sys.executable, "-c", THROWN],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(PACKAGE)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert said.stdout == "went on\n"
    assert "Exception ignored" not in said.stderr
    assert said.stderr.rstrip().endswith("KeyboardInterrupt")
