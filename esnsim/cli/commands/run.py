"""The command that runs a scenario: simulate, compare, print, and keep everything in a folder."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from esnsim.cli.known_programmes import check_programmes
from esnsim.cli.models import uncertainty_of
from esnsim.cli.options import (
    Brief,
    Changes,
    Csv,
    Fixed,
    Json,
    Models,
    Out,
    Parquet,
    Programmes,
    Quiet,
    Replicates,
    ScenarioFile,
    Seed,
    Weeks,
    Workers,
)
from esnsim.cli.output.interruption import kept_when_interrupted
from esnsim.cli.output.out_folder import SCENARIO, check_folder, default_folder
from esnsim.cli.output.printing import console, say
from esnsim.cli.output.progress import watcher
from esnsim.cli.workers import workers_for
from esnsim.errors import MissingExtraError

if TYPE_CHECKING:
    from rich.console import Console

    from esnsim.experiments import Experiment
    from esnsim.scenario import Scenario


def run(
    scenario: ScenarioFile,
    programmes: Programmes = [],  # noqa: B006 - typer copies it
    replicates: Replicates = None,
    weeks: Weeks = None,
    seed: Seed = None,
    changes: Changes = [],  # noqa: B006
    fixed: Fixed = False,
    members: Models = None,
    out: Out = None,
    workers: Workers = None,
    parquet: Parquet = False,
    csv: Csv = None,
    brief: Brief = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Run a scenario: simulate every programme many times and compare it with the baseline.

    Prints what to decide by first: what each programme changes, with its interval, what it takes, and how sure that is.
    Then follow, unless it is to be brief, how many people there are on each level of use at the start, after every
    quarter and at the end, and what was done. Tables, figures and everything needed to repeat the run are
    kept in a folder. A run that was interrupted is continued by the same command.
    """
    from esnsim.scenario import load

    given: dict[str, object] = {
        name: value
        for name, value in (("replicates", replicates), ("weeks", weeks), ("seed", seed))
        if value is not None
    }
    if chosen := uncertainty_of(members, fixed=fixed):
        given["uncertainty"] = chosen
    asked = load(scenario, [*changes, *(f"{name}={value}" for name, value in given.items())])
    check_programmes(programmes, tuple(asked.programmes))
    _check_parquet(parquet)
    narrowed = {*programmes, *changes, *(f"{name}{value}" for name, value in given.items())}
    folder = out or default_folder(scenario, narrowed)
    check_folder(folder)
    before = _kept_scenario(folder)
    experiment, files = _simulated(asked, programmes, workers, folder, quiet=quiet, parquet=parquet)
    _write_for_spreadsheets(folder, wanted=csv is not None)
    told = _replaced(before, folder)
    if as_json:
        _print_document(experiment, folder, files, told)
    else:
        _print_answer(experiment, folder, files, told, brief=brief)


def _simulated(
    scenario: Scenario, programmes: list[str], workers: int | None, folder: Path, *, quiet: bool, parquet: bool
) -> tuple[Experiment, list[Path]]:
    """The experiment, and the files it is kept in."""
    with kept_when_interrupted(folder):
        experiment = _experiment(scenario, programmes, workers, folder, quiet=quiet)
        return experiment, _keep(experiment, folder, parquet=parquet)


def _write_for_spreadsheets(folder: Path, *, wanted: bool) -> None:
    """Write tables with decimal commas too; where there are some already, they never stay behind the others."""
    from esnsim.experiments.results.spreadsheet import FOLDER, write_for_spreadsheets

    if wanted or (folder / FOLDER).is_dir():
        write_for_spreadsheets(folder)


def _kept_scenario(folder: Path) -> str:
    """The scenario whose results are in a folder, nothing if there are none."""
    kept = folder / SCENARIO
    return kept.read_text(encoding="utf-8") if kept.is_file() else ""


def _replaced(before: str, folder: Path) -> list[str]:
    """What is said if results of another question were there."""
    if before in ("", _kept_scenario(folder)):
        return []
    return [f"{folder} held the results of another question; its tables and figures have been replaced, its runs kept"]


