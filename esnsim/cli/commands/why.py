"""The command that asks why: what each intervention is responsible for, and what led a person or a unit where it is."""

from __future__ import annotations

import math
import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.options import Json, Quiet, Workers
from esnsim.cli.output.absent import no_run
from esnsim.cli.output.interruption import kept_when_interrupted
from esnsim.cli.output.out_folder import SCENARIO
from esnsim.cli.output.printing import console, say
from esnsim.cli.output.progress import watcher
from esnsim.cli.workers import workers_for
from esnsim.errors import Mistake, RunError, ScenarioError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from esnsim.analysis.attribution import Attribution
    from esnsim.analysis.attribution.story import Story
    from esnsim.experiments.design.outcome import Outcome
    from esnsim.experiments.estimates.interval import Interval
    from esnsim.scenario import Scenario

FOLDER = "why"


def why(
    folder: Annotated[Path, typer.Argument(metavar="RUN", help="Folder that 'esnsim run' filled.", show_default=False)],
    programme: Annotated[
        str | None,
        typer.Option("--programme", metavar="NAME", help="Which programme.", show_default="the first but the baseline"),
    ] = None,
    outcome: Annotated[
        str, typer.Option("--outcome", metavar="MEASURE@WEEK", help="What is to be explained.")
    ] = "contributor@end",
    person: Annotated[
        str | None,
        typer.Option(
            "--person",
            metavar="ID",
            help="Tell the story of one person instead: a label or a number.",
            show_default=False,
        ),
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar="NAME", help="Tell the story of one unit instead.", show_default=False),
    ] = None,
    replicate: Annotated[
        int, typer.Option("--replicate", metavar="N", min=0, help="Which run of the person or unit, from 0.")
    ] = 0,
    workers: Workers = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Say what each intervention of a programme is responsible for.

    The programme is simulated again without each of its interventions, with the same random numbers, and up to five
    interventions in every combination, so that what they do together can be shared out fairly (Shapley). Runs that are
    there already are not simulated again; the same command continues after an interruption.

    With --person or --unit it tells instead what people met on the days on which they tried the network, began to
    write, fell silent or gave it up, and which level of use they would reach in the same run without each intervention.
    """
    from esnsim.scenario import load

    kept = folder / SCENARIO
    if not kept.is_file():
        raise no_run(folder)
    if person is not None and unit is not None:
        raise ScenarioError([Mistake("--unit", "cannot be asked together with --person; ask one after the other")])
    scenario = load(kept)
    name = _programme(scenario, programme)
    looked_at = _outcome(outcome, scenario)
    with kept_when_interrupted(folder):
        if person is None and unit is None:
            _attribute(scenario, name, looked_at, folder, workers, quiet=quiet, as_json=as_json)
        else:
            _tell(scenario, name, person, unit, replicate, as_json=as_json)


def _programme(scenario: Scenario, asked: str | None) -> str:
    """The programme that is meant.

    Raises:
        ScenarioError: If there is no such programme, or none in which anything is done.
    """
    if asked is not None:
        scenario.programme(asked)
        return asked
    busy = [name for name, done in scenario.programmes.items() if done]
    chosen = [name for name in busy if name != scenario.baseline] or busy
    if not chosen:
        raise ScenarioError([Mistake("--programme", "no programme of this run does anything")])
    return chosen[0]


def _outcome(text: str, scenario: Scenario) -> Outcome:
    """The outcome that is meant.

    Raises:
        ScenarioError: If it cannot be read, or the runs end before it.
    """
    from esnsim.experiments.design.outcome import read_outcome

    try:
        found = read_outcome(text)
        found.at(scenario.weeks)
    except (ValueError, RunError) as error:
        raise ScenarioError([Mistake(f"--outcome {text}", str(error))]) from None
    return found


def _attribute(
    scenario: Scenario,
    programme: str,
    outcome: Outcome,
    folder: Path,
    workers: int | None,
    *,
    quiet: bool,
    as_json: bool,
) -> None:
    import json

    from esnsim.analysis.attribution import attribute
    from esnsim.experiments.store.place import STORE

    command = shlex.join(["esnsim", *sys.argv[1:]])
    # Every set of its interventions is simulated in every replicate.
    processes = workers or workers_for(scenario, scenario.replicates * 2 ** len(scenario.programme(programme)))
    with watcher(quiet=quiet) as told:
        found = attribute(scenario, programme, outcome, processes, folder / STORE, told, command)
    files = _keep(found, folder / FOLDER)
    if as_json:
        say(json.dumps(_document(found, files), indent=2, ensure_ascii=False, allow_nan=False))
        return
    page = console()
    _print_contributions(found, page)
    page.print(f"\nThe table and its figure are in {folder / FOLDER}: {', '.join(file.name for file in files)}.")


def _keep(found: Attribution, folder: Path) -> list[Path]:
    """Write the table and the figure."""
    from esnsim.experiments.results.folder import write_csv
    from esnsim.report.figures.attribution import attribution_figure
    from esnsim.report.style import save_figure

    folder.mkdir(parents=True, exist_ok=True)
    stem = _file_name(f"{found.programme} {found.outcome}")
    return [write_csv(found.table(), folder / f"{stem}.csv"), *save_figure(attribution_figure(found), folder / stem)]


def _file_name(text: str) -> str:
    return re.sub(r"\W+", "-", text).strip("-")[:80]


def _document(found: Attribution, files: Sequence[Path]) -> dict[str, object]:
    from esnsim.analysis.attribution.words import sentences

    contributions = [
        {
            "intervention": contribution.intervention,
            "kind": contribution.kind,
            "shared": _plain(contribution.shared),
            "last": _plain(contribution.last),
            "alone": _plain(contribution.alone),
            "better": contribution.better,
        }
        for contribution in found.contributions
    ]
    return {
        "programme": found.programme,
        "outcome": str(found.outcome),
        "replicates": found.replicates,
        "total": _plain(found.total),
        "together": _plain(found.together),
        "interventions": contributions,
        "sentences": sentences(found),
        "files": [str(file) for file in files],
    }


def _plain(interval: Interval | None) -> dict[str, float | None] | None:
    """An interval as JSON has it: no NaN."""
    if interval is None:
        return None
    return {name: None if math.isnan(value) else value for name, value in interval._asdict().items()}


def _print_contributions(found: Attribution, page: Console) -> None:
    from esnsim.analysis.attribution.words import difference_text, sentences
    from esnsim.cli.output.tables import TableColumn, print_columns
    from esnsim.experiments.design.labels import in_words

    def cells(intervals: Sequence[Interval | None]) -> list[str]:
        told = [difference_text(found.outcome, each) if each else "-" for each in intervals]
        return [text.replace(" points", "").replace(" (80 % interval ", "\n(") for text in told]

    columns = [
        TableColumn(
            "intervention", [in_words(contribution.intervention) for contribution in found.contributions], words=True
        ),
        TableColumn("fair share", cells([contribution.shared for contribution in found.contributions])),
        TableColumn("lost without it", cells([contribution.last for contribution in found.contributions])),
        TableColumn("alone", cells([contribution.alone for contribution in found.contributions])),
        TableColumn(
            "more with it", [f"{contribution.better:,} of {found.replicates:,}" for contribution in found.contributions]
        ),
    ]
    title = f"What the interventions of '{found.programme}' do to {found.outcome} (80 % intervals)"
    print_columns(page, columns, title=title)
    for nth, sentence in enumerate(sentences(found)):
        page.print(f"{sentence[0].upper()}{sentence[1:]}.", style="bold" if not nth else None)


def _tell(
    scenario: Scenario,
    programme: str,
    person: str | None,
    unit: str | None,
    replicate: int,
    *,
    as_json: bool,
) -> None:
    """Tell the story of a person or a unit."""
    import json

    from esnsim.analysis.attribution.story import story_of_person, story_of_unit
    from esnsim.ensemble.draws import drawn_for
    from esnsim.experiments import prepared

    if replicate >= scenario.replicates:
        last = scenario.replicates - 1
        raise ScenarioError([Mistake(f"--replicate {replicate}", f"the replicates of this run go from 0 to {last}")])
    setting = prepared(drawn_for(scenario, replicate))
    told = (
        story_of_unit(setting, programme, replicate, str(unit))
        if person is None
        else story_of_person(setting, programme, replicate, person)
    )
    if as_json:
        say(json.dumps(_story(told, programme, replicate), indent=2, ensure_ascii=False, allow_nan=False))
    else:
        _print_story(told, programme, replicate, console())


def _story(told: Story, programme: str, replicate: int) -> dict[str, object]:
    """The story as JSON has it."""
    return {
        "title": told.title,
        "programme": programme,
        "replicate": replicate,
        "people": told.people,
        "steps": [{"date": day, "step": sentence} for day, sentence in told.steps],
        "hung_on": [{"step": step, "on": what, "times": times} for step, what, times in told.counts],
        "endings": [{"programme": each.programme, **each.end_state._asdict()} for each in told.endings],
    }


def _print_story(told: Story, programme: str, replicate: int, page: Console) -> None:
    from rich.padding import Padding

    from esnsim.cli.output.tables import TableColumn, print_columns

    page.print(f"{told.title}", style="bold")
    page.print(f"Replicate {replicate} of '{programme}'.")
    for day, sentence in told.steps:
        page.print(Padding(f"{day}  {sentence}.", (0, 0, 0, 2), expand=False))
    if not told.steps and not told.counts:
        page.print("  No step was taken in all that time.")
    if told.counts:
        columns = [
            TableColumn("step", [step for step, _, _ in told.counts], words=True),
            TableColumn("what it depended on", [what for _, what, _ in told.counts], words=True),
            TableColumn("times", [f"{times:,}" for _, _, times in told.counts]),
        ]
        print_columns(page, columns, title="What steps depended on (half as likely without it, or less)", gap=2)
    endings = told.endings
    columns = [
        TableColumn("in the same run", [each.programme for each in endings], words=True),
        TableColumn("readers", [f"{each.end_state.readers:,}" for each in endings]),
        TableColumn("contributors", [f"{each.end_state.contributors:,}" for each in endings]),
        TableColumn("posts and replies", [f"{each.end_state.written:,}" for each in endings]),
    ]
    print_columns(page, columns, title="Where it led, and where it would have led", gap=2)
    page.print(
        "One run is one draw: a single person may well go another way by random variation alone. Ask without "
        "--person and --unit what the interventions do on the whole.",
        style="dim",
    )
