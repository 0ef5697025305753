"""Many runs: every programme in every replicate, each computed once, compared with the same luck."""

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
