"""esnsim: how an enterprise social network is adopted inside an organisation.

A *scenario* is resolved into an *organisation* (people and ties) and *programmes* (interventions); a *simulation*
lets everybody live workday by workday through the *rules* of behaviour, pulled by the programme's *levers* and decided
by addressed *chance*; it yields a *run*; runs of several programmes and lives make an *experiment*; *reports* read
runs.

::

    import esnsim

    scenario = esnsim.load("scenarios/launch.yaml")
    experiment = esnsim.compare(scenario, replicates=10)
    experiment.compare("reader")

Five laws hold the design together, each with tests:

1. A person reads yesterday's feed and today's levers, and writes only their own row.
2. Every random number has one address (key, person, day, draw, nth) and decides one thing.
3. Rules know no arrays, levers know no rules, runs know no pictures.
4. Whatever a scenario leaves out is filled in before the simulation starts, and can be printed.
5. A name means one thing in the scenario file, the code, the results and the report.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from esnsim.agents import Ambassador, CommunityManager, Employee, EsnModel, Leader
    from esnsim.experiments import Experiment, Sweep, compare, load_plan, points_of, read_sweep, sweep
    from esnsim.organisation import Organisation, describe, generate
    from esnsim.scenario import Scenario, load
    from esnsim.simulation.run import Run
    from esnsim.simulation.simulate import Prepared, prepare, simulate

__version__ = "0.1.0"

__all__ = [
    "Ambassador",
    "CommunityManager",
    "Employee",
    "EsnModel",
    "Experiment",
    "Leader",
    "Organisation",
    "Prepared",
    "Run",
    "Scenario",
    "Sweep",
    "compare",
    "describe",
    "generate",
    "load",
    "load_plan",
    "points_of",
    "prepare",
    "read_sweep",
    "simulate",
    "sweep",
]

_HOMES = {
    "Ambassador": "esnsim.agents",
    "CommunityManager": "esnsim.agents",
    "Employee": "esnsim.agents",
    "EsnModel": "esnsim.agents",
    "Leader": "esnsim.agents",
    "Experiment": "esnsim.experiments",
    "Sweep": "esnsim.experiments",
    "compare": "esnsim.experiments",
    "load_plan": "esnsim.experiments",
    "points_of": "esnsim.experiments",
    "read_sweep": "esnsim.experiments",
    "sweep": "esnsim.experiments",
    "Organisation": "esnsim.organisation",
    "describe": "esnsim.organisation",
    "generate": "esnsim.organisation",
    "Scenario": "esnsim.scenario",
    "load": "esnsim.scenario",
    "Run": "esnsim.simulation.run",
    "Prepared": "esnsim.simulation.simulate",
    "prepare": "esnsim.simulation.simulate",
    "simulate": "esnsim.simulation.simulate",
}


def __getattr__(name: str) -> object:
    """Import public names when they are first used, so that ``esnsim --help`` answers fast."""
    if name not in _HOMES:
        raise AttributeError(f"module 'esnsim' has no attribute '{name}'")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Every public name."""
    return sorted(__all__)
