"""Commands and workers are killed at any moment, and disks are full: nothing that was finished is lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from kept_runs import is_whole, kept, moments
from small_questions import AMBASSADORS, CAMPAIGN, question
from small_sweeps import sweep

from esnsim.errors import RunError
from esnsim.experiments.execution.executor import RunProgress
from esnsim.experiments.store import store as stores
from esnsim.experiments.store.store import Store
from esnsim.rng.address import key_of
from esnsim.scenario import Scenario

pytestmark = pytest.mark.untraced

HERE = Path(__file__).parent
PATIENCE = 120.0
KILLS = 6
HIRING_SECONDS = 1.5
posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX are sent")


def asked(replicates: int = 10, weeks: int = 13) -> list[Scenario]:
    """Sixty short runs from two starting states, or more and longer ones."""
    programmes: dict[str, object] = {"none": [], "ambassadors": [AMBASSADORS], "campaign": [CAMPAIGN]}
    organisation = {"generate": {"people": 60}}
    return [
        question(seed=seed, replicates=replicates, weeks=weeks, programmes=programmes, organisation=organisation)
        for seed in (1, 2)
    ]


def much() -> list[Scenario]:
    """So much that something is left after all kills, on any machine: a kill comes a few runs after the one before."""
    return asked(replicates=42, weeks=52)


MUCH = 252
FEW = 4
"""Runs after which a command is killed at the latest."""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """What is kept of a sweep that nobody disturbs."""
    path = tmp_path_factory.mktemp("undisturbed") / "runs.sqlite"
    count = sweep(asked(), path)
    assert (count.total, count.done, count.failed) == (60, 60, 0)
    return kept(path)


@pytest.fixture(scope="module")
def much_undisturbed(tmp_path_factory):
    """What is kept of much when nobody disturbs it."""
    path = tmp_path_factory.mktemp("undisturbed") / "runs.sqlite"
    assert sweep(much(), path, workers=2).done == MUCH
    return kept(path)


def chance(nth: int) -> float:
    """The same share of one on every machine."""
    return key_of("moment", nth).low / 2**32


class Commands:
    """Begins commands; see `lost_commands`."""

    def __init__(self, folder: Path) -> None:
        self.temporary = folder / "temporary"
        self.temporary.mkdir()
        self.groups: list[int] = []
        paths = os.pathsep.join([str(HERE), str(HERE.parent.parent)])
        self.process = subprocess.Popen(
            [sys.executable, HERE / "lost_commands.py", folder / "other.sqlite"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ | {"PYTHONPATH": paths, "TMPDIR": str(self.temporary)},
        )
        assert self._line() == "ready"

    def begin(self, path: Path, workers: int) -> int:
        """Begin a command; its number, which is that of its process group."""
        self._say(f"{path} {workers}")
        self.groups.append(int(self._line()))
        return self.groups[-1]

    def wait(self) -> int:
        """How the latest command ended."""
        self._say("wait")
        return int(self._line())

    def end(self) -> None:
        """Begin no more."""
        self.process.kill()
        self.process.communicate()

    def _say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@pytest.fixture
def commands(tmp_path):
    """Commands whose temporary files are seen."""
    made = Commands(tmp_path)
    yield made
    made.end()


def processes() -> list[tuple[int, int, int]]:
    """Number, parent and group of all processes that are more than remembered."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,pgid=,stat="], capture_output=True, text=True, check=True)
    rows = [line.split() for line in listed.stdout.splitlines()]
    return [(int(row[0]), int(row[1]), int(row[2])) for row in rows if not row[3].startswith("Z")]


def wait_until(happened: Callable[[], bool], what: str) -> None:
    """Look again and again."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


@posix
def test_a_command_killed_again_and_again_ends_as_if_nothing_had_happened(commands, much_undisturbed, tmp_path):
    """While it hires, simulates and writes; no run is computed again once it is kept, and nobody stays behind."""
    path = tmp_path / "runs.sqlite"
    ended = []
    for nth in range(KILLS):
        before = moments(path)
        group = commands.begin(path, 1 if nth % 4 == 1 else 2)
        if nth % 2 == 0:
            wait_or_see_more(path, len(before) + FEW, HIRING_SECONDS * chance(nth))
        else:
            wait_until(lambda before=before: len(moments(path)) > len(before), "nothing is finished")
            time.sleep(0.03 * chance(nth))
        os.kill(group, signal.SIGKILL)
        ended.append(commands.wait())
        assert before.items() <= moments(path).items()
        assert is_whole(path)
    begun_with = len(moments(path))
    commands.begin(path, 2)
    assert commands.wait() == 0

    assert ended.count(-signal.SIGKILL) == KILLS
    # Every second one was killed after one run more at the earliest.
    assert KILLS // 2 <= begun_with < MUCH
    assert kept(path) == much_undisturbed
    wait_until(lambda: not {group for _, _, group in processes()} & set(commands.groups), "processes are still there")
    assert list(commands.temporary.iterdir()) == []


def wait_or_see_more(path: Path, enough: int, seconds: float) -> None:
    """Until so many runs are kept, or so much time has passed."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and len(moments(path)) < enough:
        time.sleep(0.005)


