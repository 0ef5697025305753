"""The command that writes a scenario to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from esnsim.calendar import LONGEST_WEEKS
from esnsim.cli.completion import kind_names
from esnsim.cli.output.printing import say

FILE = Path("scenario.yaml")


def new(
    file: Annotated[Path, typer.Argument(metavar="[FILE]", help="Where to write it.")] = FILE,
    people: Annotated[
        str | None,
        typer.Option(
            metavar="N|FILE",
            help="How many people work there, or a file with one row a person.",
            show_default="1000",
        ),
    ] = None,
    readers: Annotated[
        str | None,
        typer.Option(metavar="SHARE", help="Share of staff who visited in the last 28 days.", show_default="a launch"),
    ] = None,
    contributors: Annotated[
        str | None,
        typer.Option(metavar="SHARE", help="Share of staff who wrote in the last 28 days.", show_default="a launch"),
    ] = None,
    launch: Annotated[bool, typer.Option("--launch", help="Nobody uses the network yet.")] = False,
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="NAME",
            help="A kind of intervention to consider, as 'esnsim interventions' lists them; may be repeated.",
            show_default="ambassadors",
            autocompletion=kind_names,
        ),
    ] = None,
    weeks: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=LONGEST_WEEKS, help="Weeks to look ahead.", show_default="52")
    ] = None,
    start: Annotated[
        str | None, typer.Option(metavar="DATE", help="First day, as 2026-01-05.", show_default="next Monday")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a commented scenario to begin with.

    In a terminal four questions are asked: how many people, who uses the network today, what is considered, how far
    to look ahead. Options answer them instead. The scenario is complete and ready to run, with a programme for each
    kind that is considered and one of all of them. Where nobody can be asked and no option is given, it is an example
    to change.
    """
    from esnsim.atomic_file import write_text
    from esnsim.cli.new_scenario import Said, can_ask, from_answers, from_options
    from esnsim.scenario import load, made_to_wish, starter

    if file.exists() and not force:
        raise FileExistsError(17, "is there already; choose another name, or replace it with --force", str(file))
    said = Said(people, readers, contributors, launch, tuple(kinds or ()), weeks, start)
    if said.nothing and not can_ask():
        text = starter()
    else:
        wish = from_answers(file.parent) if said.nothing else from_options(said, file.parent)
        text = made_to_wish(_title(file), wish)
    write_text(file, text)
    load(file)
    say(
        f"Written to {file}. Look at it with 'esnsim show {file}', run it with 'esnsim run {file}', and see the answer "
        f"as a page with 'esnsim report runs/{file.stem}'."
    )


def _title(file: Path) -> str:
    """What a scenario is called, after its file."""
    words = " ".join(file.stem.replace("_", " ").replace("-", " ").split()) or "My first scenario"
    return f"{words[0].upper()}{words[1:]}"
