"""The command that forecasts the weeks of one's own organisation, and says how such forecasts fared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.commands.usage.calibrate import Data, Done, counted_weeks
from esnsim.cli.models import asked_with_models
from esnsim.cli.options import Changes, Json, Models, Quiet, Replicates, ScenarioFile, Weeks, changes_of
from esnsim.cli.output.interruption import kept_when_interrupted
from esnsim.cli.output.out_folder import check_folder
from esnsim.cli.output.progress import watcher
from esnsim.cli.output.usage.told_weeks import keep_weeks, tell_weeks
from esnsim.cli.sweep_options import Workers
from esnsim.cli.workers import workers_of

if TYPE_CHECKING:
    from esnsim.analysis.prediction.study import UsageForecast


def forecast_weeks(
    scenario: ScenarioFile,
    data: Data = None,
    programme: Done = None,
    hold_out: Annotated[
        int,
        typer.Option(
            "--hold-out",
            metavar="WEEKS",
            min=0,
            help="Hold out so many of the last weeks, and score forecasts of them.",
        ),
    ] = 0,
    replicates: Replicates = None,
    weeks: Weeks = None,
    members: Models = None,
    changes: Changes = [],  # noqa: B006 - typer copies it
    workers: Workers = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER", help="Where results go.", show_default="runs/SCENARIO-forecast"),
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Forecast your own weeks from where you are today, under each programme.

    Runs of plausible models begin before your weeks; those that went like them count for more, and all go on from
    today's level. Bands hold what is unknown about the model. A programme that begins after your last week is told as
    what comes of it from today. With --hold-out, the last weeks are forecast from those before and scored beside plain
    forecasts: nothing changes, the pace goes on, a damped trend and a Bass curve. Where one of these is better, it says
    so.

    Week 1 begins on the scenario's first day. What was interrupted is continued by the same command.
    """
    from esnsim.analysis.prediction.study import forecast_usage

    asked = asked_with_models(scenario, changes_of(changes, replicates, weeks), members)
    done = asked.baseline if programme is None else programme
    asked.programme(done)
    _, counted = counted_weeks(asked, data, done)
    folder = out or Path("runs") / f"{scenario.stem}-forecast"
    check_folder(folder)
    with kept_when_interrupted(folder), watcher(quiet=quiet) as told:
        found = forecast_usage(asked, counted, done, hold_out, workers=workers_of(workers), out=folder, progress=told)
    document = _document(found)
    files = keep_weeks("forecast", found.rows(), document, folder)
    tell_weeks(document, folder, files, as_json=as_json)


def _document(found: UsageForecast) -> dict[str, object]:
    from esnsim.analysis.prediction.held_out import as_document
    from esnsim.analysis.prediction.words import sentences

    return {
        "today": found.futures.today,
        "programme": found.futures.done,
        "runs": found.runs,
        "one_model": found.one_model,
        "discrepancy": found.discrepancy,
        "not_scored": list(found.untried),
        "not_used": list(found.counted.left_out),
        "counting": found.futures.counting,
        "other_past": list(found.futures.other_past),
        "held_out": [as_document(each) for each in found.tried],
        "forecast": found.rows(),
        "sentences": sentences(found),
    }
