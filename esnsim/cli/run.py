"""The command that runs a scenario: live, compare, print, and keep everything in a folder."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.options import Changes, ScenarioFile
from esnsim.cli.printing import complain, console, say
from esnsim.cli.progress import watcher
from esnsim.errors import MissingExtraError, Mistake, ScenarioError

if TYPE_CHECKING:
    from esnsim.experiments import Experiment
    from esnsim.scenario import Scenario

MOST_WORKERS = 8
"""More processes than this are started only when asked for: each takes memory for the whole organisation."""
INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it."""


def run(
    scenario: ScenarioFile,
    programmes: Annotated[
        list[str],
        typer.Option(
            "--programme",
            metavar="NAME",
            help="Run only this programme and the baseline; may be repeated.",
            show_default="all",
        ),
    ] = [],  # noqa: B006 - typer copies it
    replicates: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            max=10_000,
            help="Lives of each programme; more give narrower intervals.",
            show_default="as the scenario says",
        ),
    ] = None,
    weeks: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, max=1040, help="How long to look at it, weeks.", show_default="as the scenario says"
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=0, max=2**32 - 1, help="Where all luck comes from.", show_default="as the scenario says"
        ),
    ] = None,
    changes: Changes = [],  # noqa: B006
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Where results go; the same command continues there.", show_default="runs/SCENARIO"
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            max=1024,
            help="Processes; results do not depend on it.",
            show_default="one a core, at most 8",
        ),
    ] = None,
    parquet: Annotated[bool, typer.Option("--parquet", help="Write the tables as Parquet too.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Do not tell how far it is.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document instead of tables.")] = False,
) -> None:
    """Run a scenario: live every programme many times and compare it with the baseline.

    Prints how many people stand on each rung of the ladder at the start, after every quarter and at the end, and what
    each programme changes, with its interval. Tables, figures and everything needed to repeat the run are kept in a
    folder. A run that was interrupted is continued by the same command.
    """
    from esnsim.scenario import load

    given = {"replicates": replicates, "weeks": weeks, "seed": seed}
    overrides = [*changes, *(f"{name}={value}" for name, value in given.items() if value is not None)]
    asked = load(scenario, overrides)
    _check_programmes(asked, programmes)
    _check_parquet(parquet)
    folder = out or Path("runs") / scenario.stem
    try:
        experiment = _experiment(asked, programmes, workers, folder, quiet=quiet)
        files = _keep(experiment, folder, parquet=parquet)
    except KeyboardInterrupt:
        complain(f"Interrupted. What is finished is kept in {folder}; the same command continues from there.")
        raise typer.Exit(INTERRUPTED) from None
    if as_json:
        _print_document(experiment, folder, files)
    else:
        _print_answer(experiment, folder, files)


def _check_programmes(scenario: Scenario, names: list[str]) -> None:
    """Refuse names of programmes that are not there.

    Raises:
        ScenarioError: With every such name.
    """
    from esnsim.interventions.forms import suggestion

    known = tuple(scenario.programmes)
    wrong = [
        Mistake(f"--programme {name}", f"is not in the scenario; {suggestion(name, known, 'programmes')}")
        for name in names
        if name not in known
    ]
    if wrong:
        raise ScenarioError(wrong)


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
    lives = scenario.replicates * len(chosen)
    processes = workers or min(os.cpu_count() or 1, lives, MOST_WORKERS)
    with watcher(quiet=quiet) as told:
        return compare(scenario, chosen, workers=processes, out=folder, progress=told)


def _keep(experiment: Experiment, folder: Path, *, parquet: bool) -> list[Path]:
    """Draw the figures into the folder, and note the command there; all files that a person may open."""
    from esnsim.experiments import STORE, write
    from esnsim.experiments.manifest import manifest
    from esnsim.experiments.whole import write_text
    from esnsim.report import write_figures

    command = shlex.join(["esnsim", *sys.argv[1:]])
    if parquet:
        write(experiment, folder, command, parquet=True)
    else:
        write_text(folder / "manifest.json", manifest(experiment, command))
    write_figures(experiment, folder)
    return sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith((STORE, ".")))


def _print_document(experiment: Experiment, folder: Path, files: list[Path]) -> None:
    import json

    from esnsim.report.document import document

    content = document(experiment) | {"folder": str(folder), "files": [file.name for file in files]}
    say(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False))


def _print_answer(experiment: Experiment, folder: Path, files: list[Path]) -> None:
    from rich.padding import Padding

    from esnsim.cli.tables import print_ladder
    from esnsim.report.answers import answers, caveat
    from esnsim.report.stillness import misses, restlessness

    page = console()
    print_ladder(experiment, page)
    baseline, week = experiment.scenario.baseline, experiment.last_week
    for programme, sentences in answers(experiment):
        title = f"With '{programme}' rather than '{baseline}', by week {week}, in points of headcount:"
        page.print(f"\n{title}", style="bold")
        for sentence in sentences:
            page.print(Padding(f"{sentence}.", (0, 0, 0, 2), expand=False))
    if experiment.others:
        page.print(f"\n{caveat(experiment)}")
    for sentence in (*misses(experiment), *restlessness(experiment)):
        page.print(f"\nNote: {sentence}.", style="yellow")
    page.print(f"\nResults are in {folder}: {', '.join(file.name for file in files)}.")
