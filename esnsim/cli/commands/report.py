"""The command that writes a whole report of a run or a sweep."""

from __future__ import annotations

import shlex
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.options import Json, Quiet
from esnsim.cli.output.interruption import kept_when_interrupted
from esnsim.cli.output.out_folder import check_folder
from esnsim.cli.output.printing import console, say
from esnsim.cli.output.read_run import is_run, stored_experiment, stored_gallery
from esnsim.errors import Mistake, ScenarioError

if TYPE_CHECKING:
    from esnsim.report.document import Briefing, Format

KNOWN = ("html", "md", "pdf", "png", "pptx")
REPORT = "report"

Runs = Annotated[
    int,
    typer.Option("--runs", metavar="N", min=1, max=100, help="Runs of each programme looked at person by person."),
]


def report(
    place: Annotated[
        Path,
        typer.Argument(
            metavar="RUN_OR_STORE", help="Folder that 'esnsim run' or 'esnsim sweep' filled.", show_default=False
        ),
    ],
    formats: Annotated[
        list[str],
        typer.Option(
            "--format", metavar="FORMAT", help=f"{', '.join(KNOWN)}; may be repeated.", show_default="html and md"
        ),
    ] = [],  # noqa: B006 - typer copies it
    runs: Runs = 3,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER", help="Where the report goes.", show_default="report in the folder"),
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Write a whole report: the answer, who moved, what it takes, how far to trust it, and how it was found.

    The page (html) is one file that opens from a memory stick without any network; with the extra 'report' its charts
    can be pointed at and zoomed. A few runs of each programme are simulated again to see who moved; what was seen is
    kept.
    """
    chosen = _formats(formats or ["html", "md"])
    folder = out or place / REPORT
    check_folder(folder)
    # A page of a store reads points from it while it is written.
    with ExitStack() as opened:
        with kept_when_interrupted():
            content = _content(place, runs, opened, quiet=quiet)
        from esnsim.report.document import write_briefing

        files = write_briefing(content, folder, chosen)
    _answer(content, files, as_json=as_json)


def _formats(names: list[str]) -> set[Format]:
    """What is to be written.

    Raises:
        ScenarioError: With every name that is none.
        MissingExtraError: If something for one of them is not installed.
    """
    from esnsim.interventions.forms import suggestion

    wrong = [name for name in names if name not in KNOWN]
    if wrong:
        raise ScenarioError([Mistake(f"--format {name}", suggestion(name, KNOWN, "formats")) for name in wrong])
    from esnsim.report.document.write import Format, check_formats

    chosen = {Format(name) for name in names}
    check_formats(chosen)
    return chosen


def _content(place: Path, runs: int, opened: ExitStack, *, quiet: bool) -> Briefing:
    if is_run(place):
        from esnsim.report.document import briefing

        experiment = stored_experiment(place, quiet=quiet)
        command = shlex.join(["esnsim", *sys.argv[1:]])
        return briefing(stored_gallery(experiment, place, runs, quiet=quiet), place, command)
    from esnsim.cli.commands.store import there
    from esnsim.experiments.results.sweep_result import read_sweep
    from esnsim.report.document.sweep import sweep_briefing

    return sweep_briefing(opened.enter_context(read_sweep(there(place))))


def _answer(content: Briefing, files: list[Path], *, as_json: bool) -> None:
    if as_json:
        import json

        said = {"answer": content.answer, "more": list(content.more), "files": [str(file) for file in files]}
        say(json.dumps(said, indent=2, ensure_ascii=False))
        return
    page = console()
    page.print(content.answer, style="bold")
    page.print(
        f"\nThe report is in {files[0].parent}: {', '.join(str(file.relative_to(files[0].parent)) for file in files)}."
    )
