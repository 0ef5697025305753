"""Many runs: every programme in every replicate, each computed once, compared with the same luck."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from esnsim.experiments.compare import compare
    from esnsim.experiments.experiment import Beginning, Computation, Experiment
    from esnsim.experiments.folder import STORE, write
    from esnsim.experiments.preparation import BUILDING, SETTLING, prepared
    from esnsim.experiments.runner import LIVING, Progress, run_all
    from esnsim.experiments.store import Store

__all__ = [
    "BUILDING",
    "LIVING",
    "SETTLING",
    "STORE",
    "Beginning",
    "Computation",
    "Experiment",
    "Progress",
    "Store",
    "compare",
    "prepared",
    "run_all",
    "write",
]

_HOMES = {
    "BUILDING": "preparation",
    "LIVING": "runner",
    "SETTLING": "preparation",
    "STORE": "folder",
    "Beginning": "experiment",
    "Computation": "experiment",
    "Experiment": "experiment",
    "Progress": "runner",
    "Store": "store",
    "compare": "compare",
    "prepared": "preparation",
    "run_all": "runner",
    "write": "folder",
}


def __getattr__(name: str) -> object:
    """Import public names when they are first used: a worker process needs few of them, and no pandas."""
    if name not in _HOMES:
        raise AttributeError(f"module 'esnsim.experiments' has no attribute '{name}'")
    value: object = getattr(import_module(f"esnsim.experiments.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
