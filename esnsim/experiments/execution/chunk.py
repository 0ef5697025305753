"""Several lives in a row for a machine that knows nothing yet: what is sent to a cluster, and what comes back.

A chunk carries all that is needed to live it, because nobody knows which worker will, and the one that did the chunk
before may be gone. A worker that knows a ground already makes it only once.
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
"""Sweeps of which a worker keeps the grounds in memory: clusters are shared."""


class Chunk(NamedTuple):
    """Lives that start from the same ground.

    Attributes:
        sweep: Tells apart what different commands call by the same numbers.
        versions: What is to compute them, as `packing.versions` tells it.
        ground: What they start from.
        questions: All that the tasks name.
        tasks: What is to be done, in this order.
    """

    sweep: str
    versions: str
    ground: BaseState
    questions: tuple[SharedScenario, ...]
    tasks: tuple[Task, ...]


class ChunkResult(NamedTuple):
    """What came of a chunk.

    Attributes:
        outcomes: One for each task, in their order.
        seconds: What the median of the lives took; the first may have compiled the rules.
    """

    outcomes: tuple[Outcome, ...]
    seconds: float


_here = threading.local()


def simulate_chunk(written: bytes, carried: bytes | None = None) -> ChunkResult:
    """Live a chunk in a thread of a worker.

    Args:
        written: The chunk, from `write`.
        carried: Its ground, from `carry`; None if the worker is to make it.

    Raises:
        RunError: If something else would compute the lives here than where they were asked for.
    """
    chunk: Chunk = pickle.loads(zlib.decompress(written))  # noqa: S301 - a Dask worker is sent code in the same way
    if versions() != chunk.versions:
        raise RunError(
            f"the worker on {platform.node()} has {versions()}, where the command was given there is "
            f"{chunk.versions}; install the same versions"
        )
    workshop = _workshop(chunk.sweep)
    made_already = workshop.has_made(chunk.ground.number)
    workshop.learn(chunk.ground, unpack_base_state(carried) if carried is not None and not made_already else None)
    for question in chunk.questions:
        workshop.learn(question)
    lived = [_timed(workshop, task) for task in chunk.tasks]
    return ChunkResult(tuple(outcome for outcome, _ in lived), median(seconds for _, seconds in lived))


def write(chunk: Chunk) -> bytes:
    """A chunk as one piece, into which a scheduler does not look."""
    return zlib.compress(pickle.dumps(chunk), QUICK)


def carry(setting: Prepared) -> bytes:
    """A made ground as one piece, for a machine that cannot read the files it was made from."""
    with TemporaryDirectory(prefix="esnsim-") as folder:
        place = Path(folder) / "ground"
        save_setting(setting, place)
        return pickle.dumps({file.name: file.read_bytes() for file in place.iterdir()})


def unpack_base_state(carried: bytes) -> Prepared:
    """The ground that was carried here.

    Raises:
        RunError: If it is not whole.
    """
    files: dict[str, bytes] = pickle.loads(carried)  # noqa: S301 - a Dask worker is sent code in the same way
    with TemporaryDirectory(prefix="esnsim-") as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        return load_setting(Path(folder))


def _workshop(sweep: str) -> Worker:
    """The workshop of this thread for a sweep."""
    if not hasattr(_here, "workshops"):
        _here.workshops = OrderedDict()
    known: OrderedDict[str, Worker] = _here.workshops
    workshop = known.setdefault(sweep, Worker())
    known.move_to_end(sweep)
    if len(known) > KEPT_SWEEPS:
        known.popitem(last=False)
    return workshop


def _timed(workshop: Worker, task: Task) -> tuple[Outcome, float]:
    begun = perf_counter()
    outcome = workshop.live(task)
    return outcome, perf_counter() - begun
