"""Commands about scenario files: check some, show one in full, and describe them to editors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.completion import scenarios as completed
from esnsim.cli.options import Changes, Replicates, ScenarioFile, Seed, Weeks, changes_of
from esnsim.cli.output.printing import complain, say
from esnsim.errors import EsnsimError, ScenarioError
from esnsim.exit_status import REFUSED

if TYPE_CHECKING:
    from esnsim.experiments.design.plan import CommandOptions


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
) -> None:
    """Report every mistake in scenario and experiment files at once.

    Each is told with file, line and column, what was found, and what would be right. The organisation is made or read
    too, so that audiences can be held against it; what was repaired or assumed in imported files, and what looks as if
    it was not meant, is noted. What would be changed for a run can be changed here too. The status is 0 when all files
    are right, else 2.
    """
    from esnsim.experiments.design.plan import CommandOptions

    asked = CommandOptions(tuple(changes_of(changes, weeks=weeks, seed=seed)), replicates=replicates, seed=seed)
    overrides = changes_of(changes, replicates, weeks, seed)
    right = [_is_right(file, asked, overrides) for file in scenarios]
    if not all(right):
        raise typer.Exit(REFUSED)


def _is_right(file: Path, asked: CommandOptions, overrides: list[str]) -> bool:
    """Look at one file and say what there is to say; whether it can be run."""
    from esnsim.experiments.design.plan import check_experiment
    from esnsim.experiments.store.keys import organisation_of
    from esnsim.scenario import check_audiences, doubts, load

    notes: list[str] = []
    try:
        points = check_experiment(file, notes.append, asked)
        scenario = points[0].scenario if points else load(file, overrides)
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
    return True


def show(scenario: ScenarioFile, changes: Changes = []) -> None:  # noqa: B006 - typer copies it
    """Print a scenario in plain language, and in full: who, what, when.

    First, as comments, a summary for somebody who has not seen the file; then every default filled in and every start
    a date, as YAML that reads back to the same scenario.
    """
    from esnsim.cli.output.show_text import as_comments, full_yaml
    from esnsim.experiments.store.keys import organisation_of
    from esnsim.scenario import load, summary

    asked = load(scenario, changes)
    organisation, _ = organisation_of(asked, Path())
    say(as_comments(summary(asked, organisation)))
    say(full_yaml(asked))


def schema() -> None:
    """Print the JSON Schema of scenario files, for editors that complete names and underline mistakes."""
    import json

    from esnsim.scenario import schema as schema_of_scenarios

    say(json.dumps(schema_of_scenarios(), indent=2, ensure_ascii=False))
