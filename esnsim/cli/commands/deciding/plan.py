"""The command that looks for the best plan within a budget."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.options import Changes, Json, Quiet, ScenarioFile, Seed, Weeks, Workers, changes_of
from esnsim.cli.output.interruption import kept_when_interrupted
from esnsim.cli.output.out_folder import RUNS, check_folder
from esnsim.cli.output.printing import console, say
from esnsim.cli.output.progress import watcher
from esnsim.cli.workers import workers_for
from esnsim.errors import Mistake, ScenarioError

if TYPE_CHECKING:
    from esnsim.analysis.planning import PlanAnswer
    from esnsim.experiments.design.outcome import Outcome


def look_for_plan(
    scenario: ScenarioFile,
    outcome: Annotated[
        str | None,
        typer.Option(
            metavar="OUTCOME",
            help="What is to be high, such as contributor@week52.",
            show_default="the goal's outcome, or contributors at the deadline",
        ),
    ] = None,
    lowest: Annotated[bool, typer.Option("--lowest", help="The outcome is to be low.")] = False,
    levers: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="What a plan may do (YAML): interventions by name, entries may be lists.",
            show_default="the scenario's own interventions, earlier and later, smaller and larger",
        ),
    ] = None,
    runs: Annotated[
        int, typer.Option(metavar="N", min=50, max=100_000, help="Runs that the search may take, roughly.")
    ] = 400,
    fresh: Annotated[
        int,
        typer.Option(metavar="N", min=10, max=1000, help="Replicates in which what is told is measured."),
    ] = 28,
    weeks: Weeks = None,
    seed: Seed = None,
    changes: Changes = [],  # noqa: B006 - typer copies it
    workers: Workers = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where results go.", show_default="runs/SCENARIO-plan")
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Look for the plan that does most for an outcome within the scenario's budget and hours of staff.

    What is done, how much of it, for whom and from when on is searched over the plausible models, all plans with the
    same random numbers. Plans are priced before they are run. The best are run again in random numbers, models and
    organisations that chose nothing, and only these numbers are told: with how often each is best, what it falls short,
    what does as well for less, and the best shipped programme within the same limits. The plan is written as a scenario
    that runs. What was interrupted is continued by the same command.
    """
    from esnsim.analysis.planning import PlanQuestion, find_plan, read_levers, usual_levers
    from esnsim.experiments.store.place import STORE
    from esnsim.scenario import load

    asked = load(scenario, changes_of(changes, weeks=weeks, seed=seed))
    judged = _outcome(outcome, asked.goal, asked.deadline_week)
    chosen = tuple(read_levers(levers, asked) if levers else usual_levers(asked))
    if not chosen:
        raise ScenarioError(
            [Mistake(str(scenario), "no programme does anything; say with --levers what a plan may do")]
        )
    question = PlanQuestion(asked, chosen, judged, lowest, runs, fresh)
    folder = out or RUNS / f"{scenario.stem}-plan"
    check_folder(folder)
    processes = workers or workers_for(asked, runs)
    with kept_when_interrupted(folder), watcher(quiet=quiet) as told:
        folder.mkdir(parents=True, exist_ok=True)
        found = find_plan(question, folder / STORE, processes, told)
    files = _keep(found, folder)
    if as_json:
        content = found.document() | {"folder": str(folder), "files": [file.name for file in files]}
        say(json.dumps(content, indent=2, ensure_ascii=False))
    else:
        _print(found, files)


def _outcome(text: str | None, goal: object, week: int) -> Outcome:
    """What is to be high: as said, or what the goal is about, or contributors at the deadline.

    Raises:
        ScenarioError: If it cannot be read.
    """
    from esnsim.experiments.design.outcome import read_outcome

    said = text or f"{getattr(goal, 'measure', 'contributor')}@week{getattr(goal, 'week', None) or week}"
    try:
        return read_outcome(said)
    except ValueError as error:
        raise ScenarioError([Mistake(f"--outcome {said}", str(error))]) from None


def _keep(found: PlanAnswer, folder: Path) -> list[Path]:
    """Write the plan as a scenario, and everything that is known of it."""
    from esnsim.atomic_file import write_text
    from esnsim.scenario import dump

    document = json.dumps(found.document(), indent=2, ensure_ascii=False)
    return [
        write_text(folder / "plan.yaml", dump(found.as_scenario())),
        write_text(folder / "plan.json", f"{document}\n"),
    ]


def _print(found: PlanAnswer, files: list[Path]) -> None:
    """The answer: what to do, the table, and what it rests on."""
    from esnsim.cli.output.tables import TableColumn, print_columns
    from esnsim.report.text.deciding.plans import HEADS, TABLE_MEANS, plan_rows, plan_sentences, proposal

    page = console()
    for line in proposal(found):
        page.print(line, style="bold")
    cells = list(zip(*plan_rows(found), strict=True))
    columns = [
        TableColumn(head, column, words=nth == 0) for nth, (head, column) in enumerate(zip(HEADS, cells, strict=True))
    ]
    print_columns(
        page, columns, title=f"In {found.proposed.runs:,} fresh replicates: {found.outcome} against doing nothing"
    )
    page.print(TABLE_MEANS)
    for sentence in plan_sentences(found):
        page.print(f"{sentence}.")
    page.print(f"\nThe plan is in {files[0]}: esnsim run {files[0]}")
