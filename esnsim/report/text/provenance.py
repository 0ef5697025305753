"""Where a result comes from, in one line."""

from __future__ import annotations

from esnsim.experiments import Experiment
from esnsim.experiments.design.labels import counted
from esnsim.experiments.results.manifest import installed


def origin(experiment: Experiment) -> str:
    """Name, people, replicates, seed and version."""
    scenario = experiment.scenario
    version = installed()["esnsim"]
    parts = [
        scenario.name,
        f"{experiment.beginning.people:,} people",
        f"{counted(scenario.replicates, 'replicate')} of each programme",
        f"seed {scenario.seed}",
        f"esnsim {version}" if version else "esnsim",
    ]
    return " · ".join(parts)
