"""Many runs: every programme in every replicate, each computed once, compared with the same luck."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from esnsim.experiments.comparison import compare
    from esnsim.experiments.design.outcome import Outcome, read_outcome
    from esnsim.experiments.design.plan import Asked, Plan, load_plan, points_of
    from esnsim.experiments.design.points import Point
    from esnsim.experiments.design.stopping import Fixed, Until
    from esnsim.experiments.execution.base_state import BUILDING, SETTLING, prepared
    from esnsim.experiments.execution.executor import LIVING, Progress
    from esnsim.experiments.execution.runner import run_all
    from esnsim.experiments.results.experiment import Beginning, Computation, Experiment
    from esnsim.experiments.results.folder import STORE, write
    from esnsim.experiments.results.sweep_result import Sweep, read_sweep
    from esnsim.experiments.store.store import Store
    from esnsim.experiments.sweeping import sweep

__all__ = [
    "BUILDING",
    "LIVING",
    "SETTLING",
    "STORE",
    "Asked",
    "Beginning",
    "Computation",
    "Experiment",
    "Fixed",
    "Outcome",
    "Plan",
    "Point",
    "Progress",
    "Store",
    "Sweep",
    "Until",
    "compare",
    "load_plan",
    "points_of",
    "prepared",
    "read_outcome",
    "read_sweep",
    "run_all",
    "sweep",
    "write",
]

_HOMES = {
    "BUILDING": "preparation",
    "LIVING": "works",
    "SETTLING": "preparation",
    "STORE": "folder",
    "Asked": "plan",
    "Beginning": "experiment",
    "Computation": "experiment",
    "Experiment": "experiment",
    "Fixed": "replication",
    "Outcome": "outcome",
    "Plan": "plan",
    "Point": "points",
    "Progress": "works",
    "Store": "store",
    "Sweep": "reading",
    "Until": "replication",
    "compare": "comparison",
    "load_plan": "plan",
    "points_of": "plan",
    "prepared": "preparation",
    "read_outcome": "outcome",
    "read_sweep": "reading",
    "run_all": "runner",
    "sweep": "sweeping",
    "write": "folder",
}


def __getattr__(name: str) -> object:
    """Import public names when they are first used: a worker process needs few of them, and no pandas."""
    if name not in _HOMES:
        raise AttributeError(f"module 'esnsim.experiments' has no attribute '{name}'")
    value: object = getattr(import_module(f"esnsim.experiments.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
