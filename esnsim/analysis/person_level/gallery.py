"""Portraits of the runs of an experiment, each made once and kept beside its runs."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path

import numpy as np

from esnsim.analysis.person_level.branches import Branches, branches_of
from esnsim.analysis.person_level.portrait import Portrait, portray
from esnsim.atomic_file import whole_file
from esnsim.ensemble.draws import drawn
from esnsim.experiments.execution.base_state import prepared
from esnsim.experiments.results.experiment import Experiment
from esnsim.experiments.store.keys import base_state_key, organisation_key, run_keys
from esnsim.organisation import Organisation
from esnsim.scenario import Scenario, resolve
from esnsim.simulation.simulate import Prepared

FOLDER = "portraits"
RUNS = 3
"""Runs of each programme that are looked at, if nothing else is said."""
NAMES = ("programme", "replicate")


@dataclass(frozen=True)
class Gallery:
    """Portraits of an experiment.

    Attributes:
        experiment: What was run.
        organisation: Who was there.
        branches: Its parts.
        portraits: By programme, one a run looked at, in order of replicates.
    """

    experiment: Experiment
    organisation: Organisation
    branches: Branches
    portraits: dict[str, tuple[Portrait, ...]]

    @cached_property
    def runs(self) -> int:
        """How many runs of each programme were looked at."""
        return min(map(len, self.portraits.values()))


def gallery_of(
    experiment: Experiment, folder: Path | None, runs: int = RUNS, told: Callable[[int, int], None] | None = None
) -> Gallery:
    """Portraits of the first runs of every programme; those that are missing are made, by simulating these runs again.

    Args:
        experiment: What was run.
        folder: Its output folder, in which portraits are kept; None keeps nothing.
        runs: How many runs of each programme are looked at, at most.
        told: Told after each portrait how many there are, and of how many.

    Raises:
        OrganisationError: If imported files cannot be understood.
    """
    scenario = experiment.scenario
    runs = min(runs, scenario.replicates)
    models = [_model(experiment, replicate) for replicate in range(runs)]
    first = _setting(models[0])
    settings = [first if each == models[0] else _setting(each) for each in models]
    branches = branches_of(first.organisation)
    grounds = [base_state_key(each, organisation_key(each, Path())) for each in models]
    found: dict[str, tuple[Portrait, ...]] = {}
    for place, programme in enumerate(experiment.programmes):
        row = []
        for replicate, (model, setting, ground) in enumerate(zip(models, settings, grounds, strict=True)):
            key = run_keys(ground, model, programme)
            kept = None if folder is None else folder / FOLDER / f"{key(replicate)}.npz"
            there = _read(kept, programme, replicate, branches)
            row.append(there or _make(kept, setting, programme, replicate, branches))
            if told is not None:
                told(place * runs + replicate + 1, runs * len(experiment.programmes))
        found[programme] = tuple(row)
    return Gallery(experiment, first.organisation, branches, found)


def _model(experiment: Experiment, replicate: int) -> Scenario:
    """The scenario a portrait is made with: a generated organisation is that of the first replicate in all of them.

    Units are told apart and put together over runs, so they have to be the same units.
    """
    if not experiment.draws:
        return experiment.scenario
    generated = experiment.scenario.organisation.generate is not None
    return resolve(drawn(experiment.scenario, experiment.draws[0 if generated else replicate]))


def _setting(model: Scenario) -> Prepared:
    made = prepared(model)
    return Prepared(model, made.organisation, made.start, made.report)


def _make(kept: Path | None, setting: Prepared, programme: str, replicate: int, branches: Branches) -> Portrait:
    """Simulate a run again, and keep what was seen."""
    made = portray(setting, programme, replicate, branches)
    if kept is not None:
        with whole_file(kept) as unfinished, unfinished.open("wb") as file:
            np.savez_compressed(file, **{each: getattr(made, each) for each in _columns()})
    return made


def _read(kept: Path | None, programme: str, replicate: int, branches: Branches) -> Portrait | None:
    """A portrait that was made before of the same branches, None if there is none that can be read."""
    if kept is None or not kept.is_file():
        return None
    try:
        with kept.open("rb") as file, np.load(file) as columns:
            found = Portrait(programme, replicate, **{each: columns[each] for each in _columns()})
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None
    return found if len(found.between) == len(branches.names) else None


def _columns() -> list[str]:
    return [each.name for each in fields(Portrait) if each.name not in NAMES]
