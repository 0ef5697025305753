"""Ledgers that are written by hand, and runs that nobody simulated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from esnsim.experiments.store.codec import Packed
from esnsim.experiments.store.requests import RequestTable, RunRequest, SweepRecord
from esnsim.experiments.store.store import IN_MEMORY, Store


@contextmanager
def requests(runs: Iterable[RunRequest] = (), path: Path = IN_MEMORY) -> Iterator[tuple[RequestTable, int]]:
    """A ledger that asks for these runs, and the number of the sweep."""
    with Store(path) as store:
        made = RequestTable(store)
        sweep = made.enter(SweepRecord("identity", "small"), [], {})
        made.ask(sweep, runs)
        yield made, sweep


def asked(base_state: int, replicate: int, point: int = 0, programme: str = "none", key: str = "") -> RunRequest:
    """A run with a key of its own, unless another is given."""
    return RunRequest(base_state, replicate, point, programme, key or f"{base_state} {replicate} {point} {programme}")


def grid(base_states: int, replicates: int, points: int = 1) -> list[RunRequest]:
    """Runs of points that lie on grounds in turn."""
    return [
        asked(base_state, replicate, base_state * points + point)
        for base_state in range(base_states)
        for replicate in range(replicates)
        for point in range(points)
    ]


def made_up(key: str) -> Packed:
    """A run as it is kept, with nothing in it."""
    return Packed(key, 2, b"", b"", f"digest of {key}", 0.0)
