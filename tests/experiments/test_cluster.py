"""Any machine of a cluster may be lost, and the bits are those of one process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import pytest
from kept_runs import kept
from small_questions import AMBASSADORS, digests, question
from small_sweeps import sweep

from esnsim.errors import MissingExtraError, RunError
from esnsim.experiments import prepared, run_all
from esnsim.experiments.execution.chunk import Chunk, carry, pack_chunk, simulate_chunk, unpack_base_state
from esnsim.experiments.execution.cluster import _check_versions, on_cluster
from esnsim.experiments.execution.worker import BaseState, SharedScenario, Task
from esnsim.experiments.store.codec import versions
from esnsim.organisation import organisation_digest
from esnsim.scenario import resolve
from esnsim.simulation.run import state_digest

HERE = Path(__file__).parent
PATIENCE = 120.0
# Dask would kill three workers more before it tells whose chunk kills them.
ENVIRONMENT = os.environ | {
    "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parent.parent)]),
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
}
needs_dask = pytest.mark.skipif(find_spec("distributed") is None, reason="distributed is not installed")


def free_port() -> int:
    """A port nobody listens at."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def dask(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask, which is gone afterwards."""
    command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
    process = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


class Machines:
    """A Dask scheduler with workers that die over one run, see `deadly_machine`."""

    def __init__(self, stack: ExitStack) -> None:
        port = free_port()
        self.address = f"tcp://127.0.0.1:{port}"
        self.workers: list[subprocess.Popen[bytes]] = []
        self._stack = stack
        stack.enter_context(dask("scheduler", "--host", "127.0.0.1", "--port", str(port)))
        self.hire(2)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", port)).close()
                return
            time.sleep(0.05)

    def hire(self, count: int) -> None:
        """Start workers, each a process of one thread."""
        arguments = ("worker", self.address, "--nthreads", "1", "--no-nanny", "--preload", "deadly_machine")
        self.workers += [self._stack.enter_context(dask(*arguments)) for _ in range(count)]


@pytest.fixture(scope="module")
def machines():
    """A cluster on this machine."""
    with ExitStack() as stack:
        yield Machines(stack)


@needs_dask
def test_a_killed_machine_costs_nothing_but_time(machines, tmp_path):
    """Half-way one of two is killed; digests and records are those of one process, to the byte."""
    two = {"none": [], "ambassadors": [AMBASSADORS]}
    scenarios = [question(programmes=two, replicates=40, seed=seed) for seed in (1, 2)]
    killed: list[int] = []

    def kill_one(step) -> None:
        if step.done >= step.total // 2 and step.total and not killed:
            machines.workers[0].kill()
            killed.append(step.done)

    sweep(scenarios, tmp_path / "there.sqlite", machines.address, kill_one)
    sweep(scenarios, tmp_path / "here.sqlite", 1)

    assert killed
    assert killed[0] < 160
    assert len(kept(tmp_path / "here.sqlite")) == 160
    assert kept(tmp_path / "there.sqlite") == kept(tmp_path / "here.sqlite")


@needs_dask
def test_a_ground_made_here_is_carried_there(machines):
    """Files it was made from need not be where it is simulated on."""
    setting = prepared(question(programmes={"none": []}, replicates=5))

    assert digests(run_all(setting, workers=machines.address)) == digests(run_all(setting))


@needs_dask
def test_a_run_that_kills_machines_is_given_up_and_its_neighbours_are_not(machines, tmp_path):
    """It dies once among others and once alone; those that were with it are simulated alone."""
    machines.hire(2)
    with pytest.raises(RunError, match=r"1 of 9 runs failed.*\n.*'campaign', replicate 1: .* of the cluster died"):
        run_all(question(replicates=3), workers=machines.address, store=tmp_path / "runs.sqlite")

    assert len(kept(tmp_path / "runs.sqlite")) == 8


@needs_dask
def test_a_scheduler_that_is_not_there_is_told_at_once():
    """With what to look after."""
    address = f"tcp://127.0.0.1:{free_port()}"
    begun = time.monotonic()

    with (
        pytest.raises(RunError, match=r"no Dask scheduler answers at .*refused.*check host and port"),
        on_cluster(address),
    ):
        pass
    assert time.monotonic() - begun < 10.0


@needs_dask
@pytest.mark.parametrize("address", ["here", "127.0.0.1", "tcp://127.0.0.1", "http://127.0.0.1:8786"])
def test_an_address_that_is_none_is_told_so(address):
    """The answer says how one is written."""
    with (
        pytest.raises(RunError, match=r"workers is '.*'; write a number, or a Dask scheduler as tcp://host:port"),
        on_cluster(address),
    ):
        pass


def test_a_cluster_without_dask_says_what_to_install(monkeypatch):
    """In one line."""
    monkeypatch.setitem(sys.modules, "distributed", None)

    with (
        pytest.raises(MissingExtraError, match=r"^simulating on a cluster needs the extra 'cluster'.*$"),
        on_cluster("a"),
    ):
        pass


class Speaker:
    """What Dask says of the versions of its machines, where one worker has another Python."""

    def get_versions(self):
        """As `distributed.Client` does."""
        ours, theirs = ({"packages": {"python": python, "distributed": "1"}} for python in ("3.11.7", "3.10.2"))
        return {"client": ours, "scheduler": ours, "workers": {"tcp://a:1": ours, "tcp://b:2": theirs}}


def test_a_machine_with_another_python_is_named():
    """Before anything is sent to it."""
    with pytest.raises(RunError, match=r"the worker at tcp://b:2 has python 3\.10\.2, this machine has 3\.11\.7"):
        _check_versions(Speaker(), "tcp://s:1")


def chunk(made_by: str) -> bytes:
    """One run for a machine that knows nothing."""
    scenario = resolve(question(replicates=1))
    content = scenario.model_dump_json(by_alias=True).encode()
    task = Task("key", 0, "question", "none", 0)
    return pack_chunk(Chunk("sweep", made_by, BaseState(0, content), (SharedScenario("question", content),), (task,)))


def test_a_machine_with_other_rules_refuses_to_live():
    """What is kept under a key was computed by what the key says."""
    with pytest.raises(RunError, match=r"the worker on .* has .*; install the same versions"):
        simulate_chunk(chunk('{"esnsim rules": "others"}'))


def test_a_carried_ground_is_the_same():
    """Organisation and state to the bit, and so is what is simulated from it."""
    setting = prepared(question(replicates=1))
    carried = carry(setting)
    unpacked = unpack_base_state(carried)

    assert organisation_digest(unpacked.organisation) == organisation_digest(setting.organisation)
    assert state_digest(unpacked.start.world) == state_digest(setting.start.world)
    assert simulate_chunk(chunk(versions()), carried).outcomes[0].digest == run_all(setting, ["none"])[0].digest
