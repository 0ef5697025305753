"""Several runs in a row for a machine that knows nothing yet: what is sent to a cluster, and what comes back.

A chunk carries all that it takes to simulate it, because nobody knows which worker will, and the one that did that
before may be gone. A worker that knows a base state already makes it only once.
"""

from __future__ import annotations

import pickle
import platform
import threading
import zlib
from collections import OrderedDict
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from esnsim.errors import RunError
from esnsim.experiments.execution.base_state import load_setting, save_setting
from esnsim.experiments.execution.worker import BaseState, Outcome, SharedScenario, Task, Worker
from esnsim.experiments.store.codec import QUICK, versions
from esnsim.simulation.simulate import Prepared

KEPT_SWEEPS = 2
"""Sweeps of which a worker keeps the base states in memory: clusters are shared."""


class Chunk(NamedTuple):
    """Runs that start from the same base state.

    Attributes:
        sweep: Tells apart what different commands call by the same numbers.
        versions: What is to compute them, as `packing.versions` tells it.
        base_state: What they start from.
        questions: All that the tasks name.
        tasks: What is to be done, in this order.
    """

    sweep: str
    versions: str
    base_state: BaseState
    questions: tuple[SharedScenario, ...]
    tasks: tuple[Task, ...]


class ChunkResult(NamedTuple):
    """What came of a chunk.

    Attributes:
        outcomes: One for each task, in their order.
        seconds: What the median of the runs took; the first may have compiled the rules.
    """

    outcomes: tuple[Outcome, ...]
    seconds: float


_here = threading.local()


def simulate_chunk(written: bytes, carried: bytes | None = None) -> ChunkResult:
    """Simulate a chunk in a thread of a worker.

    Args:
        written: The chunk, from `pack_chunk`.
        carried: Its base state, from `carry`; None if the worker is to make it.

    Raises:
        RunError: If something else would compute the runs here than where they were asked for.
    """
    chunk: Chunk = pickle.loads(zlib.decompress(written))  # noqa: S301 - a Dask worker is sent code in the same way
    if versions() != chunk.versions:
        raise RunError(
            f"the worker on {platform.node()} has {versions()}, where the command was given there is "
            f"{chunk.versions}; install the same versions"
        )
    worker = _worker(chunk.sweep)
    made_already = worker.has_made(chunk.base_state.number)
    worker.learn(chunk.base_state, unpack_base_state(carried) if carried is not None and not made_already else None)
    for question in chunk.questions:
        worker.learn(question)
    done = [_timed(worker, task) for task in chunk.tasks]
    return ChunkResult(tuple(outcome for outcome, _ in done), median(seconds for _, seconds in done))


def pack_chunk(chunk: Chunk) -> bytes:
    """A chunk as one piece, into which a scheduler does not look."""
    return zlib.compress(pickle.dumps(chunk), QUICK)


def carry(setting: Prepared) -> bytes:
    """A made base state as one piece, for a machine that cannot read the files it was made from."""
    with TemporaryDirectory(prefix="esnsim-") as folder:
        place = Path(folder) / "ground"
        save_setting(setting, place)
        return pickle.dumps({file.name: file.read_bytes() for file in place.iterdir()})


def unpack_base_state(carried: bytes) -> Prepared:
    """The base state that was carried here.

    Raises:
        RunError: If it is not whole.
    """
    files: dict[str, bytes] = pickle.loads(carried)  # noqa: S301 - a Dask worker is sent code in the same way
    with TemporaryDirectory(prefix="esnsim-") as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        return load_setting(Path(folder))


def _worker(sweep: str) -> Worker:
    """The worker of this thread for a sweep."""
    if not hasattr(_here, "workshops"):
        _here.workshops = OrderedDict()
    known: OrderedDict[str, Worker] = _here.workshops
    worker = known.setdefault(sweep, Worker())
    known.move_to_end(sweep)
    if len(known) > KEPT_SWEEPS:
        known.popitem(last=False)
    return worker


def _timed(worker: Worker, task: Task) -> tuple[Outcome, float]:
    begun = perf_counter()
    outcome = worker.simulate(task)
    return outcome, perf_counter() - begun
