"""The command that narrows the plausible models to the weeks of one's own organisation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.options import Changes, Json, Quiet, ScenarioFile
from esnsim.cli.output.interruption import kept_when_interrupted
from esnsim.cli.output.out_folder import check_folder
from esnsim.cli.output.printing import console, say
from esnsim.cli.output.progress import watcher
from esnsim.cli.sweep_options import Workers
from esnsim.cli.workers import workers_of
from esnsim.exit_status import REFUSED
from esnsim.experiments.store.place import STORE

if TYPE_CHECKING:
    from esnsim.analysis.calibration.answer import Calibration
    from esnsim.analysis.calibration.counted import CountedWeeks
    from esnsim.scenario import Scenario

MEMBERS = "members.csv"
Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="FILE",
        help="Your weeks: a table or export that 'esnsim assess' reads, or the assessment.json it wrote.",
        show_default="what the scenario says was observed",
    ),
]
Done = Annotated[
    str | None,
    typer.Option(
        "--programme",
        metavar="NAME",
        help="What was done where the weeks were counted.",
        show_default="the baseline",
    ),
]
Folder = Annotated[
    Path | None,
    typer.Option("--out", metavar="FOLDER", help="Where results go.", show_default="runs/SCENARIO-calibrated"),
]


def calibrate(
    scenario: ScenarioFile,
    data: Data = None,
    free: Annotated[
        list[str],
        typer.Option(
            metavar="PARAM",
            help="Narrow only this constant, or size written kind.field; may be repeated.",
            show_default="all that the scenario does not say itself",
        ),
    ] = [],  # noqa: B006 - typer copies it
    programme: Done = None,
    models: Annotated[int, typer.Option(metavar="N", min=60, max=100_000, help="Models to simulate.")] = 900,
    waves: Annotated[int, typer.Option(metavar="N", min=1, max=10, help="Waves in which they are simulated.")] = 3,
    members: Annotated[
        int, typer.Option(metavar="N", min=20, max=1000, help="Models of the ensemble that is written.")
    ] = 100,
    discrepancy: Annotated[
        float,
        typer.Option(metavar="SHARE", min=0.0, max=1.0, help="By what share of a level the model itself may be wrong."),
    ] = 0.1,
    changes: Changes = [],  # noqa: B006
    workers: Workers = None,
    out: Folder = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Narrow the plausible models to the weeks of your own organisation.

    Which of the models that reproduce what is known fit what you counted? Models are simulated in waves; what your
    weeks rule out is not simulated again. Those that fit are written to a file of models, which 'esnsim run
    SCENARIO --members FILE' draws from. Told are how far the weeks narrow what was plausible, which constants they
    cannot separate, and which weeks no model fits. If none fits at all, no file is written, and the status is 2.

    Week 1 begins on the scenario's first day. What was interrupted is continued by the same command.
    """
    from esnsim.analysis.calibration.study import CalibrationEffort
    from esnsim.analysis.calibration.study import calibrate as calibrated
    from esnsim.scenario import load

    asked = load(scenario, changes)
    done = asked.baseline if programme is None else programme
    asked.programme(done)
    people, counted = counted_weeks(asked, data, done)
    folder = out or Path("runs") / f"{scenario.stem}-calibrated"
    check_folder(folder)
    effort, processes = CalibrationEffort(models, waves, members, discrepancy), workers_of(workers)
    with kept_when_interrupted(folder), watcher(quiet=quiet) as told:
        found = calibrated(asked, counted, people, folder / STORE, free, done, effort, processes, told)
    files = _keep(found, asked, folder)
    if as_json:
        _print_document(found, folder, files)
    else:
        _print_answer(found, scenario, folder, files)
    if not found.fits:
        raise typer.Exit(REFUSED)


def counted_weeks(scenario: Scenario, data: Path | None, programme: str) -> tuple[int, CountedWeeks]:
    """Headcount, and what was counted: in a file, or in the scenario."""
    from esnsim.analysis.calibration.counted import counted_by, counted_in
    from esnsim.experiments.store.keys import organisation_of

    generated = scenario.organisation.generate
    people = generated.people if generated is not None else organisation_of(scenario, Path())[0].people
    return people, counted_by(scenario, programme) if data is None else counted_in(data, scenario, people)


def _keep(found: Calibration, scenario: Scenario, folder: Path) -> list[Path]:
    """Write models, numbers and pictures; the files."""
    import json

    from esnsim.analysis.calibration.document import calibration_document
    from esnsim.atomic_file import write_text
    from esnsim.report.figures.uncertainty.narrowed import narrowed_figure
    from esnsim.report.figures.uncertainty.predicted import predicted_figure
    from esnsim.report.style import save_figure

    footer = f"{scenario.name} · {found.asked.people:,} people · {found.models:,} models · seed {scenario.seed}"
    text = json.dumps(calibration_document(found), indent=2, ensure_ascii=False, allow_nan=False)
    if found.fits:
        models = [write_text(folder / MEMBERS, found.text())]
    else:
        # Models of an earlier command would be taken for those of this one.
        (folder / MEMBERS).unlink(missing_ok=True)
        models = []
    return [
        *models,
        write_text(folder / "calibration.json", text + "\n"),
        *save_figure(narrowed_figure(found, footer), folder / "narrowed"),
        *save_figure(predicted_figure(found, footer), folder / "predicted"),
    ]


def _print_document(found: Calibration, folder: Path, files: list[Path]) -> None:
    import json

    from esnsim.analysis.calibration.document import calibration_document

    content = calibration_document(found) | {"folder": str(folder), "files": [file.name for file in files]}
    say(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False))


def _print_answer(found: Calibration, scenario: Path, folder: Path, files: list[Path]) -> None:
    from esnsim.analysis.calibration.words import sentences

    page = console()
    for sentence in sentences(found):
        page.print(f"{sentence[0].upper()}{sentence[1:]}.")
    page.print(f"\nResults are in {folder}: {', '.join(file.name for file in files)}.")
    if found.fits:
        page.print(f"Draw from these models: esnsim run {scenario} --members {folder / MEMBERS}")
