"""The command that holds new weeks against the plan that is under way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.commands.usage.calibrate import Data, counted_weeks
from esnsim.cli.models import asked_with_models
from esnsim.cli.options import Changes, Json, Models, Quiet, Replicates, ScenarioFile, Weeks, changes_of
from esnsim.cli.output.interruption import kept_when_interrupted
from esnsim.cli.output.out_folder import check_folder
from esnsim.cli.output.progress import watcher
from esnsim.cli.output.usage.told_weeks import keep_weeks, tell_weeks
from esnsim.cli.sweep_options import Workers
from esnsim.cli.workers import workers_of
from esnsim.errors import Mistake, ScenarioError

if TYPE_CHECKING:
    from esnsim.analysis.prediction.tracking import Track
    from esnsim.scenario import Scenario


def track(
    scenario: ScenarioFile,
    data: Data = None,
    programme: Annotated[
        str | None,
        typer.Option(
            "--programme",
            metavar="NAME",
            help="What is being done.",
            show_default="the one beside the baseline, if there is but one",
        ),
    ] = None,
    replicates: Replicates = None,
    weeks: Weeks = None,
    members: Models = None,
    changes: Changes = [],  # noqa: B006 - typer copies it
    workers: Workers = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER", help="Where results go.", show_default="runs/SCENARIO-track"),
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Hold new weeks against the plan: whether it works, how far it is from what was foreseen, and what comes now.

    The trip wires that 'esnsim run' named are looked at where their week has come. What was counted is told beside what
    was foreseen, and beside what would have been counted had nothing been done. Runs that went like your weeks count
    for more in the forecast from now on.

    Week 1 begins on the scenario's first day. What was interrupted is continued by the same command.
    """
    from esnsim.analysis.prediction.tracking import track_usage

    asked = asked_with_models(scenario, changes_of(changes, replicates, weeks), members)
    done = _done(asked, programme)
    _, counted = counted_weeks(asked, data, done)
    folder = out or Path("runs") / f"{scenario.stem}-track"
    check_folder(folder)
    with kept_when_interrupted(folder), watcher(quiet=quiet) as told:
        found = track_usage(asked, counted, done, workers=workers_of(workers), out=folder, progress=told)
    document = _document(found)
    files = keep_weeks("track", found.forecast.rows(), document, folder)
    tell_weeks(document, folder, files, as_json=as_json)


def _done(scenario: Scenario, programme: str | None) -> str:
    """The programme that is under way.

    Raises:
        ScenarioError: If several may be.
    """
    if programme is not None:
        scenario.programme(programme)
        return programme
    others = [name for name in scenario.programmes if name != scenario.baseline]
    if len(others) != 1:
        said = f"say which one is being done: {', '.join(others) or scenario.baseline}"
        raise ScenarioError([Mistake("--programme", said)])
    return others[0]


def _document(found: Track) -> dict[str, object]:
    from esnsim.analysis.prediction.track_words import sentences

    bands = ("foreseen", "end_foreseen", "end", "undone", "effect")
    return {
        "today": found.forecast.futures.today,
        "programme": found.forecast.futures.done,
        "baseline": found.baseline,
        "counting": found.forecast.futures.counting,
        "trip_wires": [
            {**each.known._asdict(), "due": each.is_due, "counted_then": each.counted, "works": each.works}
            for each in found.wires
        ],
        "departures": [
            {
                **each._asdict(),
                **{name: band._asdict() if (band := getattr(each, name)) is not None else None for name in bands},
            }
            for each in found.departures
        ],
        "forecast": found.forecast.rows(),
        "sentences": sentences(found),
    }
