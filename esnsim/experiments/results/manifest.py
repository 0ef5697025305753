"""The manifest: how results came about, so that anybody can repeat them."""

from __future__ import annotations

import json
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath
from typing import Any

from esnsim.compilation import rules_digest
from esnsim.ensemble.draws import digest_of_models
from esnsim.experiments.results.experiment import Experiment
from esnsim.organisation.importing.findings import ImportReport
from esnsim.scenario import Scenario, digest
from esnsim.scenario.model import ModelsFile
from esnsim.simulation.simulate import replicate_key

MANIFEST = "manifest.json"
"""What an output folder calls it."""
LIBRARIES = ("esnsim", "mesa", "numba", "numpy", "pandas", "pydantic", "scipy")


def manifest(experiment: Experiment, command: str = "") -> str:
    """How an experiment came about, as JSON: versions, digests, keys, times and constants solved for.

    Args:
        experiment: What was run.
        command: The command that asked for it, if it was one.
    """
    return _json(_content(experiment, command))


def reported(experiment: Experiment, folder: Path | None, command: str = "") -> str:
    """How an experiment that is reported on came about: as its folder has it, with the report's own command and times.

    Args:
        experiment: What was run, as it was read again.
        folder: Its output folder; None if it has none.
        command: The command that asked for the report.
    """
    own = {"command": command, **_times(experiment)}
    kept = None if folder is None else _kept(folder / MANIFEST, digest(experiment.scenario))
    return _json({**_content(experiment, command), "report": own} if kept is None else {**kept, "report": own})


def _kept(file: Path, scenario: str) -> dict[str, Any] | None:
    """The manifest in a file, None if there is none of this scenario."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) and content.get("scenario_digest") == scenario else None


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _content(experiment: Experiment, command: str) -> dict[str, Any]:
    """The manifest as plain values."""
    return {
        "command": command,
        "versions": installed(),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "rules_digest": rules_digest(),
        "scenario_digest": digest(experiment.scenario),
        "organisation_digest": experiment.beginning.organisation,
        **_run_ends(experiment),
        **_drawn(experiment),
        "start": _start(experiment),
        **imported(experiment.about.imported),
        **_times(experiment),
    }


def installed() -> dict[str, str | None]:
    """Versions of the libraries that results may depend on; None for one that was not installed as a package."""
    return {name: _version(name) for name in LIBRARIES}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _run_ends(experiment: Experiment) -> dict[str, Any]:
    """Seeds of the runs and digests of their ends."""
    scenario = experiment.scenario
    keys = [replicate_key(scenario.seed, replicate) for replicate in range(scenario.replicates)]
    return {
        "seed": scenario.seed,
        "replicates": scenario.replicates,
        "life_keys": [f"{key.high:08x}{key.low:08x}" for key in keys],
        "baseline": scenario.baseline,
        "run_digests": {name: [run.digest for run in experiment.runs_of(name)] for name in experiment.programmes},
    }


def _drawn(experiment: Experiment) -> dict[str, Any]:
    """Which plausible model and which organisation each replicate was simulated with; nothing with one model."""
    if not experiment.draws:
        return {}
    draws = [{"member": each.member, "organisation": each.organisation} for each in experiment.draws]
    return {**ensemble_of(experiment.scenario), "draws": draws}


def ensemble_of(scenario: Scenario) -> dict[str, str]:
    """Which plausible models replicates draw from; the file's name where they are one's own."""
    own = scenario.uncertainty
    named = {"ensemble_file": PurePath(own.members).name} if isinstance(own, ModelsFile) else {}
    return {"ensemble_digest": digest_of_models(scenario), **named}


def _start(experiment: Experiment) -> dict[str, Any]:
    """Where the runs began."""
    beginning = experiment.beginning
    solved = {
        "platform_fit": beginning.platform_fit,
        "writing_offset": beginning.writing_offset,
        "reacting_offset": beginning.reacting_offset,
        "account_access": beginning.account_access,
    }
    return {"people": beginning.people, "reached": beginning.reached._asdict(), "constants": solved}


def imported(report: ImportReport | None) -> dict[str, Any]:
    """What was made of imported files; nothing for a generated organisation."""
    return {} if report is None else {"imported": report.content()}


def _times(experiment: Experiment) -> dict[str, Any]:
    """When, how long, and how much of it was there already."""
    computation = experiment.computation
    return {
        "started": computation.started.isoformat(timespec="seconds"),
        "finished": computation.finished.isoformat(timespec="seconds"),
        "wall_seconds": round(computation.wall_seconds, 3),
        "kernel_seconds": round(sum(run.kernel_seconds for run in experiment.runs), 3),
        "workers": computation.workers,
        "reused_runs": computation.reused,
    }
