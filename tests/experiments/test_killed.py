"""Processes are killed; runs that were finished are not lost, and no digest changes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import deadly_workers
import pytest
from small_questions import digests, question

from esnsim.errors import RunError
from esnsim.experiments import RunProgress, Store, compare, run_all
from esnsim.experiments.execution import process_pool as workers
from esnsim.experiments.execution.runner import run_all_with_shared

pytestmark = pytest.mark.untraced

HERE = Path(__file__).parent
PATIENCE = 180.0
posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX are sent")


@pytest.fixture(scope="module")
def undisturbed():
    """Digests of the question that is long enough to be killed."""
    return digests(run_all(question(replicates=20)))


def hear_ctrl_c() -> None:
    """Whoever runs the tests in the background has them ignore Ctrl-C, which children would inherit."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def command(folder: Path, count: int, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """The command in a process group of its own, which is gone afterwards."""
    paths = os.pathsep.join([str(HERE), str(HERE.parent.parent)])
    process = subprocess.Popen(
        [sys.executable, HERE / "long_command.py", folder, str(count)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": paths} | environment,
        start_new_session=True,
        preexec_fn=None if sys.platform == "win32" else hear_ctrl_c,  # noqa: PLW1509 - no threads here
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def wait_for(process: subprocess.Popen[str], done: int) -> None:
    """Read until so many runs are done."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == str(done):
            return
    pytest.fail("the command ended before it could be killed")


def test_any_number_of_workers_gives_the_same_bits():
    """In this process, or in two others that read organisation and start from a file."""
    here = run_all(question())
    there = run_all(question(), workers=2)

    assert digests(here) == digests(there)
    assert [run.record.tolist() for run in here] == [run.record.tolist() for run in there]
    assert [(run.events, run.expenses, run.inequality) for run in here] == [
        (run.events, run.expenses, run.inequality) for run in there
    ]


def test_processes_that_stay_give_the_same_bits_for_one_submission_after_the_other(monkeypatch):
    """What they were told of the first one means something else in the second, and no more of them are hired."""
    hires = []
    hire = workers.ProcessPool._hire
    monkeypatch.setattr(workers.ProcessPool, "_hire", lambda pool: (hires.append(1), hire(pool)))
    first, second = question(), question(seed=8, weeks=5)
    with workers.hired(2) as crew:
        one, other, again = (run_all_with_shared(each, workers=crew).runs for each in (first, second, first))

    assert len(hires) == 2
    assert digests(one) == digests(again) == digests(run_all(first))
    assert digests(other) == digests(run_all(second))
    assert multiprocessing.active_children() == []


def test_one_worker_is_no_process():
    """So that nothing has to be started for it."""
    with workers.hired(1) as crew:
        assert crew == 1
    assert multiprocessing.active_children() == []


@posix
def test_a_killed_worker_costs_nothing_but_time(undisturbed):
    """Its run is given to another worker."""
    killed: list[int | None] = []

    def kill_one(step: RunProgress) -> None:
        if step.done == 7 and not killed:
            victim = multiprocessing.active_children()[0]
            victim.kill()
            killed.append(victim.pid)

    runs = run_all(question(replicates=20), workers=2, progress=kill_one)

    assert killed
    assert digests(runs) == undisturbed


@posix
def test_a_run_that_kills_its_workers_is_given_up_and_named(tmp_path, monkeypatch):
    """Two deaths are enough; all others are finished and kept."""
    monkeypatch.setattr(workers, "answer_tasks", deadly_workers.serve_killed)
    with pytest.raises(
        RunError, match=r"1 of 6 runs failed.*\n.*'campaign', replicate 1: 2 workers died over it \(exit code -9\)"
    ):
        run_all(question(), workers=2, store=tmp_path / "runs.sqlite")

    with Store(tmp_path / "runs.sqlite") as store:
        assert len(store) == 5


@posix
def test_workers_that_are_killed_before_they_can_work_are_replaced_for_a_while(tmp_path, monkeypatch):
    """Whoever kills them, for want of memory perhaps, may be content after some."""
    monkeypatch.setenv("DEATHS", str(tmp_path))
    monkeypatch.setattr(workers, "answer_tasks", deadly_workers.serve_late)

    assert len(run_all(question(), workers=2)) == 6


