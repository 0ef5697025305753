"""Any work in several processes: answers come, errors are told, and no process is left behind."""

from __future__ import annotations

import math
import multiprocessing
import os
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from esnsim.errors import RunError
from esnsim.experiments.execution.parallel import answered

LONG = 600.0
"""Seconds that nobody waits for."""
PATIENCE = 30.0
"""Seconds in which a process must be gone."""


def test_answers_do_not_depend_on_the_number_of_workers():
    """Each item with its own; the order may differ."""
    numbers = [4.0, 9.0, 16.0]

    assert list(answered(math.sqrt, numbers)) == [(4.0, 2.0), (9.0, 3.0), (16.0, 4.0)]
    assert sorted(answered(math.sqrt, numbers, workers=2)) == list(answered(math.sqrt, numbers))
    assert list(answered(math.sqrt, [], workers=2)) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_what_goes_wrong_is_raised_where_the_answers_are_read(workers):
    """As the function raised it."""
    with pytest.raises(ValueError, match="math domain"):
        list(answered(math.sqrt, [1.0, -1.0, 1.0], workers))


def test_a_dead_worker_is_told():
    """With what can be done about it."""
    with pytest.raises(RunError, match="fewer workers"):
        list(answered(os._exit, [3, 3, 3], workers=2))


def test_closed_early_no_process_goes_on():
    """Those that would work for ten minutes are ended at once."""
    began = time.monotonic()
    with closing(answered(time.sleep, [0.0, LONG, LONG], workers=2)) as finished:
        assert next(finished) == (0.0, None)

    assert time.monotonic() - began < LONG / 2
    assert multiprocessing.active_children() == []


WAITS = """
import multiprocessing, threading, time
from esnsim.experiments.execution.parallel import answered

def tell():
    while len(multiprocessing.active_children()) < 2:
        time.sleep(0.05)
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)

if __name__ == "__main__":
    threading.Thread(target=tell, daemon=True).start()
    list(answered(time.sleep, [600.0, 600.0], workers=2))
"""


@pytest.mark.skipif(os.name != "posix", reason="asks for processes by signal")
def test_workers_do_not_outlive_a_killed_parent(tmp_path):
    """Which could not end them itself."""
    script = tmp_path / "waits.py"
    script.write_text(WAITS)
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        children = [int(each) for each in parent.stdout.readline().split()]
        time.sleep(1.0)
        parent.kill()

    deadline = time.monotonic() + PATIENCE
    while any(_is_there(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(children) == 2
    assert not any(_is_there(child) for child in children)


def _is_there(process: int) -> bool:
    """Whether a process goes on."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return not _waits_for_its_end(process)


def _waits_for_its_end(process: int) -> bool:
    """Whether a process has ended and nobody has asked for its exit status yet."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] == "Z"
