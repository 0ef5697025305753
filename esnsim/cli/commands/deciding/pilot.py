"""The command that says how large and how long a pilot has to be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.calendar import LONGEST_WEEKS
from esnsim.cli.models import asked_with_models
from esnsim.cli.options import Changes, Json, Models, Quiet, ScenarioFile, Seed, Workers, changes_of
from esnsim.cli.output.interruption import kept_when_interrupted
from esnsim.cli.output.out_folder import RUNS, check_folder
from esnsim.cli.output.printing import console, say
from esnsim.cli.output.progress import watcher
from esnsim.cli.workers import workers_for

if TYPE_CHECKING:
    from esnsim.analysis.piloting import PilotAnswer

FINISHED = "pilots"
"""Folder of finished pilots."""


def simulate_pilot(
    scenario: ScenarioFile,
    programme: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="What the pilot tries.", show_default="the only one beside the baseline"),
    ] = None,
    units: Annotated[
        list[int],
        typer.Option(
            metavar="N",
            min=2,
            max=10_000,
            help="How many units the pilot is in; may be repeated.",
            show_default="2, 4, 8 and 16, as far as there are as many again",
        ),
    ] = [],  # noqa: B006 - typer copies it
    weeks: Annotated[
        int,
        typer.Option(
            metavar="W", min=4, max=LONGEST_WEEKS, help="How long the longest pilot is, weeks from its start on."
        ),
    ] = 24,
    rung: Annotated[
        str | None,
        typer.Option(
            metavar="RUNG",
            help="What is counted: enabled, reader, interactive, contributor or regular.",
            show_default="that of the goal, else the one observed, else contributor",
        ),
    ] = None,
    pilots: Annotated[int, typer.Option(metavar="N", min=10, max=10_000, help="How many pilots are simulated.")] = 100,
    seed: Seed = None,
    members: Models = None,
    changes: Changes = [],  # noqa: B006
    workers: Workers = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where results go.", show_default="runs/SCENARIO-pilot")
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Say in how many units and for how many weeks a programme has to be tried to see whether it helps.

    Pilots are simulated with the analysis that would be made of them: the change in the pilot's units against that in
    others (difference in differences). Told are how often it sees that the programme helps, how often it sees something
    where nothing is done, the smallest pilot that sees it in 80 % of cases, and which units to begin with. For an
    organisation from files, the pilot is written as a scenario that runs. What was interrupted is continued by the same
    command.
    """
    from esnsim.analysis.piloting import PilotQuestion, pilot_study
    from esnsim.experiments.results.knowing import rung_counted

    asked = asked_with_models(scenario, changes_of(changes, seed=seed), members)
    question = PilotQuestion(asked, programme, rung or rung_counted(asked), tuple(sorted(set(units))), weeks, pilots)
    folder = out or RUNS / f"{scenario.stem}-pilot"
    check_folder(folder)
    processes = workers or workers_for(asked, pilots * (1 + len(units or (2, 4, 8, 16))))
    with kept_when_interrupted(folder), watcher(quiet=quiet) as told:
        found = pilot_study(question, folder / FINISHED, processes, told)
    files = _keep(found, folder)
    if as_json:
        content = found.document() | {"folder": str(folder), "files": [file.name for file in files]}
        say(json.dumps(content, indent=2, ensure_ascii=False))
    else:
        _print(found, files)


def _keep(found: PilotAnswer, folder: Path) -> list[Path]:
    """Write everything that is known of the pilots and, where its units have names, the pilot as a scenario."""
    from esnsim.atomic_file import write_text
    from esnsim.scenario import dump

    document = json.dumps(found.document(), indent=2, ensure_ascii=False)
    files = [write_text(folder / "pilot.json", f"{document}\n")]
    if found.named:
        return [*files, write_text(folder / "pilot.yaml", dump(found.as_scenario()))]
    # One of an earlier command would be taken for that of this one.
    (folder / "pilot.yaml").unlink(missing_ok=True)
    return files


def _print(found: PilotAnswer, files: list[Path]) -> None:
    """The answer: how large and how long, the table, and what it rests on."""
    from esnsim.cli.output.tables import TableColumn, print_columns
    from esnsim.report.text.deciding.piloting import (
        PILOT_HEADS,
        PILOT_MEANS,
        pilot_answer,
        pilot_rows,
        pilot_sentences,
    )

    page = console()
    page.print(pilot_answer(found), style="bold")
    cells = zip(*pilot_rows(found), strict=True)
    columns = [TableColumn(head, column) for head, column in zip(PILOT_HEADS, cells, strict=True)]
    print_columns(page, columns, title=f"Pilots of '{found.programme}', up to {found.weeks:,} weeks")
    page.print(PILOT_MEANS)
    for sentence in pilot_sentences(found):
        page.print(f"{sentence}.")
    if found.named:
        page.print(f"\nThe pilot is in {files[-1]}: esnsim run {files[-1]}")
    page.print(f"All sizes and weeks are in {files[0]}.")