@posix
def test_workers_that_are_always_killed_before_they_can_work_are_told_as_such(monkeypatch):
    """Nobody is sent to a script that is as it should be."""
    monkeypatch.setattr(workers, "answer_tasks", deadly_workers.serve_never)
    with pytest.raises(RunError, match=r"killed before they can work \(signal 9\); is there enough memory\?") as ended:
        run_all(question(), workers=2)

    assert "__main__" not in str(ended.value)
    assert multiprocessing.active_children() == []


def test_only_a_script_is_told_how_scripts_begin():
    """And only where Python gave up, not where something else ended it."""
    assert "__main__" not in workers.false_start(1)
    assert "exit code 3" in workers.false_start(3)


def test_a_run_that_raises_in_a_worker_is_named_and_the_others_are_kept(tmp_path, monkeypatch):
    """A failure is a result like another."""
    monkeypatch.setattr(workers, "answer_tasks", deadly_workers.serve_failing)
    with pytest.raises(RunError, match="'campaign', replicate 1: ZeroDivisionError: nobody is there"):
        run_all(question(), workers=2, store=tmp_path / "runs.sqlite")

    with Store(tmp_path / "runs.sqlite") as store:
        assert len(store) == 5


@posix
@pytest.mark.parametrize(("count", "moment"), [(1, 1), (1, 31), (2, 13)])
def test_a_killed_command_continues_where_it_was(tmp_path, undisturbed, count, moment):
    """After kill -9 at any moment, the same question finds what was finished, and ends as if nothing had happened."""
    with command(tmp_path, count) as process:
        wait_for(process, moment)
        process.kill()

    resumed = compare(question(replicates=20), out=tmp_path)

    assert moment <= resumed.computation.reused < 60
    assert digests(resumed.runs) == undisturbed
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@posix
def test_workers_whose_parent_was_killed_end_and_tidy_up(tmp_path):
    """No process and no file stays behind."""
    places = [tmp_path / name for name in ("results", "temporary")]
    places[1].mkdir()
    with command(places[0], 2, TMPDIR=str(places[1])) as process:
        wait_for(process, 5)
        assert list(places[1].glob("esnsim-*"))
        process.kill()

        deadline = time.monotonic() + PATIENCE
        while is_alive(process.pid) or list(places[1].glob("esnsim-*")):
            assert time.monotonic() < deadline, "workers are still there"
            time.sleep(0.05)


def is_alive(group: int) -> bool:
    """Whether a process group has members that are more than remembered."""
    listed = subprocess.run(["ps", "-A", "-o", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()]
    return any(row[0] == str(group) and not row[1].startswith("Z") for row in rows)


def processes_that_answer(said: str) -> int:
    """Tracebacks, one a process: whatever it was at (a codec, a clean-up) may pass the interrupt on as one chain."""
    links = ("The above exception was the direct cause", "During handling of the above exception")
    return said.count("Traceback (most recent call last)") - sum(said.count(link) for link in links)


@posix
@pytest.mark.parametrize("moment", [0, 9])
def test_an_interrupt_from_the_keyboard_ends_everybody_quietly(tmp_path, undisturbed, moment):
    """A terminal sends Ctrl-C to workers too; only the command answers, and what is finished is kept."""
    with command(tmp_path, 2) as process:
        wait_for(process, moment)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE)

    assert processes_that_answer(said) == 1
    assert said.rstrip().splitlines()[-1].startswith("KeyboardInterrupt")
    resumed = compare(question(replicates=20), out=tmp_path)
    assert resumed.computation.reused >= moment
    assert digests(resumed.runs) == undisturbed


def test_a_script_without_a_guard_is_told_so(tmp_path):
    """Spawned workers import the script again; it says what to write instead of hanging or multiplying."""
    script = tmp_path / "script.py"
    script.write_text(
        "from small_questions import question\nfrom esnsim.experiments import run_all\nrun_all(question(), workers=2)\n"
    )
    paths = os.pathsep.join([str(HERE), str(HERE.parent.parent)])

    ended = subprocess.run(
        [sys.executable, script],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        env=os.environ | {"PYTHONPATH": paths},
    )

    assert ended.returncode == 1
    assert "worker processes cannot start" in ended.stderr
    assert "if __name__ == '__main__':" in ended.stderr


def test_nothing_stays_behind_in_the_folder_for_temporary_files(tmp_path, monkeypatch):
    """What workers read is thrown away when they are done."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    run_all(question(replicates=1), workers=2)

    assert list(tmp_path.iterdir()) == []
    assert multiprocessing.active_children() == []
