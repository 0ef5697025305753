"""Runs simulated by the workers of a Dask cluster, any of which may be lost.

The scheduler and its workers are started by others and stay when all is done. They need the same versions of Python,
Dask and esnsim, and no disk that they share with this machine.
"""

from __future__ import annotations

import re
import socket
import warnings
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any, TypeAlias

from esnsim.errors import MissingExtraError, RunError
from esnsim.experiments.execution.process_pool import Event
from esnsim.experiments.execution.queue import Queue
from esnsim.experiments.execution.shared_inputs import SharedInputs

Client: TypeAlias = Any
"""`distributed.Client`, of an extra that has few types."""
ADDRESS = re.compile(r"(?:tcp|tls)://(.+):(\d+)")
CONNECTING_SECONDS = 8.0
"""Seconds to wait for an answer of the scheduler."""


@contextmanager
def on_cluster(address: str) -> Iterator[Cluster]:
    """The workers of a Dask scheduler, as long as they are needed.

    Args:
        address: Of the scheduler: ``tcp://host:port``.

    Raises:
        MissingExtraError: If Dask is not installed.
        RunError: If the scheduler cannot be reached, or belongs to another version.
    """
    client = _connected(address)
    try:
        yield Cluster(client, address)
    finally:
        with suppress(OSError):
            client.close(timeout=CONNECTING_SECONDS)


def _connected(address: str) -> Client:
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise MissingExtraError("simulating on a cluster", "cluster") from error
    known = ADDRESS.fullmatch(address)
    if known is None:
        raise RunError(f"workers is '{address}'; write a number, or a Dask scheduler as tcp://host:port")
    try:
        # Dask would go on asking a machine that is not there, and only say that it took too long.
        socket.create_connection((known[1].strip("[]"), int(known[2])), CONNECTING_SECONDS).close()
        with warnings.catch_warnings(action="ignore"):
            client: Client = distributed.Client(
                address, timeout=CONNECTING_SECONDS, set_as_default=False, name="esnsim"
            )
    except (OSError, OverflowError, ValueError) as error:
        raise RunError(
            f"no Dask scheduler answers at {address} ({error}); check host and port, that 'dask scheduler' runs there, "
            "and that no firewall is between"
        ) from error
    try:
        _check_versions(client, address)
    except RunError:
        client.close()
        raise
    return client


def _check_versions(client: Client, address: str) -> None:
    """See that the machines understand each other.

    Raises:
        RunError: If one has another Python or Dask.
    """
    found: dict[str, Any] = client.get_versions()
    ours = found["client"]["packages"]
    machines = {f"the scheduler at {address}": found["scheduler"]}
    machines |= {f"the worker at {worker}": said for worker, said in found["workers"].items()}
    for place, said in machines.items():
        for name in ("python", "distributed"):
            theirs = said["packages"][name]
            if theirs != ours[name]:
                raise RunError(f"{place} has {name} {theirs}, this machine has {ours[name]}; install the same versions")


class Cluster:
    """Workers of a Dask scheduler."""

    def __init__(self, client: Client, address: str) -> None:
        """Those whom this client knows."""
        self.client = client
        self.address = address

    def work(self, queue: Queue, inputs: SharedInputs) -> Generator[Event, None, None]:
        """Simulate what is in a queue.

        Raises:
            RunError: If the scheduler is lost, there are no workers, or they cannot do it.
        """
        from esnsim.experiments.execution.cluster_job import ClusterJob  # noqa: PLC0415 - an extra

        job = ClusterJob(self.client, self.address, queue, inputs)
        try:
            yield from job.event()
        finally:
            job.call_off()
