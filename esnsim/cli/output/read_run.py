"""What 'esnsim run' left in a folder, read again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from esnsim.cli.output.absent import no_run
from esnsim.cli.output.out_folder import SCENARIO
from esnsim.cli.output.progress import watcher
from esnsim.cli.workers import workers_for

if TYPE_CHECKING:
    from esnsim.analysis.person_level import Gallery
    from esnsim.experiments import Experiment


def is_run(folder: Path) -> bool:
    """Whether 'esnsim run' filled it."""
    return (folder / SCENARIO).is_file()


def stored_experiment(folder: Path, workers: int | None = None, *, quiet: bool) -> Experiment:
    """The experiment in an output folder; runs that are missing are simulated.

    Raises:
        RunError: If there is none.
    """
    from esnsim.experiments import STORE
    from esnsim.experiments.comparison import read_experiment
    from esnsim.scenario import load

    if not is_run(folder):
        raise no_run(folder)
    scenario = load(folder / SCENARIO)
    processes = workers or workers_for(scenario, scenario.replicates * len(scenario.programmes))
    with watcher(quiet=quiet) as told:
        return read_experiment(scenario, folder / STORE, processes, told)


def stored_gallery(experiment: Experiment, folder: Path, runs: int, *, quiet: bool) -> Gallery:
    """Portraits of its runs; those that are missing are made."""
    from esnsim.analysis.person_level import gallery_of

    with watcher(quiet=quiet) as told:
        return gallery_of(experiment, folder, runs, _looking(told))


def _looking(told: Callable[..., None]) -> Callable[[int, int], None]:
    """Tells how many runs have been looked at."""
    from esnsim.experiments.execution.executor import RunProgress

    return lambda done, total: told(RunProgress("looking at everybody in", done, total, 0))