@posix
def test_workers_killed_again_and_again_cost_nothing_but_time(commands, much_undisturbed, tmp_path):
    """A run that lost two workers, and a command that could hire none, are tried again by the next command."""
    path = tmp_path / "runs.sqlite"
    killed = 0
    for nth in range(12):
        group = commands.begin(path, 2)
        while killed < 12 and any(process == group for process, _, _ in processes()):
            time.sleep(1.0 * chance(100 + killed))
            workers = [process for process, parent, _ in processes() if parent == group and is_worker(process)]
            if workers:
                os.kill(workers[int(chance(nth) * len(workers))], signal.SIGKILL)
                killed += 1
        if commands.wait() == 0:
            break

    assert killed >= 5
    assert kept(path) == much_undisturbed
    wait_until(lambda: not {group for _, _, group in processes()} & set(commands.groups), "processes are still there")
    assert list(commands.temporary.iterdir()) == []


def is_worker(process: int) -> bool:
    """Whether a child is running; the other one looks after semaphores."""
    # Without -ww, ps cuts what it tells to the width of a terminal, and a long path hides what follows it.
    asked = ["ps", "-ww", "-o", "args=", "-p", str(process)]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    return "spawn_main" in told.stdout


def test_a_full_file_is_told_and_what_was_finished_is_kept(undisturbed, tmp_path):
    """After room is made, the same question ends as if nothing had happened."""
    path = tmp_path / "runs.sqlite"
    opened: list[Store] = []

    def fill(step: RunProgress) -> None:
        if step.done >= 20:
            opened[-1].file.execute("PRAGMA max_page_count = 1")

    full = pytest.raises(
        RunError,
        match="the disk is full; what is finished is kept; make room, and give the same command again to continue",
    )
    with full:
        sweep(asked(), path, tell=fill, before=opened.append)
    first = kept(path)
    with full:
        sweep(asked(), path, tell=fill, before=opened.append)

    assert is_whole(path)
    assert 20 <= len(first) < 60
    assert first.items() <= kept(path).items()
    assert sweep(asked(), path).done == 60
    assert kept(path) == undisturbed


def test_commands_that_begin_at_once_make_one_store(tmp_path):
    """Each finds what the first has made, or waits for it."""
    together = Barrier(6)

    def open_new(path: Path) -> int:
        together.wait(PATIENCE)
        with Store(path) as store:
            return len(store)

    with ThreadPoolExecutor(6) as pool:
        for nth in range(15):
            assert list(pool.map(open_new, [tmp_path / f"{nth}.sqlite"] * 6)) == [0] * 6


def test_a_store_that_somebody_goes_on_writing_to_is_not_called_damaged(tmp_path, monkeypatch):
    """What is said helps: wait, and do not move it away."""
    monkeypatch.setattr(stores, "PATIENCE", 0.05)
    told = pytest.raises(RunError, match=r"another command is writing to it.*give the same command again later")
    with Store(tmp_path / "runs.sqlite") as taken, taken.writing(), told:
        sweep(asked(), tmp_path / "runs.sqlite")


@pytest.fixture
def small_disk(tmp_path):
    """A disk of a megabyte; its path and a function that makes room."""
    place = tmp_path / "disk"
    place.mkdir()
    if sys.platform != "linux" or not mount("-t", "tmpfs", "-o", "size=1m", "esnsim-test", str(place)):
        pytest.skip("a small disk cannot be mounted here")
    yield place, lambda: mount("-o", "remount,size=16m", str(place))
    subprocess.run(["umount", place], check=True)


def mount(*arguments: str) -> bool:
    """Whether something could be mounted."""
    if shutil.which("mount") is None:
        return False
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("room", [0, 4096, 40_000, 400_000])
def test_a_full_disk_is_told_and_what_was_finished_is_kept(small_disk, undisturbed, room):
    """Whether it is full from the beginning or becomes so in the middle."""
    place, make_room = small_disk
    path = place / "runs.sqlite"
    (place / "others").write_bytes(bytes(2**20 - room))
    with pytest.raises(
        RunError,
        match="the disk is full; what is finished is kept; make room, and give the same command again to continue",
    ):
        sweep(asked(), path)

    assert make_room()
    assert sweep(asked(), path).done == 60
    assert is_whole(path)
    assert kept(path) == undisturbed
