"""Commands about scenario files: show one in full, and describe them to editors."""

from __future__ import annotations

from pathlib import Path

from esnsim.cli.options import Changes, ScenarioFile
from esnsim.cli.output.printing import say


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
