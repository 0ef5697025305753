"""The command that says what is wrong with scenario files, and whether what they claim holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.completion import scenarios as completed
from esnsim.cli.options import Changes, Quiet, Replicates, Seed, Weeks, Workers, changes_of
from esnsim.cli.output.printing import complain, say
from esnsim.errors import EsnsimError, ScenarioError
from esnsim.exit_status import REFUSED

if TYPE_CHECKING:
    from esnsim.experiments.design.plan import CommandOptions
    from esnsim.organisation import Organisation
    from esnsim.scenario import Scenario


def check(
    scenarios: Annotated[
        list[Path],
        typer.Argument(
            metavar="SCENARIO...", help="Scenario files, or .experiment.yaml files.", autocompletion=completed
        ),
    ],
    changes: Changes = [],  # noqa: B006 - typer copies it
    replicates: Replicates = None,
    weeks: Weeks = None,
    seed: Seed = None,
    run_it: Annotated[
        bool, typer.Option("--run", help="Simulate it too, and judge its goal and the claims under 'expect'.")
    ] = False,
    junit: Annotated[
        Path | None,
        typer.Option("--junit", metavar="FILE", help="With --run: write the claims as a test report (JUnit XML)."),
    ] = None,
    workers: Workers = None,
    quiet: Quiet = False,
) -> None:
    """Report every mistake in scenario and experiment files at once.

    Each is told with file, line and column, what was found, and what would be right. The organisation is made or read
    too, so that audiences can be held against it; what was repaired or assumed in imported files, and what looks as if
    it was not meant, is noted; so is a programme that would take more than the budget or the hours of staff. What would
    be changed for a run can be changed here too. The status is 0 when all files are right, else 2.

    With --run, each claim under 'expect' holds, fails, or is not settled by these runs; the status is 0 when all hold,
    else 1. The runs are those of 'esnsim run', in the same folder.
    """
    from esnsim.experiments.design.plan import CommandOptions

    asked = CommandOptions(tuple(changes_of(changes, weeks=weeks, seed=seed)), replicates=replicates, seed=seed)
    overrides = changes_of(changes, replicates, weeks, seed)
    if junit is not None and not run_it:
        raise typer.BadParameter("is about what --run finds; give --run too", param_hint="'--junit'")
    right = [_is_right(file, asked, overrides) for file in scenarios]
    if not all(right):
        raise typer.Exit(REFUSED)
    if run_it and not _bears_out(scenarios, overrides, junit, workers, quiet=quiet):
        raise typer.Exit(1)


def _bears_out(
    scenarios: list[Path], overrides: list[str], junit: Path | None, workers: int | None, *, quiet: bool
) -> bool:
    """Simulate scenarios and say of each claim what runs make of it; whether all hold."""
    from esnsim.atomic_file import write_text
    from esnsim.cli.output.interruption import kept_when_interrupted
    from esnsim.cli.output.out_folder import check_folder, default_folder
    from esnsim.cli.output.progress import watcher
    from esnsim.cli.workers import workers_for
    from esnsim.experiments.comparison import read_experiment
    from esnsim.experiments.results.claims import Judgement, judged_claims
    from esnsim.experiments.store.place import STORE
    from esnsim.report.text.deciding.claims import claim_sentence, goal_sentences, junit_xml
    from esnsim.scenario import load

    judged = []
    for file in scenarios:
        scenario, folder = load(file, overrides), default_folder(file, set(overrides))
        if not scenario.expect and scenario.goal is None:
            say(f"{file}: nothing is claimed; write claims under 'expect', or a goal")
            continue
        check_folder(folder)
        processes = workers or workers_for(scenario, scenario.replicates * len(scenario.programmes))
        with kept_when_interrupted(folder), watcher(quiet=quiet) as told:
            folder.mkdir(parents=True, exist_ok=True)
            experiment = read_experiment(scenario, folder / STORE, processes, told)
        found = judged_claims(experiment)
        judged.append((scenario.name, found))
        for sentence in (*map(claim_sentence, found), *goal_sentences(experiment)):
            say(f"{file}: {sentence}")
    if junit is not None:
        write_text(junit, junit_xml(judged))
    return all(each.judgement == Judgement.HOLDS for _, found in judged for each in found)


def _is_right(file: Path, asked: CommandOptions, overrides: list[str]) -> bool:
    """Look at one file and say what there is to say; whether it can be run."""
    from esnsim.ensemble.draws import models_of
    from esnsim.experiments.design.plan import check_experiment
    from esnsim.experiments.store.keys import organisation_of
    from esnsim.scenario import check_audiences, doubts, load

    notes: list[str] = []
    try:
        points = check_experiment(file, notes.append, asked)
        scenario = points[0].scenario if points else load(file, overrides)
        models_of(scenario)
        organisation, report = organisation_of(scenario, Path())
    except EsnsimError as error:
        complain(str(error))
        return False
    try:
        check_audiences(scenario, organisation)
    except ScenarioError as error:
        complain("\n".join(f"{file}: {mistake}" for mistake in error.mistakes))
        return False
    say(f"{file}: right{f', {len(points):,} points' if points else ''}")
    imported = [*report.remarks, *(f"repaired: {repair}" for repair in report.repairs)] if report else []
    for note in [*notes, *imported, *doubts(scenario, organisation)]:
        say(f"{file}: note: {note}")
    for note in _over_limits(scenario, organisation):
        say(f"{file}: note: {note}.")
    return True


def _over_limits(scenario: Scenario, organisation: Organisation) -> list[str]:
    """Programmes that would take more than is allowed; nothing is priced where nothing is limited."""
    if scenario.budget is None and scenario.staff_hours is None:
        return []
    from esnsim.experiments.design.pricing import prices
    from esnsim.report.text.deciding.limits import over_limits

    taken = [(name, price.money, price.hours) for name, price in prices(scenario, organisation).items()]
    return over_limits(scenario, taken, foreseen=True)
