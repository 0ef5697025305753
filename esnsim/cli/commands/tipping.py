"""The command that looks for the critical mass of a scenario, and for two states under the same constants."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.options import Changes, Json, Quiet, Replicates, ScenarioFile, Weeks
from esnsim.cli.output.interruption import kept_when_interrupted
from esnsim.cli.output.out_folder import check_folder
from esnsim.cli.output.printing import console, say
from esnsim.cli.output.progress import watcher
from esnsim.cli.sweep_options import Workers
from esnsim.cli.workers import workers_of
from esnsim.errors import Mistake, ScenarioError
from esnsim.experiments.store.place import STORE

if TYPE_CHECKING:
    from esnsim.analysis.tipping import Tipping
    from esnsim.experiments.design.factors import Value
    from esnsim.scenario import Scenario

PLACES = 12
"""Values taken from a range."""


def tipping(
    scenario: ScenarioFile,
    vary: Annotated[
        str,
        typer.Option(
            "--vary",
            metavar="PATH[=VALUES]",
            help="What runs begin with, such as initial.reader, initial.contributor=0.02:0.3:0.02, or a dose: "
            "programmes.ambassadors[0].count=0:200:20.",
            show_default=False,
        ),
    ],
    programme: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="What is done in all runs.", show_default="nothing, or what is varied"),
    ] = None,
    replicates: Replicates = None,
    weeks: Weeks = None,
    outcome: Annotated[
        str | None,
        typer.Option(metavar="RUNG", help="Rung to look at.", show_default="the one varied, or contributor"),
    ] = None,
    above: Annotated[
        float | None,
        typer.Option(
            metavar="SHARE",
            min=0.0,
            max=1.0,
            help="Share of headcount above which a run ends high.",
            show_default="what divides two states, if there are two",
        ),
    ] = None,
    changes: Changes = [],  # noqa: B006 - typer copies it
    workers: Workers = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where results go.", show_default="runs/SCENARIO-tipping")
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Find where a plan tips: critical mass, one state or two, and whether anything warns before it.

    The constants that make the scenario's own start hold are kept, and runs begin from other states: with more
    readers, or fewer. Where do they end? A dose can be varied instead; then runs begin as the scenario says.

    Give it time: states part slowly, and a year or two often shows no more than that runs remember where they began.
    What was interrupted is continued by the same command.
    """
    from esnsim.analysis.tipping import tipping as found_tipping
    from esnsim.scenario import load

    asked = load(scenario, changes)
    path, values = _varied(vary)
    folder = out or Path("runs") / f"{scenario.stem}-tipping"
    processes = workers_of(workers)
    check_folder(folder)
    with kept_when_interrupted(folder), watcher(quiet=quiet) as told:
        answer = found_tipping(
            asked, path, values, programme, replicates, weeks, outcome, above, processes, folder / STORE, told
        )
    files = _keep(answer, asked, folder)
    if as_json:
        _print_document(answer, folder, files)
    else:
        _print_answer(answer, folder, files)


def _varied(text: str) -> tuple[str, list[Value]]:
    """What is varied, and its values; none where only a path is written.

    Raises:
        ScenarioError: If it cannot be read.
    """
    from esnsim.experiments.design.factors import Range, read_factor

    if "=" not in text:
        return text, []
    try:
        factor = read_factor(text)
    except ValueError as error:
        raise ScenarioError([Mistake(f"--vary {text}", str(error))]) from None
    if isinstance(factor, Range):
        return factor.path, list(dict.fromkeys(factor.at((nth + 0.5) / PLACES) for nth in range(PLACES)))
    return factor.path, list(factor.values)


def _keep(answer: Tipping, scenario: Scenario, folder: Path) -> list[Path]:
    """Write table, numbers and figure; the files."""
    import json

    from esnsim.analysis.tipping.document import document
    from esnsim.atomic_file import whole_file, write_text
    from esnsim.report.figures.tipping import tipping_figure
    from esnsim.report.style import save_figure

    table = folder / "tipping.csv"
    with whole_file(table) as unfinished:
        answer.table().to_csv(unfinished, index=False, lineterminator="\n")
    text = json.dumps(document(answer), indent=2, ensure_ascii=False, allow_nan=False)
    values, replicates = answer.runs.ends.shape
    footer = f"{scenario.name} · {values} values, {replicates} replicates each · seed {scenario.seed}"
    return [
        table,
        write_text(folder / "tipping.json", text + "\n"),
        *save_figure(tipping_figure(answer, footer), folder / "tipping"),
    ]


def _print_document(answer: Tipping, folder: Path, files: list[Path]) -> None:
    import json

    from esnsim.analysis.tipping.document import document

    content = document(answer) | {"folder": str(folder), "files": [file.name for file in files]}
    say(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False))


def _print_answer(answer: Tipping, folder: Path, files: list[Path]) -> None:
    from esnsim.analysis.tipping.words import sentences

    page = console()
    for sentence in sentences(answer):
        page.print(f"{sentence[0].upper()}{sentence[1:]}.")
    page.print(f"\nResults are in {folder}: {', '.join(file.name for file in files)}.")