def _check_parquet(wanted: bool) -> None:
    """Refuse before anything is computed what could not be written afterwards.

    Raises:
        MissingExtraError: If Parquet is wanted and cannot be written.
    """
    from importlib.util import find_spec

    if wanted and find_spec("pyarrow") is None:
        raise MissingExtraError("writing Parquet files", "parquet")


def _experiment(
    scenario: Scenario, programmes: list[str], workers: int | None, folder: Path, *, quiet: bool
) -> Experiment:
    from esnsim.experiments import compare

    chosen = {*programmes, scenario.baseline} if programmes else set(scenario.programmes)
    runs = scenario.replicates * len(chosen)
    processes = workers or workers_for(scenario, runs)
    with watcher(quiet=quiet) as told:
        return compare(scenario, chosen, workers=processes, out=folder, progress=told)


def _keep(experiment: Experiment, folder: Path, *, parquet: bool) -> list[Path]:
    """Draw the figures into the folder, and note the command there; all files that a person may open."""
    from esnsim.atomic_file import write_text
    from esnsim.experiments import write
    from esnsim.experiments.results.manifest import manifest
    from esnsim.experiments.store.place import STORE
    from esnsim.report import write_figures

    command = shlex.join(["esnsim", *sys.argv[1:]])
    if parquet:
        write(experiment, folder, command, parquet=True)
    else:
        write_text(folder / "manifest.json", manifest(experiment, command))
    write_figures(experiment, folder)
    return sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith((STORE, ".")))


def _print_document(experiment: Experiment, folder: Path, files: list[Path], told: list[str]) -> None:
    import json

    from esnsim.report.document.answer import answer_document

    content = answer_document(experiment) | {"folder": str(folder), "files": [file.name for file in files]}
    content["notes"] += told
    say(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False))


def _print_answer(experiment: Experiment, folder: Path, files: list[Path], told: list[str], *, brief: bool) -> None:
    """The answer, then, unless it is to be brief, the tables behind it, and what has to be known beside them."""
    from esnsim.cli.output.tables import print_imported, print_ladder, print_misfit, print_programmes
    from esnsim.report.text.notes import notes

    page = console()
    _print_differences(experiment, page, brief=brief)
    if not brief:
        print_ladder(experiment, page)
        print_programmes(experiment, page)
    print_misfit(experiment, page)
    print_imported(experiment.about.imported, page)
    for sentence in (*notes(experiment), *told):
        page.print(f"\nNote: {sentence}.", style="yellow")
    page.print(f"\nResults are in {folder}: {', '.join(file.name for file in files)}.")


def _print_differences(experiment: Experiment, page: Console, *, brief: bool) -> None:
    """What programmes change; nothing where there is one alone."""
    from rich.padding import Padding

    from esnsim.cli.output.decision import print_decision
    from esnsim.report.text.answers import answers, best_sentence
    from esnsim.report.text.caveat import caveat

    if not experiment.others:
        return
    print_decision(experiment, page)
    baseline, week = experiment.scenario.baseline, experiment.last_week
    for programme, sentences in [] if brief else answers(experiment):
        title = f"With '{programme}' rather than '{baseline}', by week {week}, in points of headcount:"
        page.print(f"\n{title}", style="bold")
        for sentence in sentences:
            page.print(Padding(f"{sentence}.", (0, 0, 0, 2), expand=False))
    if best := best_sentence(experiment):
        page.print(f"\n{best}.", style="bold")
    _print_knowing(experiment, page)
    page.print(f"\n{caveat(experiment)}")


def _print_knowing(experiment: Experiment, page: Console) -> None:
    """When it would be known which programme is under way; nothing where there is none to hold it against."""
    from rich.padding import Padding

    from esnsim.report.text.deciding.trip_wires import HEAD, MEANS, knowing_sentences

    told = knowing_sentences(experiment)
    if told:
        page.print(f"\n{HEAD}", style="bold")
    for sentence in told:
        page.print(Padding(f"{sentence}.", (0, 0, 0, 2), expand=False))
    if any("Trip wire" in sentence for sentence in told):
        page.print(MEANS)
