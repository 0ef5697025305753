"""Commands about scenario files: write one, check some, show one in full, and describe them to editors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from esnsim.cli.options import Changes, ScenarioFile
from esnsim.cli.printing import complain, say
from esnsim.errors import EsnsimError, ScenarioError

REFUSED = 2


def new(
    file: Annotated[Path, typer.Argument(metavar="[FILE]", help="Where to write it.")] = Path("scenario.yaml"),
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a commented scenario to begin with.

    It is complete and ready to run: change its numbers, programmes and question into your own.
    """
    from esnsim.experiments.whole import write_text
    from esnsim.scenario import starter

    if file.exists() and not force:
        raise FileExistsError(17, "is there already; choose another name, or replace it with --force", str(file))
    write_text(file, starter())
    say(f"Written to {file}. Look at it with 'esnsim show {file}', run it with 'esnsim run {file}'.")


def check(
    scenarios: Annotated[list[Path], typer.Argument(metavar="SCENARIO...", help="Scenario files.")],
) -> None:
    """Report every mistake in scenario files at once.

    Each is told with file, line and column, what was found, and what would be right. The organisation is made or read
    too, so that audiences can be held against it. The status is 0 when all files are right, else 2.
    """
    from esnsim.experiments.preparation import organisation_of
    from esnsim.scenario import check_audiences, doubts, load

    wrong = False
    for file in scenarios:
        try:
            scenario = load(file)
            organisation, _ = organisation_of(scenario, Path())
        except EsnsimError as error:
            complain(str(error))
            wrong = True
            continue
        try:
            check_audiences(scenario, organisation)
        except ScenarioError as error:
            complain("\n".join(f"{file}: {mistake}" for mistake in error.mistakes))
            wrong = True
        else:
            say(f"{file}: right")
            for doubt in doubts(scenario):
                say(f"{file}: note: {doubt}")
    if wrong:
        raise typer.Exit(REFUSED)


def show(scenario: ScenarioFile, changes: Changes = []) -> None:  # noqa: B006 - typer copies it
    """Print a scenario in plain language, and in full: who, what, when.

    First, as comments, a summary for somebody who has not seen the file; then every default filled in and every start
    a date, as YAML that reads back to the same scenario.
    """
    from esnsim.cli.shown import as_comments, in_full
    from esnsim.scenario import load, summary

    asked = load(scenario, changes)
    say(as_comments(summary(asked)))
    say(in_full(asked))


def schema() -> None:
    """Print the JSON Schema of scenario files, for editors that complete names and underline mistakes."""
    import json

    from esnsim.scenario import schema as schema_of_scenarios

    say(json.dumps(schema_of_scenarios(), indent=2, ensure_ascii=False))
