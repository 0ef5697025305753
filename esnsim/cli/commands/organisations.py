"""Commands about organisations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from esnsim.cli.options import Changes
from esnsim.cli.output.printing import console, say
from esnsim.errors import Mistake, ScenarioError

if TYPE_CHECKING:
    from esnsim.organisation import Description, ImportReport, Organisation

SCENARIO_ENDINGS = (".yaml", ".yml")
TIE_COLUMNS = ("source", "target", "weight")
organisations = typer.Typer(no_args_is_help=True, help="Look at organisations.")


@organisations.callback()
def org() -> None:
    """Look at organisations, generated or imported, before anything is simulated on them."""


def describe(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV file with a row a person, or a scenario.", show_default=False)
    ],
    ties: Annotated[
        list[Path],
        typer.Option("--ties", metavar="FILE", help="CSV file with a row a tie; may be repeated.", show_default=False),
    ] = [],  # noqa: B006 - typer copies it
    columns: Annotated[
        list[str],
        typer.Option(
            "--column",
            metavar="NAME=COLUMN",
            help="Which column holds what, such as unit=cost_centre; for those not found by their names.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    where: Annotated[
        list[str],
        typer.Option(
            "--where",
            metavar="COLUMN=VALUE",
            help="Take only rows with this value, such as one snapshot of several; may be repeated.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    changes: Changes = [],  # noqa: B006
) -> None:
    """Describe an organisation: people, levels, spans, units, ties, and how closely people are knit.

    Files are read as they are found; what was repaired, assumed or made up is told first. Beside every measure stands
    what is usual.
    """
    from esnsim.organisation import describe as describe_organisation
    from esnsim.scenario import file_of

    file = file_of(file)
    if file.suffix.lower() in SCENARIO_ENDINGS:
        _refuse_given("is for CSV files; a scenario says it itself", ties=ties, column=columns, where=where)
        organisation, report = _of_scenario(file, changes)
    else:
        _refuse_given("is for scenarios; this is taken for a CSV file", set=changes)
        organisation, report = _of_files(file, ties, columns, where)
    if report is not None:
        say("\n".join([*report.lines(), ""]))
    _print(describe_organisation(organisation))


def _refuse_given(reason: str, **options: object) -> None:
    """Refuse options that would have no effect.

    Raises:
        ScenarioError: If one of them is given.
    """
    wrong = [Mistake(f"--{name}", reason) for name, value in options.items() if value]
    if wrong:
        raise ScenarioError(wrong)


def _of_scenario(file: Path, changes: list[str]) -> tuple[Organisation, ImportReport | None]:
    """The organisation that a scenario asks for."""
    from esnsim.experiments.store.keys import organisation_of
    from esnsim.scenario import load

    return organisation_of(load(file, changes), Path())


def _of_files(
    people: Path, ties: list[Path], columns: list[str], where: list[str]
) -> tuple[Organisation, ImportReport | None]:
    """The organisation in CSV files."""
    from esnsim.organisation import Import, read

    named = _columns(columns)
    specification = Import(
        people=people,
        ties=tuple(ties),
        columns={name: column for name, column in named.items() if name not in TIE_COLUMNS},
        tie_columns={name: column for name, column in named.items() if name in TIE_COLUMNS},
        where=dict(_pairs("--where", where)),
    )
    return read(specification, Path())


def _columns(columns: list[str]) -> dict[Any, str]:
    """What each column holds, after a look at whether such a thing is known."""
    from esnsim.interventions.forms import suggestion
    from esnsim.organisation.specification import PersonColumn, TieColumn

    known = (*get_args(PersonColumn), *get_args(TieColumn))
    named = dict(_pairs("--column", columns))
    wrong = [Mistake(f"--column {name}", suggestion(name, known)) for name in named if name not in known]
    if wrong:
        raise ScenarioError(wrong)
    return named


def _pairs(option: str, given: list[str]) -> list[tuple[str, str]]:
    """Names and values from texts such as ``unit=cost_centre``."""
    wrong = [Mistake(f"{option} {text}", "write a name, =, and a value") for text in given if "=" not in text]
    if wrong:
        raise ScenarioError(wrong)
    return [(name.strip(), value.strip()) for name, _, value in (text.partition("=") for text in given)]


def _print(description: Description) -> None:
    """A table of measures, each beside what is usual."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from esnsim.organisation.describe import NO_NUMBER, TAGS

    table = Table(box=SIMPLE_HEAD)
    table.add_column("measure")
    table.add_column("here", justify="right")
    table.add_column("usual")
    for measure in description.table():
        table.add_row(*measure)
    page = console()
    page.print(table)
    page.print(f"{NO_NUMBER}: there is no such number here. In brackets: where it is known from.")
    for tag, source in TAGS.items():
        page.print(f"  [{tag}] {source}")
