"""Comparing the programmes of a scenario, in one call."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from esnsim.experiments.execution.executor import Watcher
from esnsim.experiments.execution.runner import RunResults, run_all_with_shared
from esnsim.experiments.results.about import about
from esnsim.experiments.results.experiment import Beginning, Computation, Experiment
from esnsim.experiments.results.folder import require_parquet, write
from esnsim.experiments.store.place import STORE
from esnsim.organisation import organisation_digest
from esnsim.scenario import Scenario, resolve
from esnsim.simulation.simulate import Prepared


def compare(
    scenario: Scenario | Prepared,
    programmes: Iterable[str] | None = None,
    replicates: int | None = None,
    workers: int | str = 1,
    out: Path | str | None = None,
    progress: Watcher | None = None,
    command: str = "",
    *,
    parquet: bool = False,
) -> Experiment:
    """Simulate every programme many times, each replicate with the same random numbers in all of them.

    Args:
        scenario: What is asked; or a setting, where the organisation and start are there already.
        programmes: Names of programmes, None for all; the baseline is always one of them.
        replicates: Runs of each programme, None for as many as the scenario says.
        workers: Number of processes, >= 1, or address of a Dask scheduler; results do not depend on it.
        out: Folder for results and for the store of finished runs, from which the same call continues after an
            interruption; None keeps nothing.
        progress: Told what is being done, and after every run.
        command: The command that asked for it, for the manifest.
        parquet: Whether to write Parquet files too.

    Raises:
        ScenarioError: If there is no such programme.
        OrganisationError: If imported files cannot be understood.
        RunError: If runs failed, or the folder holds a store that cannot be used, or cannot be written.
        MissingExtraError: If Parquet is asked for and pyarrow is not there; nothing is computed then.
    """
    if parquet:
        require_parquet()
    started, begun = datetime.now(UTC), time.perf_counter()
    asked = _as_run(scenario.scenario if isinstance(scenario, Prepared) else scenario, programmes, replicates)
    question = replace(scenario, scenario=asked) if isinstance(scenario, Prepared) else asked
    folder = None if out is None else Path(out)
    results = run_all_with_shared(
        question, workers=workers, store=folder and folder / STORE, progress=progress, command=command
    )
    computation = Computation(started, datetime.now(UTC), time.perf_counter() - begun, workers, results.reused)
    experiment = _experiment(asked, results, computation)
    if folder is not None:
        write(experiment, folder, command, parquet=parquet)
    return experiment


def read_experiment(
    scenario: Scenario, store: Path, workers: int | str = 1, progress: Watcher | None = None
) -> Experiment:
    """An experiment that was run before, from the store of its runs; runs that are missing are simulated.

    Args:
        scenario: What was asked, as the output folder has it.
        store: File of finished runs.
        workers: Number of processes, or address of a Dask scheduler.
        progress: Told what is being done.

    Raises:
        RunError: If the store cannot be used.
    """
    started, begun = datetime.now(UTC), time.perf_counter()
    asked = resolve(scenario)
    results = run_all_with_shared(asked, workers=workers, store=store, progress=progress)
    computation = Computation(started, datetime.now(UTC), time.perf_counter() - begun, workers, results.reused)
    return _experiment(asked, results, computation)


def _experiment(asked: Scenario, results: RunResults, computation: Computation) -> Experiment:
    """The runs with what they share."""
    beginning, said = beginning_of(results.setting), about(results.setting, asked)
    return Experiment(asked, beginning, tuple(results.runs), computation, said, results.draws)


def _as_run(scenario: Scenario, programmes: Iterable[str] | None, replicates: int | None) -> Scenario:
    """The scenario with the programmes and replicates that are to be run and nothing else."""
    names = set(scenario.programmes if programmes is None else programmes)
    for name in sorted(names):
        scenario.programme(name)
    names.add(scenario.baseline)
    kept = {name: interventions for name, interventions in scenario.programmes.items() if name in names}
    count = scenario.replicates if replicates is None else replicates
    return resolve(scenario.doing(kept).model_copy(update={"replicates": count}))


def beginning_of(setting: Prepared) -> Beginning:
    """Where all runs of a setting begin."""
    start, organisation = setting.start, setting.organisation
    parameters = start.parameters
    return Beginning(
        organisation.people,
        organisation_digest(organisation),
        start.reached,
        parameters.platform_fit,
        parameters.writing_offset,
        parameters.reacting_offset,
        parameters.account_access,
    )
