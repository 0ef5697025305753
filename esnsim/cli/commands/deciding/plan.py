"""The command that looks for the best plan within a budget."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.models import asked_with_models
from esnsim.cli.options import Changes, Json, Models, Quiet, ScenarioFile, Seed, Weeks, Workers, changes_of
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
        list[str],
        typer.Option(
            metavar="OUTCOME",
            help="What is to be high, such as contributor@week52; given again, what is traded off against it, such as "
            "hours@end (costs and lapsed readers are to be low).",
            show_default="the goal's outcome, or contributors at the deadline",
        ),
    ] = [],  # noqa: B006 - typer copies it
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
    members: Models = None,
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
    that runs. With several outcomes there is also a front: plans of which no other is better in one outcome and at
    least as good in all others, each as a scenario that runs, with a picture. What was interrupted is continued by the
    same command.
    """
    from esnsim.analysis.planning import PlanQuestion, find_plan, read_levers, usual_levers
    from esnsim.experiments.store.place import STORE

    asked = asked_with_models(scenario, changes_of(changes, weeks=weeks, seed=seed), members)
    judged, *others = _outcomes(outcome, asked.goal, asked.deadline_week)
    chosen = tuple(read_levers(levers, asked) if levers else usual_levers(asked))
    if not chosen:
        raise ScenarioError(
            [Mistake(str(scenario), "no programme does anything; say with --levers what a plan may do")]
        )
    question = PlanQuestion(asked, chosen, judged, lowest, runs, fresh, tuple(others))
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


MOST_OUTCOMES = 4


def _outcomes(texts: list[str], goal: object, week: int) -> list[Outcome]:
    """What is to be high: as said, or what the goal is about, or contributors at the deadline; others after it.

    Raises:
        ScenarioError: If they cannot be read, or are too many, or one comes twice.
    """
    from esnsim.experiments.design.outcome import read_outcome

    found, mistakes = [], []
    for said in texts or [f"{getattr(goal, 'measure', 'contributor')}@week{getattr(goal, 'week', None) or week}"]:
        try:
            found.append(read_outcome(said))
        except ValueError as error:
            mistakes.append(Mistake(f"--outcome {said}", str(error)))
        else:
            if found[-1] in found[:-1]:
                mistakes.append(Mistake(f"--outcome {said}", "comes twice; nothing is traded off against itself"))
    if len(texts) > MOST_OUTCOMES:
        told = f"are too many to be traded off; write at most {MOST_OUTCOMES}"
        mistakes.append(Mistake("--outcome", f"{len(texts)} outcomes {told}"))
    if mistakes:
        raise ScenarioError(mistakes)
    return found


def _keep(found: PlanAnswer, folder: Path) -> list[Path]:
    """Write the plan as a scenario, and everything that is known of it."""
    from esnsim.atomic_file import write_text
    from esnsim.scenario import dump

    document = json.dumps(found.document(), indent=2, ensure_ascii=False)
    files = [
        write_text(folder / "plan.yaml", dump(found.as_scenario())),
        write_text(folder / "plan.json", f"{document}\n"),
    ]
    if found.front:
        from esnsim.report.figures.front import front_figure
        from esnsim.report.style import save_figure

        for nth, point in enumerate(found.front, 1):
            files.append(write_text(folder / f"front-{nth}.yaml", dump(found.with_plan(point.interventions))))
        files += save_figure(front_figure(found, f"esnsim plan, {found.scenario.name}"), folder / "front")
    return files


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
    if found.front:
        _print_front(found, files)
    page.print(f"\nThe plan is in {files[0]}: esnsim run {files[0]}")


def _print_front(found: PlanAnswer, files: list[Path]) -> None:
    """Plans that trade outcomes off."""
    from esnsim.cli.output.tables import TableColumn, print_columns
    from esnsim.report.text.deciding.fronts import BAND_HEAD, FRONT_MEANS, front_columns, front_sentences

    page = console()
    columns = [TableColumn(each.head, each.cells) for each in front_columns(found)]
    narrow = [each for each in columns if each.head != BAND_HEAD]
    print_columns(page, columns, narrow, title="What is given up for what")
    page.print(FRONT_MEANS)
    plans = [str(file) for file in files if file.name.startswith("front-")]
    for sentence in front_sentences(found, plans):
        page.print(f"{sentence}.")
    page.print(f"The picture is in {next(file for file in files if file.stem == 'front')}.")
